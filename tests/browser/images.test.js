// The images of a run in the Train view: which are misread, the confusion matrix, the filters, and one image through the network.
// Catches pictures of another sample than the text says, a table that is not the summary's, views that stay behind the run, and
// what only one way of looking at the page shows.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { mnistFolder, newEngine } from '../node/support.js';
import { formChecked, openPage, trainingReady, trainOnPage, useSite } from './harness.js';
import { imagesRead, isNow, kDigits, openImages } from './images-support.js';

describe('images', () => {
  const given = useSite();

  /** The run in this thread at its end. @param {any} experiment @param {number} run */
  async function trained(experiment, run) {
    const session = (await newEngine()).createSession(experiment, run, experiment.seeds[0]);
    while (session.step(1000).stage !== 'done');
    return session;
  }

  /** The confusion matrix on the page. @param {any} images @returns {Promise<number[][]>} */
  const countsOn = (images) =>
    images
      .locator('activation-confusion-table tbody tr')
      .evaluateAll((/** @type {any[]} */ rows) =>
        rows.map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent))),
      );

  test('from a fresh page to the digits that a CNN confuses, and its first filters: three clicks', async (t) => {
    const { page, context, problems } = await openPage(given.browser, given.site.url);
    /** @type {string[]} */
    const loaded = [];
    page.on('request', (/** @type {any} */ request) => loaded.push(request.url()));
    let clicks = 0;
    const click = async (/** @type {any} */ locator) => {
      await locator.click();
      clicks += 1;
    };
    await click(page.locator('nav a[href="#experiments"]'));
    await click(page.getByRole('button', { name: 'Open Digits CNN, reduced from the MNIST CNN' }));
    const images = page.locator('activation-image-results');
    // What was recorded is shown before anyone trains: the table, and that the rest is to be trained.
    await images.locator('activation-confusion-table').waitFor();
    await images.getByText(/After the last epoch: 49 of 1.000 validation images misread/).waitFor();
    await images.getByText('Recorded results hold the table, not the network. Train to see the images').waitFor();
    assert.equal(await images.locator('activation-confusion-table button').count(), 0);
    const recorded = await countsOn(images);
    await formChecked(page);
    await click(page.getByRole('button', { name: 'Train', exact: true }));
    await images.scrollIntoViewIfNeeded();
    await images.locator('activation-image-sheet .image').first().waitFor({ timeout: 60_000 });
    const filters = images.getByRole('img', { name: /What conv2d1 looks for: 32 filters of 3 \u00d7 3, values from/ });
    await filters.waitFor();
    await images.locator('.reading', { hasText: /after \d+ steps|After epoch/ }).waitFor({ timeout: 60_000 });
    t.diagnostic(`${clicks} clicks`);
    assert.ok(clicks <= 4);
    await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 200_000 });
    await imagesRead(page);
    assert.deepEqual(await countsOn(images), recorded, 'trained here, the same numbers');
    assert.ok(loaded.some((url) => /image-results/.test(url)));
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('nothing of it is loaded, or shown, for other data', async () => {
    const { page, context } = await openPage(given.browser, 'about:blank');
    /** @type {string[]} */
    const loaded = [];
    page.on('request', (/** @type {any} */ request) => loaded.push(request.url()));
    await page.goto(`${given.site.url}#v1:view=training&set=training/epochs=1`);
    await trainOnPage(page);
    assert.ok(loaded.some((url) => /training\.?[^/]*\.wasm/.test(url)));
    assert.deepEqual(
      loaded.filter((url) => /image-/.test(url)),
      [],
    );
    assert.equal(await page.evaluate(() => customElements.get('activation-image-results') === undefined), true);
    assert.equal(await page.locator('activation-image-results').count(), 0);
    await context.close();
  });

  test('the sheet, the table, the filters and the layers are those of the run at its end', async () => {
    const { page, context, problems, images } = await openImages(given);
    await images.getByText('Train to see which classes are confused').waitFor();
    await images.getByText('Train to see the images').waitFor();
    const [summary] = await trainOnPage(page);
    await imagesRead(page);
    const session = await trained(kDigits, 0);
    assert.equal(summary.hash, session.hash(), 'looking at a run does not change it');
    assert.deepEqual(await countsOn(images), summary.confusion);
    const { predictions, labels } = session.answers('validation', 0, 300);
    const reads = [...labels].map((label, index) => {
      const row = predictions.subarray(10 * index, 10 * index + 10);
      const probability = Math.max(...row);
      return { index, label, predicted: row.indexOf(probability), probability };
    });
    const wrong = reads.filter((one) => one.label !== one.predicted).sort((a, b) => b.probability - a.probability);
    assert.ok(wrong.length > 8, `${wrong.length} misread`);
    assert.match(
      await images.locator('.reading').innerText(),
      new RegExp(`^After epoch 4: ${wrong.length} of 300 validation images misread`),
    );
    const sheet = images.locator('activation-image-sheet .image');
    const text = (/** @type {any} */ { label, predicted, probability }) =>
      `${label === 8 ? 'an' : 'a'} ${label}, ${label === predicted ? 'read correctly' : `read as ${predicted}`}, ${Math.round(100 * probability)}\u202f%`;
    const texts = await sheet.evaluateAll((/** @type {any[]} */ all) =>
      all.map((one) => one.querySelector('canvas').ariaLabel),
    );
    assert.deepEqual(
      texts.map((/** @type {string} */ one) => one.replace(/\s%/, '%')),
      wrong.slice(0, 60).map((one) => text(one).replace(/\s%/, '%')),
    );
    // Each canvas has the pixels of its sample: paper is 0 and ink is 1.
    const inks = await sheet.locator('canvas').evaluateAll((/** @type {any[]} */ all) =>
      all.map((canvas) => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, 28, 28);
        return [...data].filter((_, i) => i % 4 === 0);
      }),
    );
    for (const [i, { index }] of wrong.slice(0, 60).entries()) {
      const { inputs } = session.samples('validation', index, 1);
      for (const [at, ink] of inputs.entries()) {
        const expected = 255 + (0x1b - 255) * ink;
        assert.ok(Math.abs(inks[i][at] - expected) <= 1, `image ${i}, pixel ${at}: ${inks[i][at]}, not ${expected}`);
      }
    }
    // A click sends an image through the network.
    await sheet.nth(3).click();
    await images.locator('activation-layer-maps', { hasText: `Sample ${wrong[3].index}:` }).waitFor();
    const layers = images.locator('activation-layer-maps');
    assert.equal(await sheet.nth(3).getAttribute('aria-pressed'), 'true');
    assert.match(
      (await layers.locator('p').first().innerText()).replace(/\s%/, '%'),
      new RegExp(text(wrong[3]).replace(/\s%/, '%')),
    );
    const expected = session.trace('validation', wrong[3].index);
    const shown = await layers.evaluate((/** @type {any} */ element) =>
      [...element.shadowRoot.querySelectorAll('activation-map-mosaic')].map((one) => [
        one.heading,
        one.count,
        [...one.values],
      ]),
    );
    const different = expected.filter(({ name }) => !/dropout|flatten/.test(name));
    assert.deepEqual(
      shown,
      different.map(({ name, shape, values }) => [name, shape[0], [...values]]),
    );
    await layers.getByText('dropout1, flatten1: passed on unchanged').waitFor();
    const shares = await layers.locator('td.share').allInnerTexts();
    assert.deepEqual(
      shares.map((/** @type {string} */ one) => Number.parseInt(one, 10)),
      [...predictions.subarray(10 * wrong[3].index, 10 * wrong[3].index + 10)].map((p) => Math.round(100 * p)),
    );
    const filtersOn = () =>
      images
        .locator('section > activation-map-mosaic')
        .evaluate((/** @type {any} */ one) => [one.count, one.height, one.width, [...one.values]]);
    assert.deepEqual(await filtersOn(), [6, 3, 3, [...session.parameter('conv2d1.weight')]]);
    // The other run is another network, of the same image.
    await page.locator('activation-run-strip').getByRole('button', { name: /ELU/ }).first().click();
    await images.locator('h2', { hasText: 'ELU' }).waitFor();
    await imagesRead(page);
    const other = await trained(kDigits, 1);
    const [, , elu] = await layers.evaluate((/** @type {any} */ element) => {
      const [, one] = element.shadowRoot.querySelectorAll('activation-map-mosaic');
      return [one.heading, one.count, [...one.values]];
    });
    assert.deepEqual(elu, [...other.trace('validation', wrong[3].index)[1].values]);
    assert.deepEqual(await filtersOn(), [6, 3, 3, [...other.parameter('conv2d1.weight')]]);
    assert.ok(Math.min(...elu) < 0, 'ELU has negative values');
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('data, class, cell and page choose the images of the sheet, also by keyboard', async () => {
    const { page, context, problems, images } = await openImages(given);
    const [summary] = await trainOnPage(page);
    await imagesRead(page);
    const sheet = images.locator('activation-image-sheet .image');
    await images.getByRole('button', { name: 'All', exact: true }).click();
    assert.match(await images.locator('activation-image-sheet .pages').innerText(), /1\u201360 of 300/);
    assert.equal(await sheet.count(), 60);
    await images.getByRole('button', { name: 'Next page' }).click();
    assert.match(await images.locator('activation-image-sheet .pages').innerText(), /61\u2013120 of 300/);
    await images.getByLabel('Class').selectOption('7');
    const sevens = summary.confusion[7].reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, 0);
    assert.equal(await sheet.count(), sevens);
    assert.ok((await sheet.first().locator('canvas').getAttribute('aria-label')).startsWith('a 7, read'));
    // The cell with most confusions, reached from the table's one tab stop.
    const [row, column] = summary.confusion
      .flatMap((/** @type {number[]} */ counts, /** @type {number} */ i) =>
        counts.map((count, j) => [i, j, i === j ? -1 : count]),
      )
      .sort((/** @type {number[]} */ a, /** @type {number[]} */ b) => b[2] - a[2])[0];
    const table = images.locator('activation-confusion-table');
    assert.equal(await table.locator('button[tabindex="0"]').count(), 1);
    await table.locator('button[tabindex="0"]').focus();
    for (let i = 0; i < row; ++i) await page.keyboard.press('ArrowDown');
    for (let i = 0; i < column; ++i) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await images.getByRole('button', { name: new RegExp(`^${row} read as ${column} \u00d7`) }).waitFor();
    assert.equal(await sheet.count(), summary.confusion[row][column]);
    for (const text of await sheet.evaluateAll((/** @type {any[]} */ all) =>
      all.map((one) => one.querySelector('canvas').ariaLabel),
    ))
      assert.match(text, new RegExp(`^an? ${row}, read as ${column}, `));
    await images.getByRole('button', { name: new RegExp(`^${row} read as ${column} \u00d7`) }).click();
    assert.notEqual(await sheet.count(), summary.confusion[row][column]);
    // Arrow keys in the sheet; Enter sends an image through the network.
    await sheet.first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    const columns = await sheet.evaluateAll(
      (/** @type {any[]} */ all) => all.filter(({ offsetTop }) => offsetTop === all[0].offsetTop).length,
    );
    await page.keyboard.press('Enter');
    assert.equal(await sheet.nth(columns + 1).getAttribute('aria-pressed'), 'true');
    const index = await images.evaluate((/** @type {any} */ one) => one.chosen);
    await images.locator('activation-layer-maps', { hasText: `Sample ${index}:` }).waitFor();
    // A map is read off with the arrow keys.
    await images.locator('activation-layer-maps activation-map-mosaic .host').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await images.locator('activation-layer-maps activation-map-mosaic .words', { hasText: /Map 1: .+ to / }).waitFor();
    await images.getByRole('button', { name: 'Test', exact: true }).click();
    await images.locator('.reading', { hasText: 'of 100 test images' }).waitFor();
    assert.deepEqual(await countsOn(images), summary.testConfusion);
    await images.getByRole('button', { name: 'Training', exact: true }).click();
    await images.locator('.reading', { hasText: 'of 600 training images' }).waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a run is followed while it trains, step by step when it is paused, and back to its start', async () => {
    const experiment = { ...kDigits, runs: undefined, training: { ...kDigits.training, epochs: 500 } };
    const { page, context, problems, images } = await openImages(given, experiment);
    await images.scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    const reading = images.locator('.reading');
    /** @type {Set<string>} */
    const seen = new Set();
    for (const start = Date.now(); seen.size < 4 && Date.now() - start < 30_000; ) {
      seen.add(/epoch \d+/i.exec(await reading.innerText())?.[0] ?? '');
      await page.waitForTimeout(50);
    }
    assert.ok(seen.size >= 4, [...seen].join());
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await isNow(page);
    const before = await images.evaluate((/** @type {any} */ one) => [...one.questions.trace.layers[0].values]);
    await page.getByRole('button', { name: 'One step', exact: true }).click();
    await page.waitForFunction((/** @type {any} */ old) => {
      const view = /** @type {any} */ (document.querySelector('activation-training-view'));
      const { trace } = view.shadowRoot.querySelector('activation-image-results').questions;
      return trace.layers[0].values.some((/** @type {number} */ value, /** @type {number} */ i) => value !== old[i]);
    }, before);
    await isNow(page);
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    await images.locator('.reading', { hasText: 'Before the first step' }).waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('after a reload a paused run shows its images again, and an ended one says what is gone', async () => {
    const { page, context, problems, images } = await openImages(given, {
      ...kDigits,
      runs: undefined,
      training: { ...kDigits.training, epochs: 400 },
    });
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[0].records.length >= 2,
    );
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await images.scrollIntoViewIfNeeded();
    await isNow(page);
    const counts = await countsOn(images);
    await page.waitForTimeout(1500); // it is kept once a second
    await page.reload();
    await trainingReady(page);
    await images.scrollIntoViewIfNeeded();
    await images.locator('activation-image-sheet .image').first().waitFor();
    assert.deepEqual(await countsOn(images), counts);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('button', { name: 'Train again' }).waitFor();
    await page.waitForTimeout(1500);
    await page.reload();
    await trainingReady(page);
    await images.getByText('not in memory any more').waitFor();
    assert.equal(await images.locator('activation-confusion-table button').count(), 0);
    assert.equal(await images.locator('activation-image-sheet').count(), 0);
    assert.deepEqual(problems, []);
    await context.close();
  });

  const absent = mnistFolder
    ? false
    : 'MNIST is not on this machine; set MNIST_DIR to the folder of its four IDX files';
  test(
    'MNIST: the first thousand while it trains, more when it stands, and units as templates',
    { skip: absent },
    async () => {
      const { page, context, problems, images } = await openImages(given, {
        version: 1,
        name: 'MNIST',
        data: { source: 'mnist', train: 2000, validation: 3000, test: 500 },
        network: {
          activation: { name: 'relu' },
          layers: [{ type: 'dense', units: 80 }, { type: 'activation' }, { type: 'dense', units: 10 }],
        },
        training: { optimizer: { name: 'adam', learningRate: 0.003 }, batchSize: 50, epochs: 3 },
        seeds: [0],
      });
      await page
        .locator('activation-data-files input[type=file]')
        .first()
        .setInputFiles(
          ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'].map((name) =>
            join(/** @type {string} */ (mnistFolder), `${name}-ubyte.gz`),
          ),
        );
      await page.getByRole('button', { name: 'Train', exact: true }).and(page.locator(':enabled')).waitFor();
      const [summary] = await trainOnPage(page);
      await images.scrollIntoViewIfNeeded();
      // Not "of the first 1 000 of 3 000", which comes before.
      await images.locator('.reading', { hasText: /: \d+ of 3.000 validation images/ }).waitFor();
      assert.deepEqual(await countsOn(images), summary.confusion);
      const filters = images.locator('section > activation-map-mosaic');
      assert.match(await filters.locator('canvas').getAttribute('aria-label'), /80 filters of 28 \u00d7 28/);
      await filters.getByRole('button', { name: 'Show 16 more' }).click();
      assert.equal(await filters.getByRole('button').count(), 0);
      assert.deepEqual(problems, []);
      await context.close();
    },
  );
});
