// <activation-unit-card>: one unit's bias and weights as numbers, which can be changed while the run is paused, and whether they
// stay as they are. Sends `weight-change`, `unit-change`, `freeze` and `close`.
import { css, html, LitElement } from 'lit';
import { live } from 'lit/directives/live.js';
import { significant } from '../text/numbers.js';
import { readNumber } from '../text/read-numbers.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { typed } from '../ui/typed.js';
import { KeepFocus } from './keep-focus.js';

/** Weights that are listed at a time. */
const kMostListed = 64;
const kLargest = 1e6;

export class UnitCard extends LitElement {
  static properties = {
    layer: {},
    unit: { type: Number },
    units: { type: Number },
    first: { state: true },
    weights: { attribute: false },
    inputs: { attribute: false },
    answer: {},
    editable: { type: Boolean },
    frozen: { type: Boolean },
    problem: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .card { border: 1px solid var(--edge); border-radius: 8px; background: var(--surface); padding: 0.5rem 0.75rem; font-size: 0.8125rem; margin-top: 0.25rem; }
      header { display: flex; gap: 0.75rem; align-items: center; }
      header { flex-wrap: wrap; }
      header .spacer { flex: 1; }
      .number { width: 4.5rem; min-height: 1.75rem; }
      .pages { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; align-items: center; margin-top: 0.5rem; }
      .list { display: grid; grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); gap: 0.25rem 0.75rem; margin-top: 0.375rem; }
      .list label { white-space: nowrap; display: grid; grid-template-columns: 1fr 4.25rem; gap: 0.25rem; align-items: center; color: var(--ink-soft); font-size: 0.75rem; }
      .list input { min-height: 1.75rem; padding: 0 0.25rem; font-size: 0.75rem; }
    `,
  ];

  constructor() {
    super();
    this.layer = '';
    this.unit = 0;
    /** The units of the layer. */
    this.units = 1;
    /** The first weight that is listed. */
    this.first = 0;
    this.keepFocus = new KeepFocus(
      this,
      ({ data }) => /** @type {HTMLElement | null} */ (this.renderRoot.querySelector(`[data-name="${data.other}"]`)),
    );
    /** @type {{ name: string, shape: number[], values: Float32Array }[]} */
    this.weights = [];
    /** Names of the first layer's inputs, where they have any. @type {string[]} */
    this.inputs = [];
    /** The class that the unit stands for, or "". */
    this.answer = '';
    this.editable = false;
    this.frozen = false;
    this.problem = '';
  }

  /** @param {string} parameter @param {number} element @param {string} text */
  change(parameter, element, text) {
    const { value, problem } = readNumber(text);
    this.problem =
      problem || (Math.abs(value) > kLargest ? 'A weight is a number from \u22121,000,000 to 1,000,000.' : '');
    if (!this.problem) this.dispatchEvent(new CustomEvent('weight-change', { detail: { parameter, element, value } }));
    else this.requestUpdate();
  }

  /** @param {string} label @param {string} parameter @param {number} element @param {number} value */
  field(label, parameter, element, value) {
    const key = `${parameter}[${element}]`;
    return html`<label>${label}<input class="input" type="text" inputmode="decimal" autocomplete="off" data-weight=${key} ?readonly=${!this.editable} .value=${typed(significant(value))}
      @change=${(/** @type {Event} */ event) => this.change(parameter, element, /** @type {HTMLInputElement} */ (event.target).value)}></label>`;
  }

  /** A whole number from 0 that is typed, or stepped by the arrows. @param {string} label @param {number} value @param {number} count @param {(value: number) => void} take */
  number(label, value, count, take) {
    return html`<input class="input number" type="number" min="0" max=${count - 1} step="1" aria-label=${`${label}, 0 to ${count - 1}`} .value=${typed(String(value))} @change=${(
      /** @type {Event} */ event,
    ) => {
      const { valueAsNumber } = /** @type {HTMLInputElement} */ (event.target);
      if (Number.isInteger(valueAsNumber)) take(Math.max(0, Math.min(count - 1, valueAsNumber)));
      this.requestUpdate();
    }}>`;
  }

  /** @param {number} width the unit's weights @param {number} first that is listed @param {number} end one past the last */
  renderPages(width, first, end) {
    const go = (/** @type {number} */ to) => {
      this.first = Math.max(0, Math.min(to, width - 1));
    };
    return html`<div class="pages" role="group" aria-label="Which weights"><button class="button" type="button" data-name="earlier" data-other="later" ?disabled=${first === 0} @click=${() => go(first - kMostListed)}>Earlier</button>
      <span role="status">${first} to ${end - 1} of ${width} weights</span>
      <button class="button" type="button" data-name="later" data-other="earlier" ?disabled=${end === width} @click=${() => go(first + kMostListed)}>Later</button>
      <label>from ${this.number('Source unit', first, width, go)}</label></div>`;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('layer')) this.first = 0;
  }

  render() {
    const weight = this.weights.find(({ name }) => name === `${this.layer}.weight`);
    const bias = this.weights.find(({ name }) => name === `${this.layer}.bias`);
    const width = weight ? weight.values.length / weight.shape[0] : 0;
    const isFirst = this.layer === 'dense1' && this.inputs.length === width;
    const first = Math.min(this.first, Math.max(0, width - 1));
    const end = Math.min(width, first + kMostListed);
    return html`<section class="card" aria-label=${`${this.layer}, unit ${this.unit}`}>
      <header><b>${this.layer}, unit ${this.units > 1 ? this.number('Unit', this.unit, this.units, (unit) => this.dispatchEvent(new CustomEvent('unit-change', { detail: unit }))) : this.unit}${this.answer && `, class ${this.answer}`}</b>
        <label><input type="checkbox" .checked=${live(this.frozen)} @change=${(/** @type {Event} */ event) => this.dispatchEvent(new CustomEvent('freeze', { detail: /** @type {HTMLInputElement} */ (event.target).checked }))}> Keep its weights</label>
        <span class="spacer"></span><button class="button bare" type="button" @click=${() => this.dispatchEvent(new Event('close'))}>Close</button></header>
      ${
        weight
          ? html`<div class="list">${bias ? this.field('bias', bias.name, this.unit, bias.values[this.unit]) : ''}${Array.from(
              { length: end - first },
              (_, i) => {
                const at = this.unit * width + first + i;
                const label = isFirst ? this.inputs[first + i] : `from ${first + i}`;
                return this.field(label, weight.name, at, weight.values[at]);
              },
            )}</div>
          ${width > kMostListed ? this.renderPages(width, first, end) : ''}
          <p class="small soft">${this.editable ? 'A changed weight is in effect at once; what is trained from then on is no longer the experiment\u2019s result.' : 'Pause the run to change a weight.'}</p>`
          : html`<p class="small soft">Its weights appear once the run has begun: press Step.</p>`
      }
      <p class="error" role="status">${this.problem}</p></section>`;
  }
}

define('activation-unit-card', UnitCard);
