// Runs that start from the weights of a file, in the page: chosen, dropped, asked for by a link, refused, and let go. Catches other
// numbers than the command line's, a file that is asked for again, and a network that no longer fits and trains all the same.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { cli, experimentFile, newFolder, parseLines } from '../../node/support.js';
import { axeFindings, formChecked, openPage, trainingReady, trainOnPage, useSite } from '../harness.js';
import { dropFiles, experimentOf, isReady } from './own-data-support.js';

const experiment = {
  version: 1,
  name: 'two half circles',
  data: { source: 'moons', train: 100, validation: 50 },
  network: {
    activation: { name: 'elu' },
    layers: [{ type: 'dense', units: 6 }, { type: 'activation' }, { type: 'dense', units: 2 }],
  },
  training: { optimizer: { name: 'adam', learningRate: 0.01 }, batchSize: 20, epochs: 3 },
};
const kNote = 'Initial weights:';

describe('weights of a file', () => {
  const given = useSite();
  const folder = newFolder();
  /** What the command line comes to from the same file. */
  let hash = '';

  before(async () => {
    for (const form of ['safetensors', 'json']) {
      const out = join(folder, `start.${form}`);
      const { code, stderr } = await cli('export', experimentFile(experiment), '--as', form, '--out', out);
      assert.equal(code, 0, stderr);
    }
    const weights = { file: 'start.safetensors' };
    const path = experimentFile({ ...experiment, network: { ...experiment.network, weights } });
    const out = join(folder, 'run.jsonl');
    const { code, stderr } = await cli('run', path, '--data', folder, '--jsonl', out);
    assert.equal(code, 0, stderr);
    hash = parseLines(readFileSync(out, 'utf8')).find(({ type }) => type === 'summary').hash;
  });

  /** @param {object} shown @param {object} [options] */
  async function open(shown, options) {
    const link = `#v1:view=training&experiment=${encodeURIComponent(JSON.stringify(shown))}`;
    const opened = await openPage(given.browser, given.site.url + link, options);
    await trainingReady(opened.page);
    return opened;
  }

  /** @param {any} page */
  const noteOf = (page) => page.locator('activation-start-weights', { hasText: kNote });

  /** @param {string} name */
  const fileOf = (name) => ({ name, mimeType: '', buffer: readFileSync(join(folder, name)) });

  test('a chosen file gives the command line’s hash, is kept for a reload, and can be let go', async () => {
    const { page, context, problems } = await open(experiment);
    const [drawn] = await trainOnPage(page);
    await noteOf(page).getByText('drawn from the seed').waitFor();
    await page.getByLabel('Start from trained weights').setInputFiles(fileOf('start.safetensors'));
    await noteOf(page).getByText('start.safetensors').waitFor();
    await formChecked(page);
    await isReady(page);
    assert.deepEqual(await axeFindings(page), []);
    const [summary] = await trainOnPage(page);
    assert.equal(summary.hash, hash);
    assert.notEqual(summary.hash, drawn.hash);

    await page.reload();
    await trainingReady(page);
    await isReady(page);
    await page.getByRole('button', { name: 'Draw them instead' }).click();
    await noteOf(page).getByText('drawn from the seed').waitFor();
    await formChecked(page);
    assert.equal((await experimentOf(page)).network.weights, undefined);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a dropped file starts the runs; a network that is changed then no longer fits, and says so', async () => {
    const { page, context, problems } = await open(experiment, { width: 360, height: 740, dark: true });
    await dropFiles(page, [fileOf('start.safetensors')]);
    await isReady(page);
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).experiment.network.weights,
    );
    await formChecked(page);
    await isReady(page);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    await page.evaluate(() => {
      const view = /** @type {any} */ (document.querySelector('activation-training-view'));
      const changed = structuredClone(view.experiment);
      changed.network.layers[0].units = 7;
      view.onExperiment(changed);
    });
    await formChecked(page);
    await page
      .locator('activation-data-files')
      .getByText('start.safetensors: "0.weight" has the shape [6, 2], and dense1.weight [7, 2]')
      .waitFor();
    assert.match(
      await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-training-view')).blocked),
      /cannot be used: see the reason above/,
    );
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('where the networks differ, the run that is shown starts from the file alone, and can draw again', async () => {
    const { layers } = experiment.network;
    const wider = [{ type: 'dense', units: 9 }, ...layers.slice(1)];
    const runs = [{ name: 'narrow' }, { name: 'wide', set: { 'network.layers': wider } }];
    const { page, context, problems } = await open({ ...experiment, runs });
    await page.getByLabel('Start from trained weights').setInputFiles(fileOf('start.safetensors'));
    await page.getByText('Only \u201cnarrow\u201d starts from start.safetensors').waitFor();
    await formChecked(page);
    await isReady(page);
    const [narrow, wide] = await trainOnPage(page);
    assert.equal(narrow.hash, hash);
    assert.equal(wide.status, 'completed');
    await page.getByRole('button', { name: 'Draw the weights instead' }).click();
    await page.locator('activation-data-files').waitFor({ state: 'detached' });
    assert.equal((await experimentOf(page)).runs[0].set?.['network.weights'], undefined);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a link without the hash asks for the file, completes it, and refuses what is none', async () => {
    const weights = { file: 'start.json' };
    const { page, context, problems } = await open({ ...experiment, network: { ...experiment.network, weights } });
    const files = page.locator('activation-data-files');
    await files.getByText('This experiment starts from trained weights.').waitFor();
    await page
      .getByLabel('Choose the data files')
      .setInputFiles({ ...fileOf('start.json'), buffer: Buffer.from('{"tensors":') });
    await files.getByText('start.json: is no JSON that can be read').waitFor();
    await page.getByLabel('Choose the data files').setInputFiles(fileOf('start.json'));
    // The experiment is completed by the hash of the file before it is trained.
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).experiment?.network.weights?.hash,
    );
    await isReady(page);
    const [summary] = await trainOnPage(page);
    assert.equal(summary.hash, hash, 'other numbers than from the same tensors in another format');
    assert.match((await experimentOf(page)).network.weights.hash, /^[0-9a-f]{16}$/);
    await page
      .getByLabel('Start from trained weights')
      .setInputFiles({ ...fileOf('start.json'), buffer: Buffer.from('x') });
    await page.getByText('start.json: is no safetensors, npz or JSON; save the weights in one of these').waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });
});
