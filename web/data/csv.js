// Makes of the cells of a file a table of numbers with one column to be predicted, strictly, and proposes the experiment's data
// for it. It reports all mistakes at once, with their lines. Splitting and standardising are the engine's.
import { kMostCells, quoted, readCells } from './cells.js';
import { kEmpty, kMostTexts, kNumber } from './column-store.js';
import { byCodePoint, columnOf, groupsText, inputsOf, missingIn, numbersOf, readStated } from './columns.js';
import { DataError, Places } from './data-error.js';
import { isNumber, numberOf, separatorText } from './dialect.js';

/** @typedef {import('./cells.js').Cells} Cells */
/**
 * @typedef {object} Table
 * @property {string[]} features the names of the network's inputs, in the file's order
 * @property {string[]} classNames sorted, numbers by value, else by code point; empty for regression
 * @property {number[]} classCounts rows of each class
 * @property {number} rows
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
const kMostClasses = 1000;
/** Cells that a message names. */
const kShown = 3;
/** Bytes of a run that the engine allows: kMaximumMemoryBytes of cpp/config/run_config.hpp. */
const kMostRunBytes = 2 ** 30;
/** Of each number of a row, and of the row, as cpp/data/sources/csv.cpp counts them. */
const kNumberBytes = 12;
const kRowBytes = 16;
/** The first bytes of a table as the engine takes it. */
const kHeader = 24;

/**
 * The classes of a target: every text of the file is one, "01" and "1" are two.
 * @param {import('./column-store.js').ColumnStore} cells @param {'point' | 'comma'} decimal
 * @returns {{ names: string[], counts: number[], classAt: (row: number) => number }} where there are not too many
 */
function classesOf(cells, decimal) {
  const names = [...cells.texts].sort(byCodePoint);
  if (names.every((one) => isNumber(one, decimal))) names.sort((a, b) => numberOf(a, decimal) - numberOf(b, decimal)); // of equal numbers the order by code point stays
  const index = new Map(names.map((one, i) => [one, i]));
  const counts = new Array(names.length).fill(0);
  for (const [i, text] of cells.texts.entries()) counts[index.get(text) ?? 0] = cells.counts[i];
  const classAt = cells.reader(
    (text) => index.get(text) ?? 0,
    () => 0,
  );
  return { names, counts, classAt };
}

/** A name without what is easily written otherwise. @param {string} name */
const barely = (name) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * What to do about a name that is none of the file's columns.
 * @param {string} name @param {string[]} columns @param {import('./dialect.js').Dialect} dialect
 */
function targetHint(name, columns, { header, delimiter }) {
  const near = columns.find((column) => barely(column) === barely(name) && barely(name) !== '');
  if (near !== undefined) return `did you mean "${near}"?`;
  const has = `it has ${quoted(columns)}, separated by a ${separatorText(delimiter)}`;
  return header
    ? has
    : `${has}: the first line holds values and no names, so the columns are counted; "header": "present" takes it for names`;
}

/**
 * @param {string} text @param {ReadOptions} options
 * @returns {Table & { values: Float64Array }} row by row the features, then the target: a number, or the number of its class
 * @throws {DataError} with all that is wrong
 */
export function readCsv(text, { name, ...options }) {
  const table = tableOf(readCells(text, name, options), options);
  const bytes = packTable(table);
  return { ...table, values: new Float64Array(bytes.buffer, kHeader, table.rows * (table.features.length + 1)) };
}

/** The columns of a file with their roles. @param {Cells} cells @param {Used['columns']} [roles] those that are stated */
export const columnsOf = ({ columns, unnamed, stores }, roles = {}) =>
  columns.map((name, i) => columnOf(name, stores[i], { unnamed: unnamed[i], stated: roles[name] }));

/** @typedef {Table & { numbers: ((row: number) => number)[] }} Encoding a table, and for each of its numbers what gives that of a row */

/**
 * What a file's cells become, without the numbers themselves.
 * @param {Cells} cells @param {TableOptions} options
 * @returns {Encoding}
 * @throws {DataError} with all that is wrong
 */
export function tableOf(cells, { target, task, columns: roles = {}, missing: fill = 'refuse' }) {
  const { name, columns: names, rows, lines, stores, dialect } = cells;
  const { decimal } = dialect;
  const problems = [...cells.problems];
  const at = names.indexOf(target);
  if (at < 0) problems.push(`${name}: has no column "${target}" to predict; ${targetHint(target, names, dialect)}`);
  if (names.length < 2) problems.push(`${name}: needs a column beside the one to be predicted`);
  if (rows === 0 || at < 0) throw new DataError(problems);

  const sources = stores.filter((_, i) => i !== at);
  const columns = columnsOf(cells, roles).filter((_, i) => i !== at);
  for (const column of Object.keys(roles))
    if (!names.includes(column))
      problems.push(
        `${name}: data.columns names "${column}", which is no column; ${targetHint(column, names, dialect)}`,
      );
  const features = columns.flatMap(inputsOf);
  const mixed = columns.filter(({ role }) => role === 'text');
  for (const { name: column, why } of mixed)
    problems.push(
      `${name}: column "${column}" cannot be ${readStated(roles[column]).role ? `of role "${readStated(roles[column]).role}"` : 'used'}: ${why}; choose what it is, or leave it out ("columns": {${JSON.stringify(column)}: "ignored"})`,
    );
  if (features.length === 0 && mixed.length === 0 && names.length > 1)
    problems.push(
      `${name}: no column beside "${target}" can be learned from: ${columns.map(({ name: column, why }) => `"${column}" is left out, since ${why}`).join('; ')}`,
    );
  checkMemory(name, rows, features.length + 1);

  const where = (/** @type {number} */ row, /** @type {string} */ column) => `line ${lines.at(row)} "${column}"`;
  /** @type {Gap[]} */
  const gaps = [];
  let missing = 0;
  for (const [k, column] of columns.entries()) {
    const isMissing = missingIn(column, sources[k]);
    if (!isMissing || (column.own.missing ?? fill) !== 'refuse') continue;
    missing += column.missing;
    gaps.push(...gapsOf(isMissing, rows, k, column.name));
  }
  const predicted = stores[at];
  if (missing > 0)
    problems.push(
      `${name}: values are missing; fill them in, leave out their rows, or have them filled ("missing": "median"): ${placesOf(gaps, missing, ({ row, column }) => where(row, column))}`,
    );
  const unknown = predicted.kindCounts[kEmpty];
  if (task === 'classification' && unknown > 0) {
    const found = gapsOf((row) => predicted.textAt(row) === '', rows, 0, target);
    problems.push(
      `${name}: "${target}", which is to be predicted, is missing in ${unknown} of ${rows} rows; write it there, or delete these rows: ${placesOf(found, unknown, ({ row, column }) => where(row, column))}`,
    );
  }
  let numberAt = predicted.numbers();
  const words = rows - predicted.kindCounts[kNumber];
  if (task === 'regression' && words > 0) {
    const found = gapsOf((row) => Number.isNaN(numberAt(row)), rows, 0, target);
    const text = (/** @type {Gap} */ { row, column }) =>
      `${where(row, column)} holds ${JSON.stringify(predicted.textAt(row)?.slice(0, 30))}`;
    problems.push(
      `${name}: a number to be predicted must be a finite number in every row, with a decimal ${decimal}; delete the other rows, or predict classes: ${placesOf(found, words, text)}`,
    );
  }

  if (task === 'regression' && predicted.groups.length > 0)
    problems.push(`${name}: "${target}", which is to be predicted: ${groupsText(predicted.groups)}`);

  /** @type {string[]} */
  let classNames = [];
  /** @type {number[]} */
  let classCounts = [];
  if (task === 'classification') {
    const count = predicted.isMany ? `over ${kMostTexts}` : predicted.texts.length;
    if (predicted.isMany || predicted.texts.length > kMostClasses)
      problems.push(
        `${name}: "${target}" has ${count} classes, more than ${kMostClasses}; a number to be predicted is task "regression"`,
      );
    else {
      ({ names: classNames, counts: classCounts, classAt: numberAt } = classesOf(predicted, decimal));
      if (classNames.length < 2) problems.push(`${name}: "${target}" has one class only, ${quoted([classNames[0]])}`);
    }
  }
  if (problems.length) throw new DataError(problems);
  const numbers = [...columns.flatMap((column, k) => numbersOf(column, sources[k])), numberAt];
  return { features, classNames, classCounts, rows, columns, dialect, numbers };
}

/** @typedef {{ row: number, order: number, column: string }} Gap a cell that is missing or odd; `order` is its column's */

/** The first such cells of a column. @param {(row: number) => boolean} is @param {number} rows @param {number} order @param {string} column */
function gapsOf(is, rows, order, column) {
  /** @type {Gap[]} */
  const found = [];
  for (let row = 0; row < rows && found.length < kShown; ++row) if (is(row)) found.push({ row, order, column });
  return found;
}

/** @param {Gap[]} gaps the first of each column @param {number} count of all @param {(gap: Gap) => string} describe */
function placesOf(gaps, count, describe) {
  const places = new Places();
  gaps.sort((a, b) => a.row - b.row || a.order - b.order);
  for (const gap of gaps.slice(0, kShown)) places.add(() => describe(gap));
  places.count = count;
  return places;
}

/**
 * Refuses what the engine cannot hold, before a number of it is made.
 * @param {string} name @param {number} rows @param {number} width numbers a row
 */
function checkMemory(name, rows, width) {
  const bytes = rows * (kNumberBytes * width + kRowBytes);
  if (bytes <= kMostRunBytes && rows * width <= kMostCells) return;
  const fit = Math.floor(Math.min(kMostRunBytes / (kNumberBytes * width + kRowBytes), kMostCells / width));
  throw new DataError([
    `${name}: its ${rows} rows of ${width} numbers, with one for each category, take ${Math.ceil(bytes / 2 ** 20)} MiB in a network's memory; at most ${kMostRunBytes / 2 ** 20} MiB are allowed: leave out columns, or keep ${fit} rows`,
  ]);
}

/** What a column does about missing cells, in the engine's order. */
const kFills = ['refuse', 'mean', 'median', 'most-frequent'];

/** The byte of an input that holds its own choices, 0 where it has none. @param {import('./columns.js').Column} column */
const choicesByte = ({ own: { missing, standardize } }) =>
  (kFills.indexOf(missing ?? '') + 1) | (standardize === undefined ? 0 : (Number(standardize) + 1) << 4);

/**
 * The table as the engine takes it; the layout is described in cpp/data/sources/csv.cpp.
 * @param {Pick<Encoding, 'features' | 'classNames' | 'rows' | 'numbers' | 'columns'>} table @returns {Uint8Array}
 */
export function packTable({ features, classNames, rows, numbers, columns }) {
  const names = classNames.map((name) => new TextEncoder().encode(name));
  const namesSize = names.reduce((sum, name) => sum + 4 + name.length, 0);
  const choices = columns.flatMap((column) => inputsOf(column).map(() => choicesByte(column)));
  const width = numbers.length;
  let at = kHeader + 8 * rows * width;
  const bytes = new Uint8Array(at + choices.length + namesSize);
  bytes.set(new TextEncoder().encode('PGTABLE3'));
  const view = new DataView(bytes.buffer);
  for (const [i, value] of [rows, features.length, classNames.length, namesSize].entries())
    view.setUint32(8 + 4 * i, value, true);
  for (const [k, numberAt] of numbers.entries())
    for (let row = 0, to = kHeader + 8 * k; row < rows; ++row, to += 8 * width)
      view.setFloat64(to, numberAt(row), true);
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

/** @typedef {Table & { data: Record<string, unknown> }} Described */

/**
 * The same of a file that has been read.
 * @param {Cells} cells @param {string} target @param {import('./dialect.js').Stated & Used & { task?: Task, split?: string }} said what the
 *   file was read with, what its columns are for, and how its rows are parted: all of it stands in the data
 * @returns {Described}
 */
export function describeCells(cells, target, { task, ...said }) {
  const { name } = cells;
  const guessed = task ?? guessTask(cells, target);
  const { numbers: _, ...table } = tableOf(cells, {
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

/** @typedef {Omit<TableOptions, 'task'> & { task?: Task }} FactsAsked the task is guessed where it is not given */

/**
 * @param {Cells} cells @param {FactsAsked} options
 * @returns {Facts} @throws {DataError} with all that is wrong
 */
export function factsOfTable(cells, { target, task, columns, missing }) {
  const guessed = task ?? guessTask(cells, target);
  const { rows, features, classNames } = tableOf(cells, { target, task: guessed, columns, missing });
  return { rows, features: features.length, classes: classNames.length, task: guessed };
}

/** Different texts of a target that may be classes though they are numbers. */
const kFewTexts = 20;

/** @param {Cells} cells @param {string} target @returns {Task} */
function guessTask({ columns, stores, rows, dialect: { decimal } }, target) {
  const cells = stores[columns.indexOf(target)];
  if (!cells) return 'regression';
  const numbers = cells.kindCounts[kNumber];
  // Prices of which a few are missing are no classes: they are refused with their lines.
  if (numbers < rows)
    return (cells.isMany || cells.texts.length > kFewTexts) && numbers * 2 > rows ? 'regression' : 'classification';
  if (cells.isMany) return 'regression';
  const values = new Set(cells.texts.map((text) => numberOf(text, decimal)));
  const few = values.size <= kFewTexts && values.size * 2 <= rows;
  return few && [...values].every(Number.isInteger) ? 'classification' : 'regression';
}
