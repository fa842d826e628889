// The training view where the engine did not start: why, and the preset's recorded result, which needs no engine.
import { html } from 'lit';

/** @typedef {import('./activation-training.js').ActivationTraining} View */
/** @typedef {import('../ui/engine-trouble.js').Trouble} Trouble */

/** @param {unknown} error @returns {Promise<Trouble>} */
export const troubleOf = (error) =>
  import('../ui/engine-trouble.js').then(
    ({ engineTrouble }) => engineTrouble('training.wasm', error),
    () => ({
      text: 'The calculations could not start: files of the page do not arrive. Check the connection, then try again.',
      again: true,
    }),
  );

/** @param {View} view */
export function renderTrouble(view) {
  const { trouble } = view;
  if (!trouble) return '';
  return html`<div class="notice" role="alert"><p>${trouble.text}</p>${trouble.again ? html`<button class="button" type="button" @click=${() => view.ask()}>Try again</button>` : ''}</div>`;
}

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
