// The orders of the batches and the masks of dropout, one by one. They are recorded in the exported script while PyTorch runs
// it, and in the engine by the gradient of every batch of one sample: a first dense layer's is its input times a number, and
// 0 where the input was dropped. Both must be what NumPy's Mersenne Twister gives by the documented rules, without PyTorch.
// Catches an order or a mask that losses are too coarse to see, and an error that engine and script have in common.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pytorchScript } from '../../../web/export/pytorch/script.js';
import { fromRoot, newFolder, runProgram } from '../support.js';
import { engines, kPython, missingPyTorch } from './scripts.js';

const skip = await missingPyTorch();

const kFeatures = 12;
const kClasses = 3;
const activation = { type: 'activation' };
const dense = (/** @type {number} */ units) => ({ type: 'dense', units });
const dropout = (/** @type {number} */ rate) => ({ type: 'dropout', rate });

/** Numbers that PyTorch draws for dense layers of these units. @param {number[]} units */
function drawnFor(...units) {
  let inputs = kFeatures;
  return units.reduce((sum, count) => {
    const drawn = (inputs + 1) * count;
    inputs = count;
    return sum + drawn;
  }, 0);
}

const cases = [
  { name: 'batches of one', batch: 1, layers: [dense(kClasses)], drawn: drawnFor(kClasses), masked: 0, rate: 0 },
  {
    name: 'batches of one, inputs dropped',
    batch: 1,
    layers: [dropout(0.4), dense(kClasses)],
    drawn: drawnFor(kClasses),
    masked: kFeatures,
    rate: 0.4,
  },
  {
    name: 'the last batch is smaller, hidden units dropped',
    batch: 16,
    layers: [dense(10), activation, dropout(0.25), dense(kClasses)],
    drawn: drawnFor(10, kClasses),
    masked: 10,
    rate: 0.25,
  },
].map((one, i) => ({ ...one, train: 41, validation: 20, epochs: 3, seed: 5 + i }));

test('orders and masks are the documented draws in the script and in the engine, each one', { skip }, async () => {
  const { engine, curves } = await engines();
  const folder = newFolder();
  const jobs = cases.map((one, i) => {
    const { runs = [] } = engine.checkExperiment(experimentOf(one));
    const script = join(folder, `draws_${i}.py`);
    const options = { title: one.name, file: 'draws.py', seeds: [one.seed] };
    writeFileSync(script, pytorchScript(runs, { catalog: engine.catalog(), curves }, options));
    return { ...one, script, run: runs[0].name };
  });
  const program = [fromRoot('tests/node/export/read_draws.py')];
  const { code, stdout, stderr } = await runProgram(kPython, program, JSON.stringify(jobs));
  assert.equal(code, 0, stderr);
  for (const [i, line] of stdout.trim().split('\n').entries()) {
    const { orders, masks, expectedOrders, expectedMasks } = JSON.parse(line);
    const { name, epochs, train, batch, masked } = cases[i];
    assert.equal(orders.length, epochs, name);
    assert.deepEqual(orders, expectedOrders, name);
    assert.equal(masks.length, masked > 0 ? epochs * Math.ceil(train / batch) : 0, name);
    assert.deepEqual(masks, expectedMasks, name);
    if (batch > 1) continue;
    const own = drawsOf(engine.createSession(experimentOf(cases[i]), 0, cases[i].seed), cases[i]);
    assert.deepEqual(own.orders, expectedOrders, name);
    assert.deepEqual(own.masks, expectedMasks, name);
  }
});

/** @param {typeof cases[number]} one */
const experimentOf = ({ train, validation, batch, epochs, layers }) => ({
  version: 1,
  data: { source: 'shifted-gaussian', train, validation, features: kFeatures, classes: kClasses, seed: 3 },
  network: { activation: { name: 'tanh' }, init: 'pytorch-default', layers },
  training: { optimizer: { name: 'sgd', learningRate: 0.01 }, batchSize: batch, epochs, validationBatchSize: 7 },
});

/** What the engine draws, read off the gradients. @param {import('../../../web/engine/session.js').Session} session @param {typeof cases[number]} one */
function drawsOf(session, { train, epochs, masked, rate }) {
  const { inputs } = session.samples('train', 0, train);
  /** @type {number[][]} */
  const orders = [];
  /** @type {boolean[][]} */
  const masks = [];
  for (let epoch = 0; epoch < epochs; ++epoch) {
    const order = [];
    while (session.step(0).stage !== 'train') session.step(1);
    for (let i = 0; i < train; ++i) {
      session.step(1);
      const slope = session.gradient('dense1.bias')[0];
      const seen = [...session.gradient('dense1.weight').subarray(0, kFeatures)].map((value) => value / slope);
      const scaled = seen.map((value) => value * (1 - rate));
      const near = Array.from({ length: train }, (_, sample) =>
        scaled.every((value, k) => value === 0 || Math.abs(value - inputs[sample * kFeatures + k]) < 1e-4),
      );
      assert.equal(near.filter(Boolean).length, 1, 'a gradient is of one sample');
      order.push(near.indexOf(true));
      if (masked > 0) masks.push(seen.map((value) => value !== 0));
    }
    orders.push(order);
  }
  session.delete();
  return { orders, masks };
}
