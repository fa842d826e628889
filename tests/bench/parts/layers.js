// What the view of the layers of a ten-layer network costs, in headless Chromium: the time to open it at epoch 100, as a heat
// map and as fans, and the longest task of the main thread while it follows a training.
import {
  formChecked,
  launchChromium,
  openPage,
  serveSite,
  showView,
  trainingReady,
  trainOnPage,
} from '../../browser/harness.js';
import { reportLimits } from '../support/report.js';
import { longestMainTask } from './page.js';

const dense = (/** @type {number} */ units) => ({ type: 'dense', units });

/** @param {number} epochs */
const kExperiment = (epochs) => ({
  version: 1,
  data: { source: 'shifted-gaussian', train: 2000, validation: 500, features: 64, classes: 10, seed: 0 },
  network: {
    activation: { name: 'relu' },
    init: 'he-normal',
    layers: [...Array.from({ length: 10 }, () => [dense(64), { type: 'activation' }]).flat(), dense(10)],
  },
  training: {
    optimizer: { name: 'sgd', learningRate: 0.02, momentum: 0.9 },
    batchSize: 128,
    epochs,
    validationBatchSize: 500,
  },
  runs: [{ name: 'ReLU' }, { name: 'ELU', set: { 'network.activation': { name: 'elu', alpha: 1 } } }],
});

/** @param {any} page @param {number} epochs */
async function put(page, epochs) {
  await page.evaluate(
    (/** @type {any} */ experiment) =>
      /** @type {any} */ (document.querySelector('activation-training-view')).onExperiment(experiment),
    kExperiment(epochs),
  );
  await formChecked(page);
}

/** Milliseconds from a click on what shows something to the frame after. @param {any} locator */
const untilPainted = (locator) =>
  locator.evaluate(async (/** @type {any} */ element) => {
    const start = performance.now();
    element.click();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return performance.now() - start;
  });

export async function measureLayers() {
  const site = await serveSite();
  /** @type {any} */
  let browser;
  try {
    browser = await launchChromium();
    const { page, context } = await openPage(browser, site.url);
    await trainingReady(page);
    await put(page, 100);
    await trainOnPage(page);
    const open = await untilPainted(page.locator('nav a[href="#layers"]'));
    const fans = await untilPainted(
      page.locator('activation-layers-view').getByRole('button', { name: 'Percentiles' }),
    );
    await showView(page, 'train');
    await put(page, 100_000);
    await page.getByRole('button', { name: /^Train( again)?$/ }).click();
    await showView(page, 'layers');
    await page.locator('activation-layers-view activation-figure-frame').first().waitFor();
    await page.waitForTimeout(1000);
    const epoch = () => page.locator('activation-layers-view output').innerText();
    const before = await epoch();
    const follow = await longestMainTask(browser, page, () => page.waitForTimeout(10_000));
    const after = await epoch();
    if (after === before) throw new Error(`the view stayed at epoch ${before} of a training that goes on`);
    console.log(`followed from epoch ${before} to ${after}`);
    await context.close();
    const rows = [
      { what: 'the layers of ten-layer networks at epoch 100 open, ms', value: open, limit: 200 },
      { what: 'ten fans in the place of the heat map, ms', value: fans, limit: 200 },
      { what: 'longest main-thread task while fans and charts follow a training, ms', value: follow, limit: 50 },
    ];
    return reportLimits(rows, 1);
  } finally {
    await browser?.close();
    await site.close();
  }
}
