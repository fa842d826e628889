// Makes of all files that an experiment asks for what the engine takes: tables and images by those that read them, weights here.
import { prepareFiles } from '../data/files-for-engine.js';
import { isOnImages, prepareImages, readsOf } from '../own-images/prepare-images.js';
import { weightsOfRun } from '../weights/complete-weights.js';

/** @typedef {import('../engine/answers.js').CheckedRun} CheckedRun */
/** @typedef {Uint8Array | Blob} Bytes */

/** What is asked for, in words. @type {Record<string, string>} */
const kAsks = {
  mnist: 'trains on the MNIST digits, which are not bundled with this page',
  'fashion-mnist': 'trains on the Fashion-MNIST images, which are not bundled with this page',
  csv: 'trains on a table of your own',
  images: 'trains on images of your own',
};

/** Whether a file is asked for only because runs start from it. @param {string} name @param {CheckedRun[]} runs */
const isWeights = (name, runs) => runs.some((run) => weightsOfRun(run)?.file === name);

/** Whether weights are asked for. @param {string[]} wanted @param {CheckedRun[]} runs */
export const hasWeights = (wanted, runs) => wanted.some((name) => isWeights(name, runs));

/** Whether a folder or a zip file of images is asked for. @param {CheckedRun[]} runs */
export const asksForArchive = (runs) => runs.some((run) => isOnImages(run) && !run.experiment.data.labels);

/** Whether nothing but weights is asked for. @param {string[]} wanted @param {CheckedRun[]} runs */
export const isOnlyWeights = (wanted, runs) => wanted.length > 0 && wanted.every((name) => isWeights(name, runs));

/** Why files are asked for. @param {string[]} wanted @param {CheckedRun[]} runs @param {string} source of their data */
export function reasonOf(wanted, runs, source) {
  const starts = wanted.filter((name) => isWeights(name, runs));
  const of = starts.length === wanted.length ? '' : (kAsks[source] ?? 'trains on files');
  return [of, ...(starts.length > 0 ? ['starts from trained weights'] : [])].filter(Boolean).join(', and ');
}

/** What the files are prepared by: when it changes, they are prepared again. @param {CheckedRun} run */
export const readsOfRun = (run) => [
  ...readsOf(run),
  ...(weightsOfRun(run) ? [run.inputShape, run.experiment.network] : []),
];

/**
 * @param {Record<string, Bytes>} given by the names checkExperiment lists; what is missing stays so
 * @param {CheckedRun[]} runs
 * @param {(file: Bytes, name: string, reading: import('../data/files-for-engine.js').Reading) => Promise<Bytes>} packTable
 * @param {(data: import('../own-images/prepare-images.js').Data) => Promise<Bytes>} packImages
 * @returns {Promise<Record<string, Bytes>>} @throws {import('../data/data-error.js').DataError} with what is wrong
 */
export async function prepareChosen(given, runs, packTable, packImages) {
  const files = await prepareImages(await prepareFiles(given, runs, packTable), runs, packImages);
  if (!runs.some(weightsOfRun)) return files;
  return { ...files, ...(await (await import('./start-weights.js')).prepareStarts(given, runs)).packed };
}
