// Keeps a file to one process at a time: a second one would write over what the first has written. The lock is a file
// beside it that names its process. Guarantee: what a killed process left locked is free at once on its own machine, and
// after a minute on others that share the disk.
import { closeSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { InputError } from './input-error.js';

const kBeatMilliseconds = 15_000; // how often a holder shows that it lives
const kStaleMilliseconds = 60_000;

/**
 * @param {string} path of the file to be kept
 * @returns {() => void} gives it free
 * @throws {InputError} where another process has it
 */
export function lockFile(path) {
  const lock = `${path}.lock`;
  if (!tryToTake(lock)) {
    const holder = holderOf(lock);
    if (holder) {
      throw new InputError(
        `--jsonl: "${path}" is being written by process ${holder.pid} on ${holder.host}; wait for its end, or name another file (if there is no such process, remove "${lock}")`,
      );
    }
    rmSync(lock, { force: true });
    if (!tryToTake(lock)) return lockFile(path); // somebody was faster
  }
  const beat = setInterval(() => {
    try {
      utimesSync(lock, new Date(), new Date());
    } catch {
      // Somebody removed it: there is nothing left to keep alive.
    }
  }, kBeatMilliseconds);
  beat.unref();
  return () => {
    clearInterval(beat);
    rmSync(lock, { force: true });
  };
}

/** @param {string} lock @returns {boolean} whether it was free */
function tryToTake(lock) {
  try {
    const file = openSync(lock, 'wx');
    writeSync(file, JSON.stringify({ host: hostname(), pid: process.pid }));
    closeSync(file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} lock @returns {{host: string, pid: number} | undefined} undefined where nobody holds it any more */
function holderOf(lock) {
  try {
    const { host, pid } = JSON.parse(readFileSync(lock, 'utf8'));
    // A restarted container has the number of its former life.
    if (host === hostname()) return pid !== process.pid && isAlive(pid) ? { host, pid } : undefined;
    return Date.now() - statSync(lock).mtimeMs < kStaleMilliseconds ? { host, pid } : undefined;
  } catch {
    return undefined; // gone, or torn by whoever was killed while writing it
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
