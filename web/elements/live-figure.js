// A figure in a foreign page while it lives: its views in the element's shadow root, the look of the article around them, and
// the events by which the article hears of it. Loaded when the figure is wanted.

import { engineReady } from '../curves/page-engine.js';
import { FigureViews, noticesOf } from '../embed/figure-views.js';
import { addresses } from '../engine/addresses.js';
import { mayCompile } from '../engine/may-compile.js';
import { linkIn } from '../sharing/element-attributes.js';
import { encodeState, isPacked, usePacking } from '../sharing/link-state.js';
import { keeping } from '../storage/keeping.js';
import { site } from '../threads/site.js';
import { themeChanges } from '../ui/theme.js';
import tokens from '../ui/tokens.css?raw';
import { readAttributes, setParameters } from './read-attributes.js';
import { watchLook } from './watch-look.js';

/** @typedef {import('../sharing/link-state.js').ViewState} ViewState */
/** @typedef {import('../training/training-model.js').TrainingModel} TrainingModel */
/** @typedef {import('../engine/answers.js').SummaryRecord} SummaryRecord */
/** @typedef {import('./figure-element.js').FigureElement} FigureElement */

// A foreign page's storage is not ours.
keeping.isAllowed = false;
site.isForeign = new URL(import.meta.url).origin !== location.origin;

/** The declarations of tokens.css, of which an article may set each as --activation-NAME. @param {RegExp} block */
const tokensOf = (block) =>
  (block.exec(tokens)?.[1] ?? '').replace(/--([\w-]+):\s*([^;]+);/g, '--$1: var(--activation-$1, $2);');

/** What an article's own styles would change in a figure is as it is in any page, but for the direction of its text. */
const kStyle = `
.views { all: initial; display: block; container-type: inline-size; background: var(--own-paper, transparent); font-family: var(--text-face); color: var(--ink); }
.views.apart { padding: 12px; border-radius: 8px; }
.views { ${tokensOf(/:root \{([^}]*)\}/)} --accent: initial; --surface-of-figure: initial; }
.views.dark { ${tokensOf(/:root\[data-theme="dark"\] \{([^}]*)\}/)} }
.views > .notice { border-inline-start: 3px solid var(--warn); background: var(--warn-surface); padding: 8px 12px; margin: 0 0 8px; border-radius: 6px; font-size: 0.8125em; overflow-wrap: anywhere; unicode-bidi: plaintext; }
`;

/** @type {CSSStyleSheet | undefined} */
let sheet;

/**
 * What a figure says is wrong with it, wherever it says so: its views know more than the attributes' reader.
 * @param {ParentNode} root @returns {string[]}
 */
const alertsIn = (root) =>
  [...root.querySelectorAll('*')].flatMap((one) => {
    if (one.shadowRoot) return alertsIn(one.shadowRoot);
    if (!one.matches('[role=alert], .notice')) return [];
    // Without the words of its button.
    return one.textContent?.replace(one.querySelector('button')?.textContent ?? '', '').trim() || [];
  });

export class LiveFigure {
  #element;
  #place;
  #picture;
  #folder;
  #lookOf;
  #views;
  #box = document.createElement('div');
  /** @type {(() => void)[]} */
  #endings = [];
  /** The attributes as they were read. @type {Map<string, string>} */
  #given = new Map();
  #isOver = false;
  #isInSight = true;
  /** What waits until the figure is in sight. @type {'' | 'start' | 'resume'} */
  #waits = '';
  /** Resolves when it is known whether the figure is in sight. @type {Promise<void>} */
  #sight = Promise.resolve();
  /** @type {TrainingModel | null} */
  #model = null;
  /** @type {import('./kept-picture.js').KeptPicture | null} */
  #kept = null;
  /** @type {import('../sharing/link-state.js').ViewState['theme']} */
  #theme = 'auto';
  /** The look that is taken over. */
  #known = '';

  /**
   * @param {FigureElement} element @param {HTMLElement} place in its shadow root @param {string} folder address of the figures' files
   * @param {typeof addresses} own of the page's copies of engines and worker
   * @param {HTMLElement} picture what the article's picture stands in
   * @param {typeof import('./look.js').lookOf} lookOf the script's own: it asks for the look of a figure in a frame too
   */
  constructor(element, place, folder, own, picture, lookOf) {
    this.#lookOf = lookOf;
    Object.assign(addresses, own);
    this.#element = element;
    this.#place = place;
    this.#picture = picture;
    this.#folder = folder;
    this.#box.className = 'views';
    this.#box.dataset.ownCursor = '';
    const { state } = readAttributes(element.view, []);
    this.#views = new FigureViews(this.#box, state, {
      onState: () => this.#announce('activation-change', { link: this.link }),
      onLayers: (change) => this.#openPage(change),
      onModel: (model) => this.#follow(model),
    });
    // They are the views' own; the article hears of what it is meant to.
    for (const type of ['state-change', 'images-change', 'trials-moved', 'open-layers'])
      this.#box.addEventListener(type, (event) => event.stopPropagation());
  }

  /** @returns {string} of the figure as it is now; "" where no link can hold it */
  get link() {
    return encodeState(this.#views.state, { embed: true }) ?? '';
  }

  /** @returns {SummaryRecord[]} */
  get results() {
    return this.#model?.trials.flatMap(({ summary }) => summary ?? []) ?? [];
  }

  /** Whether the article's picture stands for results that are not known here. */
  get isPictured() {
    return this.#kept?.stays ?? false;
  }

  /** Draws the figure. @returns {Promise<void>} when it is complete @throws {Error} where it cannot be drawn in this page */
  async start() {
    if (!mayCompile())
      throw new Error("this page's policy forbids WebAssembly (script-src without 'wasm-unsafe-eval')");
    const root = /** @type {ShadowRoot} */ (this.#place.getRootNode());
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(kStyle);
    }
    root.adoptedStyleSheets = [...root.adoptedStyleSheets.filter((one) => one !== sheet), sheet];
    this.#place.replaceChildren(this.#box);
    this.#look();
    this.#endings.push(watchLook(() => this.#look()));
    this.#watchSight();
    await this.#read();
    if (this.#isOver) return;
    this.#watchAttributes();
  }

  close() {
    this.#isOver = true;
    for (const end of this.#endings.splice(0)) end();
    this.#views.close();
  }

  /** @throws {Error} where the experiment cannot be trained: with what is wrong */
  async train() {
    const { training } = this.#views;
    if (!training || !this.#model) return;
    await this.#sight;
    const { phase } = this.#model;
    if (phase === 'paused') this.#resume();
    else if (phase !== 'running') {
      await training.untilChecked();
      if (this.#isInSight) await training.train();
      else if (!training.blocked) this.#waits = 'start';
    }
    if (!training.blocked) return;
    const reasons = training.problems.map(({ message }) => message);
    throw new Error(`The figure cannot train: ${reasons.join(' ') || training.blocked}`);
  }

  #resume() {
    if (this.#isInSight) this.#model?.resume();
    else this.#waits = 'resume';
  }

  pause() {
    this.#waits = '';
    if (this.#model?.phase === 'running') this.#model.pause();
  }

  /** Reads the attributes, or those that have changed: what the reader has set otherwise stays. */
  async #read() {
    const { view } = this.#element;
    const now = new Map(
      [...this.#element.attributes].map(({ name, value }) => /** @type {[string, string]} */ ([name, value])),
    );
    const isFirst = this.#given.size === 0 || now.get('link') !== this.#given.get('link');
    const changed = isFirst ? now : new Map([...now].filter(([name, value]) => this.#given.get(name) !== value));
    this.#given = now;
    if (isPacked(linkIn(now))) usePacking(await import('../sharing/link-packing.js'));
    const before = isFirst ? undefined : this.#views.state;
    let found = readAttributes(view, changed, before);
    if (found.problems.length > 0) found = readAttributes(view, changed, before, await import('./attribute-texts.js'));
    const { state, parameters, problems } = found;
    if (Object.keys(parameters).length > 0) {
      const engine = await engineReady();
      const parametersOf = (/** @type {string} */ name) =>
        engine.activation(name)?.parameters.map((parameter) => parameter.name) ?? null;
      let wrong = setParameters(state, parameters, parametersOf);
      if (wrong.length > 0)
        wrong = setParameters(state, parameters, parametersOf, await import('./attribute-texts.js'));
      problems.push(...wrong);
    }
    if (this.#isOver) return;
    this.#theme = state.theme;
    this.#look();
    this.#say(problems);
    await this.#views.show(state);
    if (this.#model && !this.#isOver) await this.#keepPicture();
    this.#report();
  }

  async #keepPicture() {
    const { KeptPicture } = await import('./kept-picture.js');
    this.#kept ??= new KeptPicture(this.#element, this.#picture, this.#views);
    this.#kept.update();
  }

  /** @param {string[]} texts what is wrong with the attributes */
  #say(texts) {
    for (const line of this.#box.querySelectorAll(':scope > .notice')) line.remove();
    this.#box.prepend(...noticesOf(texts));
  }

  /** Has the article hear of what is wrong. */
  #report() {
    const texts = [...new Set(alertsIn(this.#box))];
    if (texts.length > 0 && !this.#isOver) this.#announce('activation-error', { message: texts.join(' ') });
  }

  #watchAttributes() {
    let isWaiting = false;
    const observer = new MutationObserver(() => {
      if (isWaiting) return;
      isWaiting = true;
      queueMicrotask(() => {
        isWaiting = false;
        if (this.#isOver) return;
        void this.#read().catch((error) => {
          this.#say([`The figure did not change: ${error.message}`]);
          this.#report();
        });
      });
    });
    observer.observe(this.#element, { attributes: true });
    this.#endings.push(() => observer.disconnect());
  }

  /** Out of sight, runs wait: an article with many figures would keep the reader's machine busy for nothing. */
  #watchSight() {
    this.#sight = new Promise((resolve) => {
      const observer = new IntersectionObserver((entries) => {
        this.#isInSight = /** @type {IntersectionObserverEntry} */ (entries.at(-1)).isIntersecting;
        this.#onSight();
        resolve();
      });
      observer.observe(this.#element);
      this.#endings.push(() => {
        observer.disconnect();
        resolve();
      });
      // A page in the background lays nothing out, and trains.
      if (document.visibilityState === 'hidden') resolve();
    });
  }

  #onSight() {
    const { phase } = this.#model ?? {};
    if (!this.#isInSight) {
      if (phase !== 'running') return;
      this.#waits = 'resume';
      this.#model?.pause();
      return;
    }
    const waits = this.#waits;
    this.#waits = '';
    if (waits === 'resume' && phase === 'paused') this.#model?.resume();
    // What was wrong with it was said when it was asked for, and stands in the figure since.
    if (waits === 'start') void this.#views.training?.train();
  }

  /** @param {TrainingModel} model */
  #follow(model) {
    this.#model = model;
    const results = () => this.results;
    const onRecords = () => {
      const runs = model.trials.flatMap(({ runName, seed, records }) => {
        const record = records.at(-1);
        return record ? [{ run: runName, seed, record }] : [];
      });
      if (runs.length > 0) this.#announce('activation-epoch', { runs });
    };
    const onDone = () => this.#announce('activation-result', { results: results() });
    const onChange = () => this.#kept?.update();
    model.addEventListener('records', onRecords);
    model.addEventListener('done', onDone);
    model.addEventListener('change', onChange);
    this.#endings.push(() => {
      model.removeEventListener('records', onRecords);
      model.removeEventListener('done', onDone);
      model.removeEventListener('change', onChange);
    });
  }

  #look() {
    const look = this.#lookOf(this.#element, this.#theme);
    // Any transition of the article asks, and few of them change its colours: canvases are painted again for those alone.
    const known = JSON.stringify(look);
    if (known === this.#known) return;
    this.#known = known;
    const { isDark, ink, paper, face } = look;
    const box = this.#box;
    const isApart = paper === '';
    box.classList.toggle('dark', isDark);
    box.classList.toggle('apart', isApart);
    const taken = {
      '--ink': ink && `var(--activation-ink, ${ink})`,
      '--paper': paper && `var(--activation-paper, ${paper})`,
      '--own-paper': isApart ? 'var(--paper)' : '',
      '--text-face': `var(--activation-text-face, ${face})`,
      '--title-face': `var(--activation-title-face, ${face})`,
      // What rem is in an article is the article's; the figure's sizes are those of the reader's browser.
      '--rem': '',
    };
    for (const [name, value] of Object.entries(taken)) box.style.setProperty(name, value);
    box.style.setProperty('--rem', getComputedStyle(box).fontSize);
    box.style.setProperty('color-scheme', isDark ? 'dark' : 'light');
    themeChanges.dispatchEvent(new CustomEvent('change', { detail: this.#theme }));
  }

  /** The author left the layers out: the page has them. @param {Partial<import('../sharing/link-state.js').LayersState>} change */
  #openPage(change) {
    if (!this.#folder)
      return this.#say([
        'The layers are on the page of the Activation Playground, and no address of it is given here.',
      ]);
    this.#views.openLayers(`${this.#folder}index.html`, change);
  }

  /** @param {string} type @param {unknown} detail */
  #announce(type, detail) {
    this.#element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
