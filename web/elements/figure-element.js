// <activation-curves>, <activation-training>, <activation-layers> and <activation-results> in a foreign page. At first each is the picture that its
// author put into it, and no more; near the viewport, or when it is asked to, it loads the figure and takes the picture's
// place. Removed, it leaves nothing running. It imports no more than a page can have loaded for nothing.

import figureAddress from 'virtual:figure-address';
import { linkOfAttributes } from '../sharing/element-attributes.js';
import { figureHeight } from '../sharing/figure-heights.js';
import { frameInstead } from './frame-instead.js';
import { lookOf } from './look.js';

/** @typedef {import('../sharing/element-attributes.js').ElementView} View */
/** @typedef {import('./live-figure.js').LiveFigure} LiveFigure */

/** How near the viewport a figure is when it is loaded. */
const kNear = '300px';
/** After how long it is said that a figure is loading, in milliseconds. */
const kSlow = 1000;

const kStyle = `
:host { display: block; position: relative; contain: layout style; }
:host([hidden]) { display: none; }
[hidden] { display: none !important; }
.behind { position: absolute; inset: 0 0 auto; visibility: hidden; }
.start { position: absolute; inset-inline-start: 50%; inset-block-start: 50%; transform: translate(-50%, -50%); font: 600 15px/1.3 system-ui, sans-serif;
  padding: 10px 18px; border: 1px solid #85898f; border-radius: 8px; background: #fff; color: #1b1d21; cursor: pointer; }
.start:hover { border-color: #1b1d21; }
.start:focus-visible { outline: 3px solid #0062ad; outline-offset: 2px; }
:dir(rtl) .start { transform: translate(50%, -50%); }
.notice { border-inline-start: 3px solid #b4541d; padding: 8px 12px; margin: 0 0 8px; font: 14px/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
.frame { border: 0; width: 100%; display: block; }
@media print { .start { display: none; } }
`;

/** @type {CSSStyleSheet | undefined} */
let sheet;

/** Those that wait to be near. Shared: an article may have many. @type {IntersectionObserver | undefined} */
let nearness;

/** @param {Element} element */
function waitUntilNear(element) {
  nearness ??= new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        nearness?.unobserve(target);
        void (/** @type {FigureElement} */ (target).start());
      }
    },
    { rootMargin: kNear },
  );
  nearness.observe(element);
}

/** @returns {Promise<typeof import('./live-figure.js')>} */
const loadLive = () => import(/* @vite-ignore */ figureAddress);

export class FigureElement extends HTMLElement {
  /** What it shows. @type {View} */
  static view = 'curves';
  /** The address of the folder of the figures' files, which embed.js is in; "" where the code was bundled without them. */
  static folder = '';
  /** The address of the site's folder, set by configure(); "": that of the files. */
  static site = '';
  /** Where copies of the engines and the worker lie, set by configure(); "" where there is none. */
  static addresses = { curves: '', training: '', worker: '' };

  #picture = document.createElement('div');
  #place = document.createElement('div');
  #button = document.createElement('button');
  /** @type {LiveFigure | null} */
  #live = null;
  /** Counts the times it was started and ended, so that what loads slowly does not appear after its end. */
  #life = 0;
  #isEnded = false;
  /** Ends the frame that shows the figure. @type {AbortController | null} */
  #frame = null;
  /** @type {HTMLElement | null} */
  #notice = null;
  /** @type {Promise<void> | null} */
  #starting = null;
  /** Settles the promise `ready`. */
  #settle = /** @type {() => void} */ (() => {});
  /** Resolves when the figure is complete on screen, live or with a message that says why it is not. @type {Promise<void>} */
  ready;

  constructor() {
    super();
    this.ready = new Promise((resolve) => {
      this.#settle = resolve;
    });
    const root = this.attachShadow({ mode: 'open' });
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(kStyle);
    }
    root.adoptedStyleSheets = [sheet];
    this.#picture.part = 'picture';
    this.#button.part = 'button';
    this.#button.className = 'start';
    this.#button.type = 'button';
    this.#button.textContent = 'Run this figure';
    this.#button.hidden = true;
    this.#button.addEventListener('click', () => void this.start());
    this.#picture.append(document.createElement('slot'), this.#button);
    this.#place.part = 'figure';
    this.#place.hidden = true;
    root.append(this.#picture, this.#place);
  }

  /** What the element shows. @returns {View} */
  get view() {
    return /** @type {typeof FigureElement} */ (this.constructor).view;
  }

  /** Names and values of the attributes. An address is the article's, and becomes one for any page. @returns {[string, string][]} */
  get #given() {
    return [...this.attributes].map(({ name, value }) => [
      name,
      name === 'records' && URL.canParse(value, document.baseURI) ? new URL(value, document.baseURI).href : value,
    ]);
  }

  /** The theme of a frame, which does not see its article. */
  get #theme() {
    const given = this.getAttribute('theme');
    if (given && given !== 'auto') return given;
    return lookOf(this, 'auto').isDark ? 'dark' : 'light';
  }

  get #folder() {
    return FigureElement.site || /** @type {typeof FigureElement} */ (this.constructor).folder;
  }

  /** The figure's link as the reader has changed it, or before it runs as its attributes say. @returns {string} beginning with #, or "" */
  get link() {
    return this.#live?.link ?? linkOfAttributes(this.view, this.#given);
  }

  set link(link) {
    this.setAttribute('link', link);
  }

  /** The summaries of the runs that have ended here: those of records. @returns {import('../engine/answers.js').SummaryRecord[]} */
  get results() {
    return this.#live?.results ?? [];
  }

  connectedCallback() {
    if (this.#isEnded) return;
    this.#reserve();
    const loading = this.getAttribute('loading');
    if (loading === 'eager') void this.start();
    else if (loading === 'click') this.#button.hidden = false;
    else waitUntilNear(this);
  }

  disconnectedCallback() {
    nearness?.unobserve(this);
    this.#end();
  }

  /** Keeps the place of the figure free, where its author has not. */
  #reserve() {
    if (this.style.minHeight) return;
    // Names with commas, of which those in brackets are between parameters.
    const functions = (this.getAttribute('functions') ?? 'relu,elu').split(/,(?![^(]*\))/).length;
    const shown = { functions, chart: this.getAttribute('chart') ?? '' };
    const view = this.view === 'figure' ? 'curves' : this.view;
    this.style.minHeight = `${figureHeight(view, shown, this.clientWidth || undefined)}px`;
  }

  /** Loads the figure where it is not loaded. @returns {Promise<void>} as `ready` */
  start() {
    if (!this.isConnected || this.#isEnded) return Promise.resolve();
    nearness?.unobserve(this);
    this.#starting ??= this.#load();
    return this.#starting;
  }

  async #load() {
    this.#life += 1;
    const mine = this.#life;
    Object.assign(this.#button, { disabled: true, textContent: 'Loading\u2026' });
    // It is measured while it is drawn, behind the picture: only what is complete takes a place in the article.
    this.#place.className = 'behind';
    this.#place.hidden = false;
    // What comes at once needs no word.
    const slow = setTimeout(() => {
      this.#button.hidden = false;
    }, kSlow);
    const error = await this.#goLive(mine)
      .catch((/** @type {Error} */ why) => this.#goIntoFrame(mine, why))
      .then(
        () => null,
        (/** @type {Error} */ why) => why,
      );
    clearTimeout(slow);
    if (mine !== this.#life) return;
    this.#place.className = '';
    this.#place.hidden = error !== null;
    this.#button.hidden = true;
    this.#picture.hidden = error === null && !this.#live?.isPictured;
    this.#notice?.remove();
    if (error) this.#refuse(error);
    else this.dispatchEvent(new CustomEvent('activation-ready', { bubbles: true, composed: true }));
    this.#settle();
  }

  /** @param {number} mine the life it is for @throws {Error} where the code does not arrive, or may not run here */
  async #goLive(mine) {
    const { LiveFigure } = await loadLive();
    if (mine !== this.#life) return;
    this.#live = new LiveFigure(this, this.#place, this.#folder, FigureElement.addresses, this.#picture, lookOf);
    await this.#live.start();
  }

  /** @param {number} mine @param {Error} before why it does not run in the page itself @throws {Error} where it runs in no frame either */
  async #goIntoFrame(mine, before) {
    if (mine !== this.#life) return;
    this.#live?.close();
    this.#live = null;
    if (!this.#folder) throw before;
    const address = () =>
      `${this.#folder}embed.html${linkOfAttributes(this.view, [...this.#given, ['theme', this.#theme]])}`;
    this.#frame = new AbortController();
    const title = this.querySelector('img')?.alt || `Activation Playground: ${this.view}`;
    try {
      await frameInstead(this.#place, { element: this, address, title, end: this.#frame.signal });
    } catch (error) {
      throw new Error(`${before.message}; ${/** @type {Error} */ (error).message}`);
    }
  }

  /** Says why the figure does not run; its picture stays. @param {Error} error */
  #refuse({ message }) {
    this.#frame?.abort();
    this.#notice = document.createElement('div');
    this.#notice.className = 'notice';
    this.#notice.setAttribute('role', 'alert');
    this.#notice.append(`This figure does not run here: ${message}. `);
    if (this.#folder) this.#notice.append(this.#pageLink(), '.');
    this.shadowRoot?.prepend(this.#notice);
    Object.assign(this.#button, { hidden: false, disabled: false, textContent: 'Try again' });
    this.#starting = null;
    this.dispatchEvent(new CustomEvent('activation-error', { detail: { message }, bubbles: true, composed: true }));
  }

  #pageLink() {
    const link = document.createElement('a');
    return Object.assign(link, {
      href: `${this.#folder}index.html${linkOfAttributes(this.view, this.#given)}`,
      target: '_blank',
      rel: 'noopener',
      textContent: 'Open it in the Activation Playground',
    });
  }

  /**
   * Starts the training of the figure, as its button does; loads the figure first.
   * @returns {Promise<void>} @throws {Error} where it cannot train: with what is wrong
   */
  async train() {
    await this.start();
    if (this.#frame && !this.#live)
      throw new Error('No script can train this figure: it runs in a frame, or not at all. Its own button trains it.');
    await this.#live?.train();
  }

  /** Has the runs that train wait; train() goes on. A frame is not reached. */
  pause() {
    this.#live?.pause();
  }

  /**
   * Ends the figure: its workers, listeners and memory go, and its picture comes back. It does not start again.
   * Removing the element from the page does the same, until it is put into a page again.
   */
  finalize() {
    this.#isEnded = true;
    nearness?.unobserve(this);
    this.#end();
  }

  #end() {
    this.#life += 1;
    this.#starting = null;
    this.#live?.close();
    this.#live = null;
    this.#frame?.abort();
    this.#frame = null;
    this.#notice?.remove();
    this.#place.replaceChildren();
    this.#place.hidden = true;
    this.#picture.hidden = false;
    this.#button.hidden = true;
  }
}
