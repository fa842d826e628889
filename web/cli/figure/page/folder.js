// Writes the files of a folder: all or none, over nothing but a folder that was written here before.
import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lockFile } from '../../files/file-lock.js';
import { InputError } from '../../files/input-error.js';
import { refuseDash, replaceFile } from '../../files/write-file.js';
import { kGenerator } from './index-page.js';

/** @typedef {string | Uint8Array | ((write: (bytes: Uint8Array | string) => void) => void)} Content */

/** Where files are until all are complete. */
const kPart = '.playground-part';
/** Bytes of a page in which its generator stands. */
const kHeadBytes = 4096;

/**
 * @param {string} out @param {string[]} names of the files @param {boolean} overwrite whatever is there
 * @throws {InputError} where the folder holds something else
 */
export function checkFolder(out, names, overwrite) {
  const stat = statOf(out);
  if (stat && !stat.isDirectory()) throw new InputError(`--page: "${out}" is a file; name a folder`);
  if (!stat || overwrite || isOurs(join(out, 'index.html'))) return;
  const other = names.find((name) => existsSync(join(out, name)));
  if (other === undefined) return;
  throw new InputError(
    `--page: "${out}" holds ${other === 'index.html' ? 'an index.html' : `"${other}"`} that this command did not write; name another folder, or add --overwrite`,
  );
}

/** @param {string} out @throws {InputError} where a part of its path is no folder */
function statOf(out) {
  try {
    refuseDash(out);
    return statSync(out, { throwIfNoEntry: false });
  } catch (error) {
    throw notWritten(out, error);
  }
}

/** @param {string} out @param {unknown} error */
const notWritten = (out, error) =>
  new InputError(`--page: "${out}" cannot be written: ${/** @type {Error} */ (error).message}`);

/** @param {string} path @returns {boolean} whether it is a page of a figure */
function isOurs(path) {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  const input = openSync(path, 'r');
  try {
    const head = Buffer.alloc(kHeadBytes);
    readSync(input, head, 0, head.length, 0);
    return head.toString('latin1').includes(`<meta name="generator" content="${kGenerator}">`);
  } finally {
    closeSync(input);
  }
}

/**
 * @param {string} out @param {Map<string, Content>} files by name
 * @param {{ all: string[], overwrite: boolean }} options all: the names of those that such a folder can have
 * @returns {boolean} whether a figure was there, which these have replaced
 * @throws {InputError} where they cannot be written; what was there is as it was then
 */
export function writeFolder(out, files, { all, overwrite }) {
  const isNew = !existsSync(out);
  const part = join(out, kPart);
  try {
    mkdirSync(out, { recursive: true });
    const lock = lockFile(join(out, 'index.html'), '--page');
    try {
      // Another program may have written there while the figure was made.
      checkFolder(out, [...files.keys()], overwrite);
      const wasOurs = isOurs(join(out, 'index.html'));
      rmSync(part, { recursive: true, force: true });
      mkdirSync(part);
      for (const [name, content] of files) {
        const produce =
          typeof content === 'function'
            ? content
            : (/** @type {(bytes: Uint8Array | string) => void} */ write) => write(content);
        replaceFile({ path: join(part, name), regular: true }, produce, () => lock.check());
      }
      // The page is last: what it leads to is there.
      const order = [...files.keys()].sort((a, b) => Number(a === 'index.html') - Number(b === 'index.html'));
      for (const name of order) renameSync(join(part, name), join(out, name));
      // What it had of another figure.
      for (const name of all) if (wasOurs && !files.has(name)) rmSync(join(out, name), { force: true });
      return wasOurs;
    } finally {
      rmSync(part, { recursive: true, force: true });
      lock.release();
    }
  } catch (error) {
    if (isNew) removeEmpty(out);
    if (error instanceof InputError) throw error;
    throw notWritten(out, error);
  }
}

/** @param {string} folder */
function removeEmpty(folder) {
  try {
    rmdirSync(folder);
  } catch {
    // It is not there, or another program has put a file into it.
  }
}
