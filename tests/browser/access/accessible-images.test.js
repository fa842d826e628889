// The images of a run for everyone: wide and narrow, light and dark, right to left, forced colours. Catches a cell or a caption
// that is cut, pale or out of the window, and pictures that keep the colours of the other theme.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axeFindings, openPage, trainOnPage, useSite } from '../harness.js';
import { imagesRead, kDigits, openImages } from '../images-support.js';
import { look, prepareLook } from './look.js';

describe('images for everyone', () => {
  const given = useSite();

  /** How people look at the page: of a window, a theme, a direction and colours of the system. */
  const kWays =
    /** @type {[string, { width: number, colorScheme?: string, dir?: string, forcedColors?: string }][]} */ ([
      ['wide, light', { width: 1280 }],
      ['wide, dark', { width: 1280, colorScheme: 'dark' }],
      ['360 px, light', { width: 360 }],
      ['360 px, dark', { width: 360, colorScheme: 'dark' }],
      ['right to left, 360 px', { width: 360, dir: 'rtl' }],
      ['forced colours', { width: 1280, forcedColors: 'active' }],
    ]);

  test('for everyone: wide and narrow, light and dark, right to left, forced colours', async () => {
    const { page, context, problems, images } = await openImages(given, kDigits);
    await prepareLook(page);
    /** @param {string} state @param {() => Promise<void>} [more] is looked at in each way */
    const check = async (state, more) => {
      for (const [name, { width, colorScheme = 'light', dir = 'ltr', forcedColors = 'none' }] of kWays) {
        const where = `${state}, ${name}`;
        await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
        await page.emulateMedia({ colorScheme, forcedColors });
        await page.evaluate((/** @type {string} */ value) => {
          document.documentElement.dir = value;
        }, dir);
        const results = page
          .locator('activation-training-view .tabs')
          .getByRole('button', { name: 'Results', exact: true });
        if (await results.isVisible()) await results.click();
        await images.scrollIntoViewIfNeeded();
        if (state !== 'before training') await imagesRead(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${where}: scrolls ${wide} px sideways`);
        for (const what of ['outside', 'cut', 'cutFields', 'covered', 'paleTexts', 'paleFields', 'paleStates'])
          if (forcedColors === 'none' || !what.startsWith('pale'))
            assert.deepEqual(await look(page, what), [], `${where}: ${what}`);
        assert.deepEqual(await axeFindings(page), [], where);
        await more?.();
      }
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    };
    await check('before training');
    await trainOnPage(page);
    await imagesRead(page);
    await check('trained');
    await images.locator('activation-confusion-table button').nth(1).click();
    await images.locator('activation-map-mosaic .host').first().focus();
    await page.keyboard.press('ArrowRight');
    await check('a cell and a filter chosen', async () => {
      const colours = await images
        .locator('activation-image-sheet canvas, activation-layer-maps canvas')
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
    });
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('the focus stays where a button goes or a page is the last, and the chosen image is found on the sheet', async () => {
    const { page, context, problems, images } = await openImages(given);
    const [summary] = await trainOnPage(page);
    await imagesRead(page);
    /** What has the focus, in whatever tree. */
    const focused = () =>
      page.evaluate(() => {
        let one = document.activeElement;
        while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
        return `${one?.localName} ${one?.getAttribute('aria-label') ?? ''}`.trim();
      });
    const sheet = images.locator('activation-image-sheet .image');
    // A cell of the diagonal, its button above the table, and back.
    const cell = images.locator(`activation-confusion-table button[aria-label^="1 read correctly"]`);
    await cell.click();
    const chip = images.getByRole('button', { name: /^1 read correctly \u00d7/ });
    await chip.focus();
    await page.keyboard.press('Enter');
    await chip.waitFor({ state: 'detached' });
    assert.equal(await focused(), `button 1 read correctly: ${summary.confusion[1][1]}`);
    // The last page, by keyboard.
    await images.getByRole('button', { name: 'All', exact: true }).click();
    const next = images.getByRole('button', { name: 'Next page' });
    await next.focus();
    for (let i = 0; i < 7; ++i) await page.keyboard.press('Enter');
    assert.match(await images.locator('activation-image-sheet .pages').innerText(), /241\u2013300 of 300/);
    assert.equal(await focused(), 'button Next page');
    assert.equal(await next.getAttribute('aria-disabled'), 'true');
    const back = images.getByRole('button', { name: 'Page before' });
    await back.focus();
    for (let i = 0; i < 7; ++i) await page.keyboard.press('Enter');
    assert.match(await images.locator('activation-image-sheet .pages').innerText(), /1\u201360 of 300/);
    assert.equal(await focused(), 'button Page before');
    // The image that went through the network is misread, and is not among those of this class.
    for (const filter of ['0', '1']) {
      await images.getByRole('button', { name: 'All', exact: true }).click();
      await images.getByLabel('Class').selectOption(filter);
      const isThere = await sheet.evaluateAll((/** @type {any[]} */ all) =>
        all.some((one) => one.ariaPressed === 'true'),
      );
      if (isThere) continue;
      const place = images.locator('.place');
      assert.match(await place.innerText(), /^The sheet shows other images now\./);
      await place.getByRole('button', { name: 'Show it there' }).focus();
      await page.keyboard.press('Enter');
      await place.waitFor({ state: 'detached' });
      await imagesRead(page);
      assert.equal(await images.locator('activation-image-sheet [aria-pressed=true]').count(), 1);
      assert.match(await focused(), /^button/);
      const isOn = await images
        .locator('activation-image-sheet [aria-pressed=true]')
        .evaluate((/** @type {any} */ one) => one.matches(':focus'));
      assert.ok(isOn, 'the image has the focus');
    }
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('the image that is looked at is in the link, and a link to one that is not there says so', async () => {
    const { page, context, problems, images } = await openImages(given, {
      ...kDigits,
      training: { ...kDigits.training, epochs: 1 },
    });
    await trainOnPage(page);
    await imagesRead(page);
    assert.doesNotMatch(page.url(), /image/);
    await images.getByRole('button', { name: 'Test', exact: true }).click();
    await images.locator('.reading', { hasText: 'of 100 test images' }).waitFor();
    await imagesRead(page);
    await images.getByRole('button', { name: 'All', exact: true }).click();
    await images.locator('activation-image-sheet .image').nth(7).click();
    await page.waitForFunction(() => /images=test&image=7/.test(location.hash));
    // The link of now, opened elsewhere, and two that ask for what is not there.
    const open = async (/** @type {string} */ hash) => {
      const opened = await openPage(given.browser, given.site.url + hash);
      await trainOnPage(opened.page);
      await opened.page.locator('activation-image-results').scrollIntoViewIfNeeded();
      await imagesRead(opened.page);
      return opened;
    };
    const hash = new URL(page.url()).hash;
    await context.close();
    const again = await open(hash.replace('image=7', 'image=70'));
    const shown = again.page.locator('activation-image-results');
    await shown.locator('activation-layer-maps', { hasText: 'Sample 70:' }).waitFor();
    assert.equal(await shown.locator('[aria-label="Images of"] [aria-pressed=true]').innerText(), 'Test');
    assert.equal(await shown.locator('.notice').count(), 0);
    await again.context.close();
    const wrong = await open(hash.replace('image=7', 'image=900'));
    const said = wrong.page.locator('activation-image-results .notice');
    assert.match(
      await said.innerText(),
      /^There is no image 900: the test images are 0 to 99\. This is image \d+ instead\.$/,
    );
    await wrong.page.locator('activation-image-results activation-image-sheet .image').last().click();
    await said.waitFor({ state: 'detached' });
    await wrong.context.close();
    assert.deepEqual([...problems, ...again.problems, ...wrong.problems], []);
  });

  test('a layer is left out by its type and not by its numbers, a block says what it is, and on paper nothing sticks', async () => {
    const layers = [
      { type: 'conv2d', filters: 4, kernel: 3 },
      { type: 'activation' },
      // The same numbers again: none of them is negative any more.
      { type: 'activation' },
      { type: 'residual', layers: [{ type: 'batchNorm' }, { type: 'activation' }] },
      { type: 'flatten' },
      { type: 'dense', units: 10 },
    ];
    const { page, context, problems, images } = await openImages(given, {
      ...kDigits,
      runs: undefined,
      network: { ...kDigits.network, layers },
      training: { ...kDigits.training, epochs: 1 },
    });
    await trainOnPage(page);
    await imagesRead(page);
    const maps = images.locator('activation-layer-maps');
    const names = await maps
      .locator('activation-map-mosaic')
      .evaluateAll((/** @type {any[]} */ all) => all.map(({ heading }) => heading));
    assert.deepEqual(names, ['conv2d1', 'activation1', 'activation2', 'residual1', 'dense1']);
    await maps.getByText('flatten1: passed on unchanged').waitFor();
    assert.match(
      await maps.locator('.block').innerText(),
      /^residual1 is a block: .*does not give out what its inner layers/,
    );
    const position = () => maps.locator('.given').evaluate((/** @type {any} */ one) => getComputedStyle(one).position);
    assert.equal(await position(), 'sticky');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await position(), 'static');
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('pictures follow the theme', async () => {
    const { page, context, images } = await openImages(given);
    await trainOnPage(page);
    await imagesRead(page);
    const corner = () =>
      images
        .locator('activation-layer-maps canvas')
        .first()
        .evaluate((/** @type {any} */ canvas) => canvas.getContext('2d').getImageData(0, 0, 1, 1).data[0]);
    assert.ok((await corner()) > 128);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForTimeout(200);
    assert.ok((await corner()) < 128);
    await context.close();
  });
});
