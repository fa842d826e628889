// A table on the disk as an experiment: for `describe`, which prints what was found, and for `run FILE.csv`.
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { csvText } from '../data/csv.js';
import { DataError } from '../data/data-error.js';
import { proposeExperiment } from '../data/propose.js';
import { kMostFileBytes, unpack } from '../engine/unpack.js';
import { InputError } from './files/input-error.js';
import { saveText } from './files/save-text.js';
import { print } from './text/print.js';
import { textTable } from './text/text-table.js';

/** Whether a name is a table's, plain or gzip, and no experiment's. @param {string} name */
export const isTableFile = (name) => /\.(csv|tsv|tab|txt|data)(\.gz)?$/i.test(name);

/**
 * @param {string} path @param {Omit<Parameters<typeof proposeExperiment>[1], 'name'>} options
 * @throws {InputError} with all that is wrong
 */
export async function tableExperiment(path, options) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new InputError(`there is no file "${path}"`);
  if (stat.size > kMostFileBytes)
    throw new InputError(`"${path}" has ${stat.size} bytes; at most ${kMostFileBytes} (64 MiB) are read`);
  const name = basename(path).replace(/\.gz$/i, '');
  try {
    const text = csvText(await unpack(readFileSync(path), name), name);
    return proposeExperiment(text, { name, ...options });
  } catch (error) {
    throw error instanceof DataError ? new InputError(error.message) : error;
  }
}

const kSeparators = /** @type {Record<string, string>} */ ({
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
  ' ': 'spaces',
});

/** @param {Awaited<ReturnType<typeof tableExperiment>>} found @returns {string} */
function foundText({ described, guessed }) {
  const { rows, columns, classNames, features, dialect, data } = described;
  const { delimiter, decimal, header, foreign } = dialect;
  const lines = [
    `${data.file}: ${rows} rows; cells separated by ${kSeparators[delimiter] ?? `"${delimiter}"`}, decimal ${decimal}, ${header ? 'the first line names the columns' : 'no line names the columns, so they are counted'}`,
    ...foreign.map((line) => `left out, since it is no row of the table: ${line}`),
    `to be predicted: ${data.target}, ${data.task === 'classification' ? `${classNames.length} classes: ${shortList(classNames)}` : 'a number'}${guessed ? ' (guessed; --target NAME names another)' : ''}`,
    `inputs of the network: ${features.length}; ${data.train} rows train, ${data.validation} validate`,
    '',
    textTable(
      [{ title: 'column' }, { title: 'role' }, { title: 'missing', align: 'right' }, { title: 'what it becomes' }],
      columns.map(({ name, role, missing, why }) => [
        name,
        role,
        String(missing),
        ['index', 'constant', 'empty'].includes(role) ? `left out: ${why}` : why,
      ]),
    ),
  ];
  return lines.join('\n');
}

/** @param {string[]} names */
const shortList = (names) =>
  `${names.slice(0, 12).join(', ')}${names.length > 12 ? ` and ${names.length - 12} more` : ''}`;

/** @param {{ path: string, target?: string, out?: string, overwrite: boolean }} options */
export async function describeCommand({ path, target, out, overwrite }) {
  const found = await tableExperiment(path, { target });
  print(foundText(found));
  const json = `${JSON.stringify(found.experiment, null, 2)}\n`;
  if (out === undefined) {
    print(`\nAn experiment for it (--out FILE.json writes it):\n${json}`);
    return;
  }
  if (!overwrite && statSync(out, { throwIfNoEntry: false }))
    throw new InputError(`--out: "${out}" is there already; --overwrite replaces it`);
  saveText(out, json);
  print(`\nwritten: ${out}; train it by: run ${out} --data ${path}`);
}
