// <theme-toggle>: light, dark, or as the device says. Remembered for this tab only; the choice is
// written to the document's root, where tokens.css reads it.
import { css, html, LitElement } from 'lit';
import { baseStyles, controlStyles } from './styles.js';

/** @typedef {'auto' | 'light' | 'dark'} Theme */
const kThemes = /** @type {Theme[]} */ (['auto', 'light', 'dark']);
const kTitles = { auto: 'Auto', light: 'Light', dark: 'Dark' };

/** @param {Theme} theme */
export function applyTheme(theme) {
  const root = document.documentElement;
  if (theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = theme;
  document.dispatchEvent(new CustomEvent('theme-change', { detail: theme }));
}

export class ThemeToggle extends LitElement {
  static properties = { theme: { state: true } };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .button { width: 4.25rem; text-align: center; padding-inline: 0; }
    `,
  ];

  constructor() {
    super();
    /** @type {Theme} */
    this.theme = /** @type {Theme} */ (document.documentElement.dataset.theme ?? 'auto');
    this.onTheme = (/** @type {Event} */ event) => {
      this.theme = /** @type {CustomEvent} */ (event).detail;
    };
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('theme-change', this.onTheme);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('theme-change', this.onTheme);
  }

  render() {
    const next = kThemes[(kThemes.indexOf(this.theme) + 1) % kThemes.length];
    return html`<button class="button bare" type="button" aria-label=${`Theme: ${kTitles[this.theme]}. Change to ${kTitles[next]}`} @click=${() => applyTheme(next)}>${kTitles[this.theme]}</button>`;
  }
}

customElements.define('theme-toggle', ThemeToggle);
