// What a trial is, one run with one seed as the page sees it, and what stands for it before the experiment is checked.
import { kMostRuns, kMostSeeds } from '../builder/run-edits.js';

/** @typedef {import('../engine/answers.js').Metric} Metric */
/** @typedef {import('../engine/answers.js').EpochRecord} EpochRecord */
/** @typedef {import('../engine/answers.js').SummaryRecord} SummaryRecord */
/** @typedef {import('../text/paths.js').Json} Json */

/**
 * @typedef {object} Run what is compared: its trials differ only in their seed
 * @property {number} index
 * @property {string} name
 * @property {string} activation the function that gives it its colour
 * @property {Metric | null} metric of its task; null: not checked yet
 * @property {string} loss its loss's title, or ""
 * @property {{ colour: string, dash: string }} look
 * @property {number} epochs
 * @property {Trial[]} trials by seed
 * @property {import('../engine/answers.js').CheckedRun | null} checked null: not checked yet
 *
 * @typedef {object} Trial one run with one seed
 * @property {number} index
 * @property {string} name
 * @property {string} runName
 * @property {import('../statistics/compare-runs.js').Place} [place] where runs of several files stand side by side
 * @property {string} activation the function that gives it its colour
 * @property {Metric | null} metric of its task; null: not checked yet
 * @property {string} loss its loss's title, or ""
 * @property {{ colour: string, dash: string }} look
 * @property {import('../engine/answers.js').CheckedRun | null} checked
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
 * @property {import('../worker/protocol.js').ViewEvent | null} view what the network looked like last, where it is watched
 * @property {string[]} byHand what was changed by hand since its first step: its result is no longer the experiment's alone
 * @property {import('../worker/protocol.js').Snapshot | null} saved the last snapshot, for a later visit
 * @property {boolean} isPreview its run waits before the first step to show its network; nobody has started it
 * @property {string} recovered what became of a worker that was lost, or ""
 */

/**
 * What stands for the trials of an experiment that has not been checked, so that the page keeps their places.
 * @param {Json} experiment @param {string[]} only the names of those that are shown; none: all @returns {Trial[]}
 */
export function expectedTrials({ runs, seeds, training }, only) {
  const all =
    Array.isArray(runs) && runs.length ? runs.map((run) => (typeof run?.name === 'string' ? run.name : '')) : [''];
  const chosen = all.filter((name) => only.includes(name));
  const names = chosen.length > 0 ? chosen : all;
  const count = Array.isArray(seeds) ? Math.max(1, seeds.length) : 1;
  return Array.from({ length: Math.min(kMostRuns * kMostSeeds, names.length * count) }, (_, index) => ({
    ...blankState(),
    index,
    name: names[Math.floor(index / count)] || '\u00a0',
    runName: names[Math.floor(index / count)] || '\u00a0',
    checked: null,
    activation: '',
    metric: null,
    loss: '',
    look: { colour: 'var(--ink-soft)', dash: '' },
    runIndex: Math.floor(index / count),
    seed: index % count,
    epochs: Number.isSafeInteger(training?.epochs) ? training.epochs : 1,
    parameters: 0,
    run: null,
    state: 'expected',
  }));
}

/** @param {string} run its name @param {number} seed @param {number} seeds how many the run has */
export const trialName = (run, seed, seeds) => (seeds > 1 ? `${run}, seed ${seed}` : run);

/** What a trial has before its first step. */
export function blankState() {
  return {
    progress: null,
    records: [],
    summary: null,
    error: '',
    why: '',
    silent: 0,
    heard: performance.now(),
    view: null,
    byHand: [],
    recovered: '',
    isPreview: false,
    saved: null,
  };
}

/** The runs of trials, each once. @param {Trial[]} trials @returns {Run[]} */
export function runsOfTrials(trials) {
  /** @type {Map<number, Run>} */
  const runs = new Map();
  for (const trial of trials) {
    const { runIndex: index, activation, metric, loss, look, epochs, runName: name, checked } = trial;
    const run = runs.get(index) ?? { index, name, activation, metric, loss, look, epochs, checked, trials: [] };
    run.trials.push(trial);
    runs.set(index, run);
  }
  return [...runs.values()];
}

/** What trials are doing, taken together. @param {Trial[]} trials @returns {'idle' | 'running' | 'paused' | 'done'} */
export function phaseOf(trials) {
  const states = trials.map((trial) => trial.state);
  const some = (/** @type {string[]} */ ...wanted) => states.some((state) => wanted.includes(state));
  if (states.every((state) => state === 'idle')) return 'idle';
  if (some('queued', 'running', 'stopping')) return 'running';
  return some('paused', 'step-queued', 'stepping') ? 'paused' : 'done';
}

/** Share of all the work done, 0 to 1, and the longest time left in seconds. @param {Trial[]} trials */
export function overallOf(trials) {
  let done = 0;
  let left = 0;
  for (const trial of trials) {
    done += trial.summary ? 1 : (trial.progress?.fraction ?? 0);
    if (!trial.summary && trial.progress?.secondsLeft) left = Math.max(left, trial.progress.secondsLeft);
  }
  return { fraction: trials.length ? done / trials.length : 0, secondsLeft: left };
}
