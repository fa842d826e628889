// How a text file of columns is written: what separates and quotes its cells, its decimal sign, whether its first line names
// the columns. Inferred from many lines; what is stated is taken as it is.
import Papa from 'papaparse';

/**
 * @typedef {object} Stated what an experiment's data may say of the file; absent or 'auto': inferred
 * @property {string} [delimiter] a name of kDelimiters
 * @property {string} [decimal] 'point' or 'comma'
 * @property {string} [header] 'present' or 'absent'
 *
 * @typedef {object} Dialect
 * @property {string} delimiter one character
 * @property {string} quote one character
 * @property {'point' | 'comma'} decimal
 * @property {boolean} header whether the first line names the columns
 * @property {string[]} foreign lines before the table that are no part of it: "sep=;", a title, comments, the counts of the rows and columns
 * @property {'first' | 'last' | null} unnamed where a header has one cell less than the rows: the column it has no name for
 */

/** Where several fit, the first is taken: a comma can be a decimal sign, and a space is in many texts. */
export const kDelimiters = /** @type {const} */ ({ tab: '\t', semicolon: ';', pipe: '|', comma: ',', space: ' ' });

/** What they are called in a sentence. @type {Record<string, string>} */
const kNames = { '\t': 'tab', ';': 'semicolon', '|': 'vertical bar', ',': 'comma', ' ': 'space' };

/** What the first line is. @param {Dialect} dialect */
export const headerText = ({ header, unnamed }) =>
  header
    ? `the first line names the columns${unnamed ? `, and has no name for the ${unnamed} one` : ''}`
    : 'no line names the columns';

/** @param {string} delimiter @param {'' | 's'} [plural] */
export const separatorText = (delimiter, plural = '') =>
  kNames[delimiter] ? kNames[delimiter] + plural : `"${delimiter}"`;

/** Lines that are looked at, and characters of them. */
const kMostLines = 400;
const kMostCharacters = 1 << 20;
/** Characters of a file that hold as many with plain line ends. */
export const kBeginning = 2 * kMostCharacters + 2;

/** A finite number as files write it. */
const kNumbers = {
  point: /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/,
  comma: /^[+-]?(\d+,?\d*|,\d+)([eE][+-]?\d+)?$/,
};

/** Numbers that look the same with separators of thousands, as the other decimal sign is one. */
export const kGrouped = { point: /^[+-]?[1-9]\d{0,2}\.\d{3}$/, comma: /^[+-]?[1-9]\d{0,2},\d{3}$/ };

/** Words for a number that is not there, in a column of numbers. The empty cell is missing in every column. */
export const kMissing = /^(|\?|-|--|\.|\*|na|n\/a|n\.a\.|#n\/a|\\n|nan|null|none|missing)$/i;

/** What names the columns of a series. */
const kYear = /^(19|20)\d{2}$/;

/** @param {string} cell @param {'point' | 'comma'} decimal */
export const isNumber = (cell, decimal) => !Number.isNaN(numberIn(cell, decimal));

/** The number that a cell is, or NaN. @param {string} cell @param {'point' | 'comma'} decimal */
export function numberIn(cell, decimal) {
  const number = kNumbers[decimal].test(cell) ? numberOf(cell, decimal) : Number.NaN;
  return Number.isFinite(number) ? number : Number.NaN;
}

/** @param {string} cell that is a number @param {'point' | 'comma'} decimal */
export const numberOf = (cell, decimal) => Number(decimal === 'comma' ? cell.replace(',', '.') : cell);

/** Makes line ends "\n" wherever they are no part of a quoted cell: the files of spreadsheets mix them. Text comes in pieces. */
export class PlainEnds {
  #quote;
  #isQuoted = false;
  #held = '';

  /** @param {string} quote */
  constructor(quote) {
    this.#quote = quote;
  }

  /** @param {string} piece @param {boolean} isLast @returns {string} */
  push(piece, isLast) {
    let text = this.#held + piece;
    this.#held = '';
    // What follows a "\r" decides what it is.
    if (!isLast && text.endsWith('\r')) {
      this.#held = '\r';
      text = text.slice(0, -1);
    }
    const parts = text.split(this.#quote);
    const first = this.#isQuoted ? 1 : 0;
    if ((parts.length + first) % 2 === 0) this.#isQuoted = true;
    else this.#isQuoted = false;
    if (!text.includes('\r')) return text;
    return parts.map((part, i) => ((i + first) % 2 === 0 ? part.replace(/\r\n?/g, '\n') : part)).join(this.#quote);
  }
}

/** The first lines of a text, whole ones. @param {string} text */
function beginning(text) {
  const cut = text.slice(0, kMostCharacters);
  const whole = cut.length === text.length ? cut : cut.slice(0, Math.max(cut.lastIndexOf('\n'), 0) || cut.length);
  let at = -1;
  for (let line = 0; line < kMostLines; ++line) {
    at = whole.indexOf('\n', at + 1);
    if (at < 0) return whole;
  }
  return whole.slice(0, at);
}

/** Blanks, and quoted cells with those before them; one that is not closed goes on to the end. @type {Record<string, RegExp>} */
const kBlanks = {
  '"': /(^|[ \t]+)("(?:[^"]|"")*(?:"(?=[ \t\n]|$)|(?![\s\S])))|[ \t]+/gm,
  "'": /(^|[ \t]+)('(?:[^']|'')*(?:'(?=[ \t\n]|$)|(?![\s\S])))|[ \t]+/gm,
};

/**
 * Files that part their cells by spaces align them by several, and by tabs: of those between two cells one space stays.
 * @param {string} text that begins with a row, with plain line ends @param {string} quote @param {boolean} isLast whether nothing follows
 */
export const withSingleSpaces = (text, quote, isLast) =>
  text
    .replace(kBlanks[quote], (_, before, cell) => (cell === undefined || before ? ' ' : '') + (cell ?? ''))
    .replace(isLast ? /^ | $/gm : /^ | (?=\n)/gm, '');

/** Whether a row holds nothing. @param {string[]} cells */
export const isEmptyRow = (cells) => cells.every((cell) => cell.trim() === '');

/** Rows of cells without space around them; empty rows are left out. @param {string} text @param {string} delimiter @param {string} quote */
const rowsOf = (text, delimiter, quote) =>
  Papa.parse(delimiter === ' ' ? withSingleSpaces(text, quote, true) : text, {
    delimiter,
    newline: '\n',
    quoteChar: quote,
  })
    .data.map((cells) => cells.map((cell) => cell.trim()))
    .filter((cells) => !isEmptyRow(cells));

/** How many rows have the commonest number of cells, and that number. @param {string[][]} rows */
function commonest(rows) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [width, count] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0]);
  return { width, share: rows.length ? count / rows.length : 0 };
}

/** The quote that encloses cells: a single one only where no double one is in sight. @param {string} text */
const quoteOf = (text) => (!text.includes('"') && /(^|[,;\t|\n])'[^'\n]*'($|[,;\t|\n])/.test(text) ? "'" : '"');

/** @param {string} text @param {string} quote */
function delimiterOf(text, quote) {
  const candidates = Object.values(kDelimiters)
    .map((delimiter) => ({ delimiter, ...commonest(rowsOf(text, delimiter, quote)) }))
    .filter(({ width }) => width > 1);
  // A separator gives every row the same number of cells; the one of the most rows, and of those the first.
  const plain = candidates.filter(({ delimiter }) => delimiter !== ' ');
  const best = (plain.length ? plain : candidates).reduce(
    (found, one) => (one.share > found.share + 1e-9 ? one : found),
    { delimiter: ',', share: 0, width: 0 },
  );
  // A tab before the last of cells that are parted by spaces.
  const spaces = candidates.find(({ delimiter }) => delimiter === ' ');
  const isAligned = best.delimiter === '\t' && spaces && spaces.share >= best.share && spaces.width >= 2 * best.width;
  return isAligned ? ' ' : best.delimiter;
}

/** The sign of most numbers that have one: a label such as 1.0 can stand among decimal commas. @param {string[][]} rows @param {string} delimiter @returns {'point' | 'comma'} */
function decimalOf(rows, delimiter) {
  const cells = rows.flat().filter((cell) => /[.,]/.test(cell));
  // "1,234" may be a number with a separator of thousands; between commas every number with a comma is quoted.
  const isThousands = (/** @type {string} */ cell) => (delimiter === ',' ? /,\d{3}$/ : kGrouped.comma).test(cell);
  if (!cells.some((cell) => isNumber(cell, 'comma') && !isThousands(cell))) return 'point';
  // Only those that nothing but a decimal sign explains are counted.
  const count = (/** @type {'point' | 'comma'} */ decimal) =>
    cells.filter((cell) => isNumber(cell, decimal) && !kGrouped[decimal].test(cell)).length;
  return count('comma') > count('point') ? 'comma' : 'point';
}

/**
 * Whether the first row names the columns: it does not where one of its cells is a number as all below it, and no cell is a
 * word above numbers. A table of words alone has a header, unless half of its first cells stand again below.
 * @param {string[][]} rows @param {'point' | 'comma'} decimal
 */
function hasHeader([first = [], ...body], decimal) {
  if (body.length === 0) return !first.every((cell) => isNumber(cell, decimal));
  let numbersAbove = 0;
  let years = 0;
  let repeated = 0;
  for (const [column, cell] of first.entries()) {
    const below = body.map((cells) => cells[column] ?? '').filter((one) => !kMissing.test(one));
    if (cell !== '' && below.includes(cell)) repeated += 1;
    if (below.length === 0 || !below.every((one) => isNumber(one, decimal))) continue;
    if (!isNumber(cell, decimal) && !kMissing.test(cell)) return true;
    if (isNumber(cell, decimal)) numbersAbove += 1;
    if (kYear.test(cell) && !below.some((one) => kYear.test(one))) years += 1;
  }
  // Years over other numbers, and a word, name columns.
  if (years > 1 && years === numbersAbove && repeated === 0 && numbersAbove < first.length) return true;
  return numbersAbove === 0 && repeated * 2 < first.length;
}

/** Rows before the table that can be recognised, beside comments. */
const kMostForeign = 3;

/** A row without the sign of a comment before it. @param {string[]} cells */
const uncommented = ([first, ...others]) => (first === '#' ? others : [first.replace(/^#\s*/, ''), ...others]);

/**
 * The number of first rows that are no part of the table: comments, rows of another number of cells than the rest and no list of names,
 * a title, or the counts of the rows and of the columns beside the target, as scikit-learn's files begin.
 * @param {string[][]} rows @param {'point' | 'comma'} decimal
 */
function foreignRows(rows, decimal) {
  const { width } = commonest(rows);
  // A title over the first column of a sheet.
  const isTitle = (/** @type {string[]} */ [first, ...others]) =>
    others.length > 1 && first !== '' && !isNumber(first, decimal) && isEmptyRow(others);
  const isForeign = (/** @type {string[]} */ cells) =>
    cells.length !== width
      ? cells.length === 1 || isNumber(cells[0], decimal)
      : isTitle(cells) ||
        (width > 2 &&
          Number(cells[1]) === width - 1 &&
          /^\d+$/.test(cells[0]) &&
          !isNumber(cells[width - 1], decimal) &&
          rows.slice(1).every((one) => one.length === width && isNumber(one[width - 1], decimal)));
  // The last comment can hold the names. Where "#" begins rows of the table, as colours do, it is no sign of a comment.
  const comments = rows.findIndex(([cell]) => !cell.startsWith('#'));
  const isSign = !rows.slice(comments).some((cells) => cells[0].startsWith('#') && cells.length === width);
  let count = isSign && comments > 0 ? comments - 1 : 0;
  if (isSign && comments > 0) {
    const names = [uncommented(rows[count]), rows[count]].find(({ length }) => length === width);
    if (!names || !hasHeader([names, ...rows.slice(comments)], decimal)) ++count;
  }
  const most = Math.min(count + kMostForeign, rows.length - 1);
  while (count < most && (count >= comments || !isSign) && isForeign(rows[count])) ++count;
  return count;
}

/**
 * The column that a header has no name for, where it has one cell less than every row: R leaves out that of the rows' names between
 * spaces and tabs, and a separator after the last cell makes an empty one. Else a cell holds a separator, and no column is known.
 * @param {string[][]} rows the header first @param {'point' | 'comma'} decimal @param {string} delimiter @returns {'first' | 'last' | null}
 */
function unnamedColumn([first = [], ...body], decimal, delimiter) {
  const width = first.length + 1;
  if (width < 3 || body.length === 0 || body.some(({ length }) => length !== width)) return null;
  if (first.some((cell) => cell === '' || isNumber(cell, decimal))) return null;
  if (body.every((cells) => cells[width - 1] === '')) return 'last';
  const names = body.map(([name]) => name);
  const isCounted = names.every((name, i) => Number(name) === i + 1);
  const isNamed = new Set(names).size === names.length && !names.some((name) => name === '' || isNumber(name, decimal));
  return delimiter.trim() === '' && (isCounted || isNamed) ? 'first' : null;
}

/** The text without its first lines that hold something. @param {string} text @param {number} count @param {string} delimiter @returns {[string[], string]} */
export function cutLines(text, count, delimiter) {
  const lines = [];
  let at = 0;
  while (lines.length < count) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end);
    at = end < 0 ? text.length : end + 1;
    if (!isEmptyRow(line.split(delimiter))) lines.push(line);
    if (end < 0) break;
  }
  return [lines, text.slice(at)];
}

/**
 * @param {string} text the beginning of a file, kBeginning characters of it where it has more @param {Stated} [stated]
 * @returns {{ dialect: Dialect, first: string, mark: RegExp | null }} without its foreign lines but for `first`, a line "sep=;" with its
 *   end or "": the reader of the rows adds those that follow; mark: what stands before the names, where that is the sign of a comment
 */
export function dialectOf(text, stated = {}) {
  const first = /^sep=.\r?(\n|$)/i.exec(text)?.[0] ?? '';
  const quote = quoteOf(beginning(text));
  const whole = beginning(new PlainEnds(quote).push(text.slice(first.length), true));
  const given = kDelimiters[/** @type {keyof typeof kDelimiters} */ (stated.delimiter ?? '')];
  const delimiter = given ?? (first ? first[4] : delimiterOf(whole, quote));
  const all = rowsOf(whole, delimiter, quote);
  const isStated = stated.decimal === 'point' || stated.decimal === 'comma';
  const decimal = /** @type {'point' | 'comma'} */ (isStated ? stated.decimal : decimalOf(all, delimiter));
  const foreign = foreignRows(all, decimal);
  const [top = [''], ...below] = all.slice(foreign);
  const isMarked = top[0].startsWith('#') && uncommented(top).length === commonest(below).width;
  const rows = all.length > foreign ? [isMarked ? uncommented(top) : top, ...below] : [];
  const unnamed = stated.header === 'absent' ? null : unnamedColumn(rows, decimal, delimiter);
  const header =
    stated.header === 'present' || stated.header === 'absent'
      ? stated.header === 'present'
      : unnamed !== null || hasHeader(rows, decimal);
  const mark = isMarked && header ? (top[0] === '#' && delimiter.trim() ? /^(\s*)#[ \t]*./ : /^(\s*)#[ \t]*/) : null;
  return {
    dialect: { delimiter, quote, decimal, header, foreign: cutLines(whole, foreign, delimiter)[0], unnamed },
    first,
    mark,
  };
}
