// Keeps runs that are not finished on disk, in a folder beside the file of records: a line of JSON that says what it
// is, and the engine's bytes. Guarantee: a snapshot is replaced whole, by a rename, or not at all.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class SnapshotStore {
  #folder;
  #fingerprint;
  #engine;

  /** @param {string} folder @param {{fingerprint: string, engine: string}} header of the file of records */
  constructor(folder, { fingerprint, engine }) {
    this.#folder = folder;
    this.#fingerprint = fingerprint;
    this.#engine = engine;
  }

  /** @param {import('./jobs.js').TrainingJob} job @param {import('../worker/protocol.js').Snapshot} snapshot */
  write(job, { bytes, epochs }) {
    mkdirSync(this.#folder, { recursive: true });
    const { run, seed } = job;
    const header = { fingerprint: this.#fingerprint, engine: this.#engine, run, seed, epochs };
    const path = this.#pathOf(job);
    writeFileSync(`${path}.part`, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), bytes]));
    renameSync(`${path}.part`, path);
  }

  /**
   * @param {import('./jobs.js').TrainingJob} job
   * @returns {import('../worker/protocol.js').Snapshot | {problem: string} | undefined} undefined where there is none
   */
  read(job) {
    const path = this.#pathOf(job);
    if (!existsSync(path)) return undefined;
    const content = readFileSync(path);
    const end = content.indexOf(10);
    let header;
    try {
      header = JSON.parse(content.toString('utf8', 0, end));
    } catch {
      return { problem: 'the snapshot is damaged' };
    }
    if (header.fingerprint !== this.#fingerprint || header.run !== job.run || header.seed !== job.seed) {
      return { problem: 'the snapshot is of another experiment' };
    }
    if (header.engine !== this.#engine) return { problem: 'the snapshot is from another version of the engine' };
    // A copy of its own: the file's buffer may be part of a larger one.
    return { bytes: Uint8Array.from(content.subarray(end + 1)), epochs: header.epochs };
  }

  /** @param {import('./jobs.js').TrainingJob} job */
  remove(job) {
    rmSync(this.#pathOf(job), { force: true });
  }

  /** Throws the folder away with all that is in it. */
  clear() {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** @param {import('./jobs.js').TrainingJob} job */
  #pathOf({ runIndex, seed }) {
    return join(this.#folder, `run${runIndex}-seed${seed}.snapshot`);
  }
}
