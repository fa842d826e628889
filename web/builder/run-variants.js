// The runs that one click adds beside the one that is shown: each differs from it in one thing.
import { hasNorms, namesActivations, withLayer, withNorms, withOneActivation, withWidths } from './layer-edits.js';
import { writtenOf } from './run-edits.js';

/** @typedef {import('../text/paths.js').Json} Json */
/** @typedef {import('../workbench/run-strip.js').Variant} Variant */

/** @param {number} value */
const rounded = (value) => Number(value.toPrecision(2));

/**
 * @param {Json} experiment as it is written @param {number} run the one that is shown @param {Json} checked the same with
 *   every default, or null
 * @param {string} name of the run
 * @returns {Variant[]}
 */
export function variantsOf(experiment, run, checked, name) {
  const written = writtenOf(experiment, run);
  const layers = written.network?.layers;
  const rate = checked?.training?.optimizer?.learningRate;
  /** @type {Variant[]} */
  const list = [];
  const add = (/** @type {string} */ label, /** @type {string} */ what, /** @type {Record<string, Json>} */ changes) =>
    list.push({ label, name: `${name}, ${what}`, changes });
  if (Array.isArray(layers)) {
    if (hasNorms(layers)) add('no BatchNorm', 'no BN', { 'network.layers': withNorms(layers, null) });
    else add('BatchNorm', 'BN', { 'network.layers': withNorms(layers, 'batchNorm') });
    add('twice the width', 'twice as wide', { 'network.layers': withWidths(layers, 2) });
    add('one layer more', 'one layer more', { 'network.layers': withLayer(layers) });
  }
  if (typeof rate === 'number')
    for (const factor of [1 / 3, 3]) {
      const value = rounded(rate * factor);
      add(`rate ${value}`, `rate ${value}`, { 'training.optimizer.learningRate': value });
    }
  const optimizer = checked?.training?.optimizer?.name;
  for (const other of ['adam', 'sgd'])
    if (optimizer !== undefined && optimizer !== other)
      add(other === 'adam' ? 'Adam at 0.001' : 'SGD at 0.1', other === 'adam' ? 'Adam' : 'SGD', {
        'training.optimizer': { name: other, learningRate: other === 'adam' ? 0.001 : 0.1 },
      });
  return list;
}

/**
 * A variant's changes as the experiment takes them: "activation" stands for that of all layers.
 * @param {Json} experiment @param {number} run @param {Record<string, Json>} changes @returns {Record<string, Json>}
 */
export function changesOf(experiment, run, { activation, ...changes }) {
  if (activation === undefined) return changes;
  const layers = writtenOf(experiment, run).network?.layers ?? [];
  return {
    ...changes,
    'network.activation': { name: activation },
    ...(namesActivations(layers) ? { 'network.layers': withOneActivation(layers) } : {}),
  };
}
