// <summary-table>: the runs' results side by side, as in the article, with the verdict of each in words,
// and the copies. Every number's definition is at its heading.
import { css, html, LitElement } from 'lit';
import '../ui/copy-buttons.js';
import '../ui/definition-note.js';
import { fixed, fixedAscii, milliseconds, norm, normAscii } from '../text/numbers.js';
import { baseStyles, controlStyles, tableStyles } from '../ui/styles.js';

/** @typedef {import('./training-model.js').Lane} Lane */

const kClassColumns = [
  { title: 'Final accuracy', term: 'accuracy' },
  { title: 'Majority baseline', term: 'baseline' },
];
const kNumberColumns = [
  { title: 'Final R\u00b2', term: 'r2' },
  { title: 'Final loss', term: 'validationLoss' },
];
const kOtherColumns = [
  { title: 'Epoch, ms', term: 'epochMilliseconds' },
  { title: 'Forward, ms', term: 'forward' },
  { title: 'Gradient norm', term: 'gradientNorm' },
  { title: 'Status', term: 'status' },
  { title: 'Hash', term: 'hash' },
];

/** @param {Lane[]} lanes */
const columnsFor = (lanes) => [
  ...(lanes.some((lane) => lane.summary?.finalR2 !== undefined) ? kNumberColumns : kClassColumns),
  ...kOtherColumns,
];

/** What a run is judged by, and what that is to be seen beside. @param {any} summary */
const judged = (summary) =>
  summary?.finalR2 === undefined
    ? [summary?.finalAccuracy, summary?.majorityBaseline]
    : [summary.finalR2, summary.finalLoss];

/** @param {Lane[]} lanes @param {string} [dash] for what is not known yet */
export function summaryRows(lanes, dash = '') {
  /** @param {number | null | undefined} value @param {number} digits */
  const number = (value, digits) => (value === null || value === undefined ? dash : fixedAscii(value, digits));
  return lanes.map(({ name, summary }) => [
    name,
    ...judged(summary).map((value) => number(value, 4)),
    number(summary?.meanEpochMilliseconds, 1),
    number(summary?.forward1024Milliseconds, 2),
    typeof summary?.meanGradientNorm === 'number' ? normAscii(summary.meanGradientNorm) : dash,
    summary?.status ?? dash,
    summary?.hash ?? dash,
  ]);
}

export class SummaryTable extends LitElement {
  static properties = { lanes: { attribute: false }, cores: { type: Number } };

  static styles = [
    baseStyles,
    controlStyles,
    tableStyles,
    css`
      header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.25rem 1rem; margin-bottom: 0.25rem; }
      table { width: 100%; }
      .name { color: var(--accent); }
      code { font-family: var(--code-face); font-size: 0.8125rem; }
      td.verdict { white-space: normal; text-align: left; padding-top: 0; color: var(--ink-soft); font-size: 0.8125rem; border-top: 0 !important; }
      tbody tr.numbers > * { padding-bottom: 0.125rem; }
      tbody tr.verdicts > td { border-top: 0; padding-bottom: 0.5rem; }
      .bad { font-weight: 600; color: var(--warn); }
      dl.cards { display: none; }
      thead th { white-space: normal; min-width: 4.5rem; }
      @media (max-width: 720px) {
        .scroll { display: none; }
        .narrow { display: block !important; }
      }
      .narrow { display: none; }
      .narrow section { border-top: 1px solid var(--hairline); padding: 0.625rem 0; }
      .narrow dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.125rem 1rem; font-size: 0.8125rem; margin-top: 0.25rem; }
      .narrow dt { color: var(--ink-soft); }
      .narrow dd { text-align: right; overflow-wrap: anywhere; }
      .narrow .verdict { font-size: 0.8125rem; color: var(--ink-soft); margin-top: 0.25rem; }
    `,
  ];

  constructor() {
    super();
    /** @type {Lane[]} */
    this.lanes = [];
    this.cores = 1;
  }

  /** @param {Lane} lane */
  cells({ summary }) {
    const status = summary?.status;
    return [
      ...judged(summary).map((value) => fixed(value)),
      milliseconds(summary?.meanEpochMilliseconds),
      milliseconds(summary?.forward1024Milliseconds),
      norm(summary?.meanGradientNorm),
      status
        ? html`<span class=${status === 'collapsed' || status === 'diverged' ? 'bad' : ''}>${status}</span>`
        : '\u2013',
      summary ? html`<code>${summary.hash}</code>` : '\u2013',
    ];
  }

  plainTable() {
    return { columns: ['Run', ...columnsFor(this.lanes).map((column) => column.title)], rows: summaryRows(this.lanes) };
  }

  render() {
    const columns = columnsFor(this.lanes);
    const shared = this.lanes.length > this.cores && this.lanes.some((lane) => lane.summary);
    return html`<header><h3 class="title">Results</h3><copy-buttons .table=${() => this.plainTable()}></copy-buttons></header>
      <div class="scroll" tabindex="0" role="region" aria-label="Results"><table>
        <thead><tr><th scope="col">Run</th>${columns.map(({ title, term }) => html`<th scope="col">${title} <definition-note .term=${term}></definition-note></th>`)}</tr></thead>
        <tbody>${this.lanes.map(
          (
            lane,
          ) => html`<tr class="numbers"><th scope="row" class="name" .style=${`--accent:${lane.look.colour}`}>${lane.name}</th>${this.cells(lane).map((cell) => html`<td>${cell}</td>`)}</tr>
          <tr class="verdicts"><td class="verdict" colspan="8">${this.verdict(lane)}</td></tr>`,
        )}</tbody></table></div>
      <div class="narrow">${this.lanes.map((lane) => {
        const cells = this.cells(lane);
        return html`<section><h3 class="title name" .style=${`--accent:${lane.look.colour}`}>${lane.name}</h3><p class="verdict">${this.verdict(lane)}</p>
          <dl>${columns.map(({ title }, i) => html`<dt>${title}</dt><dd>${cells[i]}</dd>`)}</dl></section>`;
      })}</div>
      ${shared ? html`<p class="small soft">${this.lanes.length} runs shared this device\u2019s ${this.cores} ${this.cores === 1 ? 'core' : 'cores'}, so an epoch took longer than it does alone; the other numbers do not depend on it.</p>` : ''}
      <p class="visually-hidden" aria-live="polite">${this.lanes
        .filter((lane) => lane.summary)
        .map((lane) => `${lane.name}: ${lane.summary.verdict}.`)
        .join(' ')}</p>`;
  }

  /** @param {Lane} lane */
  verdict(lane) {
    if (lane.error) return lane.error;
    if (lane.why) return `${lane.why.charAt(0).toUpperCase()}${lane.why.slice(1)}.`;
    return lane.summary?.verdict ?? '\u00a0';
  }
}

customElements.define('summary-table', SummaryTable);
