// What a run takes is what checkExperiment says it will take: the bound that keeps a hostile link from costing a tab.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packTable } from '../../../web/data/csv.js';
import { newEngine } from '../support.js';

const kStart = 16 * 1024 * 1024; // the heap an engine begins with
const kGrowth = 1.25; // it grows by a fifth at least

// Catches a workspace that each layer has for itself and one as large as the data. Also buffers nobody counted: deep
// and narrow with one huge batch, wide and shallow, and much data.
for (const [what, train, features, units, depth, batchSize] of /** @type {const} */ ([
  ['deep and narrow', 300_000, 1, 1, 20, 300_000],
  ['wide', 600, 700, 1500, 2, 600],
  ['much data', 400_000, 40, 4, 1, 32],
])) {
  test(`a run that is ${what} keeps to the memory that was worked out for it`, async () => {
    const engine = await newEngine();
    const layers = Array.from({ length: depth }, () => [{ type: 'dense', units }, { type: 'activation' }]).flat();
    const experiment = {
      version: 1,
      data: { source: 'shifted-gaussian', train, validation: 100, features, classes: 2 },
      network: { activation: { name: 'relu' }, layers: [...layers, { type: 'dense', units: 2 }] },
      training: { optimizer: { name: 'sgd', learningRate: 0.01 }, batchSize, epochs: 1, validationBatchSize: 100 },
    };
    const bound = Number(engine.checkExperiment(experiment).runs?.[0].memoryBytes);
    const session = engine.createSession(experiment, 0, 0);
    session.step(batchSize === 32 ? 50 : 2);
    const heap = engine.heapBytes();
    session.delete();
    assert.ok(heap <= kStart + bound * kGrowth, `${heap} bytes, worked out: ${bound}`);
  });
}

/** @param {Record<string, unknown>} data */
const onOneLayer = (data) => ({
  version: 1,
  data,
  network: { activation: { name: 'relu' }, layers: [{ type: 'dense', units: data.classes ?? 10 }] },
  training: { optimizer: { name: 'sgd', learningRate: 0.01 }, batchSize: 32, epochs: 1, validationBatchSize: 100 },
});

test('digits keep to the memory that was worked out for them', async () => {
  const engine = await newEngine();
  const experiment = onOneLayer({ source: 'digits', train: 20_000, validation: 1000, test: 1000 });
  const bound = Number(engine.checkExperiment(experiment).runs?.[0].memoryBytes);
  const session = engine.createSession(experiment, 0, 0);
  session.step(5);
  const heap = engine.heapBytes();
  session.delete();
  assert.ok(bound > 22_000 * 784 * 4, String(bound));
  assert.ok(heap <= kStart + bound * kGrowth, `${heap} bytes, worked out: ${bound}`);
});

// Catches patches of a whole batch and a layer's buffer nobody counted. Also a latency measured on more samples at a
// time than there is memory for.
test('a convolutional network keeps to the memory that was worked out for it', async () => {
  const engine = await newEngine();
  const experiment = onOneLayer({ source: 'digits', train: 1000, validation: 500 });
  experiment.training.batchSize = 500;
  experiment.network.layers = /** @type {any[]} */ ([
    { type: 'conv2d', filters: 32, padding: 'same' },
    { type: 'batchNorm' },
    { type: 'activation', name: 'prelu', perChannel: true },
    { type: 'residual', layers: [{ type: 'dropout' }, { type: 'conv2d', filters: 32, padding: 'same' }] },
    { type: 'maxPool2d' },
    { type: 'flatten' },
    { type: 'dense', units: 10 },
  ]);
  const bound = Number(engine.checkExperiment(experiment).runs?.[0].memoryBytes);
  const session = engine.createSession(experiment, 0, 0);
  while (session.step(1).stage !== 'done');
  session.summary(true);
  const heap = engine.heapBytes();
  session.delete();
  assert.ok(heap <= kStart + bound * kGrowth, `${heap} bytes, worked out: ${bound}`);
  assert.ok(heap >= bound / 2, `${heap} bytes, worked out: ${bound}, which refuses what would fit`);
});

// Catches a bound that does not know that a weight of 3 x 3 has sixteen points where tiles are multiplied.
test('wide convolutions in tiles keep to the memory that was worked out for them', async () => {
  const engine = await newEngine();
  const experiment = onOneLayer({ source: 'digits', train: 8, validation: 4 });
  experiment.training.batchSize = 4;
  experiment.network.layers = /** @type {any[]} */ ([
    { type: 'maxPool2d', size: 4 },
    { type: 'conv2d', filters: 512 },
    { type: 'conv2d', filters: 512, padding: 'same' },
    { type: 'globalAveragePool' },
    { type: 'dense', units: 10 },
  ]);
  const bound = Number(engine.checkExperiment(experiment).runs?.[0].memoryBytes);
  const session = engine.createSession(experiment, 0, 0);
  session.step(2);
  const heap = engine.heapBytes();
  session.delete();
  assert.ok(bound > 3 * 16 * 512 * 512 * 4, `worked out: ${bound}`);
  assert.ok(heap <= kStart + bound * kGrowth, `${heap} bytes, worked out: ${bound}`);
  assert.ok(heap >= bound / 2, `${heap} bytes, worked out: ${bound}, which refuses what would fit`);
});

test('a table keeps to the memory that was worked out for it', async () => {
  const engine = await newEngine();
  const rows = 100_000;
  const features = Array.from({ length: 50 }, (_, i) => `f${i}`);
  const numbers = Array.from(
    { length: 51 },
    (_, k) => (/** @type {number} */ row) => (k === 50 ? row % 2 : (51 * row + k) % 1013),
  );
  const columns = features.map((name) => ({
    ...{ name, categories: [], missing: 0, why: '', own: {} },
    role: /** @type {const} */ ('number'),
  }));
  const packed = packTable({ features, classNames: ['a', 'b'], rows, numbers, columns });
  const data = { source: 'csv', file: 'big.csv', target: 't', features: 50, classes: 2, train: 80_000 };
  const experiment = onOneLayer({ ...data, validation: 20_000 });
  const bound = Number(engine.checkExperiment(experiment).runs?.[0].memoryBytes);
  const session = engine.createSession(experiment, 0, 0);
  session.loadFiles({ 'big.csv': packed });
  session.step(5);
  const heap = engine.heapBytes();
  session.delete();
  assert.ok(heap <= kStart + bound * kGrowth, `${heap} bytes, worked out: ${bound}`);
});

test('data that exceed the limit are refused before anything is drawn or read', async () => {
  const engine = await newEngine();
  const table = { source: 'csv', file: 'x.csv', target: 't', classes: 2, validation: 1 };
  for (const data of [
    { source: 'digits', train: 400_000 },
    { ...table, train: 2_000_000, features: 100 },
  ]) {
    const { ok, errors } = engine.checkExperiment(onOneLayer(data));
    assert.equal(ok, false);
    assert.deepEqual(
      errors?.map((e) => e.code),
      ['too-large'],
    );
  }
  assert.ok(engine.heapBytes() <= kStart);
});
