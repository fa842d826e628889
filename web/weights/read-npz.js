// Reads NumPy's format of several arrays: a zip file with an .npy file for each.
import { unzipSync } from 'fflate';
import { kMostFileBytes } from '../engine/unpack.js';
import { countOf, floatsOf, isCounter, kBytes, kMostTensors, shown, wrong, wrongType } from './file-tensors.js';

const kMagic = '\x93NUMPY';
const kEnding = '.npy';
/** Bytes of the header of an array: as many as version 1 can have. */
const kMostNpyHeader = 2 ** 16;
const kHeader =
  /^\{\s*'descr':\s*'([^']{1,16})',\s*'fortran_order':\s*(True|False),\s*'shape':\s*\(([\d,\s]*)\),?\s*\}\s*$/;

/** @param {Uint8Array} bytes @param {string} file its name @returns {import('./file-tensors.js').FileTensor[]} @throws {import('../data/data-error.js').DataError} */
export function readNpz(bytes, file) {
  return [...arraysIn(bytes, file)]
    .filter(([name]) => !isCounter(name))
    .map(([name, array]) => tensorIn(array, file, name));
}

/** @param {Uint8Array} bytes @param {string} file @returns {Map<string, Uint8Array>} */
function arraysIn(bytes, file) {
  /** @type {string[]} */
  const names = [];
  let total = 0;
  let isTorch = false;
  /** @type {import('fflate').Unzipped} */
  let found;
  try {
    found = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.push(name);
        isTorch ||= name.endsWith('data.pkl');
        total += originalSize;
        return names.length <= kMostTensors && total <= kMostFileBytes && name.endsWith(kEnding);
      },
    });
  } catch (error) {
    throw wrong(
      file,
      `is a zip file that cannot be read (${error instanceof Error ? error.message : error}); copy it again, or save it by numpy.savez`,
    );
  }
  if (isTorch)
    throw wrong(
      file,
      'is a file of torch.save, which only Python can read; save it with numpy.savez(path, **{name: tensor.numpy() for name, tensor in model.state_dict().items()})',
    );
  if (names.length > kMostTensors) throw wrong(file, `holds ${names.length} files; at most ${kMostTensors} are read`);
  if (total > kMostFileBytes)
    throw wrong(file, `would have ${total} bytes unpacked; at most ${kMostFileBytes} are read`);
  const other = names.find((name) => !name.endsWith(kEnding));
  if (other !== undefined) throw wrong(file, `holds ${shown(other)}, and an npz file holds .npy files only`);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw wrong(file, `holds ${shown(twice)} twice`);
  return new Map(Object.entries(found).map(([name, array]) => [name.slice(0, -kEnding.length), array]));
}

/** @param {Uint8Array} bytes of an .npy file @param {string} file @param {string} name */
function tensorIn(bytes, file, name) {
  const text = (/** @type {number} */ from, /** @type {number} */ to) =>
    String.fromCharCode(...bytes.subarray(from, to));
  const version = bytes[kMagic.length];
  if (text(0, kMagic.length) !== kMagic || ![1, 2, 3].includes(version) || bytes.length < 12)
    throw wrong(file, `${shown(name)} is no .npy file of version 1, 2 or 3`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = kMagic.length + 2;
  const begin = at + (version === 1 ? 2 : 4);
  const length = version === 1 ? view.getUint16(at, true) : view.getUint32(at, true);
  if (length > bytes.length - begin || length > kMostNpyHeader)
    throw wrong(file, `${shown(name)} has a header of ${length} bytes, which is longer than the file or than any`);
  const [, type, isColumns, extents] = kHeader.exec(text(begin, begin + length)) ?? [];
  if (type === undefined) throw wrong(file, `${shown(name)} has a header that is not read: save it with numpy.savez`);
  if (type !== '<f4') throw wrongType(type, file, name);
  const shape = extents
    .split(',')
    .filter((extent) => extent.trim() !== '')
    .map(Number);
  const count = countOf(shape, file, name);
  if (isColumns === 'True' && shape.length > 1)
    throw wrong(file, `${shown(name)} is stored column by column; save numpy.ascontiguousarray of it`);
  const values = bytes.subarray(begin + length);
  if (values.length !== count * kBytes)
    throw wrong(file, `${shown(name)} has the shape [${shape.join(', ')}], and ${values.length} bytes of numbers`);
  return { name, shape, values: floatsOf(values) };
}
