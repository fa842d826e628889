// The bytes of a PNG or JPEG before they are decoded: what they are, and without what would make two decoders differ: profiles,
// the orientation a camera noted, and texts. A sentence says what is wrong with a file.

import { joined } from '../engine/unpack.js';

/** Pixels of one image: a photograph has a fifth of that. */
export const kMostPixels = 2 ** 26;
/** Parts of a progressive JPEG: each costs as much as the whole. */
const kMostScans = 200;

/** @typedef {'png' | 'jpeg'} Format */
/** @typedef {{ format: Format, bytes: Uint8Array, width: number, height: number }} PlainImage */

/** Why one file cannot be used; the message is the end of a sentence about it. */
export class ImageError extends Error {}

const kPngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const kPngChunks = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];

/** @param {Uint8Array} bytes @returns {Format | null} by its first bytes, whatever its name is */
export function formatOf(bytes) {
  if (kPngSignature.every((byte, i) => bytes[i] === byte)) return 'png';
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? 'jpeg' : null;
}

/**
 * @param {Uint8Array} bytes of a file
 * @returns {PlainImage} @throws {ImageError}
 */
export function plainImage(bytes) {
  if (bytes.length === 0) throw new ImageError('is empty, or damaged in the zip file');
  const format = formatOf(bytes);
  if (!format) throw new ImageError('is neither PNG nor JPEG, whatever its name says');
  const plain = format === 'png' ? plainPng(bytes) : plainJpeg(bytes);
  const { width, height } = plain;
  if (width < 1 || height < 1) throw new ImageError(`has ${width} x ${height} pixels`);
  if (width * height > kMostPixels)
    throw new ImageError(`has ${width} x ${height} pixels, more than ${kMostPixels / 2 ** 20} million`);
  return { format, ...plain };
}

/** @param {Uint8Array} bytes @returns {DataView} */
const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** @param {Uint8Array} bytes @returns {Omit<PlainImage, 'format'>} only with the chunks that make its pixels */
function plainPng(bytes) {
  const view = viewOf(bytes);
  const parts = [bytes.subarray(0, kPngSignature.length)];
  let at = kPngSignature.length;
  for (let isEnd = false; !isEnd; ) {
    if (at + 12 > bytes.length) throw new ImageError('is cut off');
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length) throw new ImageError('is cut off');
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (parts.length === 1 && (type !== 'IHDR' || length !== 13)) throw new ImageError('is damaged: it has no header');
    if (kPngChunks.includes(type)) parts.push(bytes.subarray(at, end));
    isEnd = type === 'IEND';
    at = end;
  }
  return { bytes: joinedParts(parts), width: view.getUint32(16), height: view.getUint32(20) };
}

/**
 * The parts of a JPEG up to its pixels, without the application's own but two: JFIF's, and Adobe's, which says how the colours
 * are coded.
 * @param {Uint8Array} bytes @returns {Omit<PlainImage, 'format'>}
 */
function plainJpeg(bytes) {
  const view = viewOf(bytes);
  const parts = [bytes.subarray(0, 2)];
  let [width, height] = [0, 0];
  let at = 2;
  for (;;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1; // a marker may be filled up
    if (at + 4 > bytes.length) throw new ImageError('is cut off');
    if (bytes[at] !== 0xff) throw new ImageError('is damaged: a marker is missing');
    const marker = bytes[at + 1];
    if (marker === 0xda) break;
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) throw new ImageError('is cut off');
    // Start of frame, but for the four markers among them that are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker) && at + 9 <= bytes.length)
      [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
    const isApplication = marker >= 0xe0 && marker <= 0xef && marker !== 0xe0 && marker !== 0xee;
    if (!isApplication && marker !== 0xfe) parts.push(bytes.subarray(at, end));
    at = end;
  }
  const scans = bytes.subarray(at);
  checkScans(scans);
  parts.push(scans);
  return { bytes: joinedParts(parts), width, height };
}

/** @param {Uint8Array} scans from the first scan on @throws {ImageError} where the end is missing, or there are too many */
function checkScans(scans) {
  let count = 0;
  let hasEnd = false;
  for (let at = scans.indexOf(0xff); at >= 0 && !hasEnd; at = scans.indexOf(0xff, at + 1)) {
    if (scans[at + 1] === 0xda) count += 1;
    hasEnd = scans[at + 1] === 0xd9;
  }
  if (!hasEnd) throw new ImageError('is cut off');
  if (count > kMostScans) throw new ImageError(`has ${count} scans, more than ${kMostScans}`);
}

/** @param {Uint8Array[]} parts */
const joinedParts = (parts) =>
  joined(
    parts,
    parts.reduce((sum, { length }) => sum + length, 0),
  );
