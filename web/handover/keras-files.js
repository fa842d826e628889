// One run with one seed as a script of Keras and the arrays that it reads, in one zip. What the run begins with comes from a
// worker that never trains.
import { strToU8, zipSync } from 'fflate';
import { kerasArrays, kerasScript } from '../export/keras/script.js';
import { npz } from '../export/weights/npz.js';
import { checkFiles, chosenOf } from './one-training.js';
import { titleOf } from './unchanged.js';

/** @typedef {Pick<import('../training/training-model.js').TrainingModel, 'trials' | 'openPool'>} Model */

/**
 * @param {import('./export-menu.js').Checked} checked @param {Model} model @param {string} chosen the index of a training, or ""
 * @param {Record<string, Uint8Array | Blob>} files of the experiment
 * @param {import('../engine/curves.js').CurvesEngine} curves
 * @param {{ title: string, stemOf: (of: string) => string }} options stemOf: the name of the files without an ending
 * @returns {Promise<{ blob: Blob, said: string, of: string }>} of: the training's name where there are several
 * @throws {Error} where Keras does something by another rule, or the data are missing
 */
export async function kerasZip({ experiment, runs }, model, chosen, files, curves, { title, stemOf }) {
  const trial = chosenOf(model.trials, chosen);
  const { runName, seed } = trial;
  // The list is of the last training: an edit since then may have moved a run, or left it out.
  const runIndex = runs.findIndex(({ name }) => name === runName);
  if (runIndex < 0)
    throw new Error(`${titleOf(trial)}, is no run of the experiment any more. Train again, then export.`);
  const run = runs[runIndex];
  const of = model.trials.length > 1 ? trial.name : '';
  const [script, arrays] = ['py', 'npz'].map((ending) => `${stemOf(of)}.${ending}`);
  const text = kerasScript(run, curves, { title, file: script, arrays, seed });
  checkFiles(trial, run, files, 'is handed over with its samples');
  const worker = model.openPool().start({ experiment, runIndex, seed, files, startPaused: true });
  try {
    const bytes = npz(kerasArrays(await worker.look({ ask: 'beginning' }), run, curves));
    const zip = zipSync({ [script]: strToU8(text), [arrays]: [bytes, { level: 0 }] });
    return {
      blob: new Blob([new Uint8Array(zip)], { type: 'application/zip' }),
      said: ` Unpack it, and run: python3 ${script}`,
      of,
    };
  } finally {
    worker.terminate();
  }
}
