// Runs that are added to the experiment and taken from it, and what becomes of their trials and of what the link says of them.
import { addRun, hasGrid, kMostRuns, removeRun } from '../builder/run-edits.js';
import { changesOf } from '../builder/run-variants.js';
import { functionStyles } from '../figures/colours.js';
import { trialName } from './trials.js';

/** @typedef {import('./activation-training.js').ActivationTraining} View */
/** @typedef {import('./trials.js').Trial} Trial */
/** @typedef {import('../sharing/link-state.js').LayersState} LayersState */
/** @typedef {NonNullable<View['checked']>} Checked */

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
  const trials = view.model.shown.filter(({ runIndex }) => runIndex === run);
  const name = trials[0]?.runName ?? '';
  const note = trials.some(({ records }) => records.length > 0)
    ? `\u201c${name}\u201d was removed with its results. Undo brings the run back; it then has to be trained again.`
    : '';
  view.onExperiment(removeRun(view.experiment, run), undefined, note);
  view.run = Math.max(0, Math.min(view.run, (view.checked?.runs.length ?? 1) - 2));
}

/** Why there cannot be one run more, or "". @param {View} view */
export function whyFull({ experiment, checked, problems }) {
  if (hasGrid(experiment)) return 'A grid makes the runs of this experiment; change it in the settings.';
  if ((checked?.runs.length ?? 0) >= kMostRuns) return `The page compares up to ${kMostRuns} runs.`;
  return problems.length > 0 ? 'Fix the highlighted fields first.' : '';
}

/**
 * The trials that go on as they are, where runs were only taken away: each has its result, of the same run and seed.
 * @param {Trial[]} trials @param {Checked} checked the experiment as it is now @returns {Trial[] | null} null: others are needed
 */
function remaining(trials, { runs, seeds }) {
  const looks = functionStyles(runs.map((run) => run.activations[0] ?? 'identity'));
  const found = runs.flatMap((run, runIndex) =>
    seeds.map((seed) => {
      const trial = trials.find((one) => one.runName === run.name && one.seed === seed);
      const isSame = trial?.summary && JSON.stringify(trial.checked?.experiment) === JSON.stringify(run.experiment);
      return isSame ? { trial, change: { runIndex, checked: run, look: looks[runIndex] } } : null;
    }),
  );
  if (found.length === 0 || found.some((one) => !one)) return null;
  return found.flatMap((one, index) =>
    one
      ? Object.assign(one.trial, one.change, {
          index,
          name: trialName(one.trial.runName, one.trial.seed, seeds.length),
        })
      : [],
  );
}

/**
 * Keeps the results of the runs that are left, where runs were only taken away.
 * @param {View['model']} model @param {Checked | null} checked the experiment as it is now @returns {boolean} whether that is so
 */
function keepTrained(model, checked) {
  if (!checked || model.trials.length <= checked.runs.length * checked.seeds.length) return false;
  const before = model.trials;
  const live = new Map(before.map(({ runName, runIndex }) => [runName, model.liveOf.get(runIndex)]));
  const kept = remaining(before, checked);
  if (!kept) return false;
  for (const trial of before) if (!kept.includes(trial)) trial.run?.terminate();
  model.trials = kept;
  model.experiment = checked.experiment;
  model.liveOf = new Map(
    kept.flatMap(({ runName, runIndex }) => {
      const settings = live.get(runName);
      return settings ? [[runIndex, settings]] : [];
    }),
  );
  model.changed();
  return true;
}

/**
 * The recorded results of the runs that are left, for the trials that were prepared in the place of all.
 * @param {View['model']} model @param {Trial[]} before the recorded ones of all runs @param {Checked | null} checked
 */
export function keepRecorded(model, before, checked) {
  if (!checked || before.length <= checked.runs.length * checked.seeds.length) return;
  const kept = remaining(
    before.map((trial) => ({ ...trial })),
    checked,
  );
  if (!kept) return;
  model.recorded = kept;
  model.changed();
}

/**
 * Where the trials of before are among those of now: by run and seed, or in the same place under another name.
 * @param {Pick<Trial, 'runName' | 'seed'>[]} before @param {Pick<Trial, 'runName' | 'seed'>[]} now
 * @returns {number[]} an index for each; -1: it is gone
 */
export function placesOf(before, now) {
  const key = (/** @type {Pick<Trial, 'runName' | 'seed'>} */ { runName, seed }) => JSON.stringify([runName, seed]);
  const keys = now.map(key);
  const known = new Set(before.map(key));
  return before.map((trial, i) => {
    const place = keys.indexOf(key(trial));
    return place < 0 && before.length === now.length && !known.has(keys[i]) ? i : place;
  });
}

/**
 * What the layers show, in the trials of now.
 * @param {LayersState} layers @param {number[]} places @returns {LayersState} of a run that is gone: the first; of one to compare with: none
 */
export function movedLayers(layers, places) {
  const place = (/** @type {number} */ index) => (index < places.length ? places[index] : index);
  const beside = layers.beside === null ? -1 : place(layers.beside);
  return { ...layers, run: Math.max(0, place(layers.run)), beside: beside < 0 ? null : beside };
}

/**
 * Has the model train those runs alone that a figure is to show. With its form a figure has all that the form has.
 * @param {View} view @param {import('../engine/answers.js').CheckedRun[]} runs
 */
export function chooseRuns(view, runs) {
  const only = view.shows('controls') ? [] : view.only;
  const names = runs.map(({ name }) => name);
  view.model.only = only.filter((name) => names.includes(name));
  const unknown = only.filter((name) => !names.includes(name)).map((name) => `\u201c${name}\u201d`);
  if (unknown.length === 0) return;
  const shown = view.model.only.length > 0 ? '' : ' All are shown.';
  const note = `There is no run ${unknown.join(', ')} in this experiment; it has ${names.join(', ')}.${shown}`;
  view.notes = [...new Set([...view.notes, note])];
}

/**
 * Sends `trials-moved` where trials have other indices now, for whoever keeps them.
 * @param {View} view @param {Trial[]} before
 */
export function announceMoves(view, before) {
  const places = placesOf(before, view.model.trials);
  if (places.every((place, i) => place === i)) return;
  const detail = (/** @type {LayersState} */ layers) => movedLayers(layers, places);
  view.dispatchEvent(new CustomEvent('trials-moved', { detail, bubbles: true, composed: true }));
}

/** Other runs, data or networks in the place of those that have ended, whose results stay where they are still of these. @param {View} view */
export function prepareOthers(view) {
  const before = view.model.trials;
  if (!keepTrained(view.model, view.checked)) return view.prepare();
  view.model.keepSoon();
  view.stale = false;
  announceMoves(view, before);
}
