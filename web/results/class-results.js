// <activation-class-results>: how a run does on each class of a table, by the names that the file has for them: how many samples there
// are, how many are classified correctly, what the others are taken for, and the confusion matrix.
import { css, html, LitElement } from 'lit';
import { define } from '../ui/define.js';
import '../ui/confusion-table.js';
import '../ui/copy-buttons.js';
import { fixed, fixedAscii, grouped } from '../text/numbers.js';
import { baseStyles, controlStyles, tableStyles } from '../ui/styles.js';

/** @typedef {import('../training/trials.js').Trial} Trial */
/** @typedef {import('../engine/answers.js').SummaryRecord} SummaryRecord */

/** Classes of which a matrix can be read; of more, the list says what each is taken for. */
const kMostCells = 20;
/** Classes that are listed at first. */
const kMostListed = 100;

/** Whether a summary knows its classes by name. @param {SummaryRecord | null | undefined} summary @returns {boolean} */
export const hasClassNames = (summary) => (summary?.classNames ?? []).length > 1 && Boolean(summary?.accuracyByClass);

/**
 * Each class of a summary.
 * @param {SummaryRecord} summary @param {boolean} isTest of the test samples instead of those that validate
 * @returns {{ name: string, samples: number | null, accuracy: number | null, taken: string }[]} samples: null where they were
 *   not counted; taken: the class that the most others were taken for, or ""
 */
export function classesOf({ classNames, accuracyByClass, confusion, testAccuracyByClass, testConfusion }, isTest) {
  const names = classNames ?? [];
  const [accuracies, counts] = isTest ? [testAccuracyByClass, testConfusion] : [accuracyByClass, confusion];
  return names.map((name, i) => {
    const row = counts?.[i];
    const others = row?.map((count, j) => (j === i ? 0 : count)) ?? [];
    const most = Math.max(0, ...others);
    return {
      name,
      samples: row ? row.reduce((sum, count) => sum + count, 0) : null,
      accuracy: accuracies?.[i] ?? null, // of a class without samples there is none
      taken: most > 0 ? `${names[others.indexOf(most)]} (${grouped(most)})` : '',
    };
  });
}

export class ClassResults extends LitElement {
  static properties = { trial: { attribute: false }, isListOnly: { type: Boolean }, isTest: { state: true } };

  static styles = [
    baseStyles,
    controlStyles,
    tableStyles,
    css`
      header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.25rem 1rem; margin: 1rem 0 0.25rem; }
      .of { color: var(--accent); font: 600 0.875rem/1.3 var(--text-face); margin-inline-start: 0.25rem; }
      .two { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 28rem); gap: 1rem 2rem; align-items: start; }
      .list { max-height: 26rem; overflow: auto; }
      .list table { table-layout: fixed; width: 100%; }
      .list th:nth-child(2) { width: 4.5rem; }
      .list th:nth-child(3) { width: 5rem; }
      tbody th { overflow-wrap: anywhere; white-space: normal; }
      td.taken { text-align: start; overflow-wrap: anywhere; white-space: normal; }
      @media (max-width: 900px) { .two { grid-template-columns: minmax(0, 1fr); } }
    `,
  ];

  constructor() {
    super();
    /** @type {Trial | null} whose summary has class names */
    this.trial = null;
    /** Whether the matrix is shown elsewhere. */
    this.isListOnly = false;
    this.isTest = false;
  }

  /** @param {SummaryRecord} summary */
  plainTable(summary) {
    const isTest = this.isTest && Boolean(summary.testAccuracyByClass);
    return {
      columns: ['Class', 'Samples', 'Accuracy', ...(summary.classNames ?? []).map((name) => `Predicted ${name}`)],
      rows: classesOf(summary, isTest).map(({ name, samples, accuracy }, i) => [
        name,
        samples === null ? '' : String(samples),
        accuracy === null ? '' : fixedAscii(accuracy, 4),
        ...((isTest ? summary.testConfusion : summary.confusion)?.[i] ?? []).map(String),
      ]),
    };
  }

  render() {
    const { trial } = this;
    const summary = trial?.summary;
    if (!trial || !summary || !hasClassNames(summary)) return '';
    const hasTest = Boolean(summary.testAccuracyByClass);
    const isTest = this.isTest && hasTest;
    const classes = classesOf(summary, isTest);
    const counts = (isTest ? summary.testConfusion : summary.confusion) ?? [];
    return html`<header><h3 class="title">Classes<span class="of" .style=${`--accent:${trial.look.colour}`}>${trial.name}</span></h3>
        ${
          hasTest
            ? html`<span class="segments" role="group" aria-label="Samples">${[false, true].map(
                (test) =>
                  html`<button type="button" aria-pressed=${test === isTest ? 'true' : 'false'} @click=${() => {
                    this.isTest = test;
                  }}>${test ? 'Test' : 'Validation'}</button>`,
              )}</span>`
            : ''
        }
        <activation-copy-buttons .table=${() => this.plainTable(summary)}></activation-copy-buttons></header>
      <div class="two"><div class="list" tabindex="0" role="region" aria-label="Accuracy of each class"><table>
        <thead><tr><th scope="col">Class</th><th scope="col">Samples</th><th scope="col">Accuracy</th><th scope="col">Mostly taken for</th></tr></thead>
        <tbody>${classes.slice(0, kMostListed).map(({ name, samples, accuracy, taken }) => html`<tr><th scope="row">${name}</th><td>${samples === null ? '\u2013' : grouped(samples)}</td><td>${accuracy === null ? '\u2013' : fixed(accuracy, 3)}</td><td class="taken">${taken}</td></tr>`)}</tbody></table>
        ${classes.length > kMostListed ? html`<p class="small soft">And ${grouped(classes.length - kMostListed)} classes more: the copies have all.</p>` : ''}</div>
        ${classes.length <= kMostCells && counts.length > 0 && !this.isListOnly ? html`<activation-confusion-table .counts=${counts} .names=${summary.classNames ?? []} fixed caption="Rows: the class of a sample. Columns: what it was predicted to be."></activation-confusion-table>` : ''}</div>`;
  }
}

define('activation-class-results', ClassResults);
