// What the page shows inside the layers of trained networks. Catches views that stay with another run, layer or phase,
// and a run without statistics that is drawn as if it had them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newEngine } from '../node/support.js';
import { openTraining, showView, trainOnPage, useSite } from './harness.js';

describe('layers', () => {
  const given = useSite();

  const open = (/** @type {string} */ set) => openTraining(given, set);

  test('the layer views follow the runs: statistics, histogram by epoch, units, gradients', async () => {
    const engine = await newEngine();
    const { page, context, problems } = await open('training/epochs=3');
    assert.match(await page.locator('activation-layers .empty').innerText(), /Nothing to show yet/);
    await trainOnPage(page);
    await showView(page, 'layers');
    const layers = page.locator('activation-layers');
    await layers.getByRole('button', { name: 'ELU', exact: true }).click();
    await layers.getByRole('button', { name: 'activation2' }).click();
    await page.waitForFunction(() => /run=1&layer=activation2/.test(location.hash));
    // Five statistics, the histogram and two gradients. ELU has no exact zeros, but ReLU beside it has.
    assert.equal(await layers.locator('figure-frame').count(), 8);
    await layers.getByText('Statistics', { exact: true }).click();
    const { statistics } = engine.catalog();
    for (const { title } of statistics) assert.equal(await layers.getByLabel(title, { exact: true }).count(), 1, title);
    await layers.getByLabel('Maximum', { exact: true }).check();
    await layers.getByRole('heading', { name: 'Maximum' }).waitFor();
    assert.equal(await layers.locator('figure-frame').count(), 9);
    const scrub = layers.getByLabel('Epoch', { exact: true });
    await scrub.focus();
    await page.keyboard.press('Home');
    await layers.getByRole('heading', { name: 'Units in epoch 1' }).waitFor();
    assert.match(await layers.locator('unit-grid .words').innerText(), /256 units: \d+ active/);
    assert.match(await layers.locator('unit-grid .words').innerText(), /often saturated, over the training batches/);
    await layers.getByRole('button', { name: 'validation batches' }).click();
    await layers.getByRole('heading', { name: 'Units in epoch 1, validation batches' }).waitFor();
    await layers.getByRole('button', { name: 'ReLU', exact: true }).click();
    await page.waitForFunction(() => !/run=1/.test(location.hash));
    assert.match(await layers.locator('unit-grid .words').innerText(), /\d+ dead, over the validation batches/);
    await layers.getByRole('button', { name: 'ELU', exact: true }).click();
    await layers.locator('unit-grid [tabindex]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.match(await layers.locator('unit-grid .words').innerText(), /Unit 1 is /);
    await layers.getByRole('button', { name: 'Mean magnitude as a table' }).click();
    assert.equal(await layers.locator('figure-frame', { hasText: 'Mean magnitude' }).locator('tbody tr').count(), 3);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('without statistics the page says so, and the networks are the same', async () => {
    const withStatistics = await open('training/epochs=1');
    const expected = await trainOnPage(withStatistics.page);
    await withStatistics.context.close();
    const { page, context, problems } = await open('training/epochs=1;training/statistics=false');
    const summaries = await trainOnPage(page);
    assert.deepEqual(
      summaries.map((/** @type {any} */ one) => one.finalAccuracy),
      expected.map((/** @type {any} */ one) => one.finalAccuracy),
    );
    const layers = page.locator('activation-layers');
    assert.match(await layers.locator('.empty').innerText(), /ReLU was trained without statistics/);
    assert.equal(await layers.locator('figure-frame').count(), 0);
    assert.deepEqual(problems, []);
    await context.close();
  });
});
