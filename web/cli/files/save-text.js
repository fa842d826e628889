// Writes what a command was asked for by --out: whole or not at all, and not beside another program that writes it.
import { lockFile } from './file-lock.js';
import { InputError } from './input-error.js';
import { replaceFile, targetOf } from './write-file.js';

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
    throw new InputError(`--out: "${out}" cannot be written: ${/** @type {Error} */ (error).message}`);
  }
}
