// Numbers that the command line writes, against values worked out elsewhere.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, newFolder, parseLines } from '../support.js';

const dense = (/** @type {object} */ more) => ({ type: 'dense', units: 1, ...more });

// Catches squares that cancel: 10,000 to 10,009 had a deviation of 0 or of dozens.
test('the deviation of activations far from zero is that of float64', async () => {
  const folder = newFolder();
  const rows = Array.from({ length: 40 }, (_, i) => `${10000 + (i % 10)},${i % 3}`);
  writeFileSync(join(folder, 'offset.csv'), `x,y\n${rows.join('\n')}\n`);
  const experiment = {
    version: 1,
    data: {
      source: 'csv',
      file: 'offset.csv',
      target: 'y',
      task: 'regression',
      features: 1,
      train: 30,
      validation: 10,
      standardize: false,
    },
    network: {
      layers: [dense({ init: { name: 'constant', value: 1 } }), { type: 'activation', name: 'identity' }, dense({})],
    },
    training: { optimizer: { name: 'sgd', learningRate: 1e-30 }, batchSize: 30, epochs: 1 },
  };
  writeFileSync(join(folder, 'experiment.json'), JSON.stringify(experiment));
  const out = join(folder, 'out.jsonl');
  const { code, stderr } = await cli('run', join(folder, 'experiment.json'), '--data', folder, '--jsonl', out);
  assert.equal(code, 0, stderr);
  const { layers } = parseLines(readFileSync(out, 'utf8')).find((record) => record.type === 'epoch');
  // torch.randperm(40) after torch.manual_seed(0) orders the rows; x[order[:30]].std(unbiased=False) in float64.
  const expected = { train: [10005.133333333333, 2.963481436119049], validation: [10002.6, 1.3564659966250536] };
  for (const { phase, mean, std } of layers) {
    const [wantedMean, wantedStd] = expected[/** @type {'train'} */ (phase)];
    assert.ok(Math.abs(mean / wantedMean - 1) < 1e-9, `${phase}: ${mean}`);
    assert.ok(Math.abs(std / wantedStd - 1) < 1e-6, `${phase}: ${std}`);
  }
});
