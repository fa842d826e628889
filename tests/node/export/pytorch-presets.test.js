// The scripts of the presets at full length, run by Debian's PyTorch, which must give the engine's numbers.
//
// Data and initial weights are compared exactly (an ulp where scripts.js says so), orders and masks in pytorch-draws.test.js.
// Losses of a run without a kink agree within 1e-4 in every epoch. A kink amplifies rounding: with ReLU even PyTorch's own
// kernels part. Such a run is compared within 2 %, and within four times what PyTorch's own runs in float32 and float64 differ
// by. Once these two have parted by 1e-5, both programs are on chaotic courses. Then losses of about 0.4 differ by up to 0.04,
// accuracies by some points, among PyTorch's own kernels, and no more than that can be asked of the engine.
//
// Without PLAYGROUND_LONG=1 only the presets of some seconds run, with their first seed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presets } from '../../../web/presets/index.js';
import { disagreements, engines, missingPyTorch } from './scripts.js';

const isLong = process.env.PLAYGROUND_LONG === '1';
const skip = await missingPyTorch();

const kKinked = { tolerance: 0.02, amplified: 0.1 };
const kQuick = ['circle-inputs', 'normalisation-small-batches', 'spiral-activations'];

/** Those that need no files and no long run. */
const tried = presets.filter(({ name, files, page }) => !files && page !== false && (isLong || kQuick.includes(name)));

test('the presets of some seconds are among those tried', () => {
  assert.ok(tried.length >= (isLong ? 10 : kQuick.length));
});

for (const { name, experiment } of tried) {
  test(`${name} gives the same in PyTorch at full length`, { skip }, async () => {
    const { engine } = await engines();
    const { runs = [] } = engine.checkExperiment(experiment);
    const seeds = isLong ? undefined : [experiment.seeds?.[0] ?? 0];
    const cases = (experiment.runs ?? [{}]).map((/** @type {object} */ run, /** @type {number} */ i) => {
      const isKinked = /"(leaky-)?relu"|"maxPool2d"/.test(JSON.stringify(runs[i].experiment.network));
      return { name, experiment: { ...experiment, runs: [run] }, seeds, ...(isKinked ? kKinked : {}) };
    });
    assert.deepEqual(await disagreements(cases), []);
  });
}
