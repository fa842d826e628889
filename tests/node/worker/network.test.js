// The weights of a run through its worker. Catches weights of another moment than the hash beside them, and running statistics
// that are left behind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trainedOf } from '../../../web/engine/trained.js';
import { newEngine } from '../support.js';
import { newPool } from './pool-support.js';

const experiment = {
  version: 1,
  data: { source: 'moons', train: 100, validation: 40 },
  network: {
    activation: { name: 'relu' },
    layers: [
      { type: 'dense', units: 4, bias: false },
      { type: 'batchNorm' },
      { type: 'activation' },
      { type: 'dense', units: 2 },
    ],
  },
  training: { optimizer: { name: 'sgd', learningRate: 0.1 }, batchSize: 20, epochs: 2 },
};

test('a worker gives all that its network has learned, with the hash it belongs to', async (t) => {
  const run = newPool(t).start({ experiment, runIndex: 0, seed: 3 });
  const { hash } = await run.finished;
  const { tensors, ...moment } = await run.look({ ask: 'network' });
  const session = (await newEngine()).createSession(experiment, 0, 3);
  while (session.step(1000).stage !== 'done');
  assert.deepEqual({ hash: moment.hash, tensors }, trainedOf(session));
  assert.deepEqual([moment.hash, moment.records], [hash, 2]);
  assert.deepEqual(
    tensors.map(({ name, values }) => [name, values.length]),
    [
      ['dense1.weight', 8],
      ['batchNorm1.weight', 4],
      ['batchNorm1.bias', 4],
      ['batchNorm1.runningMean', 4],
      ['batchNorm1.runningVariance', 4],
      ['dense2.weight', 8],
      ['dense2.bias', 2],
    ],
  );
  for (const { name, values } of tensors) assert.deepEqual(values, session.parameter(name), name);
  run.terminate();
  await assert.rejects(run.look({ ask: 'network' }), /the run has no worker/);
});
