// The whole of an experiment by hand: what its text can say beside its parts, and every preset in the form. Catches a key
// that no control writes, and a form that loses what it shows.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { presets } from '../../../web/presets/index.js';
import { formChecked, openTraining, useSite } from '../harness.js';
import { control, experimentOf, openMore, openSettings, put, type } from './settings-support.js';

describe('builder', () => {
  const given = useSite();

  test('name, seeds, runs, grid and inputs are set by hand, and the JSON is the same thing', async () => {
    const { page, context, problems } = await openTraining(given, 'training/epochs=1');
    await openSettings(page);
    await put(page, {
      version: 1,
      data: { source: 'spiral' },
      network: {
        activation: { name: 'relu' },
        layers: [{ type: 'dense', units: 4 }, { type: 'activation' }, { type: 'dense', units: 2 }],
      },
      training: { optimizer: { name: 'adam', learningRate: 0.01 }, epochs: 3 },
    });
    await type(page, 'name', 'Mine');
    await type(page, 'seeds', '[3, 4]');
    await control(page, 'data.inputs.x1*x2').check();
    await page.getByRole('button', { name: 'Add run', exact: true }).click();
    await formChecked(page);
    await type(page, 'runs[0].name', 'wide');
    await type(page, 'runs[0].set[0].path', 'network.layers[0].units');
    await type(page, 'runs[0].set[0].value', '9');
    await type(page, 'grid[0].path', 'training.batchSize');
    await type(page, 'grid[0].value', '[10, 20]');
    const made = await experimentOf(page);
    assert.deepEqual(
      [made.name, made.seeds, made.runs, made.grid, made.data.inputs],
      [
        'Mine',
        [3, 4],
        [{ name: 'wide', set: { 'network.layers[0].units': 9 } }],
        { 'training.batchSize': [10, 20] },
        ['x1', 'x2', 'x1*x2'],
      ],
    );
    assert.equal(await page.locator('activation-run-progress li').count(), 2);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('every preset opens in the builder without loss', async () => {
    const { page, context, problems } = await openTraining(given, 'training/epochs=1');
    await openSettings(page);
    for (const { experiment } of presets) {
      await put(page, experiment);
      await openMore(page);
      const controls = page.locator('activation-settings-form input:not([readonly]):visible');
      // What is shown is taken as if it had been typed: nothing may come of it.
      await controls.evaluateAll((/** @type {HTMLInputElement[]} */ inputs) => {
        for (const input of inputs)
          if (input.type === 'text' && input.value !== '') input.dispatchEvent(new Event('change'));
      });
      assert.deepEqual(await experimentOf(page), experiment, String(experiment.name));
    }
    assert.deepEqual(problems, []);
    await context.close();
  });
});
