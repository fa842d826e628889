// Makes of a reader's own images what an experiment on them needs: the sizes that follow from the files, and the bytes that the
// engine takes. Page and command line differ only in where the files come from and in who decodes a JPEG.
import { DataError } from '../data/data-error.js';
import { readIdxImages } from './idx-images.js';
import { sortImages } from './image-paths.js';
import { packImages } from './pack-images.js';
import { kSide, proposeImages } from './propose-images.js';
import { looksColoured, readImages, sidesOf } from './read-images.js';
import { openZip } from './zip-archive.js';

/** @typedef {import('./image-paths.js').Archive} Archive */
/** @typedef {{ name: string, bytes: Uint8Array }} NamedBytes plain or gzip */
/** @typedef {{ archive: Archive } | { images: NamedBytes, labels: NamedBytes }} Given a folder or zip file, or a pair of IDX files */
/** @typedef {import('./pack-images.js').ImageSet & { classCounts: number[], leftOut: { what: string, count: number }[] }} Found */
/** @typedef {{ size?: unknown, colour?: unknown, classes?: unknown, train?: unknown, validation?: unknown, test?: unknown }} Stated an experiment's `data`, unchecked */
/** @typedef {{ decodeJpeg: import('./decode.js').DecodeJpeg, onProgress?: import('./read-images.js').OnProgress }} Means */

/**
 * Files that were read whole, as what they are.
 * @param {{ file?: string, labels?: string }} data an experiment's @param {Record<string, Uint8Array>} files by name
 * @returns {Given} @throws {DataError} where there is no zip file without labels
 */
export function givenOf({ file = '', labels }, files) {
  if (!labels) return { archive: openZip(files[file], file) };
  return { images: { name: file, bytes: files[file] }, labels: { name: labels, bytes: files[labels] } };
}

/** @param {Given} given */
const nameOf = (given) => ('archive' in given ? given.archive.name : given.images.name);

/**
 * What an experiment on images leaves to its files; of a folder's images none is decoded.
 * @param {Given} given @returns {Promise<import('./propose-images.js').Facts>} @throws {DataError}
 */
export async function factsOfImages(given) {
  if ('archive' in given) {
    const { classNames, images } = sortImages(given.archive);
    return { rows: images.length, classes: classNames.length };
  }
  const { labels, classNames, height, width, channels } = await readIdxImages(given.images, given.labels);
  return { rows: labels.length, classes: classNames.length, size: [height, width], colour: channels === 3 };
}

/**
 * @param {Given} given @param {Stated} stated @param {Means} means
 * @returns {Promise<Found>} in the size and with the channels that are stated, which a pair of IDX files must have
 * @throws {DataError} with all that is wrong
 */
export async function findImages(given, { size, colour }, { decodeJpeg, onProgress }) {
  const sides = size === undefined ? undefined : sidesOf(size);
  if (!('archive' in given)) {
    const images = await readIdxImages(given.images, given.labels);
    const { height, width, channels } = images;
    const problems = [];
    if (sides && (sides[0] !== height || sides[1] !== width))
      problems.push(`has images of ${height} x ${width} pixels, but data.size is ${sides.join(' x ')}; leave it out`);
    if (colour !== undefined && Boolean(colour) !== (channels === 3))
      problems.push(`has ${channels === 3 ? 'colour' : 'grey'} images, but data.colour is ${colour}; leave it out`);
    if (problems.length) throw new DataError(problems.map((problem) => `${given.images.name}: ${problem}`));
    return { ...images, leftOut: [] };
  }
  const [height, width] = sides ?? [kSide, kSide];
  return readImages(given.archive, { height, width, colour: Boolean(colour) }, decodeJpeg, onProgress);
}

/**
 * @param {string} name @param {Found} found @param {Stated} stated with all its counts
 * @throws {DataError} where there are not as many classes or images
 */
export function checkCounts(name, { classNames, labels }, { classes, train, validation, test }) {
  const problems = [];
  if (classes !== classNames.length)
    problems.push(`${name}: has ${classNames.length} classes, but data.classes is ${classes}`);
  const wanted = [train, validation, test].reduce((/** @type {number} */ sum, count) => sum + Number(count ?? 0), 0);
  if (wanted > labels.length)
    problems.push(`${name}: has ${labels.length} images, but data.train, validation and test together are ${wanted}`);
  if (problems.length) throw new DataError(problems);
}

/**
 * @param {Given} given @param {Stated} stated with all its counts @param {Means} means
 * @returns {Promise<Uint8Array>} what the engine takes @throws {DataError} with all that is wrong
 */
export async function packFor(given, stated, means) {
  const found = await findImages(given, stated, means);
  checkCounts(nameOf(given), found, stated);
  return packImages(found);
}

/** An experiment for what was found. @param {Given} given @param {Found} found @returns {Record<string, unknown>} */
export const proposeFound = (given, { height, width, channels, labels, classNames }) =>
  proposeImages({
    file: nameOf(given),
    ...('archive' in given ? {} : { labels: given.labels.name }),
    height,
    width,
    colour: channels === 3,
    rows: labels.length,
    classes: classNames.length,
  });

/**
 * What was found, and an experiment for it: grey unless the images have colours, or it is stated.
 * @param {Given} given @param {Stated} stated @param {Means} means
 * @returns {Promise<{ found: Found, experiment: Record<string, unknown> }>} @throws {DataError} with all that is wrong
 */
export async function proposeForImages(given, stated, means) {
  const colour =
    stated.colour ??
    ('archive' in given ? await looksColoured(given.archive, sortImages(given.archive), means.decodeJpeg) : undefined);
  const found = await findImages(given, { ...stated, colour }, means);
  return { found, experiment: proposeFound(given, found) };
}
