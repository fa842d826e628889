// The summary as a table of text: numbers right, words left.

import { escapedCharacter } from '../../engine/displayable.js';
import { resultOf } from '../../statistics/results.js';
import { fixedAscii, numberAt } from '../../text/numbers.js';

/**
 * @param {{title: string, align?: 'right'}[]} columns @param {string[][]} given rows
 * @returns {string}
 */
export function textTable(columns, given) {
  // A name can hold line ends, which would break a row.
  const rows = given.map((cells) => cells.map((cell) => cell.replace(/[\n\r\t]/g, escapedCharacter)));
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

/** @typedef {import('../../engine/answers.js').SummaryRecord} Summary */

/**
 * @typedef {object} Column
 * @property {string} title
 * @property {(summary: Summary) => string} text
 * @property {string} [optional] the column is left out where no summary has this key
 */

/** @param {import('../../statistics/compare-runs.js').Metric & {baselineKey?: string}} metric @returns {Column[]} */
const columnsOf = ({ title, keys, baselineKey }) => [
  { title, text: (s) => fixedAscii(resultOf(s, keys.final), 4) },
  { title: `test ${title}`, text: (s) => fixedAscii(resultOf(s, keys.test), 4), optional: keys.test },
  ...(baselineKey
    ? [
        {
          title: 'baseline',
          text: (/** @type {Summary} */ s) => fixedAscii(numberAt(s, baselineKey), 4),
          optional: baselineKey,
        },
      ]
    : []),
];

/** What the runs of every task have. @type {Column[]} */
const kOthers = [
  { title: 'loss', text: (s) => fixedAscii(resultOf(s, 'finalLoss'), 4), optional: 'baselineLoss' },
  { title: "mean's loss", text: (s) => fixedAscii(s.baselineLoss, 4), optional: 'baselineLoss' },
  { title: 'ms/epoch', text: (s) => fixedAscii(s.meanEpochMilliseconds, 1), optional: 'meanEpochMilliseconds' },
  {
    title: 'ms/1024 fwd',
    text: (s) => fixedAscii(s.forward1024Milliseconds, 2),
    optional: 'forward1024Milliseconds',
  },
  { title: 'grad norm', text: (s) => fixedAscii(s.meanGradientNorm, 3) },
];

/**
 * @param {Summary[]} summaries of one experiment, in its order
 * @param {import('../../statistics/compare-runs.js').Metric[]} metrics of its runs
 */
export function summaryTable(summaries, metrics) {
  const results = [...metrics.flatMap(columnsOf), ...kOthers].filter(
    ({ optional }) => optional === undefined || summaries.some((s) => optional in s),
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
