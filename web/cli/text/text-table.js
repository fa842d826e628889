// The summary as a table of text: numbers right, words left.

import { resultOf } from '../../statistics/results.js';
import { fixedAscii } from '../../text/numbers.js';

/**
 * @param {{title: string, align?: 'right'}[]} columns @param {string[][]} rows
 * @returns {string}
 */
export function textTable(columns, rows) {
  const widths = columns.map((column, i) =>
    rows.reduce((width, row) => Math.max(width, row[i].length), column.title.length),
  );
  const line = (/** @type {string[]} */ cells) =>
    cells
      .map((cell, i) => (columns[i].align === 'right' ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [line(columns.map((c) => c.title)), rule, ...rows.map(line)].join('\n');
}

/**
 * The metrics of a classification or a regression, then what both have. The test column is left out without a test set.
 * @type {Record<'classes' | 'numbers' | 'all', {title: string, text: (summary: any) => string, optional?: string}[]>}
 */
const kResults = {
  classes: [
    { title: 'accuracy', text: (s) => fixedAscii(resultOf(s, 'finalAccuracy'), 4) },
    { title: 'test', text: (s) => fixedAscii(resultOf(s, 'testAccuracy'), 4), optional: 'testAccuracy' },
    { title: 'baseline', text: (s) => fixedAscii(s.majorityBaseline, 4) },
  ],
  numbers: [
    { title: 'R2', text: (s) => fixedAscii(resultOf(s, 'finalR2'), 4) },
    { title: 'test R2', text: (s) => fixedAscii(resultOf(s, 'testR2'), 4), optional: 'testR2' },
    { title: 'loss', text: (s) => fixedAscii(resultOf(s, 'finalLoss'), 4) },
    { title: "mean's loss", text: (s) => fixedAscii(s.baselineLoss, 4) },
  ],
  all: [
    { title: 'ms/epoch', text: (s) => fixedAscii(s.meanEpochMilliseconds, 1) },
    { title: 'ms/1024 fwd', text: (s) => fixedAscii(s.forward1024Milliseconds, 2) },
    { title: 'grad norm', text: (s) => fixedAscii(s.meanGradientNorm, 3) },
  ],
};

/** @param {any[]} summaries of one experiment, in its order */
export function summaryTable(summaries) {
  const judgedBy = summaries.some((s) => s.finalR2 !== undefined) ? kResults.numbers : kResults.classes;
  const results = [...judgedBy, ...kResults.all].filter(
    ({ optional }) => optional === undefined || summaries.some((s) => s[optional] !== undefined),
  );
  const columns = [
    { title: 'run' },
    { title: 'seed', align: /** @type {const} */ ('right') },
    ...results.map(({ title }) => ({ title, align: /** @type {const} */ ('right') })),
    { title: 'status' },
    { title: 'hash' },
  ];
  const rows = summaries.map((s) => [s.run, String(s.seed), ...results.map(({ text }) => text(s)), s.status, s.hash]);
  return textTable(columns, rows);
}
