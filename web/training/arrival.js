// What the view shows before anything has been trained in it: what the tab was training before a reload, or what the preset
// came to on the command line.
import { liveChanges } from '../builder/live-changes.js';
import { lastVisit } from '../storage/visits.js';
import { restore } from './visits.js';

/** @typedef {import('./activation-training.js').ActivationTraining} View */

/** @param {View} view whose experiment has just been prepared */
export async function fillOnArrival(view) {
  const { experiment } = view;
  if (!view.visited) {
    view.visited = true;
    if (await bringBack(view, experiment)) return;
  }
  await showRecorded(view, experiment);
}

/** Those that wait for the files of their runs. @type {WeakMap<View, () => void>} */
const waitingViews = new WeakMap();

/** @param {View} view */
const hasFiles = ({ wanted, files }) => wanted.every((name) => files[name]);

/** Some of the files are there, or all. @param {View} view */
export function noteFiles(view) {
  if (!hasFiles(view)) return;
  waitingViews.get(view)?.();
  waitingViews.delete(view);
}

/** @param {View} view @param {import('../text/paths.js').Json} experiment @returns {Promise<boolean>} whether there was something to bring back */
async function bringBack(view, experiment) {
  const visit = await lastVisit();
  if (!visit) return false;
  const isOfThis = JSON.stringify(visit.experiment) === JSON.stringify(experiment);
  const begun = isOfThis ? view.checked : await begunAs(view, visit.experiment);
  const waits = visit.trials.some(({ summary }) => !summary);
  // A run that is over needs its files no more; one that is to go on cannot without them.
  if (begun && waits && !hasFiles(view))
    await new Promise((resolve) => waitingViews.set(view, () => resolve(undefined)));
  if (!begun || experiment !== view.experiment || view.model.phase !== 'idle') return false;
  if (!isOfThis) view.model.prepare(begun.experiment, begun.runs, begun.seeds);
  view.model.files = view.files;
  restore(view.model, visit.trials);
  view.note = waits ? 'Back where you left it: the runs are paused. Resume goes on.' : 'Back where you left it.';
  return true;
}

/**
 * The experiment as its runs were begun, where the one of now differs from it in what was changed while they trained.
 * @param {View} view @param {import('../text/paths.js').Json} experiment that of the visit
 */
async function begunAs({ check, checked }, experiment) {
  const answer = await check(JSON.stringify(experiment)).catch(() => null);
  if (!checked || !answer?.ok || !answer.runs) return null;
  const seeds = answer.experiment.seeds ?? [0];
  const isLive =
    answer.runs.length === checked.runs.length &&
    JSON.stringify(seeds) === JSON.stringify(checked.seeds) &&
    answer.runs.every((run, i) => liveChanges(run.experiment, checked.runs[i].experiment) !== null);
  return isLive ? { experiment, runs: answer.runs, seeds } : null;
}

/** @param {View} view @param {import('../text/paths.js').Json} experiment */
async function showRecorded(view, experiment) {
  const { state, model, published, checked } = view;
  const { trials } = model;
  if (!state.preset && !published) return;
  try {
    const { canonicalText, isOf, recordedResult } = await import('../presets/results.js');
    // Who trains before it has arrived is compared with it all the same.
    const isCurrent = () => experiment === view.experiment && model.trials === trials;
    if (published && canonicalText(published.experiment) === canonicalText(checked?.whole ?? null)) {
      if (isCurrent()) model.showRecorded(published);
      return;
    }
    const result = await recordedResult(state.preset);
    if (result && isCurrent() && isOf(result, experiment)) model.showRecorded(result);
  } catch {
    // Nothing depends on it: without its file the results are empty until the first run.
  }
}

/** Paths that lead nowhere which are named one by one; the rest are counted. */
const kMostNamed = 8;

/** What of a link's changes leads nowhere. @param {string[]} paths */
export function leftOutOf(paths) {
  const more = paths.length - kMostNamed;
  const named = paths.slice(0, kMostNamed).map((path) => (path.length > 60 ? `${path.slice(0, 60)}\u2026` : path));
  return `The link changes what this experiment does not have, which was left out: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
