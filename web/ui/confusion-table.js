// <activation-confusion-table>: how often each class was predicted as each other, as a table. A cell chooses the images it counts: one tab
// stop, arrow keys between the cells. Sends `cell-chosen` with [true class, class read], or null.
import { css, html, LitElement } from 'lit';
import { define } from './define.js';
import { baseStyles, controlStyles } from './styles.js';

/** @typedef {[label: number, predicted: number]} Cell */

/** The strongest shade, of a cell that holds its whole row: text on it keeps its contrast. */
const kStrongest = 42;

export class ConfusionTable extends LitElement {
  static properties = {
    counts: { attribute: false },
    names: { attribute: false },
    cell: { attribute: false },
    fixed: { type: Boolean },
    caption: {},
    at: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .scroll { overflow-x: auto; max-width: 100%; padding: 2px; }
      table { border-collapse: separate; border-spacing: 1px; font-size: 0.75rem; line-height: 1.2; table-layout: fixed; width: 100%; max-width: 28rem; }
      caption { text-align: start; font-size: 0.8125rem; color: var(--ink-soft); padding-bottom: 0.375rem; }
      th { font-weight: 600; padding: 0.125rem; text-align: center; }
      tbody th { text-align: end; padding-inline-end: 0.375rem; }
      .named thead th span { writing-mode: vertical-rl; transform: rotate(180deg); }
      .named tbody th { width: 5.5rem; overflow-wrap: anywhere; }
      .named thead th span { max-height: 7rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .corner { color: var(--ink-soft); font-weight: 400; width: 2.25rem; }
      .named .corner { width: 5.5rem; }
      td { padding: 0; height: 1.875rem; text-align: center; }
      button, .count { display: flex; align-items: center; justify-content: center; width: 100%; height: 1.875rem; min-width: 1.5rem; border: 1px solid var(--hairline); border-radius: 3px; padding: 0; background: color-mix(in srgb, var(--tone) var(--share), var(--surface)); }
      button:hover { border-color: var(--ink); }
      button[aria-pressed="true"] { border-color: var(--ink); box-shadow: inset 0 0 0 1px var(--ink); font-weight: 700; }
      .none { color: var(--ink-soft); }
      @media (pointer: coarse) { .scroll table { min-width: 20rem; } }
      @media (forced-colors: active) {
        button[aria-pressed="true"] { background: Highlight; color: HighlightText; forced-color-adjust: none; }
        .right { border-width: 2px; }
      }
      @media print { td button[type] { display: flex !important; } }
    `,
  ];

  constructor() {
    super();
    /** Rows are the true classes. @type {number[][]} */
    this.counts = [];
    /** @type {string[]} */
    this.names = [];
    /** @type {Cell | null} */
    this.cell = null;
    /** Whether there are no images to choose. */
    this.fixed = false;
    /** What its rows and columns are. */
    this.caption = 'Rows: what an image is. Columns: what it was read as.';
    /** Where the tab stop is. @type {Cell} */
    this.at = [0, 0];
  }

  /** @param {Cell} cell */
  choose(cell) {
    this.at = cell;
    const isSame = this.cell?.join() === cell.join();
    this.dispatchEvent(new CustomEvent('cell-chosen', { detail: isSame ? null : cell }));
  }

  /** Moves the focus to the cell of the tab stop. */
  focusCell() {
    /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('button[tabindex="0"]'))?.focus();
  }

  /** @param {KeyboardEvent} event */
  async onKey(event) {
    const last = this.names.length - 1;
    const [row, column] = this.at;
    /** @type {Record<string, Cell>} */
    const moves = {
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      Home: [row, 0],
      End: [row, last],
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    this.at = /** @type {Cell} */ (move.map((one) => Math.max(0, Math.min(last, one))));
    await this.updateComplete;
    this.focusCell();
  }

  /** @param {number} row @param {number} column @param {number} total of the row */
  renderCell(row, column, total) {
    const count = this.counts[row][column];
    const isRight = row === column;
    // The few are what is looked for: the shade grows with the root.
    const share = total > 0 ? Math.round(kStrongest * Math.sqrt(count / total)) : 0;
    const style = `--tone:var(--hue-${isRight ? 'blue' : 'vermillion'});--share:${share}%`;
    const look = `${count === 0 ? 'none' : ''} ${isRight ? 'right' : ''}`.trim();
    if (this.fixed) return html`<td><span class=${`count ${look}`} .style=${style}>${count}</span></td>`;
    const read = isRight ? 'read correctly' : `read as ${this.names[column]}`;
    const isChosen = this.cell?.[0] === row && this.cell[1] === column;
    return html`<td><button type="button" class=${look} .style=${style} tabindex=${this.at[0] === row && this.at[1] === column ? '0' : '-1'} aria-pressed=${isChosen ? 'true' : 'false'} aria-label=${`${this.names[row]} ${read}: ${count}`} @click=${() => this.choose([row, column])}>${count}</button></td>`;
  }

  render() {
    const { names, counts } = this;
    if (counts.length === 0) return '';
    const isNamed = names.some((name) => name.length > 2);
    return html`<div class="scroll" @keydown=${this.onKey}><table class=${isNamed ? 'named' : ''}>
      <caption>${this.caption}</caption>
      <thead><tr><td class="corner" aria-hidden="true"></td>${names.map((name) => html`<th scope="col" title=${name}><span>${name}</span></th>`)}</tr></thead>
      <tbody>${counts.map((row, i) => {
        const total = row.reduce((sum, count) => sum + count, 0);
        return html`<tr><th scope="row">${names[i]}</th>${row.map((_, j) => this.renderCell(i, j, total))}</tr>`;
      })}</tbody></table></div>`;
  }
}

define('activation-confusion-table', ConfusionTable);
