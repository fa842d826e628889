// The hash of the weights that an experiment starts from, where it leaves it to their file; and what the engine takes of the file.
import { DataError } from '../data/data-error.js';
import { placesOf } from '../export/places.js';
import { packStart } from './start-weights.js';

/** @typedef {import('../text/paths.js').Json} Json */
/** @typedef {Pick<import('../engine/answers.js').CheckedRun, 'name' | 'experiment' | 'inputShape'>} CheckedRun */

/** @param {CheckedRun} run @returns {{ file: string, hash?: string } | undefined} the weights that it starts from */
export const weightsOfRun = ({ experiment }) => experiment.network.weights ?? undefined;

/** What is wrong with a file of weights. */
export class WeightsError extends DataError {}

/** Whether a run leaves the hash of its weights to their file. @param {CheckedRun} run */
export function lacksHash(run) {
  const weights = weightsOfRun(run);
  return weights !== undefined && !weights.hash;
}

/**
 * Files of weights as the engine takes them.
 * @param {Record<string, Uint8Array>} given as they came, unpacked; what is missing stays so
 * @param {CheckedRun[]} runs
 * @returns {Promise<{ packed: Record<string, Uint8Array>, hashes: Map<string, string> }>} by the file's name
 * @throws {WeightsError} with all that is wrong
 */
export async function prepareWeights(given, runs) {
  /** @type {Record<string, Uint8Array>} */
  const packed = {};
  /** @type {Map<string, string>} */
  const hashes = new Map();
  /** @type {Map<string, CheckedRun>} */
  const readers = new Map();
  const problems = [];
  for (const run of runs) {
    const file = weightsOfRun(run)?.file;
    if (file === undefined || !given[file]) continue;
    const first = readers.get(file);
    if (first && tensorsOf(first) !== tensorsOf(run))
      problems.push(
        `${file}: the networks of the runs "${first.name}" and "${run.name}" have other tensors; give one of them a file of its own`,
      );
    if (first) continue;
    readers.set(file, run);
    try {
      const start = await packStart(given[file], file, asRun(run));
      packed[file] = start.packed;
      hashes.set(file, start.hash);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      problems.push(...error.problems);
    }
  }
  for (const run of runs) {
    const { file = '', hash = '' } = weightsOfRun(run) ?? {};
    const found = hashes.get(file);
    if (found && hash && found !== hash)
      problems.push(
        `${file}: holds other weights than the experiment was made with: their hash is "${found}", and network.weights.hash "${hash}"; take the hash out to start from these`,
      );
  }
  if (problems.length) throw new WeightsError([...new Set(problems)]);
  return { packed, hashes };
}

/** @param {CheckedRun} run */
const asRun = (run) => /** @type {Parameters<typeof placesOf>[0]} */ (/** @type {unknown} */ (run));

/** Whether one file can be the beginning of all runs. @param {CheckedRun[]} runs */
export const haveSameTensors = (runs) => new Set(runs.map(tensorsOf)).size === 1;

/** @param {CheckedRun} run */
const tensorsOf = (run) => JSON.stringify(placesOf(asRun(run)));

/**
 * An experiment with the hashes that it leaves to its files.
 * @param {Json} given free of errors @param {Map<string, string>} hashes by file @returns {Json}
 */
export function withHashes(given, hashes) {
  const experiment = structuredClone(given);
  /** @param {Json} weights */
  const complete = (weights) => {
    const hash = hashes.get(weights?.file);
    if (hash && !weights.hash) weights.hash = hash;
  };
  complete(experiment.network.weights);
  for (const { set = {} } of experiment.runs ?? []) {
    complete(set['network.weights']);
    const hash = hashes.get(set['network.weights.file']);
    if (hash && !set['network.weights.hash']) set['network.weights.hash'] = hash;
  }
  for (const entry of experiment.grid?.['network.weights'] ?? []) complete(entry?.value);
  return experiment;
}
