// <activation-summary-table>: the runs' results side by side, as in the article, with the verdict of each in words,
// and the copies. Every number's definition is at its heading.
import { css, html, LitElement } from 'lit';
import { define } from '../ui/define.js';
import '../ui/copy-buttons.js';
import { definitionOf } from '../ui/definitions.js';
import '../ui/definition-note.js';
import { fixed, fixedAscii, milliseconds, norm, normAscii, numberAt } from '../text/numbers.js';
import { baseStyles, controlStyles, tableStyles } from '../ui/styles.js';
import { metricsOf } from './training-charts.js';

/** @typedef {import('../training/trials.js').Trial} Trial */
/** @typedef {import('../training/trials.js').Metric} Metric */
/** @typedef {import('../engine/answers.js').SummaryRecord} SummaryRecord */

/** The statuses that are warnings. */
const kFailed = new Set(['collapsed', 'diverged']);

/**
 * @typedef {object} Column
 * @property {string} title
 * @property {string | import('../ui/definitions.js').Definition} term its definition
 * @property {(summary: SummaryRecord) => string} text of the page
 * @property {(summary: SummaryRecord) => string} plain of a copy; "" where there is nothing
 */

/**
 * A number of the summary.
 * @param {string} title @param {Column['term']} term @param {string} key of the summary
 * @param {(value: number | null) => string} text of the page @param {(value: number) => string} plain of a copy
 * @returns {Column}
 */
const numberColumn = (title, term, key, text, plain) => ({
  title,
  term,
  text: (summary) => text(numberAt(summary, key)),
  plain: (summary) => {
    const value = numberAt(summary, key);
    return value === null ? '' : plain(value);
  },
});

const fourDigits = (/** @type {number} */ value) => fixedAscii(value, 4);

/** @param {Metric} metric @returns {Column[]} its final value, and the baseline or the loss beside it */
function columnsOf(metric) {
  const { title, keys, baselineKey } = metric;
  const final = `Final ${title}`;
  return [
    numberColumn(final, definitionOf(final, metric), keys.final, (value) => fixed(value), fourDigits),
    baselineKey
      ? numberColumn('Baseline', 'baseline', baselineKey, (value) => fixed(value), fourDigits)
      : numberColumn('Final loss', 'validationLoss', 'finalLoss', (value) => fixed(value), fourDigits),
  ];
}

/** @type {Column[]} */
const kOtherColumns = [
  numberColumn('Epoch, ms', 'epochMilliseconds', 'meanEpochMilliseconds', milliseconds, (v) => fixedAscii(v, 1)),
  numberColumn('Forward, ms', 'forward', 'forward1024Milliseconds', milliseconds, (v) => fixedAscii(v, 2)),
  numberColumn('Gradient norm', 'gradientNorm', 'meanGradientNorm', norm, normAscii),
  { title: 'Status', term: 'status', text: ({ status }) => status, plain: ({ status }) => status },
  { title: 'Hash', term: 'hash', text: ({ hash }) => hash, plain: ({ hash }) => hash },
];

/** @param {Trial[]} trials */
const columnsFor = (trials) => [...metricsOf(trials).flatMap(columnsOf), ...kOtherColumns];

/** @param {Trial[]} trials @param {string} [dash] for what is not known yet */
export function summaryRows(trials, dash = '') {
  const columns = columnsFor(trials);
  return trials.map(({ name, summary }) => [
    name,
    ...columns.map(({ plain }) => (summary ? plain(summary) : '') || dash),
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
      td.verdict { white-space: normal; text-align: start; padding-top: 0; color: var(--ink-soft); font-size: 0.8125rem; border-top: 0 !important; }
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
      .narrow dd { text-align: end; overflow-wrap: anywhere; }
      .narrow .verdict { font-size: 0.8125rem; color: var(--ink-soft); margin-top: 0.25rem; }
    `,
  ];

  constructor() {
    super();
    /** @type {Trial[]} */
    this.trials = [];
    this.cores = 1;
  }

  /** @param {Trial} trial @param {Column[]} columns */
  cells(trial, columns) {
    const { summary } = trial;
    return columns.map(({ term, text }) => {
      if (!summary) return '\u2013';
      const shown = text(summary);
      if (term === 'hash') return html`<code>${shown}</code>`;
      return kFailed.has(shown) ? html`<span class="bad">${shown}</span>` : shown;
    });
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
    return html`<header><h3 class="title">Results</h3><activation-copy-buttons .table=${() => this.plainTable()}></activation-copy-buttons></header>
      <div class="scroll" tabindex="0" role="region" aria-label="Every trial in numbers"><table>
        <thead><tr><th scope="col">Run</th>${columns.map(({ title, term }) => html`<th scope="col">${title} <activation-definition-note .term=${term}></activation-definition-note></th>`)}</tr></thead>
        <tbody>${this.trials.map(
          (
            trial,
          ) => html`<tr class="numbers"><th scope="row" class="name" .style=${`--accent:${trial.look.colour}`}>${trial.name}</th>${this.cells(trial, columns).map((cell) => html`<td>${cell}</td>`)}</tr>
          <tr class="verdicts"><td class="verdict" colspan=${columns.length + 1}>${this.verdict(trial)}</td></tr>`,
        )}</tbody></table></div>
      <div class="narrow">${this.trials.map((trial) => {
        const cells = this.cells(trial, columns);
        return html`<section><h3 class="title name" .style=${`--accent:${trial.look.colour}`}>${trial.name}</h3><p class="verdict">${this.verdict(trial)}</p>
          <dl>${columns.map(({ title }, i) => html`<dt>${title}</dt><dd>${cells[i]}</dd>`)}</dl></section>`;
      })}</div>
      ${shared ? html`<p class="small soft">${this.trials.length} trials shared this device\u2019s ${this.cores} ${this.cores === 1 ? 'core' : 'cores'}, so an epoch took longer than it does alone; the other numbers do not depend on it.</p>` : ''}
      <p class="visually-hidden" aria-live="polite">${this.trials
        .filter((trial) => trial.summary)
        .map((trial) => `${trial.name}: ${trial.summary?.verdict}.`)
        .join(' ')}</p>`;
  }

  /** @param {Trial} trial */
  verdict(trial) {
    if (trial.error) return trial.error;
    if (trial.why) return `${trial.why.charAt(0).toUpperCase()}${trial.why.slice(1)}.`;
    return trial.summary?.verdict ?? '\u00a0';
  }
}

define('activation-summary-table', SummaryTable);
