// A whole experiment for a table, to begin with: the column to be predicted, the data, and a small network that learns most
// tables in seconds.

import { readCells } from './cells.js';
import { isLeftOut } from './columns.js';
import { columnsOf, describeCells } from './csv.js';

/** Usual names of what is to be predicted, the surest first: "y" is beside "x" as often a place. */
const kTargets = ['target', 'label', 'class', 'species', 'outcome', 'survived', 'diagnosis', 'y'];
/** Rows of a batch: enough of them to an epoch that a small table is learned. */
const kBatch = 32;

/**
 * The column that is likely to be predicted: one with a usual name, else the last that can be.
 * @param {import('./cells.js').Cells} cells
 */
export function likelyTarget(cells) {
  const { columns, stores } = cells;
  const named = kTargets.map((name) => columns.find((column) => column.toLowerCase() === name)).find(Boolean);
  if (named !== undefined) return named;
  const isConstant = (/** @type {number} */ i) => !stores[i].isMany && stores[i].texts.length < 2;
  const last = columnsOf(cells).findLast((column, i) => !isLeftOut(column) && column.role !== 'date' && !isConstant(i));
  return last?.name ?? columns[columns.length - 1];
}

/** @typedef {import('./dialect.js').Stated & import('./csv.js').Used & { task?: import('./csv.js').Task, target?: string, split?: string, classWeights?: 'balanced' }} Said */
/** @typedef {{ described: import('./csv.js').Described, experiment: Record<string, unknown>, guessed: boolean }} Proposal guessed: whether
 *   the target was not given */

/**
 * @param {string} text @param {Said & { name: string }} options
 * @returns {Proposal}
 * @throws {import('./data-error.js').DataError}
 */
export const proposeExperiment = (text, { name, ...said }) => proposeFor(readCells(text, name, said), said);

/**
 * The same for a file that has been read.
 * @param {import('./cells.js').Cells} cells @param {Said} said what the file was read with among it
 * @returns {Proposal}
 * @throws {import('./data-error.js').DataError}
 */
export function proposeFor(cells, { target, classWeights, ...said }) {
  const chosen = target ?? likelyTarget(cells);
  const described = describeCells(cells, chosen, said);
  const { data, classNames } = described;
  const isClassification = data.task === 'classification';
  const dense = (/** @type {number} */ units) => ({ type: 'dense', units });
  const experiment = {
    version: 1,
    name: `${chosen} of ${cells.name}`,
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
      loss: isClassification
        ? { name: 'softmax-cross-entropy', ...(classWeights && { classWeights }) }
        : { name: 'mean-squared-error' },
      batchSize: Math.min(kBatch, Number(data.train)),
      epochs: 40,
    },
    seeds: [0],
  };
  return { described, experiment, guessed: target === undefined };
}
