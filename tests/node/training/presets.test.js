// The experiments that ship: each is one the engine takes, is the size its source says, and the reduced ones run.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { kMostRuns, kMostSeeds } from '../../../web/builder/run-edits.js';
import { presets } from '../../../web/presets/index.js';
import { experimentText } from '../../../web/presets/preset.js';
import { kIndex, presetsModule } from '../../../web/tools/list-presets.js';
import { cli, fromRoot, newEngine, preset } from '../support.js';

/** What the page shows at once: web/training/training-model.js. */

const engine = await newEngine();
/** @param {string} name @returns {any} */
const checked = (name) => engine.checkExperiment(preset(name));

test('the list is made of the files as they are, and printed by the command line', async () => {
  assert.equal(readFileSync(kIndex, 'utf8'), presetsModule(), 'run: node web/tools/list-presets.js');
  const { stdout } = await cli('presets');
  for (const { name, time } of presets) assert.match(stdout, new RegExp(`^${name} .*\\n +about ${time}`, 'm'));
  assert.equal(presets[0].name, 'relu-vs-elu', 'what a page without a link shows');
});

test("a preset's file runs like its name, and the engine sees its experiment as written", async () => {
  const file = fromRoot('web/presets/experiments/relu-vs-elu.json');
  const epochs = ['--set', 'training.epochs=1', '--set', 'runs=[{"name":"ReLU"}]'];
  const [byName, byFile] = [await cli('run', 'relu-vs-elu', ...epochs), await cli('run', file, ...epochs)];
  assert.equal(byFile.code, 0, byFile.stderr);
  const hash = (/** @type {string} */ text) => /[0-9a-f]{16}/.exec(text)?.[0];
  assert.ok(hash(byName.stdout));
  assert.equal(hash(byFile.stdout), hash(byName.stdout));
  const twice = '{ "summary": "s", "experiment": { "version": 1, "version": 1 } }';
  assert.equal(experimentText(twice).trim(), '{ "version": 1, "version": 1 }');
  const early = '{ "experiment": { "version": 1 }, "summary": "s" }';
  assert.deepEqual(JSON.parse(experimentText(early)), { version: 1 });
  for (const other of ['{ "version": 1 }', '[', '{ "summary": "s" }', 'null'])
    assert.equal(experimentText(other), other);
});

test('the engine takes every preset, and what is said of files and of the page is so', () => {
  for (const { name, files, page } of presets) {
    const { ok, errors, runs, experiment } = checked(name);
    assert.ok(ok, `${name}: ${JSON.stringify(errors)}`);
    assert.equal(Boolean(files), runs[0].files.length > 0, `${name}: files`);
    if (page !== false)
      assert.ok(runs.length <= kMostRuns && experiment.seeds.length <= kMostSeeds, `${name}: too many for the page`);
  }
});

test('a reduced preset says so in its name, its title and its summary', () => {
  const reduced = presets.filter((p) => p.name.endsWith('-reduced'));
  assert.equal(reduced.length, 2);
  for (const { name, summary, experiment, page } of reduced) {
    assert.match(summary, /reduced/, name);
    assert.match(experiment.name, /reduced/, name);
    assert.notEqual(page, false, name);
  }
});

test("the articles' experiments have the articles' sizes", () => {
  const steps = (/** @type {any} */ run) => run.stepsPerEpoch * run.experiment.training.epochs;
  const [mlp] = checked('mnist-mlp').runs;
  assert.equal(mlp.parameters + 2 * 256, 204298); // Keras counts BatchNorm's running statistics too
  assert.equal(steps(mlp), 2110);
  for (const name of ['mnist-cnn', 'mnist-cnn-glorot', 'mnist-cnn-long', 'mnist-cnn-best', 'digits-cnn-reduced']) {
    for (const run of checked(name).runs) assert.equal(run.parameters, 431242, `${name}, ${run.name}`);
  }
  const [cnn] = checked('mnist-cnn').runs;
  assert.equal(steps(cnn), (48000 / 250) * 25);
  const { optimizer } = cnn.experiment.training;
  assert.deepEqual([optimizer.learningRate, optimizer.epsilon], [1e-3, 1e-7]);
  const [figure] = checked('elu-paper-figure-2').runs;
  assert.equal(steps(figure), Math.ceil(10000 / 64) * 25);
  assert.equal(figure.parameters, 784 * 128 + 128 + 7 * (128 * 128 + 128) + 128 * 10 + 10);
  for (const run of checked('relu-vs-elu').runs.slice(0, 2)) assert.equal(steps(run), 470);
});

test('reduced CNN: one epoch of it learns the drawn digits', async () => {
  const { code, stdout, stderr } = await cli(
    ...['run', 'digits-cnn-reduced', '--set', 'training.epochs=1', '--set', 'runs=[{"name":"ReLU"}]'],
  );
  assert.equal(code, 0, stderr);
  const accuracy = Number(/^ReLU +0 +([\d.]+)/m.exec(stdout)?.[1]);
  assert.ok(accuracy > 0.5, stdout);
});

test('reduced figure 2: ELU has the median closest to 0 and the lowest loss after every epoch', () => {
  const experiment = preset('elu-paper-figure-2-reduced');
  const [elu, ...others] = experiment.runs.map((/** @type {any} */ _, /** @type {number} */ index) => {
    const session = engine.createSession({ ...experiment, training: { ...experiment.training, epochs: 3 } }, index, 0);
    const records = [1, 2, 3].map(() => session.epoch());
    session.delete();
    return records;
  });
  for (const other of others) {
    for (const [i, record] of elu.entries()) {
      assert.ok(Math.abs(record.probe.median) < Math.abs(other[i].probe.median), `epoch ${i + 1}: median`);
      assert.ok(record.trainLoss < other[i].trainLoss, `epoch ${i + 1}: loss`);
    }
  }
});
