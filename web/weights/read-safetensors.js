// Reads the format of Hugging Face: the length of a header, the header as JSON, then the numbers. Its rules are held: every byte
// belongs to one tensor.
import {
  countOf,
  floatsOf,
  isCounter,
  kBytes,
  kMostHeaderBytes,
  kMostTensors,
  shown,
  wrong,
  wrongType,
} from './file-tensors.js';

const kLengthBytes = 8;

/** How long the header says it is, where a file begins as one of this format; else 0. @param {Uint8Array} bytes */
function saidLength(bytes) {
  if (bytes.length < kLengthBytes + 2 || bytes[kLengthBytes] !== 0x7b) return 0;
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
}

/** How long the header is, where a file can be one of this format; else 0. @param {Uint8Array} bytes */
export function headerLength(bytes) {
  const length = saidLength(bytes);
  return length <= bytes.length - kLengthBytes ? length : 0;
}

/** Whether it ends in its header, which is shorter than any that is read. @param {Uint8Array} bytes */
export function isCut(bytes) {
  const length = saidLength(bytes);
  return length > Math.max(0, bytes.length - kLengthBytes) && length <= kMostHeaderBytes;
}

/** @param {Uint8Array} bytes @param {string} file its name @returns {import('./file-tensors.js').FileTensor[]} @throws {import('../data/data-error.js').DataError} */
export function readSafetensors(bytes, file) {
  const length = headerLength(bytes);
  if (length > kMostHeaderBytes)
    throw wrong(file, `its header has ${length} bytes; at most ${kMostHeaderBytes} are read`);
  const body = bytes.subarray(kLengthBytes + length);
  const entries = Object.entries(headerIn(bytes.subarray(kLengthBytes, kLengthBytes + length), file)).filter(
    ([name]) => name !== '__metadata__',
  );
  if (entries.length > kMostTensors)
    throw wrong(file, `holds ${entries.length} tensors; at most ${kMostTensors} are read`);
  const parts = entries.map(([name, entry]) => partOf(name, entry, body.length, file));
  checkCover(parts, body.length, file);
  return parts
    .filter(({ name }) => !isCounter(name))
    .map(({ name, type, shape, begin, end }) => {
      if (type !== 'F32') throw wrongType(type, file, name);
      if (countOf(shape, file, name) * kBytes !== end - begin)
        throw wrong(file, `${shown(name)} has the shape [${shape.join(', ')}], and ${end - begin} bytes`);
      return { name, shape, values: floatsOf(body.subarray(begin, end)) };
    });
}

/** @param {Uint8Array} bytes @param {string} file @returns {Record<string, unknown>} */
function headerIn(bytes, file) {
  try {
    const header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (header && typeof header === 'object' && !Array.isArray(header)) return header;
  } catch {
    // Then it is none.
  }
  throw wrong(file, 'begins as safetensors, but its header is no JSON object');
}

/** @typedef {{ name: string, type: string, shape: number[], begin: number, end: number }} Part */

/** @param {string} name @param {unknown} entry @param {number} size of all numbers @param {string} file @returns {Part} */
function partOf(name, entry, size, file) {
  const {
    dtype,
    shape,
    data_offsets: offsets,
  } = /** @type {Record<string, unknown>} */ (entry && typeof entry === 'object' ? entry : {});
  if (typeof dtype !== 'string') throw wrong(file, `${shown(name)} has no dtype`);
  countOf(shape, file, name);
  const [begin, end] = Array.isArray(offsets) && offsets.length === 2 ? offsets.map(Number) : [-1, -1];
  if (!Number.isSafeInteger(begin) || !Number.isSafeInteger(end) || begin < 0 || end < begin || end > size)
    throw wrong(file, `${shown(name)} has no data_offsets within the ${size} bytes of numbers`);
  return { name, type: dtype, shape: /** @type {number[]} */ (shape), begin, end };
}

/** Every byte belongs to one tensor. @param {Part[]} parts @param {number} size @param {string} file */
function checkCover(parts, size, file) {
  let at = 0;
  for (const { name, begin, end } of parts.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin < at) throw wrong(file, `${shown(name)} overlaps another tensor at byte ${begin}`);
    if (begin > at) throw wrong(file, `bytes ${at} to ${begin} belong to no tensor`);
    at = end;
  }
  if (at !== size) throw wrong(file, `bytes ${at} to ${size} belong to no tensor`);
}
