// Reads weights as JSON: {"tensors": {"0.weight": {"shape": [16, 2], "values": [...]}}}, as the export writes them.
import { countOf, isCounter, kMostTensors, shown, wrong } from './file-tensors.js';

/** @param {Uint8Array} bytes @param {string} file its name @returns {import('./file-tensors.js').FileTensor[]} @throws {import('../data/data-error.js').DataError} */
export function readJson(bytes, file) {
  let whole;
  try {
    whole = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw wrong(file, `is no JSON that can be read (${/** @type {Error} */ (error).message})`);
  }
  const tensors = whole?.tensors;
  if (!tensors || typeof tensors !== 'object' || Array.isArray(tensors))
    throw wrong(file, 'has no "tensors", an object of {"shape", "values"} by name');
  const entries = Object.entries(tensors);
  if (entries.length > kMostTensors)
    throw wrong(file, `holds ${entries.length} tensors; at most ${kMostTensors} are read`);
  return entries.filter(([name]) => !isCounter(name)).map(([name, tensor]) => tensorOf(name, tensor, file));
}

/** @param {string} name @param {unknown} tensor @param {string} file */
function tensorOf(name, tensor, file) {
  const { shape, values } = /** @type {{ shape?: unknown, values?: unknown }} */ (
    tensor && typeof tensor === 'object' ? tensor : {}
  );
  const count = countOf(shape, file, name);
  if (!Array.isArray(values) || values.length !== count)
    throw wrong(
      file,
      `${shown(name)} has ${Array.isArray(values) ? `${values.length} values` : 'no list of values'}, and its shape ${count}`,
    );
  const at = values.findIndex((value) => typeof value !== 'number' || !Number.isFinite(Math.fround(value)));
  if (at >= 0) throw wrong(file, `${shown(name)} holds a value, number ${at}, that is no finite float32`);
  return { name, shape: /** @type {number[]} */ (shape), values: Float32Array.from(values) };
}
