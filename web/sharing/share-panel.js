// <activation-share-panel>: the button that opens what a view can be shared as, which is loaded then. Asks `view()` for the state.
import { css, html, LitElement } from 'lit';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { defaultState } from './link-state.js';

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
        position: absolute; inset-inline-end: 0; top: calc(100% + 6px); z-index: 40; width: min(27rem, calc(100vw - 2rem)); padding: 1rem; max-height: calc(100vh - 5rem); overflow: auto;
        background: var(--surface); border: 1px solid var(--hairline); border-radius: 10px; box-shadow: 0 10px 36px rgb(0 0 0 / 16%);
      }
      @media (max-width: 640px) { .panel { position: fixed; inset: 5.5rem 1rem auto; width: auto; max-height: calc(100vh - 6.5rem); overflow: auto; } }
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
    this.onOutside = (/** @type {Event} */ event) => {
      if (!event.composedPath().includes(this)) this.open = false;
    };
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (!changed.has('open')) return;
    if (this.open) document.addEventListener('pointerdown', this.onOutside);
    else document.removeEventListener('pointerdown', this.onOutside);
  }

  async toggle() {
    this.open = !this.open;
    if (!this.open) return;
    this.missing = false;
    try {
      [this.named] = await Promise.all([this.titles(), import('./share-tabs.js')]);
    } catch {
      this.missing = true;
    }
  }

  render() {
    return html`<button class="button" type="button" aria-expanded=${this.open ? 'true' : 'false'} aria-haspopup="dialog" @click=${() => this.toggle()}>Share</button>
      ${
        this.open
          ? html`<div class="panel" role="dialog" aria-label="Share" @keydown=${(
              /** @type {KeyboardEvent} */ event,
            ) => {
              if (event.key === 'Escape') {
                this.open = false;
                /** @type {HTMLElement} */
                (this.renderRoot.querySelector('button')).focus();
              }
            }}>${this.missing ? html`<p class="error" role="alert">This part did not load. Check the connection, close the panel, and open it again.</p>` : html`<activation-share-tabs .state=${this.view()} .titles=${this.named}></activation-share-tabs>`}</div>`
          : ''
      }`;
  }
}

define('activation-share-panel', SharePanel);
