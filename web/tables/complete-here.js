// Completes an experiment on a table or on images from the files that are here, which their workers read.
import { completeExperiment } from '../data/complete.js';
import { DataError } from '../data/data-error.js';
import { imageFacts } from './images-client.js';
import { tableFacts } from './table-client.js';

/** @typedef {Record<string, Blob | Uint8Array>} Files by name, as they came */

/**
 * @typedef {object} CompletedHere
 * @property {import('../text/paths.js').Json} whole the experiment with what follows from the files
 * @property {import('../data/complete.js').Problem[]} problems
 * @property {string[]} leaves files that it leaves something to @property {string[]} waiting those that are not there, or cannot
 *   be read as the data say
 */

/**
 * @param {import('../text/paths.js').Json} given the experiment, unchecked @param {Files} files
 * @returns {Promise<CompletedHere>}
 */
export async function completeHere(given, files) {
  /** @type {Set<string>} */
  const leaves = new Set();
  const factsHere = (/** @type {import('../text/paths.js').Json} */ data) => {
    leaves.add(data.file);
    return factsOf(data, files);
  };
  try {
    const { experiment: whole, waiting, problems } = await completeExperiment(given, async (data) => factsHere(data));
    return { whole, problems, leaves: [...leaves], waiting };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const { experiment: whole, waiting } = await completeExperiment(given, async () => null);
    const problems = error.problems.map((message) => ({ path: 'data.file', code: 'file', message }));
    return { whole, problems, leaves: [...leaves], waiting };
  }
}

/** @param {import('../text/paths.js').Json} data of an experiment @param {Files} files */
function factsOf(data, files) {
  const names = [data.file, ...(typeof data.labels === 'string' ? [data.labels] : [])];
  if (names.some((name) => !files[name])) return null;
  return data.source === 'images' ? imageFacts(files, data) : tableFacts(files[data.file], data.file, data);
}
