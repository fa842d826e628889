// A trained network on screen as a file for other programs. Its weights come from the worker that trained it. Where that is
// gone, the training is done again, and has to end with the hash on screen.
import { onnxModel } from '../export/onnx/network.js';
import { weightsJson } from '../export/weights/json.js';
import { npz } from '../export/weights/npz.js';
import { safetensors } from '../export/weights/safetensors.js';
import { weightsOf } from '../export/weights/tensors.js';
import { checkFiles, chosenOf } from './one-training.js';
import { checkUnchanged, kNothingYet, titleOf } from './unchanged.js';

/** @typedef {import('../training/trials.js').Trial} Trial */
/** @typedef {import('../engine/trained.js').Trained} Trained */
/** @typedef {Trial & { summary: NonNullable<Trial['summary']> }} Ended */
/** @typedef {Pick<import('../training/training-model.js').TrainingModel, 'trials' | 'shown' | 'experiment' | 'openPool'>} Model */
/**
 * @typedef {object} Again how a training that is done again is shown
 * @property {AbortSignal} signal ends it
 * @property {(trial: Trial, progress: import('../worker/protocol.js').ProgressEvent | null) => void} onProgress null: it waits for a worker
 */

/** @type {Record<string, (weights: import('../export/weights/tensors.js').Weights, run: import('../engine/answers.js').CheckedRun) => Uint8Array | string>} */
const kWriters = { onnx: onnxModel, safetensors, npz, json: weightsJson };

/** What was trained again, by the summary on screen: another form of it needs no other training. @type {WeakMap<Ended['summary'], Trained>} */
const trainedAgain = new WeakMap();

/**
 * @param {'onnx' | 'safetensors' | 'npz' | 'json'} form @param {import('./export-menu.js').Checked} checked @param {Model} model
 * @param {string} chosen the index of a training, or ""
 * @param {Record<string, Uint8Array | Blob>} files of the experiment @param {Again} again
 * @returns {Promise<{ blob: Blob, said: string, of: string }>} of: the training's name where there are several
 * @throws {Error} where there is no such network, or no way to it
 */
export async function networkFile(form, checked, model, chosen, files, again) {
  const trial = endedOf(model, chosen);
  checkUnchanged(trial, checked.runs);
  const { summary, seed, runIndex } = trial;
  if (summary.status === 'diverged') throw new Error(`the run has no trained weights: ${summary.verdict}`);
  const run = checked.runs[runIndex];
  const trained = await trainedFor(trial, run, model, files, again);
  if (trained.hash !== summary.hash)
    throw new Error(
      `the weights of ${titleOf(trial)}, are not those on screen: their hash is ${trained.hash}, not ${summary.hash}. Train again, then export.`,
    );
  const content = kWriters[form](weightsOf(trained, run, seed), run);
  const epochs = trial.records.at(-1)?.epoch ?? 0;
  return {
    blob: new Blob([typeof content === 'string' ? content : new Uint8Array(content)], {
      type: form === 'json' ? 'application/json' : 'application/octet-stream',
    }),
    said: summary.status === 'stopped' ? ` Stopped after epoch ${epochs}: the whole training gives other weights.` : '',
    of: model.trials.length > 1 ? trial.name : '',
  };
}

/** The training that was chosen, which is over. @param {Model} model @param {string} chosen @returns {Ended} */
function endedOf({ trials, shown }, chosen) {
  if (!shown.some(({ summary }) => summary)) throw new Error(kNothingYet);
  const wanted = chosenOf(trials, chosen);
  const found = shown.find(({ runIndex, seed }) => runIndex === wanted.runIndex && seed === wanted.seed);
  if (!found?.summary) throw new Error(`${titleOf(wanted)}, has not finished training. Let it finish, then export.`);
  return /** @type {Ended} */ (found);
}

/**
 * @param {Ended} trial @param {import('../engine/answers.js').CheckedRun} checked its run @param {Model} model
 * @param {Record<string, Uint8Array | Blob>} files @param {Again} again @returns {Promise<Trained>}
 */
async function trainedFor(trial, checked, model, files, { signal, onProgress }) {
  const { summary, run, runIndex, seed, epochs } = trial;
  if (run?.hasWorker) return run.look({ ask: 'network' });
  const known = trainedAgain.get(summary);
  if (known) return known;
  if (summary.status === 'stopped')
    throw new Error(
      `${titleOf(trial)}, was stopped before its end, and its weights are gone with its worker. Train again, then export.`,
    );
  checkFiles(trial, checked, files, 'has to be trained again for its weights');
  onProgress(trial, null);
  const another = model.openPool().start({ experiment: model.experiment, runIndex, seed, files, epochEvery: epochs });
  const cancel = () => another.terminate();
  signal.addEventListener('abort', cancel);
  another.on('progress', (progress) => onProgress(trial, progress));
  try {
    await another.finished;
    const trained = await another.look({ ask: 'network' });
    trainedAgain.set(summary, trained);
    return trained;
  } finally {
    signal.removeEventListener('abort', cancel);
    another.terminate();
  }
}
