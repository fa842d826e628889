// What the columns of a table are for, and the numbers they become: a number, yes and no, a date, a category, or nothing
// where a column only counts or names its rows.

import { kDate, kEmpty, kMissingWord, kMostTexts, kNumber, kText } from './column-store.js';
import { isNumber } from './dialect.js';

/** @typedef {import('./column-store.js').ColumnStore} ColumnStore */

/**
 * @typedef {'number' | 'boolean' | 'date' | 'category' | 'index' | 'constant' | 'empty' | 'ignored' | 'text'} Role 'index' counts or names the rows,
 *   'constant' and 'empty' are the same in all of them: these are left out. 'text' is neither numbers nor few categories
 *
 * @typedef {object} Column
 * @property {string} name
 * @property {Role} role
 * @property {string[]} categories of a category, sorted; the two words of a boolean, no before yes
 * @property {number} missing cells
 * @property {string} why one sentence
 * @property {OwnChoices} own what is said of this column alone
 */

/** Categories of a column: each becomes a column of the network. */
export const kMostCategories = 64;

/** Of a column's cells: fewer that are no numbers among numbers are mistakes, and no categories. */
const kFewOdd = 0.5;

/** Pairs of words, no before yes. */
const kPairs = [
  ['false', 'true'],
  ['no', 'yes'],
  ['n', 'y'],
  ['f', 't'],
  ['off', 'on'],
];
/** The usual names of a column that identifies its rows. */
const kIndexNames = /^(id|index|row|no\.?|nr\.?|unnamed: ?0|rowid|uuid|guid|.*[ _-]id)$/i;
const kCamelId = /[a-z]I[dD]$/;

/** Numbers with a separator of thousands, a unit or another decimal sign; dates and times of day in other forms. */
const kWrittenOtherwise = /^[$€£¥]?\s?[+-]?(\d{1,3}([.,'\s]\d{3})+|\d+)([.,]\d+)?\s?[$€£¥%]?$/;
/** With a sign of another kind, in brackets, with a unit or a currency, or as a fraction. */
const kInOtherForm = [
  /^[+\-\u2212\u2013]\s?\d+([.,]\d+)?$/,
  /^\([$€£¥]?\d+([.,]\d+)*\)$/,
  /^[+\-\u2212]?\d+([.,]\d+)?\s?(mm|cm|m|km|in|ft|mg|g|kg|lbs?|ml|l|s|ms|min|h|hours?|days?|years?|°C?F?|K|px|MB|GB|EUR|USD|GBP|CHF|JPY)$/i,
  /^(EUR|USD|GBP|CHF|JPY)\s?[+-]?\d+([.,]\d+)*$/i,
  /^\d{1,5}\/\d{2,5}$/,
];
const isWrittenOtherwise = (/** @type {string} */ text) =>
  kWrittenOtherwise.test(text) || kInOtherForm.some((form) => form.test(text));
const kOtherDate = /^(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}( .*)?|\d{1,2}:\d{2}(:\d{2})?( ?[ap]m)?)$/i;

/** What numbers with a decimal sign that looks like a separator of thousands may be meant as, one sentence. @param {string[]} groups */
export const groupsText = ([grouped, below]) =>
  `"${grouped}" beside "${below}" may be meant as ${grouped.replace(/[.,]/, '')}: write it without a separator of thousands, or say that its decimal sign is a ${grouped.includes(',') ? 'comma' : 'point'} ("decimal": "${grouped.includes(',') ? 'comma' : 'point'}")`;

/** What texts that are no numbers and no dates may be meant as, one sentence, or "". @param {string[]} texts */
function meantAs(texts) {
  const shown = texts.map((text) => JSON.stringify(text.slice(0, 30))).join(', ');
  if (texts.length === 0) return '';
  if (texts.every(isWrittenOtherwise))
    return `${shown} may be meant as numbers: write them with digits and one decimal sign alone, as 1234.5${texts.every((text) => isNumber(text, 'comma')) ? ', or say that the decimal sign is a comma ("decimal": "comma")' : ''}`;
  if (texts.every((text) => kOtherDate.test(text)))
    return `${shown} may be meant as dates or times of day: dates are read as 2026-01-31 or 31.01.2026`;
  return '';
}

/** By code point; sort() alone goes by UTF-16 units. @param {string} a @param {string} b */
export function byCodePoint(a, b) {
  const left = [...a];
  const right = [...b];
  const at = left.findIndex((letter, i) => letter !== right[i]);
  if (at < 0) return left.length - right.length;
  return (left[at].codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1);
}

/** Whether the numbers go up by one from row to row. @param {ColumnStore} cells */
function countsRows(cells) {
  const numberAt = cells.numbers();
  const first = numberAt(0);
  if (cells.length < 3 || !Number.isInteger(first)) return false;
  for (let row = 1; row < cells.length; ++row) if (numberAt(row) !== first + row) return false;
  return true;
}

/** What a column is asked to be, where its cells do not show it. @typedef {'number' | 'category' | 'boolean' | 'date' | 'ignored'} StatedRole */
/** What becomes of a column's missing cells, and whether it is scaled, where that is not as for all columns. @typedef {{ missing?: string, standardize?: boolean }} OwnChoices */
/** What an experiment says of a column: its role, or more than that. @typedef {StatedRole | OwnChoices & { role?: StatedRole }} Stated */

/** @param {Stated | undefined} stated @returns {{ role?: StatedRole, own: OwnChoices }} */
export function readStated(stated) {
  if (typeof stated === 'string') return { role: stated, own: {} };
  const { role, ...own } = stated ?? {};
  return { role, own };
}

/**
 * The role of a column that is not to be predicted.
 * @param {string} name @param {ColumnStore} cells of all rows
 * @param {{ unnamed?: boolean, stated?: Stated }} [more] unnamed: the header has no name for it, as for the index that pandas
 *   writes
 * @returns {Column} of role 'text' where it cannot be used, or not as what is stated; `why` says so
 */
export function columnOf(name, cells, { unnamed = false, stated: said } = {}) {
  const { role: stated, own } = readStated(said);
  const { length, isMany, kindCounts, oddTexts } = cells;
  // A word such as "None" can be a category: of the words, only the empty cell is missing.
  const empty = kindCounts[kEmpty];
  const missing = empty + kindCounts[kMissingWord];
  const there = length - missing;
  const odd = kindCounts[kDate] + kindCounts[kText];
  const words = cells.texts.filter((text) => text !== '');
  const of = (/** @type {Role} */ role, /** @type {string} */ why, /** @type {string[]} */ list = []) => ({
    name,
    role,
    categories: list,
    own,
    missing: role === 'category' ? empty : missing,
    why,
  });
  const isDates = odd === kindCounts[kDate] && kindCounts[kNumber] === 0;
  const different = new Set(
    cells.texts.filter((text) => cells.kindOf(text) >= kNumber).map((text) => text.toLowerCase()),
  );
  const pair = different.size === 2 ? kPairs.find((pairOf) => pairOf.every((word) => different.has(word))) : undefined;
  const oddText = () =>
    `${oddTexts.map((cell) => JSON.stringify(cell.slice(0, 30))).join(', ')} ${oddTexts.length === 1 ? 'is no number' : 'are no numbers'}`;
  const asNumber = () => of('number', missing > 0 ? 'every cell is a number or missing' : 'every cell is a number');
  const asDate = () => of('date', 'days since 1 January 1970');
  const asBoolean = () => of('boolean', `${pair?.[0]} is 0 and ${pair?.[1]} is 1`, pair);
  const asCategory = () =>
    isMany || words.length > kMostCategories
      ? of(
          'text',
          `it has ${isMany ? `over ${kMostTexts}` : words.length} different texts, more than ${kMostCategories}`,
        )
      : of('category', `one column for each of ${words.length} words`, words.sort(byCodePoint));

  switch (stated) {
    case 'ignored':
      return of('ignored', 'data.columns says so');
    case 'number':
      return odd > 0 ? of('text', oddText()) : asNumber();
    case 'date':
      return isDates ? asDate() : of('text', 'not every cell is a date such as 2026-01-31 or 31.01.2026');
    case 'boolean':
      return pair ? asBoolean() : of('text', 'its cells are no pair of words such as yes and no');
    case 'category':
      return asCategory();
    default:
  }
  if (there === 0) return of('empty', 'no cell holds anything');
  const isIndex = unnamed || kIndexNames.test(name) || kCamelId.test(name);
  if (odd === 0) {
    if (isIndex && missing === 0 && countsRows(cells)) return of('index', 'it counts the rows');
    if (isIndex && missing === 0 && there > 2 && cells.isDifferent) return of('index', 'every row has its own number');
    return cells.groups.length ? of('text', groupsText(cells.groups)) : asNumber();
  }
  if (odd <= kFewOdd * there) return of('text', `most of its cells are numbers, but ${oddText()}`);
  if (isDates) return asDate();
  const noDate = oddTexts.find((text) => cells.kindOf(text) === kText);
  if (kindCounts[kDate] > kFewOdd * there && noDate !== undefined)
    return of(
      'text',
      `most of its cells are dates, but ${JSON.stringify(noDate.slice(0, 30))} is no day of the calendar`,
    );
  if (pair) return asBoolean();
  const meant = meantAs(oddTexts);
  if (meant) return of('text', meant);
  if (words.length === 1 && empty === 0)
    return of('constant', `every cell is ${JSON.stringify(words[0].slice(0, 60))}`);
  if (length - empty > 2 && cells.isDifferent) return of('index', 'every row has its own text');
  return asCategory();
}

/** The names of the network's inputs that a column becomes. @param {Column} column @returns {string[]} */
export function inputsOf({ name, role, categories }) {
  if (role === 'category') return categories.map((category) => `${name}=${category}`);
  return role === 'number' || role === 'boolean' || role === 'date' ? [name] : [];
}

/** Whether nothing of a column reaches the network. @param {Column} column */
export const isLeftOut = (column) => inputsOf(column).length === 0;

/** What becomes of a column, one sentence. @param {Column} column */
export function outcomeOf(column) {
  if (column.role === 'text') return `to be decided: ${column.why}`;
  return isLeftOut(column) ? `left out: ${column.why}` : column.why;
}

/**
 * The numbers of a column's cells, one function for each of inputsOf: NaN where a cell holds none of its role.
 * @param {Column} column @param {ColumnStore} cells @returns {((row: number) => number)[]}
 */
export function numbersOf({ role, categories }, cells) {
  switch (role) {
    case 'number':
      return [cells.numbers()];
    case 'date':
      return [cells.days()];
    case 'boolean': {
      const of = (/** @type {string} */ text) => {
        const at = categories.indexOf(text.toLowerCase());
        return at < 0 ? Number.NaN : at;
      };
      return [cells.reader(of, () => Number.NaN)];
    }
    case 'category': // an empty cell is none of them
      return categories.map((category) =>
        cells.reader(
          (text) => Number(text === category),
          () => 0,
        ),
      );
    default:
      return [];
  }
}

/**
 * Whether a cell of a column is missing.
 * @param {Column} column @param {ColumnStore} cells @returns {((row: number) => boolean) | null} null: none is
 */
export function missingIn(column, cells) {
  if (column.missing === 0 || isLeftOut(column)) return null;
  if (column.role !== 'category') {
    const [numberAt] = numbersOf(column, cells);
    return (row) => Number.isNaN(numberAt(row));
  }
  const isEmpty = cells.reader(
    (text) => Number(text === ''),
    () => 0,
  );
  return (row) => isEmpty(row) === 1;
}
