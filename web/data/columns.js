// What the columns of a table are for, and the numbers they become: a number, yes and no, a date, a category, or nothing
// where a column only counts or names its rows.
import { isNumber, kMissing, numberOf } from './dialect.js';

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
/** Year, month, day, and a time of day. */
const kDate = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?Z?)?$/;
/** The usual names of a column that identifies its rows. */
const kIndexNames = /^(id|index|row|no\.?|nr\.?|unnamed: ?0|rowid|uuid|guid)$/i;
const kDayMilliseconds = 24 * 3600 * 1000;

/** Days since 1 January 1970, with the time of day as a fraction; NaN where there is no such day. @param {string} cell */
export function dayOf(cell) {
  const found = kDate.exec(cell);
  if (!found) return Number.NaN;
  const [year, month, day, hour = 0, minute = 0, second = 0] = found.slice(1).map((part) => Number(part ?? 0));
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return Number.NaN;
  if (hour > 23 || minute > 59 || second > 60) return Number.NaN;
  return at.getTime() / kDayMilliseconds + (hour + minute / 60 + second / 3600) / 24;
}

/** By code point; sort() alone goes by UTF-16 units. @param {string} a @param {string} b */
export function byCodePoint(a, b) {
  const left = [...a];
  const right = [...b];
  const at = left.findIndex((letter, i) => letter !== right[i]);
  if (at < 0) return left.length - right.length;
  return (left[at].codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1);
}

/** Whether the numbers go up by one from row to row. @param {string[]} cells @param {'point' | 'comma'} decimal */
function countsRows(cells, decimal) {
  const first = numberOf(cells[0], decimal);
  return cells.length > 2 && Number.isInteger(first) && cells.every((cell, i) => numberOf(cell, decimal) === first + i);
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
 * @param {string} name @param {string[]} cells of all rows @param {'point' | 'comma'} decimal
 * @param {{ unnamed?: boolean, stated?: Stated }} [more] unnamed: the header has no name for it, as for the index that pandas
 *   writes
 * @returns {Column} of role 'text' where it cannot be used, or not as what is stated; `why` says so
 */
export function columnOf(name, cells, decimal, { unnamed = false, stated: said } = {}) {
  const { role: stated, own } = readStated(said);
  const there = cells.filter((cell) => !kMissing.test(cell));
  // A word such as "None" can be a category: of the words, only the empty cell is missing.
  const words = cells.filter((cell) => cell !== '');
  const categories = [...new Set(words)].sort(byCodePoint);
  const of = (/** @type {Role} */ role, /** @type {string} */ why, /** @type {string[]} */ list = []) => ({
    name,
    role,
    categories: list,
    own,
    missing: cells.length - (role === 'category' ? words : there).length,
    why,
  });
  const odd = there.filter((cell) => !isNumber(cell, decimal));
  const days = there.every((cell) => !Number.isNaN(dayOf(cell)));
  const different = new Set(there.map((cell) => cell.toLowerCase()));
  const pair = different.size === 2 ? kPairs.find((pairOf) => pairOf.every((word) => different.has(word))) : undefined;
  const oddText = () =>
    `${[...new Set(odd)]
      .slice(0, 3)
      .map((cell) => JSON.stringify(cell.slice(0, 30)))
      .join(', ')} ${odd.length === 1 ? 'is no number' : 'are no numbers'}`;
  const asNumber = () => of('number', 'every cell is a number');
  const asDate = () => of('date', 'days since 1 January 1970');
  const asBoolean = () => of('boolean', `${pair?.[0]} is 0 and ${pair?.[1]} is 1`, pair);
  const asCategory = () =>
    categories.length > kMostCategories
      ? of('text', `it has ${categories.length} different texts, more than ${kMostCategories}`)
      : of('category', `one column for each of ${categories.length} words`, categories);

  switch (stated) {
    case 'ignored':
      return of('ignored', 'data.columns says so');
    case 'number':
      return odd.length ? of('text', oddText()) : asNumber();
    case 'date':
      return days ? asDate() : of('text', 'not every cell is a date such as 2026-01-31');
    case 'boolean':
      return pair ? asBoolean() : of('text', 'its cells are no pair of words such as yes and no');
    case 'category':
      return asCategory();
    default:
  }
  if (there.length === 0) return of('empty', 'no cell holds anything');
  const isIndex = unnamed || kIndexNames.test(name);
  if (odd.length === 0) {
    if (there.length === cells.length && isIndex && countsRows(there, decimal))
      return of('index', 'it counts the rows');
    if (there.length === cells.length && isIndex && new Set(there).size === there.length && there.length > 2)
      return of('index', 'every row has its own number');
    return asNumber();
  }
  if (odd.length <= kFewOdd * there.length) return of('text', `most of its cells are numbers, but ${oddText()}`);
  if (days) return asDate();
  if (pair) return asBoolean();
  if (categories.length === 1 && words.length === cells.length)
    return of('constant', `every cell is "${categories[0]}"`);
  if (categories.length === words.length && words.length > 2) return of('index', 'every row has its own text');
  return asCategory();
}

/** The names of the network's inputs that a column becomes. @param {Column} column @returns {string[]} */
export function inputsOf({ name, role, categories }) {
  if (role === 'category') return categories.map((category) => `${name}=${category}`);
  return role === 'number' || role === 'boolean' || role === 'date' ? [name] : [];
}

/** Whether nothing of a column reaches the network. @param {Column} column */
export const isLeftOut = (column) => inputsOf(column).length === 0;

/**
 * A cell as numbers, one for each of inputsOf; NaN where the cell holds none of its role.
 * @param {Column} column @param {string} cell @param {'point' | 'comma'} decimal @returns {number[]}
 */
export function numbersOf({ role, categories }, cell, decimal) {
  switch (role) {
    case 'number':
      return [isNumber(cell, decimal) ? numberOf(cell, decimal) : Number.NaN];
    case 'date':
      return [dayOf(cell)];
    case 'boolean': {
      const at = categories.indexOf(cell.toLowerCase());
      return [at < 0 ? Number.NaN : at];
    }
    case 'category':
      return categories.map((category) => Number(category === cell)); // an empty cell is none of them
    default:
      return [];
  }
}
