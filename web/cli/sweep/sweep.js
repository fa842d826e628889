// Trains a list of trials on a pool of workers and loses none of it: when it is interrupted, or one of them fails, the
// others are saved where they stand.
import { TrialPool } from '../../worker/pool.js';
import { createNodeWorker } from './node-engine.js';

/** @typedef {import('./trials.js').Trial} Trial */
/** @typedef {import('../../worker/client.js').TrialRun} TrialRun */

/**
 * Where the progress is shown.
 * @typedef {object} ProgressDisplay
 * @property {(trial: Trial, event: import('../../worker/protocol.js').ProgressEvent) => void} update
 * @property {(trial: Trial, record: import('../../engine/answers.js').EpochRecord) => void} epoch
 * @property {(trial: Trial) => void} finish
 */

export class Sweep {
  #options;
  #pool;
  /** Runs that are not done. @type {Map<Trial, TrialRun>} */
  #runs = new Map();
  /** @type {Map<number, import('../../engine/answers.js').SummaryRecord>} */
  #summaries = new Map();
  /** @type {(reason: Error) => void} */
  #fail = () => {};
  #ending = false;

  /**
   * @param {object} options
   * @param {WebAssembly.Module} options.module @param {number} options.size how many at a time
   * @param {unknown} options.experiment @param {Record<string, Uint8Array>} options.files
   * @param {number} options.saveMilliseconds
   * @param {import('./sweep-output.js').SweepOutput} [options.output]
   * @param {ProgressDisplay} options.line
   * @param {(note: string) => void} options.say
   */
  constructor(options) {
    this.#options = options;
    this.#pool = new TrialPool({ size: options.size, createWorker: createNodeWorker, module: options.module });
  }

  /**
   * @param {Trial[]} trials
   * @returns {Promise<Map<number, import('../../engine/answers.js').SummaryRecord>>} summaries by the trials' index @throws {Error} the first failure, after all else
   *   was saved
   */
  async train(trials) {
    const failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    try {
      await Promise.race([Promise.all(trials.map((trial) => this.#trainOne(trial))), failed]);
    } catch (reason) {
      await this.save();
      throw reason;
    } finally {
      this.#pool.terminateAll();
    }
    return this.#summaries;
  }

  /**
   * Saves what is in progress. Nothing is trained after it.
   * @returns {Promise<number>} how many runs were saved
   */
  async save() {
    this.#ending = true;
    this.#pool.hold(); // a paused run's place must not go to the next one
    const { output } = this.#options;
    let saved = 0;
    const started = [...this.#runs].filter(([, run]) => run.state === 'running' || run.state === 'paused');
    await Promise.all(
      started.map(async ([trial, run]) => {
        try {
          await run.pause();
          if (output?.snapshot(trial, await run.snapshot())) saved += 1;
        } catch {
          // A run that fails now is as it was when it was last saved.
        }
      }),
    );
    this.#pool.terminateAll();
    return saved;
  }

  /** @param {Trial} trial */
  async #trainOne(trial) {
    const { experiment, files, output, line, saveMilliseconds, say } = this.#options;
    const run = this.#pool.start({
      experiment,
      runIndex: trial.runIndex,
      seed: trial.seed,
      files,
      snapshot: output?.resumed.get(trial.index)?.bytes,
      snapshotEpochs: output?.resumed.get(trial.index)?.epochs,
      saveMilliseconds: output ? saveMilliseconds : undefined,
    });
    this.#runs.set(trial, run);
    const keep = (/** @type {() => void} */ write) => {
      try {
        write();
      } catch (error) {
        this.#fail(/** @type {Error} */ (error));
      }
    };
    run.on('progress', (event) => line.update(trial, event));
    run.on('epoch', (record) => {
      keep(() => output?.epoch(record));
      line.epoch(trial, record);
    });
    run.on('snapshot', (snapshot) => {
      if (!this.#ending) keep(() => output?.snapshot(trial, snapshot));
    });
    run.on('restart', (reason) => say(`${trial.label} starts again: ${reason}`));
    run.on('summary', (summary) => {
      this.#runs.delete(trial);
      this.#summaries.set(trial.index, summary);
      keep(() => output?.summary(trial, summary));
      line.finish(trial);
    });
    await run.finished;
    run.terminate();
  }
}
