// What the layers show where the link asks for something else, where runs are taken away, and where layers are many or differ
// by much. Catches a wrong value replaced without a word, a link to another run, and lines that look the same.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formChecked, openPage, showView, trainingReady, trainOnPage, useSite } from './harness.js';

const dense = (/** @type {number} */ units) => ({ type: 'dense', units });
const elu = { 'network.activation': { name: 'elu' } };

/** @param {number} depth @param {any} [change] */
const deep = (depth, change = {}) => ({
  version: 1,
  data: { source: 'shifted-gaussian', train: 100, validation: 50, features: 10, classes: 4, seed: 1 },
  network: {
    activation: { name: 'relu' },
    init: 'he-normal',
    layers: [...Array.from({ length: depth }, () => [dense(8), { type: 'activation' }]).flat(), dense(4)],
  },
  training: { optimizer: { name: 'sgd', learningRate: 0.02 }, batchSize: 50, epochs: 2, validationBatchSize: 50 },
  ...change,
});

describe('what the link says of the layers', () => {
  const given = useSite();

  /** An experiment that is trained, at an address. @param {any} experiment @param {{ hash?: string, dark?: boolean }} [options] */
  async function trained(experiment, { hash = '', dark = false } = {}) {
    const opened = await openPage(given.browser, given.site.url + hash, { dark });
    const { page } = opened;
    await trainingReady(page);
    await page.evaluate(
      (/** @type {any} */ one) =>
        /** @type {any} */ (document.querySelector('activation-training-view')).onExperiment(one),
      experiment,
    );
    await formChecked(page);
    await trainOnPage(page);
    return { ...opened, layers: page.locator('activation-layers-view') };
  }

  test('a run, a layer, an epoch and a second run that are not there are named, and leave the link with the next choice', async () => {
    const address = `${given.site.url}#v1:view=layers&train=dead-units&run=9&layer=nope&epoch=77&beside=0`;
    const { page, context, problems } = await openPage(given.browser, address);
    const layers = page.locator('activation-layers-view');
    await layers.locator('.fans activation-figure-frame').first().waitFor();
    const [first] = await layers.locator('[aria-labelledby=run-caption] button').allInnerTexts();
    assert.deepEqual(await layers.locator('.notes p').allInnerTexts(), [
      `There is no run number 9 here, only 0 to 5. This is “${first}” instead.`,
      `“${first}” has no activation layer called nope. This is activation1 instead.`,
      `There is no epoch 77: “${first}” trains for 10 epochs. This is epoch 10 instead.`,
      `“${first}” cannot be compared with itself: no other run is laid over it.`,
    ]);
    await layers.getByRole('button', { name: 'activation2', exact: true }).click();
    await page.waitForFunction(() => /layer=activation2/.test(location.hash));
    assert.equal(await layers.locator('.notes p').count(), 0);
    assert.doesNotMatch(page.url(), /run=|epoch=|beside=/);
    // The run that was laid over changes places with the one that is shown.
    await layers.getByLabel('Compare with').selectOption({ index: 1 });
    await page.waitForFunction(() => /beside=1/.test(location.hash));
    await layers.locator('[aria-labelledby=run-caption] button').nth(1).click();
    await page.waitForFunction(() => /run=1&.*beside=0/.test(location.hash));
    assert.equal(await layers.locator('.notes p').count(), 0);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a run that is taken away leaves the others with their results, and the link at the same runs', async () => {
    const runs = [
      { name: 'A' },
      { name: 'B', set: elu },
      { name: 'C', set: { 'network.activation': { name: 'tanh' } } },
    ];
    const { page, context, problems, layers } = await trained(deep(2, { runs }));
    await showView(page, 'layers');
    await layers.getByRole('button', { name: 'C', exact: true }).click();
    await layers.getByLabel('Compare with').selectOption({ label: 'B' });
    await page.waitForFunction(() => /run=2.*beside=1/.test(location.hash));
    /** The hashes of the results by run, as the model has them. */
    const results = () =>
      page.evaluate(() =>
        /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.map(
          (/** @type {any} */ one) => [one.runName, one.summary?.hash],
        ),
      );
    const before = await results();
    await showView(page, 'train');
    const strip = page.locator('activation-run-strip');
    await strip.getByRole('button', { name: 'Remove A' }).click();
    await page.locator('activation-training-view').getByText('“A” was removed with its results').waitFor();
    await formChecked(page);
    await page.waitForFunction(() => /run=1.*beside=0/.test(location.hash));
    assert.deepEqual(await results(), before.slice(1));
    assert.deepEqual(await page.locator('activation-run-progress .name').allInnerTexts(), ['B', 'C']);
    await showView(page, 'layers');
    assert.equal(await layers.locator('[aria-labelledby=run-caption] [aria-pressed=true]').innerText(), 'C');
    assert.match(await layers.locator('.pair activation-figure-frame .note').innerText(), /Bars: C\. Line: B\./);
    // The run that is compared with goes, and the comparison with it.
    await showView(page, 'train');
    await strip.getByRole('button', { name: 'Remove B' }).click();
    await formChecked(page);
    await page.waitForFunction(() => !/run=|beside=/.test(location.hash));
    assert.deepEqual(await results(), before.slice(2));
    // Undo brings the run back, without its result: what there is stays as the earlier one.
    await page.locator('activation-experiment-form').getByRole('button', { name: 'Undo' }).click();
    await formChecked(page);
    await page.getByText('The result of the training before.').waitFor();
    await page.waitForFunction(() => /run=1/.test(location.hash));
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('recorded results of the other runs stay, too', async () => {
    const { page, context, problems } = await openPage(
      given.browser,
      `${given.site.url}#v1:train=relu-vs-elu&view=training`,
    );
    await trainingReady(page);
    await page.locator('activation-run-results .sentences li').first().waitFor();
    const shown = () =>
      page.evaluate(() =>
        /** @type {any} */ (document.querySelector('activation-training-view')).model.shown.map(
          (/** @type {any} */ one) => [one.runName, one.index, one.summary?.hash],
        ),
      );
    const before = await shown();
    await page.locator('activation-run-strip').getByRole('button', { name: 'Remove ELU', exact: true }).click();
    await formChecked(page);
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.length === 3,
    );
    assert.deepEqual(
      await shown(),
      [before[0], before[2], before[3]].map(([name, , hash], i) => [name, i, hash]),
    );
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('the scale of the percentiles goes by the data, can be changed, and is in the link', async () => {
    // Weights that are far too large in every layer: each has a hundred times the activations of the one before.
    const init = { name: 'normal', std: 30 };
    const { page, context, problems, layers } = await trained(
      deep(4, {
        network: { ...deep(4).network, init },
        training: { ...deep(4).training, optimizer: { name: 'sgd', learningRate: 1e-12 } },
      }),
    );
    await showView(page, 'layers');
    const pressed = layers.locator('[aria-labelledby=scale-caption] [aria-pressed=true]');
    assert.equal(await pressed.innerText(), 'Symmetric log');
    assert.match(await layers.locator('.overview .legend').innerText(), /linear within ±[\d.]+ and logarithmic beyond/);
    /** How much of its chart the widest area of the first layer takes. */
    const height = () =>
      layers
        .locator('.fans activation-figure-frame')
        .first()
        .locator('path.band')
        .first()
        .evaluate((/** @type {any} */ path) => path.getBBox().height);
    const log = await height();
    await layers.getByRole('button', { name: 'Linear', exact: true }).click();
    await page.waitForFunction(() => /scale=linear/.test(location.hash));
    assert.ok(log > 15 && (await height()) < 3, `${log} and ${await height()}`);
    await layers.getByRole('button', { name: 'Symmetric log' }).click();
    await page.waitForFunction(() => /scale=symlog/.test(location.hash));
    assert.equal(await height(), log);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('where there is one run, nothing is said of others', async () => {
    const { page, context, problems, layers } = await trained(
      deep(1, { training: { ...deep(1).training, epochs: 1 } }),
    );
    await showView(page, 'layers');
    const legend = layers.locator('.charts + .legend');
    await legend.waitFor();
    assert.match(await legend.innerText(), /^run in full colour/);
    assert.doesNotMatch(await legend.innerText(), /other trials/);
    await showView(page, 'train');
    assert.match(await page.locator('activation-run-progress .where').first().innerText(), /^1 epoch\b(?!s)/);
    assert.deepEqual(problems, []);
    await context.close();
  });

  for (const dark of [false, true])
    test(`eleven layers have colours that differ from each other and from the paper, ${dark ? 'dark' : 'light'}`, async () => {
      const { page, context, problems, layers } = await trained(deep(10), { dark });
      await showView(page, 'layers');
      const frame = layers.locator('.gradients activation-figure-frame').first();
      const labels = frame.locator('text.end-label');
      await labels.first().waitFor();
      const found = await labels.evaluateAll((/** @type {any[]} */ texts) => {
        const context = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
        const rgbOf = (/** @type {string} */ colour) => {
          context.fillStyle = colour;
          context.fillRect(0, 0, 1, 1);
          return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
        };
        const paper = rgbOf(getComputedStyle(document.documentElement).backgroundColor);
        return texts.map((text) => ({
          name: text.textContent,
          rgb: rgbOf(getComputedStyle(text).fill),
          box: text.getBoundingClientRect().toJSON(),
          paper,
        }));
      });
      assert.equal(found.length, 11);
      const light = (/** @type {number[]} */ rgb) => {
        const [r, g, b] = rgb.map((one) => (one <= 10 ? one / 3294.6 : ((one / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const byDepth = found.toSorted((/** @type {any} */ a, /** @type {any} */ b) => a.name.slice(5) - b.name.slice(5));
      for (const [i, { name, rgb, paper }] of byDepth.entries()) {
        const [low, high] = [light(rgb), light(paper)].sort((a, b) => a - b);
        assert.ok((high + 0.05) / (low + 0.05) >= 4.5, `${name} ${rgb} on ${paper}`);
        for (const other of byDepth.slice(i + 1)) {
          const distance = Math.hypot(
            ...rgb.map((/** @type {number} */ one, /** @type {number} */ k) => one - other.rgb[k]),
          );
          assert.ok(distance > 12, `${name} ${rgb} and ${other.name} ${other.rgb}`);
        }
      }
      const boxes = found
        .map((/** @type {any} */ { box }) => box)
        .sort((/** @type {any} */ a, /** @type {any} */ b) => a.top - b.top);
      for (let i = 1; i < boxes.length; ++i) assert.ok(boxes[i].top - boxes[i - 1].top >= 13, JSON.stringify(boxes));
      assert.deepEqual(problems, []);
      await context.close();
    });
});
