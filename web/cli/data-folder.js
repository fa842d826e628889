// Reads the IDX files an experiment needs from a folder, plain or gzip, once for all workers.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unpack } from '../engine/unpack.js';
import { InputError } from './input-error.js';

/**
 * @param {string | undefined} folder @param {string[]} names
 * @returns {Promise<Record<string, Uint8Array>>} unpacked bytes by name, in memory that workers share instead of copying
 */
export async function readDataFolder(folder, names) {
  if (names.length === 0) return {};
  const wanted = names.map((name) => `${name}(.gz)`).join(', ');
  if (folder === undefined) {
    throw new InputError(`this experiment needs data files: give the folder with ${wanted} by --data DIR`);
  }
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError(`--data: there is no folder "${folder}"; it should hold ${wanted}`);
  }
  const missing = names.filter((name) => !pathOf(folder, name));
  if (missing.length > 0) {
    throw new InputError(`--data: "${folder}" lacks ${missing.map((name) => `${name}(.gz)`).join(', ')}`);
  }
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for (const name of names) {
    files[name] = shared(await unpack(readFileSync(/** @type {string} */ (pathOf(folder, name))), name));
  }
  return files;
}

/** @param {string} folder @param {string} name */
function pathOf(folder, name) {
  return [join(folder, name), join(folder, `${name}.gz`)].find((path) => existsSync(path));
}

/** @param {Uint8Array} bytes */
function shared(bytes) {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}
