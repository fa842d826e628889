// The runs of one experiment as the page sees them: starts them in their workers, keeps every record,
// and reports once a frame that something changed. Shows nothing.
import { functionStyles } from '../figures/colours.js';
import { createBrowserWorker } from '../worker/browser-worker.js';
import { TrialPool } from '../worker/pool.js';

/** @typedef {import('../engine/answers.js').Metric} Metric */
/** @typedef {import('../engine/answers.js').EpochRecord} EpochRecord */
/** @typedef {import('../engine/answers.js').SummaryRecord} SummaryRecord */
/** @typedef {import('../text/paths.js').Json} Json */

/**
 * @typedef {object} Trial one run with one seed
 * @property {number} index
 * @property {string} name
 * @property {string} activation the function that gives it its colour
 * @property {Metric | null} metric of its task; null: not checked yet
 * @property {string} loss its loss's title, or ""
 * @property {{ colour: string, dash: string }} look
 * @property {number} runIndex
 * @property {number} seed
 * @property {number} epochs
 * @property {number} parameters
 * @property {import('../worker/client.js').TrialRun | null} run
 * @property {'idle' | 'expected' | import('../worker/trial-states.js').TrialState} state 'expected': keeps the place of a trial, see expectedTrials
 * @property {import('../worker/protocol.js').ProgressEvent | null} progress the last one
 * @property {number} heard when the worker last said anything, by performance.now()
 * @property {number} silent seconds for which it has said nothing though it trains, where that is long; else 0
 * @property {EpochRecord[]} records by epoch
 * @property {SummaryRecord | null} summary
 * @property {string} error
 * @property {string} why why a trial that is done has no summary, or ""
 */

export const kMostTrials = 8;

/**
 * Events come ten times a second, unless one batch takes longer. The lock of a lost worker is released; where the browser has
 * no locks, all that can be said after this long is that nothing is heard: it may be one large batch. Stop ends either.
 */
const kSilentMilliseconds = 10_000;
const kWatchMilliseconds = 2000;
/** States in which a worker should be heard. */
const kHeard = new Set(['running', 'stepping', 'stopping']);

/**
 * What stands for the trials of an experiment that has not been checked, so that the page keeps their places.
 * @param {Json} experiment @returns {Trial[]}
 */
export function expectedTrials({ runs, seeds, training }) {
  const names =
    Array.isArray(runs) && runs.length ? runs.map((run) => (typeof run?.name === 'string' ? run.name : '')) : [''];
  const count = Array.isArray(seeds) ? seeds.length : 1;
  return Array.from({ length: Math.min(kMostTrials, names.length * count) }, (_, index) => ({
    ...blankState(),
    index,
    name: names[Math.floor(index / count)] || '\u00a0',
    activation: '',
    metric: null,
    loss: '',
    look: { colour: 'var(--ink-soft)', dash: '' },
    runIndex: 0,
    seed: 0,
    epochs: Number.isSafeInteger(training?.epochs) ? training.epochs : 1,
    parameters: 0,
    run: null,
    state: 'expected',
  }));
}

/** What a trial has before its first step. */
function blankState() {
  return { progress: null, records: [], summary: null, error: '', why: '', silent: 0, heard: performance.now() };
}

export class TrainingModel extends EventTarget {
  /**
   * @param {Pick<import('../worker/remote-engine.js').RemoteEngine, 'module' | 'checkExperiment' | 'catalog' | 'close'>} engine
   * @param {Partial<import('../worker/client.js').TrialOptions> & {size?: number}} [workers] other workers than the browser's
   */
  constructor(engine, workers = {}) {
    super();
    this.engine = engine;
    this.workers = workers;
    /** @type {Trial[]} */
    this.trials = [];
    /** @type {Json} the experiment the trials belong to */
    this.experiment = null;
    /** @type {Promise<import('../engine/answers.js').Catalog> | undefined} */
    this.described = undefined;
    this.frame = 0;
    /** Counts the changes of records and trials, so that figures know when to draw. */
    this.recordsVersion = 0;
    this.recordsTold = 0;
    this.cores = Math.max(1, globalThis.navigator?.hardwareConcurrency || 2);
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.watching = undefined;
    /** @type {TrialPool | null} */
    this.pool = null;
    /** @type {Record<string, Uint8Array> | undefined} */
    this.files = undefined;
  }

  /** What the engine describes, asked for once. @returns {Promise<import('../engine/answers.js').Catalog>} */
  catalog() {
    this.described ??= this.engine.catalog().catch((error) => {
      this.described = undefined; // a lost worker: the next question begins another
      throw error;
    });
    return this.described;
  }

  /**
   * Listeners hear of changes once a frame, however many arrive: `change` for any, `records` when there are other
   * records or trials to show.
   * @param {boolean} [records]
   */
  changed(records = true) {
    if (records) this.recordsVersion += 1;
    if (this.frame) return;
    const announce = () => {
      window.clearTimeout(timer);
      cancelAnimationFrame(this.frame);
      this.frame = 0;
      this.dispatchEvent(new Event('change'));
      if (this.recordsTold !== this.recordsVersion) this.dispatchEvent(new Event('records'));
      this.recordsTold = this.recordsVersion;
    };
    this.frame = requestAnimationFrame(announce);
    // A hidden tab has no frames, but its runs go on.
    const timer = window.setTimeout(announce, 500);
  }

  /**
   * The trials an experiment would have, idle: so that the page shows who will run before anyone does.
   * @param {Json} experiment @param {import('../engine/answers.js').CheckedRun[]} checkedRuns @param {number[]} seeds
   */
  prepare(experiment, checkedRuns, seeds) {
    this.discard();
    this.experiment = experiment;
    const activations = checkedRuns.map((run) => run.activations[0] ?? 'identity');
    // The first seed of each run has its function's usual look, the others the free ones.
    const looks = functionStyles(seeds.flatMap(() => activations));
    /** @type {Trial[]} */
    const trials = [];
    for (const [runIndex, run] of checkedRuns.entries()) {
      for (const [seedIndex, seed] of seeds.entries()) {
        trials.push({
          index: trials.length,
          name: seeds.length > 1 ? `${run.name}, seed ${seed}` : run.name,
          activation: activations[runIndex],
          metric: run.metric,
          loss: run.loss.title,
          look: looks[seedIndex * checkedRuns.length + runIndex],
          runIndex,
          seed,
          epochs: run.experiment.training.epochs,
          parameters: run.parameters,
          run: null,
          state: 'idle',
          ...blankState(),
        });
      }
    }
    this.trials = trials;
    this.changed();
  }

  /** Starts every prepared trial, each in a worker of its own. @param {Record<string, Uint8Array>} [files] */
  start(files) {
    this.files = files;
    // Four runs are shown side by side even on two cores; their times then say so.
    this.pool ??= new TrialPool({
      size: Math.min(kMostTrials, Math.max(4, this.cores)),
      createWorker: createBrowserWorker,
      module: this.engine.module,
      ...this.workers,
    });
    for (const trial of this.trials) this.startTrial(trial);
    this.watching ??= setInterval(() => this.watch(), kWatchMilliseconds);
  }

  /** Notices trials that train and are not heard. */
  watch() {
    const now = performance.now();
    for (const trial of this.trials) {
      const quiet = kHeard.has(trial.state) ? now - trial.heard : 0;
      const silent = quiet >= kSilentMilliseconds ? Math.floor(quiet / 1000) : 0;
      if (silent !== trial.silent) this.changed(false);
      trial.silent = silent;
    }
    if (!this.trials.some((trial) => trial.run && trial.state !== 'done' && trial.state !== 'failed')) this.unwatch();
  }

  unwatch() {
    clearInterval(this.watching);
    this.watching = undefined;
  }

  /** @param {Trial} trial */
  startTrial(trial) {
    if (!this.pool) return;
    trial.run?.terminate();
    Object.assign(trial, { ...blankState(), state: 'queued' });
    const run = this.pool.start({
      experiment: this.experiment,
      runIndex: trial.runIndex,
      seed: trial.seed,
      files: this.files,
    });
    trial.run = run;
    /** @template T @param {(detail: T) => void} put @param {boolean} [records] */
    const listen =
      (put, records = false) =>
      (/** @type {T} */ detail) => {
        if (trial.run !== run) return;
        trial.heard = performance.now();
        put(detail);
        this.changed(records);
      };
    run.on(
      'state',
      listen((state) => {
        trial.state = state;
        if (trial.why !== run.why) this.recordsVersion += 1;
        trial.why = run.why;
      }),
    );
    run.on(
      'progress',
      listen((progress) => {
        trial.progress = progress;
      }),
    );
    run.on(
      'epoch',
      listen((record) => {
        trial.records = [...trial.records, record];
      }, true),
    );
    run.on(
      'summary',
      listen((summary) => {
        trial.summary = summary;
      }, true),
    );
    run.on(
      'error',
      listen((error) => {
        trial.error = error instanceof Error ? error.message : String(error);
      }, true),
    );
    this.changed();
  }

  /** What the whole set is doing. @returns {'idle' | 'running' | 'paused' | 'done'} */
  get phase() {
    const states = this.trials.map((trial) => trial.state);
    const some = (/** @type {string[]} */ ...wanted) => states.some((state) => wanted.includes(state));
    if (states.every((state) => state === 'idle')) return 'idle';
    if (some('queued', 'running', 'stopping')) return 'running';
    return some('paused', 'step-queued', 'stepping') ? 'paused' : 'done';
  }

  /** @param {(run: import('../worker/client.js').TrialRun) => unknown} action */
  each(action) {
    for (const { run } of this.trials) {
      // A failure arrives as the run's `error` event; the call's own rejection says nothing more.
      if (run) Promise.resolve(action(run)).catch(() => {});
    }
    this.changed();
  }

  pause() {
    this.each((run) => run.pause());
  }

  resume() {
    this.each((run) => run.resume());
  }

  stepOnce() {
    this.each((run) => run.stepOnce());
  }

  stop() {
    this.each((run) => run.stop());
  }

  /** Back to the same initial weights, paused before the first step. */
  reset() {
    for (const trial of this.trials) if (trial.run && trial.state !== 'failed') Object.assign(trial, blankState());
    this.each((run) => run.reset());
    if (this.trials.some((trial) => trial.run)) this.watching ??= setInterval(() => this.watch(), kWatchMilliseconds);
  }

  /** Throws the workers away. */
  discard() {
    for (const trial of this.trials) {
      const { run } = trial;
      trial.run = null;
      run?.terminate();
    }
    this.trials = [];
    this.unwatch();
    this.changed();
  }

  /** Share of all the work done, 0 to 1, and the longest time left in seconds. */
  get overall() {
    let done = 0;
    let left = 0;
    for (const trial of this.trials) {
      done += trial.summary ? 1 : (trial.progress?.fraction ?? 0);
      if (!trial.summary && trial.progress?.secondsLeft) left = Math.max(left, trial.progress.secondsLeft);
    }
    return { fraction: this.trials.length ? done / this.trials.length : 0, secondsLeft: left };
  }

  /** Names of the activation layers of all trials, in order of depth. */
  get layerNames() {
    const names = new Set();
    for (const trial of this.trials) for (const layer of trial.records[0]?.layers ?? []) names.add(layer.layer);
    return /** @type {string[]} */ ([...names]);
  }
}
