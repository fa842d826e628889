// <activation-definition-note term="loss">: a small button beside a number or a figure that opens its one
// definition. Escape, a click elsewhere or leaving by keyboard closes it.
import { css, html, LitElement } from 'lit';
import { define } from './define.js';
import { definition } from './definitions.js';
import { baseStyles } from './styles.js';

export class DefinitionNote extends LitElement {
  static properties = { term: { attribute: 'term' }, open: { state: true }, shift: { state: true } };

  static styles = [
    baseStyles,
    css`
      :host { display: var(--control-definitions, inline-block); position: relative; vertical-align: middle; font-weight: 400; }
      button {
        width: 1.5rem; height: 1.5rem; padding: 0; border: 0; background: none; cursor: pointer; color: var(--ink-soft);
        display: inline-grid; place-items: center; border-radius: 50%;
      }
      button span {
        width: 0.9375rem; height: 0.9375rem; border: 1px solid var(--line); border-radius: 50%; display: grid; place-items: center;
        font: 600 0.625rem/1 var(--text-face);
      }
      button:hover span { color: var(--ink); border-color: var(--ink); }
      .panel {
        position: absolute; z-index: 20; top: calc(100% + 4px); left: 0; width: min(20rem, calc(100vw - 2rem)); padding: 0.75rem 0.875rem;
        background: var(--surface); border: 1px solid var(--hairline); border-radius: 8px; box-shadow: 0 6px 24px rgb(0 0 0 / 14%);
        font-size: 0.8125rem; line-height: 1.5; text-align: start; white-space: normal; color: var(--ink);
      }
      strong { display: block; margin-bottom: 0.125rem; }
      /* Over the button: after it, it would be a pixel that makes a table scroll whose last column ends with the note. */
      .visually-hidden { left: 0; }
      @media print { :host { display: none; } }
    `,
  ];

  constructor() {
    super();
    /** @type {string | import('./definitions.js').Definition} */
    this.term = '';
    this.open = false;
    this.onOutside = (/** @type {Event} */ event) => {
      if (!event.composedPath().includes(this)) this.open = false;
    };
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.onOutside);
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (!changed.has('open')) return;
    if (this.open) document.addEventListener('pointerdown', this.onOutside);
    else document.removeEventListener('pointerdown', this.onOutside);
    this.place();
  }

  /** Keeps the panel inside the window, whichever side of the page its button is on. */
  place() {
    const panel = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.panel'));
    if (!panel) return;
    panel.style.left = '0px';
    const { right } = panel.getBoundingClientRect();
    const over = right - (document.documentElement.clientWidth - 12);
    if (over > 0) panel.style.left = `${-over}px`;
  }

  render() {
    const { title, text } = definition(this.term);
    return html`<button type="button" aria-expanded=${this.open ? 'true' : 'false'} aria-label=${`What is ${title}?`}
        @click=${() => {
          this.open = !this.open;
        }}
        @keydown=${(/** @type {KeyboardEvent} */ event) => {
          if (event.key === 'Escape') this.open = false;
        }}
        @blur=${() => {
          this.open = false;
        }}><span aria-hidden="true">?</span></button>
      ${this.open ? html`<div class="panel" role="note"><strong>${title}</strong>${text}</div>` : ''}
      <span class="visually-hidden" aria-live="polite">${this.open ? `${title}: ${text}` : ''}</span>`;
  }
}

define('activation-definition-note', DefinitionNote);
