// Changes of an experiment that take effect in the trials that are training.
import { liveChanges, liveText } from '../builder/live-changes.js';
import { hasGrid, renameRun } from '../builder/run-edits.js';
import { trialName } from './trials.js';

/**
 * What is changed by hand before a run begins, in words.
 * @param {import('../engine/session.js').LiveSettings | undefined} live
 */
export const liveNotes = (live) => [
  ...(Object.keys(live?.set ?? {}).length > 0 ? [`${liveText(live?.set ?? {})} from the start`] : []),
  ...Object.entries(live?.frozen ?? {}).map(([layer, units]) => `${frozenText(layer, units)} from the start`),
];

/** @param {import('./trials.js').Trial} trial @param {string} text what was changed in it by hand */
export function noteByHand(trial, text) {
  const when = ` in epoch ${trial.progress?.epoch ?? 1}`;
  const [what] = text.split(' ');
  // Within an epoch the last change of a thing is the one that holds.
  const before = trial.byHand.filter((one) => !(one.startsWith(`${what} `) && one.endsWith(when)));
  trial.byHand = [...before, `${text}${when}`];
}

/** @param {string} layer @param {number[] | boolean} units */
export function frozenText(layer, units) {
  const count = Array.isArray(units) ? units.length : 0;
  return count > 0 ? `${layer} fixed in ${count} ${count === 1 ? 'unit' : 'units'}` : `${layer} let go`;
}

/**
 * Gives running trials what changed, where all that changed can be given.
 * @param {import('./training-model.js').TrainingModel} model
 * @param {{ runs: import('../engine/answers.js').CheckedRun[], seeds: number[] } | null} checked the experiment as it is now
 * @returns {boolean} whether they go on with it
 */
export function applyLive(model, checked) {
  if (!checked || (model.phase !== 'running' && model.phase !== 'paused')) return false;
  const { runs } = model;
  if (runs.length !== checked.runs.length || runs[0].trials.length !== checked.seeds.length) return false;
  // What has ended cannot go on with it, and must not be compared with what does.
  if (model.trials.some(({ state }) => state === 'done' || state === 'failed')) return false;
  const changes = checked.runs.map((run, i) => {
    const begun = runs[i].checked;
    return begun && liveChanges(begun.experiment, run.experiment);
  });
  if (changes.some((change) => !change)) return false;
  for (const [i, set] of changes.entries()) {
    const before = model.liveOf.get(i)?.set ?? {};
    if (set && JSON.stringify(set) !== JSON.stringify(before))
      model.setLive({ set }, liveText(set) || 'as in the experiment', i);
  }
  return true;
}

/**
 * Gives trials the names that their runs have now, where nothing else is another: a name changes nothing in a training.
 * @param {import('./training-model.js').TrainingModel} model
 * @param {{ experiment: import('../text/paths.js').Json, runs: import('../engine/answers.js').CheckedRun[], seeds: number[] } | null} checked
 *   the experiment as it is now
 */
export function applyNames(model, checked) {
  const { runs } = model;
  if (!checked || hasGrid(checked.experiment) || runs.length !== checked.runs.length) return;
  const isSame = checked.runs.every((run, i) => {
    const begun = runs[i].checked;
    return begun && liveChanges(begun.experiment, run.experiment) !== null;
  });
  if (!isSame) return;
  for (const [i, { name }] of checked.runs.entries()) {
    if (runs[i].name === name) continue;
    model.experiment = renameRun(model.experiment, i, name);
    for (const trial of runs[i].trials) {
      trial.runName = name;
      if (trial.checked) trial.checked = { ...trial.checked, name };
      if (trial.summary) trial.summary = { ...trial.summary, run: name };
      trial.records = trial.records.map((record) => ({ ...record, run: name }));
      trial.name = trialName(name, trial.seed, runs[i].trials.length);
    }
    model.changed();
  }
}

/**
 * Whether other data, networks or runs are to be trained than those that were: what is drawn of them is out of date.
 * @param {import('./training-model.js').TrainingModel} model
 * @param {{ runs: import('../engine/answers.js').CheckedRun[] } | null} checked the experiment as it is now
 */
export function isOtherNetwork(model, checked) {
  const shape = (/** @type {import('../engine/answers.js').CheckedRun[]} */ runs) =>
    JSON.stringify(runs.map(({ name, experiment: { data, network } }) => [name, data, network]));
  const begun = model.runs.flatMap((run) => run.checked ?? []);
  return shape(begun) !== shape(checked?.runs ?? []);
}

/**
 * Whether trials can stand beside those of an experiment as an earlier result: they are of the same samples.
 * @param {import('./trials.js').Trial[]} trials
 * @param {{ runs: import('../engine/answers.js').CheckedRun[] } | null} checked the experiment as it is now
 */
export function isOfSameData(trials, checked) {
  const now = JSON.stringify(checked?.runs[0]?.experiment.data);
  return trials.every((trial) => JSON.stringify(trial.checked?.experiment.data) === now);
}

/**
 * Whether the trials are those of the experiment as it is now.
 * @param {import('./training-model.js').TrainingModel} model
 * @param {{ runs: import('../engine/answers.js').CheckedRun[], seeds: number[] } | null} checked
 */
export function isAsBegun(model, checked) {
  const begun = model.runs.map((run) => [run.name, run.checked?.experiment, run.trials.map(({ seed }) => seed)]);
  const now = checked?.runs.map((run) => [run.name, run.experiment, checked.seeds]);
  return JSON.stringify(begun) === JSON.stringify(now);
}
