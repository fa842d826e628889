// One trial as its owner sees it: start, pause, step, reset, stop, events. What follows what is the table of trial-states.js;
// this file carries it out. It makes its worker when it first needs one and throws it away after a failure.
import { connect as connectByPort } from './connection.js';
import { kTraining, kTrialTable, kWaiting } from './trial-states.js';

/** @typedef {import('./protocol.js').TrialSetup} TrialSetup */
/** @typedef {import('./protocol.js').TrialWorker} TrialWorker */
/** @typedef {import('./trial-states.js').TrialState} TrialState */
/** @typedef {import('./trial-states.js').TrialTrigger} TrialTrigger */
/** @typedef {import('./trial-states.js').TrialAction} TrialAction */
/** @typedef {'play' | 'pause' | 'stepOnce' | 'reset' | 'stop' | 'save'} HostMethod */
/**
 * What listeners are given, by the event's type.
 * @typedef {object} TrialDetails
 * @property {import('./protocol.js').ProgressEvent} progress
 * @property {import('../engine/answers.js').EpochRecord} epoch
 * @property {import('../engine/answers.js').SummaryRecord} summary
 * @property {import('./protocol.js').Snapshot} snapshot
 * @property {string} restart
 * @property {unknown} error
 * @property {TrialState} state
 */
/**
 * @typedef {object} TrialOptions
 * @property {() => TrialWorker} createWorker
 * @property {WebAssembly.Module | Promise<WebAssembly.Module>} module
 * @property {typeof connectByPort} [connect]
 * @property {number} [stopMilliseconds]
 * @property {() => void} [onPlaces] called when the run begins or ceases to wait for a place or to hold one
 */

/**
 * How long a stop may be unanswered before the worker is terminated. A worker answers between two batches, 20 ms apart;
 * one that is in a single long batch loses its summary only, and whoever pressed Stop has waited long enough.
 */
export const kStopMilliseconds = 3000;

export class TrialRun {
  /** @type {TrialState} */
  state = 'queued';
  /** The last summary, once the run has ended. @type {import('../engine/answers.js').SummaryRecord | undefined} */
  summary;
  /** Why a run that is done has no summary, or "". */
  why = '';
  /** Resolves with the summary when the run first ends; rejects when it fails, or ends without one. @type {Promise<import('../engine/answers.js').SummaryRecord>} */
  finished;
  /** @type {TrialSetup} */
  setup;

  /** @type {Map<string, Set<(detail: never) => void>>} */
  #listeners = new Map();
  /** @type {Set<(reason: Error) => void>} */
  #waiting = new Set();
  #options;
  /** @type {TrialWorker | undefined} */
  #worker;
  /** @type {import('./connection.js').Connection | undefined} */
  #connection;
  /** Resolves when the worker has the run; absent while there is no worker. @type {Promise<void> | undefined} */
  #begun;
  /** Which reset of this worker the events to come belong to; older ones are dropped. */
  #generation = 0;
  /** Whether the run occupies a place. It keeps it until its worker has answered that it no longer trains. */
  #placed = false;
  /** Calls that the worker has not answered yet. */
  #unanswered = 0;
  /** Steps still to be made, the one in progress included. */
  #steps = 0;
  /** Distinguishes the answer to the newest step from those to earlier ones. */
  #stepTicket = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #stopTimer;
  /** @type {(summary: import('../engine/answers.js').SummaryRecord) => void} */
  #resolveFinished = () => {};
  /** @type {(reason: Error) => void} */
  #rejectFinished = () => {};

  /** @param {TrialSetup} setup @param {TrialOptions} options */
  constructor(setup, options) {
    this.setup = setup;
    this.#options = options;
    this.finished = new Promise((resolve, reject) => {
      this.#resolveFinished = resolve;
      this.#rejectFinished = reject;
    });
    this.finished.catch(() => {}); // who does not await it hears of failures by the `error` event
  }

  /**
   * @template {keyof TrialDetails} T
   * @param {T} type @param {(detail: TrialDetails[T]) => void} listener
   * @returns {() => void} stops listening
   */
  on(type, listener) {
    const set = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, set.add(listener));
    return () => set.delete(listener);
  }

  /** Whether the run waits for a place in the pool. */
  get waits() {
    return kWaiting.has(this.state);
  }

  /** Whether the run occupies a place: it trains, or its worker has not yet answered that it has ceased to. */
  get occupies() {
    return this.#placed;
  }

  /** Whether there is anything to throw away. */
  get hasWorker() {
    return this.#begun !== undefined;
  }

  /** The pool gives the run the place it waits for. */
  place() {
    this.#placed = true;
    this.#handle('place');
  }

  /** Resolves when the worker has stopped between two batches. */
  async pause() {
    await this.#handle('pause');
  }

  resume() {
    this.#handle('play');
  }

  /** One training step, after which the run is paused; resolves then. */
  async stepOnce() {
    this.#handle('step');
    if (this.state !== 'step-queued' && this.state !== 'stepping') return;
    await new Promise((resolve, reject) => {
      const off = this.on('state', (state) => {
        if (state === 'step-queued' || state === 'stepping') return;
        off();
        if (state === 'failed') reject(new Error('the run failed before its step'));
        else resolve(undefined);
      });
    });
  }

  /** Back to the same initial weights, paused. */
  async reset() {
    await this.#handle('reset');
  }

  /** Ends the run where it stands; its summary follows. A run that has not begun ends without one. */
  async stop() {
    await this.#handle(this.#begun ? 'stop' : 'cancel');
  }

  /**
   * The trial as it stands; another worker can go on from it.
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
      this.#send('save').catch(fail);
    });
  }

  /** Throws the worker away; every call still waiting is rejected. What an ended run has measured stays. */
  terminate() {
    this.#discard(new Error('the run was terminated'));
    if (this.state !== 'done') this.#setState('failed');
    this.#leave();
  }

  /** Gives the place back when it is needed no more. */
  #leave() {
    if (!kTraining.has(this.state) && (this.#unanswered === 0 || !this.#begun)) this.#placed = false;
    this.#options.onPlaces?.();
  }

  /**
   * Goes by the table.
   * @param {TrialTrigger} trigger @param {Error} [reason] of a loss
   * @returns {Promise<void> | undefined} the worker's answer, where there is one to wait for
   */
  #handle(trigger, reason) {
    const entry = kTrialTable[this.state][trigger];
    if (!entry) return undefined;
    const [next, action] = entry;
    if (this.state === 'stopping') clearTimeout(this.#stopTimer);
    const answer = action ? this.#act(action, reason) : undefined;
    const steps = action === 'nextStep' && this.#steps === 0;
    this.#setState(steps ? 'paused' : next);
    if (action === 'end') this.#dispatch('summary', this.summary);
    if (action === 'fail') this.#dispatch('error', reason);
    this.#leave();
    return answer;
  }

  /** @param {TrialAction} action @param {Error} [reason] @returns {Promise<void> | undefined} */
  #act(action, reason) {
    switch (action) {
      case 'train':
        this.#steps = 0;
        this.#train();
        return undefined;
      case 'pause':
        return this.#settled('pause');
      case 'addStep':
        this.#steps += 1;
        return undefined;
      case 'dropSteps':
        this.#steps = 0;
        return undefined;
      case 'step':
        this.#steps = Math.max(1, this.#steps);
        return this.#step();
      case 'nextStep':
        this.#steps -= 1;
        return this.#steps > 0 ? this.#step() : undefined;
      case 'reset':
        return this.#reset();
      case 'stop':
        return this.#stop();
      case 'cancel':
        this.why = 'stopped before the first step';
        this.#rejectFinished(new Error(`the run was ${this.why}`));
        return undefined;
      case 'end':
        if (this.summary) this.#resolveFinished(this.summary);
        return undefined;
      case 'fail':
      case 'forget':
        this.#discard(/** @type {Error} */ (reason));
        return undefined;
    }
  }

  #train() {
    // Not counted as unanswered: it is answered when the run is paused or over.
    this.#send('play').catch((reason) => this.#handle('lost', reason));
  }

  #step() {
    this.#stepTicket += 1;
    const ticket = this.#stepTicket;
    return this.#settled('stepOnce', () => {
      if (ticket === this.#stepTicket) this.#handle('stepped');
    });
  }

  #stop() {
    const generation = this.#generation;
    this.#stopTimer = setTimeout(
      () => this.#handle('lost', new Error('the worker did not answer the stop and was terminated')),
      this.#options.stopMilliseconds ?? kStopMilliseconds,
    );
    return this.#settled('pause', async () => {
      if (this.state !== 'stopping' || generation !== this.#generation) return; // it has ended, or was reset
      clearTimeout(this.#stopTimer); // it answers; now the summary may take its time
      await this.#send('stop');
    });
  }

  #reset() {
    this.summary = undefined;
    this.why = '';
    this.#steps = 0;
    this.#stepTicket += 1;
    if (!this.#begun) return undefined; // nothing has been trained, or the worker is gone: the next one begins there
    this.#generation += 1;
    return this.#settled('reset');
  }

  /**
   * A call whose failure ends the run, and during which the run keeps its place.
   * @param {HostMethod} method @param {() => void | Promise<void>} [then] what belongs to it @returns {Promise<void>}
   */
  #settled(method, then) {
    this.#unanswered += 1;
    const answer = this.#send(method)
      .then(then)
      .finally(() => {
        this.#unanswered -= 1;
        this.#leave();
      });
    answer.catch((reason) => this.#handle('lost', reason));
    return answer;
  }

  /**
   * Calls the worker once it has the run; rejects as soon as the worker is known to be lost, which its own answer never
   * would.
   * @param {HostMethod} method @returns {Promise<void>}
   */
  #send(method) {
    if (!this.#begun) {
      if (!kTraining.has(this.state) && !kWaiting.has(this.state))
        return Promise.reject(new Error('the run has no worker'));
      this.#begun = this.#begin();
    }
    const begun = this.#begun;
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      begun
        .then(() => /** @type {import('./connection.js').Connection} */ (this.#connection).call(method))
        .then(() => resolve(), reject)
        .finally(() => this.#waiting.delete(reject));
    });
  }

  /** Makes the worker and gives it the run. */
  async #begin() {
    this.#generation = 0;
    const { createWorker, module, connect = connectByPort } = this.#options;
    const compiled = await module;
    if (this.state === 'failed') throw new Error('the run was terminated'); // while it waited for the engine
    const worker = createWorker();
    const mine = () => this.#worker === worker;
    this.#worker = worker;
    const lost = (/** @type {Error} */ reason) => {
      if (mine()) this.#handle('lost', reason);
    };
    worker.onFailure(lost);
    this.#connection = connect(worker, (event) => mine() && this.#receive(event), lost);
    await this.#connection.call('start', compiled, this.setup);
  }

  /** @param {import('./protocol.js').TrialEvent} event */
  #receive(event) {
    if (this.state === 'failed' || event.generation !== this.#generation) return;
    if (event.type === 'epoch') return this.#dispatch('epoch', event.record);
    if (event.type === 'progress') return this.#dispatch('progress', event);
    if (event.type === 'snapshot') return this.#dispatch('snapshot', event.snapshot);
    if (event.type === 'restart') return this.#dispatch('restart', event.reason);
    this.summary = event.summary;
    this.#handle('ended');
  }

  /** @param {Error} reason */
  #discard(reason) {
    clearTimeout(this.#stopTimer);
    this.#worker?.terminate();
    this.#connection?.close(reason);
    this.#worker = undefined;
    this.#connection = undefined;
    this.#begun = undefined;
    for (const reject of [...this.#waiting]) reject(reason);
    this.#waiting.clear();
    this.#rejectFinished(reason);
  }

  /** @param {TrialState} state */
  #setState(state) {
    if (this.state === state) return;
    this.state = state;
    this.#dispatch('state', state);
  }

  /** @param {keyof TrialDetails} type @param {unknown} detail */
  #dispatch(type, detail) {
    for (const listener of this.#listeners.get(type) ?? []) listener(/** @type {never} */ (detail));
  }
}
