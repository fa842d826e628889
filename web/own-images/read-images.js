// The images of a folder or zip file, decoded and scaled, one after the other: what an experiment's data follow from, and what the
// engine takes. Every file that cannot be decoded is named.
import { DataError } from '../data/data-error.js';
import { decodeImage } from './decode.js';
import { ImageError } from './image-bytes.js';
import { mebibytes, sortImages } from './image-paths.js';
import { isColoured, scaled } from './scale.js';

/** @typedef {import('./image-paths.js').Archive} Archive */
/** @typedef {import('./image-paths.js').Sorted} Sorted */
/** @typedef {import('./scale.js').Target} Target */
/** @typedef {(done: number, total: number) => void} OnProgress images */

/** Images that are looked at to propose grey or colour. */
const kLooked = 60;
/** What the engine may take for all of a run: a float and a byte for each number. */
const kMostEngineBytes = 2 ** 30;
const kEngineBytes = 5;
const kShown = 5;

/** Pixels of one side of an image: [height, width]. @param {unknown} size as an experiment has it @returns {[number, number]} */
export function sidesOf(size) {
  const [height, width] = Array.isArray(size) ? size : [size, size];
  const isSide = (/** @type {unknown} */ side) => Number.isInteger(side) && Number(side) >= 1 && Number(side) <= 256;
  if (!isSide(height) || !isSide(width))
    throw new DataError(['data.size must be a whole number from 1 to 256, or two: [height, width]']);
  return [Number(height), Number(width)];
}

/**
 * @param {string} name @param {number} count @param {Target} target
 * @throws {DataError} where they are more than the engine can hold
 */
export function checkMemory(name, count, { height, width, colour }) {
  const bytes = count * (colour ? 3 : 1) * height * width * kEngineBytes;
  if (bytes <= kMostEngineBytes) return;
  const share = Math.sqrt((kMostEngineBytes * 0.9) / bytes);
  throw new DataError([
    `${name}: ${count} images of ${height} x ${width} pixels${colour ? ' in colour' : ''} need ${mebibytes(bytes)} MiB, and at most ${mebibytes(kMostEngineBytes)} are there: leave images out, or take a size of ${Math.max(1, Math.floor(height * share))} x ${Math.max(1, Math.floor(width * share))}${colour ? ', or grey' : ''}`,
  ]);
}

/**
 * Looks at some images of every class.
 * @param {Archive} archive @param {Sorted} sorted @param {import('./decode.js').DecodeJpeg} decodeJpeg
 * @returns {Promise<boolean>} whether one of them has colours
 */
export async function looksColoured(archive, { images }, decodeJpeg) {
  const step = Math.max(1, images.length / kLooked);
  const paths = new Set(
    Array.from({ length: Math.min(kLooked, images.length) }, (_, i) => images[Math.floor(i * step)].path),
  );
  let coloured = false;
  for await (const { bytes } of archive.read(paths)) {
    if (coloured) break;
    const pixels = await decodeImage(bytes, decodeJpeg).catch(() => null); // reported when all are read
    coloured = pixels !== null && isColoured(pixels);
  }
  return coloured;
}

/**
 * @param {Archive} archive @param {Target} target @param {import('./decode.js').DecodeJpeg} decodeJpeg
 * @param {OnProgress} [onProgress] called after every image
 * @returns {Promise<import('./pack-images.js').ImageSet & Pick<Sorted, 'classCounts' | 'leftOut'>>}
 * @throws {DataError} with all that is wrong
 */
export async function readImages(archive, target, decodeJpeg, onProgress = () => {}) {
  const { name } = archive;
  const sorted = sortImages(archive);
  const { classNames, classCounts, images, leftOut } = sorted;
  checkMemory(name, images.length, target);
  const channels = target.colour ? 3 : 1;
  const size = channels * target.height * target.width;
  const pixels = new Uint8Array(images.length * size);
  const labels = Uint16Array.from(images, ({ label }) => label);
  const places = new Map(images.map(({ path }, i) => [path, i]));
  /** @type {Map<number, string>} what is wrong with an image */
  const wrong = new Map(images.map((_, i) => [i, 'cannot be read any more']));
  let done = 0;
  for await (const { path, bytes } of archive.read(new Set(places.keys()))) {
    const place = places.get(path);
    if (place === undefined) continue;
    try {
      pixels.set(scaled(await decodeImage(bytes, decodeJpeg), target), place * size);
      wrong.delete(place);
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      wrong.set(place, error.message);
    }
    done += 1;
    onProgress(done, images.length);
  }
  if (wrong.size > 0) {
    const first = [...wrong].sort(([a], [b]) => a - b).slice(0, kShown);
    const more = wrong.size - first.length;
    throw new DataError([
      `${name}: ${wrong.size} of ${images.length} images cannot be decoded; repair them or take them away: ${first.map(([i, why]) => `"${images[i].path}" ${why}`).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    ]);
  }
  return { channels, height: target.height, width: target.width, classNames, classCounts, leftOut, labels, pixels };
}
