// What the view shows before anything has been trained in it: what the tab was training before a reload, or what the preset
// came to on the command line.
import { lastVisit } from './visit-store.js';
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

/** @param {View} view @param {import('../text/paths.js').Json} experiment @returns {Promise<boolean>} whether there was something to bring back */
async function bringBack(view, experiment) {
  const visit = await lastVisit();
  const isOfThis = visit && JSON.stringify(visit.experiment) === JSON.stringify(experiment);
  // Files are not kept: a run that needs them cannot go on without them.
  if (!isOfThis || view.wanted.length > 0 || experiment !== view.experiment || view.model.phase !== 'idle')
    return false;
  restore(view.model, visit.trials);
  const waits = visit.trials.some(({ summary }) => !summary);
  view.note = waits ? 'Back where you left it: the runs are paused. Resume goes on.' : 'Back where you left it.';
  return true;
}

/** @param {View} view @param {import('../text/paths.js').Json} experiment */
async function showRecorded(view, experiment) {
  const { state, model } = view;
  if (!state.preset || Object.keys(state.set).length > 0) return;
  try {
    const { isOf, recordedResult } = await import('../presets/results.js');
    const result = await recordedResult(state.preset);
    if (result && experiment === view.experiment && model.phase === 'idle' && isOf(result, experiment))
      model.showRecorded(result);
  } catch {
    // Nothing depends on it: without its file the results are empty until the first run.
  }
}
