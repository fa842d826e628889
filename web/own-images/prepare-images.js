// The files of an experiment on images, made into what the engine takes: each once, whatever number of runs trains on it.
import { DataError } from '../data/data-error.js';
import { readingOf } from '../data/files-for-engine.js';

/** @typedef {import('../data/files-for-engine.js').CheckedRun} CheckedRun */
/** @typedef {CheckedRun['experiment']['data']} Data */

/** What a run's data say of how their images are read. @param {Data} data */
const readingOfImages = ({ labels, size, colour, classes, train, validation, test }) =>
  JSON.stringify([labels, size, colour, classes, Number(train) + Number(validation) + Number(test ?? 0)]);

/** Whether a run trains on images of the reader's own. @param {CheckedRun} run */
export const isOnImages = ({ experiment: { data } }) => data.source === 'images' && typeof data.file === 'string';

/** What a run's data say of how their files are read. @param {CheckedRun} run */
export const readsOf = (run) => [
  run.experiment.data.file,
  isOnImages(run) ? readingOfImages(run.experiment.data) : readingOf(run),
];

/**
 * @template T
 * @param {Record<string, T>} given by the names checkExperiment lists; what is missing stays so
 * @param {CheckedRun[]} runs
 * @param {(data: Data) => Promise<T>} pack what the engine takes of the files of some data, all of which are given
 * @returns {Promise<Record<string, T>>} the same with the images packed
 * @throws {DataError} with all that is wrong
 */
export async function prepareImages(given, runs, pack) {
  /** @type {Map<string, CheckedRun>} the first run that reads each file */
  const readers = new Map();
  const problems = [];
  for (const run of runs.filter(isOnImages)) {
    const { data } = run.experiment;
    const file = String(data.file);
    const first = readers.get(file);
    if (!first) readers.set(file, run);
    else if (readingOfImages(first.experiment.data) !== readingOfImages(data))
      problems.push(
        `${file}: the runs "${first.name}" and "${run.name}" take its images in different sizes, colours or counts; give one of them a copy of it under another name`,
      );
  }
  const files = { ...given };
  for (const [file, { experiment, files: needed }] of readers) {
    if (problems.length || needed.some((name) => given[name] === undefined)) continue;
    try {
      files[file] = await pack(experiment.data);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length) throw new DataError(problems);
  return files;
}
