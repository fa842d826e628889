// Reads a CSV file strictly into a table of numbers with one column to be predicted, and proposes the experiment's data
// for it. It reports all mistakes at once, with their lines. Splitting and standardising are the engine's.
import Papa from 'papaparse';
import { kMostFileBytes } from '../engine/unpack.js';
import { DataError, Places } from './data-error.js';

/**
 * @typedef {object} Table
 * @property {string[]} features the names of the columns beside the target, in the file's order
 * @property {string[]} classNames sorted, numbers by value, else by code point; empty for regression
 * @property {number} rows
 * @property {Float64Array} values row by row the features, then the target: a number, or the number of its class
 */
/** @typedef {'classification' | 'regression'} Task */

/** The largest file and table that are read: what a browser's tab can bear beside the run itself. */
export const kMostBytes = kMostFileBytes;
export const kMostNumbers = 2 ** 24;
export const kMostLines = 2 ** 20;
const kMostClasses = 1000;

const kNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const kMissing = /^(|\?|na|n\/a|nan|null|none)$/i;

/** @param {Uint8Array} bytes @param {string} name @returns {string} */
export function csvText(bytes, name) {
  if (bytes.length > kMostBytes)
    throw new DataError([`${name}: is ${bytes.length} bytes; at most ${kMostBytes} (64 MiB) are read: leave out rows`]);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DataError([`${name}: is not UTF-8 text; save it as CSV in UTF-8`]);
  }
}

/**
 * @param {string} text @param {string} name for messages
 * @returns {{columns: string[], rows: string[][], lines: number[], problems: string[]}} cells without space around them,
 *   and the line each row begins on
 */
function readCells(text, name) {
  const delimiter = delimiterOf(text);
  checkSize(text, name, delimiter);
  const parsed = Papa.parse(text, { delimiter });
  const problems = [];
  const [header, ...body] = parsed.data;
  const columns = (header ?? []).map((cell) => cell.trim());
  if (columns.every((column) => column === ''))
    throw new DataError([`${name}: has no header; its first line must name the columns`]);
  const nameless = columns.flatMap((column, i) => (column === '' ? [i + 1] : []));
  if (nameless.length) problems.push(`${name}: line 1: column ${nameless.join(', ')} has no name`);
  const seen = new Set();
  const twice = [...new Set(columns.filter((column) => column !== '' && seen.size === seen.add(column).size))];
  if (twice.length) problems.push(`${name}: line 1: ${quoted(twice)} names more than one column`);
  // Without names a headless file would lose its first sample in silence.
  if (columns.every((column) => kNumber.test(column)))
    problems.push(`${name}: line 1 holds numbers only; it must name the columns`);

  const rows = [];
  const lines = [];
  const ragged = new Places();
  let line = 2 + newlinesIn(header);
  for (const cells of body) {
    const begins = line;
    line += 1 + newlinesIn(cells);
    if (cells.length === 1 && cells[0].trim() === '') continue; // an empty line
    if (cells.length !== columns.length) {
      ragged.add(() => `line ${begins} has ${cells.length}`);
      continue;
    }
    for (let i = 0; i < cells.length; ++i) cells[i] = cells[i].trim();
    rows.push(cells);
    lines.push(begins);
  }
  const quotes = parsed.errors.filter((error) => error.type === 'Quotes');
  if (quotes.length) problems.push(`${name}: a quoted cell is never closed, or followed by more than a comma`);
  if (ragged.count) problems.push(`${name}: every row must have ${columns.length} cells: ${ragged}`);
  if (rows.length === 0 && ragged.count === 0) problems.push(`${name}: has no rows below its header`);
  return { columns, rows, lines, problems };
}

/**
 * Refuses what would take too much memory before it is split: every line and every cell takes some, empty ones too.
 * @param {string} text @param {string} name @param {string} delimiter
 */
function checkSize(text, name, delimiter) {
  const lines = countOf(text, '\n') || countOf(text, '\r');
  if (lines > kMostLines)
    throw new DataError([`${name}: has ${lines} lines; at most ${kMostLines} are read: leave out rows or empty lines`]);
  const cells = lines + countOf(text, delimiter);
  if (cells > kMostNumbers)
    throw new DataError([`${name}: has ${cells} cells; at most ${kMostNumbers} are read: leave out rows or columns`]);
}

/** @param {string} text @param {string} letter */
function countOf(text, letter) {
  let count = 0;
  for (let at = text.indexOf(letter); at >= 0; at = text.indexOf(letter, at + 1)) count += 1;
  return count;
}

/** What separates the columns' names; the rows' decimal commas could mislead. @param {string} text */
function delimiterOf(text) {
  const header = text
    .slice(0, 1 << 20)
    .replace(/"[^"]*"/g, '')
    .split(/[\r\n]/, 1)[0];
  const counts = [',', ';', '\t', '|'].map((one) => ({ one, count: header.split(one).length }));
  return counts.reduce((best, other) => (other.count > best.count ? other : best)).one;
}

/** @param {string[]} cells */
function newlinesIn(cells) {
  let count = 0;
  for (const cell of cells) if (cell.includes('\n')) count += cell.split('\n').length - 1;
  return count;
}

/** @param {string[]} names */
const quoted = (names) =>
  names
    .slice(0, 20)
    .map((name) => `"${name}"`)
    .join(', ') + (names.length > 20 ? ` and ${names.length - 20} more` : '');

/** By code point; sort() alone goes by UTF-16 units. @param {string} a @param {string} b */
function byCodePoint(a, b) {
  const left = [...a];
  const right = [...b];
  const at = left.findIndex((letter, i) => letter !== right[i]);
  if (at < 0) return left.length - right.length;
  return (left[at].codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1);
}

/** @param {string[]} cells @returns {{names: string[], classOf: (cell: string) => number}} */
function classesOf(cells) {
  if (cells.every((cell) => kNumber.test(cell))) {
    const values = [...new Set(cells.map(Number))].sort((a, b) => a - b);
    const index = new Map(values.map((value, i) => [value, i]));
    return { names: values.map(String), classOf: (cell) => index.get(Number(cell)) ?? -1 };
  }
  const names = [...new Set(cells)].sort(byCodePoint);
  const index = new Map(names.map((one, i) => [one, i]));
  return { names, classOf: (cell) => index.get(cell) ?? -1 };
}

/**
 * @param {string} text @param {{name: string, target: string, task: Task}} options `name` is the file's, for messages
 * @returns {Table}
 * @throws {DataError} with all that is wrong
 */
export function readCsv(text, { name, target, task }) {
  const { columns, rows, lines, problems } = readCells(text, name);
  const at = columns.indexOf(target);
  if (at < 0) problems.push(`${name}: has no column "${target}" to predict; it has ${quoted(columns)}`);
  if (columns.length < 2) problems.push(`${name}: needs a column beside the one to be predicted`);
  if (rows.length * columns.length > kMostNumbers)
    throw new DataError([
      `${name}: ${rows.length} rows of ${columns.length} columns are too many; at most ${kMostNumbers} cells are read: leave out rows or columns`,
    ]);

  const missing = new Places();
  const words = new Places();
  const values = new Float64Array(rows.length * columns.length);
  const order = columns.map((_, i) => i).filter((i) => i !== at);
  if (task === 'regression' && at >= 0) order.push(at);
  let decimalComma = false;
  let next = 0;
  for (const [row, cells] of rows.entries()) {
    for (const column of order) {
      const cell = cells[column];
      const value = Number(cell);
      const where = () => `line ${lines[row]} "${columns[column]}"`;
      if (kMissing.test(cell)) missing.add(where);
      else if (!kNumber.test(cell) || !Number.isFinite(value)) {
        words.add(() => `${where()} holds ${JSON.stringify(cell.slice(0, 30))}`);
        decimalComma ||= /^[+-]?\d+,\d+$/.test(cell);
      }
      values[next++] = value;
    }
    if (task === 'classification' && at >= 0) {
      if (kMissing.test(cells[at])) missing.add(() => `line ${lines[row]} "${target}"`);
      next += 1;
    }
  }
  if (missing.count) problems.push(`${name}: values are missing; fill them in or leave out their rows: ${missing}`);
  if (words.count) {
    const hint = decimalComma ? ' (decimals are written with a point)' : '';
    const what = task === 'classification' ? 'every column but the target' : 'every column';
    problems.push(`${name}: ${what} must hold finite numbers${hint}: ${words}`);
  }

  /** @type {string[]} */
  let classNames = [];
  if (task === 'classification' && at >= 0) {
    const { names, classOf } = classesOf(rows.map((cells) => cells[at]));
    classNames = names;
    if (rows.length > 0 && names.length < 2) problems.push(`${name}: "${target}" has one class only, "${names[0]}"`);
    if (names.length > kMostClasses)
      problems.push(
        `${name}: "${target}" has ${names.length} classes, more than ${kMostClasses}; a number to be predicted is task "regression"`,
      );
    for (const [row, cells] of rows.entries()) values[(row + 1) * columns.length - 1] = classOf(cells[at]);
  }
  if (problems.length) throw new DataError(problems);
  return { features: columns.filter((_, i) => i !== at), classNames, rows: rows.length, values };
}

/**
 * The table as the engine takes it; the layout is described at makeTable in cpp/data/table.hpp.
 * @param {Table} table @returns {Uint8Array}
 */
export function packTable({ features, classNames, rows, values }) {
  const bytes = new Uint8Array(24 + 8 * values.length);
  bytes.set(new TextEncoder().encode('PGTABLE1'));
  const view = new DataView(bytes.buffer);
  for (const [i, value] of [rows, features.length, classNames.length, 0].entries())
    view.setUint32(8 + 4 * i, value, true);
  for (let i = 0; i < values.length; ++i) view.setFloat64(24 + 8 * i, values[i], true);
  return bytes;
}

/**
 * What an experiment's `data` could be for a file: counts filled in, a fifth of the rows validating.
 * @param {string} text @param {string} target the column to be predicted
 * @param {{name?: string, task?: Task}} [options] the task is guessed where it is not given: regression for a column of
 *   numbers that are not few whole ones
 * @returns {{data: Record<string, unknown>, rows: number, features: string[], classNames: string[]}}
 * @throws {DataError} with all that is wrong
 */
export function describeCsv(text, target, { name = 'data.csv', task } = {}) {
  const guessed = task ?? guessTask(text, target, name);
  const { rows, features, classNames } = readCsv(text, { name, target, task: guessed });
  if (rows < 2) throw new DataError([`${name}: needs two rows at least, one to train and one to validate`]);
  const validation = Math.max(1, Math.round(rows / 5));
  const classes = guessed === 'classification' ? { classes: classNames.length } : {};
  const counts = { features: features.length, ...classes, train: rows - validation, validation };
  const data = { source: 'csv', file: name, target, task: guessed, ...counts, standardize: true, seed: 0 };
  return { data, rows, features, classNames };
}

/** @param {string} text @param {string} target @param {string} name @returns {Task} */
function guessTask(text, target, name) {
  const { columns, rows } = readCells(text, name);
  const at = columns.indexOf(target);
  const cells = at < 0 ? [] : rows.map((row) => row[at]);
  if (!cells.every((cell) => kNumber.test(cell))) return 'classification';
  const values = new Set(cells.map(Number));
  const few = values.size <= 20 && values.size * 2 <= cells.length;
  return few && [...values].every(Number.isInteger) ? 'classification' : 'regression';
}
