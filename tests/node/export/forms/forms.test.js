// Every export form of every preset, opened by a reader that is not this project's. Catches a form that only the experiments
// of the other tests fit. What the files hold is compared where each form has its test; here the weights of one network must be
// the same in every form that has them. The presets are shortened to one epoch of few samples, which changes no form.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { beginningOf, trainedOf } from '../../../../web/engine/trained.js';
import { kerasArrays, kerasScript } from '../../../../web/export/keras/script.js';
import { onnxModel } from '../../../../web/export/onnx/network.js';
import { notebookOf } from '../../../../web/export/pytorch/notebook.js';
import { pytorchScript } from '../../../../web/export/pytorch/script.js';
import { Refusal } from '../../../../web/export/refusal.js';
import { epochTable } from '../../../../web/export/tensorboard/epoch-table.js';
import { eventFolders } from '../../../../web/export/tensorboard/folders.js';
import { weightsJson } from '../../../../web/export/weights/json.js';
import { npz } from '../../../../web/export/weights/npz.js';
import { safetensors } from '../../../../web/export/weights/safetensors.js';
import { weightsOf } from '../../../../web/export/weights/tensors.js';
import { presets } from '../../../../web/presets/index.js';
import { fromRoot, newFolder, runProgram } from '../../support.js';
import { idxPair } from '../idx-pair.js';
import { engines, kPython, missingModule } from '../scripts.js';
import { shortened } from '../shortened.js';

const skip = await missingModule('onnx', 'python3-onnx');
const folder = newFolder();
const mnist = { ...idxPair(folder, 'train', 270), ...idxPair(folder, 't10k', 10) };
const { engine, curves } = await engines();

/** What Keras does by another rule. @type {Record<string, RegExp>} */
const kRefused = { 'mnist-cnn-best': /^training\.earlyStopping: .*\ntraining\.keep: / };

/** @typedef {{ name: string, form: string, path: string }} File */

/** Writes a preset in every form. @param {import('../../../../web/presets/preset.js').Preset} preset @returns {File[]} */
function written({ name, experiment: full, files }) {
  const experiment = shortened(full, { train: 250, validation: 20, epochs: 1 });
  const { runs = [], errors } = engine.checkExperiment(experiment);
  assert.ok(runs.length > 0, `${name}: ${JSON.stringify(errors)}`);
  const [run] = runs;
  /** @type {File[]} */
  const all = [];
  const write = (
    /** @type {string} */ form,
    /** @type {string} */ ending,
    /** @type {Uint8Array | string} */ content,
  ) => {
    const path = join(folder, `${name}${ending}`);
    writeFileSync(path, content);
    all.push({ name, form, path });
  };
  const options = { title: name, file: `${name}.py`, seeds: [0] };
  const script = pytorchScript(runs, { catalog: engine.catalog(), curves }, options);
  write('pytorch', '.py', script);
  write('notebook', '.ipynb', notebookOf(script));
  const session = engine.createSession(experiment, 0, 0);
  if (files) session.loadFiles(mnist);
  try {
    const keras = kerasScript(run, curves, { title: name, file: 'k.py', arrays: `${name}.keras.npz`, seed: 0 });
    write('keras', '.keras.py', keras);
    write('npz', '.keras.npz', npz(kerasArrays(beginningOf(session), run, curves)));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    assert.match(error.message, kRefused[name] ?? /^none is expected$/, name);
  }
  const epochs = [session.epoch()];
  const weights = weightsOf(trainedOf(session), run, 0);
  session.delete();
  write('onnx', '.onnx', onnxModel(weights, run));
  write('safetensors', '.safetensors', safetensors(weights));
  write('npz', '.npz', npz(weights));
  write('json', '.json', weightsJson(weights));
  const trials = [{ run: run.name, seed: 0, epochs }];
  write('tensorboard', '.events', eventFolders(trials)[0].bytes);
  write('csv', '.csv', epochTable(/** @type {any} */ (trials)));
  return all;
}

test('every export form of every preset is opened by a reader of its own', { skip }, async () => {
  const files = presets.flatMap(written);
  assert.ok(files.length >= 9 * presets.length);
  const program = [fromRoot('tests/node/export/forms/read_forms.py')];
  const { code, stdout, stderr } = await runProgram(kPython, program, JSON.stringify(files));
  assert.equal(code, 0, stderr);
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(answers.length, files.length);
  const found = new Map(files.map(({ path }, i) => [path, answers[i].found]));
  const wrong = files.flatMap(({ path }, i) => (answers[i].error ? [`${path}: ${answers[i].error}`] : []));
  assert.deepEqual(wrong, []);
  for (const { name } of presets) {
    const of = (/** @type {string} */ ending) => found.get(join(folder, `${name}${ending}`));
    assert.ok(Object.keys(of('.npz')).length > 0, name);
    assert.deepEqual(of('.safetensors'), of('.npz'), name);
    assert.deepEqual(of('.json'), of('.npz'), name);
    for (const [tensor, value] of Object.entries(of('.npz'))) {
      if (/running_/.test(tensor)) continue;
      assert.deepEqual(of('.onnx')[tensor], value, `${name}, ${tensor}`);
    }
    assert.deepEqual([of('.events'), of('.csv')], [1, 1], name);
    assert.ok(of('.ipynb') >= 5 && of('.py') > 5, name);
  }
});
