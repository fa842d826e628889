// <share-panel>: the link to the present view, and the iframes that show its parts elsewhere. Asks
// `view()` for the state when opened.
import { css, html, LitElement } from 'lit';
import { grouped } from '../text/numbers.js';
import { copyText } from '../ui/copy-buttons.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { defaultState, encodeState, kLongest } from './link-state.js';

const kFirstHeights = { curves: 460, training: 480 };

/** @param {string} text */
const attribute = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;');

export class SharePanel extends LitElement {
  static properties = { view: { attribute: false }, open: { state: true }, said: { state: true } };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      :host { position: relative; }
      .panel {
        position: absolute; inset-inline-end: 0; top: calc(100% + 6px); z-index: 30; width: min(26rem, calc(100vw - 2rem)); padding: 1rem;
        background: var(--surface); border: 1px solid var(--hairline); border-radius: 10px; box-shadow: 0 10px 36px rgb(0 0 0 / 16%);
      }
      .field + .field { margin-top: 0.75rem; }
      .line { display: flex; gap: 0.5rem; align-items: start; }
      textarea { font-family: var(--code-face); font-size: 0.75rem; line-height: 1.4; resize: vertical; height: 4.25rem; overflow-wrap: anywhere; }
      .status { min-height: 1.25rem; margin-top: 0.5rem; }
      @media (max-width: 640px) { .panel { position: fixed; inset: 5.5rem 1rem auto; width: auto; } }
    `,
  ];

  constructor() {
    super();
    /** @type {() => import('./link-state.js').ViewState} */
    this.view = defaultState;
    this.open = false;
    this.said = '';
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

  /** The addresses of this view. */
  get links() {
    const state = this.view();
    const page = new URL('./', location.href.replace(/#.*/, ''));
    const frame = (/** @type {'curves' | 'training'} */ view) => {
      const hash = encodeState({ ...state, view, with: [], hide: [] }, { embed: true });
      if (hash === null) return { text: '', tooLong: true };
      const url = new URL('embed.html', page).href + hash;
      const title = view === 'curves' ? 'Activation functions' : 'Networks trained side by side';
      const text = `<iframe src="${attribute(url)}" title="${title}" loading="lazy" width="100%" height="${kFirstHeights[view]}" style="border:0"></iframe>`;
      return { text, tooLong: false };
    };
    const hash = encodeState(state);
    return [
      { name: 'Link to this view', text: hash === null ? '' : page.href + hash, tooLong: hash === null },
      { name: 'The curves in a page of yours', ...frame('curves') },
      { name: 'The training in a page of yours', ...frame('training') },
    ];
  }

  /** @param {string} text */
  async copy(text) {
    this.said = (await copyText(text)) ? 'Copied.' : 'The browser did not allow it; select the text instead.';
  }

  render() {
    return html`<button class="button" type="button" aria-expanded=${this.open ? 'true' : 'false'} aria-haspopup="dialog"
        @click=${() => {
          this.open = !this.open;
          this.said = '';
        }}>Share</button>
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
            }}>
            ${this.links.map(
              ({ name, text, tooLong }, i) => html`<div class="field"><label for=${`share-${i}`}>${name}</label>
              <div class="line"><textarea id=${`share-${i}`} class="input" readonly .value=${text} @focus=${(/** @type {Event} */ event) => /** @type {HTMLTextAreaElement} */ (event.target).select()}></textarea>
              <button class="button" type="button" aria-label=${`Copy: ${name}`} ?disabled=${tooLong} @click=${() => this.copy(text)}>Copy</button></div>
              ${tooLong ? html`<p class="error" role="alert">Too long: the playground reads links of up to ${grouped(kLongest)} characters, and this view needs more even when packed. Shorten the experiment, or copy its JSON from the form instead.</p>` : ''}</div>`,
            )}
            <p class="status soft small" role="status">${this.said || 'An iframe posts its height to its page: {type: "activation-playground:resize", height}.'}</p>
          </div>`
          : ''
      }`;
  }
}

customElements.define('share-panel', SharePanel);
