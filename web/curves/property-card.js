// <activation-property-card>: what is known of one function at these parameters: formula with the live numbers,
// facts in words, and the code line that builds it in a framework. Facts come from the engine.
import { css, html, LitElement } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { copyText } from '../ui/copy-buttons.js';
import { define } from '../ui/define.js';
import '../ui/definition-note.js';
import { fixed, plain, plainAscii } from '../text/numbers.js';
import { OnWidth } from '../ui/on-width.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { costOf } from './measured-cost.js';
import {
  asymptoteText,
  gainText,
  kinkSentence,
  momentsText,
  monotoneText,
  parameterText,
  rangeText,
  saturationText,
  smoothnessText,
  steepestText,
  symbolText,
  zeroText,
} from './property-text.js';

/** @type {Promise<Record<string, { value: string, slope: string }>> | null} */
let formulas = null;

/** The formulas' MathML, a file of its own so that the first curve does not wait for it. */
function loadFormulas() {
  formulas ??= import('virtual:formulas').then((module) => module.default);
  return formulas;
}

/** @type {Record<string, string>} */
export const kFrameworks = {
  pytorch: 'PyTorch',
  keras: 'Keras',
  'keras-layer': 'Keras layer',
  onnx: 'ONNX',
  jax: 'JAX',
  tensorflowjs: 'TensorFlow.js',
  'tensorflowjs-layer': 'TensorFlow.js layer',
};

/** @param {string} name */
export const frameworkTitle = (name) => (Object.hasOwn(kFrameworks, name) ? kFrameworks[name] : name);

/**
 * The formula with numbers in the place of its parameters. The markup is ours, from the build.
 * @param {string} markup @param {Record<string, number>} numbers
 */
export function withNumbers(markup, numbers) {
  let out = markup;
  for (const [name, value] of Object.entries(numbers)) {
    const element = new RegExp(`<(mi|mrow|msub)( [^>]*)?class="p-${name}(?: [^"]*)?"[^>]*>.*?</\\1>`, 'g');
    const number =
      value < 0
        ? `<mrow><mo form="prefix">(</mo><mn>${plain(value)}</mn><mo form="postfix">)</mo></mrow>`
        : `<mn>${plain(value)}</mn>`;
    out = out.replace(element, number);
  }
  return out;
}

export class PropertyCard extends LitElement {
  static properties = {
    entry: { attribute: false },
    params: { attribute: false },
    properties: { attribute: false },
    look: { attribute: false },
    at: { type: Number },
    values: { attribute: false },
    framework: {},
    engine: { attribute: false },
    cost: { state: true },
    markup: { state: true },
    copied: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      :host { border-top: 2px solid var(--accent); padding-top: 0.75rem; min-width: 0; }
      h4 { color: var(--accent); font-size: 1rem; }
      .summary { min-height: 3rem; }
      .math { overflow-x: auto; overflow-y: hidden; padding: 0.25rem 0; min-height: 4.25rem; display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.5rem; }
      .math math { font-family: var(--math-face); font-size: 1.0625rem; display: inline-block; }
      .math .lhs { font-family: var(--title-face); font-style: italic; white-space: nowrap; }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 0.875rem; font-size: 0.875rem; line-height: 1.4; margin-top: 0.5rem; align-items: baseline; }
      dd activation-definition-note { margin-block: -0.25rem; }
      dt { color: var(--ink-soft); }
      dd { min-width: 0; }
      .code { margin-top: 0.75rem; background: var(--sunken); border-radius: 6px; padding: 0.5rem 0.625rem; font-size: 0.8125rem; }
      .code code { font-family: var(--code-face); overflow-wrap: anywhere; }
      .code p + p { margin-top: 0.25rem; }
      .code .line { display: flex; gap: 0.5rem; align-items: start; justify-content: space-between; }
      .link { border: 0; background: none; padding: 0; color: var(--ink); text-decoration: underline; text-underline-offset: 2px; font-size: 0.8125rem; }
    `,
  ];

  constructor() {
    super();
    /** @type {import('../engine/answers.js').ActivationEntry | null} */
    this.entry = null;
    /** @type {Record<string, number>} */
    this.params = {};
    /** @type {import('./property-text.js').Properties | null} */
    this.properties = null;
    this.look = { colour: '', dash: '' };
    this.at = 0;
    /** @type {number[]} */
    this.values = [];
    this.framework = 'pytorch';
    /** @type {Record<string, { value: string, slope: string }>} */
    this.markup = {};
    this.copied = false;
    /** @type {import('./page-engine.js').Engine | null} */
    this.engine = null;
    /** What it costs on this device, once it is measured. @type {import('./measured-cost.js').Cost | null} */
    this.cost = null;
    this.frame = 0;
    // A formula wider than its card scrolls, and then the keyboard must reach it.
    this.onWidth = new OnWidth(this, () => this.reach());
  }

  reach() {
    for (const math of this.renderRoot.querySelectorAll('.math')) {
      if (math.scrollWidth > math.clientWidth) math.setAttribute('tabindex', '0');
      else math.removeAttribute('tabindex');
    }
  }

  reachLater() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.reach());
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('entry') && !changed.has('engine')) return;
    this.cost = null;
    void this.measure();
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    // A formula may arrive without any change of the card's size.
    if (changed.has('markup') || changed.has('entry')) this.reach();
    // While a slider moves, the cards ask for their layout together, after all of them are drawn: each on its own would force
    // another layout of the page.
    else if (changed.has('params')) this.reachLater();
  }

  /** Measures the function when it is first seen. */
  async measure() {
    const { engine, entry } = this;
    if (!engine || !entry) return;
    const cost = await costOf(engine, entry.name);
    if (entry === this.entry) this.cost = cost;
  }

  async firstUpdated() {
    this.markup = await loadFormulas();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    cancelAnimationFrame(this.frame);
  }

  /** The entry. Nothing below is rendered before there is one. */
  get described() {
    return /** @type {import('../engine/answers.js').ActivationEntry} */ (this.entry);
  }

  /** Parameters with the defaults filled in. */
  get full() {
    return Object.fromEntries(this.described.parameters.map((one) => [one.name, this.params[one.name] ?? one.default]));
  }

  /** @param {'value' | 'slope'} which @param {string} left @param {Record<string, number>} [numbers] */
  renderFormula(which, left, numbers) {
    const markup = this.markup[this.described.name]?.[which];
    const label = `${this.described.title}, ${which}${numbers ? ', with the numbers' : ''}`;
    return html`<div class="math" role="group" aria-label=${label}>
      <span class="lhs">${left}\u2009=</span>${markup ? unsafeHTML(numbers ? withNumbers(markup, numbers) : markup) : ''}</div>`;
  }

  renderCode() {
    const { frameworks } = this.described;
    const entry = Object.hasOwn(frameworks, this.framework) ? frameworks[this.framework] : null;
    const name = frameworkTitle(this.framework);
    if (!entry)
      return html`<div class="code"><p class="soft">${name} has no ${this.described.title} of its own.</p></div>`;
    const full = this.full;
    const code = entry.code.replace(/\{(\w+)\}/g, (/** @type {string} */ whole, /** @type {string} */ key) =>
      Object.hasOwn(full, key) ? plainAscii(full[key]) : whole,
    );
    const other = Object.entries(entry.defaults ?? {}).filter(
      ([key, value]) => Object.hasOwn(full, key) && Math.abs(full[key] - Number(value)) > 1e-9,
    );
    return html`<div class="code">
      <div class="line"><code>${code}</code>
        <button class="link" type="button" @click=${async () => {
          this.copied = await copyText(code);
          window.setTimeout(() => {
            this.copied = false;
          }, 1500);
        }}>${this.copied ? 'copied' : 'copy'}</button></div>
      ${
        other.length
          ? html`<p class="soft">Its own default: ${other.map(([key, value]) => `${this.symbol(key)} = ${plain(Number(value))}`).join(', ')}.
            <button class="link" type="button" @click=${() => this.dispatchEvent(new CustomEvent('params-change', { detail: { ...this.params, ...entry.defaults } }))}>Use it</button></p>`
          : ''
      }
    </div>`;
  }

  /** @param {string} key */
  symbol(key) {
    const parameter = this.described.parameters.find((one) => one.name === key);
    return parameter ? symbolText(parameter.symbol) : key;
  }

  render() {
    if (!this.entry || !this.properties) return '';
    this.style.setProperty('--accent', this.look.colour);
    const facts = this.properties;
    const kinks = facts.kinks.length ? kinkSentence(this.entry, this.full, facts) : 'none';
    const row = (/** @type {string} */ name, /** @type {unknown} */ text) => html`<dt>${name}</dt><dd>${text}</dd>`;
    return html`<h4>${this.entry.title}</h4>
      <p class="summary soft small">${this.entry.summary}</p>
      ${this.renderFormula('value', 'f(x)')}
      ${this.renderFormula('slope', 'f\u2032(x)')}
      ${
        this.entry.parameters.length
          ? html`<p class="small soft">With ${parameterText(this.entry, this.full)}:</p>
            ${this.renderFormula('value', 'f(x)', this.full)}`
          : ''
      }
      <p class="small soft">Here f(${plain(this.at)}) = ${fixed(this.values[0])}, f\u2032(${plain(this.at)}) = ${fixed(this.values[1])}.</p>
      <dl>
        ${row('Range', html`${rangeText(facts)} <activation-definition-note term="range"></activation-definition-note>`)}
        ${row('Monotone', monotoneText(facts.monotone))}
        ${row('Smoothness', smoothnessText(facts.smoothness))}
        ${row('Kinks', kinks)}
        ${row('Zeros', zeroText(facts))}
        ${row('Asymptotes', asymptoteText(facts))}
        ${row('Steepest', html`${steepestText(facts)} <activation-definition-note term="lipschitz"></activation-definition-note>`)}
        ${row('Saturated', html`${saturationText(facts)} <activation-definition-note term="saturationRule"></activation-definition-note>`)}
        ${row('Normal input', html`${momentsText(facts)} <activation-definition-note term="moments"></activation-definition-note>`)}
        ${row('Matched gain', html`${gainText(facts)} <activation-definition-note term="gain"></activation-definition-note>`)}
        ${row('Cost here', html`${this.cost ? `f ${this.cost.value.toPrecision(2)} ns, f\u2032 ${this.cost.slope.toPrecision(2)} ns` : 'being measured'} <activation-definition-note term="cost"></activation-definition-note>`)}
        ${this.entry.source ? row('Source', this.entry.source) : ''}
      </dl>
      ${this.renderCode()}
      ${this.entry.trainable === false && this.entry.whyNotTrainable ? html`<p class="small soft">Not offered for training: ${this.entry.whyNotTrainable}</p>` : ''}`;
  }
}

define('activation-property-card', PropertyCard);
