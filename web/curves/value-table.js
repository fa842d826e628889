// <activation-value-table>: values (or slopes, curvatures) of the chosen functions at inputs one can edit, with
// four decimals on screen and in the copies. Sends `table-change`.
import { css, html, LitElement } from 'lit';
import { define } from '../ui/define.js';
import '../ui/copy-buttons.js';
import { exact, fixed, fixedAscii, plain, plainAscii } from '../text/numbers.js';
import { readNumbers } from '../text/read-numbers.js';
import { baseStyles, controlStyles, tableStyles } from '../ui/styles.js';
import { kOrderTitles } from './curve-samples.js';

const kDigits = 4;

export class ValueTable extends LitElement {
  static properties = {
    inputs: { attribute: false },
    columns: { attribute: false },
    evaluate: { attribute: false },
    readonly: { type: Boolean },
    order: { state: true },
    problem: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    tableStyles,
    css`
      .top { display: flex; flex-wrap: wrap; align-items: end; gap: 0.75rem 1rem; margin-bottom: 0.75rem; }
      .top .field { flex: 1 1 14rem; max-width: 26rem; }
      table { min-width: 0; }
      th, td { padding-right: 1.5rem; }
      tbody th { font-weight: 400; color: var(--ink-soft); }
      .swatch { color: var(--accent); font-weight: 600; }
      activation-copy-buttons { margin-top: 0.375rem; margin-left: -0.5rem; }
    `,
  ];

  constructor() {
    super();
    /** @type {number[]} */
    this.inputs = [];
    /** @type {{ title: string, colour: string }[]} */
    this.columns = [];
    /** @type {(column: number, xs: number[], order: number) => ArrayLike<number>} */
    this.evaluate = () => [];
    this.readonly = false;
    this.order = 0;
    this.problem = '';
  }

  /** @param {Event} event */
  onInputs(event) {
    const text = /** @type {HTMLInputElement} */ (event.target).value;
    const { values: list, problem } = readNumbers(text);
    const large = list.find((value) => Math.abs(value) > 1e6);
    if (problem) this.problem = problem;
    else if (list.length === 0 || list.length > 50) this.problem = `One to fifty numbers, not ${list.length}.`;
    else if (large !== undefined) this.problem = `${exact(large)} is outside \u22121000000 to 1000000.`;
    else this.problem = '';
    if (this.problem) return;
    this.dispatchEvent(new CustomEvent('table-change', { detail: list }));
  }

  /** The table as it is copied: plain ASCII, four decimals. */
  plainTable() {
    const numbers = this.columns.map((_, column) => this.evaluate(column, this.inputs, this.order));
    return {
      columns: ['x', ...this.columns.map((column) => column.title)],
      rows: this.inputs.map((x, i) => [plainAscii(x), ...numbers.map((list) => fixedAscii(list[i], kDigits))]),
    };
  }

  render() {
    const numbers = this.columns.map((_, column) => this.evaluate(column, this.inputs, this.order));
    return html`<div class="top">
        <div class="segments" role="group" aria-label="What the table shows">
          ${kOrderTitles.map(
            (title, order) =>
              html`<button type="button" aria-pressed=${this.order === order ? 'true' : 'false'} @click=${() => {
                this.order = order;
              }}>${title}</button>`,
          )}
        </div>
        ${
          this.readonly
            ? ''
            : html`<div class="field"><label for="inputs">at these x</label>
              <input id="inputs" class="input" type="text" autocomplete="off" .value=${this.inputs.map(exact).join(', ')}
                aria-invalid=${this.problem ? 'true' : 'false'} aria-describedby="problem" @change=${this.onInputs}></div>`
        }
      </div>
      <p id="problem" class="error" role="status">${this.problem}</p>
      <div class="scroll" tabindex="0" role="region" aria-label="Value table">
        <table>
          <thead><tr><th scope="col">x</th>${this.columns.map((column) => html`<th scope="col"><span class="swatch" .style=${`--accent:${column.colour}`}>${column.title}</span></th>`)}</tr></thead>
          <tbody>${this.inputs.map((x, i) => html`<tr><th scope="row">${plain(x)}</th>${numbers.map((list) => html`<td>${fixed(list[i], kDigits)}</td>`)}</tr>`)}</tbody>
        </table>
      </div>
      <activation-copy-buttons .table=${() => this.plainTable()}></activation-copy-buttons>`;
  }
}

define('activation-value-table', ValueTable);
