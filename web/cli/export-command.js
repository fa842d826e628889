// Writes an experiment for another program: as a script or a notebook of PyTorch, or a network that it trains, as ONNX or
// as weights.
import { basename } from 'node:path';
import { loadCurves } from '../engine/curves.js';
import { beginningOf, trainedOf } from '../engine/trained.js';
import { loadTraining } from '../engine/training.js';
import { kerasArrays, kerasScript } from '../export/keras/script.js';
import { onnxModel } from '../export/onnx/network.js';
import { notebookOf } from '../export/pytorch/notebook.js';
import { pytorchScript } from '../export/pytorch/script.js';
import { Refusal } from '../export/refusal.js';
import { weightsJson } from '../export/weights/json.js';
import { npz } from '../export/weights/npz.js';
import { safetensors } from '../export/weights/safetensors.js';
import { weightsOf } from '../export/weights/tensors.js';
import { checkedFrom, preparedWeights } from './checked-experiment.js';
import { readDataFiles } from './data-folder.js';
import { exportRecords } from './export-records.js';
import { shippedFile } from './figure/shipped.js';
import { InputError } from './files/input-error.js';
import { checkNew, checkTarget, isStream, saveText } from './files/save-text.js';
import { loadExperimentText } from './load-experiment.js';
import { parseSet } from './settings.js';
import { compileEngine } from './sweep/node-engine.js';
import { print, say, sayWritten } from './text/print.js';

/** @typedef {import('../engine/answers.js').CheckedRun} CheckedRun */

/** By --as: how a file of that kind is called. */
const kForms = /** @type {const} */ ({
  pytorch: '.py',
  notebook: '.ipynb',
  keras: '.py',
  safetensors: '.safetensors',
  npz: '.npz',
  json: '.json',
  onnx: '.onnx',
  tensorboard: '',
  csv: '.csv',
});

/** Of a trained network. @type {Record<string, (weights: import('../export/weights/tensors.js').Weights, run: CheckedRun) => Uint8Array | string>} */
const kTrained = { safetensors, npz, json: weightsJson, onnx: onnxModel };

/**
 * @param {object} options
 * @param {string} options.name a preset or a file @param {string | undefined} options.form of --as
 * @param {string | undefined} options.out @param {string[]} options.sets "path=value"
 * @param {string[]} options.runs names; none: all @param {string[]} options.seeds none: the experiment's
 * @param {string | undefined} options.data @param {boolean} options.overwrite
 */
export async function exportCommand({ name, form, out, sets, runs: wanted, seeds: given, data, overwrite }) {
  const kind = formOf(form);
  if (out === undefined)
    throw new InputError(`export needs --out ${kind === 'tensorboard' ? 'FOLDER' : `FILE${kForms[kind]}`}`);
  checkNew(out, overwrite);
  if (kind !== 'tensorboard') checkTarget(out);
  if (kind === 'keras' && isStream(out))
    throw new InputError('--out: keras writes a script and the arrays it reads; name a file');
  if (kind === 'tensorboard' || kind === 'csv') {
    const alone = Object.entries({ set: sets[0], data }).find(([, value]) => value !== undefined);
    if (alone) throw new InputError(`export takes no --${alone[0]} with --as ${kind}: its records are made already`);
    return exportRecords({ path: name, form: kind, out, runs: wanted, seeds: given });
  }
  const { module } = await compileEngine();
  const engine = await loadTraining({ module });
  const curves = await loadCurves({ wasmBinary: new Uint8Array(shippedFile('figure/curves.wasm')) });
  let text = loadExperimentText(name, (words) => engine.suggest(name, words));
  for (const { path, value } of sets.map(parseSet)) text = JSON.stringify(engine.setInExperiment(text, path, value));
  const { experiment, checked } = await checkedFrom(text, data, engine);
  const runs = chosenRuns(checked.runs, wanted);
  const seeds = given.length > 0 ? given.map(seedOf) : checked.experiment.seeds;
  const write = kTrained[kind];
  if (write || kind === 'keras') {
    const run = one(
      'run',
      runs.map(({ name }) => name),
    );
    const seed = Number(one('seed', seeds.map(String)));
    const index = checked.runs.findIndex(({ name }) => name === run);
    const session = engine.createSession(experiment, index, seed);
    const files = await readDataFiles(data, [checked.runs[index]]);
    if (Object.keys(files).length > 0 && !session.isReady()) session.loadFiles(files);
    if (kind === 'keras') {
      const title = checked.experiment.name || basename(name, '.json');
      return keras(session, checked.runs[index], curves, { title, seed, out, overwrite });
    }
    const verdict = trained(session);
    saveText(out, write(weightsOf(trainedOf(session), checked.runs[index], seed), checked.runs[index]));
    return sayWritten(
      out,
      `${out}, the ${kind === 'onnx' ? 'network' : 'weights'} of "${run}" with seed ${seed}\n${verdict}`,
    );
  }
  // The rows of a table stand in the script; images are read by it.
  const onTables = runs.some((run) => run.experiment.data.source === 'csv');
  const files = onTables ? await readDataFiles(data, runs) : await preparedWeights(data, runs);
  const title = checked.experiment.name || basename(name, '.json');
  try {
    const script = pytorchScript(
      runs,
      { catalog: engine.catalog(), curves },
      { title, file: isStream(out) ? 'script.py' : basename(out), seeds, files, notebook: kind === 'notebook' },
    );
    saveText(out, kind === 'notebook' ? notebookOf(script) : script);
  } catch (error) {
    throw refusalFor(kind, error);
  }
  sayWritten(out, `${out}, ${runs.length === 1 ? 'one run' : `${runs.length} runs`}`);
}

/** In the words of the command line, where it is one. @param {string} kind @param {unknown} error */
function refusalFor(kind, error) {
  if (!(error instanceof Refusal)) return error;
  return new InputError(
    `--as ${kind}: the experiment cannot be written so:\n  ${error.message.replaceAll('\n', '\n  ')}`,
  );
}

/**
 * A script and, beside it, the arrays that it reads.
 * @param {import('../engine/session.js').Session} session @param {CheckedRun} run
 * @param {import('../engine/curves.js').CurvesEngine} curves
 * @param {{ title: string, seed: number, out: string, overwrite: boolean }} options
 */
function keras(session, run, curves, { title, seed, out, overwrite }) {
  const arrays = `${out.replace(/\.py$/, '')}.npz`;
  checkTarget(arrays);
  checkNew(arrays, overwrite, ', which the script reads,');
  try {
    const script = kerasScript(run, curves, { title, file: basename(out), arrays: basename(arrays), seed });
    saveText(arrays, npz(kerasArrays(beginningOf(session), run, curves)));
    saveText(out, script);
  } catch (error) {
    throw refusalFor('keras', error);
  }
  print(`written: ${out} and ${arrays}, which it reads, "${run.name}" with seed ${seed}`);
}

/** A network is one run with one seed. @param {string} option @param {string[]} values @returns {string} */
function one(option, values) {
  if (values.length === 1) return values[0];
  throw new InputError(
    `a network is one run with one seed: choose by --${option} one of ${values.map((value) => `"${value}"`).join(', ')}`,
  );
}

/** @param {import('../engine/session.js').Session} session @returns {string} how it ended */
function trained(session) {
  for (let before = 0; session.step(0).stage !== 'done'; ) {
    const { epoch, trainLoss } = session.epoch();
    if (epoch !== before) say(`epoch ${epoch}, loss ${trainLoss}`);
    before = epoch;
  }
  const { verdict, status } = session.summary();
  if (status === 'diverged') throw new InputError(`nothing was written, the run has no trained weights: ${verdict}`);
  return verdict;
}

/** @param {string | undefined} form @returns {keyof typeof kForms} */
function formOf(form) {
  const kinds = Object.keys(kForms);
  if (form === undefined) throw new InputError(`export needs --as ${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}`);
  if (kinds.includes(form)) return /** @type {keyof typeof kForms} */ (form);
  throw new InputError(`--as: must be ${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}, not "${form}"`);
}

/** @param {CheckedRun[]} runs @param {string[]} wanted @returns {CheckedRun[]} */
function chosenRuns(runs, wanted) {
  const names = runs.map(({ name }) => name);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new InputError(
      `--run: there is no run "${unknown}"; the runs are ${names.map((name) => `"${name}"`).join(', ')}`,
    );
  return wanted.length === 0 ? runs : runs.filter(({ name }) => wanted.includes(name));
}

/** @param {string} text */
function seedOf(text) {
  const seed = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(seed)) return seed;
  throw new InputError(`--seed must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, not "${text}"`);
}
