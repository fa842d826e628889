// What a file of weights holds, and what all its readers hold against it: the file may come from anywhere.
import { DataError } from '../data/data-error.js';

/**
 * @typedef {object} FileTensor
 * @property {string} name
 * @property {number[]} shape
 * @property {Float32Array} values row-major
 */

/** More than a network of 64 layers has. */
export const kMostTensors = 4096;
/** Bytes of a header, or of a name. */
export const kMostHeaderBytes = 2 ** 20;
export const kBytes = Float32Array.BYTES_PER_ELEMENT;
const kMostExtents = 8;

/** What PyTorch counts in batch normalisation and this engine does not need. @param {string} name */
export const isCounter = (name) => name.endsWith('num_batches_tracked');

/** A name as a message shows it. @param {string} name */
export const shown = (name) => JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}\u2026` : name);

/** @param {string} file @param {string} what @returns {DataError} */
export const wrong = (file, what) => new DataError([`${file}: ${what}`]);

/**
 * @param {unknown} shape @param {string} file @param {string} name of the tensor
 * @returns {number} the count of its numbers @throws {DataError} where it is no shape
 */
export function countOf(shape, file, name) {
  const isShape =
    Array.isArray(shape) &&
    shape.length <= kMostExtents &&
    shape.every((extent) => Number.isSafeInteger(extent) && extent >= 0);
  if (!isShape)
    throw wrong(file, `${shown(name)} has no shape, which is a list of up to ${kMostExtents} whole numbers`);
  return shape.reduce((product, extent) => product * extent, 1);
}

/** Little-endian float32, wherever they begin. @param {Uint8Array} bytes @returns {Float32Array} */
export function floatsOf(bytes) {
  const values = new Float32Array(bytes.length / kBytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < values.length; i += 1) values[i] = view.getFloat32(i * kBytes, true);
  return values;
}

/** @param {string} type as the file calls it @param {string} file @param {string} name */
export const wrongType = (type, file, name) =>
  wrong(
    file,
    `${shown(name)} holds ${shown(type)}; the engine's weights are float32: convert them before they are saved`,
  );
