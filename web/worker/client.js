// One run as its owner sees it: start, pause, step, reset, events. Owns the worker it is given and throws it away after
// a failure; knows nothing of where workers come from.
import { transfer, wrap } from 'comlink';

/** @typedef {import('./protocol.js').Job} Job */
/** @typedef {import('./protocol.js').RunWorker} RunWorker */
/** @typedef {'queued' | 'running' | 'paused' | 'done' | 'failed'} RunState */

export class Run {
  /** @type {RunState} */
  state = 'queued';
  /** The last summary, once the run has ended. @type {any} */
  summary;
  /** Resolves with the summary when the run first ends; rejects when it fails or is terminated. @type {Promise<any>} */
  finished;
  /** @type {Job} */
  job;

  /** @type {Map<string, Set<(detail: any) => void>>} */
  #listeners = new Map();
  /** @type {Set<(reason: Error) => void>} */
  #waiting = new Set();
  /** @type {RunWorker | undefined} */
  #worker;
  /** @type {import('comlink').Remote<import('./host.js').RunHost> | undefined} */
  #host;
  /** Where the worker's events arrive. @type {MessagePort | undefined} */
  #events;
  /** Whether a pause was asked for before there was anything to pause. */
  #startPaused = false;
  /** Which start or reset the events to come belong to; older ones are dropped. */
  #generation = 0;
  /** @type {() => void} */
  #resolveBegun = () => {};
  /** Resolves when the worker has the run, or has failed. @type {Promise<void>} */
  #begun = new Promise((resolve) => {
    this.#resolveBegun = resolve;
  });
  /** @type {(summary: any) => void} */
  #resolveFinished = () => {};
  /** @type {(reason: Error) => void} */
  #rejectFinished = () => {};

  /** @param {Job} job */
  constructor(job) {
    this.job = job;
    this.finished = new Promise((resolve, reject) => {
      this.#resolveFinished = resolve;
      this.#rejectFinished = reject;
    });
    this.finished.catch(() => {}); // who does not await it hears of failures by the `error` event
  }

  /**
   * @param {'progress' | 'epoch' | 'summary' | 'snapshot' | 'restart' | 'error' | 'state'} type @param {(detail: any) => void} listener
   * @returns {() => void} stops listening
   */
  on(type, listener) {
    const set = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, set.add(listener));
    return () => set.delete(listener);
  }

  /**
   * Begins on a worker. The pool calls this when one is free.
   * @param {RunWorker} worker @param {WebAssembly.Module} module
   */
  async begin(worker, module) {
    if (this.state === 'failed') return worker.terminate(); // terminated while it waited
    this.#worker = worker;
    worker.onFailure((reason) => this.#fail(reason));
    this.#host = /** @type {any} */ (wrap(worker.endpoint));
    try {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => this.#receive(data);
      this.#events = port1;
      await this.#call((host) => host.start(module, this.job, transfer(port2, [port2])));
    } catch (reason) {
      this.#fail(/** @type {Error} */ (reason));
      return;
    }
    this.#resolveBegun();
    if (this.#startPaused) this.#setState('paused');
    else this.resume();
  }

  /** Resolves when the worker has stopped between two batches. */
  async pause() {
    if (this.state === 'queued') this.#startPaused = true;
    if (this.state !== 'running') return;
    this.#setState('paused');
    await this.#call((host) => host.pause());
  }

  resume() {
    this.#startPaused = false;
    if (!this.#host || this.state === 'done' || this.state === 'failed') return;
    this.#setState('running');
    this.#call((host) => host.play()).catch((reason) => this.#fail(reason));
  }

  /** One training step; the run is paused after it. */
  async stepOnce() {
    await this.#pausedStart();
    if (!this.#host || this.state === 'done' || this.state === 'failed') return;
    this.#setState('paused');
    await this.#guarded((host) => host.stepOnce());
  }

  /** Back to the same initial weights, paused. */
  async reset() {
    await this.#pausedStart();
    if (!this.#host || this.state === 'failed') return;
    this.summary = undefined;
    this.#generation += 1;
    await this.#guarded((host) => host.reset());
    this.#setState('paused');
  }

  /** Ends the run where it stands; its summary follows. */
  async stop() {
    await this.#pausedStart();
    if (!this.#host || this.state === 'done' || this.state === 'failed') return;
    await this.#guarded((host) => host.stop());
  }

  /**
   * The run as it stands; another job can go on from it.
   * @returns {Promise<import('./protocol.js').Snapshot>} @throws {Error} where the run has no worker yet or any more
   */
  snapshot() {
    return new Promise((resolve, reject) => {
      const settle = (/** @type {() => void} */ answer) => {
        off();
        this.#waiting.delete(fail);
        answer();
      };
      const off = this.on('snapshot', (snapshot) => settle(() => resolve(snapshot)));
      const fail = (/** @type {Error} */ reason) => settle(() => reject(reason));
      this.#waiting.add(fail);
      this.#call((host) => host.save()).catch(fail);
    });
  }

  /** What is asked of a run that is still starting waits for it, paused. */
  async #pausedStart() {
    if (this.state !== 'queued') return;
    this.#startPaused = true;
    await this.#begun;
  }

  /** Throws the worker away; every call still waiting is rejected. */
  terminate() {
    if (this.state !== 'failed') this.#discard(new Error('the run was terminated'));
    if (this.state !== 'done') this.#setState('failed');
  }

  /** Ends a run that could not be given a worker. @param {Error} reason */
  reject(reason) {
    this.#fail(reason);
  }

  /** @param {import('./protocol.js').RunEvent} event */
  #receive(event) {
    if (this.state === 'failed' || event.generation !== this.#generation) return;
    if (event.type === 'epoch') return this.#dispatch('epoch', event.record);
    if (event.type === 'progress') return this.#dispatch('progress', event);
    if (event.type === 'snapshot') return this.#dispatch('snapshot', event.snapshot);
    if (event.type === 'restart') return this.#dispatch('restart', event.reason);
    this.summary = event.summary;
    this.#setState('done');
    this.#dispatch('summary', event.summary);
    this.#resolveFinished(event.summary);
  }

  /**
   * A call whose failure ends the run.
   * @param {(host: any) => Promise<void>} method
   */
  async #guarded(method) {
    try {
      await this.#call(method);
    } catch (reason) {
      this.#fail(/** @type {Error} */ (reason));
      throw reason;
    }
  }

  /**
   * Calls the worker; rejects as soon as the worker is known to be lost, which its own answer never would.
   * @template T @param {(host: any) => Promise<T>} method @returns {Promise<T>}
   */
  #call(method) {
    return new Promise((resolve, reject) => {
      if (!this.#host) return reject(new Error('the run has no worker'));
      this.#waiting.add(reject);
      method(this.#host)
        .then(resolve, reject)
        .finally(() => this.#waiting.delete(reject));
    });
  }

  /** @param {Error} reason */
  #fail(reason) {
    if (this.state === 'failed') return;
    this.#discard(reason);
    this.#setState('failed');
    this.#dispatch('error', reason);
  }

  /** @param {Error} reason */
  #discard(reason) {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#resolveBegun();
    this.#events?.close(); // an open port would keep Node alive
    this.#host = undefined;
    for (const reject of [...this.#waiting]) reject(reason);
    this.#waiting.clear();
    this.#rejectFinished(reason);
  }

  /** @param {RunState} state */
  #setState(state) {
    if (this.state === state) return;
    this.state = state;
    this.#dispatch('state', state);
  }

  /** @param {string} type @param {unknown} detail */
  #dispatch(type, detail) {
    for (const listener of this.#listeners.get(type) ?? []) listener(detail);
  }
}
