// Edits that come faster than the engine checks them, or while something is wrong: none is dropped without a word. And what a
// change by hand is said of: the seed that has it, after a reload as before.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formChecked, openPage, trainingReady, useSite } from '../harness.js';

/** @typedef {Awaited<ReturnType<typeof openPage>>['page']} Page */

describe('quick edits', () => {
  const given = useSite();

  /** @param {string} expression of the element, as `training` @param {Page} page */
  const training = (page, expression) =>
    page.evaluate(
      `(() => { const training = document.querySelector('activation-training'); return ${expression}; })()`,
    );

  async function openSpiral() {
    const opened = await openPage(given.browser, given.site.url);
    await trainingReady(opened.page);
    await opened.page.getByRole('button', { name: 'Spiral' }).click();
    await formChecked(opened.page);
    return opened;
  }

  test('clicks before the first is checked are all made: units, layers, and an edit of a layer that moves', async () => {
    const { page, context, problems } = await openSpiral();
    const layers = () =>
      training(page, 'JSON.stringify(training.experiment.network.layers.map((l) => l.units ?? l.type))');
    assert.equal(await layers(), '[8,"activation",8,"activation",2]');
    // Each click in a task of its own, as people's are; the engine has not answered the first when the last comes.
    const click = (/** @type {string[]} */ ...names) =>
      page.locator('network-panel').evaluate(async (/** @type {any} */ panel, /** @type {string[]} */ labels) => {
        for (const label of labels) {
          panel.shadowRoot.querySelector(`[aria-label="${label}"]`).click();
          await new Promise((resolve) => setTimeout(resolve));
        }
      }, names);
    await click(...Array(3).fill('One unit more in layer 1'));
    await formChecked(page);
    assert.equal(await layers(), '[11,"activation",8,"activation",2]');
    await click('One layer more', 'One layer more');
    await formChecked(page);
    assert.equal(await layers(), '[11,"activation",8,"activation",8,"activation",8,"activation",2]');
    // The layers that are drawn are not yet those that are written when the unit is asked for.
    await click('BatchNorm in layer 1', 'One unit less in layer 2');
    await page.waitForFunction(() => {
      const { experiment } = /** @type {any} */ (document.querySelector('activation-training'));
      return experiment.network.layers[3].units === 7;
    });
    assert.equal(await layers(), '[11,"batchNorm","activation",7,"activation",8,"activation",8,"activation",2]');
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('while the experiment has an error the earlier network says so, and its layers wait', async () => {
    const { page, context } = await openSpiral();
    const field = page.getByLabel('Batch size', { exact: true });
    await field.fill('0');
    await field.press('Tab');
    await page.getByText('This is the network before the last change, which has an error').waitFor();
    assert.ok(await page.getByRole('button', { name: 'One unit more in layer 1' }).isDisabled());
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await formChecked(page);
    assert.ok(await page.getByRole('button', { name: 'One unit more in layer 1' }).isEnabled());
    await context.close();
  });

  test('points drawn by hand are marked as the engine splits them', async () => {
    const { page, context } = await openSpiral();
    await page.getByRole('button', { name: 'Your own points' }).click();
    await formChecked(page);
    await page.getByText('Rings are held back for validation.').waitFor();
    const { drawn, held, expected } = /** @type {any} */ (
      await page.evaluate(async () => {
        const element = /** @type {any} */ (document.querySelector('activation-training'));
        const bench = element.shadowRoot.querySelector('training-bench');
        const plane = bench.shadowRoot.querySelector('output-plane');
        const { train, points } = await element.model.engine.planePoints(element.experiment.data);
        return {
          drawn: plane.points.length,
          held: [...plane.held].map(String).sort(),
          expected: points.slice(train).map(String).sort(),
        };
      })
    );
    assert.ok(drawn > held.length && held.length >= 1, `${held.length} of ${drawn}`);
    assert.deepEqual(held, expected);
    await context.close();
  });

  test('a weight by hand is said of its seed; after a live change a reload brings the runs back', async () => {
    const { page, context, problems } = await openSpiral();
    await page.getByRole('button', { name: '+ compare' }).click();
    await page.getByLabel('another activation').selectOption('gelu');
    const seeds = page.getByLabel('Seed', { exact: true });
    await seeds.fill('0, 1');
    await seeds.press('Tab');
    await page.getByRole('button', { name: 'Show ReLU' }).click();
    const epochs = page.getByLabel('Epochs', { exact: true });
    await epochs.fill('100000');
    await epochs.press('Tab');
    await formChecked(page);
    await page.getByRole('button', { name: 'One step' }).click();
    await page.waitForFunction(() => {
      const { trials } = /** @type {any} */ (document.querySelector('activation-training')).model;
      return trials.every((/** @type {any} */ { state, progress }) => state === 'paused' && progress);
    });
    await page.getByRole('button', { name: 'dense1, unit 0' }).click();
    const weight = page.locator('unit-card').getByLabel('bias');
    await weight.fill('0.5');
    await weight.press('Tab');
    await page.getByText(/^Seed 0: Changed by hand: dense1\.bias\[0\] set to 0\.5 in epoch 1/).waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.waitForFunction(() => {
      const { trials } = /** @type {any} */ (document.querySelector('activation-training')).model;
      return trials.every((/** @type {any} */ { records }) => records.length >= 2);
    });
    await page.getByRole('button', { name: 'Halve the learning rate' }).click();
    await formChecked(page);
    await page
      .getByText(/learning rate 0\.005 in epoch \d+/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.waitForTimeout(2500); // kept at most once a second
    const before = /** @type {number[]} */ (await training(page, 'training.model.trials.map((t) => t.records.length)'));
    await page.reload();
    await page.getByText('Back where you left it: the runs are paused.').waitFor();
    const after = /** @type {number[]} */ (await training(page, 'training.model.trials.map((t) => t.records.length)'));
    assert.ok(
      after.every((count, i) => count >= 1 && count <= before[i]),
      `${after} of ${before}`,
    );
    assert.equal(await training(page, 'training.experiment.training.optimizer.learningRate'), 0.005);
    assert.equal(await page.getByText('These trials have the earlier settings').count(), 0);
    assert.ok(await training(page, 'training.model.watching !== undefined'), 'a silent worker is noticed');
    await page.getByText(/^Seed 0: Changed by hand: dense1\.bias\[0\] set to 0\.5 in epoch 1; /).waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a weight that is being typed stays when a view of the network arrives', async () => {
    const { page, context } = await openSpiral();
    await page.getByRole('button', { name: 'One step' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await page.getByRole('button', { name: 'dense1, unit 2' }).click();
    const bias = page.locator('unit-card').getByLabel('bias');
    await bias.fill('-1.5');
    await page.evaluate(async () => {
      const { model, updateComplete } = /** @type {any} */ (document.querySelector('activation-training'));
      const [trial] = model.trials;
      trial.view = { ...trial.view };
      model.dispatchEvent(new Event('view'));
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await updateComplete;
    });
    assert.equal(await bias.inputValue(), '-1.5');
    await bias.press('Tab');
    await page.waitForFunction(() => {
      const { trials } = /** @type {any} */ (document.querySelector('activation-training')).model;
      return trials[0].view.weights[1].values[2] === -1.5;
    });
    assert.equal(await bias.inputValue(), '\u22121.500');
    await context.close();
  });
});
