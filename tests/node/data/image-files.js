// Images for tests, written here and by no library that reads them: PNG of every type, zip files, IDX files. Knows no test.
import { createRequire } from 'node:module';
import { deflateSync } from 'node:zlib';
import { fromRoot } from '../support.js';

const require = createRequire(fromRoot('web/package.json'));
export const jpegJs = require('jpeg-js');

const kCrc = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) c = kCrc[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

/** A PNG's chunk. @param {string} type @param {Uint8Array} data */
export function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}

const kSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** @type {Record<number, number>} */
const kSamples = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** @param {number} a @param {number} b @param {number} c */
function paeth(a, b, c) {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/**
 * @typedef {object} PngOptions
 * @property {number} width @property {number} height
 * @property {number} [type] PNG's colour type @property {number} [depth]
 * @property {(x: number, y: number, channel: number) => number} sample in the depth's range
 * @property {number} [filter] of all rows; absent: all five in turn
 * @property {number[][]} [palette] @property {number[]} [transparency] bytes of tRNS
 * @property {boolean} [interlaced] @property {[string, Uint8Array][]} [extra] chunks before the pixels
 */

/** @param {PngOptions} options @returns {Buffer} */
export function png({
  width,
  height,
  type = 0,
  depth = 8,
  sample,
  filter,
  palette,
  transparency,
  interlaced,
  extra = [],
}) {
  const samples = kSamples[type];
  const bytesPerPixel = Math.max(1, (samples * depth) >> 3);
  const rows = [];
  const passes = interlaced
    ? [
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
      ]
    : [[0, 0, 1, 1]];
  for (const [x0, y0, dx, dy] of passes) {
    const columns = Math.ceil((width - x0) / dx);
    const size = Math.ceil((columns * samples * depth) / 8);
    let before = Buffer.alloc(size);
    for (let y = y0, n = 0; y < height && columns > 0; y += dy, ++n) {
      const plain = Buffer.alloc(size);
      for (let i = 0; i < columns * samples; ++i) {
        const value = sample(x0 + dx * Math.floor(i / samples), y, i % samples);
        if (depth === 16) plain.writeUInt16BE(value, 2 * i);
        else if (depth === 8) plain[i] = value;
        else plain[Math.floor((i * depth) / 8)] |= value << (8 - depth - ((i * depth) % 8));
      }
      const how = filter ?? n % 5;
      const row = Buffer.alloc(1 + size);
      row[0] = how;
      for (let i = 0; i < size; ++i) {
        const left = i >= bytesPerPixel ? plain[i - bytesPerPixel] : 0;
        const corner = i >= bytesPerPixel ? before[i - bytesPerPixel] : 0;
        const guess = [0, left, before[i], (left + before[i]) >> 1, paeth(left, before[i], corner)][how];
        row[1 + i] = plain[i] - guess;
      }
      rows.push(row);
      before = plain;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, type, 0, 0, interlaced ? 1 : 0], 8);
  const packed = deflateSync(Buffer.concat(rows));
  const half = packed.length >> 1;
  return Buffer.concat([
    kSignature,
    chunk('IHDR', header),
    ...(palette ? [chunk('PLTE', Buffer.from(palette.flatMap((colour) => colour.slice(0, 3))))] : []),
    ...(transparency ? [chunk('tRNS', Buffer.from(transparency))] : []),
    ...extra.map(([name, data]) => chunk(name, data)),
    chunk('IDAT', packed.subarray(0, half)),
    chunk('IDAT', packed.subarray(half)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A grey image of one value with a dot. @param {number} value @param {number} [side] @param {number} [dot] */
export const greyPng = (value, side = 8, dot = 0) =>
  png({ width: side, height: side, sample: (x, y) => (y * side + x === dot ? 255 - value : value) });

/** @param {number} width @param {number} height @param {(x: number, y: number) => number[]} colour @param {number} [quality] @returns {Buffer} */
export function jpeg(width, height, colour, quality = 95) {
  const data = Buffer.alloc(4 * width * height);
  for (let i = 0; i < width * height; ++i) data.set([...colour(i % width, Math.floor(i / width)), 255], 4 * i);
  return jpegJs.encode({ width, height, data }, quality).data;
}

/** A segment behind the first marker of a JPEG. @param {Uint8Array} bytes @param {number} marker @param {Uint8Array} data */
export const withSegment = (bytes, marker, data) =>
  Buffer.concat([
    bytes.subarray(0, 2),
    Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]),
    data,
    bytes.subarray(2),
  ]);

/** What a camera writes that was turned on its side. */
export const kTurned = Buffer.from('45786966000049492a0008000000010012010300010000000600000000000000', 'hex');

/** @param {number[]} sides @param {ArrayLike<number>} values @param {number} [type] IDX's, of whole numbers @returns {Buffer} */
export function idx(sides, values, type = 8) {
  const head = Buffer.alloc(4 + 4 * sides.length);
  head.set([0, 0, type, sides.length]);
  for (const [i, side] of sides.entries()) head.writeUInt32BE(side, 4 + 4 * i);
  const size = { 8: 1, 9: 1, 11: 2, 12: 4 }[type] ?? 1;
  const body = Buffer.alloc(size * values.length);
  for (let i = 0; i < values.length; ++i) {
    if (size === 4) body.writeInt32BE(values[i], 4 * i);
    else if (size === 2) body.writeInt16BE(values[i], 2 * i);
    else body[i] = values[i];
  }
  return Buffer.concat([head, body]);
}

/** Two classes of small images, a bright one and a dark one. @param {number} count @returns {Record<string, Buffer>} by path */
export function petFiles(count) {
  /** @type {Record<string, Buffer>} */
  const files = {};
  for (let i = 0; i < count; ++i) {
    const kind = i % 2 ? 'dog' : 'cat';
    files[`${kind}/${String(i).padStart(4, '0')}.png`] = greyPng(i % 2 ? 40 + (i % 37) : 170 + (i % 41), 12, i % 144);
  }
  return files;
}
