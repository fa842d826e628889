// Images on the disk as an experiment: for `describe`, which prints what was found, and for `run FOLDER`.
import { DataError } from '../data/data-error.js';
import { decodeJpegHere } from '../own-images/decode.js';
import { factsOfImages, givenOf, packFor, proposeForImages } from '../own-images/images-for-engine.js';
import { fixedAscii } from '../text/numbers.js';
import { InputError } from './files/input-error.js';
import { imagesIn, openImages } from './images-place.js';
import { say } from './text/print.js';
import { textTable } from './text/text-table.js';

/** @typedef {import('../own-images/prepare-images.js').Data} Data */
/** @typedef {import('../own-images/images-for-engine.js').Stated} Stated */

const kShown = 20;
/** A line about the progress is printed after these, in milliseconds. */
const kQuiet = 3000;

/** Decoding with a remark now and then. @param {string} name */
function means(name) {
  let next = Date.now() + kQuiet;
  return {
    decodeJpeg: decodeJpegHere,
    onProgress: (/** @type {number} */ done, /** @type {number} */ total) => {
      if (Date.now() < next || done === total) return;
      next = Date.now() + kQuiet;
      say(`${name}: ${done} of ${total} images are read`);
    },
  };
}

/**
 * @param {string} path of a folder, a zip file or an IDX file @param {string | undefined} labels as in openImages
 * @param {Stated} stated size and colour, where they are said
 * @throws {InputError} with all that is wrong
 */
export async function imagesExperiment(path, labels, stated) {
  try {
    return await proposeForImages(openImages(path, labels), stated, means(path));
  } catch (error) {
    throw error instanceof DataError ? new InputError(error.message) : error;
  }
}

/**
 * @param {Data} data of an experiment
 * @param {{ place: string } | { files: Record<string, Uint8Array> }} from a place on the disk, or files that were fetched
 */
const openFor = (data, from) =>
  'files' in from
    ? givenOf(data, from.files)
    : imagesIn(from.place, { file: String(data.file), labels: data.labels || undefined });

/** @param {Data} data unchecked @param {Parameters<typeof openFor>[1]} from @throws {DataError | InputError} */
export const factsOfPlace = (data, from) => factsOfImages(openFor(data, from));

/** @param {Data} data @param {Parameters<typeof openFor>[1]} from @returns {Promise<Uint8Array>} @throws {DataError | InputError} */
export const packPlace = (data, from) => packFor(openFor(data, from), data, means(String(data.file)));

/** @param {Awaited<ReturnType<typeof imagesExperiment>>} found @returns {string} */
export function imagesText({ found, experiment }) {
  const { classNames, classCounts, leftOut, height, width, channels, labels } = found;
  const { data } = /** @type {{ data: Record<string, unknown> }} */ (experiment);
  const rows = labels.length;
  const order = classNames.map((name, i) => ({ name, count: classCounts[i] })).sort((a, b) => b.count - a.count);
  const more = order.length - kShown;
  return [
    `${data.file}: ${rows} images of ${classNames.length} classes; ${height} x ${width} pixels, ${channels === 3 ? 'in colour' : 'grey'}${data.labels ? '' : ' (run changes that by --set data.size=N or [height,width] and --set data.colour=true or false)'}`,
    ...leftOut.map(({ what, count }) => `left out: ${what} (${count})`),
    `${data.train} images train, ${data.validation} validate, each class in its share`,
    `always answering "${order[0].name}" is right for ${fixedAscii(order[0].count / rows, 3)} of the images`,
    '',
    textTable(
      [{ title: 'class' }, { title: 'images', align: 'right' }, { title: 'share', align: 'right' }],
      order.slice(0, kShown).map(({ name, count }) => [name, String(count), fixedAscii(count / rows, 3)]),
    ),
    ...(more > 0 ? [`and ${more} classes more`] : []),
  ].join('\n');
}
