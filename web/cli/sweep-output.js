// The file a run writes its records to: new, or gone on with. It decides which trainings are done already and where
// unfinished ones go on, and leaves the file in the experiment's order when all is done.
import { closeSync, existsSync, fsyncSync, openSync, statSync, writeSync } from 'node:fs';
import { lockFile } from './file-lock.js';
import { InputError } from './input-error.js';
import { RecordsFile, writeRecords } from './records-file.js';
import { SnapshotStore } from './snapshot-store.js';

/** @typedef {import('./jobs.js').TrainingJob} TrainingJob */

export class SweepOutput {
  #path;
  #header;
  #jobs;
  #output = -1;
  /** Whether the path is a file that can be gone on with, not a pipe or a device. */
  #regular;
  #snapshots;
  /** Gives the file free for other processes. */
  #unlock = () => {};
  /** Summaries by a job's index: those read and those written since. @type {Map<number, any>} */
  summaries = new Map();
  /** Where unfinished jobs go on, by index. @type {Map<number, Uint8Array>} */
  resumed = new Map();
  /** Why a job that was begun starts again, a sentence each. @type {string[]} */
  notes = [];

  /**
   * @param {{path: string, header: any, jobs: TrainingJob[], overwrite: boolean}} options
   * @throws {InputError} where the file belongs to something else or cannot be written
   */
  constructor({ path, header, jobs, overwrite }) {
    this.#path = path;
    this.#header = header;
    this.#jobs = jobs;
    this.#snapshots = new SnapshotStore(`${path}.snapshots`, header);
    const stat = statSync(path, { throwIfNoEntry: false });
    this.#regular = stat === undefined || stat.isFile();
    this.#writing(() => {
      if (!this.#regular) {
        this.#output = openSync(path, 'w');
        this.#line(header);
        return;
      }
      this.#unlock = lockFile(path);
      try {
        this.#begin(overwrite);
      } catch (error) {
        this.#unlock();
        throw error;
      }
    });
  }

  /** @param {boolean} overwrite */
  #begin(overwrite) {
    const existing = overwrite || !existsSync(this.#path) ? undefined : readOwn(this.#path, this.#header);
    if (existing) this.#goOn(existing);
    else {
      this.#snapshots.clear();
      writeRecords(this.#path, this.#header, []);
    }
    this.#output = openSync(this.#path, 'a');
  }

  /** @param {RecordsFile} existing */
  #goOn(existing) {
    if (existing.header.engine !== this.#header.engine) {
      this.notes.push('the file was begun by another version of the engine; what it holds is kept');
    }
    const parts = [];
    for (const job of this.#jobs) {
      const result = existing.of(job);
      if (result?.summary) {
        this.summaries.set(job.index, result.summary);
        this.#snapshots.remove(job);
        parts.push({ from: existing, result });
        continue;
      }
      const snapshot = this.#snapshots.read(job);
      const problem = snapshot === undefined ? undefined : unfit(snapshot, result);
      if (problem) {
        this.notes.push(`${job.label} starts again: ${problem}`);
        this.#snapshots.remove(job);
      } else if (snapshot && 'bytes' in snapshot) {
        this.resumed.set(job.index, snapshot.bytes);
        if (result) parts.push({ from: existing, result, epochs: snapshot.epochs });
      }
    }
    // Lines that were torn, or that the jobs will write again, go.
    writeRecords(this.#path, this.#header, parts);
  }

  /** @param {any} record an epoch's */
  epoch(record) {
    this.#writing(() => this.#line(record));
  }

  /** @param {TrainingJob} job @param {any} summary */
  summary(job, summary) {
    this.#writing(() => this.#line(summary));
    this.summaries.set(job.index, summary);
    if (this.#regular) this.#snapshots.remove(job);
  }

  /**
   * @param {TrainingJob} job @param {import('../worker/protocol.js').Snapshot} snapshot
   * @returns {boolean} whether it is kept: a job that is done needs none
   */
  snapshot(job, snapshot) {
    if (!this.#regular || this.summaries.has(job.index)) return false;
    this.#writing(() => {
      // The epochs before it must not be lost where it is kept.
      fsyncSync(this.#output);
      this.#snapshots.write(job, snapshot);
    });
    return true;
  }

  /** All is done: the file in its final order. @param {any[]} tail records that come last */
  finish(tail) {
    this.#writing(() => {
      if (!this.#regular) {
        for (const record of tail) this.#line(record);
        return;
      }
      const file = RecordsFile.read(this.#path);
      const parts = this.#jobs.flatMap((job) => {
        const result = file?.of(job);
        return file && result ? [{ from: file, result }] : [];
      });
      writeRecords(this.#path, this.#header, parts, tail);
      this.#snapshots.clear();
    });
  }

  close() {
    if (this.#output >= 0) closeSync(this.#output);
    this.#output = -1;
    this.#unlock();
  }

  /** @param {unknown} record */
  #line(record) {
    const bytes = Buffer.from(`${JSON.stringify(record)}\n`);
    // A pipe may take a part of it only.
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#output, bytes, done);
  }

  /** @param {() => void} action */
  #writing(action) {
    try {
      action();
    } catch (error) {
      if (error instanceof InputError) throw error;
      throw new InputError(`--jsonl: "${this.#path}" cannot be written: ${/** @type {Error} */ (error).message}`);
    }
  }
}

/**
 * Reads a file that is there, and refuses one of something else.
 * @param {string} path @param {any} header what this command would write first
 * @returns {RecordsFile | undefined}
 */
export function readOwn(path, header) {
  const advice = 'name another file, or write over it by --overwrite';
  let file;
  try {
    file = RecordsFile.read(path);
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`--jsonl: ${error.message}; ${advice}`);
    throw error;
  }
  if (!file) return undefined;
  const { fingerprint, experiment, shard } = file.header;
  if (fingerprint !== header.fingerprint) {
    const other = experiment?.name === header.experiment.name ? 'of the same name, changed since or on other data' : '';
    const name = other || `"${experiment?.name ?? ''}"`;
    throw new InputError(`--jsonl: "${path}" holds the results of another experiment, ${name}; ${advice}`);
  }
  if (shard !== header.shard) {
    const said = (/** @type {string | undefined} */ text) => (text ? `shard ${text}` : 'the whole experiment');
    throw new InputError(
      `--jsonl: "${path}" holds ${said(shard)}, not ${said(header.shard)}; give every shard a file of its own`,
    );
  }
  return file;
}

/**
 * @param {import('../worker/protocol.js').Snapshot | {problem: string}} snapshot
 * @param {import('./records-file.js').Result | undefined} result
 */
function unfit(snapshot, result) {
  if ('problem' in snapshot) return snapshot.problem;
  for (let epoch = 1; epoch <= snapshot.epochs; ++epoch) {
    if (!result?.epochs.has(epoch)) return `the file lacks epoch ${epoch}, which its snapshot is past`;
  }
  return undefined;
}
