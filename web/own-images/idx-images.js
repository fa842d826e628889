// A pair of IDX files, images and labels, of any shape: [images, height, width], or [images, height, width, 3] in colour. The
// labels may be any whole numbers; each different one is a class.
import { DataError } from '../data/data-error.js';
import { unpack } from '../engine/unpack.js';
import { kMostClasses, kMostImageBytes } from './image-paths.js';

/** @typedef {import('./pack-images.js').ImageSet} ImageSet */

const kMostSide = 256;
const kMostImages = 1_000_000;
/** Readers of the types of whole numbers, by IDX's code. @type {Record<number, [bytes: number, read: (view: DataView, at: number) => number]>} */
const kTypes = {
  8: [1, (view, at) => view.getUint8(at)],
  9: [1, (view, at) => view.getInt8(at)],
  11: [2, (view, at) => view.getInt16(at)],
  12: [4, (view, at) => view.getInt32(at)],
};

/**
 * @param {Uint8Array} bytes plain @param {string} name
 * @returns {{ type: number, sides: number[], data: DataView }} @throws {DataError} where it is no whole IDX file
 */
function idxOf(bytes, name) {
  const count = bytes[3];
  const [type] = kTypes[bytes[2]] ?? [];
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0 || type === undefined || count < 1 || count > 4)
    throw new DataError([
      `${name}: is no IDX file of whole numbers: it must begin with 0, 0, a type and 1 to 4 dimensions`,
    ]);
  const begin = 4 + 4 * count;
  if (bytes.length < begin) throw new DataError([`${name}: is cut off in its header`]);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sides = Array.from({ length: count }, (_, i) => view.getUint32(4 + 4 * i));
  const size = sides.reduce((product, side) => product * side, type);
  if (bytes.length - begin !== size)
    throw new DataError([
      `${name}: has ${bytes.length - begin} bytes behind its header, but ${sides.join(' x ')} numbers are ${size} bytes`,
    ]);
  return { type: bytes[2], sides, data: new DataView(bytes.buffer, bytes.byteOffset + begin, size) };
}

/** Whether bytes begin as those of an IDX file. @param {Uint8Array} bytes */
export const isIdx = (bytes) =>
  bytes[0] === 0 && bytes[1] === 0 && bytes[2] in kTypes && bytes[3] >= 1 && bytes[3] <= 4;

/**
 * @param {{ name: string, bytes: Uint8Array }} images plain or gzip @param {{ name: string, bytes: Uint8Array }} labels
 * @returns {Promise<ImageSet & { classCounts: number[] }>} @throws {DataError} with all that is wrong
 */
export async function readIdxImages(images, labels) {
  const [given, named] = await Promise.all(
    [images, labels].map(async ({ name, bytes }) => idxOf(await unpacked(bytes, name), name)),
  );
  const problems = [];
  const [count, height = 0, width = 0, depth = 1] = given.sides;
  if (given.type !== 8 || given.sides.length < 3 || ![1, 3].includes(depth))
    problems.push(
      `${images.name}: holds ${given.sides.join(' x ')} ${given.type === 8 ? 'bytes' : 'numbers'}; images are bytes, count x height x width, or count x height x width x 3 in colour`,
    );
  else if (height < 1 || width < 1 || height > kMostSide || width > kMostSide)
    problems.push(`${images.name}: its images have ${height} x ${width} pixels; a side has 1 to ${kMostSide}`);
  if (named.sides.length !== 1)
    problems.push(`${labels.name}: holds ${named.sides.join(' x ')} numbers; labels are one number an image`);
  else if (named.sides[0] !== count)
    problems.push(`${labels.name}: has ${named.sides[0]} labels, but ${images.name} has ${count} images`);
  if (count < 2 || count > kMostImages)
    problems.push(`${images.name}: has ${count} images; 2 to ${kMostImages} are taken`);
  if (problems.length) throw new DataError(problems);

  const [bytes, read] = kTypes[named.type];
  const numbers = Int32Array.from({ length: count }, (_, i) => read(named.data, i * bytes));
  const classes = [...new Set(numbers)].sort((a, b) => a - b);
  if (classes.length < 2 || classes.length > kMostClasses)
    throw new DataError([
      `${labels.name}: has ${classes.length === 1 ? `one class only, ${classes[0]}` : `${classes.length} different labels`}; 2 to ${kMostClasses} classes are taken`,
    ]);
  const index = new Map(classes.map((label, i) => [label, i]));
  const codes = Uint16Array.from(numbers, (label) => index.get(label) ?? 0);
  const classCounts = new Array(classes.length).fill(0);
  for (const code of codes) classCounts[code] += 1;
  const pixels = new Uint8Array(given.data.buffer, given.data.byteOffset, given.data.byteLength);
  return {
    channels: depth,
    height,
    width,
    classNames: classes.map(String),
    classCounts,
    labels: codes,
    pixels: depth === 1 ? pixels : byChannel(pixels, count, height * width, depth),
  };
}

/** @param {Uint8Array} bytes @param {string} name */
async function unpacked(bytes, name) {
  try {
    return await unpack(bytes, name, kMostImageBytes);
  } catch (error) {
    throw new DataError([/** @type {Error} */ (error).message]);
  }
}

/** From pixel by pixel to channel by channel. @param {Uint8Array} from @param {number} count @param {number} plane @param {number} channels */
function byChannel(from, count, plane, channels) {
  const to = new Uint8Array(from.length);
  for (let i = 0; i < count; ++i)
    for (let c = 0; c < channels; ++c)
      for (let p = 0; p < plane; ++p) to[(i * channels + c) * plane + p] = from[(i * plane + p) * channels + c];
  return to;
}
