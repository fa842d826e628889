// What the tests of images share: an experiment of few digits, the page on it, and when its images have been read.
import { formChecked, openPage, trainingReady } from './harness.js';

/** @typedef {any} Page */

const kLayers = [
  { type: 'conv2d', filters: 6, kernel: 3 },
  { type: 'activation' },
  { type: 'maxPool2d', size: 4 },
  { type: 'dropout', rate: 0.25 },
  { type: 'flatten' },
  { type: 'dense', units: 10 },
];
export const kDigits = {
  version: 1,
  name: 'Few digits',
  data: { source: 'digits', train: 600, validation: 300, test: 100 },
  network: { activation: { name: 'relu' }, layers: kLayers },
  training: { optimizer: { name: 'adam', learningRate: 0.01 }, batchSize: 20, epochs: 4, statistics: false },
  seeds: [3],
  runs: [{ name: 'ReLU' }, { name: 'ELU', set: { 'network.activation': { name: 'elu' } } }],
};

/** The Train view on an experiment that no preset has. @param {{ site: any, browser: any }} given @param {any} [experiment] @param {any} [options] of openPage */
export async function openImages(given, experiment = kDigits, options = {}) {
  const opened = await openPage(given.browser, `${given.site.url}#v1:view=training`, options);
  const { page } = opened;
  await trainingReady(page);
  await page.evaluate((/** @type {any} */ one) => {
    /** @type {any} */ (document.querySelector('activation-training-view')).onExperiment(one, '');
  }, experiment);
  await formChecked(page);
  const narrow = page.getByRole('button', { name: 'Results', exact: true });
  if (await narrow.isVisible()) await narrow.click();
  const images = page.locator('activation-image-results');
  await images.locator('h2').waitFor();
  return { ...opened, images };
}

/** Waits until the images of the last weights are on show, and all of them. @param {Page} page */
export async function imagesRead(page) {
  await page.locator('activation-image-results').scrollIntoViewIfNeeded();
  await page.waitForFunction(() => {
    const view = /** @type {any} */ (document.querySelector('activation-training-view'));
    const images = view.shadowRoot.querySelector('activation-image-results');
    const { trial, questions } = images;
    const { answers, trace, filters } = questions;
    const at = trial.records.length;
    const isNow = [answers, trace, filters].every((one) => one?.records === at);
    return isNow && images.sheet.every((/** @type {any} */ { index }) => questions.picture(images.split, index));
  });
}

/** Waits until the images on show are those of the weights that a paused run has. @param {Page} page */
export async function isNow(page) {
  for (let left = 200; ; --left) {
    const isShown = await page.evaluate(async () => {
      const view = /** @type {any} */ (document.querySelector('activation-training-view'));
      const { trial, questions } = view.shadowRoot.querySelector('activation-image-results');
      const now = await trial.run.look({ ask: 'answers', split: 'validation', count: 0 });
      return [questions.answers, questions.trace, questions.filters].every(
        (one) => one?.step === now.step && one.epoch === now.epoch,
      );
    });
    if (isShown) return;
    if (left === 0) throw new Error('the images on show stay behind the run');
    await page.waitForTimeout(50);
  }
}
