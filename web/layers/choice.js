// Which run, layer, epoch and second run are shown, and what is said where the link asks for others. Pure functions over trials.
import { counted } from '../text/numbers.js';
import { layerEntry, recordAt } from './layer-charts.js';

/** @typedef {import('../training/trials.js').Trial} Trial */
/** @typedef {import('../sharing/link-state.js').LayersState} LayersState */

/** @param {Trial[]} trials */
function indicesText(trials) {
  const [first, last] = [trials[0].index, trials[trials.length - 1].index];
  return first === last ? `only ${first}` : `only ${first} to ${last}`;
}

/** Why the epoch that is shown is not the one that was asked for, or "". @param {Trial} trial @param {number} wanted @param {number} epoch */
function epochNote({ name, epochs, summary, records }, wanted, epoch) {
  if (wanted === 0 || wanted === epoch) return '';
  const last = records[records.length - 1].epoch;
  if (wanted > epochs)
    return `There is no epoch ${wanted}: \u201c${name}\u201d trains for ${counted(epochs, 'epoch')}. This is epoch ${epoch} instead.`;
  if (wanted < last) return `Epoch ${wanted} of \u201c${name}\u201d was not recorded. This is epoch ${epoch} instead.`;
  if (summary)
    return `\u201c${name}\u201d ended after epoch ${last}, so it has no epoch ${wanted}. This is epoch ${epoch} instead.`;
  return `Epoch ${wanted} of \u201c${name}\u201d is not trained yet. This is epoch ${epoch}, the last so far.`;
}

/** Why no second run is laid over, or "". @param {LayersState} state @param {Trial[]} trials @param {Trial} trial @param {string} layer */
function besideNote({ beside }, trials, trial, layer) {
  if (beside === null) return '';
  if (beside === trial.index)
    return `\u201c${trial.name}\u201d cannot be compared with itself: no other run is laid over it.`;
  const other = trials.find(({ index }) => index === beside);
  if (!other)
    return `There is no run number ${beside} to compare with, ${indicesText(trials)}: no other run is laid over it.`;
  if (other.records.length === 0) return `\u201c${other.name}\u201d has no complete epoch to compare with.`;
  return layerEntry(other.records[0], layer, 'train')
    ? ''
    : `\u201c${other.name}\u201d has no layer called ${layer} to compare with.`;
}

/**
 * @typedef {object} Chosen
 * @property {Trial} trial
 * @property {string[]} layers of its activations; none where it has no records
 * @property {string} layer "" where it has none
 * @property {number} epoch 0 where it has no records
 * @property {string[]} notes what was asked for and is not there, one sentence each
 * @property {LayersState} state without what is not there
 */

/**
 * @param {LayersState} state as the link or the reader has it @param {Trial[]} trials of which one at least has a record
 * @returns {Chosen}
 */
export function chosenOf(state, trials) {
  const wanted = trials.find(({ index }) => index === state.run);
  const trial = wanted ?? /** @type {Trial} */ (trials.find(({ records }) => records.length > 0));
  const notes = wanted
    ? []
    : [`There is no run number ${state.run} here, ${indicesText(trials)}. This is \u201c${trial.name}\u201d instead.`];
  const run = trial.index;
  if (trial.records.length === 0) return { trial, layers: [], layer: '', epoch: 0, notes, state: { ...state, run } };
  const layers = [...new Set((trial.records[0].layers ?? []).map((one) => one.layer))];
  const isKnown = layers.includes(state.layer);
  const layer = isKnown ? state.layer : (layers[0] ?? '');
  if (state.layer && !isKnown && layer)
    notes.push(`\u201c${trial.name}\u201d has no activation layer called ${state.layer}. This is ${layer} instead.`);
  const { epoch } = state.epoch === 0 ? trial.records[trial.records.length - 1] : recordAt(trial, state.epoch);
  const problems = [epochNote(trial, state.epoch, epoch), layer ? besideNote(state, trials, trial, layer) : ''];
  const isBeside = state.beside !== run && trials.some(({ index }) => index === state.beside);
  return {
    trial,
    layers,
    layer,
    epoch,
    notes: [...notes, ...problems.filter(Boolean)],
    state: {
      ...state,
      run,
      layer: isKnown ? layer : '',
      epoch: state.epoch > trial.epochs ? 0 : state.epoch,
      beside: isBeside ? state.beside : null,
    },
  };
}
