// A table on the disk as an experiment: for `describe`, which prints what was found, and for `run FILE.csv`.
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readCells } from '../data/cells.js';
import { outcomeOf } from '../data/columns.js';
import { columnsOf } from '../data/csv.js';
import { DataError } from '../data/data-error.js';
import { headerText, separatorText } from '../data/dialect.js';
import { isTableName, kMostTableBytes, unpackedName } from '../data/file-names.js';
import { joinTables } from '../data/join.js';
import { proposeFor } from '../data/propose.js';
import { readTable } from '../data/read-table.js';
import { InputError } from './files/input-error.js';
import { checkNew, saveText } from './files/save-text.js';
import { imagesExperiment, imagesText } from './images-file.js';
import { isImagesPlace } from './images-place.js';
import { refuseWorkbook } from './load-experiment.js';
import { isReading, parseSet, readingOf } from './settings.js';
import { print } from './text/print.js';
import { textTable } from './text/text-table.js';

/** @typedef {import('../data/propose.js').Proposal & { joined?: import('../data/join.js').Joined }} FoundTable joined: what two files are as one */

/** @param {string} path @returns {Uint8Array} */
function readBounded(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new InputError(`there is no file "${path}"`);
  refuseWorkbook(path);
  if (stat.size > kMostTableBytes)
    throw new InputError(
      `"${path}" has ${stat.size} bytes; at most ${kMostTableBytes} (200 MiB) are read: leave out rows`,
    );
  return readFileSync(path);
}

/**
 * @param {string} path @param {import('../data/propose.js').Said} options the target is a column, or, where no column has that name,
 *   another file of as many rows, which holds it alone
 * @returns {Promise<FoundTable>} @throws {InputError} with all that is wrong
 */
export async function tableExperiment(path, options) {
  try {
    const { cells, said, joined } = await readFile(path, options);
    return { ...proposeFor(cells, said), joined };
  } catch (error) {
    throw asInput(error);
  }
}

/** @param {unknown} error */
const asInput = (error) => (error instanceof DataError ? new InputError(error.message) : error);

/** @param {string} path @param {import('../data/propose.js').Said} options as tableExperiment's */
async function readFile(path, options) {
  const name = unpackedName(basename(path));
  const { target = '', delimiter, decimal, header, ...said } = options;
  const source = readBounded(path);
  const cells = await readTable(source, name, options);
  const isFile = statSync(target, { throwIfNoEntry: false })?.isFile();
  if (!isFile || cells.columns.includes(target)) return { cells, said: options, joined: undefined };
  const joined = await joinTables(
    { name: basename(path), source },
    { name: basename(target), source: readBounded(target) },
    { stated: { delimiter, decimal, header }, isTarget: true },
  );
  return { cells: readCells(joined.text, joined.name), said: { ...said, target: joined.target }, joined };
}

/** @param {Awaited<ReturnType<typeof tableExperiment>>} found @returns {string} */
function foundText({ described, guessed }) {
  const { rows, columns, classNames, features, dialect, data } = described;
  const lines = [
    fileText({ name: String(data.file), rows, dialect }),
    `to be predicted: ${data.target}, ${data.task === 'classification' ? `${classNames.length} classes: ${shortList(classNames)}` : 'a number'}${guessed ? ' (guessed; --target NAME names another)' : ''}`,
    `inputs of the network: ${features.length}; ${data.train} rows train, ${data.validation} validate`,
    '',
    columnsText(columns),
  ];
  return lines.join('\n');
}

/** @param {Pick<import('../data/cells.js').Cells, 'name' | 'rows' | 'dialect'>} cells */
function fileText({ name, rows, dialect }) {
  const { delimiter, decimal, header, foreign } = dialect;
  const lines = [
    `${name}: ${rows} rows; cells separated by ${separatorText(delimiter, 's')}, decimal ${decimal}, ${headerText(dialect)}${header ? '' : ', so they are counted'}`,
    ...foreign.map((line) => `left out, since it is no row of the table: ${line}`),
  ];
  return lines.join('\n');
}

/** @param {import('../data/columns.js').Column[]} columns */
const columnsText = (columns) =>
  textTable(
    [{ title: 'column' }, { title: 'role' }, { title: 'missing', align: 'right' }, { title: 'what it becomes' }],
    columns.map((column) => [column.name, column.role, String(column.missing), outcomeOf(column)]),
  );

/** As a shell takes it. @param {string} path */
const quotedPath = (path) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

/** @param {string[]} names */
const shortList = (names) =>
  `${names.slice(0, 12).join(', ')}${names.length > 12 ? ` and ${names.length - 12} more` : ''}`;

/**
 * @param {string} path @param {import('../data/propose.js').Said} said
 * @throws {InputError} with all that is wrong, after the columns have been printed, since the remedy is chosen by them
 */
async function describeTable(path, said) {
  const table = await readFile(path, said).catch((error) => {
    throw asInput(error);
  });
  try {
    const found = { ...proposeFor(table.cells, table.said), joined: table.joined };
    return { text: foundText(found), experiment: found.experiment, joined: found.joined };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    print(`${fileText(table.cells)}\n\n${columnsText(columnsOf(table.cells, said.columns))}\n`);
    const remedies = [
      / are missing; /.test(error.message) && '--set data.missing=median fills the gaps',
      / cannot be used: /.test(error.message) &&
        '--set "data.columns.NAME=ignored" leaves a column out, and =category takes it as words',
    ].filter(Boolean);
    throw new InputError(
      `${error.message}\nThere is no experiment before that is settled, in the file${remedies.length ? ` or by --set: ${remedies.join('; ')}` : ''}`,
    );
  }
}

/** @param {string} path @param {string | undefined} labels */
async function describeImages(path, labels) {
  const found = await imagesExperiment(path, labels, {});
  return { text: imagesText(found), experiment: found.experiment, joined: undefined };
}

/**
 * Of a table, or of images.
 * @param {{ path: string, target?: string, labels?: string, sets?: string[], out?: string, overwrite: boolean }} options
 */
export async function describeCommand({ path, target, labels, sets = [], out, overwrite }) {
  const isImages = !isTableName(path) && isImagesPlace(path);
  if (isImages && target !== undefined)
    throw new InputError('--target is for a table; the classes of images are known');
  if (!isImages && labels !== undefined) throw new InputError('--labels is for an IDX file of images');
  const settings = sets.map(parseSet);
  const other = settings.find((one) => isImages || !isReading(one.path));
  if (other)
    throw new InputError(
      `--set ${other.path}: describe takes what says how a table is read: data.task, delimiter, decimal, header, missing and columns`,
    );
  const { text, experiment, joined } = isImages
    ? await describeImages(path, labels)
    : await describeTable(path, { ...readingOf(settings), target });
  print(text);
  const json = `${JSON.stringify(experiment, null, 2)}\n`;
  if (out === undefined) {
    const both = joined ? `, and the two files as one, ${joined.name}, beside it` : '';
    print(`\nAn experiment for it (--out FILE.json writes it${both}):\n${json}`);
    return;
  }
  const table = joined && join(dirname(out), joined.name);
  for (const file of table ? [out, table] : [out]) checkNew(file, overwrite);
  if (table) saveText(table, joined.text);
  saveText(out, json);
  print(
    `\nwritten: ${table ? `${out} and ${table}` : out}; train it by: run ${quotedPath(out)} --data ${quotedPath(table ?? path)}`,
  );
}
