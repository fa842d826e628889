// Writes what a command was asked for by --out: whole or not at all, and not beside another program that writes it.
import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lockFile } from './file-lock.js';
import { InputError } from './input-error.js';
import { refuseDash, replaceFile, targetOf } from './write-file.js';

/** Before what takes long. @param {string} out @throws {InputError} where nothing can be written */
export function checkTarget(out) {
  try {
    targetOf(out);
  } catch (error) {
    throw notWritten(out, error);
  }
}

/** @param {string} out @returns {boolean} whether it is a pipe, a device or a descriptor, which is written to as it is */
export function isStream(out) {
  try {
    return !targetOf(out).regular;
  } catch {
    return false;
  }
}

/** @param {string} out @param {boolean} overwrite @param {string} [role] of it, for the message @throws {InputError} where it would be replaced */
export function checkNew(out, overwrite, role = '') {
  if (overwrite || !statSync(out, { throwIfNoEntry: false }) || isStream(out)) return;
  throw new InputError(`--out: "${out}"${role} is there already; --overwrite replaces it`);
}

/** Makes a folder in that of --out. @param {string} out @param {string} folder @throws {InputError} where it cannot be made */
export function makeFolder(out, folder) {
  const isFile = 'it is a file; name a folder';
  try {
    refuseDash(out);
    mkdirSync(join(out, folder), { recursive: true });
  } catch (error) {
    throw notWritten(out, error, { ENOTDIR: isFile, EEXIST: isFile });
  }
}

/** @param {string} out @param {unknown} error @param {Record<string, string>} [reasons] in words, by the error's code */
function notWritten(out, error, reasons = { ENOENT: `there is no folder "${dirname(out)}"; make it first` }) {
  const { code = '', message } = /** @type {NodeJS.ErrnoException} */ (error);
  return new InputError(`--out: "${out}" cannot be written: ${reasons[code] ?? message}`);
}

/** @param {string} out @param {string | Uint8Array} text or bytes @throws {InputError} where it cannot be written */
export function saveText(out, text) {
  try {
    const target = targetOf(out);
    const lock = target.regular ? lockFile(target.path, '--out') : undefined;
    try {
      replaceFile(
        target,
        (write) => write(text),
        () => lock?.check(),
      );
    } finally {
      lock?.release();
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw notWritten(out, error);
  }
}
