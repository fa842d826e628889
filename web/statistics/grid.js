// The means over a sweep's grid, as a table: the grid's longest axis across, the others and the runs down.
import { bestOf } from './compare-runs.js';
import { describeRepeats } from './repeats.js';
import { byRunOf, divergedIn, resultsOf } from './results.js';

/**
 * @typedef {object} GridCell
 * @property {number | null} mean over the seeds that have a result; null: none has
 * @property {number} diverged how many of the seeds did, which are left out
 * @property {boolean} isBest of all cells
 *
 * @typedef {object} Grid
 * @property {string[]} columns values of the longest axis
 * @property {{ name: string, cells: (GridCell | null)[] }[]} rows name: "" where there is one axis and one run; null: no such run
 */

/**
 * @param {import('../engine/answers.js').Checked} checked @param {import('./results.js').Summary[]} summaries
 * @param {import('./compare-runs.js').Measure} measure
 * @returns {Grid | null} null without an axis of two values
 */
export function gridOf({ experiment, runs }, summaries, measure) {
  const sizes = Object.values(experiment.grid ?? {}).map((values) => values.length);
  const across = sizes.indexOf(Math.max(...sizes));
  if (across < 0 || runs.length < 2 || sizes[across] < 2) return null;
  const byRun = byRunOf(summaries);
  const best = bestOf(
    runs.map((run) => run.name),
    (name) => byRun.get(name) ?? [],
    measure.key,
  );
  /** @type {Map<string, Map<string, GridCell>>} by row, then by column */
  const cells = new Map();
  const columns = new Set();
  for (const run of runs) {
    const own = byRun.get(run.name) ?? [];
    const { mean } = describeRepeats(resultsOf(own, measure.key));
    const labels = run.grid ?? [];
    const rest = labels.filter((_, i) => i !== across);
    const name = [run.base, ...rest].filter((label) => label !== '').join(', ');
    const row = cells.get(name) ?? new Map();
    row.set(labels[across], { mean, diverged: divergedIn(own), isBest: run.name === best && mean !== null });
    cells.set(name, row);
    columns.add(labels[across]);
  }
  return {
    columns: [...columns],
    rows: [...cells].map(([name, row]) => ({ name, cells: [...columns].map((column) => row.get(column) ?? null) })),
  };
}
