// Images of one's own in the page: from a folder, a zip file or IDX files to a trained network in three clicks, what the preview
// says, what is shown of such a run, the link, and what is refused. Catches an image that is lost without a word, and files that
// leave the device.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, describe, test } from 'node:test';
import { idx, petFiles, png } from '../../node/data/image-files.js';
import { cli, newFolder } from '../../node/support.js';
import { axeFindings, formChecked, openPage, trainingReady, trainOnPage, useSite } from '../harness.js';
import { chooseImages, fileOf, openTrain, packedOf, zipSync } from './own-images-support.js';

describe('images of one’s own', () => {
  const given = useSite();
  const folder = join(newFolder(), 'pets');

  before(() => {
    for (const [path, bytes] of Object.entries(petFiles(80))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    writeFileSync(join(folder, 'cat', 'notes.txt'), 'x');
  });

  const open = (/** @type {object} */ options = {}) => openTrain(given, options);

  for (const [what, options] of /** @type {[string, any][]} */ ([
    ['wide', {}],
    ['360 px, dark', { width: 360, height: 740, dark: true }],
  ]))
    test(`from a folder to a trained network in three clicks, nothing typed: ${what}`, async () => {
      const { page, context, problems } = await open(options);
      const preview = await chooseImages(page, 'folder', folder); // 1: the button that opens the folder's dialogue
      await preview.getByText('80 images of 2 classes; 64 train, 16 validate').waitFor();
      const text = await preview.evaluate((/** @type {any} */ one) => one.shadowRoot.textContent);
      assert.match(text, /right for 0\.500 of them/);
      assert.match(text, /Left out: file that is neither PNG nor JPEG \(1\)\./);
      assert.match(text, /It stays on this device/);
      assert.deepEqual(await axeFindings(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
      // The pictures of a class are its images: cats are bright, dogs are dark.
      const shades = await preview.evaluate((/** @type {any} */ one) =>
        [...one.shadowRoot.querySelectorAll('li')].map((item) =>
          [...item.querySelectorAll('canvas')].map(
            (canvas) => canvas.getContext('2d').getImageData(16, 16, 1, 1).data[0],
          ),
        ),
      );
      assert.equal(shades.length, 2);
      assert.ok(
        shades[0].length === 6 && shades[0].every((/** @type {number} */ shade) => shade > 150),
        String(shades[0]),
      );
      assert.ok(
        shades[1].length === 6 && shades[1].every((/** @type {number} */ shade) => shade < 100),
        String(shades[1]),
      );
      await preview.getByRole('button', { name: 'Use these images' }).click(); // 2
      await preview.waitFor({ state: 'detached' });
      await formChecked(page);
      const [summary] = await trainOnPage(page); // 3
      assert.deepEqual(summary.classNames, ['cat', 'dog']);
      assert.ok(summary.score > 0.9, String(summary.score));
      const { stdout } = await cli('run', folder);
      assert.ok(stdout.includes(summary.hash), `${summary.hash}\n${stdout}`);
      assert.deepEqual(problems, []);
      await context.close();
    });

  test('the images of a run in colour are shown in their colours, with the names of their classes', async () => {
    const { page, context, problems } = await open();
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [
        `${i % 2 ? 'tomato' : 'lime'}/${i}.png`,
        png({
          width: 16,
          height: 16,
          type: 2,
          sample: (x, y, c) => (c === (i % 2 ? 0 : 1) ? 200 + ((x + y + i) % 40) : 20 + (i % 30)),
        }),
      ]),
    );
    const preview = await chooseImages(page, 'zip file', [fileOf('fruit.zip', zipSync(files))]);
    await preview.getByText('60 images of 2 classes').waitFor();
    await preview.getByRole('button', { name: 'Use these images' }).click();
    await packedOf(page, 'fruit.zip');
    await trainOnPage(page);
    const images = page.locator('activation-image-results');
    await images.scrollIntoViewIfNeeded();
    await images.getByRole('button', { name: 'All', exact: true }).click();
    await images.locator('activation-confusion-table').getByText('tomato').first().waitFor();
    const sheet = images.locator('activation-image-sheet');
    await sheet
      .getByRole('button', { name: /a tomato/ })
      .first()
      .waitFor();
    await page.waitForFunction(() => {
      const element = /** @type {any} */ (document.querySelector('activation-training-view')).shadowRoot
        .querySelector('activation-image-results')
        .shadowRoot.querySelector('activation-image-sheet');
      return [...element.shadowRoot.querySelectorAll('canvas')].every((canvas) => element.painted.has(canvas));
    });
    const colours = await sheet.evaluate((/** @type {any} */ element) =>
      [...element.shadowRoot.querySelectorAll('button.image')].map((button) => [
        button.title,
        ...button.querySelector('canvas').getContext('2d').getImageData(5, 5, 1, 1).data,
      ]),
    );
    assert.equal(colours.length, 12);
    for (const [title, red, green, blue] of colours) {
      const [most, least] = /tomato/.test(title.split(',')[0]) ? [red, green] : [green, red];
      assert.ok(most >= 200 && least < 60 && blue < 60, `${title}: ${red}, ${green}, ${blue}`);
    }
    await images.locator('activation-layer-maps').getByText('Through the network').waitFor();
    assert.match(
      await images
        .locator('activation-layer-maps')
        .evaluate((/** @type {any} */ one) => one.shadowRoot.querySelector('table').textContent),
      /lime[\s\S]*tomato/,
    );
    assert.deepEqual(await axeFindings(page), []);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a pair of IDX files has its own size; MNIST’s own files with Kaggle’s names go to the experiment that asks', async () => {
    const { page, context, problems } = await open();
    const labels = Array.from({ length: 30 }, (_, i) => [3, 7][i % 2]);
    const pixels = Uint8Array.from({ length: 30 * 10 * 8 }, (_, i) => labels[Math.floor(i / 80)] * 20 + (i % 11));
    const pair = [
      fileOf('own-images.idx3-ubyte', idx([30, 10, 8], pixels)),
      fileOf('own-labels.idx1-ubyte', idx([30], labels)),
    ];
    const preview = await chooseImages(page, 'zip file', pair);
    await preview.getByText('10 × 8 pixels, grey, as the file has them').waitFor();
    await preview.getByRole('button', { name: 'Use these images' }).click();
    await packedOf(page, 'own-images-idx3-ubyte');
    const [summary] = await trainOnPage(page);
    assert.deepEqual(summary.classNames, ['3', '7']);
    await chooseImages(page, 'zip file', [pair[0]]);
    await page.getByText('choose the IDX file of the images and that of their labels together').waitFor();
    await page.evaluate(() => {
      const view = /** @type {any} */ (document.querySelector('activation-training-view'));
      const data = { source: 'mnist', train: 24, validation: 6, test: 0 };
      const layers = [...view.experiment.network.layers.slice(0, -1), { type: 'dense', units: 10 }];
      view.onExperiment({ ...view.experiment, data, network: { ...view.experiment.network, layers } });
    });
    await formChecked(page);
    const kaggle = ['train-images.idx3-ubyte', 'train-labels.idx1-ubyte'];
    await page
      .locator('activation-data-files')
      .getByLabel('Choose the data files')
      .setInputFiles([
        fileOf(kaggle[0], idx([30, 28, 28], new Uint8Array(30 * 784))),
        fileOf(kaggle[1], idx([30], labels)),
      ]);
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).blocked === '',
    );
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a dropped folder is previewed, whatever is in it, and Cancel leaves everything as it was', async () => {
    const { page, context, problems } = await open();
    const { x, y } = await page.locator('activation-training-bench').boundingBox();
    const session = await context.newCDPSession(page);
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'])
      await session.send('Input.dispatchDragEvent', { type, x: x + 40, y: Math.min(y + 40, 600), data });
    const preview = page.locator('activation-images-preview');
    await preview.getByText('80 images of 2 classes').waitFor();
    await preview.getByText('Left out: file that is neither PNG nor JPEG (1).').waitFor();
    await preview.getByRole('button', { name: 'Cancel' }).click();
    await preview.waitFor({ state: 'detached' });
    assert.match(
      await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-training-view')).state.preset),
      /relu-vs-elu/,
    );
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('the link names the images; opened elsewhere it asks for them, under any name, and refuses others with the reason', async () => {
    const { page, context } = await open();
    const preview = await chooseImages(page, 'folder', folder);
    await preview.getByText('80 images of 2 classes').waitFor();
    await preview.getByRole('button', { name: 'Use these images' }).click();
    await packedOf(page, 'pets');
    await page.waitForFunction(() => /[&:]file=pets/.test(location.hash));
    const link = page.url();
    await context.close();

    const other = await openPage(given.browser, link);
    await trainingReady(other.page);
    const field = other.page.locator('activation-data-files');
    await field.getByText(/missing: .* kB, fingerprint [0-9a-f]{16}/).waitFor();
    await field.getByLabel('Choose the data files').setInputFiles([fileOf('cats.zip', zipSync(petFiles(30)))]);
    await field
      .getByText(/cats\.zip: is not the file that this experiment was made with: it has .*; pets had/)
      .waitFor();
    await field.getByRole('button', { name: 'Use cats.zip instead' }).waitFor();
    const moved = join(newFolder(), 'moved');
    for (const [path, bytes] of Object.entries(petFiles(80))) {
      mkdirSync(dirname(join(moved, path)), { recursive: true });
      writeFileSync(join(moved, path), bytes);
    }
    await field.getByLabel('Choose the folder of the data files').setInputFiles(moved);
    assert.ok((await packedOf(other.page, 'pets')).length > 80 * 32 * 32);
    assert.deepEqual(other.problems, []);
    await other.context.close();
  });

  test('what cannot be used says why, a worker that dies too, and choosing again works', async () => {
    const { page, context, problems } = await open();
    const bad = await chooseImages(page, 'zip file', [
      fileOf('bad.zip', zipSync({ ...petFiles(4), 'dog/x.png': Buffer.from('no') })),
    ]);
    await bad
      .getByText(
        'bad.zip: 1 of 5 images cannot be decoded; repair them or take them away: "dog/x.png" is neither PNG nor JPEG',
      )
      .waitFor();
    assert.equal(await bad.getByRole('button', { name: 'Use these images' }).isDisabled(), true);
    await chooseImages(page, 'zip file', [fileOf('none.zip', Buffer.from('hello'))]);
    await bad.getByText(/none\.zip: is no zip file that can be read/).waitFor();
    // The worker is lost: as when the system takes its memory.
    await chooseImages(page, 'zip file', [fileOf('pets.zip', zipSync(petFiles(10)))]);
    await bad.getByText('10 images of 2 classes').waitFor();
    await bad.evaluate((/** @type {any} */ element) =>
      element.images.close(new Error('the worker ended unexpectedly')),
    );
    await bad.getByLabel('Size').selectOption('16');
    await page.waitForFunction(() => {
      const element = /** @type {any} */ (document.querySelector('activation-training-view')).shadowRoot.querySelector(
        'activation-images-preview',
      );
      return element.view?.height === 16 && !element.busy;
    });
    await bad.getByRole('button', { name: 'Use these images' }).click();
    assert.ok((await packedOf(page, 'pets.zip')).length > 1000);
    assert.deepEqual(problems, []);
    await context.close();
  });
});
