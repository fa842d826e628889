// The scripts of the presets at full length, run by Debian's PyTorch, which must give the engine's numbers.
//
// Data and initial weights are compared exactly (an ulp where scripts.js says so), orders and masks in pytorch-draws.test.js.
// Losses of a run without a kink agree within 1e-4 in every epoch, or within four times what PyTorch's own runs in float32 and
// float64 differ by. A kink amplifies rounding. With ReLU at a learning rate of 0.1 the engine agrees to 1e-5 for five epochs,
// then its validation loss differs by 1 %, and a few epochs later by 10 %. PyTorch's own kernels part in the same way, in other
// epochs, and dead-units part in the third. So of a run with a kink two epochs are compared in full, within 2 %. After them
// only the accuracy at the end is, to five points, about what seeds differ by. Where PyTorch's own two runs are lost, as with
// ELU at 0.1, not even that can be. Ten layers with kinks amplify in the first epoch what two amplify in five: there PyTorch's
// own two losses differ by 25 % in the second epoch, and the engine's by 10 % in the first. Their beginning and their end are
// compared at full length, and their first steps in pytorch.test.js.
//
// Without PLAYGROUND_LONG=1 only the presets of some seconds run, with their first seed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presets } from '../../../web/presets/index.js';
import { disagreements, engines, missingPyTorch } from './scripts.js';

const isLong = process.env.PLAYGROUND_LONG === '1';
const skip = await missingPyTorch();

const kKinked = { tolerance: 0.02, chaotic: { epochs: 2, accuracy: 0.05 } };
const kDeep = { tolerance: 0.02, chaotic: { epochs: 0, accuracy: 0.05 } };
/** Layers of activations from which a network is deep. */
const kDeepFrom = 8;
const kQuick = ['circle-inputs', 'normalisation-small-batches', 'spiral-activations'];

/** Those that need no files and no long run. */
const tried = presets.filter(({ name, files, page }) => !files && page !== false && (isLong || kQuick.includes(name)));

test('the presets of some seconds are among those tried', () => {
  assert.ok(tried.length >= (isLong ? 10 : kQuick.length));
});

for (const { name, experiment } of tried) {
  test(`${name} gives the same in PyTorch at full length`, { skip }, async () => {
    const { engine } = await engines();
    const seeds = isLong ? undefined : [experiment.seeds?.[0] ?? 0];
    const cases = (experiment.runs ?? [{}]).map((/** @type {object} */ run) => {
      const alone = { ...experiment, runs: [run] };
      // A grid makes several of one; they have one network.
      const [{ experiment: checked }] = engine.checkExperiment(alone).runs ?? [];
      const { layers } = /** @type {any} */ (checked.network);
      const isKinked = /"(leaky-)?relu"|"maxPool2d"/.test(JSON.stringify(checked.network));
      const isDeep = layers.filter((/** @type {any} */ { type }) => type === 'activation').length >= kDeepFrom;
      return { name, experiment: alone, seeds, ...(!isKinked ? {} : isDeep ? kDeep : kKinked) };
    });
    assert.deepEqual(await disagreements(cases), []);
  });
}
