// <activation-function-picker>: a searchable list of every function the engine knows, by family (ARIA combobox). It stays open for the
// next one. Sends `pick` with the name and does nothing else.
import { css, html, LitElement } from 'lit';
import { functionStyle } from '../figures/colours.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';

/** @param {string} family */
const familyTitle = (family) => `${family.charAt(0).toUpperCase()}${family.slice(1)}`;

/** @typedef {{ name: string, title: string, family: string, summary: string }} Entry */

export class FunctionPicker extends LitElement {
  static properties = {
    entries: { attribute: false },
    shown: { attribute: false },
    disabled: { type: Boolean },
    query: { state: true },
    open: { state: true },
    active: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      :host { display: var(--control-picker, block); position: relative; }
      ul {
        position: absolute; z-index: 15; left: 0; right: 0; top: calc(100% + 4px); margin: 0; padding: 0.25rem; list-style: none; max-height: 19rem;
        overflow-y: auto; background: var(--surface); border: 1px solid var(--hairline); border-radius: 8px; box-shadow: 0 8px 28px rgb(0 0 0 / 14%);
      }
      li { padding: 0.3125rem 0.5rem; border-radius: 5px; cursor: pointer; display: grid; grid-template-columns: 0.75rem 1fr; column-gap: 0.5rem; align-items: baseline; }
      li.active { background: var(--sunken); }
      li .mark { font-weight: 400; color: var(--ink-soft); font-size: 0.8125rem; padding-inline-start: 0.375rem; }
      .family { padding: 0.5rem 0.5rem 0.125rem; font-size: 0.75rem; color: var(--ink-soft); }
      li b { font-weight: 600; }
      li .dot { width: 0.625rem; height: 0.625rem; border-radius: 50%; }
      li .text { font-size: 0.8125rem; line-height: 1.4; color: var(--ink-soft); grid-column: 2; }
      .none { padding: 0.5rem; cursor: default; display: block; }
    `,
  ];

  constructor() {
    super();
    /** @type {Entry[]} */
    this.entries = [];
    /** Those that are drawn. @type {string[]} */
    this.shown = [];
    this.disabled = false;
    this.query = '';
    this.open = false;
    this.active = 0;
  }

  /** Names that contain the query, those that begin with it first; then summaries that do. */
  get found() {
    const wanted = this.query.trim().toLowerCase();
    if (!wanted) return this.entries;
    const rank = (/** @type {Entry} */ entry) => {
      const names = [entry.name, entry.title.toLowerCase(), entry.name.replace(/-/g, '')];
      if (names.some((name) => name.startsWith(wanted))) return 0;
      if (names.some((name) => name.includes(wanted))) return 1;
      return `${entry.summary} ${entry.family}`.toLowerCase().includes(wanted) ? 2 : 3;
    };
    return this.entries.filter((entry) => rank(entry) < 3).sort((a, b) => rank(a) - rank(b));
  }

  /** @param {Entry | undefined} entry */
  pick(entry) {
    if (!entry) return;
    if (this.query.trim()) {
      this.query = '';
      this.active = Math.max(0, this.found.indexOf(entry));
    }
    this.dispatchEvent(new CustomEvent('pick', { detail: entry.name }));
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const count = this.found.length;
    if (event.key === 'Escape' || event.key === 'Tab') {
      this.open = false;
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (this.open) this.pick(this.found[this.active]);
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count > 0) {
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      this.active = this.open ? (this.active + by + count) % count : 0;
      this.open = true;
    }
  }

  updated() {
    if (this.disabled) this.open = false;
    const chosen = this.renderRoot.querySelector('li.active');
    if (this.open && chosen) chosen.scrollIntoView({ block: 'nearest' });
  }

  // Browsers let the keyboard focus whatever scrolls. The list would take the focus from the field, whose loss of it hides
  // the list, and the focus would be lost: so the list cannot be reached, and a Tab closes it first.
  render() {
    const matches = this.open ? this.found : [];
    // A search has the best first; the whole list is by family, as the engine has it.
    const isWhole = this.query.trim() === '';
    return html`<input class="input" type="text" role="combobox" autocomplete="off" spellcheck="false" placeholder="Add a function\u2026"
        aria-label="Add a function" aria-expanded=${this.open ? 'true' : 'false'} aria-controls="list" aria-autocomplete="list"
        aria-activedescendant=${this.open && matches.length ? `option-${this.active}` : ''} ?disabled=${this.disabled}
        .value=${this.query}
        @input=${(/** @type {Event} */ event) => {
          this.query = /** @type {HTMLInputElement} */ (event.target).value;
          this.active = 0;
          this.open = true;
        }}
        @focus=${() => {
          this.open = true;
          this.active = 0;
        }} @click=${() => {
          this.open = true;
        }}
        @blur=${() => {
          this.open = false;
        }} @keydown=${this.onKey}>
      <ul id="list" role="listbox" tabindex="-1" aria-label="Functions" ?hidden=${!this.open}>
        ${matches.map(
          (
            entry,
            i,
          ) => html`${isWhole && entry.family !== matches[i - 1]?.family ? html`<li class="family" role="presentation">${familyTitle(entry.family)}</li>` : ''}<li id=${`option-${i}`} role="option" class=${i === this.active ? 'active' : ''} aria-selected=${this.shown.includes(entry.name) ? 'true' : 'false'}
            @pointerdown=${(/** @type {Event} */ event) => {
              event.preventDefault();
            }} @click=${() => {
              this.active = i;
              this.pick(entry);
            }}>
            <span class="dot" .style=${`background:${functionStyle(entry.name).colour}`}></span><b>${entry.title}${this.shown.includes(entry.name) ? html`<span class="mark">shown</span>` : ''}</b>
            <span class="text">${entry.summary}</span></li>`,
        )}
        ${this.open && matches.length === 0 ? html`<li class="none soft" role="option" aria-selected="false" aria-disabled="true">No function is called that.</li>` : ''}
      </ul>`;
  }
}

define('activation-function-picker', FunctionPicker);
