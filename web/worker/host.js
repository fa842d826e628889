// The worker's side: owns one engine, checks experiments by it, or trains one session in short slices. It looks at the
// message queue between them, so that a pause is answered at once. It knows nothing of the page.
import { loadTraining } from '../engine/training.js';
import { unpack } from '../engine/unpack.js';
import { Looker } from './looker.js';
import {
  checkPace,
  kProgressMilliseconds,
  kRecoveryMilliseconds,
  kRecoveryShare,
  kSliceMilliseconds,
} from './protocol.js';
import { Viewer } from './viewer.js';

export class TrainingHost {
  /** @type {import('../engine/training.js').TrainingEngine | undefined} */
  #engine;
  /** @type {import('../engine/session.js').Session | undefined} */
  #session;
  /** @type {import('./protocol.js').WorkerSetup | undefined} */
  #setup;
  /** @type {Record<string, Uint8Array>} */
  #files = {};
  #send;
  /** Counts the resets, so that events from before one can be distinguished from those after it. */
  #generation = 0;
  /** The play() in progress; a later pause or play makes another number, which ends it. */
  #playing = 0;
  #turns = 0;
  #ended = false;
  #records = 0;
  /** The last epoch that was reported. */
  #sent = 0;
  #batches = 1;
  #lastProgress = 0;
  #trainedMilliseconds = 0;
  /** The share of the run that a snapshot brought along: no time was spent on it here. */
  #restoredFraction = 0;
  #lastSave = 0;
  #saveCost = 0;
  /** Whether anything has been trained or changed since the last snapshot. */
  #unsaved = false;
  /** What is changed by hand; a reset keeps it. @type {import('../engine/session.js').LiveSettings | undefined} */
  #live;
  /** Steps a second at most while it plays; null: as many as it can. @type {number | null} */
  #pace = null;
  #viewer;
  #looker;
  #turn = new MessageChannel();

  /** @param {import('../threads/connection.js').Emit} emit where the run's events go */
  constructor(emit) {
    this.#send = emit;
    this.#viewer = new Viewer((event, moved) => this.#emit(event, moved));
    this.#looker = new Looker(
      () => this.#requireSession(),
      () => this.#nextTurn(),
    );
  }

  /** @param {import('./protocol.js').TrialEvent} event @param {Transferable[]} [moved] */
  #emit(event, moved) {
    this.#send({ ...event, generation: this.#generation }, moved);
  }

  /**
   * @param {import('../engine/load.js').Source} source
   * @returns {Promise<WebAssembly.Module | null>} to be shared with other workers; null: bytes are, since no port carries
   *   what is compiled to or from a page on a disk
   */
  async load(source) {
    this.#engine ??= await loadTraining(source);
    return source.wasmBinary ? null : this.#engine.module;
  }

  /** @param {unknown} experiment */
  check(experiment) {
    if (!this.#engine) throw new Error('the worker has no engine');
    return this.#engine.checkExperiment(experiment);
  }

  /** What experiments and records may hold, with the schema of both. */
  catalog() {
    if (!this.#engine) throw new Error('the worker has no engine');
    return this.#engine.catalog();
  }

  /** The samples of data in the plane. @param {unknown} data an experiment's "data" */
  planePoints(data) {
    if (!this.#engine) throw new Error('the worker has no engine');
    return this.#engine.planePoints(data);
  }

  /** @param {import('./protocol.js').Shared} module @param {import('./protocol.js').WorkerSetup} setup */
  async start(module, setup) {
    await this.load(module instanceof WebAssembly.Module ? { module } : module);
    this.#setup = setup;
    this.#live = setup.live;
    this.#pace = setup.pace ?? null;
    this.#viewer.request = setup.watch ?? null;
    for (const [name, file] of Object.entries(setup.files ?? {})) {
      const bytes = file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : file;
      this.#files[name] = await unpack(bytes, name);
    }
    this.#createSession();
    if (setup.snapshot) this.#restore(setup.snapshot);
    this.#viewer.show(this.#requireSession());
  }

  /** Starts again from the same initial weights. What was changed by setLive stays changed. */
  reset() {
    this.#playing = 0;
    this.#generation += 1;
    this.#createSession();
    this.#viewer.show(this.#requireSession());
  }

  /**
   * Sends views of the run from now on: one at once, one after every step, change, pause and reset, and while it plays as
   * often as was asked for and their cost allows. @param {import('./viewer.js').ViewRequest | null} request null: none
   */
  watch(request) {
    this.#viewer.request = request;
    this.#viewer.show(this.#requireSession());
  }

  /**
   * Answers a question about samples with the weights as they are now. A run that plays goes on when it is answered.
   * @param {import('./looker.js').Question} question
   */
  look(question) {
    return this.#looker.answer(question);
  }

  /** Slows a run that plays down, so that each step can be seen. @param {number | null} pace steps a second at most; null: full speed */
  setPace(pace) {
    checkPace(pace);
    this.#pace = pace;
  }

  /** @param {import('../engine/session.js').LiveSettings} settings as Session.setLive takes them */
  setLive(settings) {
    this.#requireSession().setLive(settings);
    this.#live = settings;
    this.#changed();
  }

  /** @param {string} name @param {number} index @param {number} value as Session.setParameter takes them */
  setParameter(name, index, value) {
    this.#requireSession().setParameter(name, index, value);
    this.#changed();
  }

  /** What was changed by hand is to be seen and kept at once: no snapshot of before leads to it. */
  #changed() {
    this.#unsaved = true;
    this.#looker.changed();
    this.#saveForRecovery();
    if (this.#playing === 0) this.#viewer.show(this.#requireSession());
  }

  /** Trains until paused or done, or to the end of the epoch; resolves then. @param {boolean} [oneEpoch] */
  async play(oneEpoch = false) {
    if (this.#playing !== 0 || this.#ended) return;
    this.#turns += 1;
    const mine = this.#turns;
    this.#playing = mine;
    while (this.#playing === mine && !this.#ended) {
      const before = this.#records;
      const due = this.#pace === null ? 0 : performance.now() + 1000 / this.#pace;
      if (this.#pace === null) this.#slice();
      else this.#seenStep();
      if (oneEpoch && this.#records !== before && !this.#ended) this.pause();
      await this.#nextTurn();
      await this.#wait(due, mine);
      while (this.#looker.busy && this.#playing === mine) await this.#nextTurn();
    }
    if (this.#playing === mine) this.#playing = 0;
  }

  pause() {
    if (this.#playing === 0) return;
    this.#playing = 0;
    this.#saveForRecovery();
    this.#viewer.show(this.#requireSession());
  }

  /** One training step, after which it is paused. */
  stepOnce() {
    this.#playing = 0;
    if (this.#ended) return;
    this.#oneStep();
    if (this.#ended) return;
    this.#saveForRecovery();
    this.#viewer.show(this.#requireSession());
  }

  /** One training step; at an epoch's end the validation batches as well. */
  #oneStep() {
    this.#looker.changed();
    let progress = this.#requireSession().step(1);
    while (progress.stage === 'validate' || progress.stage === 'test') progress = this.#requireSession().step(1);
    this.#unsaved = true;
    this.#report(progress, true);
  }

  /** A step of a run that is slowed down: it is on show until the next one, unless they follow faster than views may. */
  #seenStep() {
    this.#oneStep();
    if (this.#ended) return;
    if (1000 / Number(this.#pace) >= kProgressMilliseconds) this.#viewer.show(this.#requireSession());
    else this.#viewer.showIfDue(this.#requireSession());
  }

  /** Waits as the pace asks for, until something else is wanted. @param {number} due @param {number} mine the play it is for */
  async #wait(due, mine) {
    const pace = this.#pace;
    for (let left = due - performance.now(); left > 0; left = due - performance.now()) {
      if (this.#playing !== mine || this.#pace !== pace || this.#ended) return;
      await new Promise((resolve) => setTimeout(resolve, Math.min(left, kSliceMilliseconds)));
    }
  }

  /** Ends the run where it stands; its summary follows. */
  stop() {
    this.#playing = 0;
    if (this.#ended) return;
    this.#requireSession().stop();
    this.#finish();
  }

  /** Sends the run as it stands in a `snapshot` event, in order with the epochs before it. */
  save() {
    const start = performance.now();
    const bytes = /** @type {Uint8Array<ArrayBuffer>} */ (this.#requireSession().snapshot());
    this.#emit({ type: 'snapshot', snapshot: { bytes, epochs: this.#records } }, [bytes.buffer]);
    this.#lastSave = performance.now();
    this.#saveCost = this.#lastSave - start;
    this.#unsaved = false;
  }

  /** A run that is not playing stays where it is even if its worker is lost. */
  #saveForRecovery() {
    if (this.#setup?.recoverable && this.#unsaved && !this.#ended) this.save();
  }

  /** @param {Uint8Array} bytes */
  #restore(bytes) {
    try {
      this.#requireSession().restore(bytes);
    } catch (reason) {
      this.#emit({ type: 'restart', reason: /** @type {Error} */ (reason).message });
      this.#createSession();
      return;
    }
    const progress = this.#requireSession().step(0);
    const expected = this.#setup?.snapshotEpochs ?? progress.records;
    if (progress.records !== expected) {
      const reason = `the snapshot is of ${progress.records} epochs, and the records before it are of ${expected}`;
      this.#emit({ type: 'restart', reason });
      this.#createSession();
      return;
    }
    this.#records = progress.records;
    this.#sent = progress.records;
    this.#restoredFraction = progress.fraction;
    if (this.#setup?.recoverable) this.#report(progress, true); // where it stands, though it may stay paused
  }

  #createSession() {
    if (!this.#engine || !this.#setup) throw new Error('the worker has not been started');
    this.#session?.delete();
    this.#session = undefined;
    const { experiment, runIndex, seed } = this.#setup;
    const session = this.#engine.createSession(experiment, runIndex, seed);
    // Of several runs one can need no file.
    if (Object.keys(this.#files).length > 0 && !session.isReady()) session.loadFiles(this.#files);
    if (!session.isReady()) {
      session.delete();
      throw new Error('this experiment needs data files, and none were given');
    }
    // Before a snapshot is restored: it may be of a later epoch than the experiment has.
    if (this.#live) session.setLive(this.#live);
    this.#session = session;
    this.#looker.changed();
    this.#ended = false;
    this.#unsaved = false;
    this.#records = 0;
    this.#sent = 0;
    this.#batches = 1;
    this.#trainedMilliseconds = 0;
    this.#restoredFraction = 0;
    this.#lastSave = performance.now();
  }

  /** Nothing more is wanted: ends the run, and gives its memory back. */
  close() {
    this.#playing = 0;
    this.#ended = true;
    this.#session?.delete();
    this.#session = undefined;
    this.#engine = undefined;
  }

  #requireSession() {
    if (!this.#session) throw new Error('the worker has no run');
    return this.#session;
  }

  /** Trains for about one slice; how many batches that is, it learns from the last slice. */
  #slice() {
    const session = this.#requireSession();
    const start = performance.now();
    const progress = session.step(this.#batches);
    const milliseconds = performance.now() - start;
    this.#unsaved = true;
    this.#trainedMilliseconds += milliseconds;
    const fitting = (this.#batches * kSliceMilliseconds) / Math.max(milliseconds, 0.01);
    this.#batches = Math.max(1, Math.min(2 * this.#batches, Math.floor(fitting), 1 << 16));
    this.#report(progress, false);
    if (!this.#ended) this.#trainedMilliseconds += this.#viewer.showIfDue(session);
  }

  /** @param {import('../engine/session.js').Progress} progress @param {boolean} always */
  #report(progress, always) {
    const completed = progress.records !== this.#records;
    if (completed) {
      this.#records = progress.records;
      const every = this.#setup?.epochEvery ?? 1;
      if (this.#records === 1 || this.#records % every === 0) this.#sendRecord();
    }
    const now = performance.now();
    if (this.#isSaveDue(now, completed) && progress.stage !== 'done') this.save();
    if (always || progress.stage === 'done' || now - this.#lastProgress >= kProgressMilliseconds) {
      this.#lastProgress = now;
      const { epoch, epochs, step, stepsPerEpoch, stage, runningLoss, fraction } = progress;
      const trained = fraction - this.#restoredFraction;
      const left = trained > 0 ? (this.#trainedMilliseconds * (1 - fraction)) / trained / 1000 : null;
      const paced = this.#pace === null ? 0 : ((1 - fraction) * epochs * stepsPerEpoch) / this.#pace;
      this.#emit({
        type: 'progress',
        epoch,
        epochs,
        step,
        stepsPerEpoch,
        stage,
        runningLoss,
        fraction,
        restored: this.#restoredFraction,
        secondsLeft: left === null ? null : Math.max(left, paced),
      });
    }
    if (progress.stage === 'done') this.#finish();
  }

  /** @param {number} now @param {boolean} completed whether an epoch has just been completed */
  #isSaveDue(now, completed) {
    const { saveMilliseconds = Number.POSITIVE_INFINITY, recoverable } = this.#setup ?? {};
    if (now >= this.#lastSave + saveMilliseconds) return true;
    const least = Math.max(kRecoveryMilliseconds, this.#saveCost / kRecoveryShare);
    return recoverable === true && (completed || this.#pace !== null) && now >= this.#lastSave + least;
  }

  /** Reports the last complete epoch. */
  #sendRecord() {
    this.#sent = this.#records;
    this.#emit({ type: 'epoch', record: this.#requireSession().record() });
  }

  #finish() {
    this.#ended = true;
    if (this.#sent < this.#records) this.#sendRecord();
    this.#viewer.show(this.#requireSession());
    this.#emit({ type: 'summary', summary: this.#requireSession().summary(true) });
  }

  /**
   * Lets waiting messages in. Browsers hold nested timers back by 4 ms, so a message to ourselves is the turn there; Node
   * would serve that message before all others, and has setImmediate.
   */
  #nextTurn() {
    return new Promise((resolve) => {
      if (typeof setImmediate === 'function') {
        setImmediate(resolve);
        return;
      }
      this.#turn.port1.addEventListener('message', resolve, { once: true });
      this.#turn.port1.start();
      this.#turn.port2.postMessage(undefined);
    });
  }
}
