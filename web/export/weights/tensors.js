// The weights of a trained network by PyTorch's names: those of the model in the exported script.
import { placesOf } from '../places.js';

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

/**
 * @param {import('../../engine/trained.js').Trained} trained
 * @param {import('../../engine/answers.js').CheckedRun} run @param {number} seed
 * @returns {Weights}
 */
export function weightsOf(trained, run, seed) {
  const about = {
    program: 'Activation Playground',
    experiment: JSON.stringify(run.experiment),
    run: run.name,
    seed: String(seed),
    hash: trained.hash,
  };
  return { tensors: tensorsOf(trained, run), about };
}

/** @param {import('../../engine/trained.js').Trained} trained @param {import('../../engine/answers.js').CheckedRun} run @returns {Tensor[]} */
export function tensorsOf({ tensors }, run) {
  const places = placesOf(/** @type {import('../checked.js').Run} */ (/** @type {unknown} */ (run)));
  const files = new Map(places.map(({ engine, file }) => [engine, file]));
  return tensors.map(({ name, shape, values }) => ({ name: files.get(name) ?? name, shape, values }));
}
