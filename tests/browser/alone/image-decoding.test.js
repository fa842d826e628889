// Images as the page decodes them: the bits of the command line, its pixels of a JPEG to a few levels, a page that answers
// meanwhile, and reading that is ended in the middle.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { decodeJpegHere } from '../../../web/own-images/decode.js';
import { givenOf, packFor } from '../../../web/own-images/images-for-engine.js';
import { jpeg, kTurned, petFiles, png, withSegment } from '../../node/data/image-files.js';
import { newFolder } from '../../node/support.js';
import { experimentOf } from '../data/own-data-support.js';
import { chooseImages, fileOf, openTrain, packedOf, zipSync } from '../data/own-images-support.js';
import { trainingReady, useSite } from '../harness.js';

/** Translucent, 16 bits, colours of a palette: what a canvas would not give back. */
const odd = Object.fromEntries(
  [6, 4, 2, 0].flatMap((type) =>
    [8, 16].flatMap((depth) =>
      ['red', 'blue'].map((kind, i) => [
        `${kind}/${type}-${depth}.png`,
        png({
          width: 40 + type,
          height: 33,
          type,
          depth,
          sample: (x, y, c) => ((x * 13 + y * 7 + c * 91 + i * 50) * (depth === 16 ? 201 : 1)) % 2 ** depth,
        }),
      ]),
    ),
  ),
);

describe('decoding in the page', () => {
  const given = useSite();
  const open = (/** @type {object} */ options = {}) => openTrain(given, options);

  test('a PNG of every kind has the bits that the command line has, and size, colour and split are menus', async () => {
    const { page, context, problems } = await open();
    const zip = zipSync(odd);
    const preview = await chooseImages(page, 'zip file', [fileOf('odd.zip', zip)]);
    await preview.getByText('16 images of 2 classes; 13 train, 3 validate').waitFor();
    await preview.getByLabel('Size').selectOption('24');
    await preview.getByLabel('Colour').selectOption('true');
    await preview.getByLabel('Validate on').selectOption('0.5');
    await preview.getByLabel('Split').selectOption('random');
    await preview.getByText('8 train, 8 validate').waitFor();
    await preview.getByRole('button', { name: 'Use these images' }).click();
    const packed = await packedOf(page, 'odd.zip');
    const { data } = await experimentOf(page);
    assert.deepEqual([data.size, data.colour, data.train, data.validation, data.split], [24, true, 8, 8, 'random']);
    const expected = await packFor(givenOf(data, { 'odd.zip': zip }), data, { decodeJpeg: decodeJpegHere });
    assert.equal(packed.length, expected.length);
    assert.ok(packed.equals(expected));
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a JPEG differs from the command line’s by a few levels at most, and is taken as its pixels are stored', async () => {
    const { page, context, problems } = await open();
    const smooth = (/** @type {number} */ i) => jpeg(64, 48, (x, y) => [60 + 2 * x, 200 - 2 * y, 90 + x + y + i]);
    const turned = withSegment(smooth(0), 0xe1, kTurned);
    const zip = zipSync({
      'a/plain.jpg': smooth(0),
      'a/turned.jpg': turned,
      'b/1.jpg': smooth(30),
      'b/2.jpg': smooth(60),
    });
    const preview = await chooseImages(page, 'zip file', [fileOf('photos.zip', zip)]);
    await preview.getByText('4 images of 2 classes').waitFor();
    await preview.getByRole('button', { name: 'Use these images' }).click();
    const packed = await packedOf(page, 'photos.zip');
    const { data } = await experimentOf(page);
    assert.equal(data.colour, true);
    const expected = await packFor(givenOf(data, { 'photos.zip': zip }), data, { decodeJpeg: decodeJpegHere });
    let worst = 0;
    for (const [i, byte] of expected.entries()) worst = Math.max(worst, Math.abs(byte - packed[i]));
    assert.ok(worst <= 4, `they differ by ${worst}`);
    const size = 3 * 32 * 32;
    const image = (/** @type {number} */ i) => packed.subarray(32 + 8 + i * size, 32 + 8 + (i + 1) * size);
    assert.ok(image(0).equals(image(1)));
    assert.ok(!image(0).equals(image(2)));
    assert.deepEqual(problems, []);
    await context.close();
  });

  const large = join(newFolder(), 'large.zip');

  before(() => {
    const photo = jpeg(1200, 900, (x, y) => [(x * 7) % 256, (y * 5) % 256, (x + y) % 256], 70);
    const files = Array.from({ length: 60 }, (_, i) => [`${i % 2}/${i}.jpg`, [photo, { level: 0 }]]);
    writeFileSync(large, zipSync(Object.fromEntries(files)));
  });

  test('no task of the page takes long while images are decoded, at first and at another size', async () => {
    /** @type {number[][]} */
    const long = [];
    // Others that use this machine make tasks long, too: one attempt without any is enough.
    for (let attempt = 0; attempt < 6; ++attempt) {
      const { page, context, problems } = await open();
      const small = await chooseImages(page, 'zip file', [fileOf('small.zip', zipSync(petFiles(10)))]);
      await small.getByText('10 images of 2 classes').waitFor(); // what the page loads with its first preview is here
      await small.getByRole('button', { name: 'Cancel' }).click();
      await page.waitForTimeout(300);
      await page.evaluate(() => {
        const tasks = /** @type {number[]} */ ([]);
        Object.assign(window, { tasks });
        new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) tasks.push(duration);
        }).observe({ type: 'longtask' });
      });
      const preview = await chooseImages(page, 'zip file', large);
      await preview.getByText(/\d+ of 60 images$/).waitFor();
      await preview.getByText('60 images of 2 classes').waitFor({ timeout: 90_000 });
      await preview.getByLabel('Size').selectOption('64');
      await page.waitForFunction(() => {
        const element = /** @type {any} */ (
          document.querySelector('activation-training-view')
        ).shadowRoot.querySelector('activation-images-preview');
        return element.view?.height === 64 && !element.busy;
      });
      await page.waitForTimeout(300);
      const tasks = await page.evaluate(() => /** @type {any} */ (window).tasks);
      assert.deepEqual(problems, []);
      await context.close();
      if (tasks.length === 0) return;
      long.push(tasks);
    }
    assert.fail(`tasks over 50 ms, in milliseconds, in every attempt: ${JSON.stringify(long)}`);
  });

  test('reading can be ended in the middle, and what was used is there after a reload', async () => {
    const { page, context, problems } = await open();
    const workers = page.workers().length;
    const preview = await chooseImages(page, 'zip file', large);
    await preview.getByText(/\d+ of 60 images$/).waitFor();
    await preview.getByRole('button', { name: 'Cancel' }).click();
    await preview.waitFor({ state: 'detached' });
    for (let i = 0; i < 50 && page.workers().length > workers; ++i) await page.waitForTimeout(100);
    assert.equal(page.workers().length, workers); // its memory is free again
    const again = await chooseImages(page, 'zip file', [fileOf('small.zip', zipSync(petFiles(20)))]);
    await again.getByText('20 images of 2 classes').waitFor();
    await again.getByRole('button', { name: 'Use these images' }).click();
    await packedOf(page, 'small.zip');
    await page.waitForFunction(() => location.hash.includes('file=small.zip')); // the link is of the experiment
    await page.reload();
    await trainingReady(page);
    await packedOf(page, 'small.zip');
    assert.deepEqual(problems, []);
    await context.close();
  });
});
