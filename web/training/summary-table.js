// <summary-table>: the runs' results side by side, as in the article, with the verdict of each in words,
// and the copies. Every number's definition is at its heading.
import { css, html, LitElement } from 'lit';
import '../ui/copy-buttons.js';
import '../ui/definition-note.js';
import { fixed, fixedAscii, milliseconds, norm, normAscii } from '../text/numbers.js';
import { baseStyles, controlStyles, tableStyles } from '../ui/styles.js';

/** @typedef {import('./training-model.js').Trial} Trial */

const kClassificationColumns = [
  { title: 'Final accuracy', term: 'accuracy' },
  { title: 'Majority baseline', term: 'baseline' },
];
const kRegressionColumns = [
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

/** @param {Trial[]} trials */
const columnsFor = (trials) => [
  ...(trials.some((trial) => trial.summary?.finalR2 !== undefined) ? kRegressionColumns : kClassificationColumns),
  ...kOtherColumns,
];

/** A run's metric, and the baseline to compare it with. @param {any} summary */
const metrics = (summary) =>
  summary?.finalR2 === undefined
    ? [summary?.finalAccuracy, summary?.majorityBaseline]
    : [summary.finalR2, summary.finalLoss];

/** @param {Trial[]} trials @param {string} [dash] for what is not known yet */
export function summaryRows(trials, dash = '') {
  /** @param {number | null | undefined} value @param {number} digits */
  const number = (value, digits) => (value === null || value === undefined ? dash : fixedAscii(value, digits));
  return trials.map(({ name, summary }) => [
    name,
    ...metrics(summary).map((value) => number(value, 4)),
    number(summary?.meanEpochMilliseconds, 1),
    number(summary?.forward1024Milliseconds, 2),
    typeof summary?.meanGradientNorm === 'number' ? normAscii(summary.meanGradientNorm) : dash,
    summary?.status ?? dash,
    summary?.hash ?? dash,
  ]);
}

export class SummaryTable extends LitElement {
  static properties = { trials: { attribute: false }, cores: { type: Number } };

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
    /** @type {Trial[]} */
    this.trials = [];
    this.cores = 1;
  }

  /** @param {Trial} trial */
  cells({ summary }) {
    const status = summary?.status;
    return [
      ...metrics(summary).map((value) => fixed(value)),
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
    return {
      columns: ['Run', ...columnsFor(this.trials).map((column) => column.title)],
      rows: summaryRows(this.trials),
    };
  }

  render() {
    const columns = columnsFor(this.trials);
    const shared = this.trials.length > this.cores && this.trials.some((trial) => trial.summary);
    return html`<header><h3 class="title">Results</h3><copy-buttons .table=${() => this.plainTable()}></copy-buttons></header>
      <div class="scroll" tabindex="0" role="region" aria-label="Results"><table>
        <thead><tr><th scope="col">Run</th>${columns.map(({ title, term }) => html`<th scope="col">${title} <definition-note .term=${term}></definition-note></th>`)}</tr></thead>
        <tbody>${this.trials.map(
          (
            trial,
          ) => html`<tr class="numbers"><th scope="row" class="name" .style=${`--accent:${trial.look.colour}`}>${trial.name}</th>${this.cells(trial).map((cell) => html`<td>${cell}</td>`)}</tr>
          <tr class="verdicts"><td class="verdict" colspan="8">${this.verdict(trial)}</td></tr>`,
        )}</tbody></table></div>
      <div class="narrow">${this.trials.map((trial) => {
        const cells = this.cells(trial);
        return html`<section><h3 class="title name" .style=${`--accent:${trial.look.colour}`}>${trial.name}</h3><p class="verdict">${this.verdict(trial)}</p>
          <dl>${columns.map(({ title }, i) => html`<dt>${title}</dt><dd>${cells[i]}</dd>`)}</dl></section>`;
      })}</div>
      ${shared ? html`<p class="small soft">${this.trials.length} trials shared this device\u2019s ${this.cores} ${this.cores === 1 ? 'core' : 'cores'}, so an epoch took longer than it does alone; the other numbers do not depend on it.</p>` : ''}
      <p class="visually-hidden" aria-live="polite">${this.trials
        .filter((trial) => trial.summary)
        .map((trial) => `${trial.name}: ${trial.summary.verdict}.`)
        .join(' ')}</p>`;
  }

  /** @param {Trial} trial */
  verdict(trial) {
    if (trial.error) return trial.error;
    if (trial.why) return `${trial.why.charAt(0).toUpperCase()}${trial.why.slice(1)}.`;
    return trial.summary?.verdict ?? '\u00a0';
  }
}

customElements.define('summary-table', SummaryTable);
