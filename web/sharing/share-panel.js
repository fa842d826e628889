// <activation-share-panel>: the button that opens what a view can be shared as, which is loaded then. Asks `view()` for the state.
// In a wide window it stands beside the view, which goes on; in a narrow one it is a sheet at the bottom.
import { css, html, LitElement } from 'lit';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { defaultState } from './link-state.js';

/** A window in which it has a place beside the view; page.css has the same. */
const kBeside = '(min-width: 1240px)';
/** How long a view stays the same before what is shared of it is written again, in milliseconds. */
const kSettled = 300;

export class SharePanel extends LitElement {
  static properties = {
    view: { attribute: false },
    titles: { attribute: false },
    named: { state: true },
    open: { state: true },
    missing: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      :host { position: relative; }
      .panel {
        position: fixed; inset: auto 0 0; z-index: 40; max-height: min(75vh, 44rem); padding: 0 1rem 1rem; overflow: auto; overscroll-behavior: contain;
        background: var(--surface); border-top: 1px solid var(--edge); border-radius: 12px 12px 0 0; box-shadow: 0 -10px 36px rgb(0 0 0 / 16%);
      }
      .head { position: sticky; top: 0; z-index: 1; display: flex; align-items: center; justify-content: space-between; margin-inline: -1rem; padding: 0.5rem 1rem; background: var(--surface); }
      /* Beside the view, which page.css makes narrower by as much: the chart and its sliders stay in sight. */
      @media (min-width: 1240px) {
        .panel { inset: calc(3.25rem + 1px) 0 0 auto; width: 25rem; max-height: none; border-top: 0; border-inline-start: 1px solid var(--hairline); border-radius: 0; box-shadow: none; }
      }
      @media print { .panel { display: none; } }
    `,
  ];

  constructor() {
    super();
    /** @type {() => import('./link-state.js').ViewState} */
    this.view = defaultState;
    /** What the view shows, as the page calls it. @type {() => Promise<import('./frame-snippet.js').Titles>} */
    this.titles = async () => ({ functions: [], experiment: '' });
    this.named = { functions: /** @type {string[]} */ ([]), experiment: '' };
    this.open = false;
    /** Whether what it opens did not arrive. */
    this.missing = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.following = undefined;
    this.onOutside = (/** @type {Event} */ event) => {
      if (!event.composedPath().includes(this) && !matchMedia(kBeside).matches) this.close();
    };
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.close();
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (!changed.has('open')) return;
    document.documentElement.toggleAttribute('data-sharing', this.open);
    if (this.open) document.addEventListener('pointerdown', this.onOutside);
    else document.removeEventListener('pointerdown', this.onOutside);
  }

  close() {
    this.open = false;
    clearTimeout(this.following);
  }

  /** Closes it, and leaves the keyboard where it was opened. */
  leave() {
    this.close();
    /** @type {HTMLElement} */ (this.renderRoot.querySelector('button')).focus();
  }

  async toggle() {
    if (this.open) return this.close();
    this.open = true;
    this.missing = false;
    try {
      [this.named] = await Promise.all([this.titles(), import('./share-tabs.js')]);
    } catch {
      this.missing = true;
    }
  }

  /** The view is another: what is open is written again when it stays so. */
  follow() {
    if (!this.open) return;
    clearTimeout(this.following);
    this.following = setTimeout(async () => {
      this.named = await this.titles().catch(() => this.named);
      this.requestUpdate();
    }, kSettled);
  }

  renderPanel() {
    if (!this.open) return '';
    return html`<div class="panel" role="dialog" aria-label="Share">
      <div class="head"><h2 class="title">Share</h2><button class="button" type="button" @click=${() => this.leave()}>Close</button></div>
      ${
        this.missing
          ? html`<p class="error" role="alert">This part did not load. Check the connection, close the panel, and open it again.</p>`
          : html`<activation-share-tabs .state=${this.view()} .titles=${this.named}></activation-share-tabs>`
      }</div>`;
  }

  render() {
    return html`<div @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === 'Escape' && this.open && this.leave()}>
      <button class="button" type="button" aria-expanded=${this.open ? 'true' : 'false'} aria-haspopup="dialog" @click=${() => this.toggle()}>Share</button>
      ${this.renderPanel()}</div>`;
  }
}

define('activation-share-panel', SharePanel);
