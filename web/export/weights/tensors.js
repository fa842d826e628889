// The weights of a trained network by PyTorch's names: those of the model in the exported script.
import { NetworkText } from '../pytorch/layers.js';

/**
 * @typedef {object} Tensor
 * @property {string} name as in a state_dict of PyTorch: "0.weight"
 * @property {number[]} shape
 * @property {Float32Array} values row-major
 *
 * @typedef {object} Weights
 * @property {Tensor[]} tensors
 * @property {Record<string, string>} about what they are of: experiment, run, seed, hash
 */

/** What PyTorch calls a layer's tensor, where that is another name. @type {Record<string, string>} */
const kNames = { slope: 'weight', runningMean: 'running_mean', runningVariance: 'running_var' };

/**
 * @param {import('../../engine/trained.js').Trained} trained
 * @param {import('../../engine/answers.js').CheckedRun} run @param {number} seed
 * @param {import('../../engine/curves.js').CurvesEngine} curves
 * @returns {Weights}
 */
export function weightsOf(trained, run, seed, curves) {
  const { network } = /** @type {import('../checked.js').Run} */ (/** @type {unknown} */ (run)).experiment;
  const { places } = new NetworkText(network, run.inputShape, curves, false);
  const tensors = trained.tensors.map(({ name, shape, values }) => {
    const [layer, key] = name.split('.');
    return { name: `${places.get(layer)}.${kNames[key] ?? key}`, shape, values };
  });
  const about = {
    program: 'Activation Playground',
    experiment: JSON.stringify(run.experiment),
    run: run.name,
    seed: String(seed),
    hash: trained.hash,
  };
  return { tensors, about };
}
