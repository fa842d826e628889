// What to try when a run failed: changes by path, each with the words of its button. It goes by the run's summary and by
// what its experiment says; whether it helps, the next run shows.

/** @typedef {import('../text/paths.js').Json} Json */
/** @typedef {{ label: string, changes: Record<string, Json> }} Advice */

const kRate = 'training.optimizer.learningRate';

/** One or two digits. @param {number} value */
const rounded = (value) => Number(value.toPrecision(1));

/**
 * @param {{ status: string }} summary @param {Json} experiment of the run, with every default
 * @returns {Advice[]} none where the run did not fail
 */
export function adviceFor({ status }, experiment) {
  if (status !== 'collapsed' && status !== 'diverged') return [];
  const rate = experiment?.training?.optimizer?.learningRate;
  /** @type {Advice[]} */
  const list = [];
  if (typeof rate === 'number')
    for (const factor of [10, 3]) {
      const value = rounded(rate / factor);
      list.push({ label: `Try learning rate ${value}`, changes: { [kRate]: value } });
    }
  const clip = experiment?.training?.clip?.norm;
  if (status === 'diverged' && (clip ?? null) === null)
    list.push({ label: 'Clip the gradient at norm 1', changes: { 'training.clip': { norm: 1 } } });
  return list;
}
