// The training view where the engine did not start: why, and the preset's recorded result, which needs no engine. Loaded only
// then.
import { engineTrouble } from '../ui/engine-trouble.js';

/** @typedef {import('./activation-training.js').ActivationTraining} View */

/** @param {unknown} error */
export const troubleOf = (error) => engineTrouble('training.wasm', error);

/**
 * Shows the recorded result of a preset as it ships, with what the engine answered about it in the build. What was trained
 * here stays.
 * @param {View} view
 */
export async function showWithoutEngine(view) {
  const { state, model, experiment } = view;
  if (model.phase !== 'idle') return;
  model.discard(); // of another experiment
  model.forgetRecorded();
  if (!state.preset || Object.keys(state.set).length > 0) return;
  try {
    const [{ kAnswers, kDescribed }, { recordedResult }] = await Promise.all([
      import('../generated/recorded-answers.js'),
      import('../presets/results.js'),
    ]);
    const result = await recordedResult(state.preset);
    const answer = kAnswers[state.preset];
    if (!result || !answer || experiment !== view.experiment || !view.trouble) return;
    model.described = Promise.resolve(/** @type {import('../engine/answers.js').Catalog} */ (kDescribed));
    model.prepare(experiment, answer.runs, answer.seeds);
    model.showRecorded(result);
  } catch {
    // Without its files there is nothing to show, as before.
  }
}
