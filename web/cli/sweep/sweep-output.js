// The file a run writes its records to: new, or gone on with. It decides which trainings are done already and where
// unfinished ones go on, and leaves the file in the experiment's order when all is done.
import { existsSync } from 'node:fs';
import { lockFile } from '../files/file-lock.js';
import { InputError } from '../files/input-error.js';
import { LineFile, targetOf } from '../files/write-file.js';
import { missingEpochs, RecordsFile, writeRecords } from './records-file.js';
import { SnapshotStore } from './snapshot-store.js';

/** @typedef {import('./trials.js').Trial} Trial */

export class SweepOutput {
  #path;
  #header;
  #trials;
  /** @type {import('../files/write-file.js').Target} */
  #target = { path: '', regular: false };
  /** @type {LineFile | undefined} */
  #output;
  /** @type {import('../files/file-lock.js').FileLock | undefined} */
  #lock;
  /** Whether the path is a file that can be gone on with, not a pipe or a device. */
  get #regular() {
    return this.#target.regular;
  }
  /** Throws where another process has the file by now. */
  #check = () => this.#lock?.check();
  /** @type {SnapshotStore} */
  #snapshots;
  /** Summaries by a trial's index: those read and those written since. @type {Map<number, import('../../engine/answers.js').SummaryRecord>} */
  summaries = new Map();
  /** Where unfinished trials go on, by index. @type {Map<number, import('../../worker/protocol.js').Snapshot>} */
  resumed = new Map();
  /** Why a trial that was begun starts again, a sentence each. @type {string[]} */
  notes = [];

  /**
   * @param {{path: string, header: import('../../text/paths.js').Json, trials: Trial[], overwrite: boolean}} options
   * @throws {InputError} where the file belongs to something else or cannot be written
   */
  constructor({ path, header, trials, overwrite }) {
    this.#path = path;
    this.#header = header;
    this.#trials = trials;
    this.#writing(() => {
      this.#target = targetOf(path);
    });
    this.#snapshots = new SnapshotStore(`${this.#target.path}.snapshots`, header, this.#check);
    this.#writing(() => {
      if (!this.#regular) {
        this.#output = new LineFile(this.#target);
        this.#output.add(header);
        return;
      }
      this.#lock = lockFile(this.#target.path);
      try {
        this.#begin(overwrite);
      } catch (error) {
        this.#lock.release();
        throw error;
      }
    });
  }

  /** @param {boolean} overwrite */
  #begin(overwrite) {
    const { path } = this.#target;
    const existing = overwrite || !existsSync(path) ? undefined : readOwn(path, this.#header);
    if (existing) {
      try {
        this.#goOn(existing);
      } finally {
        existing.close();
      }
    } else {
      this.#snapshots.clear();
      writeRecords(this.#target, this.#header, [], [], this.#check);
    }
    this.#output = new LineFile(this.#target, this.#check);
  }

  /** @param {RecordsFile} existing */
  #goOn(existing) {
    if (existing.header.engine !== this.#header.engine) {
      this.notes.push('the file was started by another version of the engine; what it holds is kept');
    }
    const of = this.#header.shard ? `shard ${this.#header.shard} of the experiment` : 'the experiment';
    this.notes.push(...existing.problems, ...existing.foreignTo(this.#trials, of));
    const parts = [];
    for (const trial of this.#trials) {
      const result = existing.of(trial);
      const gap = result?.summary && missingEpochs(result);
      if (gap) {
        this.notes.push(`${trial.label} starts again: ${gap} in the file`);
        this.#snapshots.remove(trial);
        continue;
      }
      if (result?.summary) {
        this.summaries.set(trial.index, result.summary);
        this.#snapshots.remove(trial);
        parts.push({ from: existing, result });
        continue;
      }
      const snapshot = this.#snapshots.read(trial);
      const problem = snapshot === undefined ? undefined : unfit(snapshot, result);
      if (problem) {
        this.notes.push(`${trial.label} starts again: ${problem}`);
        this.#snapshots.remove(trial);
      } else if (snapshot && 'bytes' in snapshot) {
        this.resumed.set(trial.index, snapshot);
        if (result) parts.push({ from: existing, result, epochs: snapshot.epochs });
      }
    }
    // Lines that were torn, or that the trials will write again, go.
    writeRecords(this.#target, this.#header, parts, [], this.#check);
  }

  /** @param {import('../../engine/answers.js').EpochRecord} record */
  epoch(record) {
    this.#writing(() => this.#output?.add(record));
  }

  /** @param {Trial} trial @param {import('../../engine/answers.js').SummaryRecord} summary */
  summary(trial, summary) {
    this.#writing(() => this.#output?.add(summary));
    this.summaries.set(trial.index, summary);
    if (this.#regular) this.#snapshots.remove(trial);
  }

  /**
   * @param {Trial} trial @param {import('../../worker/protocol.js').Snapshot} snapshot
   * @returns {boolean} whether it is kept: a trial that is done needs none
   */
  snapshot(trial, snapshot) {
    if (!this.#regular || this.summaries.has(trial.index)) return false;
    this.#writing(() => {
      // The epochs before it must not be lost where it is kept.
      this.#output?.sync();
      this.#snapshots.write(trial, snapshot);
    });
    return true;
  }

  /**
   * All is done: the file in its final order.
   * @param {object[]} tail records that come last @throws {Error} where the file does not hold what was trained
   */
  finish(tail) {
    this.#writing(() => {
      if (!this.#regular) {
        for (const record of tail) this.#output?.add(record);
        return;
      }
      const file = RecordsFile.read(this.#target.path);
      try {
        const parts = this.#trials.map((trial) => {
          const result = file?.of(trial);
          const gap = result?.summary ? missingEpochs(result) : 'its summary is missing';
          if (file && result && !gap) return { from: file, result };
          throw new InputError(
            `--jsonl: "${this.#path}" is not complete, it was changed during the run: ${trial.label}: ${gap}; the same command trains what is missing`,
          );
        });
        writeRecords(this.#target, this.#header, parts, tail, this.#check);
      } finally {
        file?.close();
      }
      this.#snapshots.clear();
    });
  }

  close() {
    this.#output?.close();
    this.#output = undefined;
    this.#lock?.release();
    this.#lock = undefined;
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
 * @param {string} path @param {import('../../text/paths.js').Json} header what this command would write first
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
    if (file.header.engine !== header.engine && experiment.name === header.experiment.name) {
      throw new InputError(
        `--jsonl: "${path}" was written by another version of the program, whose results cannot be assigned to those of this one, or its experiment was changed since; ${advice}`,
      );
    }
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
 * @param {import('../../worker/protocol.js').Snapshot | {problem: string}} snapshot
 * @param {import('./records-file.js').Result | undefined} result
 */
function unfit(snapshot, result) {
  if ('problem' in snapshot) return snapshot.problem;
  for (let epoch = 1; epoch <= snapshot.epochs; ++epoch) {
    if (!result?.epochs.has(epoch)) return `the file lacks epoch ${epoch}, which its snapshot is past`;
  }
  return undefined;
}
