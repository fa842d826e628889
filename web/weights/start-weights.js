// Makes of a file of weights what the engine starts a run from (cpp/training/start_weights.hpp), and the hash by which an
// experiment knows them: the same for the same tensors, whatever the format.
import { DataError } from '../data/data-error.js';
import { placesOf } from '../export/places.js';
import { kBytes, shown, wrong } from './file-tensors.js';
import { headerLength, isCut, readSafetensors } from './read-safetensors.js';

/** @typedef {import('./file-tensors.js').FileTensor} FileTensor */
/** @typedef {import('../export/places.js').Place} Place */

const kMagic = 'PGWEIGH1';
const kShownProblems = 8;
const kNames =
  "the names are PyTorch's of nn.Sequential, as node dist/cli.js export --as safetensors and the page's Export write them";

/** @param {Uint8Array} bytes @param {string} file its name @returns {Promise<FileTensor[]>} @throws {DataError} where they cannot be read */
export async function readTensors(bytes, file) {
  const begins = (/** @type {number[]} */ ...magic) => magic.every((byte, i) => bytes[i] === byte);
  if (headerLength(bytes) > 0) return readSafetensors(bytes, file);
  if (begins(0x50, 0x4b)) return (await import('./read-npz.js')).readNpz(bytes, file);
  if (begins(0x7b)) return (await import('./read-json.js')).readJson(bytes, file);
  if (isCut(bytes)) throw wrong(file, 'begins as safetensors, and is cut short; copy it again');
  const other = begins(0x89, 0x48, 0x44, 0x46) ? ', but HDF5 as Keras writes it' : begins(0x80) ? ', but a pickle' : '';
  throw wrong(file, `is no safetensors, npz or JSON${other}; save the weights in one of these`);
}

/**
 * @param {Uint8Array} bytes of the file, unpacked @param {string} file its name
 * @param {Parameters<typeof placesOf>[0]} run that starts from it
 * @returns {Promise<{ packed: Uint8Array, hash: string }>} @throws {DataError} with what is wrong, tensor by tensor
 */
export async function packStart(bytes, file, run) {
  const tensors = new Map((await readTensors(bytes, file)).map((tensor) => [tensor.name, tensor]));
  const places = placesOf(run);
  const problems = problemsOf(tensors, places);
  if (problems.length > kShownProblems)
    problems.splice(kShownProblems, problems.length, `and ${problems.length - kShownProblems} more do not fit`);
  if (problems.length > 0) throw new DataError([...problems, kNames].map((problem) => `${file}: ${problem}`));
  const packed = bytesOf(
    places.map(({ engine, file: name, shape }) => ({ ...tensors.get(name), name: engine, shape })),
  );
  return { packed, hash: hashOf(packed) };
}

/** @param {Map<string, FileTensor>} tensors @param {Place[]} places @returns {string[]} */
function problemsOf(tensors, places) {
  const wanted = new Set(places.map(({ file }) => file));
  const text = (/** @type {number[]} */ shape) => `[${shape.join(', ')}]`;
  return [
    ...places.flatMap(({ file, engine, shape }) => {
      const tensor = tensors.get(file);
      if (!tensor) return [`lacks ${shown(file)}, ${engine} with the shape ${text(shape)}`];
      if (text(tensor.shape) !== text(shape))
        return [`${shown(file)} has the shape ${text(tensor.shape)}, and ${engine} ${text(shape)}`];
      const at = tensor.values.findIndex((value) => !Number.isFinite(value));
      if (at >= 0) return [`${shown(file)} holds ${tensor.values[at]}, number ${at}; weights must be finite`];
      if (engine.endsWith('.runningVariance') && tensor.values.some((value) => value < 0))
        return [`${shown(file)} holds a negative number, and a variance is none`];
      return [];
    }),
    ...[...tensors.keys()]
      .filter((name) => !wanted.has(name))
      .map((name) => `holds ${shown(name)}, and the network has no such tensor`),
  ];
}

/** @param {{ name: string, shape: number[], values?: Float32Array }[]} tensors */
function bytesOf(tensors) {
  const encoder = new TextEncoder();
  const parts = tensors.map(({ name, shape, values = new Float32Array() }) => ({
    name: encoder.encode(name),
    shape,
    values,
  }));
  const size = parts.reduce(
    (sum, { name, shape, values }) => sum + 4 + name.length + 4 + 4 * shape.length + kBytes * values.length,
    kMagic.length,
  );
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes.set(encoder.encode(kMagic));
  let at = kMagic.length;
  const number = (/** @type {number} */ value) => {
    view.setUint32(at, value, true);
    at += 4;
  };
  for (const { name, shape, values } of parts) {
    number(name.length);
    bytes.set(name, at);
    at += name.length;
    number(shape.length);
    for (const extent of shape) number(extent);
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += kBytes;
    }
  }
  return bytes;
}

/** FNV-1a of 64 bits, in two halves of 32. @param {Uint8Array} bytes @returns {string} sixteen hexadecimal digits */
function hashOf(bytes) {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const byte of bytes) {
    low = (low ^ byte) >>> 0;
    // Times 2^40 + 0x1b3.
    const product = low * 0x1b3;
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return [high, low].map((half) => half.toString(16).padStart(8, '0')).join('');
}
