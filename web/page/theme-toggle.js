// <activation-theme-toggle>: light, dark, or as the device says. Remembered for this tab only; the choice is
// written to the document's root, where tokens.css reads it.
import { css, html, LitElement } from 'lit';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { applyTheme, themeChanges } from '../ui/theme.js';

/** @typedef {import('../ui/theme.js').Theme} Theme */
const kThemes = /** @type {Theme[]} */ (['auto', 'light', 'dark']);
const kTitles = { auto: 'Auto', light: 'Light', dark: 'Dark' };

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
    themeChanges.addEventListener('change', this.onTheme);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    themeChanges.removeEventListener('change', this.onTheme);
  }

  render() {
    const next = kThemes[(kThemes.indexOf(this.theme) + 1) % kThemes.length];
    return html`<button class="button bare" type="button" aria-label=${`Theme: ${kTitles[this.theme]}. Change to ${kTitles[next]}`} @click=${() => applyTheme(next)}>${kTitles[this.theme]}</button>`;
  }
}

define('activation-theme-toggle', ThemeToggle);
