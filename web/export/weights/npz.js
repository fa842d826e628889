// NumPy's format of several arrays: a zip file with an .npy file, version 1.0, for each of them.
import { zipSync } from 'fflate';

/** An .npy file's header ends at a multiple of this. */
const kAlignment = 64;
/** A zip file has the time of each of its files. The same weights give the same bytes, whenever they are written. */
const kTime = new Date(1980, 0, 1);
const kMagic = '\x93NUMPY\x01\x00';

/**
 * @typedef {object} Arrays
 * @property {{ name: string, shape: number[], values: Float32Array | Uint32Array }[]} tensors
 */

/** @param {Arrays} arrays @returns {Uint8Array} */
export function npz({ tensors }) {
  return zipSync(Object.fromEntries(tensors.map((tensor) => [`${tensor.name}.npy`, npy(tensor)])), {
    level: 0,
    mtime: kTime,
  });
}

/** @param {Arrays['tensors'][number]} tensor */
function npy({ shape, values }) {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '<${values instanceof Uint32Array ? 'u4' : 'f4'}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const before = kMagic.length + 2;
  const size = Math.ceil((before + text.length + 1) / kAlignment) * kAlignment;
  const header = `${text.padEnd(size - before - 1)}\n`;
  const bytes = new Uint8Array(size + values.byteLength);
  for (const [i, letter] of [...kMagic].entries()) bytes[i] = letter.charCodeAt(0);
  new DataView(bytes.buffer).setUint16(kMagic.length, header.length, true);
  bytes.set(new TextEncoder().encode(header), before);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), size);
  return bytes;
}
