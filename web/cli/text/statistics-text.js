// What the repeats and comparisons of an experiment say, as text: a table by run, one of the grid, a short list of
// comparisons in words.
import '../../statistics/large-samples.js';
import { gridOf } from '../../statistics/grid.js';
import { fixedAscii, pText, signedAscii } from '../../text/numbers.js';
import { textTable } from './text-table.js';

/** @typedef {import('../../statistics/compare-runs.js').Statistics} Statistics */

const right = /** @type {const} */ ('right');

/** @param {Statistics} statistics @returns {string} a line a run and measure, or "" with one seed */
export function repeatsTable({ repeats, titles }) {
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
    ...(several ? [titles.get(r.measure) ?? r.measure] : []),
    String(r.n),
    fixedAscii(r.mean),
    fixedAscii(r.sd),
    r.interval ? `${fixedAscii(r.interval[0])} to ${fixedAscii(r.interval[1])}` : '-',
    remarks(r),
  ]);
  const heading = several ? 'Over the seeds' : `${capital(titles.get(repeats[0].measure) ?? '')} over the seeds`;
  return `${heading}\n${textTable(columns, rows)}`;
}

/** @param {import('../../statistics/compare-runs.js').RepeatsRecord} r */
function remarks(r) {
  const parts = [];
  if (r.collapsed > 0) parts.push(`collapsed in ${r.collapsed} of ${r.seeds}`);
  if (r.diverged > 0) parts.push(`diverged in ${r.diverged} of ${r.seeds} (left out)`);
  const without = r.seeds - r.n - r.diverged;
  if (without > 0) parts.push(`${without} without a result (left out)`);
  return parts.join(', ');
}

/**
 * Means with the grid's longest axis across; a star marks the best.
 * @param {import('../../engine/answers.js').Checked} checked @param {import('../../engine/answers.js').SummaryRecord[]} summaries @param {Statistics} statistics
 * @returns {string} "" without a grid of two values
 */
export function gridTable(checked, summaries, { measure }) {
  const grid = gridOf(checked, summaries, measure);
  if (!grid) return '';
  const marked = grid.rows.some(({ cells }) => cells.some((cell) => cell && cell.diverged > 0));
  const rows = grid.rows.map(({ name, cells }) => [
    name,
    ...cells.map(
      (cell) => `${fixedAscii(cell?.mean ?? null)}${cell?.isBest ? '*' : ' '}${cell && cell.diverged > 0 ? '!' : ' '}`,
    ),
  ]);
  // Where nothing diverged there is no place for the mark.
  const trimmed = marked ? rows : rows.map((row) => row.map((cell, i) => (i > 0 ? cell.slice(0, -1) : cell)));
  const space = marked ? '  ' : ' ';
  const columns = [{ title: '' }, ...grid.columns.map((title) => ({ title: `${title}${space}`, align: right }))];
  const note = marked ? '; ! without the seeds that diverged' : '';
  return `Mean ${measure.title} (* the best${note})\n${textTable(columns, trimmed)}`;
}

/** @param {Statistics} statistics @returns {string} "" where there is nothing to compare */
export function comparisonsText({ comparisons, measure, families, repeats }) {
  if (comparisons.length === 0) {
    return !measure.isShare && repeats.length === 0
      ? `One seed: differences in ${measure.title} are not tested; repeat the runs with more seeds.`
      : '';
  }
  const lines = families
    .filter((family) => family.comparisons.length > 0)
    .flatMap((family, i) => [...(i > 0 ? [''] : []), ...familyLines(family, measure.title)]);
  if (comparisons[0].n === 1 && comparisons[0].seed !== undefined) {
    lines.push(
      '  (one seed: tested over the samples only, each pair separately; another seed may give another result)',
    );
  }
  return lines.join('\n');
}

/** @param {import('../../statistics/compare-runs.js').Family} family @param {string} title of the measure */
function familyLines({ file, isTwins, reference, comparisons }, title) {
  const of = file === null ? '' : ` within ${file}`;
  const against = isTwins
    ? 'the same run in both files'
    : reference === null
      ? 'every pair of runs'
      : `each run against the best, "${reference}"`;
  const heading = `Differences in ${title}${of}, ${against}`;
  if (reference === null) return [heading, ...comparisons.map((c) => `  ${c.runs[1]} less ${c.runs[0]}: ${c.verdict}`)];
  return [
    heading,
    '  (too many runs for all pairs; the best was selected on these results, so its lead is optimistically biased)',
    ...againstBest(comparisons),
  ];
}

/** The runs that are not significantly behind in words, the rest in a line. @param {import('../../statistics/compare-runs.js').Comparison[]} comparisons */
function againstBest(comparisons) {
  const open = comparisons.filter((c) => c.significant !== true);
  const lines = open.map((c) => `  ${c.runs[1]}: ${c.verdict}`);
  const behind = comparisons
    .filter((c) => c.significant === true)
    .sort((a, b) => Number(b.difference) - Number(a.difference));
  if (behind.length === 0) return lines;
  const said = (/** @type {import('../../statistics/compare-runs.js').Comparison} */ c) => {
    const certainty = c.pHolm === undefined ? `z = ${signedAscii(c.z, 2)}` : pText(Number(c.pHolm));
    return `${c.runs[1]} (${signedAscii(c.difference)}, ${certainty})`;
  };
  const [nearest, farthest] = [behind[0], behind[behind.length - 1]];
  const range = behind.length === 1 ? said(nearest) : `from ${said(nearest)} to ${said(farthest)}`;
  const tests = Number(behind[0].tests) > 1 ? ` after Holm's correction for ${behind[0].tests} tests` : '';
  lines.push(`  significantly behind${tests}: ${behind.length === 1 ? range : `${behind.length} runs, ${range}`}`);
  return lines;
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
