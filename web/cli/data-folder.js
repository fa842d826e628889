// Reads the files an experiment needs: from a folder, plain or gzip, from one file, or from a web address,
// once for all workers.
import { webcrypto } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { completeExperiment } from '../data/complete.js';
import { DataError } from '../data/data-error.js';
import { fetchFiles } from '../data/fetch-files.js';
import { kMostTableBytes, plainFileName } from '../data/file-names.js';
import { factsOfFile, prepareFiles } from '../data/files-for-engine.js';
import { kMostFileBytes, unpack } from '../engine/unpack.js';
import { isOnImages, prepareImages } from '../own-images/prepare-images.js';
import { prepareWeights, WeightsError, weightsOfRun } from '../weights/complete-weights.js';
import { InputError } from './files/input-error.js';
import { factsOfPlace, packPlace } from './images-file.js';
import { fileAt } from './images-place.js';
import { say } from './text/print.js';

/** @typedef {import('../engine/answers.js').CheckedRun} CheckedRun */
/** @typedef {import('../data/join.js').Joined} Joined */
/** @typedef {string | Joined | undefined} Place a folder, a file, or a web address; or a table that two files are together */

/**
 * An experiment with what it leaves to its table's file, where that is there.
 * @param {string} text the experiment's JSON, unchecked @param {Place} place
 * @returns {Promise<{ experiment: string, problems: import('../data/complete.js').Problem[] }>}
 */
export async function completedFrom(text, place) {
  let given;
  try {
    given = JSON.parse(text);
  } catch {
    return { experiment: text, problems: [] }; // the engine says what is wrong with it, and where
  }
  try {
    const { experiment, problems } = await completeExperiment(given, async (data) => {
      if (place === undefined) return null;
      if (data.source === 'images') return factsOfPlace(data, await imagesFrom(place, data));
      const files = await filesOf(place, [data.file], [], () => kMostTableBytes);
      return factsOfFile(files[data.file], data);
    });
    return { experiment: experiment === given ? text : JSON.stringify(experiment), problems };
  } catch (error) {
    throw asInput(error, place);
  }
}

/**
 * A mistake in the data, which names them as the experiment does: with the file that was read for them, where that has another name.
 * @param {unknown} error @param {Place} place
 */
export function asInput(error, place) {
  if (!(error instanceof DataError)) return error;
  const path = localPlace(place);
  const name = path !== undefined && statSync(path, { throwIfNoEntry: false })?.isFile() ? basename(path) : '';
  const isOther = name !== '' && !error.message.startsWith(`${plainFileName(name)}:`);
  const where = error instanceof WeightsError ? 'network.weights' : '--data';
  return new InputError(`${where}: ${isOther ? `${name} was read: ` : ''}${error.message}`);
}

/**
 * Says of a file, or a folder of images, that it has another name than the experiment gives it; nothing where it has that name.
 * @param {Place} place what was read, and proved to be what the runs need @param {CheckedRun[]} runs
 */
export function sayOtherName(place, runs) {
  const path = localPlace(place);
  const [wanted, ...more] = new Set(runs.flatMap((run) => run.files));
  if (path === undefined || wanted === undefined || more.length > 0) return;
  const name = basename(resolve(path));
  const isFolder = statSync(path).isDirectory();
  // A folder may hold what is named. Of what is no images it has to.
  if (plainFileName(name) === wanted || (isFolder && (existsSync(join(path, wanted)) || !runs.some(isOnImages))))
    return;
  const hash = runs.map(weightsOfRun).find((weights) => weights?.file === wanted)?.hash;
  say(`--data: ${name} was read for ${wanted}${hash ? `: its weights have the hash "${hash}"` : ''}`);
}

/** @param {Place} place @returns {string | undefined} its path, where it is on this machine */
const localPlace = (place) => (typeof place === 'string' && !isWeb(place) ? localPath(place) : undefined);

/** @param {string} place */
const isWeb = (place) => /^https?:/i.test(place);

/** @param {Place} place @param {string[]} names @param {CheckedRun[]} runs @param {(name: string) => number} limitOf bytes that are read */
async function filesOf(place, names, runs, limitOf) {
  if (typeof place === 'object') return { [place.name]: new TextEncoder().encode(place.text) };
  return place !== undefined && isWeb(place) ? fromWeb(place, names, runs) : fromDisk(localPath(place), names, limitOf);
}

/**
 * Where the images of an experiment are: on the disk they are read one by one.
 * @param {Place} place @param {import('../own-images/prepare-images.js').Data} data
 */
async function imagesFrom(place, data) {
  const names = [String(data.file), ...(data.labels ? [data.labels] : [])];
  if (typeof place !== 'string')
    throw new InputError(
      `this experiment needs images: give ${data.labels ? `the folder with ${names.join(' and ')}` : `the folder or zip file "${data.file}"`} by --data PLACE`,
    );
  return isWeb(place) ? { files: await fromWeb(place, names, []) } : { place: String(localPath(place)) };
}

/**
 * @param {Place} place
 * @param {CheckedRun[]} runs checkExperiment's
 * @returns {Promise<Record<string, Uint8Array>>} what the engine takes, by name, in memory that workers share instead of copying
 */
export async function readDataFiles(place, runs) {
  const others = runs.filter((run) => !isOnImages(run));
  const starts = runs.filter(isOnImages).flatMap((run) => weightsOfRun(run)?.file ?? []);
  const names = [...new Set([...others.flatMap((run) => run.files), ...starts])];
  const tables = new Set(others.map(({ experiment: { data } }) => (data.source === 'csv' ? data.file : undefined)));
  try {
    /** @type {Record<string, Uint8Array>} */
    const files = {};
    if (names.length > 0) {
      const limitOf = (/** @type {string} */ name) => (tables.has(name) ? kMostTableBytes : kMostFileBytes);
      const found = await filesOf(place, names, others, limitOf);
      // Tables are unpacked as they are read.
      for (const name of names) files[name] = tables.has(name) ? found[name] : await unpack(found[name], name);
    }
    const { packed } = await prepareWeights(files, runs);
    const prepared = await packedImages(place, { ...(await prepareFiles(files, others)), ...packed }, runs);
    sayOtherName(place, runs);
    return Object.fromEntries(Object.entries(prepared).map(([name, bytes]) => [name, shared(bytes)]));
  } catch (error) {
    throw asInput(error, place);
  }
}

/**
 * @param {Place} place @param {CheckedRun[]} runs that start from weights of a file
 * @returns {Promise<Record<string, Uint8Array>>} their files, unpacked
 */
export async function readWeights(place, runs) {
  const wanted = new Set(runs.map((run) => weightsOfRun(run)?.file));
  try {
    const names = [...new Set(runs.flatMap((run) => run.files))];
    const found = await filesOf(place, names, runs, () => kMostFileBytes);
    const files = names.filter((name) => wanted.has(name)).map(async (name) => [name, await unpack(found[name], name)]);
    return Object.fromEntries(await Promise.all(files));
  } catch (error) {
    throw asInput(error, place);
  }
}

/** @param {CheckedRun} run @returns {string[]} its files without that of its weights */
const imagesOf = (run) => run.files.filter((name) => name !== weightsOfRun(run)?.file);

/** @param {Place} place @param {Record<string, Uint8Array>} files of other runs @param {CheckedRun[]} runs */
async function packedImages(place, files, runs) {
  const none = new Uint8Array(0);
  // Of a pair the engine needs the images only, which hold the labels when they are packed.
  const given = Object.fromEntries(runs.filter(isOnImages).flatMap((run) => imagesOf(run).map((name) => [name, none])));
  return prepareImages({ ...given, ...files }, runs, async (data) => packPlace(data, await imagesFrom(place, data)));
}

/** @param {string} address @param {string[]} names @param {CheckedRun[]} runs */
function fromWeb(address, names, runs) {
  const sources = new Set(runs.filter((run) => run.files.length > 0).map((run) => run.experiment.data.source));
  return fetchFiles({
    names,
    address,
    source: sources.size === 1 ? [...sources][0] : undefined,
    subtle: /** @type {SubtleCrypto} */ (webcrypto.subtle),
    instead: 'Download the files and give their folder by --data DIR instead.',
  });
}

/** @param {string | undefined} place @param {string[]} names @param {(name: string) => number} limitOf bytes that are read */
function fromDisk(place, names, limitOf) {
  const wanted = names.map((name) => `${name}(.gz)`).join(', ');
  if (place === undefined) {
    throw new InputError(`this experiment needs data files: give the folder with ${wanted} by --data DIR`);
  }
  const stat = statSync(place, { throwIfNoEntry: false });
  // One file alone may have any name.
  if (stat?.isFile() && names.length === 1) return { [names[0]]: readBounded(place, limitOf(names[0])) };
  if (stat?.isFile()) throw new InputError(`--data: "${place}" is one file; give the folder with ${wanted}`);
  if (!stat?.isDirectory()) {
    throw new InputError(`--data: there is no folder "${place}"; it should hold ${wanted}`);
  }
  const missing = names.filter((name) => !pathOf(place, name));
  if (missing.length > 0) {
    throw new InputError(`--data: "${place}" lacks ${missing.map((name) => `${name}(.gz)`).join(', ')}`);
  }
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for (const name of names) files[name] = readBounded(/** @type {string} */ (pathOf(place, name)), limitOf(name));
  return files;
}

/** A file: address as the path it names. @param {string | undefined} place */
function localPath(place) {
  if (place === undefined || !/^file:/i.test(place)) return place;
  try {
    return fileURLToPath(place);
  } catch (error) {
    throw new InputError(`--data: "${place}" names no file of this machine: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {string} path @param {number} limit */
function readBounded(path, limit) {
  const { size } = statSync(path);
  if (size > limit) {
    throw new InputError(`--data: "${path}" has ${size} bytes; at most ${limit} (${limit / 2 ** 20} MiB) are read`);
  }
  return readFileSync(path);
}

/** @param {string} folder @param {string} name */
function pathOf(folder, name) {
  const plain = [join(folder, name), join(folder, `${name}.gz`)].find((path) => existsSync(path));
  const other = plain ?? readdirSync(folder).find((one) => plainFileName(one) === name);
  if (other === undefined) return undefined;
  // As Kaggle has MNIST's: with dots, and in a folder of the file's name.
  const path = fileAt(plain ?? join(folder, other));
  return statSync(path).isFile() ? path : undefined;
}

/** @param {Uint8Array} bytes */
function shared(bytes) {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}
