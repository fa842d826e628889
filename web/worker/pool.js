// Gives runs their places, as many at a time as there are processors; the rest wait their turn. A run that is paused or
// has ended keeps its worker, for a reset with the same weights, but not its place.
import { TrialRun } from './client.js';

export class TrialPool {
  #size;
  #options;
  /** Those that wait for a place, in their order. @type {Set<TrialRun>} */
  #queue = new Set();
  /** Those that occupy one. @type {Set<TrialRun>} */
  #active = new Set();
  /** Every run that may have a worker. @type {Set<TrialRun>} */
  #runs = new Set();
  #filling = false;
  #held = false;

  /**
   * @param {{size?: number} & Omit<import('./client.js').TrialOptions, 'onPlaces'>} options `module` is the compiled engine,
   *   shared by all workers
   */
  constructor({ size = 2, ...options }) {
    this.#size = Math.max(1, size);
    this.#options = options;
  }

  /** @param {import('./protocol.js').TrialSetup} setup @returns {TrialRun} queued; it begins when a place is free */
  start(setup) {
    /** @type {TrialRun} */
    const run = new TrialRun(setup, { ...this.#options, onPlaces: () => this.#follow(run) });
    this.#follow(run);
    return run;
  }

  /** From now on no place is given: what waits goes on waiting. */
  hold() {
    this.#held = true;
  }

  /** Throws away every worker and empties the queue. */
  terminateAll() {
    for (const run of [...this.#runs]) run.terminate();
    this.#runs.clear();
  }

  /** Takes down what a run needs now. @param {TrialRun} run */
  #follow(run) {
    if (run.occupies) this.#active.add(run);
    else this.#active.delete(run);
    if (run.waits) this.#queue.add(run);
    else this.#queue.delete(run);
    if (run.hasWorker || !['done', 'failed'].includes(run.state)) this.#runs.add(run);
    else this.#runs.delete(run);
    if (this.#filling) return;
    this.#filling = true;
    // A turn later, so that the caller can listen first, and all listeners hear one state before the next.
    queueMicrotask(() => {
      this.#filling = false;
      this.#fill();
    });
  }

  #fill() {
    for (const run of this.#queue) {
      if (this.#held) return;
      // A run that still holds a place, since its worker has yet to answer, goes on in that one.
      if (this.#active.size < this.#size || this.#active.has(run)) run.place();
    }
  }
}
