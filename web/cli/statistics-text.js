// What the repeats and comparisons of an experiment say, as text: a table by run, one of the grid, a short list of
// comparisons in words.
import { describeRepeats } from '../statistics/repeats.js';
import { plain, pText, signed } from '../statistics/words.js';
import { textTable } from './table.js';

/** @typedef {import('../statistics/compare-runs.js').Statistics} Statistics */

/** @type {Record<string, string>} */
const kMeasures = { finalAccuracy: 'validation accuracy', testAccuracy: 'test accuracy', finalR2: 'validation R2' };
const right = /** @type {const} */ ('right');

/** @param {Statistics} statistics @returns {string} a line a run and measure, or "" with one seed */
export function repeatsTable({ repeats }) {
  if (repeats.length === 0) return '';
  const several = new Set(repeats.map((r) => r.measure)).size > 1;
  const columns = [
    { title: 'run' },
    ...(several ? [{ title: 'measure' }] : []),
    { title: 'n', align: right },
    { title: 'mean', align: right },
    { title: 'sd', align: right },
    { title: '95 % interval', align: right },
    { title: 'remarks' },
  ];
  const rows = repeats.map((r) => [
    r.run,
    ...(several ? [kMeasures[r.measure]] : []),
    String(r.n),
    plain(r.mean),
    plain(r.sd),
    r.interval ? `${plain(r.interval[0])} to ${plain(r.interval[1])}` : '-',
    remarks(r),
  ]);
  const heading = several ? 'Over the seeds' : `${capital(kMeasures[repeats[0].measure])} over the seeds`;
  return `${heading}\n${textTable(columns, rows)}`;
}

/** @param {any} r a record of repeats */
function remarks(r) {
  const parts = [];
  if (r.collapsed > 0) parts.push(`collapsed in ${r.collapsed} of ${r.seeds}`);
  if (r.diverged > 0) parts.push(`diverged in ${r.diverged} of ${r.seeds}`);
  if (r.n < r.seeds) parts.push(`${r.seeds - r.n} without a result, left out`);
  return parts.join(', ');
}

/**
 * Means with the grid's longest axis across; a star marks the best.
 * @param {any} checked checkExperiment's answer @param {any[]} summaries @param {Statistics} statistics
 * @returns {string} "" without a grid of two values
 */
export function gridTable(checked, summaries, { measure }) {
  /** @type {Record<string, any[]>} */
  const grid = checked.experiment.grid ?? {};
  const sizes = Object.values(grid).map((values) => values.length);
  const across = sizes.indexOf(Math.max(...sizes));
  if (across < 0 || checked.runs.length < 2 || sizes[across] < 2) return '';
  const cells = checked.runs.map((/** @type {any} */ run) => {
    const values = summaries.filter((s) => s.run === run.name && Number.isFinite(s[measure])).map((s) => s[measure]);
    const rest = run.grid.filter((/** @type {string} */ _, /** @type {number} */ i) => i !== across);
    const row = [run.base, ...rest].filter((label) => label !== '').join(', ');
    return { row, column: run.grid[across], mean: describeRepeats(values).mean };
  });
  const best = Math.max(...cells.map((/** @type {any} */ c) => c.mean ?? Number.NEGATIVE_INFINITY));
  const names = [...new Set(cells.map((/** @type {any} */ c) => c.row))];
  const titles = [...new Set(cells.map((/** @type {any} */ c) => c.column))];
  const rows = names.map((name) => [
    name,
    ...titles.map((title) => {
      const cell = cells.find((/** @type {any} */ c) => c.row === name && c.column === title);
      return `${plain(cell?.mean)}${cell?.mean === best ? '*' : ' '}`;
    }),
  ]);
  const columns = [{ title: '' }, ...titles.map((title) => ({ title: `${title} `, align: right }))];
  return `Mean ${kMeasures[measure]} (* the best)\n${textTable(columns, rows)}`;
}

/** @param {Statistics} statistics @returns {string} "" where there is nothing to compare */
export function comparisonsText({ comparisons, measure, reference, repeats }) {
  if (comparisons.length === 0) {
    return measure === 'finalR2' && repeats.length === 0
      ? 'One seed: differences of R2 are not judged; repeat the runs with more seeds.'
      : '';
  }
  const against = reference === null ? 'every pair of runs' : `each run against the best, "${reference}"`;
  const lines = [`Differences in ${kMeasures[measure]}, ${against}`];
  if (reference === null) {
    for (const c of comparisons) lines.push(`  ${c.runs[1]} less ${c.runs[0]}: ${c.verdict}`);
  } else {
    lines.push('  (too many runs for all pairs; the best was chosen by its result, so its lead is flattered)');
    lines.push(...againstBest(comparisons));
  }
  if (comparisons[0].n === 1 && comparisons[0].seed !== undefined) {
    lines.push('  (one seed: by the samples alone, each pair by itself; another seed may say otherwise)');
  }
  return lines.join('\n');
}

/** The runs that keep up in words, the rest in a line. @param {any[]} comparisons */
function againstBest(comparisons) {
  const open = comparisons.filter((c) => c.significant !== true);
  const lines = open.map((c) => `  ${c.runs[1]}: ${c.verdict}`);
  const behind = comparisons.filter((c) => c.significant === true).sort((a, b) => b.difference - a.difference);
  if (behind.length === 0) return lines;
  const said = (/** @type {any} */ c) => {
    const certainty = c.pHolm === undefined ? `z = ${signed(c.z, 2)}` : pText(c.pHolm);
    return `${c.runs[1]} (${signed(c.difference)}, ${certainty})`;
  };
  const [nearest, farthest] = [behind[0], behind[behind.length - 1]];
  const range = behind.length === 1 ? said(nearest) : `from ${said(nearest)} to ${said(farthest)}`;
  const tests = behind[0].tests > 1 ? ` after Holm's correction for ${behind[0].tests} tests` : '';
  lines.push(`  significantly behind${tests}: ${behind.length === 1 ? range : `${behind.length} runs, ${range}`}`);
  return lines;
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
