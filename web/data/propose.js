// A whole experiment for a table, to begin with: the column to be predicted, the data, and a small network that learns most
// tables in seconds.
import { unpack } from '../engine/unpack.js';
import { columnOf } from './columns.js';
import { csvText, describeCsv, kMostBytes, readTable } from './csv.js';
import { DataError } from './data-error.js';

/** Usual names of what is to be predicted. */
const kTargets = /^(target|label|class|y|species|outcome|survived|diagnosis)$/i;
/** Rows of a batch: enough of them to an epoch that a small table is learned. */
const kBatch = 32;
/** Cells of a column that a preview shows. */
const kFirst = 4;

/**
 * @param {Uint8Array} bytes of the file, plain or gzip @param {string} name
 * @returns {Promise<string>} @throws {DataError} where it is too large, or no text
 */
export async function tableText(bytes, name) {
  if (bytes.length > kMostBytes) throw new DataError([`${name}: is larger than 64 MiB; leave out rows`]);
  return csvText(await unpack(bytes, name), name);
}

/**
 * The column that is likely to be predicted: one with a usual name, else the last that can be.
 * @param {string} text @param {string} name of the file @param {import('./dialect.js').Stated} [stated]
 */
export function likelyTarget(text, name, stated) {
  const { columns, unnamed, rows, dialect } = readTable(text, name, stated);
  const named = columns.find((column) => kTargets.test(column));
  if (named !== undefined) return named;
  const usable = columns.filter((column, i) => {
    const cells = rows.map((row) => row[i]);
    const { role } = columnOf(column, cells, dialect.decimal, { unnamed: unnamed[i] });
    return !['index', 'date', 'empty', 'constant', 'text'].includes(role);
  });
  return usable.at(-1) ?? columns[columns.length - 1];
}

/**
 * @param {string} text @param {{ name: string, target?: string } & NonNullable<Parameters<typeof describeCsv>[2]>} options
 * @returns {{ described: ReturnType<typeof describeCsv>, experiment: Record<string, unknown>, guessed: boolean }} guessed: whether
 *   the target was not given
 * @throws {import('./data-error.js').DataError}
 */
export function proposeExperiment(text, { name, target, ...stated }) {
  const chosen = target ?? likelyTarget(text, name, stated);
  const described = describeCsv(text, chosen, { name, ...stated });
  const { data, classNames } = described;
  const isClassification = data.task === 'classification';
  const dense = (/** @type {number} */ units) => ({ type: 'dense', units });
  const experiment = {
    version: 1,
    name: `${chosen} of ${name}`,
    data,
    network: {
      activation: { name: 'relu' },
      init: 'he-normal',
      layers: [
        dense(32),
        { type: 'activation' },
        dense(32),
        { type: 'activation' },
        dense(isClassification ? classNames.length : 1),
      ],
    },
    training: {
      optimizer: { name: 'adam', learningRate: 0.003 },
      loss: { name: isClassification ? 'softmax-cross-entropy' : 'mean-squared-error' },
      batchSize: Math.min(kBatch, Number(data.train)),
      epochs: 40,
    },
    seeds: [0],
  };
  return { described, experiment, guessed: target === undefined };
}

/**
 * What a table holds, whether or not it can be used as it is: for a preview.
 * @param {string} text @param {string} name @param {import('./dialect.js').Stated & { columns?: Record<string, import('./columns.js').StatedRole> }} [stated]
 * @returns {{ rows: number, dialect: import('./dialect.js').Dialect, columns: (import('./columns.js').Column & { first: string[] })[], problems: string[] }}
 *   first: some cells of each column
 * @throws {import('./data-error.js').DataError}
 */
export function surveyTable(text, name, { columns: roles = {}, ...stated } = {}) {
  const { columns: names, unnamed, rows, dialect, problems } = readTable(text, name, stated);
  const columns = names.map((column, i) => {
    const cells = rows.map((row) => row[i]);
    const more = { unnamed: unnamed[i], stated: roles[column] };
    return { ...columnOf(column, cells, dialect.decimal, more), first: cells.slice(0, kFirst) };
  });
  return { rows: rows.length, dialect, columns, problems };
}
