// A whole experiment for a table, to begin with: the column to be predicted, the data, and a small network that learns most
// tables in seconds.
import { columnOf } from './columns.js';
import { describeCsv, readTable } from './csv.js';

/** Usual names of what is to be predicted. */
const kTargets = /^(target|label|class|y|species|outcome|survived|diagnosis)$/i;
/** Rows of a batch: enough of them to an epoch that a small table is learned. */
const kBatch = 32;

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
