// What the run of a model came to, from its epochs: playground_hooks.py writes no summary, so that a training can be looked at
// while it goes on. Status and verdict follow the same rules as those of the engine (cpp/training/verdict.cpp).
import { fixedAscii, numberAt } from '../text/numbers.js';

/** @typedef {import('../engine/answers.js').EpochRecord} EpochRecord */
/** @typedef {import('../engine/answers.js').SummaryRecord} SummaryRecord */
/** @typedef {import('../engine/answers.js').LayerEntry} LayerEntry */

/** @param {EpochRecord} record @returns {LayerEntry[]} of the training batches, else of the validation's */
function entriesOf({ layers }) {
  const trained = layers.filter(({ phase }) => phase === 'train');
  return trained.length > 0 ? trained : layers;
}

/** The first epoch from which on it is so. @param {EpochRecord[]} epochs @param {(record: EpochRecord) => boolean} isSo */
const sinceOf = (epochs, isSo) => epochs[epochs.findLastIndex((record) => !isSo(record)) + 1]?.epoch;

/** @param {EpochRecord} record whether every validation sample has the same answer */
const isOneClass = ({ predictedCounts = [] }) =>
  predictedCounts.length > 1 && predictedCounts.filter((count) => count > 0).length === 1;

/** @param {EpochRecord} record whether a loss that it has is no number */
const isBroken = (record) =>
  ['trainLoss', 'validationLoss'].some((key) => key in record && numberAt(record, key) === null);

/**
 * "layer: 61 of 128 units dead since epoch 2" of each layer that has such units at the end. Since: from where on at least half
 * as many were.
 * @param {EpochRecord[]} epochs @returns {string[]}
 */
function unitTexts(epochs) {
  const last = epochs[epochs.length - 1];
  return entriesOf(last).flatMap((entry) => {
    /** @param {(one: LayerEntry) => number} countOf @param {string} state */
    const text = (countOf, state) => {
      const count = countOf(entry);
      if (!(count > 0)) return [];
      const countIn = (/** @type {EpochRecord} */ record) => {
        const same = entriesOf(record).find(({ layer }) => layer === entry.layer);
        return same ? countOf(same) : 0;
      };
      const since = sinceOf(epochs, (record) => countIn(record) >= count / 2);
      return [`${entry.layer}: ${count} of ${entry.units} units ${state} since epoch ${since}`];
    };
    return [
      ...text(({ deadUnits }) => deadUnits, 'dead'),
      ...text(
        ({ inactiveUnits, deadUnits }) => inactiveUnits - deadUnits,
        entry.deadUnits > 0 ? 'often saturated, beside the dead ones,' : 'often saturated',
      ),
    ];
  });
}

/**
 * @param {{ run: string, seed: number, epochs: EpochRecord[] }} trial with one epoch at least, ascending
 * @returns {SummaryRecord} with the keys that the records give; its hash is "": no engine of the playground trained it
 */
export function modelSummary({ run, seed, epochs }) {
  const last = epochs[epochs.length - 1];
  const scores = Object.fromEntries(
    [
      ['finalAccuracy', 'validationAccuracy'],
      ['finalR2', 'validationR2'],
      ['finalLoss', 'validationLoss'],
    ].flatMap(([key, from]) => (numberAt(last, from) === null ? [] : [[key, numberAt(last, from)]])),
  );
  const norms = epochs.flatMap((record) => numberAt(record, 'gradientNorm') ?? []);
  const broken = epochs.find(isBroken);
  const status = broken ? 'diverged' : isOneClass(last) ? 'collapsed' : 'completed';
  const answer = (last.predictedCounts ?? []).findIndex((count) => count > 0);
  const heads = {
    diverged: `diverged: a loss of epoch ${broken?.epoch} is NaN or infinite`,
    collapsed: `collapsed to one class: every validation sample is predicted as class ${answer} (one class only since epoch ${sinceOf(epochs, isOneClass)})`,
    completed: `after epoch ${last.epoch}`,
  };
  const accuracy = numberAt(last, 'validationAccuracy');
  const samples = (last.predictedCounts ?? []).reduce((sum, count) => sum + count, 0);
  const parts = [
    ...(accuracy === null || broken ? [] : [`validation accuracy ${fixedAscii(accuracy)}`]),
    ...unitTexts(epochs),
  ];
  const summary = {
    type: 'summary',
    run,
    seed,
    epochs: last.epoch,
    ...scores,
    ...(norms.length > 0 && { meanGradientNorm: norms.reduce((sum, norm) => sum + norm, 0) / norms.length }),
    ...(samples > 0 && { validationSamples: samples }),
    status,
    verdict: [heads[status], ...parts].join('; '),
    hash: '',
  };
  return /** @type {SummaryRecord} */ (/** @type {unknown} */ (summary));
}
