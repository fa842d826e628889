// Files of weights that are here, read for the engine and for the experiment that names them.
import { DataError } from '../data/data-error.js';
import { unpack } from '../engine/unpack.js';
import { haveSameTensors, prepareWeights, weightsOfRun, withHashes } from '../weights/complete-weights.js';

/** @typedef {import('../engine/answers.js').CheckedRun} CheckedRun */
/** @typedef {Record<string, Blob | Uint8Array>} Files by name, as they came */

/** @param {Blob | Uint8Array} file @param {string} name */
const bytesOf = async (file, name) =>
  unpack(file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : file, name);

/**
 * @param {Files} files @param {CheckedRun[]} runs
 * @returns {ReturnType<typeof prepareWeights>} of those that are there @throws {DataError} with all that is wrong
 */
export async function prepareStarts(files, runs) {
  const names = [...new Set(runs.flatMap((run) => weightsOfRun(run)?.file ?? []))].filter((name) => files[name]);
  const there = await Promise.all(names.map(async (name) => [name, await bytesOf(files[name], name)]));
  return prepareWeights(Object.fromEntries(there), runs);
}

/**
 * The hash of a file that all runs are to start from.
 * @param {Blob} file @param {string} name @param {CheckedRun[]} runs @returns {Promise<string>} @throws {DataError} where it does not fit
 */
export async function hashOfFile(file, name, runs) {
  const starting = runs.map((run) => {
    const { experiment } = run;
    return { ...run, experiment: { ...experiment, network: { ...experiment.network, weights: { file: name } } } };
  });
  const { hashes } = await prepareStarts({ [name]: file }, starting);
  return /** @type {string} */ (hashes.get(name));
}

/**
 * @param {import('../text/paths.js').Json} experiment @param {Files} files @param {CheckedRun[]} runs that lack a hash
 * @returns {Promise<import('../text/paths.js').Json>} with the hashes of the files that are here and fit
 */
export async function completeHashes(experiment, files, runs) {
  try {
    return withHashes(experiment, (await prepareStarts(files, runs)).hashes);
  } catch (error) {
    if (error instanceof DataError) return experiment; // said where the files are shown
    throw error;
  }
}

export { haveSameTensors };
