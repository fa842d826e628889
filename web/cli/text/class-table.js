// How the runs do on each class, by the names that a table has for its classes.
import { fixedAscii } from '../../text/numbers.js';
import { textTable } from './text-table.js';

/** @typedef {import('../../engine/answers.js').SummaryRecord} Summary */

/** Trials beside each other, and classes below each other, that a terminal shows; the file has all. */
const kMostTrials = 6;
const kMostClasses = 40;
const kLongestName = 40;

/** @param {string} name */
const short = (name) => (name.length > kLongestName ? `${name.slice(0, kLongestName - 1)}\u2026` : name);

/** @param {number[] | undefined} row @returns {string} */
const samplesOf = (row) => (row ? String(row.reduce((sum, count) => sum + count, 0)) : '');

/**
 * The accuracy of each class in each trial; "" where the classes have no names, or other names from run to run.
 * @param {Summary[]} summaries @param {(summary: Summary) => string} nameOf
 */
export function classTable(summaries, nameOf) {
  const shown = summaries.slice(0, kMostTrials);
  const [first] = shown;
  const names = first?.classNames ?? [];
  const isSame = shown.every((one) => JSON.stringify(one.classNames) === JSON.stringify(first.classNames));
  if (names.length === 0 || !isSame || !shown.every((one) => one.accuracyByClass)) return '';
  const right = /** @type {const} */ ('right');
  const rows = names.slice(0, kMostClasses).map((name, i) => [
    short(name),
    samplesOf(first.confusion?.[i]),
    ...shown.map(({ accuracyByClass }) => {
      const accuracy = accuracyByClass?.[i];
      return typeof accuracy === 'number' ? fixedAscii(accuracy, 4) : '-'; // of a class without samples there is none
    }),
  ]);
  const table = textTable(
    [
      { title: 'class' },
      { title: 'samples', align: right },
      ...shown.map((one) => ({ title: nameOf(one), align: right })),
    ],
    rows,
  );
  const more = [
    ...(names.length > kMostClasses ? [`${names.length - kMostClasses} classes more`] : []),
    ...(summaries.length > kMostTrials ? [`${summaries.length - kMostTrials} trials more`] : []),
  ];
  return `Validation accuracy of each class:\n${table}${more.length ? `\nand ${more.join(', ')}: see the records` : ''}`;
}
