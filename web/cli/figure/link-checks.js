// What a link asks of its figure and the figure does not have. The live figure would show something else instead: it is refused
// before it is published.
import { counted } from '../../text/numbers.js';
import { InputError } from '../files/input-error.js';
import { keyOf, trialsOf } from '../sweep/trials.js';

/** @typedef {import('../../sharing/link-state.js').ViewState} ViewState */
/** @typedef {import('./records-drawing.js').Records} Records */

/** @param {ViewState} state @throws {InputError} where its view is no figure that can be made here */
export function checkView({ view, results }) {
  if (view === 'experiments')
    throw new InputError('this link shows the list of experiments, which is no figure; open one, and take its link');
  if (view === 'results')
    throw new InputError(
      `${results.records === '' ? 'view=results' : `records=${results.records}`}: this link shows a file of records, which is not fetched here; download the file, and give it: figure FILE --page FOLDER`,
    );
}

/** @param {ViewState['curves']} curves @param {import('../../engine/curves.js').CurvesEngine} engine @throws {InputError} */
export function checkFramework({ framework }, { activations }) {
  const known = [
    ...new Set(activations.flatMap((/** @type {{ frameworks: object }} */ one) => Object.keys(one.frameworks))),
  ];
  if (!known.includes(framework))
    throw new InputError(`code=${framework}: there is no framework "${framework}"; there are ${known.join(', ')}`);
}

/**
 * @param {ViewState} state @param {Records} records
 * @throws {InputError} where it asks for a run, a layer or an epoch that is not there
 */
export function checkLayers({ layers: { run, beside, layer, epoch }, runs }, records) {
  // A link counts the trials that it shows.
  const trials = trialsOf(records.checked).filter((trial) => runs.length === 0 || runs.includes(trial.run));
  if (trials.length === 0) throw new InputError(`runs=${runs.join()}: there is no such run`);
  const last = trials.length - 1;
  const range = `only ${last > 0 ? `0 to ${last}` : '0'}: ${trials.map(({ label }, i) => `${i} ${label}`).join(', ')}`;
  for (const [key, index] of Object.entries({ run, beside }))
    if (index !== null && index > last)
      throw new InputError(`${key}=${index}: there is no run number ${index}, ${range}`);
  if (beside === run) throw new InputError(`beside=${beside}: a run cannot be compared with itself; name another`);
  const trial = trials[run];
  const epochs = records.summaryOf(trial)?.epochs ?? records.checked.runs[trial.runIndex].experiment.training.epochs;
  if (epoch > epochs)
    throw new InputError(`epoch=${epoch}: ${trial.label} has no epoch ${epoch}; it has ${counted(epochs, 'epoch')}`);
  if (layer === '') return;
  const known = layersOf(records, keyOf(trial));
  if (known.length > 0 && !known.includes(layer))
    throw new InputError(
      `layer=${layer}: ${trial.label} has no activation layer called "${layer}"; it has ${known.join(', ')}`,
    );
}

/** @param {Records} records @param {string} key of a trial @returns {string[]} none where nothing is recorded of it */
function layersOf(records, key) {
  for (const record of records.epochs())
    if (keyOf(record) === key) return [...new Set((record.layers ?? []).map(({ layer }) => layer))];
  return [];
}
