// What the page shows inside the layers of trained networks. Catches views that stay with another run, layer, epoch or
// phase, a failure that leads nowhere, and a run without statistics that is drawn as if it had them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newEngine } from '../node/support.js';
import {
  axeFindings,
  formChecked,
  openPage,
  openTraining,
  showView,
  trainingReady,
  trainOnPage,
  useSite,
} from './harness.js';

const dense = (/** @type {number} */ units) => ({ type: 'dense', units });

/** Two networks with `depth` hidden layers. @param {number} depth @param {number} learningRate @param {number} [epochs] */
const deep = (depth, learningRate, epochs = 6) => ({
  version: 1,
  data: { source: 'shifted-gaussian', train: 400, validation: 100, features: 20, classes: 4, seed: 1 },
  network: {
    activation: { name: 'relu' },
    init: 'he-normal',
    layers: [...Array.from({ length: depth }, () => [dense(16), { type: 'activation' }]).flat(), dense(4)],
  },
  training: {
    optimizer: { name: 'sgd', learningRate, momentum: 0.9 },
    batchSize: 50,
    epochs,
    validationBatchSize: 100,
  },
  runs: [{ name: 'ReLU' }, { name: 'ELU', set: { 'network.activation': { name: 'elu', alpha: 1 } } }],
});

describe('layers', () => {
  const given = useSite();

  /** An experiment that has been trained. @param {object} experiment @param {object} [options] */
  async function trained(experiment, options) {
    const opened = await openPage(given.browser, given.site.url, options);
    await trainingReady(opened.page);
    await opened.page.evaluate(
      (/** @type {any} */ one) =>
        /** @type {any} */ (document.querySelector('activation-training-view')).onExperiment(one),
      experiment,
    );
    await formChecked(opened.page);
    const summaries = await trainOnPage(opened.page);
    return { ...opened, summaries, layers: opened.page.locator('activation-layers-view') };
  }

  /** The records of a trial as the page has them. @param {any} page @param {number} trial */
  const recordsOf = (page, trial) =>
    page.evaluate(
      (/** @type {number} */ index) =>
        /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[index].records,
      trial,
    );

  const open = (/** @type {string} */ set) => openTraining(given, set);

  test('the layer views follow the runs: statistics, histogram by epoch, units, gradients', async () => {
    const engine = await newEngine();
    const { page, context, problems } = await open('training/epochs=3');
    await showView(page, 'layers');
    assert.match(await page.locator('activation-layers-view .empty').innerText(), /Nothing to show yet/);
    await trainOnPage(page);
    await showView(page, 'layers');
    const layers = page.locator('activation-layers-view');
    await layers.getByRole('button', { name: 'ELU', exact: true }).click();
    await layers.getByRole('button', { name: 'activation2', exact: true }).click();
    await page.waitForFunction(() => /run=1&layer=activation2/.test(location.hash));
    // Two fans, five statistics, the histogram and three gradients. ELU has no exact zeros, but ReLU beside it has.
    assert.equal(await layers.locator('activation-figure-frame').count(), 11);
    await layers.getByText('Statistics', { exact: true }).click();
    const { statistics } = engine.catalog();
    for (const { title } of statistics) assert.equal(await layers.getByLabel(title, { exact: true }).count(), 1, title);
    await layers.getByLabel('Maximum', { exact: true }).check();
    await layers.getByRole('heading', { name: 'Maximum' }).waitFor();
    assert.equal(await layers.locator('activation-figure-frame').count(), 12);
    const scrub = layers.getByLabel('Epoch', { exact: true });
    await scrub.focus();
    await page.keyboard.press('Home');
    await layers.getByRole('heading', { name: 'Units in epoch 1' }).waitFor();
    assert.match(await layers.locator('activation-unit-grid .words').innerText(), /256 units: \d+ active/);
    assert.match(
      await layers.locator('activation-unit-grid .words').innerText(),
      /often saturated, over the training batches/,
    );
    await layers.getByRole('button', { name: 'validation batches' }).click();
    await layers.getByRole('heading', { name: 'Units in epoch 1, validation batches' }).waitFor();
    await layers.getByRole('button', { name: 'ReLU', exact: true }).click();
    await page.waitForFunction(() => !/run=1/.test(location.hash));
    assert.match(
      await layers.locator('activation-unit-grid .words').innerText(),
      /\d+ dead, over the validation batches/,
    );
    await layers.getByRole('button', { name: 'ELU', exact: true }).click();
    await layers.locator('activation-unit-grid [tabindex]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.match(await layers.locator('activation-unit-grid .words').innerText(), /Unit 1 is /);
    await layers.getByRole('button', { name: 'Mean magnitude as a table' }).click();
    assert.equal(
      await layers.locator('activation-figure-frame', { hasText: 'Mean magnitude' }).locator('tbody tr').count(),
      3,
    );
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
    const layers = page.locator('activation-layers-view');
    await showView(page, 'layers');
    assert.match(await layers.locator('.empty').innerText(), /ReLU was trained without statistics/);
    assert.equal(await layers.locator('activation-figure-frame').count(), 0);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a fan a layer: what it reads off is in the records, and a click or Enter chooses layer and epoch', async () => {
    const { page, context, problems, layers } = await trained(deep(3, 0.05));
    await showView(page, 'layers');
    const fans = layers.locator('.fans activation-figure-frame');
    assert.equal(await fans.count(), 3);
    const [record] = (await recordsOf(page, 0)).slice(1, 2);
    const { percentiles } = record.layers.find(
      (/** @type {any} */ one) => one.layer === 'activation2' && one.phase === 'train',
    );
    const second = fans.nth(1).locator('.host');
    await second.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    const reading = await fans.nth(1).locator('.reading').innerText();
    assert.match(reading, /epoch 2/);
    const median = /median (\S+)/.exec(reading)?.[1] ?? '';
    assert.ok(
      Math.abs(Number(median.replace('\u2212', '-')) - percentiles[4]) < 0.01,
      `${median} and ${percentiles[4]}`,
    );
    await page.keyboard.press('Enter');
    await layers.getByRole('heading', { name: 'activation2 in epoch 2' }).waitFor();
    await layers.getByRole('heading', { name: 'Units in epoch 2' }).waitFor();
    await page.waitForFunction(() => /layer=activation2&epoch=2/.test(location.hash));
    const box = await fans.nth(2).locator('svg.figure').boundingBox();
    await page.mouse.click(box.x + 60, box.y + 80);
    await layers.getByRole('heading', { name: /^activation3 in epoch 1/ }).waitFor();
    // The last epoch is the one that is followed.
    await layers.getByLabel('Epoch', { exact: true }).focus();
    await page.keyboard.press('End');
    await page.waitForFunction(() => /layer=activation3/.test(location.hash) && !/epoch=/.test(location.hash));
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('over eight layers are shades: read by row and epoch, chosen, as a table, of any statistic or gradient', async () => {
    const { page, context, problems, layers } = await trained(deep(10, 0.02, 4));
    await showView(page, 'layers');
    const frame = layers.locator('.overview activation-figure-frame');
    assert.equal(await frame.count(), 1);
    const choice = layers.getByLabel('Shade');
    await choice.selectOption({ label: 'Mean' });
    await frame.locator('.host').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Home');
    const records = await recordsOf(page, 0);
    const { mean } = records[0].layers.find(
      (/** @type {any} */ one) => one.layer === 'activation3' && one.phase === 'train',
    );
    const text = await frame.locator('.reading').innerText();
    assert.match(text, /epoch 1\s+activation3/);
    assert.ok(Math.abs(Number(text.split(' ').at(-1)?.replace('\u2212', '-')) - mean) < 0.001, `${text} and ${mean}`);
    await page.keyboard.press('Enter');
    await layers.getByRole('heading', { name: 'activation3 in epoch 1' }).waitFor();
    await choice.selectOption({ label: 'Update ratio' });
    await frame.getByRole('button', { name: 'as a table' }).click();
    assert.equal(await frame.locator('thead th').count(), 12, 'eleven weighted layers and the epoch');
    assert.equal(await frame.locator('tbody tr').count(), 4);
    await layers.getByRole('button', { name: 'Percentiles' }).click();
    assert.equal(await layers.locator('.fans activation-figure-frame').count(), 10);
    assert.deepEqual(await axeFindings(page), []);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a second run is laid over the histogram on the same bins, and the link keeps it', async () => {
    const { page, context, problems, layers } = await trained(deep(2, 0.05));
    await showView(page, 'layers');
    await layers.getByLabel('Compare with').selectOption({ label: 'ELU' });
    await page.waitForFunction(() => /beside=1/.test(location.hash));
    const frame = layers.locator('.pair activation-figure-frame');
    assert.match(await frame.locator('.note').innerText(), /Bars: ReLU\. Line: ELU\./);
    assert.equal(await frame.locator('path.curve').count(), 1);
    await frame.getByRole('button', { name: 'as a table' }).click();
    const sums = await frame
      .locator('tbody tr')
      .evaluateAll((/** @type {any[]} */ rows) =>
        rows.reduce(
          (sum, row) =>
            sum.map((/** @type {number} */ one, /** @type {number} */ i) => one + Number(row.cells[i + 1].textContent)),
          [0, 0],
        ),
      );
    assert.deepEqual(sums, [50 * 16, 50 * 16], 'all activations of the last training batch');
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a unit has its history: in words and as a strip, by pointer and by key', async () => {
    const { page, context, problems, layers } = await trained(deep(2, 0.4, 8));
    await showView(page, 'layers');
    const records = await recordsOf(page, 0);
    const states = records.map(
      (/** @type {any} */ { layers: entries }) =>
        entries.find((/** @type {any} */ one) => one.layer === 'activation1' && one.phase === 'train').unitStates,
    );
    const last = states.at(-1);
    const unit = [...last].findIndex((state, i) => state === 'd' && states[0][i] === '.');
    assert.ok(unit >= 0, `no unit died: ${states.join(' ')}`);
    const grid = layers.locator('activation-unit-grid [tabindex]');
    await grid.focus();
    for (let i = 0; i <= unit; ++i) await page.keyboard.press('ArrowRight');
    const words = await layers.locator('activation-unit-grid .words').innerText();
    assert.match(words, new RegExp(`Unit ${unit} is dead: .*`));
    const from = /dead from epoch (\d+)\.$/.exec(words);
    if (from) {
      assert.equal(states[Number(from[1]) - 1][unit], 'd');
      assert.equal(states[Number(from[1]) - 2][unit], '.');
    } else assert.match(words, /changed its state \d+ times/);
    assert.equal(await layers.locator('activation-unit-grid .history i').count(), records.length);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('from what failed to the layer and the epoch where it began, in two clicks', async () => {
    const { page, context, problems, layers, summaries } = await trained(deep(4, 0.4, 8));
    assert.ok(summaries.length === 2);
    const results = page.locator('activation-run-results');
    await results.getByRole('button', { name: 'Show where it began' }).first().click();
    await page.waitForFunction(() => /view=layers/.test(location.hash) && /layer=activation\d/.test(location.hash));
    const words = await layers.locator('.onset').innerText();
    const [, layer, epoch] = /(activation\d) had .* in epoch (\d+)/.exec(words) ?? [];
    assert.ok(layer, words);
    await layers.getByRole('heading', { name: `${layer} in epoch ${epoch}`, exact: true }).waitFor();
    assert.match(words, /It is shown below/);
    await layers
      .getByRole('button', { name: layer === 'activation1' ? 'activation2' : 'activation1', exact: true })
      .click();
    await layers.getByRole('button', { name: 'Show it' }).click();
    await layers.getByRole('heading', { name: `${layer} in epoch ${epoch}`, exact: true }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a run that diverged before its first epoch ended says so; in 360 px nothing is wider than the page', async () => {
    const { page, context, problems, layers } = await trained(deep(10, 1000), { width: 360, height: 740, dark: true });
    await showView(page, 'layers');
    assert.match(await layers.locator('.empty').innerText(), /ReLU diverged at step \d+, epoch 1.*no epoch to show/);
    assert.deepEqual(await axeFindings(page), []);
    await context.close();
    const wide = await trained(deep(10, 0.02, 3), { width: 360, height: 740, dark: true });
    await showView(wide.page, 'layers');
    assert.equal(await wide.page.evaluate(() => document.documentElement.scrollWidth), 360);
    assert.deepEqual(await axeFindings(wide.page), []);
    assert.deepEqual([...problems, ...wide.problems], []);
    await wide.context.close();
  });

  test('a link to the layers shows those of the recorded result, though Train was never looked at', async () => {
    const address = `${given.site.url}#v1:view=layers&train=dead-units&run=0&layer=activation2&epoch=4`;
    const { page, context, problems } = await openPage(given.browser, address);
    const layers = page.locator('activation-layers-view');
    await layers.locator('.fans activation-figure-frame').first().waitFor();
    assert.equal(await layers.locator('.fans activation-figure-frame').count(), 2);
    await layers.getByRole('heading', { name: 'Mean magnitude' }).waitFor();
    assert.match(
      await layers.locator('.pair .empty').innerText(),
      /holds the histograms and the units of its last epoch only/,
    );
    await layers.getByLabel('Epoch', { exact: true }).focus();
    await page.keyboard.press('End');
    await layers.getByRole('heading', { name: 'activation2 in epoch 10' }).waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });
});
