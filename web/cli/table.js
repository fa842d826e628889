// The summary as a table of text: numbers right, words left.
import { plain } from '../statistics/words.js';

/**
 * @param {{title: string, align?: 'right'}[]} columns @param {string[][]} rows
 * @returns {string}
 */
export function textTable(columns, rows) {
  const widths = columns.map((column, i) => Math.max(column.title.length, ...rows.map((row) => row[i].length)));
  const line = (/** @type {string[]} */ cells) =>
    cells
      .map((cell, i) => (columns[i].align === 'right' ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [line(columns.map((c) => c.title)), rule, ...rows.map(line)].join('\n');
}

/** @param {any[]} summaries of one experiment, in its order */
export function summaryTable(summaries) {
  const withTest = summaries.some((s) => s.testAccuracy !== undefined);
  const withR2 = summaries.some((s) => s.finalR2 !== undefined);
  const columns = [
    { title: 'run' },
    { title: 'seed', align: /** @type {const} */ ('right') },
    { title: 'accuracy', align: /** @type {const} */ ('right') },
    ...(withR2 ? [{ title: 'R2', align: /** @type {const} */ ('right') }] : []),
    ...(withTest ? [{ title: 'test', align: /** @type {const} */ ('right') }] : []),
    { title: 'baseline', align: /** @type {const} */ ('right') },
    { title: 'ms/epoch', align: /** @type {const} */ ('right') },
    { title: 'ms/1024 fwd', align: /** @type {const} */ ('right') },
    { title: 'grad norm', align: /** @type {const} */ ('right') },
    { title: 'status' },
    { title: 'hash' },
  ];
  const rows = summaries.map((s) => [
    s.run,
    String(s.seed),
    plain(s.finalAccuracy, 4),
    ...(withR2 ? [plain(s.finalR2, 4)] : []),
    ...(withTest ? [plain(s.testAccuracy, 4)] : []),
    plain(s.majorityBaseline, 4),
    plain(s.meanEpochMilliseconds, 1),
    plain(s.forward1024Milliseconds, 2),
    plain(s.meanGradientNorm, 3),
    s.status,
    s.hash,
  ]);
  return textTable(columns, rows);
}
