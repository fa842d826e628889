// Completes an experiment on a table or on images from the files that are here, which their workers read.
import { completeExperiment } from '../data/complete.js';
import { DataError } from '../data/data-error.js';
import { imageFacts } from './images-client.js';
import { tableFacts } from './table-client.js';

/** @typedef {Record<string, Blob | Uint8Array>} Files by name, as they came */
/** @typedef {import('../data/fingerprint.js').FileMark[]} Marks of the files that it must be */

/**
 * @typedef {object} CompletedHere
 * @property {import('../text/paths.js').Json} whole the experiment with what follows from the files
 * @property {import('../data/complete.js').Problem[]} problems
 * @property {string[]} leaves files that it leaves something to @property {string[]} waiting those that are not there, or cannot
 *   be read as the data say
 */

/**
 * @param {import('../text/paths.js').Json} given the experiment, unchecked @param {Files} files @param {Marks} marks
 * @returns {Promise<CompletedHere>}
 */
export async function completeHere(given, files, marks) {
  /** @type {Set<string>} */
  const leaves = new Set();
  const factsHere = (/** @type {import('../text/paths.js').Json} */ data) => {
    for (const name of namesOf(data)) leaves.add(name);
    return factsOf(data, files, marks);
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

/** @param {import('../text/paths.js').Json} data of an experiment @returns {string[]} */
const namesOf = ({ source, file, labels }) =>
  source === 'images' && typeof labels === 'string' ? [file, labels] : [file];

/** @param {import('../text/paths.js').Json} data of an experiment @param {Files} files @param {Marks} marks */
function factsOf(data, files, marks) {
  const { source, file } = data;
  if (namesOf(data).some((name) => !files[name])) return null;
  const expected = marks.map((mark) => ({ ...mark, called: mark.name }));
  if (source === 'images') return imageFacts(files, data, expected);
  return tableFacts(files[file], file, data, expected.find(({ name }) => name === file) ?? null);
}
