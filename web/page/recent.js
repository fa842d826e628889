// Keeps what was trained on the page for the list of recent trainings.
import { keepRecent } from '../storage/recent-runs.js';

/** @typedef {import('../sharing/link-state.js').TrainingState} TrainingState */

/** @param {import('../training/training-model.js').TrainingModel} model @param {() => TrainingState} stateOf what opens the experiment again */
export function rememberRuns(model, stateOf) {
  model.addEventListener('done', () => {
    const runs = model.runs.map(({ name, activation, metric, trials }) => {
      const values = trials.flatMap(({ summary }) => {
        const value =
          summary && summary.status !== 'diverged'
            ? Number(summary[/** @type {never} */ (metric?.keys.final ?? '')])
            : NaN;
        return Number.isFinite(value) ? [value] : [];
      });
      return { name, activation, values };
    });
    const metric = model.runs[0]?.metric?.title ?? '';
    void keepRecent({
      title: model.experiment?.name ?? 'An experiment without a name',
      state: stateOf(),
      metric,
      runs,
    });
  });
}
