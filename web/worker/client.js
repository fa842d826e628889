// One trial as its owner sees it: start, pause, step, reset, stop, events. What follows what is the table of trial-states.js;
// this file carries it out. It makes its worker when it first needs one; where a worker is lost, and recoveries are allowed,
// it goes on in another.
import { checkQuestion } from './looker.js';
import { checkPace } from './protocol.js';
import { TrialEmitter } from './trial-emitter.js';
import { kTraining, kTrialTable, kWaiting } from './trial-states.js';
import { TrialWorkers } from './trial-workers.js';
import { checkRequest } from './viewer.js';

/** @typedef {import('./protocol.js').TrialSetup} TrialSetup */
/** @typedef {import('./trial-states.js').TrialState} TrialState */
/** @typedef {import('./trial-states.js').TrialTrigger} TrialTrigger */
/** @typedef {import('./trial-states.js').TrialAction} TrialAction */
/** @typedef {import('../engine/session.js').LiveSettings} LiveSettings */
/** @typedef {import('./viewer.js').ViewRequest} ViewRequest */
/** @typedef {import('./protocol.js').TrialOptions} TrialOptions */

/**
 * How long a stop may be unanswered before the worker is terminated. A worker answers between two batches, 20 ms apart;
 * one that is in a single long batch loses its summary only, and whoever pressed Stop has waited long enough.
 */
export const kStopMilliseconds = 3000;

const kNoWorker = 'the run has no worker';

export class TrialRun extends TrialEmitter {
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

  #options;
  #workers;
  /** Whether the run occupies a place. It keeps it until its worker has answered that it no longer trains. */
  #placed = false;
  /** Whether training ends with the epoch in progress. */
  #oneEpoch = false;
  /** Steps still to be made, the one in progress included. */
  #steps = 0;
  /** Distinguishes the answer to the newest step from those to earlier ones. */
  #stepTicket = 0;
  /** Distinguishes a stop before a reset from one after it. */
  #resets = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #stopTimer;
  /** @type {(summary: import('../engine/answers.js').SummaryRecord) => void} */
  #resolveFinished = () => {};
  /** @type {(reason: Error) => void} */
  #rejectFinished = () => {};

  /** @param {TrialSetup} setup @param {TrialOptions} options */
  constructor(setup, options) {
    super();
    this.setup = setup;
    this.#options = options;
    this.#workers = new TrialWorkers(options, setup, {
      receive: (event) => this.#receive(event),
      lose: (reason, again) => this.#lose(reason, again),
      answered: () => this.#leave(),
    });
    if (setup.startPaused) this.state = 'paused';
    this.finished = new Promise((resolve, reject) => {
      this.#resolveFinished = resolve;
      this.#rejectFinished = reject;
    });
    this.finished.catch(() => {}); // who does not await it hears of failures by the `error` event
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
    return this.#workers.any;
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
    this.#oneEpoch = false;
    this.#handle('play');
  }

  /** To the end of the epoch in progress, or through the next one; then the run is paused. */
  epochOnce() {
    this.#oneEpoch = true;
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

  /** Back to the same initial weights, paused. What setLive changed stays changed, until it is called with something else. */
  async reset() {
    await this.#handle('reset');
  }

  /** Ends the run where it stands; its summary follows. A run that has trained nothing ends without one. */
  async stop() {
    await this.#handle(this.#workers.any || this.#workers.recovery.start.snapshot ? 'stop' : 'cancel');
  }

  /**
   * Changes what the run trains with from now on, in every worker it will have. Replaces what an earlier call changed; {}:
   * all is as in the experiment. Where the run has no worker yet it is checked when the run begins.
   * @param {LiveSettings} settings as Session.setLive takes them @throws {Error} with what is wrong; then nothing has changed
   */
  async setLive(settings) {
    if (this.#workers.any) await this.#workers.ask('setLive', settings);
    this.#workers.live = settings;
  }

  /**
   * Slows the run down, or has it train at full speed again: in every worker it will have.
   * @param {number | null} pace steps a second at most while it plays; null: full speed @throws {RangeError} with what is wrong
   */
  async setPace(pace) {
    checkPace(pace);
    this.#workers.pace = pace;
    if (this.#workers.any) await this.#workers.call('setPace', pace);
  }

  /**
   * Changes one weight by hand, until a reset. A run that waits or is paused gets its worker for it.
   * @param {string} name @param {number} index @param {number} value as Session.setParameter takes them
   * @throws {Error} with what is wrong
   */
  async setParameter(name, index, value) {
    if (!this.#workers.any && (this.state === 'done' || this.state === 'failed')) throw new Error(kNoWorker);
    await this.#workers.ask('setParameter', name, index, value);
  }

  /**
   * From now on `view` events show the run: see TrainingHost.watch. A paused run gets its worker for it, one that waits is
   * shown when it begins, and one that is done as long as it has its worker.
   * @param {ViewRequest | null} request null: no more views @throws {RangeError} with what is wrong
   */
  async watch(request) {
    checkRequest(request);
    this.#workers.watched = request;
    if (this.#workers.any) await this.#workers.call('watch', request);
    else this.#showPaused();
  }

  /**
   * Answers a question about samples and layers, with the weights as they are then; the run goes on unchanged. A paused run
   * gets its worker for it; one that is done is asked as long as it has its worker.
   * @template {import('./looker.js').Question} Q
   * @param {Q} question @returns {Promise<import('./looker.js').AnswerTo<Q>>}
   * @throws {Error} with what is wrong, or where the run has no worker yet or any more
   */
  async look(question) {
    checkQuestion(question);
    if (!this.#workers.any && this.state !== 'paused') throw new Error(kNoWorker);
    return /** @type {import('./looker.js').AnswerTo<Q>} */ (await this.#workers.ask('look', question));
  }

  /**
   * The trial as it stands; another worker can go on from it.
   * @returns {Promise<import('./protocol.js').Snapshot>} @throws {Error} where the run has no worker yet or any more
   */
  async snapshot() {
    if (!this.#workers.any) throw new Error(kNoWorker);
    /** @type {import('./protocol.js').Snapshot | undefined} */
    let snapshot;
    const off = this.on('snapshot', (newest) => {
      snapshot = newest;
    });
    // Its event comes before its answer.
    await this.#workers.ask('save').finally(off);
    if (!snapshot) throw new Error('the run was reset before it was saved');
    return snapshot;
  }

  /** Throws the worker away; every call still waiting is rejected. What an ended run has measured stays. */
  terminate() {
    this.#discard(new Error('the run was terminated'));
    if (this.state !== 'done') this.#setState('failed');
    this.#leave();
  }

  /** Gives the place back when it is needed no more. */
  #leave() {
    if (!kTraining.has(this.state) && !this.#workers.owesAnswer) this.#placed = false;
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
    if (action === 'end') this.dispatch('summary', this.summary);
    if (action === 'fail') this.dispatch('error', reason);
    if (action === 'recover') this.dispatch('recovered', { reason, epoch: this.#workers.recovery.epochs });
    this.#showPaused();
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
        return this.#settle('pause');
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
        this.#workers.recovery.progressed();
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
        this.#workers.recovery.end();
        if (this.summary) this.#resolveFinished(this.summary);
        return undefined;
      case 'recover':
        this.#recover(/** @type {Error} */ (reason));
        return undefined;
      case 'stopAgain':
        this.#recover(/** @type {Error} */ (reason));
        return this.#stop();
      case 'fail':
      case 'forget':
        this.#discard(/** @type {Error} */ (reason));
        return undefined;
    }
  }

  /** @param {Error} reason */
  #recover(reason) {
    this.#stepTicket += 1;
    this.#workers.close(reason);
    this.#workers.open();
  }

  #train() {
    // Keeps no place by itself: it is answered when the run is paused or over.
    const oneEpoch = this.#oneEpoch;
    this.#workers.call('play', oneEpoch).then(
      () => {
        if (oneEpoch && this.#oneEpoch) this.#handle('pause');
      },
      () => {},
    );
  }

  #step() {
    this.#stepTicket += 1;
    const ticket = this.#stepTicket;
    return this.#settle('stepOnce', () => {
      if (ticket === this.#stepTicket) this.#handle('stepped');
    });
  }

  #stop() {
    const resets = this.#resets;
    this.#stopTimer = setTimeout(
      () => this.#handle('lost', new Error('the worker did not answer the stop and was terminated')),
      this.#options.stopMilliseconds ?? kStopMilliseconds,
    );
    return this.#settle('pause', async () => {
      if (this.state !== 'stopping' || resets !== this.#resets) return; // it has ended, or was reset
      clearTimeout(this.#stopTimer); // it answers; now the summary may take its time
      await this.#workers.call('stop');
    });
  }

  #reset() {
    this.summary = undefined;
    this.why = '';
    this.#steps = 0;
    this.#stepTicket += 1;
    this.#resets += 1;
    this.#workers.recovery.restart();
    if (!this.#workers.any) return undefined; // nothing has been trained, or the worker is gone: the next one begins there
    return this.#settle('reset');
  }

  /** @param {import('./worker-link.js').HostMethod} method @param {() => void | Promise<void>} [then] */
  #settle(method, then) {
    const answer = this.#workers.settle(method, then);
    answer.catch(() => {}); // the run has failed by then, which its `error` event says
    return answer;
  }

  /** A paused run that is watched has a worker to be shown by. */
  #showPaused() {
    if (this.state === 'paused' && this.#workers.watched) this.#workers.open();
  }

  /** @param {Error} reason @param {boolean} again whether another worker may do better */
  #lose(reason, again) {
    const { recovery } = this.#workers;
    const recovers = again && kTrialTable[this.state].interrupted && recovery.lose();
    if (recovers && this.state === 'stopping' && !recovery.start.snapshot) {
      this.#workers.close(reason); // there is nothing to be summed up
      this.#handle('cancel');
    } else this.#handle(recovers ? 'interrupted' : 'lost', reason);
  }

  /** @param {import('./protocol.js').TrialEvent} event */
  #receive(event) {
    switch (event.type) {
      case 'epoch':
        if (this.#workers.recovery.report(event.record.epoch)) this.dispatch('epoch', event.record);
        return;
      case 'snapshot':
        this.#workers.recovery.keep(event.snapshot);
        return this.dispatch('snapshot', event.snapshot);
      case 'restart':
        this.#workers.recovery.restart();
        return this.dispatch('restart', event.reason);
      case 'summary':
        this.summary = event.summary;
        this.#handle('ended');
        return;
      default:
        return this.dispatch(event.type, event);
    }
  }

  /** Ends the run's worker for good. @param {Error} reason */
  #discard(reason) {
    clearTimeout(this.#stopTimer);
    this.#workers.close(reason);
    this.#rejectFinished(reason);
  }

  /** @param {TrialState} state */
  #setState(state) {
    if (this.state === state) return;
    this.state = state;
    this.dispatch('state', state);
  }
}
