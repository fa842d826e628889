// The runs of one experiment as the page sees them: starts them in their workers, keeps every record,
// and reports once a frame that something changed. Shows nothing.
import { functionStyles } from '../figures/colours.js';
import { createBrowserWorker } from '../worker/browser-worker.js';
import { TrialPool } from '../worker/pool.js';
import { liveNotes, noteByHand } from './live-edits.js';
import { follow } from './trial-events.js';
import { blankState, overallOf, phaseOf, runsOfTrials, trialName } from './trials.js';
import { keep } from './visits.js';

/** @typedef {import('./trials.js').Trial} Trial */
/** @typedef {import('../text/paths.js').Json} Json */

/** Trials that are drawn one by one; more are drawn by run, as mean and band. */
export const kMostTrials = 8;

/** Epochs of a trial that are drawn and kept; of longer ones every second, every third ... is. */
const kMostRecords = 1000;
/** How often listeners hear of changes, in milliseconds: as often as progress is reported. */
const kChangeMilliseconds = 100;
/** The least time between two keepings for a later visit, in milliseconds. */
const kKeepMilliseconds = 1000;
/** How often a lost worker is replaced without an epoch in between. */
const kRecoveries = 3;

/**
 * Events come ten times a second, unless one batch takes longer. The lock of a lost worker is released; where the browser has
 * no locks, all that can be said after this long is that nothing is heard: it may be one large batch. Stop ends either.
 */
const kSilentMilliseconds = 10_000;
const kWatchMilliseconds = 2000;
/** States in which a worker should be heard. */
const kHeard = new Set(['running', 'stepping', 'stopping']);

export class TrainingModel extends EventTarget {
  /**
   * @param {Pick<import('../worker/remote-engine.js').RemoteEngine, 'module' | 'checkExperiment' | 'catalog' | 'planePoints' | 'close'>} engine
   * @param {Partial<import('../worker/client.js').TrialOptions> & {size?: number}} [workers] other workers than the browser's
   */
  constructor(engine, workers = {}) {
    super();
    this.engine = engine;
    this.workers = workers;
    /** @type {Trial[]} */
    this.trials = [];
    /** The names of the runs that have trials; none: all. @type {string[]} */
    this.only = [];
    /** @type {Json} the experiment the trials belong to */
    this.experiment = null;
    /** @type {Promise<import('../engine/answers.js').Catalog> | undefined} */
    this.described = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.announcing = undefined;
    /** Counts the changes of records and trials, so that figures know when to draw. */
    this.recordsVersion = 0;
    this.recordsTold = 0;
    this.cores = Math.max(1, globalThis.navigator?.hardwareConcurrency || 2);
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.watching = undefined;
    /** @type {TrialPool | null} */
    this.pool = null;
    /** @type {Record<string, Uint8Array | Blob> | undefined} */
    this.files = undefined;
    /** What a preset's recorded result says of the trials, where there is one. @type {Trial[]} */
    this.recorded = [];
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.keeping = undefined;
    /** What was changed by hand, by run. @type {Map<number, import('../engine/session.js').LiveSettings>} */
    this.liveOf = new Map();
    /** What is watched, so that trials started later are too. @type {{ shown: number, request: import('../worker/viewer.js').ViewRequest | null, small: number }} */
    this.watched = { shown: 0, request: null, small: 0 };
    /** Steps a second at most while trials play; null: full speed. @type {number | null} */
    this.pace = null;
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
   * Listeners hear of changes ten times a second, however many arrive: `change` for any, `records` when there are other
   * records or trials to show.
   * @param {boolean} [records]
   */
  changed(records = true) {
    if (records) this.recordsVersion += 1;
    this.announcing ??= setTimeout(() => {
      this.announcing = undefined;
      this.dispatchEvent(new Event('change'));
      if (this.recordsTold !== this.recordsVersion) this.dispatchEvent(new Event('records'));
      this.recordsTold = this.recordsVersion;
    }, kChangeMilliseconds);
  }

  /**
   * The trials an experiment would have, idle: so that the page shows who will run before anyone does.
   * @param {Json} experiment @param {import('../engine/answers.js').CheckedRun[]} checkedRuns @param {number[]} seeds
   */
  prepare(experiment, checkedRuns, seeds) {
    this.discard();
    this.experiment = experiment;
    const activations = checkedRuns.map((run) => run.activations[0] ?? 'identity');
    const looks = functionStyles(activations);
    /** @type {Trial[]} */
    const trials = [];
    for (const [runIndex, run] of checkedRuns.entries()) {
      if (this.only.length > 0 && !this.only.includes(run.name)) continue;
      for (const seed of seeds) {
        trials.push({
          index: trials.length,
          name: trialName(run.name, seed, seeds.length),
          runName: run.name,
          activation: activations[runIndex],
          metric: run.metric,
          loss: run.loss.title,
          look: looks[runIndex],
          checked: run,
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
    this.liveOf = new Map();
    this.recorded = [];
    this.changed();
  }

  /** The trials whose results are shown: those trained here, or the recorded ones before there are any. */
  get shown() {
    const isTrained = this.trials.some(({ records, summary }) => records.length > 0 || summary);
    return isTrained || this.recorded.length === 0 ? this.trials : this.recorded;
  }

  /** The experiment is no longer the one whose result was recorded. */
  forgetRecorded() {
    if (this.recorded.length === 0) return;
    this.recorded = [];
    this.changed();
  }

  /** @param {Pick<import('../presets/results.js').RecordedResult, 'trials'>} result of the experiment that the trials are of */
  showRecorded(result) {
    this.recorded = this.trials.flatMap((trial) => {
      const found = result.trials.find(({ run, seed }) => run === trial.runName && seed === trial.seed);
      return found
        ? [{ ...trial, run: null, records: found.epochs, summary: found.summary, state: /** @type {const} */ ('done') }]
        : [];
    });
    this.changed();
  }

  /** The runs of the trials. */
  get runs() {
    return runsOfTrials(this.trials);
  }

  /**
   * Starts every prepared trial, as many at a time as there are processors: first every run with its first seed, so that
   * they can be compared early.
   * @param {Record<string, Uint8Array | Blob>} [files]
   */
  start(files) {
    this.files = files;
    const place = new Map(this.runs.flatMap(({ trials }) => trials.map((trial, i) => [trial, i])));
    const order = this.trials.toSorted((a, b) => Number(place.get(a)) - Number(place.get(b)));
    for (const trial of order) this.startTrial(trial);
    this.keepWatch();
  }

  openPool() {
    // Four runs are shown side by side even on two cores; their times then say so.
    this.pool ??= new TrialPool({
      size: Math.min(kMostTrials, Math.max(4, this.cores)),
      createWorker: createBrowserWorker,
      module: this.engine.module,
      recover: kRecoveries,
      ...this.workers,
    });
    return this.pool;
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

  keepWatch() {
    this.watching ??= setInterval(() => this.watch(), kWatchMilliseconds);
  }

  unwatch() {
    clearInterval(this.watching);
    this.watching = undefined;
  }

  /** @param {Trial} trial */
  startTrial(trial) {
    const byHand = liveNotes(this.liveOf.get(trial.runIndex));
    if (trial.isPreview && trial.run?.state === 'paused') {
      const { run } = trial;
      Object.assign(trial, { ...blankState(), view: trial.view, state: 'queued', byHand });
      run.resume();
      this.changed();
      return;
    }
    trial.run?.terminate();
    Object.assign(trial, { ...blankState(), state: 'queued', byHand });
    this.begin(trial, false);
    this.changed();
  }

  /**
   * Gives a trial its run.
   * @param {Trial} trial @param {boolean} startPaused @param {import('../storage/visits.js').KeptTrial} [kept] where it goes on from
   */
  begin(trial, startPaused, kept) {
    const run = this.openPool().start({
      experiment: this.experiment,
      runIndex: trial.runIndex,
      seed: trial.seed,
      files: this.files,
      live: this.liveOf.get(trial.runIndex),
      pace: this.pace,
      startPaused,
      epochEvery: Math.ceil(trial.epochs / kMostRecords),
      snapshot: kept?.snapshot ?? undefined,
      snapshotEpochs: kept?.snapshot ? kept.epochs : undefined,
    });
    trial.run = run;
    follow(trial, run, {
      changed: (records) => this.changed(records),
      viewed: () => this.dispatchEvent(new Event('view')),
      ended: () => {
        this.release(trial);
        this.keepSoon();
        if (this.phase === 'done') this.dispatchEvent(new Event('done'));
      },
      saved: () => this.keepSoon(),
    });
    if (this.watched.request) this.watchRuns(this.watched.shown, this.watched.request, this.watched.small);
  }

  /** Shows the networks as they are before their first step: the first trial of each run gets its worker, and waits in it. */
  preview() {
    for (const { trials } of this.runs) {
      const [trial] = trials;
      if (trial.state !== 'idle' || trial.run) continue;
      trial.isPreview = true;
      this.begin(trial, true);
    }
  }

  /** Keeps the trials for a later visit, at most once a second. */
  keepSoon() {
    if (this.trials.length > kMostTrials) return;
    this.keeping ??= setTimeout(() => {
      this.keeping = undefined;
      void keep(this).then(() => this.changed(false)); // where it fails, that is said
    }, kKeepMilliseconds);
  }

  /** Lets the worker of an ended trial go where there are many: the first seed of each run keeps its network on show. @param {Trial} trial */
  release(trial) {
    const isFirst = this.runs.find(({ index }) => index === trial.runIndex)?.trials[0] === trial;
    if (this.trials.length > kMostTrials && !isFirst) queueMicrotask(() => trial.summary && trial.run?.terminate());
  }

  /**
   * Has the first trial of each run send what its network looks like: the run that is shown all of it, the others their
   * boundary.
   * @param {number} shown index of a run @param {import('../worker/viewer.js').ViewRequest | null} request for the run that is
   *   shown; null: nothing is watched
   * @param {number} [small] cells a side of the boundaries of the others
   */
  watchRuns(shown, request, small = 0) {
    this.watched = { shown, request, small };
    for (const { index, trials } of this.runs) {
      const others = request && { boundary: small, units: 0, weights: false, most: 4 * (request.most ?? 100) };
      trials[0].run?.watch(index === shown ? request : others).catch(() => {}); // a lost worker is heard of otherwise
    }
  }

  /**
   * Changes by hand what trials go on with that have begun.
   * @param {import('../engine/session.js').LiveSettings} settings "set" or "frozen", each whole @param {string} text
   *   what was changed, for people @param {number} [only] the run it is for; absent: all
   */
  setLive(settings, text, only) {
    for (const { index } of this.runs)
      if (only === undefined || only === index) this.liveOf.set(index, { ...this.liveOf.get(index), ...settings });
    for (const trial of this.trials) {
      if (!trial.run || (only !== undefined && trial.runIndex !== only)) continue;
      if (trial.state === 'done' || trial.state === 'failed') continue;
      noteByHand(trial, text);
      trial.run.setLive(this.liveOf.get(trial.runIndex) ?? {}).catch((/** @type {Error} */ error) => {
        trial.error = error.message;
        this.changed();
      });
    }
    this.changed();
  }

  /** Slows all trials down, now and later. @param {number | null} pace steps a second at most; null: full speed */
  setPace(pace) {
    this.pace = pace;
    this.each((run) => run.setPace(pace));
  }

  /** @param {Trial} trial @param {string} parameter its name @param {number} element @param {number} value */
  async setWeight(trial, parameter, element, value) {
    try {
      await trial.run?.setParameter(parameter, element, value);
      noteByHand(trial, `${parameter}[${element}] set to ${value}`);
    } catch (error) {
      trial.error = error instanceof Error ? error.message : String(error);
    }
    this.changed();
  }

  /** What the whole set is doing. */
  get phase() {
    return phaseOf(this.trials);
  }

  /** How far all trials are. */
  get overall() {
    return overallOf(this.trials);
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

  epochOnce() {
    this.each((run) => run.epochOnce());
  }

  stop() {
    this.each((run) => run.stop());
  }

  /** Back to the same initial weights, paused before the first step. */
  reset() {
    for (const trial of this.trials) if (trial.run && trial.state !== 'failed') Object.assign(trial, blankState());
    this.each((run) => run.reset());
    if (this.trials.some((trial) => trial.run)) this.keepWatch();
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
}
