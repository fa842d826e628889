// The trials of a model as a later visit finds them: kept while they train, and put back paused where they were.

import { keepVisit } from '../storage/visits.js';
import { blankState } from './trials.js';

/** @typedef {import('./training-model.js').TrainingModel} TrainingModel */
/** @typedef {import('../storage/visits.js').KeptTrial} KeptTrial */

/** @param {TrainingModel} model @returns {Promise<void>} */
export async function keep({ trials, experiment, liveOf }) {
  const begun = trials.filter(({ records, summary, saved }) => records.length > 0 || summary || saved);
  if (begun.length === 0) return;
  await keepVisit(
    experiment,
    begun.map(({ runIndex, seed, records, summary, saved, byHand }) => ({
      runIndex,
      seed,
      // Epochs after the snapshot are trained again.
      records: summary ? records : records.filter(({ epoch }) => epoch <= (saved?.epochs ?? 0)),
      summary,
      snapshot: summary ? null : (saved?.bytes ?? null),
      epochs: saved?.epochs ?? 0,
      byHand,
      live: liveOf.get(runIndex),
    })),
  );
}

/** @param {TrainingModel} model whose trials are idle @param {KeptTrial[]} kept */
export function restore(model, kept) {
  for (const trial of model.trials) {
    const one = kept.find(({ runIndex, seed }) => runIndex === trial.runIndex && seed === trial.seed);
    trial.run?.terminate();
    Object.assign(trial, { ...blankState(), state: 'paused' });
    if (one) Object.assign(trial, { records: one.records, summary: one.summary, byHand: one.byHand });
    if (one?.live) model.liveOf.set(trial.runIndex, one.live);
    if (one?.summary) Object.assign(trial, { state: 'done', run: null });
    else model.begin(trial, true, one);
  }
  if (model.trials.some(({ run }) => run)) model.keepWatch();
  model.changed();
}
