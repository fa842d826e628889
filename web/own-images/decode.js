// From the bytes of an image to its pixels, red, green, blue and opacity in 8 bits. PNG is decoded by one library everywhere, so
// that page and command line have the same bits: what a canvas gives back of a translucent pixel differs with the browser.
// JPEG is decoded by whoever asks: a browser's own decoder is ten times faster than one in JavaScript.
import { decode } from 'fast-png';
import { Unzlib, unzlibSync } from 'fflate';
import { joined } from '../engine/unpack.js';
import { ImageError, plainImage } from './image-bytes.js';

/** @typedef {{ width: number, height: number, rgba: Uint8Array | Uint8ClampedArray }} Pixels row by row */
/** @typedef {(bytes: Uint8Array, width: number, height: number) => Promise<Pixels>} DecodeJpeg */

/** Packed bytes that are unpacked in one piece: a bomb gives a thousand times as many. */
const kSmall = 2 ** 17;
const kPiece = 2 ** 12;

/**
 * @param {Uint8Array} bytes of a file @param {DecodeJpeg} decodeJpeg
 * @returns {Promise<Pixels>} @throws {ImageError}
 */
export async function decodeImage(bytes, decodeJpeg) {
  const plain = plainImage(bytes);
  if (plain.format === 'png') return decodePng(plain);
  try {
    const pixels = await decodeJpeg(plain.bytes, plain.width, plain.height);
    if (pixels.width !== plain.width || pixels.height !== plain.height)
      throw new Error('its size is not that of its header');
    return pixels;
  } catch (error) {
    throw error instanceof ImageError ? error : new ImageError(`is damaged (${messageOf(error)})`);
  }
}

/** A JPEG decoder in JavaScript, where there is no other. @type {DecodeJpeg} */
export async function decodeJpegHere(bytes, width, height) {
  const { decode: decodeJpeg } = await import('jpeg-js');
  const { data } = decodeJpeg(bytes, { useTArray: true, tolerantDecoding: false, maxMemoryUsageInMB: 2048 });
  return { width, height, rgba: data };
}

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/** @param {import('./image-bytes.js').PlainImage} image @returns {Pixels} */
function decodePng({ bytes, width, height }) {
  const depth = bytes[24];
  const isInterlaced = bytes[28] === 1;
  if (isInterlaced && depth < 8)
    throw new ImageError(`is interlaced with ${depth} bits a pixel, which is not read; save it without interlacing`);
  checkUnpacked(bytes, width, height, depth);
  let image;
  try {
    image = decode(bytes, { checkCrc: true });
  } catch (error) {
    throw new ImageError(`is damaged (${messageOf(error)})`);
  }
  return { width, height, rgba: rgbaOf(image) };
}

/** Samples of a pixel by PNG's type of colour. @type {Record<number, number>} */
const kSamples = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const kTooMuch = 'is damaged: it unpacks to more than its size';
/** "IDAT". */
const kPixelChunk = 0x49444154;
/** Where an interlaced image begins and how far its pixels are apart, in each of its seven passes. */
const kPasses = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/**
 * Refuses pixels that unpack to more or less than the header says, before memory for them is taken.
 * @param {Uint8Array} bytes a plain PNG's @param {number} width @param {number} height @param {number} depth
 */
function checkUnpacked(bytes, width, height, depth) {
  const bits = depth * (kSamples[bytes[25]] ?? 0);
  const rowsOf = (/** @type {number} */ columns, /** @type {number} */ rows) =>
    columns > 0 && rows > 0 ? rows * (1 + Math.ceil((columns * bits) / 8)) : 0;
  const expected =
    bytes[28] === 1
      ? kPasses.reduce(
          (sum, [x, y, across, down]) => sum + rowsOf(Math.ceil((width - x) / across), Math.ceil((height - y) / down)),
          0,
        )
      : rowsOf(width, height);
  let size = 0;
  try {
    const packed = pixelData(bytes);
    if (packed.length <= kSmall) size = unzlibSync(packed, { out: new Uint8Array(expected + 1) }).length;
    else {
      const inflator = new Unzlib((chunk) => {
        size += chunk.length;
        if (size > expected) throw new ImageError(kTooMuch);
      });
      for (let from = 0; from < packed.length; from += kPiece)
        inflator.push(packed.subarray(from, from + kPiece), from + kPiece >= packed.length);
    }
  } catch (error) {
    throw error instanceof ImageError ? error : new ImageError(`is damaged (${messageOf(error)})`);
  }
  if (size > expected) throw new ImageError(kTooMuch);
  if (size < expected) throw new ImageError('is cut off: pixels are missing');
}

/** The packed pixels of a plain PNG, in one piece. @param {Uint8Array} bytes */
function pixelData(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = [];
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at))
    if (view.getUint32(at + 4) === kPixelChunk) parts.push(bytes.subarray(at + 8, at + 8 + view.getUint32(at)));
  return joined(
    parts,
    parts.reduce((sum, { length }) => sum + length, 0),
  );
}

/**
 * @param {import('fast-png').DecodedPng} image
 * @returns {Uint8Array} of 16 bits the higher 8
 */
function rgbaOf({ width, height, channels, depth, data, palette, transparency }) {
  const rgba = new Uint8Array(4 * width * height);
  const line = data.length / height;
  const perByte = 8 / depth;
  const mask = (1 << depth) - 1;
  const isSmall = depth < 8;
  /** Sample `i` of a row as it is stored. @param {number} y @param {number} i */
  const sampleAt = (y, i) =>
    isSmall
      ? (data[y * line + Math.floor(i / perByte)] >> (8 - depth * (1 + (i % perByte)))) & mask
      : data[y * line + i];
  /** @param {number} sample */
  const byteOf = (sample) => (depth === 16 ? sample >> 8 : isSmall ? (sample * 255) / mask : sample);
  const colours = channels >= 3 ? 3 : 1;
  for (let y = 0, to = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x, to += 4) {
      const first = x * channels;
      if (palette) {
        const colour = palette[sampleAt(y, first)];
        if (!colour) throw new ImageError('is damaged: a colour is missing');
        rgba.set(colour, to);
        if (colour.length < 4) rgba[to + 3] = 255;
        continue;
      }
      let isThrough = transparency !== undefined && transparency.length >= colours;
      for (let c = 0; c < 3; ++c) {
        const sample = sampleAt(y, first + (colours === 3 ? c : 0));
        rgba[to + c] = byteOf(sample);
        isThrough &&= transparency?.[colours === 3 ? c : 0] === sample;
      }
      rgba[to + 3] = channels > colours ? byteOf(sampleAt(y, first + colours)) : isThrough ? 0 : 255;
    }
  }
  return rgba;
}
