// Makes of the files a person chose or an address gave what the engine takes. CSV becomes a table; its reader is loaded
// only where one is needed. IDX files pass, gzip or plain.
import { unpack } from '../engine/unpack.js';
import { DataError } from './data-error.js';

/** @typedef {Pick<import('../engine/answers.js').CheckedRun, 'name' | 'experiment' | 'files'>} CheckedRun */

/** What a run's data say of how their file is read. @param {CheckedRun} run */
export function readingOf({ experiment: { data } }) {
  const { target = '', task = 'classification', delimiter, decimal, header, columns, missing } = data;
  return { target, task, delimiter, decimal, header, columns, missing };
}

/**
 * What the sizes of an experiment on a table follow from.
 * @param {Uint8Array} bytes of its file, plain or gzip @param {import('./complete.js').Json} data the experiment's, unchecked
 * @returns {Promise<import('./csv.js').Facts>} @throws {DataError} where the file cannot be read as the data say
 */
export async function factsOfFile(bytes, { file, target, task, delimiter, decimal, header, columns, missing }) {
  const { factsOf, csvText } = await import('./csv.js');
  const text = csvText(await unpack(bytes, file), file);
  return factsOf(text, { name: file, target, task, delimiter, decimal, header, columns, missing });
}

/**
 * @param {Record<string, Uint8Array>} given by the names checkExperiment lists; what is missing stays so
 * @param {CheckedRun[]} runs
 * @returns {Promise<Record<string, Uint8Array>>}
 * @throws {DataError} with all that is wrong
 */
export async function prepareFiles(given, runs) {
  /** @type {Map<string, CheckedRun>} the first run that reads each table */
  const readers = new Map();
  const problems = [];
  for (const run of runs) {
    const { source, file } = run.experiment.data;
    if (source !== 'csv' || file === undefined) continue;
    const first = readers.get(file);
    if (!first) readers.set(file, run);
    else if (JSON.stringify(readingOf(first)) !== JSON.stringify(readingOf(run)))
      problems.push(
        `${file}: the runs "${first.name}" and "${run.name}" predict different things with it, or read it in different ways; give one of them a copy of the file under another name`,
      );
  }
  const files = { ...given };
  for (const [file, run] of readers) {
    if (!given[file] || problems.length) continue;
    const { readCsv, csvText, packTable } = await import('./csv.js');
    try {
      const text = csvText(await unpack(given[file], file), file);
      files[file] = packTable(readCsv(text, { name: file, ...readingOf(run) }));
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length) throw new DataError(problems);
  return files;
}
