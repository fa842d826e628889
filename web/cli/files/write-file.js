// Writes results: records, snapshots and figures; locks have their own way, and print.js the terminal. Whole files replace
// what was there only when they are complete on disk; files of lines grow. Links are followed to what they point to, mode
// and owner stay, pipes and devices are written to as they are. A write that is cut short is an error.
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { displayableLine } from '../../engine/displayable.js';

const kMostLinks = 40;
const kRetryMilliseconds = 5;

/**
 * @typedef {object} Target what a path leads to
 * @property {string} path with all links followed; of a file that may not exist yet
 * @property {boolean} regular whether it can be replaced by a rename and read back: no pipe, no device, no descriptor
 * @property {number} [descriptor] of this process, open already, e.g. of /dev/stdout
 */

/** @param {string} path @throws {Error} where it is what other programs take for standard output */
export function refuseDash(path) {
  if (path === '-') throw new Error('standard output is /dev/stdout, and what has this name ./-');
}

/** @param {string} path @returns {Target} @throws {Error} where it is a folder or leads nowhere */
export function targetOf(path) {
  refuseDash(path);
  let at = resolve(path);
  for (let links = 0; ; ++links) {
    at = join(realpathSync(dirname(at)), basename(at));
    // A descriptor of some process: what it is open on has that process's own position.
    if (at.startsWith('/proc/')) {
      const own = new RegExp(`^/proc/${process.pid}/(?:task/\\d+/)?fd/(\\d+)$`).exec(at);
      return { path, regular: false, ...(own ? { descriptor: Number(own[1]) } : {}) };
    }
    const stat = lstatSync(at, { throwIfNoEntry: false });
    if (!stat || stat.isFile()) return { path: at, regular: true };
    if (stat.isDirectory()) throw new Error('it is a folder');
    if (!stat.isSymbolicLink()) return { path: at, regular: false };
    if (links === kMostLinks) throw new Error('its links lead to each other');
    at = resolve(dirname(at), readlinkSync(at));
  }
}

/** Writes all of it or throws. @param {number} file @param {Uint8Array} bytes */
export function writeAll(file, bytes) {
  for (let done = 0; done < bytes.length; ) {
    try {
      const count = writeSync(file, bytes, done, bytes.length - done);
      if (count === 0) throw new Error(`only ${done} of ${bytes.length} bytes could be written`);
      done += count;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EAGAIN') throw error;
      // A pipe whose reader is slow.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, kRetryMilliseconds);
    }
  }
}

/** JSON of one line. @param {unknown} record */
export const jsonLine = (record) => Buffer.from(displayableLine(record));

/**
 * Replaces a file whole. Until the new one is complete on disk the old one stays as it is; a pipe or device is written to.
 * @param {Target} target
 * @param {(write: (bytes: Uint8Array | string) => void) => void} produce
 * @param {() => void} [check] called before the file is replaced; throws where it must not be
 */
export function replaceFile(target, produce, check = () => {}) {
  const { path, regular } = target;
  if (!regular) {
    const output = openStream(target);
    try {
      produce((bytes) => writeAll(output, Buffer.from(bytes)));
    } finally {
      if (output !== target.descriptor) closeSync(output);
    }
    return;
  }
  const temporary = `${path}.playground-part`;
  rmSync(temporary, { force: true });
  let output = openSync(temporary, 'wx', 0o600);
  try {
    let size = 0;
    produce((given) => {
      const bytes = typeof given === 'string' ? Buffer.from(given) : given;
      writeAll(output, bytes);
      size += bytes.length;
    });
    takeOver(output, path);
    fsyncSync(output);
    if (fstatSync(output).size !== size) throw new Error(`only ${fstatSync(output).size} of ${size} bytes are on disk`);
    const written = output;
    output = -1;
    closeSync(written);
    check();
    renameSync(temporary, path);
  } catch (error) {
    if (output >= 0) closeSync(output);
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** @param {Target} target a pipe, a device or a descriptor */
function openStream({ path, descriptor }) {
  return descriptor ?? openSync(path, constants.O_WRONLY | constants.O_APPEND);
}

/** Gives a new file the mode and the owner of the one it replaces. @param {number} output @param {string} path */
function takeOver(output, path) {
  const old = statSync(path, { throwIfNoEntry: false });
  if (!old) {
    fchmodSync(output, 0o666 & ~process.umask());
    return;
  }
  const own = fstatSync(output);
  if (own.uid !== old.uid || own.gid !== old.gid) {
    try {
      fchownSync(output, old.uid, old.gid);
    } catch {
      // Only root may give a file away.
    }
  }
  fchmodSync(output, old.mode & 0o7777);
}

/** Makes a rename last through a power failure. @param {string} folder */
function syncFolder(folder) {
  try {
    const file = openSync(folder, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    // Not every file system syncs folders.
  }
}

/** A file to which lines are added at its end. */
export class LineFile {
  #target;
  #output;
  #check;

  /** @param {Target} target @param {() => void} [check] called before every line; throws where none may be written */
  constructor(target, check = () => {}) {
    const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT;
    this.#target = target;
    this.#output = target.regular ? openSync(target.path, flags, 0o666) : openStream(target);
    this.#check = check;
  }

  /** @param {unknown} record @throws {Error} where it could not be written whole; the lines before it stay whole */
  add(record) {
    this.#check();
    const size = this.#target.regular ? fstatSync(this.#output).size : 0;
    try {
      writeAll(this.#output, jsonLine(record));
    } catch (error) {
      if (this.#target.regular) ftruncateSync(this.#output, size);
      throw error;
    }
  }

  sync() {
    if (this.#target.regular) fsyncSync(this.#output);
  }

  close() {
    if (this.#output >= 0 && this.#output !== this.#target.descriptor) closeSync(this.#output);
    this.#output = -1;
  }
}
