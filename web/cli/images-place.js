// Images on the disk: a folder with a subfolder a class, a zip file of it, or a pair of IDX files; for `describe`, `run` and
// `--data`.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { DataError } from '../data/data-error.js';
import { plainFileName } from '../data/file-names.js';
import { isIdxName, isZipName, labelsNameOf, pairOf } from '../own-images/image-names.js';
import { kMostImageBytes, mebibytes } from '../own-images/image-paths.js';
import { openZip } from '../own-images/zip-archive.js';
import { InputError } from './files/input-error.js';

/** @typedef {import('../own-images/images-for-engine.js').Given} Given */
/** @typedef {import('../own-images/image-paths.js').Archive} Archive */

const kMostDepth = 8;
const kMostFiles = 1_100_000;

/** Whether a path can be that of images: a folder, a zip file or an IDX file. @param {string} path */
export function isImagesPlace(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  return Boolean(stat?.isDirectory() || (stat?.isFile() && (isZipName(path) || isIdxName(path))));
}

/**
 * @param {string} path of a folder, a zip file or an IDX file of images
 * @param {string} [labels] path of the IDX file of labels; absent: the one beside it with the name that fits
 * @returns {Given} @throws {InputError} with what is wrong
 */
export function openImages(path, labels) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new InputError(`there is no folder or file "${path}"`);
  try {
    if (stat.isDirectory()) {
      if (labels !== undefined)
        throw new InputError('--labels is for an IDX file of images; a folder has its classes as subfolders');
      const pair = pairOf(readdirSync(path));
      return pair ? pairAt(join(path, pair.images), join(path, pair.labels)) : { archive: openFolder(path) };
    }
    if (isZipName(path)) {
      if (labels !== undefined)
        throw new InputError('--labels is for an IDX file of images; a zip file has its classes as subfolders');
      return { archive: openZip(bounded(path), basename(path)) };
    }
    return pairAt(path, labels ?? labelsBeside(path));
  } catch (error) {
    throw error instanceof DataError ? new InputError(error.message) : error;
  }
}

/** @param {string} path of an IDX file of images @returns {string} */
function labelsBeside(path) {
  const wanted = labelsNameOf(basename(path));
  const found = readdirSync(dirname(path)).find((name) => wanted !== null && plainFileName(name) === wanted);
  if (found === undefined)
    throw new InputError(
      `"${path}" has no labels${wanted === null ? '' : `: there is no "${wanted}" beside it`}; name their IDX file by --labels FILE`,
    );
  return join(dirname(path), found);
}

/** @param {string} images @param {string} labels @returns {Given} */
function pairAt(images, labels) {
  const read = (/** @type {string} */ path) => ({ name: plainFileName(basename(path)), bytes: bounded(fileAt(path)) });
  return { images: read(images), labels: read(labels) };
}

/** A file, or the one of its name in the folder of that name, as Kaggle packs MNIST's. @param {string} path @returns {string} */
export function fileAt(path) {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  const inner = readdirSync(path).find((name) => plainFileName(name) === plainFileName(basename(path)));
  return inner === undefined ? path : join(path, inner);
}

/** @param {string} path @returns {Uint8Array} */
function bounded(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new InputError(`there is no file "${path}"`);
  if (stat.size > kMostImageBytes)
    throw new InputError(
      `"${path}" has ${mebibytes(stat.size)} MiB; at most ${mebibytes(kMostImageBytes)} are read: leave images out`,
    );
  return readFileSync(path);
}

/**
 * The files of a folder and of the folders in it. Links are not followed.
 * @param {string} path @returns {Archive}
 */
function openFolder(path) {
  const root = resolve(path);
  /** @type {import('../own-images/image-paths.js').FileEntry[]} */
  const files = [];
  /** @type {string[]} */
  const folders = [];
  const visit = (/** @type {string} */ folder, /** @type {number} */ depth) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const full = join(folder, entry.name);
      const name = relative(root, full).split(sep).join('/');
      if (entry.isDirectory() && depth < kMostDepth) {
        folders.push(name);
        visit(full, depth + 1);
      } else if (entry.isFile()) files.push({ path: name, size: statSync(full).size });
      if (files.length > kMostFiles) throw new DataError([`${basename(root)}: has more than ${kMostFiles} files`]);
    }
  };
  visit(root, 0);
  return {
    name: basename(root),
    files,
    folders,
    async *read(paths) {
      for (const { path: name } of files) {
        const full = join(root, name);
        if (paths.has(name)) yield { path: name, bytes: existsSync(full) ? readFileSync(full) : new Uint8Array(0) };
      }
    },
  };
}

/**
 * Where an experiment's images are: the place itself, or what has their name in it.
 * @param {string} place a folder or a file @param {{ file: string, labels?: string }} data
 * @returns {Given} @throws {InputError}
 */
export function imagesIn(place, { file, labels }) {
  const isFolder = statSync(place, { throwIfNoEntry: false })?.isDirectory();
  const named = (/** @type {string} */ name) =>
    readdirSync(place).find((one) => one === name || plainFileName(one) === name);
  if (!labels) {
    const inner = isFolder ? named(file) : undefined;
    const given = openImages(inner === undefined ? place : join(place, inner));
    if (!('archive' in given))
      throw new InputError(`--data: "${place}" holds IDX files, but data.file is "${file}" without data.labels`);
    return { archive: { ...given.archive, name: file } };
  }
  const at = isFolder ? place : dirname(place);
  const [images, beside] = [file, labels].map((name) => readdirSync(at).find((one) => plainFileName(one) === name));
  if (images === undefined || beside === undefined)
    throw new InputError(
      `--data: "${at}" lacks ${[file, labels].filter((_, i) => [images, beside][i] === undefined).join(' and ')}(.gz)`,
    );
  return pairAt(join(at, images), join(at, beside));
}
