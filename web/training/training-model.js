// The runs of one experiment as the page sees them: starts them in their workers, keeps every record,
// and tells once a frame that something changed. Shows nothing.
import { functionStyles } from '../figures/colours.js';
import { createBrowserWorker } from '../worker/browser-worker.js';
import { RunPool } from '../worker/pool.js';

/**
 * @typedef {object} Lane one run with one seed
 * @property {number} index
 * @property {string} name
 * @property {string} activation the network's function
 * @property {{ colour: string, dash: string }} look
 * @property {number} runIndex
 * @property {number} seed
 * @property {number} epochs
 * @property {number} parameters
 * @property {import('../worker/client.js').Run | null} run
 * @property {'idle' | 'expected' | import('../worker/run-states.js').RunState} state 'expected': keeps the place of a lane, see expectedLanes
 * @property {any} progress the last one
 * @property {number} heard when the worker last said anything, by performance.now()
 * @property {number} silent seconds for which it has said nothing though it trains, where that is long; else 0
 * @property {any[]} records by epoch
 * @property {any} summary
 * @property {string} error
 * @property {string} why why a lane that is done has no summary, or ""
 */

export const kMostLanes = 8;

/**
 * Events come ten times a second, unless one batch takes longer. The lock of a lost worker is released; where the browser has
 * no locks, all that can be said after this long is that nothing is heard: it may be one large batch. Stop ends either.
 */
const kSilentMilliseconds = 10_000;
const kWatchMilliseconds = 2000;
/** States in which a worker should be heard. */
const kHeard = new Set(['running', 'stepping', 'stopping']);

/** The functions of a run's activation layers, the network's own first. @param {any} experiment one run, normalised */
function activationsOf(experiment) {
  const names = new Set();
  if (experiment.network?.activation?.name) names.add(experiment.network.activation.name);
  for (const layer of experiment.network?.layers ?? [])
    if (layer.type === 'activation' && layer.name) names.add(layer.name);
  return [...names];
}

/**
 * What stands for the lanes of an experiment that has not been checked, so that the page keeps their places.
 * @param {any} experiment @returns {Lane[]}
 */
export function expectedLanes({ runs, seeds, training }) {
  const names =
    Array.isArray(runs) && runs.length ? runs.map((run) => (typeof run?.name === 'string' ? run.name : '')) : [''];
  const count = Array.isArray(seeds) ? seeds.length : 1;
  return Array.from({ length: Math.min(kMostLanes, names.length * count) }, (_, index) => ({
    ...blankLane(),
    index,
    name: names[Math.floor(index / count)] || '\u00a0',
    activation: '',
    look: { colour: 'var(--ink-soft)', dash: '' },
    runIndex: 0,
    seed: 0,
    epochs: Number.isSafeInteger(training?.epochs) ? training.epochs : 1,
    parameters: 0,
    run: null,
    state: 'expected',
  }));
}

/** What a lane has before its first step. */
function blankLane() {
  return { progress: null, records: [], summary: null, error: '', why: '', silent: 0, heard: performance.now() };
}

export class TrainingModel extends EventTarget {
  /**
   * @param {Pick<import('../worker/remote-engine.js').RemoteEngine, 'module' | 'checkExperiment' | 'close'>} engine
   * @param {Partial<import('../worker/client.js').RunOptions> & {size?: number}} [workers] other workers than the browser's
   */
  constructor(engine, workers = {}) {
    super();
    this.engine = engine;
    this.workers = workers;
    /** @type {Lane[]} */
    this.lanes = [];
    /** @type {any} the experiment the lanes belong to */
    this.experiment = null;
    this.frame = 0;
    /** Counts the changes of records and lanes, so that figures know when to draw. */
    this.recordsVersion = 0;
    this.recordsTold = 0;
    this.cores = Math.max(1, globalThis.navigator?.hardwareConcurrency || 2);
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.watching = undefined;
    /** @type {RunPool | null} */
    this.pool = null;
    /** @type {Record<string, Uint8Array> | undefined} */
    this.files = undefined;
  }

  /**
   * Listeners hear of changes once a frame, however many arrive: `change` for any, `records` when there are other
   * records or lanes to show.
   * @param {boolean} [records]
   */
  changed(records = true) {
    if (records) this.recordsVersion += 1;
    if (this.frame) return;
    const tell = () => {
      window.clearTimeout(timer);
      cancelAnimationFrame(this.frame);
      this.frame = 0;
      this.dispatchEvent(new Event('change'));
      if (this.recordsTold !== this.recordsVersion) this.dispatchEvent(new Event('records'));
      this.recordsTold = this.recordsVersion;
    };
    this.frame = requestAnimationFrame(tell);
    // A hidden tab has no frames, but its runs go on.
    const timer = window.setTimeout(tell, 500);
  }

  /**
   * The lanes an experiment would have, idle: so that the page shows who will run before anyone does.
   * @param {any} experiment @param {any[]} checkedRuns checkExperiment's runs @param {number[]} seeds
   */
  prepare(experiment, checkedRuns, seeds) {
    this.discard();
    this.experiment = experiment;
    const activations = checkedRuns.map((run) => activationsOf(run.experiment)[0] ?? 'identity');
    // The first seed of each run has its function's usual look, the others the free ones.
    const looks = functionStyles(seeds.flatMap(() => activations));
    /** @type {Lane[]} */
    const lanes = [];
    for (const [runIndex, run] of checkedRuns.entries()) {
      for (const [seedIndex, seed] of seeds.entries()) {
        lanes.push({
          index: lanes.length,
          name: seeds.length > 1 ? `${run.name}, seed ${seed}` : run.name,
          activation: activations[runIndex],
          look: looks[seedIndex * checkedRuns.length + runIndex],
          runIndex,
          seed,
          epochs: run.experiment.training.epochs,
          parameters: run.parameters,
          run: null,
          state: 'idle',
          ...blankLane(),
        });
      }
    }
    this.lanes = lanes;
    this.changed();
  }

  /** Starts every prepared lane, each in a worker of its own. @param {Record<string, Uint8Array>} [files] */
  start(files) {
    this.files = files;
    // Four runs are shown side by side even on two cores; their times then say so.
    this.pool ??= new RunPool({
      size: Math.min(kMostLanes, Math.max(4, this.cores)),
      createWorker: createBrowserWorker,
      module: this.engine.module,
      ...this.workers,
    });
    for (const lane of this.lanes) this.startLane(lane);
    this.watching ??= setInterval(() => this.watch(), kWatchMilliseconds);
  }

  /** Notices lanes that train and are not heard. */
  watch() {
    const now = performance.now();
    for (const lane of this.lanes) {
      const quiet = kHeard.has(lane.state) ? now - lane.heard : 0;
      const silent = quiet >= kSilentMilliseconds ? Math.floor(quiet / 1000) : 0;
      if (silent !== lane.silent) this.changed(false);
      lane.silent = silent;
    }
    if (!this.lanes.some((lane) => lane.run && lane.state !== 'done' && lane.state !== 'failed')) this.unwatch();
  }

  unwatch() {
    clearInterval(this.watching);
    this.watching = undefined;
  }

  /** @param {Lane} lane */
  startLane(lane) {
    if (!this.pool) return;
    lane.run?.terminate();
    Object.assign(lane, { ...blankLane(), state: 'queued' });
    const run = this.pool.start({
      experiment: this.experiment,
      runIndex: lane.runIndex,
      seed: lane.seed,
      files: this.files,
    });
    lane.run = run;
    /** @param {(detail: any) => void} put @param {boolean} [records] */
    const listen =
      (put, records = false) =>
      (/** @type {any} */ detail) => {
        if (lane.run !== run) return;
        lane.heard = performance.now();
        put(detail);
        this.changed(records);
      };
    run.on(
      'state',
      listen((state) => {
        lane.state = state;
        if (lane.why !== run.why) this.recordsVersion += 1;
        lane.why = run.why;
      }),
    );
    run.on(
      'progress',
      listen((progress) => {
        lane.progress = progress;
      }),
    );
    run.on(
      'epoch',
      listen((record) => {
        lane.records = [...lane.records, record];
      }, true),
    );
    run.on(
      'summary',
      listen((summary) => {
        lane.summary = summary;
      }, true),
    );
    run.on(
      'error',
      listen((error) => {
        lane.error = error instanceof Error ? error.message : String(error);
      }, true),
    );
    this.changed();
  }

  /** What the whole set is doing. @returns {'idle' | 'running' | 'paused' | 'done'} */
  get phase() {
    const states = this.lanes.map((lane) => lane.state);
    const some = (/** @type {string[]} */ ...wanted) => states.some((state) => wanted.includes(state));
    if (states.every((state) => state === 'idle')) return 'idle';
    if (some('queued', 'running', 'stopping')) return 'running';
    return some('paused', 'step-queued', 'stepping') ? 'paused' : 'done';
  }

  /** @param {(run: import('../worker/client.js').Run) => unknown} action */
  each(action) {
    for (const { run } of this.lanes) {
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
    for (const lane of this.lanes) if (lane.run && lane.state !== 'failed') Object.assign(lane, blankLane());
    this.each((run) => run.reset());
    if (this.lanes.some((lane) => lane.run)) this.watching ??= setInterval(() => this.watch(), kWatchMilliseconds);
  }

  /** Throws the workers away. */
  discard() {
    for (const lane of this.lanes) {
      const { run } = lane;
      lane.run = null;
      run?.terminate();
    }
    this.lanes = [];
    this.unwatch();
    this.changed();
  }

  /** Share of all the work done, 0 to 1, and the longest time left in seconds. */
  get overall() {
    let done = 0;
    let left = 0;
    for (const lane of this.lanes) {
      done += lane.summary ? 1 : (lane.progress?.fraction ?? 0);
      if (!lane.summary && lane.progress?.secondsLeft) left = Math.max(left, lane.progress.secondsLeft);
    }
    return { fraction: this.lanes.length ? done / this.lanes.length : 0, secondsLeft: left };
  }

  /** Names of the activation layers of all lanes, in order of depth. */
  get layerNames() {
    const names = new Set();
    for (const lane of this.lanes) for (const layer of lane.records[0]?.layers ?? []) names.add(layer.layer);
    return /** @type {string[]} */ ([...names]);
  }
}
