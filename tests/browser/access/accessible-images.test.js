// The images of a run for everyone: wide and narrow, light and dark, right to left, forced colours. Catches a cell or a caption
// that is cut, pale or out of the window, and pictures that keep the colours of the other theme.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { trainOnPage, useSite } from '../harness.js';
import { imagesRead, kDigits, openImages } from '../images-support.js';
import { axeFindings, look, prepareLook } from './look.js';

describe('images for everyone', () => {
  const given = useSite();

  for (const [name, options, dir] of /** @type {[string, any, string][]} */ ([
    ['wide, light', {}, 'ltr'],
    ['wide, dark', { dark: true }, 'ltr'],
    ['360 px, light', { width: 360, height: 740 }, 'ltr'],
    ['360 px, dark', { width: 360, height: 740, dark: true }, 'ltr'],
    ['right to left, 360 px', { width: 360, height: 740 }, 'rtl'],
    ['forced colours', { forced: true }, 'ltr'],
  ])) {
    test(`for everyone: ${name}`, async () => {
      const { page, context, problems, images } = await openImages(given, kDigits, options);
      if (options.forced) await page.emulateMedia({ forcedColors: 'active' });
      await page.evaluate((/** @type {string} */ value) => {
        document.documentElement.dir = value;
      }, dir);
      await prepareLook(page);
      const check = async (/** @type {string} */ where) => {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${where}: scrolls ${wide} px sideways`);
        for (const what of ['outside', 'cut', 'cutFields', 'covered', 'paleTexts', 'paleFields', 'paleStates'])
          if (!options.forced || !what.startsWith('pale'))
            assert.deepEqual(await look(page, what), [], `${where}: ${what}`);
        assert.deepEqual(await axeFindings(page), [], where);
      };
      await images.scrollIntoViewIfNeeded();
      await check('before training');
      await trainOnPage(page);
      await imagesRead(page);
      await check('trained');
      await images.locator('confusion-table button').nth(1).click();
      await images.locator('map-mosaic .host').first().focus();
      await page.keyboard.press('ArrowRight');
      await check('a cell and a filter chosen');
      const colours = await images
        .locator('image-sheet canvas, layer-maps canvas')
        .evaluateAll((/** @type {any[]} */ all) =>
          all.map((canvas) => {
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return new Set(new Uint32Array(data.buffer)).size;
          }),
        );
      assert.ok(
        colours.every((/** @type {number} */ count) => count > 3),
        colours.join(),
      );
      assert.deepEqual(problems, []);
      await context.close();
    });
  }

  test('pictures follow the theme', async () => {
    const { page, context, images } = await openImages(given);
    await trainOnPage(page);
    await imagesRead(page);
    const corner = () =>
      images
        .locator('layer-maps canvas')
        .first()
        .evaluate((/** @type {any} */ canvas) => canvas.getContext('2d').getImageData(0, 0, 1, 1).data[0]);
    assert.ok((await corner()) > 128);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForTimeout(200);
    assert.ok((await corner()) < 128);
    await context.close();
  });
});
