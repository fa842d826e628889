// Weights of a file that the runs start from: chosen, dropped or let go. The file stays on this device; the experiment has its name
// and the hash of its tensors.
import { plainFileName, unpackedName } from '../data/file-names.js';
import { keepFile } from '../storage/chosen-files.js';

/** @typedef {import('./activation-training.js').ActivationTraining} View */
/** @typedef {import('../text/paths.js').Json} Json */

/** Names of files that hold nothing but weights. @param {string} name */
export const isWeightsName = (name) => /\.(safetensors|npz)(\.gz)?$/i.test(name);

/** What reads the files, a part of its own. */
const reading = () => import('../tables/start-weights.js');

/**
 * Has all runs start from a file, where its tensors fit their networks. @param {View} view @param {File} file
 */
export async function startFrom(view, file) {
  const name = unpackedName(plainFileName(file.name));
  view.tableProblem = '';
  try {
    await view.settled();
    const { checked, experiment, problems } = view;
    if (!checked || problems.length > 0)
      throw new Error(`${name}: is not taken while the experiment has errors: fix the highlighted fields first.`);
    const { hashOfFile } = await reading();
    const hash = await hashOfFile(file, name, checked.runs);
    if (view.experiment !== experiment)
      throw new Error(`${name}: the experiment was changed meanwhile; choose it again.`);
    const copy = structuredClone(experiment);
    copy.network.weights = { file: name, hash };
    view.offered = { ...view.offered, [name]: file };
    void keepFile(checked.runs[0].experiment.data.source, name, file);
    view.onExperiment(copy);
  } catch (error) {
    view.tableProblem = /** @type {Error} */ (error).message;
  }
}

/** Has the weights drawn again. @param {View} view */
export function leaveWeights(view) {
  const copy = structuredClone(view.experiment);
  delete copy.network.weights;
  view.onExperiment(copy);
}

/**
 * An experiment with the hashes that it leaves to its files of weights, where these are here.
 * @param {View} view @param {Json} whole @param {Awaited<ReturnType<View['check']>>} answer what the engine says of it
 * @returns {Promise<{ complete: Json, asked: string[] }>} complete: the same object where nothing was filled in; asked: the files
 *   that it leaves its hashes to
 */
export async function withWeights(view, whole, answer) {
  const open = (answer.runs ?? []).filter(({ experiment: { network } }) => network.weights && !network.weights.hash);
  const asked = [...new Set(open.flatMap(({ experiment: { network } }) => network.weights?.file ?? []))];
  if (!asked.some((name) => view.have[name])) return { complete: whole, asked };
  return { complete: await (await reading()).completeHashes(whole, view.have, open), asked };
}
