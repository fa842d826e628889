// <activation-function-row>: one function of the overlay: its line, its name, a slider and a number field for
// each parameter, and its exact values under the crosshair. Sends `params-change` and `remove`.
import { css, html, LitElement, svg } from 'lit';
import { fixed, plain } from '../text/numbers.js';
import { readNumber } from '../text/read-numbers.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { symbolText } from './property-text.js';

/** @typedef {{ name: string, symbol: string, default: number, min: number, max: number, step?: number, description: string }} Parameter */

const kOrderSymbols = ['f', 'f\u2032', 'f\u2033'];

/** Slider travel: the useful part of a wide range; the number field takes the rest. @param {Parameter} parameter */
export function sliderRange({ min, max, default: usual }) {
  const reach = usual > 0 && usual < 0.5 ? 1 : Math.max(3, Math.abs(usual) * 3);
  return { low: Math.max(min, usual > 0 ? 0 : -reach), high: Math.min(max, usual < 0 ? 0 : reach) };
}

export class FunctionRow extends LitElement {
  static properties = {
    entry: { attribute: false },
    params: { attribute: false },
    look: { attribute: false },
    orders: { attribute: false },
    values: { attribute: false },
    error: {},
    typedProblem: { state: true },
    removable: { type: Boolean },
    compact: { type: Boolean },
    at: { attribute: false },
    fixed: { type: Boolean },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      :host { padding: 0.625rem 0; border-top: 1px solid var(--hairline); }
      .head { display: flex; align-items: center; gap: 0.625rem; min-height: 1.75rem; }
      .head svg { flex: none; }
      .head .title { flex: 1; min-width: 0; color: var(--accent); }
      .remove { border: 0; background: none; width: 1.75rem; height: 1.75rem; border-radius: 4px; color: var(--ink-soft); font-size: 1.0625rem; line-height: 1; }
      .remove:hover { color: var(--ink); background: var(--sunken); }
      .parameter { display: var(--control-sliders, grid); grid-template-columns: 1.75rem 1fr max(5rem, calc(var(--digits) * 1ch + 1rem)); align-items: center; gap: 0.5rem; padding-left: 2.25rem; }
      .parameter label { font-style: italic; font-family: var(--title-face); font-size: 1rem; }
      .parameter .input { min-height: 1.875rem; text-align: right; }
      .values { display: var(--control-values, grid); grid-auto-flow: column; grid-auto-columns: 1fr; gap: 0.75rem; padding-left: 2.25rem; font-size: 0.875rem; }
      .values span { white-space: nowrap; }
      .values i { font-family: var(--title-face); color: var(--ink-soft); padding-right: 0.25rem; }
      .error { padding-left: 2.25rem; }
      :host([compact]) { padding: 0.125rem 0; }
      :host([compact]) .head > .parameter { padding: 0; }
      .head .values { padding: 0; gap: 0.625rem; font-size: 0.8125rem; grid-auto-columns: auto; }
      :host([compact]) .head { flex-wrap: wrap; gap: 0 0.625rem; }
      :host([compact]) .title { flex: 1 1 max-content; }
      :host([compact]) .with-slider .title { flex: 0 1 auto; }
      .with-slider .parameter { flex: 1 1 10rem; grid-template-columns: auto 1fr max(4rem, calc(var(--digits) * 1ch + 1rem)); }
      @media (max-width: 560px) {
        :host([compact]) .with-slider .title { flex: 1; }
        .with-slider .parameter { order: 1; flex-basis: 100%; }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import('../engine/answers.js').ActivationEntry | null} */
    this.entry = null;
    /** @type {Record<string, number>} */
    this.params = {};
    this.look = { colour: '', dash: '' };
    /** @type {number[]} */
    this.orders = [0];
    /** @type {number[]} */
    this.values = [];
    this.error = '';
    /** What is wrong with the text of a field that is no number. */
    this.typedProblem = '';
    this.removable = true;
    /** Whether the values stand beside the name. */
    this.compact = false;
    /** The input of the values, where nothing else says it. @type {number | null} */
    this.at = null;
    this.fixed = false;
  }

  /** @param {string} name @param {string} text */
  type(name, text) {
    const { value, problem } = readNumber(text);
    this.typedProblem = problem;
    if (!problem) this.change(name, value);
  }

  /** @param {string} name @param {number} value */
  change(name, value) {
    this.typedProblem = '';
    this.dispatchEvent(new CustomEvent('params-change', { detail: { ...this.params, [name]: value } }));
  }

  /** @param {Parameter} parameter */
  renderParameter(parameter) {
    const value = this.params[parameter.name] ?? parameter.default;
    const { low, high } = sliderRange(parameter);
    const label = `${this.entry?.title}: ${parameter.description || parameter.name}`;
    return html`<div class="parameter" .style=${`--digits:${String(value).length}`}>
      <label for=${`p-${parameter.name}`} title=${parameter.description}>${symbolText(parameter.symbol)}</label>
      <input id=${`p-${parameter.name}`} type="range" aria-label=${label} min=${low} max=${high} step=${parameter.step ?? 0.01} .value=${String(value)}
        @input=${(/** @type {Event} */ event) => this.change(parameter.name, Number(/** @type {HTMLInputElement} */ (event.target).value))}>
      <input class="input" type="text" inputmode="decimal" autocomplete="off" aria-label=${`${label}, exact`} .value=${String(value)}
        aria-invalid=${this.error || this.typedProblem ? 'true' : 'false'}
        @change=${(/** @type {Event} */ event) => this.type(parameter.name, /** @type {HTMLInputElement} */ (event.target).value)}>
    </div>`;
  }

  render() {
    if (!this.entry) return '';
    this.style.setProperty('--accent', this.look.colour);
    this.toggleAttribute('compact', this.compact);
    const { title, parameters } = this.entry;
    const error = this.typedProblem || this.error;
    const controls = this.fixed ? [] : parameters.map((/** @type {Parameter} */ one) => this.renderParameter(one));
    // In a figure a slider stands beside the name.
    const [beside, below] = this.at !== null && controls.length === 1 ? [controls, []] : [[], controls];
    return html`<div class=${beside.length ? 'head with-slider' : 'head'}>
        <svg width="26" height="10" aria-hidden="true">${svg`<line x1="0" x2="26" y1="5" y2="5" stroke=${this.look.colour} stroke-width="2.5" stroke-dasharray=${this.look.dash || 'none'}></line>`}</svg>
        <h3 class="title">${title}${
          this.fixed && parameters.length
            ? html` <span class="soft small">${parameters.map((/** @type {Parameter} */ one) => `${symbolText(one.symbol)} = ${plain(this.params[one.name] ?? one.default)}`).join(', ')}</span>`
            : ''
        }</h3>
        ${beside}${this.compact ? this.renderValues() : ''}
        ${
          this.removable && !this.fixed
            ? html`<button class="remove" type="button" aria-label=${`Remove ${title}`} @click=${() => this.dispatchEvent(new CustomEvent('remove'))}>\u00d7</button>`
            : ''
        }
      </div>
      ${below}
      ${error ? html`<p class="error" role="alert">${error}</p>` : ''}
      ${this.compact ? '' : this.renderValues()}`;
  }

  renderValues() {
    return html`<div class="values">${this.orders.map((order) => html`<span><i>${kOrderSymbols[order]}${this.at === null ? '' : `(${plain(this.at)}) =`}</i>${fixed(this.values[order])}</span>`)}</div>`;
  }
}

define('activation-function-row', FunctionRow);
