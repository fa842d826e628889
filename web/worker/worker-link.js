// A run's tie to one worker: makes it, gives it the run, and passes on its events until one of the two lets go. A run that
// gets another worker has another link, so that nothing of the worker before can be taken for the new one's.
import { connect as connectByPort } from '../threads/connection.js';

/** @typedef {'play' | 'pause' | 'stepOnce' | 'reset' | 'stop' | 'save' | 'watch' | 'look' | 'setLive' | 'setPace' | 'setParameter'} HostMethod */
/**
 * @typedef {object} LinkOptions
 * @property {() => import('../threads/connection.js').Served} createWorker
 * @property {import('./protocol.js').Shared | Promise<import('./protocol.js').Shared>} module
 * @property {typeof connectByPort} [connect]
 */

export class WorkerLink {
  /** Resolves when the worker has the run; rejects with what is wrong with it, or when the link is closed. @type {Promise<void>} */
  begun;

  /** @type {import('../threads/connection.js').Served | undefined} */
  #worker;
  /** @type {import('../threads/connection.js').Connection | undefined} */
  #connection;
  /** Which reset of this worker the events to come belong to; older ones are dropped. */
  generation = 0;
  /** Why the link was closed. @type {Error | undefined} */
  #closed;
  /** @type {Set<(reason: Error) => void>} */
  #waiting = new Set();

  /**
   * @param {LinkOptions} options @param {import('./protocol.js').WorkerSetup} setup
   * @param {(event: import('./protocol.js').TrialEvent) => void} onEvent
   * @param {(reason: Error) => void} onLost called when the worker has died
   */
  constructor(options, setup, onEvent, onLost) {
    this.begun = new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      this.#begin(options, setup, onEvent, onLost)
        .then(resolve, reject)
        .finally(() => this.#waiting.delete(reject));
    });
    this.begun.catch(() => {}); // every call is rejected with the same reason
  }

  /**
   * Calls the worker once it has the run; rejects as soon as the link is closed, which a lost worker's answer never would.
   * @param {HostMethod} method @param {unknown[]} values @returns {Promise<unknown>}
   */
  call(method, ...values) {
    if (method === 'reset') this.generation += 1;
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(this.#closed);
      this.#waiting.add(reject);
      this.begun
        .then(() =>
          /** @type {import('../threads/connection.js').Connection} */ (this.#connection).call(method, ...values),
        )
        .then(resolve, reject)
        .finally(() => this.#waiting.delete(reject));
    });
  }

  /** Throws the worker away and rejects every call that waits. @param {Error} reason */
  close(reason) {
    this.#closed = reason;
    this.#worker?.terminate();
    this.#connection?.close(reason);
    for (const reject of [...this.#waiting]) reject(reason);
    this.#waiting.clear();
  }

  /**
   * @param {LinkOptions} options @param {import('./protocol.js').WorkerSetup} setup
   * @param {(event: import('./protocol.js').TrialEvent) => void} onEvent @param {(reason: Error) => void} onLost
   */
  async #begin({ createWorker, module, connect = connectByPort }, setup, onEvent, onLost) {
    const compiled = await module;
    if (this.#closed) throw this.#closed; // while it waited for the engine
    const lost = (/** @type {Error} */ reason) => {
      if (!this.#closed) onLost(reason);
    };
    const worker = createWorker();
    this.#worker = worker;
    worker.onFailure(lost);
    this.#connection = connect(
      worker,
      (event) => {
        if (!this.#closed && event.generation === this.generation) onEvent(event);
      },
      lost,
    );
    await this.#connection.call('start', compiled, setup);
  }
}
