// What a run takes is what checkExperiment says it will take: the bound that keeps a hostile link from costing a tab.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newEngine } from './support.js';

const kStart = 16 * 1024 * 1024; // the heap an engine begins with
const kGrowth = 1.25; // it grows by a fifth at least

// Catches a workspace that each layer has for itself, one as large as the data, and buffers nobody counted: deep and
// narrow with one huge batch, wide and shallow, and much data.
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
    const bound = engine.checkExperiment(experiment).runs?.[0].memoryBytes;
    const session = engine.createSession(experiment, 0, 0);
    session.step(batchSize === 32 ? 50 : 2);
    const heap = engine.heapBytes();
    session.delete();
    assert.ok(heap <= kStart + bound * kGrowth, `${heap} bytes, worked out: ${bound}`);
  });
}
