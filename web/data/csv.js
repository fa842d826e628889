// Reads a CSV file strictly into a table of numbers with one column to be predicted, and proposes the experiment's data
// for it. It reports all mistakes at once, with their lines. Splitting and standardising are the engine's.
import Papa from 'papaparse';
import { kMostFileBytes } from '../engine/unpack.js';
import { byCodePoint, columnOf, inputsOf, numbersOf, readStated } from './columns.js';
import { DataError, Places } from './data-error.js';
import { dialectOf, isNumber, numberOf, separatorText } from './dialect.js';

/**
 * @typedef {object} Table
 * @property {string[]} features the names of the network's inputs, in the file's order
 * @property {string[]} classNames sorted, numbers by value, else by code point; empty for regression
 * @property {number[]} classCounts rows of each class
 * @property {number} rows
 * @property {Float64Array} values row by row the features, then the target: a number, or the number of its class
 * @property {import('./columns.js').Column[]} columns those beside the target, with what became of each
 * @property {import('./dialect.js').Dialect} dialect
 */
/** @typedef {'classification' | 'regression'} Task */
/**
 * @typedef {object} Used what an experiment's data may say of the columns
 * @property {Record<string, import('./columns.js').Stated>} [columns] roles by name
 * @property {string} [missing] what an empty cell becomes: 'refuse', where absent, or what the engine puts in its place
 */
/** @typedef {Used & { target: string, task: Task }} TableOptions */
/** @typedef {import('./dialect.js').Stated & TableOptions & { name: string }} ReadOptions `name` is the file's, for messages */
/**
 * @typedef {object} Cells what stands in a file, before it is known what is predicted
 * @property {string} name of the file, for messages
 * @property {string[]} columns their names
 * @property {boolean[]} unnamed columns that the header has no name for
 * @property {string[][]} rows cells without space around them
 * @property {number[]} lines the line each row begins on
 * @property {string[]} problems
 * @property {import('./dialect.js').Dialect} dialect
 */

/** The largest file and table that are read: what a browser's tab can bear beside the run itself. */
export const kMostBytes = kMostFileBytes;
export const kMostNumbers = 2 ** 24;
export const kMostLines = 2 ** 20;
const kMostClasses = 1000;

/** @param {Uint8Array} bytes @param {string} name @returns {string} */
export function csvText(bytes, name) {
  if (bytes.length > kMostBytes)
    throw new DataError([`${name}: is ${bytes.length} bytes; at most ${kMostBytes} (64 MiB) are read: leave out rows`]);
  // Spreadsheets write UTF-16 with a mark at its beginning, which decoding takes away.
  const [first, second] = bytes;
  const marked =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(marked, { fatal: true }).decode(bytes);
  } catch {
    throw new DataError([`${name}: is not UTF-8 text; save it as CSV in UTF-8`]);
  }
}

/**
 * @param {string} text @param {string} name for messages @param {import('./dialect.js').Stated} [stated]
 * @returns {Cells} @throws {DataError} where there are none, or too many
 */
export function readCells(text, name, stated) {
  const { dialect, body: table, firstLine } = dialectOf(text, stated);
  const { delimiter, quote, header } = dialect;
  checkSize(table, name, delimiter);
  const parsed = Papa.parse(table, { delimiter, newline: '\n', quoteChar: quote });
  const problems = [];
  const isEmpty = (/** @type {string[]} */ cells) => cells.length === 1 && cells[0].trim() === '';
  const first = parsed.data.findIndex((cells) => !isEmpty(cells));
  const width = first < 0 ? 0 : parsed.data[first].length;
  if (width === 0) throw new DataError([`${name}: has no header and no rows; its first line must name the columns`]);
  const unnamed = parsed.data[first].map((cell) => header && cell.trim() === '');
  const columns = parsed.data[first].map((cell, i) => (header && cell.trim()) || `column${i + 1}`);
  const seen = new Set();
  const twice = [...new Set(columns.filter((column) => seen.size === seen.add(column).size))];
  if (twice.length) problems.push(`${name}: line ${firstLine}: ${quoted(twice)} names more than one column`);

  const rows = [];
  const lines = [];
  const ragged = new Places();
  let line = firstLine;
  for (const [i, cells] of parsed.data.entries()) {
    const begins = line;
    line += 1 + newlinesIn(cells);
    if (isEmpty(cells) || (header && i === first)) continue;
    if (cells.length !== columns.length) {
      ragged.add(() => `line ${begins} has ${cells.length}`);
      continue;
    }
    for (let k = 0; k < cells.length; ++k) cells[k] = cells[k].trim();
    rows.push(cells);
    lines.push(begins);
  }
  const quotes = parsed.errors.filter((error) => error.type === 'Quotes');
  if (quotes.length)
    problems.push(`${name}: a quoted cell is never closed, or followed by more than a ${separatorText(delimiter)}`);
  if (ragged.count)
    problems.push(
      `${name}: every row must have ${columns.length} cells, separated by a ${separatorText(delimiter)}: ${ragged}`,
    );
  if (rows.length === 0 && ragged.count === 0) problems.push(`${name}: has no rows below its header`);
  return { name, columns, unnamed, rows, lines, problems, dialect };
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

/**
 * The classes of a target: every text of the file is one, "01" and "1" are two.
 * @param {string[]} cells @param {'point' | 'comma'} decimal @returns {{names: string[], classOf: (cell: string) => number}}
 */
function classesOf(cells, decimal) {
  const names = [...new Set(cells)].sort(byCodePoint);
  if (names.every((one) => isNumber(one, decimal))) names.sort((a, b) => numberOf(a, decimal) - numberOf(b, decimal)); // of equal numbers the order by code point stays
  const index = new Map(names.map((one, i) => [one, i]));
  return { names, classOf: (cell) => index.get(cell) ?? -1 };
}

/** What to do about a target that the file has no column of. @param {string[]} columns @param {import('./dialect.js').Dialect} dialect */
function targetHint(columns, { header, delimiter }) {
  const has = `it has ${quoted(columns)}, separated by a ${separatorText(delimiter)}`;
  return header
    ? has
    : `${has}: the first line holds values and no names, so the columns are counted; "header": "present" takes it for names`;
}

/**
 * @param {string} text @param {ReadOptions} options
 * @returns {Table}
 * @throws {DataError} with all that is wrong
 */
export function readCsv(text, { name, target, task, columns, missing, ...stated }) {
  return tableOf(readCells(text, name, stated), { target, task, columns, missing });
}

/** The columns of a file with their roles. @param {Cells} cells @param {Used['columns']} [roles] those that are stated */
export const columnsOf = ({ columns, unnamed, rows, dialect: { decimal } }, roles = {}) =>
  columns.map((name, i) =>
    columnOf(
      name,
      rows.map((cells) => cells[i]),
      decimal,
      { unnamed: unnamed[i], stated: roles[name] },
    ),
  );

/**
 * @param {Cells} cells @param {TableOptions} options
 * @returns {Table}
 * @throws {DataError} with all that is wrong
 */
function tableOf(cells, { target, task, columns: roles = {}, missing: fill = 'refuse' }) {
  const { name, columns: names, rows, lines, dialect } = cells;
  const { decimal } = dialect;
  const problems = [...cells.problems];
  const at = names.indexOf(target);
  if (at < 0) problems.push(`${name}: has no column "${target}" to predict; ${targetHint(names, dialect)}`);
  if (names.length < 2) problems.push(`${name}: needs a column beside the one to be predicted`);
  if (rows.length * names.length > kMostNumbers)
    throw new DataError([
      `${name}: ${rows.length} rows of ${names.length} columns are too many; at most ${kMostNumbers} cells are read: leave out rows or columns`,
    ]);
  if (rows.length === 0 || at < 0) throw new DataError(problems);

  const sources = names.map((_, i) => i).filter((i) => i !== at);
  const columns = columnsOf(cells, roles).filter((_, i) => i !== at);
  for (const column of Object.keys(roles))
    if (!names.includes(column))
      problems.push(`${name}: data.columns names "${column}", which is no column; ${targetHint(names, dialect)}`);
  const features = columns.flatMap(inputsOf);
  const mixed = columns.filter(({ role }) => role === 'text');
  for (const { name: column, why } of mixed)
    problems.push(
      `${name}: column "${column}" cannot be ${readStated(roles[column]).role ? `of role "${readStated(roles[column]).role}"` : 'used'}: ${why}; "columns": {${JSON.stringify(column)}: "ignored"} leaves it out`,
    );
  if (features.length === 0 && mixed.length === 0 && names.length > 1)
    problems.push(
      `${name}: no column beside "${target}" can be learned from: ${columns.map(({ name: column, why }) => `"${column}" is left out, since ${why}`).join('; ')}`,
    );
  const width = features.length + 1;
  if (rows.length * width > kMostNumbers)
    throw new DataError([
      `${name}: ${rows.length} rows of ${width} columns, with a column for each category, are too many; at most ${kMostNumbers} numbers are read`,
    ]);

  const missing = new Places();
  const words = new Places();
  const values = new Float64Array(rows.length * width);
  let next = 0;
  for (const [row, cells] of rows.entries()) {
    const where = (/** @type {string} */ column) => `line ${lines[row]} "${column}"`;
    for (const [k, column] of columns.entries()) {
      const numbers = numbersOf(column, cells[sources[k]], decimal);
      const isMissing = numbers.some(Number.isNaN) || (column.role === 'category' && cells[sources[k]] === '');
      if (isMissing && (column.own.missing ?? fill) === 'refuse') missing.add(() => where(column.name));
      for (const number of numbers) values[next++] = number;
    }
    const cell = cells[at];
    if (task === 'regression') {
      if (!isNumber(cell, decimal)) words.add(() => `${where(target)} holds ${JSON.stringify(cell.slice(0, 30))}`);
      values[next] = numberOf(cell, decimal);
    } else if (cell === '') missing.add(() => where(target));
    next += 1;
  }
  if (missing.count)
    problems.push(
      `${name}: values are missing; fill them in, leave out their rows, or say "missing": "median": ${missing}`,
    );
  if (words.count)
    problems.push(
      `${name}: a number to be predicted must be a finite number in every row, with a decimal ${decimal}: ${words}`,
    );

  /** @type {string[]} */
  let classNames = [];
  /** @type {number[]} */
  let classCounts = [];
  if (task === 'classification') {
    const { names: classes, classOf } = classesOf(
      rows.map((cells) => cells[at]),
      decimal,
    );
    classNames = classes;
    classCounts = new Array(classes.length).fill(0);
    for (const cells of rows) classCounts[classOf(cells[at])] += 1;
    if (classes.length < 2) problems.push(`${name}: "${target}" has one class only, "${classes[0]}"`);
    if (classes.length > kMostClasses)
      problems.push(
        `${name}: "${target}" has ${classes.length} classes, more than ${kMostClasses}; a number to be predicted is task "regression"`,
      );
    for (const [row, cells] of rows.entries()) values[(row + 1) * width - 1] = classOf(cells[at]);
  }
  if (problems.length) throw new DataError(problems);
  return { features, classNames, classCounts, rows: rows.length, values, columns, dialect };
}

/** What a column does about missing cells, in the engine's order. */
const kFills = ['refuse', 'mean', 'median', 'most-frequent'];

/** The byte of an input that holds its own choices, 0 where it has none. @param {import('./columns.js').Column} column */
const choicesByte = ({ own: { missing, standardize } }) =>
  (kFills.indexOf(missing ?? '') + 1) | (standardize === undefined ? 0 : (Number(standardize) + 1) << 4);

/**
 * The table as the engine takes it; the layout is described in cpp/data/sources/csv.cpp.
 * @param {Pick<Table, 'features' | 'classNames' | 'rows' | 'values' | 'columns'>} table @returns {Uint8Array}
 */
export function packTable({ features, classNames, rows, values, columns }) {
  const names = classNames.map((name) => new TextEncoder().encode(name));
  const namesSize = names.reduce((sum, name) => sum + 4 + name.length, 0);
  const choices = columns.flatMap((column) => inputsOf(column).map(() => choicesByte(column)));
  let at = 24 + 8 * values.length;
  const bytes = new Uint8Array(at + choices.length + namesSize);
  bytes.set(new TextEncoder().encode('PGTABLE3'));
  const view = new DataView(bytes.buffer);
  for (const [i, value] of [rows, features.length, classNames.length, namesSize].entries())
    view.setUint32(8 + 4 * i, value, true);
  for (let i = 0; i < values.length; ++i) view.setFloat64(24 + 8 * i, values[i], true);
  bytes.set(choices, at);
  at += choices.length;
  for (const name of names) {
    view.setUint32(at, name.length, true);
    bytes.set(name, at + 4);
    at += 4 + name.length;
  }
  return bytes;
}

/**
 * What an experiment's `data` could be for a file: counts filled in, a fifth of the rows validating.
 * @param {string} text @param {string} target the column to be predicted
 * @param {import('./dialect.js').Stated & Used & {name?: string, task?: Task}} [options] the task is guessed where it is not given:
 *   regression for a column of numbers that are not few whole ones
 * @returns {Described}
 * @throws {DataError} with all that is wrong
 */
export const describeCsv = (text, target, { name = 'data.csv', ...said } = {}) =>
  describeCells(readCells(text, name, said), target, said);

/** @typedef {Omit<Table, 'values'> & { data: Record<string, unknown> }} Described */

/**
 * The same of a file that has been read.
 * @param {Cells} cells @param {string} target @param {import('./dialect.js').Stated & Used & { task?: Task }} said what the file was
 *   read with, and what its columns are for: all of it stands in the data
 * @returns {Described}
 */
export function describeCells(cells, target, { task, ...said }) {
  const { name } = cells;
  const guessed = task ?? guessTask(cells, target);
  const { values: _, ...table } = tableOf(cells, {
    target,
    task: guessed,
    columns: said.columns,
    missing: said.missing,
  });
  const { rows, features, classNames } = table;
  if (rows < 2) throw new DataError([`${name}: needs two rows at least, one to train and one to validate`]);
  const validation = Math.max(1, Math.round(rows / 5));
  const classes = guessed === 'classification' ? { classes: classNames.length } : {};
  const counts = { features: features.length, ...classes, train: rows - validation, validation };
  const data = { source: 'csv', file: name, target, task: guessed, ...said, ...counts, standardize: true, seed: 0 };
  return { ...table, data };
}

/**
 * What an experiment's sizes follow from.
 * @typedef {{ rows: number, features: number, classes: number, task: Task }} Facts classes: 0 for regression
 */

/**
 * @param {string} text @param {Omit<ReadOptions, 'task'> & { task?: Task }} options
 * @returns {Facts} @throws {DataError} with all that is wrong
 */
export function factsOf(text, { name, target, task, columns, missing, ...stated }) {
  const cells = readCells(text, name, stated);
  const guessed = task ?? guessTask(cells, target);
  const { rows, features, classNames } = tableOf(cells, { target, task: guessed, columns, missing });
  return { rows, features: features.length, classes: classNames.length, task: guessed };
}

/** @param {Cells} cells @param {string} target @returns {Task} */
function guessTask({ columns, rows, dialect: { decimal } }, target) {
  const at = columns.indexOf(target);
  const cells = at < 0 ? [] : rows.map((row) => row[at]);
  if (!cells.every((cell) => isNumber(cell, decimal))) return 'classification';
  const values = new Set(cells.map((cell) => numberOf(cell, decimal)));
  const few = values.size <= 20 && values.size * 2 <= cells.length;
  return few && [...values].every(Number.isInteger) ? 'classification' : 'regression';
}
