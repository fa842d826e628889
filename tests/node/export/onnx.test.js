// Trained networks as ONNX, run by ONNX Runtime and checked by onnx itself. Catches an operator that is another function, a
// weight under another's name, an older runtime that refuses the model, and a layer that is left out.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { trainedOf } from '../../../web/engine/trained.js';
import { onnxModel } from '../../../web/export/onnx/network.js';
import { takesImages } from '../../../web/export/shapes.js';
import { weightsOf } from '../../../web/export/weights/tensors.js';
import { cli, everyLayer, experimentFile, fourKinds, fromRoot, newFolder, preset, runProgram } from '../support.js';
import { randomCase } from './random-experiments.js';
import { engines, kPython, missingModule } from './scripts.js';

const { resolve } = createRequire(fromRoot('web/package.json'));
/** @type {any} */
const ort = await import(resolve('onnxruntime-web'));
ort.env.wasm.numThreads = 1;

const isLong = process.env.PLAYGROUND_LONG === '1';
/** Of the largest logit of the samples: one near 0 is a difference of larger numbers. */
const kNear = 1e-5;
const kSamples = 16;

const { engine, curves } = await engines();

/** Trains a run for a few steps. @param {any} experiment @param {number} index @param {Record<string, Uint8Array>} [files] */
function trained(experiment, index, files = {}) {
  const checked = engine.checkExperiment(experiment);
  assert.ok(checked.ok, JSON.stringify(checked.errors));
  const run = checked.runs[index];
  const session = engine.createSession(experiment, index, 0);
  if (Object.keys(files).length > 0) session.loadFiles(files);
  session.step(8);
  return { session, run, bytes: onnxModel(weightsOf(trainedOf(session), run, 0), run) };
}

/**
 * How far the model's logits are from the engine's, relative to the largest of the samples.
 * @param {ReturnType<typeof trained>} network
 */
async function distance({ session, run, bytes }) {
  const model = await ort.InferenceSession.create(bytes);
  const { inputs } = session.samples('validation', 0, kSamples);
  const size = run.inputShape.reduce((all, one) => all * one, 1);
  const shape = takesImages(/** @type {any} */ (run.experiment.network.layers)) ? run.inputShape : [size];
  const count = inputs.length / size;
  const outputs = await model.run({ input: new ort.Tensor('float32', inputs, [count, ...shape]) });
  const [{ data, dims }] = /** @type {any[]} */ (Object.values(outputs));
  let [most, largest] = [0, 1e-3];
  for (let sample = 0; sample < count; sample += 1) {
    const own = /** @type {Float32Array} */ (session.trace('validation', sample).at(-1)?.values);
    assert.equal(own.length, dims[1]);
    if (!own.every(Number.isFinite)) continue; // what diverged has no number to compare
    largest = Math.max(largest, ...own.map(Math.abs));
    for (const [i, value] of own.entries()) most = Math.max(most, Math.abs(value - data[sample * dims[1] + i]));
  }
  await model.release();
  return most / largest;
}

const base = {
  version: 1,
  name: 'one function',
  data: { source: 'shifted-gaussian', train: 160, validation: 40, features: 6, classes: 3 },
  network: {
    activation: { name: 'relu' },
    layers: [{ type: 'dense', units: 7 }, { type: 'activation' }, { type: 'dense', units: 3 }],
  },
  training: { optimizer: { name: 'sgd', learningRate: 0.05 }, batchSize: 20, epochs: 2 },
};

test('every activation gives the engine\u2019s numbers, with other parameters than the usual as well', async () => {
  const names = curves.activations.filter((/** @type {any} */ { trainable }) => trainable);
  assert.ok(names.length > 40);
  for (const { name, parameters } of names) {
    const moved = Object.fromEntries(
      parameters.map((/** @type {any} */ one) => [
        one.name,
        Math.min(one.max, Math.max(one.min, one.default * 1.25 + 0.125)),
      ]),
    );
    for (const given of parameters.length > 0 ? [{}, moved] : [{}]) {
      const experiment = { ...base, network: { ...base.network, activation: { name, ...given } } };
      if (!engine.checkExperiment(experiment).ok) continue; // parameters that exclude each other
      const network = trained(experiment, 0);
      const far = await distance(network);
      assert.ok(far <= kNear, `${name} ${JSON.stringify(given)}: ${far}`);
      network.session.delete();
    }
  }
});

test(
  'networks of all kinds give the engine\u2019s logits, and onnx takes every model',
  { skip: await missingModule('onnx', 'python3-onnx') },
  async () => {
    const folder = newFolder();
    const cases = [
      ...fourKinds.runs.map((_, i) => ({ name: `four ${i}`, experiment: fourKinds, index: i, files: {} })),
      ...everyLayer.runs.map((_, i) => ({ name: `every ${i}`, experiment: everyLayer, index: i, files: {} })),
      ...Array.from({ length: isLong ? 200 : 40 }, (_, seed) => ({ ...randomCase(seed), index: 0, files: {} })),
    ];
    const paths = [];
    for (const { name, experiment, index, files } of cases) {
      const network = trained(experiment, index, files);
      const far = await distance(network);
      assert.ok(far <= kNear, `${name}: ${far}`);
      const path = join(folder, `${paths.length}.onnx`);
      writeFileSync(path, network.bytes);
      paths.push(path);
      network.session.delete();
    }
    const { code, stdout, stderr } = await runProgram(kPython, [
      '-c',
      `
import sys, onnx
for path in sys.argv[1:]:
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    assert (model.ir_version, model.opset_import[0].version) == (8, 17)
print(len(sys.argv) - 1)
`,
      ...paths,
    ]);
    assert.equal(code, 0, stderr);
    assert.equal(Number(stdout), cases.length);
  },
);

test('the command writes a model with its experiment, run, seed and hash, and weights by PyTorch\u2019s names', async () => {
  const path = join(newFolder(), 'elu.onnx');
  const short = { ...preset('relu-vs-elu'), training: { ...preset('relu-vs-elu').training, epochs: 1 } };
  const { code, stdout, stderr } = await cli(
    ...['export', experimentFile(short), '--as', 'onnx', '--run', 'ELU + BN', '--out', path],
  );
  assert.equal(code, 0, stderr);
  assert.match(stdout, /written: .*elu\.onnx, the network of "ELU \+ BN" with seed 0/);
  const text = readFileSync(path).toString('latin1');
  const session = engine.createSession(short, 3, 0);
  while (session.step(64).stage !== 'done');
  for (const word of [session.hash(), 'ELU + BN', '"epochs":1', '0.weight', '1.running_var', '6.bias', 'logits'])
    assert.ok(text.includes(word), word);
  const several = await cli('export', 'relu-vs-elu', '--as', 'onnx', '--out', join(newFolder(), 'x.onnx'));
  assert.equal(several.code, 2);
  assert.match(several.stderr, /choose by --run one of "ReLU", "ELU"/);
});
