// <unit-card>: one unit's bias and weights as numbers, which can be changed while the run is paused, and whether they
// stay as they are. Sends `weight-change`, `freeze` and `close`.
import { css, html, LitElement, noChange } from 'lit';
import { live } from 'lit/directives/live.js';
import { significant } from '../text/numbers.js';
import { readNumber } from '../text/read-numbers.js';
import { baseStyles, controlStyles } from '../ui/styles.js';

/** Weights that are listed; a wider unit's are too many to be changed one by one. */
const kMostListed = 64;
const kLargest = 1e6;

export class UnitCard extends LitElement {
  static properties = {
    layer: {},
    unit: { type: Number },
    weights: { attribute: false },
    inputs: { attribute: false },
    editable: { type: Boolean },
    frozen: { type: Boolean },
    problem: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .card { border: 1px solid var(--hairline); border-radius: 8px; background: var(--surface); padding: 0.5rem 0.75rem; font-size: 0.8125rem; margin-top: 0.25rem; }
      header { display: flex; gap: 0.75rem; align-items: center; }
      header .spacer { flex: 1; }
      .list { display: grid; grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr)); gap: 0.25rem 0.625rem; margin-top: 0.375rem; }
      .list label { display: grid; grid-template-columns: 1fr 4.25rem; gap: 0.25rem; align-items: center; color: var(--ink-soft); font-size: 0.75rem; }
      .list input { min-height: 1.75rem; padding: 0 0.25rem; font-size: 0.75rem; }
    `,
  ];

  constructor() {
    super();
    this.layer = '';
    this.unit = 0;
    /** @type {{ name: string, shape: number[], values: Float32Array }[]} */
    this.weights = [];
    /** Names of the first layer's inputs, where they have any. @type {string[]} */
    this.inputs = [];
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
    // A view that arrives late must not take away what is being typed.
    const isTyped = this.editable && this.shadowRoot?.activeElement?.getAttribute('data-weight') === key;
    return html`<label>${label}<input class="input" type="text" inputmode="decimal" autocomplete="off" data-weight=${key} ?readonly=${!this.editable} .value=${isTyped ? noChange : live(significant(value))}
      @change=${(/** @type {Event} */ event) => this.change(parameter, element, /** @type {HTMLInputElement} */ (event.target).value)}></label>`;
  }

  render() {
    const weight = this.weights.find(({ name }) => name === `${this.layer}.weight`);
    const bias = this.weights.find(({ name }) => name === `${this.layer}.bias`);
    const width = weight ? weight.values.length / weight.shape[0] : 0;
    const isFirst = this.layer === 'dense1' && this.inputs.length === width;
    return html`<section class="card" aria-label=${`${this.layer}, unit ${this.unit}`}>
      <header><b>${this.layer}, unit ${this.unit}</b>
        <label><input type="checkbox" .checked=${live(this.frozen)} @change=${(/** @type {Event} */ event) => this.dispatchEvent(new CustomEvent('freeze', { detail: /** @type {HTMLInputElement} */ (event.target).checked }))}> Keep its weights</label>
        <span class="spacer"></span><button class="button bare" type="button" @click=${() => this.dispatchEvent(new Event('close'))}>Close</button></header>
      ${
        weight
          ? html`<div class="list">${bias ? this.field('bias', bias.name, this.unit, bias.values[this.unit]) : ''}${Array.from(
              { length: Math.min(width, kMostListed) },
              (_, i) =>
                this.field(
                  isFirst ? this.inputs[i] : `from ${i}`,
                  weight.name,
                  this.unit * width + i,
                  weight.values[this.unit * width + i],
                ),
            )}</div>
          <p class="small soft">${this.editable ? 'A changed weight is in effect at once; what is trained from then on is no longer the experiment\u2019s result.' : 'Pause the run to change a weight.'}${width > kMostListed ? ` The first ${kMostListed} of ${width} weights.` : ''}</p>`
          : html`<p class="small soft">Its weights appear once the run has begun: press Step.</p>`
      }
      <p class="error" role="status">${this.problem}</p></section>`;
  }
}

customElements.define('unit-card', UnitCard);
