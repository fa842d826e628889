// Two files of as many rows as one table: the column to be predicted can be in a file of its own. The text that comes of them
// is the same everywhere, and so is its fingerprint.

import { counted } from '../text/numbers.js';
import { CellsReader, quoted } from './cells.js';
import { columnOf } from './columns.js';
import { DataError } from './data-error.js';
import { dialectOf, isNumber, kBeginning } from './dialect.js';
import { baseOf, joinedName, unpackedName } from './file-names.js';
import { bytesOf } from './read-table.js';

/** @typedef {{ name: string, source: import('./read-table.js').Source }} Part name of the file on the disk */
/** @typedef {Part & { cells: import('./cells.js').Cells, rows: string[][], stated: import('./dialect.js').Stated }} Rows name: of the file, unpacked */
/** @typedef {{ name: string, text: string, target: string }} Joined a table as the text of one file; target: the name of the column to be predicted */

/** Cells of both: all of them are texts at once. */
const kMostCells = 2 ** 22;
/** Names of a file that holds what is to be predicted. */
const kTargetNames = /(^|[^a-z])(targets?|labels?|answers?|outcomes?|y)($|[^a-z])/i;

/** @param {Part} part @param {import('./dialect.js').Stated} [stated] how it is written @returns {Promise<Rows>} */
async function rowsOf({ name: given, source }, stated = {}) {
  const name = unpackedName(given);
  /** @type {string[][]} */
  const rows = [];
  const reader = new CellsReader(name, stated, (row) => {
    rows.push(row);
    if (rows.length * row.length > kMostCells)
      throw new DataError([
        `${name}: is too large to be joined with another file, at most ${kMostCells} cells: put the column to be predicted into it`,
      ]);
  });
  for await (const bytes of bytesOf(source, name)) reader.push(bytes);
  const cells = reader.finish();
  // In one column an empty line is a value that is missing: without it all that follow would stand in other rows.
  if (cells.columns.length === 1 && cells.gap > 0)
    throw new DataError([
      `${name}: line ${cells.gap} is empty; each row of the other file needs a value here, so fill it in, or leave the row out of both`,
    ]);
  if (cells.problems.length) throw new DataError(cells.problems);
  return { name, source, cells, rows, stated };
}

/** @param {Rows} table */
const isSingle = ({ cells }) => cells.columns.length === 1;

/** The numbers or names of a file's rows, where its first column holds them. @param {Rows} table */
function indexOf({ cells: { columns, stores, unnamed }, rows }) {
  const { role } = columnOf(columns[0], stores[0], { unnamed: unnamed[0] });
  return role === 'index' ? rows.map(([first]) => first) : null;
}

/**
 * A file of one column beside an index, as pandas writes a series, is that column; any other as it is.
 * @param {Rows} table @param {Rows} other @returns {Rows} @throws {DataError} where the index does not show that its rows are those of the
 *   other file, in their order
 */
function withoutIndex(table, other) {
  const { cells, rows, name } = table;
  const index = cells.columns.length === 2 ? indexOf(table) : null;
  if (!index) return table;
  const theirs = indexOf(other);
  const isOfOneKind = theirs !== null && cells.columns[0] === other.cells.columns[0];
  const isCounted = /^[01]$/.test(index[0]) && index.every((cell, i) => Number(cell) === Number(index[0]) + i);
  const at = theirs ? index.findIndex((cell, i) => cell !== theirs[i]) : 0;
  if (at >= 0 && !(isCounted && !isOfOneKind))
    throw new DataError([
      `${name}: line ${cells.lines.at(at)} is of row "${index[at].slice(0, 30)}", ${theirs ? `beside row "${String(theirs[at]).slice(0, 30)}" of ${other.name}` : `and ${other.name} does not say which rows it has`}: put both files into one order, with the same rows`,
    ]);
  const [columns, unnamed, stores] = [cells.columns.slice(1), cells.unnamed.slice(1), cells.stores.slice(1)];
  return { ...table, cells: { ...cells, columns, unnamed, stores }, rows: rows.map((row) => row.slice(1)) };
}

/** Which of two files holds what is to be predicted: the one of one column. @param {Rows} first @param {Rows} second @returns {[Rows, Rows]} the table, then the target */
function ordered(first, second) {
  const isTarget = (/** @type {Rows} */ file, /** @type {boolean} */ named) =>
    isSingle(file) && (!named || kTargetNames.test(file.name));
  for (const named of [true, false]) {
    if (isTarget(second, named)) return [first, second];
    if (isTarget(first, named)) return [second, first];
  }
  throw new DataError([
    `${first.name} and ${second.name}: have ${first.cells.columns.length} and ${second.cells.columns.length} columns; of two files one must hold a single column, the one to be predicted`,
  ]);
}

/**
 * A column of decimal commas alone looks like two columns.
 * @param {Rows} one @param {Rows} other @returns {Promise<Rows>}
 */
async function asOneColumn(one, other) {
  const { cells, stated } = one;
  const isTwo = cells.columns.length === 2 && cells.dialect.delimiter === ',' && !stated.delimiter;
  if (!isTwo || other.cells.dialect.decimal !== 'comma') return one;
  const again = await rowsOf(one, { ...stated, delimiter: 'semicolon', decimal: 'comma' });
  return again.cells.columns.length === 1 ? again : one;
}

/** How many rows there are, and what its first line was taken for. @param {Rows} table */
function countText({ name, rows, cells: { dialect, columns } }) {
  const names = dialect.header ? ` below its first line, which names the columns (${quoted(columns)})` : '';
  return `${name} has ${counted(rows.length, 'row')}${names}`;
}

/** @param {string} cell @param {string} delimiter */
const written = (cell, delimiter) =>
  cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** Whether a cell is a number with a fraction. @param {Rows} table */
const hasFractions = ({ cells: { dialect }, rows }) =>
  rows.some((row) => row.some((cell) => /[.,]/.test(cell) && isNumber(cell, dialect.decimal)));

/**
 * Reads the first line as a row where it was taken for names, the other file has one row more, and one of its cells stands below
 * it again: a column of words alone does not show whether it has a name.
 * @param {Rows} one @param {Rows} other @returns {Promise<Rows>}
 */
async function withFirstLine(one, other) {
  const { rows, stated, cells } = one;
  if (rows.length + 1 !== other.rows.length || !cells.dialect.header || stated.header === 'present') return one;
  const isRow = cells.columns.some((name, i) => rows.some((row) => row[i] === name));
  return isRow ? rowsOf(one, { ...stated, header: 'absent' }) : one;
}

/**
 * @param {Part} first @param {Part} second in any order
 * @param {{ stated?: import('./dialect.js').Stated, isTarget?: boolean }} [known] how the first is written; whether the second holds
 *   what is to be predicted
 * @returns {Promise<Joined>} @throws {DataError} where they do not fit together
 */
export async function joinTables(first, second, { stated = {}, isTarget = false } = {}) {
  const one = await rowsOf(first, stated);
  const two = await rowsOf(second);
  const inCommas = [await asOneColumn(one, two), await asOneColumn(two, one)];
  const [left, right] = [
    isTarget || isSingle(inCommas[1]) ? inCommas[0] : withoutIndex(inCommas[0], inCommas[1]),
    withoutIndex(inCommas[1], inCommas[0]),
  ];
  if (isTarget && !isSingle(right))
    throw new DataError([
      `${two.name}: has ${two.cells.columns.length} columns; a file of what is to be predicted holds a single one, beside a number for each row`,
    ]);
  const read = isTarget ? [left, right] : ordered(left, right);
  const table = await withFirstLine(read[0], read[1]);
  const answers = await withFirstLine(read[1], table);
  if (table.rows.length !== answers.rows.length)
    throw new DataError([`${countText(table)} and ${countText(answers)}; to be one table they must have as many`]);
  const decimals = [table, answers].filter(hasFractions).map(({ cells }) => cells.dialect.decimal);
  if (new Set(decimals).size > 1)
    throw new DataError([
      `${table.name} and ${answers.name}: one has decimal points and the other decimal commas; save both in one way`,
    ]);
  const delimiter = decimals.includes('comma') ? ';' : ',';
  // Not the file's name: a copy under another one must be the same table.
  const own = answers.cells.dialect.header ? answers.cells.columns[0] : 'target';
  const target = table.cells.columns.includes(own) ? `${own} of ${baseOf(answers.name)}` : own;
  const { columns, unnamed } = table.cells;
  // A column without a name, as an index is written, stays one.
  const names = columns.map((name, i) => (unnamed[i] ? '' : name));
  const lines = [[...names, target], ...table.rows.map((row, i) => [...row, answers.rows[i][0]])].map((row) =>
    row.map((cell) => written(cell, delimiter)).join(delimiter),
  );
  const text = `${lines.join('\n')}\n`;
  if (!dialectOf(text.slice(0, kBeginning)).dialect.header)
    throw new DataError([
      `${table.name}: its first line, ${quoted(table.cells.columns)}, is taken for names, but looks like values; name the columns by words`,
    ]);
  return { name: joinedName(table.name, answers.name), text, target };
}
