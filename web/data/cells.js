// Reads the text of a table, in pieces as it comes from the disk, into columns of cells. What is wrong with its form is kept
// with the lines. It knows nothing of what the columns are for.
import Papa from 'papaparse';
import { ColumnStore, NumberList } from './column-store.js';
import { DataError, Places } from './data-error.js';
import { cutLines, dialectOf, isEmptyRow, kBeginning, PlainEnds, separatorText, withSingleSpaces } from './dialect.js';

/** @typedef {import('./dialect.js').Dialect} Dialect */
/**
 * @typedef {object} Cells what stands in a file, before it is known what is predicted
 * @property {string} name of the file, for messages
 * @property {string[]} columns their names
 * @property {boolean[]} unnamed columns that the header has no name for
 * @property {ColumnStore[]} stores the cells of each column, without space around them
 * @property {number} rows
 * @property {NumberList} lines the line each row begins on
 * @property {number} gap the first empty line that a row follows, 0: there is none
 * @property {string[]} problems
 * @property {Dialect} dialect
 */

/** The largest table that is read. */
export const kMostRows = 2_000_000;
export const kMostCells = 2 ** 26;
/** Empty lines are no rows, but take their time. */
const kMostLines = 2 ** 22;
const kMostColumns = 2 ** 18;
/** Characters of one row: after a quote that is never closed the rest of a file is one. */
const kLongestRow = 2 ** 24;
/** How JSON begins, and no row of cells. */
const kJson = /^\s*(\{\s*("[^"\n]*"\s*:|\})|\[\s*[[{"])/;
/** Bytes that are decoded, and characters that are parsed, at a time. */
const kPiece = 2 ** 20;

/** Spreadsheets write UTF-16 with a mark at its beginning, which decoding takes away. @param {Uint8Array} bytes */
function encodingOf([first, second]) {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** Characters of a name that a message shows: after a quote that is never closed the rest of a file is one. */
const kLongestName = 60;

/** @param {string[]} names */
export const quoted = (names) =>
  names
    .slice(0, 20)
    .map((name) => `"${name.length > kLongestName ? `${name.slice(0, kLongestName)}\u2026` : name}"`)
    .join(', ') + (names.length > 20 ? ` and ${names.length - 20} more` : '');

/** @param {string} text */
function newlinesIn(text) {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

export class CellsReader {
  #name;
  #stated;
  #onRow;
  /** @type {TextDecoder | null} */
  #decoder = null;
  /** A first byte, which does not show the encoding alone. */
  #held = new Uint8Array();
  /** The beginning of the text, until the dialect is known. */
  #head = '';
  /** @type {Dialect | null} */
  #dialect = null;
  /** @type {PlainEnds | null} */
  #ends = null;
  /** What was read of a row that is not complete, and what came since. */
  #rest = '';
  #waiting = '';
  #line = 1;
  /** The first one, 0: there is none. */
  #emptyLine = 0;
  #quotes = new Places();
  #ragged = new Places();
  #hasComments = false;
  /** @type {Cells | null} */
  #cells = null;

  /**
   * @param {string} name of the file, for messages @param {import('./dialect.js').Stated} [stated]
   * @param {(row: string[]) => void} [onRow] hears of each row of cells
   */
  constructor(name, stated, onRow) {
    this.#name = name;
    this.#stated = stated;
    this.#onRow = onRow;
  }

  /**
   * @param {Uint8Array} bytes the next ones of the file, unpacked
   * @throws {DataError} where they are no text, or the table is too large
   */
  push(bytes) {
    for (let at = 0; at < bytes.length; at += kPiece)
      this.pushText(this.#decoded(bytes.subarray(at, at + kPiece), false));
  }

  /** @param {string} text the next of the file @throws {DataError} */
  pushText(text) {
    if (text !== '') this.#take(text, false);
  }

  /** @returns {Cells} @throws {DataError} where there are none */
  finish() {
    this.#take(this.#decoded(new Uint8Array(), true), true);
    const [name, cells] = [this.#name, this.#cells];
    if (!cells) throw new DataError([`${name}: has no header and no rows; its first line must name the columns`]);
    const { problems, columns, dialect } = cells;
    const separator = separatorText(dialect.delimiter);
    if (this.#quotes.count > 0)
      problems.push(
        `${name}: a quoted cell is never closed, or followed by more than a ${separator}, in the row that begins on ${this.#quotes}`,
      );
    if (this.#ragged.count)
      problems.push(
        `${name}: every row must have ${columns.length} cells, separated by a ${separator}: ${this.#ragged}${this.#hasComments ? '; lines that begin with "#" below the header are no rows: delete them' : ''}`,
      );
    if (cells.rows === 0 && this.#ragged.count === 0) problems.push(`${name}: has no rows below its header`);
    for (const store of cells.stores) store.summarise();
    return cells;
  }

  /** @param {Uint8Array} bytes @param {boolean} isLast */
  #decoded(bytes, isLast) {
    if (!this.#decoder) {
      const all = new Uint8Array(this.#held.length + bytes.length);
      all.set(this.#held);
      all.set(bytes, this.#held.length);
      this.#held = all;
      if (all.length < 2 && !isLast) return '';
      this.#decoder = new TextDecoder(encodingOf(all), { fatal: true });
      bytes = all;
    }
    try {
      return this.#decoder.decode(bytes, { stream: !isLast });
    } catch {
      throw new DataError([`${this.#name}: is not UTF-8 text; save it as CSV in UTF-8`]);
    }
  }

  /** @param {string} text @param {boolean} isLast */
  #take(text, isLast) {
    if (this.#ends) {
      this.#parse(this.#ends.push(text, isLast), isLast);
      return;
    }
    this.#head += text;
    if (this.#head.length < kBeginning && !isLast) return;
    const head = this.#head.replace(/^\ufeff/, '');
    this.#head = '';
    if (kJson.test(head))
      throw new DataError([
        `${this.#name}: holds JSON and no table; a table has a row in each line, and separators between its cells: save it as CSV`,
      ]);
    const { dialect, first, mark } = dialectOf(head, this.#stated);
    this.#ends = new PlainEnds(dialect.quote);
    const plain = this.#ends.push(head.slice(first.length), isLast);
    const [lines, body] = cutLines(plain, dialect.foreign.length, dialect.delimiter);
    this.#line += (first ? 1 : 0) + newlinesIn(plain.slice(0, plain.length - body.length));
    this.#dialect = { ...dialect, foreign: [...(first ? [first.trim()] : []), ...lines] };
    this.#parse(mark ? body.replace(mark, '$1') : body, isLast);
  }

  /** @param {string} text with plain line ends @param {boolean} isLast */
  #parse(text, isLast) {
    const { delimiter, quote: quoteChar } = /** @type {Dialect} */ (this.#dialect);
    this.#waiting += text;
    if (this.#waiting.length < kPiece && !isLast) return;
    const all = this.#rest + this.#waiting;
    const whole = delimiter === ' ' ? withSingleSpaces(all, quoteChar, isLast) : all;
    this.#waiting = '';
    if (whole === '') return;
    const { data, errors, meta } = new Papa.Parser({ delimiter, newline: '\n', quoteChar }).parse(whole, 0, !isLast);
    this.#rest = isLast ? '' : whole.slice(meta.cursor);
    // What the next piece may set right is no mistake yet.
    const bad = new Set(
      errors.flatMap(({ type, row = 0 }) => (type === 'Quotes' && (isLast || row < data.length) ? row : [])),
    );
    const mayHoldEnds = whole.includes(quoteChar);
    let at = 0;
    for (const row of data) {
      if (bad.has(at)) this.#quotes.add(() => `line ${this.#line}`);
      this.#addRow(row, mayHoldEnds);
      at += 1;
    }
    if (this.#rest.length > kLongestRow)
      throw new DataError([
        `${this.#name}: the row of line ${this.#line} is longer than ${kLongestRow} characters: a quoted cell is never closed, or this is no table`,
      ]);
  }

  /** @param {string[]} row @param {boolean} mayHoldEnds whether a cell can hold a line end */
  #addRow(row, mayHoldEnds) {
    const begins = this.#line;
    this.#line += 1;
    if (mayHoldEnds) for (const cell of row) this.#line += newlinesIn(cell);
    if (begins > kMostLines)
      throw new DataError([
        `${this.#name}: has more than ${kMostLines} lines, the limit: leave out rows or empty lines`,
      ]);
    if (row.length <= kMostColumns && isEmptyRow(row)) {
      this.#emptyLine ||= begins;
      return;
    }
    if (!this.#cells) {
      const { unnamed } = /** @type {Dialect} */ (this.#dialect);
      const names = unnamed === 'first' ? ['', ...row] : unnamed === 'last' ? [...row, ''] : row;
      this.#cells = this.#columns(names, begins);
      if (this.#dialect?.header) return;
    }
    const cells = this.#cells;
    const { stores } = cells;
    if (row.length !== stores.length) {
      this.#ragged.add(() => `line ${begins} has ${row.length}`);
      this.#hasComments ||= row[0].startsWith('#');
      return;
    }
    cells.gap ||= this.#emptyLine;
    cells.rows += 1;
    cells.lines.push(begins);
    if (cells.rows > kMostRows)
      throw new DataError([`${this.#name}: has more than ${kMostRows} rows, the limit: leave out rows`]);
    if (cells.rows * stores.length > kMostCells)
      throw new DataError([`${this.#name}: has more than ${kMostCells} cells, the limit: leave out rows or columns`]);
    for (let i = 0; i < row.length; ++i) {
      row[i] = row[i].trim();
      stores[i].add(row[i]);
    }
    this.#onRow?.(row);
  }

  /** @param {string[]} row the first @param {number} line @returns {Cells} */
  #columns(row, line) {
    const [name, dialect] = [this.#name, /** @type {Dialect} */ (this.#dialect)];
    if (row.length > kMostColumns)
      throw new DataError([
        `${name}: line ${line} has ${row.length} cells; at most ${kMostColumns} columns are read: is "${separatorText(dialect.delimiter)}" its separator?`,
      ]);
    const columns = row.map((cell, i) => (dialect.header && cell.trim()) || `column${i + 1}`);
    const seen = new Set();
    const twice = [...new Set(columns.filter((column) => seen.size === seen.add(column).size))];
    return {
      name,
      columns,
      unnamed: row.map((cell) => dialect.header && cell.trim() === ''),
      stores: columns.map(() => new ColumnStore(dialect.decimal, Boolean(this.#stated?.decimal))),
      rows: 0,
      gap: 0,
      lines: new NumberList(Uint32Array),
      problems: twice.length ? [`${name}: line ${line}: ${quoted(twice)} names more than one column`] : [],
      dialect,
    };
  }
}

/**
 * @param {string} text the whole of a file @param {string} name for messages @param {import('./dialect.js').Stated} [stated]
 * @returns {Cells} @throws {DataError} where there are none, or too many
 */
export function readCells(text, name, stated) {
  const reader = new CellsReader(name, stated);
  reader.pushText(text);
  return reader.finish();
}
