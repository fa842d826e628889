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
 * @param {import('../../engine/session.js').Session} session that has ended
 * @param {import('../../engine/answers.js').CheckedRun} run @param {number} seed
 * @param {import('../../engine/curves.js').CurvesEngine} curves
 * @returns {Weights}
 */
export function weightsOf(session, run, seed, curves) {
  const { network } = /** @type {import('../checked.js').Run} */ (/** @type {unknown} */ (run)).experiment;
  const { places } = new NetworkText(network, run.inputShape, curves, false);
  const tensors = session.parameterNames().flatMap(({ name, shape }) => {
    const [layer, key] = name.split('.');
    const values = session.parameter(name);
    if (values.length === 0) return []; // the bias of a layer without one
    const tensor = { name: `${places.get(layer)}.${kNames[key] ?? key}`, shape, values };
    if (!layer.startsWith('batchNorm') || key !== 'bias') return [tensor];
    const state = ['runningMean', 'runningVariance'].map((of) => ({
      name: `${places.get(layer)}.${kNames[of]}`,
      shape,
      values: session.parameter(`${layer}.${of}`),
    }));
    return [tensor, ...state];
  });
  const about = {
    program: 'Activation Playground',
    experiment: JSON.stringify(run.experiment),
    run: run.name,
    seed: String(seed),
    hash: session.hash(),
  };
  return { tensors, about };
}
