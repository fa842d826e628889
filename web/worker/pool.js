// Hands runs to workers, one worker a run, as many at a time as there are processors; the rest wait their turn.
import { Run } from './client.js';

/** @typedef {import('./protocol.js').RunWorker} RunWorker */

export class RunPool {
  #size;
  #createWorker;
  #module;
  /** @type {Run[]} */
  #queue = [];
  /** Those that occupy a place. @type {Set<Run>} */
  #active = new Set();
  /** Every run that has a worker: the ended ones keep theirs for a reset. @type {Set<Run>} */
  #launched = new Set();

  /**
   * @param {{size?: number, createWorker: () => RunWorker, module: WebAssembly.Module | Promise<WebAssembly.Module>}} options
   *   `module` is the compiled engine, shared by all workers
   */
  constructor({ size = 2, createWorker, module }) {
    this.#size = Math.max(1, size);
    this.#createWorker = createWorker;
    this.#module = module;
  }

  /** @param {import('./protocol.js').Job} job @returns {Run} queued; it begins when a worker is free */
  start(job) {
    const run = new Run(job);
    this.#queue.push(run);
    // A turn later, so that the caller can listen first.
    queueMicrotask(() => this.#fill());
    return run;
  }

  /** Throws away every worker and empties the queue. */
  terminateAll() {
    for (const run of [...this.#queue.splice(0), ...this.#launched]) run.terminate();
    this.#launched.clear();
    this.#active.clear();
  }

  #fill() {
    while (this.#active.size < this.#size) {
      const run = this.#queue.shift();
      if (!run) return;
      if (run.state === 'queued') this.#launch(run);
    }
  }

  /** @param {Run} run */
  async #launch(run) {
    this.#active.add(run);
    this.#launched.add(run);
    // A run that has ended keeps its worker, for a reset with the same weights, but not its place in the pool.
    run.on('state', (state) => {
      if (state === 'running') this.#active.add(run);
      else if (state !== 'paused') this.#active.delete(run);
      if (state === 'failed') this.#launched.delete(run);
      this.#fill();
    });
    let module;
    let worker;
    try {
      module = await this.#module;
      worker = this.#createWorker();
    } catch (reason) {
      run.reject(/** @type {Error} */ (reason));
      return;
    }
    run.begin(worker, module);
  }
}
