// Runs that are added to the experiment and taken from it.
import { addRun, hasGrid, kMostRuns, removeRun } from '../builder/run-edits.js';
import { changesOf } from '../builder/run-variants.js';

/** @typedef {import('./activation-training.js').ActivationTraining} View */

/** @param {View} view @param {import('../workbench/run-strip.js').Variant} variant */
export function addVariant(view, { name, changes }) {
  const { experiment, run } = view;
  const base = view.checked?.runs[0]?.name ?? 'A';
  const runs = addRun(experiment, run, changesOf(experiment, run, changes), { name, base });
  view.onExperiment(runs);
  view.run = runs.runs.length - 1;
}

/** @param {View} view @param {number} run of the experiment as it is now */
export function dropRun(view, run) {
  view.onExperiment(removeRun(view.experiment, run));
  view.run = Math.max(0, Math.min(view.run, (view.checked?.runs.length ?? 1) - 2));
}

/** Why there cannot be one run more, or "". @param {View} view */
export function whyFull({ experiment, checked, problems }) {
  if (hasGrid(experiment)) return 'A grid makes the runs of this experiment; change it in the settings.';
  if ((checked?.runs.length ?? 0) >= kMostRuns) return `The page compares up to ${kMostRuns} runs.`;
  return problems.length > 0 ? 'Fix the highlighted fields first.' : '';
}
