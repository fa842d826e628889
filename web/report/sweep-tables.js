// <activation-sweep-tables>: the means over the grid of each sweep among the files, as a table with the best one marked.
import { css, html, LitElement } from 'lit';
import { compareRuns, metricsOf } from '../statistics/compare-runs.js';
import { gridOf } from '../statistics/grid.js';
import { fixed, fixedAscii } from '../text/numbers.js';
import '../ui/copy-buttons.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles, tableStyles } from '../ui/styles.js';

/** @typedef {import('./report-trials.js').OpenedFile} OpenedFile */

/** @param {OpenedFile} file */
function tableOf({ set, answer }) {
  if (!answer?.ok) return null;
  const summaries = set.trials.flatMap(({ summary }) => summary ?? []);
  if (summaries.length === 0) return null;
  const { measure } = compareRuns(
    answer.runs.map(({ name }) => name),
    summaries,
    metricsOf(answer.runs),
  );
  const grid = gridOf(answer, summaries, measure);
  return grid && { ...grid, title: measure.title, name: set.name };
}

export class SweepTables extends LitElement {
  static properties = { files: { attribute: false } };

  static styles = [
    baseStyles,
    controlStyles,
    tableStyles,
    css`
      section { margin-bottom: 1rem; }
      header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.25rem 1rem; margin-bottom: 0.25rem; }
      .best { font-weight: 600; background: var(--sunken); }
    `,
  ];

  constructor() {
    super();
    /** @type {OpenedFile[]} */
    this.files = [];
  }

  render() {
    return this.files.flatMap((file) => {
      const table = tableOf(file);
      if (!table) return [];
      const { columns, rows, title, name } = table;
      const marked = rows.some(({ cells }) => cells.some((cell) => cell && cell.diverged > 0));
      const plain = () => ({
        columns: ['', ...columns],
        rows: rows.map((row) => [row.name, ...row.cells.map((cell) => fixedAscii(cell?.mean ?? null))]),
      });
      return html`<section><header><h3 class="title">Mean ${title} over the sweep${this.files.length > 1 ? ` of ${name}` : ''}</h3><activation-copy-buttons .table=${plain}></activation-copy-buttons></header>
        <div class="scroll" tabindex="0" role="region" aria-label=${`Mean ${title} over the sweep`}><table>
          <thead><tr><th></th>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
          <tbody>${rows.map((row) => html`<tr><th scope="row">${row.name}</th>${row.cells.map((cell) => html`<td class=${cell?.isBest ? 'best' : ''}>${fixed(cell?.mean ?? null)}${cell && cell.diverged > 0 ? '\u202f!' : ''}</td>`)}</tr>`)}</tbody></table></div>
        <p class="small soft">The best is in bold.${marked ? ' ! without the seeds that diverged.' : ''}</p></section>`;
    });
  }
}

define('activation-sweep-tables', SweepTables);
