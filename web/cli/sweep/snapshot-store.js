// Keeps runs that are not finished on disk, in a folder beside the file of records: a line of JSON that says what it
// is, the engine's bytes, and a checksum of both. Guarantee: a snapshot is replaced whole or not at all, and one that was
// changed in any place is not used.
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../files/write-file.js';

const kSealBytes = 32; // SHA-256, at the file's end

/** @param {Uint8Array} bytes */
const sealOf = (bytes) => createHash('sha256').update(bytes).digest();

export class SnapshotStore {
  #folder;
  #fingerprint;
  #engine;
  #check;

  /**
   * @param {string} folder @param {{fingerprint: string, engine: string}} header of the file of records
   * @param {() => void} [check] called before every write; throws where there must be none
   */
  constructor(folder, { fingerprint, engine }, check = () => {}) {
    this.#folder = folder;
    this.#fingerprint = fingerprint;
    this.#engine = engine;
    this.#check = check;
  }

  /** @param {import('./trials.js').Trial} trial @param {import('../../worker/protocol.js').Snapshot} snapshot */
  write(trial, { bytes, epochs }) {
    const { run, seed } = trial;
    const header = { fingerprint: this.#fingerprint, engine: this.#engine, run, seed, epochs };
    const content = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), bytes]);
    this.#check();
    mkdirSync(this.#folder, { recursive: true });
    const target = { path: this.#pathOf(trial), regular: true };
    replaceFile(
      target,
      (write) => {
        write(content);
        write(sealOf(content));
      },
      this.#check,
    );
  }

  /**
   * @param {import('./trials.js').Trial} trial
   * @returns {import('../../worker/protocol.js').Snapshot | {problem: string} | undefined} undefined where there is none
   */
  read(trial) {
    let file;
    try {
      // A pipe would never end.
      const stat = lstatSync(this.#pathOf(trial), { throwIfNoEntry: false });
      if (stat && !stat.isFile()) return { problem: 'what is in the place of its snapshot is no file' };
      file = readFileSync(this.#pathOf(trial));
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
      return { problem: `the snapshot cannot be read (${/** @type {Error} */ (error).message})` };
    }
    const content = file.subarray(0, Math.max(0, file.length - kSealBytes));
    const damaged = { problem: 'the snapshot is damaged or truncated, or was changed: its checksum does not fit' };
    if (!sealOf(content).equals(file.subarray(content.length))) return damaged;
    const end = content.indexOf(10);
    let header;
    try {
      header = JSON.parse(content.toString('utf8', 0, end));
    } catch {
      return damaged;
    }
    if (header?.fingerprint !== this.#fingerprint || header.run !== trial.run || header.seed !== trial.seed) {
      return { problem: 'the snapshot is of another experiment' };
    }
    if (header.engine !== this.#engine) return { problem: 'the snapshot is from another version of the engine' };
    if (!Number.isSafeInteger(header.epochs) || header.epochs < 0) return damaged;
    // A copy of its own: the file's buffer may be part of a larger one.
    return { bytes: Uint8Array.from(content.subarray(end + 1)), epochs: header.epochs };
  }

  /** @param {import('./trials.js').Trial} trial */
  remove(trial) {
    rmSync(this.#pathOf(trial), { recursive: true, force: true });
  }

  /** Throws the folder away with all that is in it. */
  clear() {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** @param {import('./trials.js').Trial} trial */
  #pathOf({ runIndex, seed }) {
    return join(this.#folder, `run${runIndex}-seed${seed}.snapshot`);
  }
}
