// <activation-confusion-list>: which classes are most often taken for which others, where they are too many for a table of all pairs. Sends
// `cell-chosen` with [true class, class read], or null.
import { css, html, LitElement } from 'lit';
import { grouped, percent } from '../text/numbers.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';

/** @typedef {import('../ui/confusion-table.js').Cell} Cell */

/** Classes of which a table shows every pair. */
export const kMostInTable = 30;
const kShown = 15;

export class ConfusionList extends LitElement {
  static properties = {
    counts: { attribute: false },
    names: { attribute: false },
    cell: { attribute: false },
    fixed: { type: Boolean },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      table { border-collapse: collapse; font-size: 0.8125rem; width: 100%; max-width: 28rem; }
      caption { text-align: start; color: var(--ink-soft); padding-bottom: 0.375rem; }
      th, td { padding: 0.1875rem 0.5rem 0.1875rem 0; text-align: start; overflow-wrap: anywhere; }
      td.count { text-align: end; white-space: nowrap; }
      button[aria-pressed="true"] { border-color: var(--ink); font-weight: 700; }
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
  }

  /** The pairs of different classes, the most frequent first. @returns {{ cell: Cell, count: number, of: number }[]} */
  get pairs() {
    return this.counts
      .flatMap((row, label) => {
        const of = row.reduce((sum, count) => sum + count, 0);
        return row.map((count, predicted) => ({ cell: /** @type {Cell} */ ([label, predicted]), count, of }));
      })
      .filter(({ cell: [label, predicted], count }) => label !== predicted && count > 0)
      .sort((a, b) => b.count - a.count);
  }

  /** @param {Cell} cell @param {boolean} isChosen */
  choose(cell, isChosen) {
    this.dispatchEvent(new CustomEvent('cell-chosen', { detail: isChosen ? null : cell }));
  }

  render() {
    const { names, pairs } = this;
    const rest = pairs.length - kShown;
    if (pairs.length === 0) return html`<p class="small soft">No class is taken for another.</p>`;
    return html`<table><caption>The most frequent confusions of ${grouped(names.length)} classes</caption>
      <thead><tr><th scope="col">Is</th><th scope="col">Read as</th><th scope="col">Images</th></tr></thead>
      <tbody>${pairs.slice(0, kShown).map(({ cell, count, of }) => {
        const [label, predicted] = cell;
        const isChosen = this.cell?.join() === cell.join();
        const text = `${grouped(count)} of ${grouped(of)} (${percent(count / of, 0)})`;
        return html`<tr><th scope="row">${names[label]}</th><td>${names[predicted]}</td><td class="count">${
          this.fixed
            ? text
            : html`<button class="button" type="button" aria-pressed=${isChosen ? 'true' : 'false'} aria-label=${`${names[label]} read as ${names[predicted]}: ${text}`} @click=${() => this.choose(cell, isChosen)}>${text}</button>`
        }</td></tr>`;
      })}</tbody></table>${rest > 0 ? html`<p class="small soft">And ${grouped(rest)} pairs more.</p>` : ''}`;
  }
}

define('activation-confusion-list', ConfusionList);
