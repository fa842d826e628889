// Makes of the files a person chose or an address gave what the engine takes. CSV becomes a table; its reader is loaded
// only where one is needed. IDX files pass, gzip or plain.
import { DataError } from './data-error.js';

/** @typedef {import('../text/paths.js').Json} Json */

/** @typedef {Pick<import('../engine/answers.js').CheckedRun, 'name' | 'experiment' | 'files'>} CheckedRun */

/** What a run's data say of how their file is read. @param {CheckedRun} run */
export function readingOf({ experiment: { data } }) {
  const { target = '', task = 'classification', delimiter, decimal, header, columns, missing } = data;
  return { target, task, delimiter, decimal, header, columns, missing };
}

/** @typedef {ReturnType<typeof readingOf>} Reading */

/**
 * What the sizes of an experiment on a table follow from.
 * @param {Uint8Array} bytes of its file, plain or gzip @param {import('./complete.js').Json} data the experiment's, unchecked
 * @returns {Promise<import('./csv.js').Facts>} @throws {DataError} where the file cannot be read as the data say
 */
export async function factsOfFile(bytes, { file, target, task, delimiter, decimal, header, columns, missing }) {
  const { factsOfTable } = await import('./csv.js');
  const { readTable } = await import('./read-table.js');
  return factsOfTable(await readTable(bytes, file, { delimiter, decimal, header }), {
    target,
    task,
    columns,
    missing,
  });
}

/**
 * Reads a table where it is called.
 * @param {import('./read-table.js').Source} source @param {string} name @param {Reading} reading @returns {Promise<Uint8Array>}
 */
async function packHere(source, name, reading) {
  const [{ readTable }, { packTable, tableOf }] = await Promise.all([import('./read-table.js'), import('./csv.js')]);
  return packTable(tableOf(await readTable(source, name, reading), reading));
}

/**
 * @template {Blob | Uint8Array} [T=Uint8Array]
 * @param {Record<string, T>} given by the names checkExperiment lists; what is missing stays so
 * @param {CheckedRun[]} runs
 * @param {(source: T, name: string, reading: Reading) => Promise<T>} [packTable] reads a table and makes of it what the engine
 *   takes; absent: here, of bytes
 * @returns {Promise<Record<string, T>>}
 * @throws {DataError} with all that is wrong
 */
export async function prepareFiles(given, runs, packTable = /** @type {Json} */ (packHere)) {
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
    try {
      files[file] = await packTable(given[file], file, readingOf(run));
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length) throw new DataError(problems);
  return files;
}
