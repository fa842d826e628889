// An experiment as a command takes it: completed from its files, and checked.
import { EngineError } from '../engine/training.js';
import { lacksHash, prepareWeights, weightsOfRun, withHashes } from '../weights/complete-weights.js';
import { asInput, completedFrom, readWeights, sayOtherName } from './data-folder.js';

/** @typedef {import('../engine/answers.js').Checked} Checked */

/**
 * @param {string} text the experiment's JSON @param {import('./data-folder.js').Place} place of its files
 * @param {import('../engine/training.js').TrainingEngine} engine
 * @returns {Promise<{ experiment: string, checked: Checked }>} experiment: with what follows from its files
 * @throws {EngineError} with everything that is wrong with it
 */
export async function checkedFrom(text, place, engine) {
  const completed = await completedFrom(text, place);
  const first = check(completed.experiment, completed.problems, engine);
  const open = first.runs.filter(lacksHash);
  if (open.length === 0) return { experiment: completed.experiment, checked: first };
  const { hashes } = await prepared(place, open);
  const experiment = JSON.stringify(withHashes(JSON.parse(completed.experiment), hashes));
  const checked = check(experiment, [], engine);
  const left = checked.runs.find(lacksHash);
  if (left)
    throw new EngineError([
      {
        path: 'grid',
        code: 'open-weights',
        message: `grid: changes the file of the weights alone: give grid["network.weights"] values such as {"name": "started", "value": {"file": "${weightsOfRun(left)?.file}"}}`,
      },
    ]);
  return { experiment, checked };
}

/**
 * The weights that runs start from, as the engine takes them. @param {import('./data-folder.js').Place} place @param {Checked['runs']} runs
 * @returns {Promise<Record<string, Uint8Array>>} by name; none where no run starts from any
 */
export async function preparedWeights(place, runs) {
  const starting = runs.filter(weightsOfRun);
  if (starting.length === 0) return {};
  const { packed } = await prepared(place, starting);
  sayOtherName(place, starting);
  return packed;
}

/** @param {import('./data-folder.js').Place} place @param {Checked['runs']} runs */
async function prepared(place, runs) {
  const files = await readWeights(place, runs);
  try {
    return await prepareWeights(files, runs);
  } catch (error) {
    throw asInput(error, place);
  }
}

/** @param {string} experiment @param {import('../data/complete.js').Problem[]} problems @param {import('../engine/training.js').TrainingEngine} engine @returns {Checked} */
function check(experiment, problems, engine) {
  const checked = engine.checkExperiment(experiment);
  const errors = [...problems, ...(checked.errors ?? [])];
  if (!checked.ok || errors.length > 0) throw new EngineError(errors);
  return checked;
}
