// <activation-axis-controls>: what of the functions is drawn, in which panels, and between which numbers. Sends `axes-change` with the
// changed part of the state; the functions' samples come from outside.
import { css, html, LitElement } from 'lit';
import { defaultState } from '../sharing/link-state.js';
import { exact, plain } from '../text/numbers.js';
import { readNumber } from '../text/read-numbers.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { kMostInput, zoomed } from './axes-of-data.js';
import { kOrders, kOrderTitles } from './curve-samples.js';

/** @typedef {import('../sharing/link-state.js').CurvesState} CurvesState */
/** @typedef {[number, number]} Range */

const kUsualInputs = defaultState().curves.x;

export class AxisControls extends LitElement {
  static properties = {
    state: { attribute: false },
    y: { attribute: false },
    better: { attribute: false },
    ranges: { type: Boolean },
    opened: { state: true },
    drafts: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .toolbar { display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: center; margin-bottom: 0.5rem; }
      .ranges { display: flex; flex-wrap: wrap; gap: 0.375rem 0.25rem; align-items: center; margin-inline-start: auto; }
      .ranges-toggle { display: none; }
      .pair { display: inline-flex; gap: 0.25rem; align-items: center; font-size: 0.8125rem; }
      .pair i { font-family: var(--title-face); }
      .input.short { width: 3.375rem; min-height: 1.875rem; text-align: end; }
      .ranges .button { padding-inline: 0.375rem; font-size: 0.8125rem; }
      .zoom { min-width: 1.5rem; }
      .zoom + .pair { margin-inline-start: 0.5rem; }
      .problem { flex-basis: 100%; }
      .problem:empty { display: none; }
      @media (max-width: 880px) { .ranges { margin-inline-start: 0; } }
      @media (max-width: 560px) {
        .ranges-toggle { display: inline-block; }
        .toolbar:not(.open) :is(.together, .ranges) { display: none; }
        .toolbar { gap: 0.125rem; }
        .toolbar .button { padding-inline: 0.3125rem; font-size: 0.8125rem; }
        .toolbar .segments button { padding-inline: 0.375rem; }
      }
      @media print { :host { display: none; } }
    `,
  ];

  constructor() {
    super();
    /** @type {CurvesState} */
    this.state = defaultState().curves;
    /** The axis of values that is drawn. @type {Range} */
    this.y = [-2, 5];
    /** Inputs that show more of these functions, or null. @type {Range | null} */
    this.better = null;
    this.ranges = true;
    /** Whether a narrow screen shows the fields. */
    this.opened = false;
    /** What was typed for an axis and cannot be drawn. @type {Record<'x' | 'y', { texts: string[], problem: string } | null>} */
    this.drafts = { x: null, y: null };
  }

  /** @param {Partial<CurvesState>} change */
  send(change) {
    this.dispatchEvent(new CustomEvent('axes-change', { detail: change }));
  }

  /** @param {0 | 1 | 2} order */
  toggle(order) {
    const { orders } = this.state;
    const has = orders.includes(order);
    if (has && orders.length === 1) return;
    this.send({ orders: has ? orders.filter((one) => one !== order) : [...orders, order].sort() });
  }

  /** @param {Range} x */
  setInputs(x) {
    this.drafts = { ...this.drafts, x: null };
    this.send({ x, at: Math.min(x[1], Math.max(x[0], this.state.at)) });
  }

  /** @param {Range | 'fit' | null} y 'fit': what fits the curves; null: the usual */
  setValues(y) {
    this.drafts = { ...this.drafts, y: null };
    if (y === 'fit') this.dispatchEvent(new Event('fit'));
    else this.send({ y });
  }

  reset() {
    this.drafts = { x: null, y: null };
    const [low, high] = kUsualInputs;
    this.send({ x: kUsualInputs, y: null, at: Math.min(high, Math.max(low, this.state.at)) });
  }

  /**
   * Reads both fields of an axis, since the first alone may lie beyond the other's old value.
   * @param {'x' | 'y'} axis @param {Event} event
   */
  readRange(axis, event) {
    const pair = /** @type {HTMLElement} */ (/** @type {HTMLElement} */ (event.target).closest('.pair'));
    const texts = [...pair.querySelectorAll('input')].map((field) => field.value);
    const [low, high] = texts.map(readNumber);
    const range = /** @type {Range} */ ([low.value, high.value]);
    let problem = low.problem || high.problem;
    if (!problem && range.some((value) => Math.abs(value) > kMostInput))
      problem = 'The limits are \u22121000000 and 1000000.';
    if (!problem && range[1] - range[0] < 1e-3)
      problem =
        range[0] >= range[1]
          ? 'The first number must be below the second.'
          : 'The two numbers must be at least 0.001 apart.';
    if (problem) {
      const [from, to] = (axis === 'x' ? this.state.x : this.y).map(plain);
      const text = `${axis} axis: ${problem} The chart still shows ${from} to ${to}.`;
      this.drafts = { ...this.drafts, [axis]: { texts, problem: text } };
      return;
    }
    if (axis === 'x') this.setInputs(range);
    else this.setValues(range);
  }

  /** @param {'x' | 'y'} axis @param {Range} range */
  renderPair(axis, range) {
    const draft = this.drafts[axis];
    const field = (/** @type {0 | 1} */ end) =>
      html`<input class="input short" type="text" inputmode="text" autocomplete="off" aria-invalid=${draft ? 'true' : 'false'} aria-describedby="range-problem"
        aria-label=${`${axis} axis, ${end === 0 ? 'from' : 'to'}`} .value=${draft ? draft.texts[end] : exact(range[end])} @change=${(/** @type {Event} */ event) => this.readRange(axis, event)}>`;
    return html`<span class="pair"><i>${axis}</i>${field(0)}<span class="soft">to</span>${field(1)}</span>`;
  }

  /** @param {string} sign @param {string} label @param {number} factor */
  renderZoom(sign, label, factor) {
    const { x, at } = this.state;
    const next = zoomed(x, at, factor);
    return html`<button class="button bare zoom" type="button" aria-label=${label} title=${label} ?disabled=${next === null} @click=${() => next && this.setInputs(next)}>${sign}</button>`;
  }

  renderRanges() {
    const { x, y } = this.state;
    const isUsual = y === null && x[0] === kUsualInputs[0] && x[1] === kUsualInputs[1];
    return html`<button class="button bare ranges-toggle" type="button" aria-expanded=${this.opened ? 'true' : 'false'} @click=${() => {
      this.opened = !this.opened;
    }}>More</button>
      <div class="ranges">${this.renderPair('x', x)}${this.renderZoom('\u2212', 'Twice as wide', 2)}${this.renderZoom('+', 'Half as wide, around the crosshair', 0.5)}
        ${this.renderPair('y', this.y)}
        <button class="button bare" type="button" title="Fit the value axis to the curves" @click=${() => this.setValues('fit')}>Fit</button>
        <button class="button bare" type="button" title="The usual axes, which follow the curves" ?disabled=${isUsual} @click=${() => this.reset()}>Reset</button></div>
      <p id="range-problem" class="error problem" role="status">${[this.drafts.x, this.drafts.y]
        .map((draft) => draft?.problem ?? '')
        .join(' ')
        .trim()}</p>`;
  }

  render() {
    const { orders, together } = this.state;
    const { better } = this;
    return html`<div class=${this.opened ? 'toolbar open' : 'toolbar'}>
      <div class="segments" role="group" aria-label="Curves shown">
        ${kOrders.map((order) => html`<button type="button" aria-pressed=${orders.includes(order) ? 'true' : 'false'} @click=${() => this.toggle(order)}>${kOrderTitles[order]}</button>`)}
      </div>
      <button class="button bare together" type="button" aria-pressed=${together ? 'true' : 'false'} ?disabled=${orders.length < 2}
        @click=${() => this.send({ together: !together })}>${together ? 'Separate panels' : 'One panel'}</button>
      ${better ? html`<button class="button" type="button" @click=${() => this.setInputs(better)}>Show ${plain(better[0])} to ${plain(better[1])}, where they bend</button>` : ''}
      ${this.ranges ? this.renderRanges() : ''}
    </div>`;
  }
}

define('activation-axis-controls', AxisControls);
