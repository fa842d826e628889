// The worker's side: owns one engine, checks experiments by it, or trains one session in short slices. It looks at the
// message queue between them, so that a pause is answered at once. It knows nothing of the page.
import { loadTraining } from '../engine/training.js';
import { unpack } from '../engine/unpack.js';
import { kProgressMilliseconds, kSliceMilliseconds } from './protocol.js';

export class TrainingHost {
  /** @type {import('../engine/training.js').TrainingEngine | undefined} */
  #engine;
  /** @type {import('../engine/session.js').Session | undefined} */
  #session;
  /** @type {import('./protocol.js').TrialSetup | undefined} */
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
  #batches = 1;
  #lastProgress = 0;
  #trainedMilliseconds = 0;
  /** The share of the run that a snapshot brought along: no time was spent on it here. */
  #restoredFraction = 0;
  #lastSave = 0;
  #turn = new MessageChannel();

  /** @param {import('./connection.js').Emit} emit where the run's events go */
  constructor(emit) {
    this.#send = emit;
  }

  /** @param {import('./protocol.js').TrialEvent} event @param {Transferable[]} [moved] */
  #emit(event, moved) {
    this.#send({ ...event, generation: this.#generation }, moved);
  }

  /** @param {import('../engine/load.js').Source} source @returns {Promise<WebAssembly.Module>} to be shared with other workers */
  async load(source) {
    this.#engine ??= await loadTraining(source);
    return this.#engine.module;
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

  /** @param {WebAssembly.Module} module @param {import('./protocol.js').TrialSetup} setup */
  async start(module, setup) {
    await this.load({ module });
    this.#setup = setup;
    for (const [name, bytes] of Object.entries(setup.files ?? {})) this.#files[name] = await unpack(bytes, name);
    this.#createSession();
    if (setup.snapshot) this.#restore(setup.snapshot);
  }

  /** Starts again from the same initial weights. */
  reset() {
    this.pause();
    this.#generation += 1;
    this.#createSession();
  }

  /** Trains until paused or done; resolves then. */
  async play() {
    if (this.#playing !== 0 || this.#ended) return;
    this.#turns += 1;
    const mine = this.#turns;
    this.#playing = mine;
    while (this.#playing === mine && !this.#ended) {
      this.#slice();
      await this.#nextTurn();
    }
    if (this.#playing === mine) this.#playing = 0;
  }

  pause() {
    this.#playing = 0;
  }

  /** One training step; at an epoch's end the validation batches as well. */
  stepOnce() {
    this.pause();
    if (this.#ended) return;
    let progress = this.#requireSession().step(1);
    while (progress.stage === 'validate' || progress.stage === 'test') progress = this.#requireSession().step(1);
    this.#report(progress, true);
  }

  /** Ends the run where it stands; its summary follows. */
  stop() {
    this.pause();
    if (this.#ended) return;
    this.#requireSession().stop();
    this.#finish();
  }

  /** Sends the run as it stands in a `snapshot` event, in order with the epochs before it. */
  save() {
    this.#lastSave = performance.now();
    const bytes = /** @type {Uint8Array<ArrayBuffer>} */ (this.#requireSession().snapshot());
    this.#emit({ type: 'snapshot', snapshot: { bytes, epochs: this.#records } }, [bytes.buffer]);
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
    this.#restoredFraction = progress.fraction;
  }

  #createSession() {
    if (!this.#engine || !this.#setup) throw new Error('the worker has not been started');
    this.#session?.delete();
    this.#session = undefined;
    const { experiment, runIndex, seed } = this.#setup;
    const session = this.#engine.createSession(experiment, runIndex, seed);
    if (Object.keys(this.#files).length > 0) session.loadFiles(this.#files);
    if (!session.isReady()) {
      session.delete();
      throw new Error('this experiment needs data files, and none were given');
    }
    this.#session = session;
    this.#ended = false;
    this.#records = 0;
    this.#batches = 1;
    this.#trainedMilliseconds = 0;
    this.#restoredFraction = 0;
    this.#lastSave = performance.now();
  }

  #requireSession() {
    if (!this.#session) throw new Error('the worker has no run');
    return this.#session;
  }

  /** Trains for about one slice; how many batches that is, it learns from the last slice. */
  #slice() {
    const start = performance.now();
    const progress = this.#requireSession().step(this.#batches);
    const milliseconds = performance.now() - start;
    this.#trainedMilliseconds += milliseconds;
    const fitting = (this.#batches * kSliceMilliseconds) / Math.max(milliseconds, 0.01);
    this.#batches = Math.max(1, Math.min(2 * this.#batches, Math.floor(fitting), 1 << 16));
    this.#report(progress, false);
  }

  /** @param {import('../engine/session.js').Progress} progress @param {boolean} always */
  #report(progress, always) {
    if (progress.records !== this.#records) {
      this.#records = progress.records;
      this.#emit({ type: 'epoch', record: this.#requireSession().record() });
    }
    const now = performance.now();
    const due = this.#lastSave + (this.#setup?.saveMilliseconds ?? Number.POSITIVE_INFINITY);
    if (now >= due && progress.stage !== 'done') this.save();
    if (always || progress.stage === 'done' || now - this.#lastProgress >= kProgressMilliseconds) {
      this.#lastProgress = now;
      const { epoch, epochs, step, stepsPerEpoch, stage, runningLoss, fraction } = progress;
      const trained = fraction - this.#restoredFraction;
      const left = trained > 0 ? (this.#trainedMilliseconds * (1 - fraction)) / trained / 1000 : null;
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
        secondsLeft: left,
      });
    }
    if (progress.stage === 'done') this.#finish();
  }

  #finish() {
    this.#ended = true;
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
