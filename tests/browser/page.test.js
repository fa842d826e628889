// The page as a visitor meets it: loads cleanly under the policy, survives trouble, fits every width,
// and is accessible. Catches a request off the origin, a style or script the policy forbids, a broken layout.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  axeFindings,
  curvesReady,
  kDist,
  openPage,
  serveSite,
  showView,
  trainingReady,
  trainOnPage,
  useSite,
} from './harness.js';

const kShort = '#v1:set=training.epochs=2';

describe('page', () => {
  const given = useSite();

  test('shows ReLU and ELU on arrival, with no error and no request off the origin', async () => {
    const { page, context, problems } = await openPage(given.browser, given.site.url);
    await curvesReady(page);
    await trainingReady(page);
    assert.deepEqual(await page.locator('activation-function-row h3').allInnerTexts(), ['ReLU', 'ELU']);
    assert.equal(await page.locator('activation-curve-chart path.curve').count(), 4);
    assert.deepEqual(problems, []);
    assert.deepEqual(await context.cookies(), []);
    await context.close();
  });

  for (const [name, limit] of /** @type {[string, number][]} */ ([
    ['embed.html#v1:view=curves', 115],
    ['index.html', 450],
  ])) {
    test(`${name.split('#')[0]} is at most ${limit} KB gzipped in all`, async () => {
      const { page, context } = await openPage(given.browser, 'about:blank');
      /** @type {Set<string>} */
      const files = new Set();
      page.on('request', (/** @type {any} */ request) => files.add(request.url().split('#')[0]));
      await page.goto(given.site.url + name);
      await curvesReady(page);
      if (name === 'index.html') await trainOnPage(page);
      await page.waitForLoadState('networkidle');
      const sizes = [...files].map(
        (url) => gzipSync(readFileSync(join(kDist, url.slice(given.site.url.length)))).length,
      );
      const total = sizes.reduce((sum, size) => sum + size, 0) / 1024;
      assert.ok(files.size >= 6 && total <= limit, `${files.size} files, ${total.toFixed(1)} KB`);
      await context.close();
    });
  }

  test('says what is wrong when the engine does not arrive, and works after a retry', async () => {
    const overrides = { '\\.wasm$': null };
    const broken = await serveSite(overrides);
    const { page, context } = await openPage(given.browser, broken.url);
    const notice = page.locator('activation-curves-view [role=alert]');
    await notice.waitFor();
    assert.match(await notice.innerText(), /curves\.wasm did not arrive/);
    delete (/** @type {any} */ (overrides)['\\.wasm$']);
    await notice.getByRole('button', { name: 'Try again' }).click();
    await curvesReady(page);
    await context.close();
    await broken.close();
  });

  for (const width of [360, 1280]) {
    test(`has no accessibility violation and no sideways scrolling at ${width} px, light and dark`, async () => {
      const { page, context, problems } = await openPage(given.browser, given.site.url + kShort, { width });
      const check = async (/** @type {string} */ state) => {
        for (const colorScheme of ['dark', 'light']) {
          await page.emulateMedia({ colorScheme });
          const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(scroll <= width, `${state}, ${colorScheme}: the page is ${scroll} px wide`);
          const isColoursOnly = colorScheme === 'light'; // the second of the two
          assert.deepEqual(await axeFindings(page, { isColoursOnly }), [], `${state}, ${colorScheme}`);
        }
      };
      await curvesReady(page);
      await check('curves');
      await trainOnPage(page);
      await page.locator('activation-run-results .sentences li').first().waitFor({ state: 'attached' });
      const tabs = width < 760 ? ['Data', 'Network', 'Output', 'Results'] : [''];
      for (const tab of tabs) {
        if (tab) await page.getByRole('button', { name: tab, exact: true }).click();
        await check(`train ${tab}`);
      }
      await showView(page, 'layers');
      await page.locator('activation-unit-grid svg').waitFor();
      await check('layers');
      await showView(page, 'experiments');
      await check('experiments');
      await showView(page, 'train');
      if (width < 760) await page.getByRole('button', { name: 'Data', exact: true }).click();
      await page.getByRole('button', { name: 'Spiral' }).click();
      await page.getByRole('button', { name: '+ compare' }).click();
      if (width < 760) await page.getByRole('button', { name: 'Network', exact: true }).click();
      await page.locator('activation-network-panel .unit canvas').first().click();
      await check('the spiral, with a unit and the menu open');
      assert.deepEqual(problems, []);
      await context.close();
    });
  }

  test('keeps its layout while it loads and trains', async () => {
    const { page, context } = await openPage(given.browser, 'about:blank', {});
    await page.addInitScript(() => {
      /** @type {any} */ (window).shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          if (!(/** @type {any} */ (entry).hadRecentInput))
            /** @type {any} */ (window).shift += /** @type {any} */ (entry).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(given.site.url + kShort);
    await trainingReady(page);
    await page.waitForLoadState('networkidle'); // what comes late has come
    const loading = await page.evaluate(() => /** @type {any} */ (window).shift);
    assert.ok(loading < 0.02, `layout shift while loading ${loading}`);
    await page.locator('activation-run-controls').scrollIntoViewIfNeeded();
    await page.evaluate(() => {
      /** @type {any} */ (window).shift = 0;
    });
    await trainOnPage(page);
    const training = await page.evaluate(() => /** @type {any} */ (window).shift);
    assert.ok(training < 0.02, `layout shift while training ${training}`);
    await context.close();
  });

  test('changes theme by its button and goes back to the device', async () => {
    const { page, context } = await openPage(given.browser, given.site.url);
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.getByRole('button', { name: /^Theme: Auto/ }).click();
    await page.getByRole('button', { name: /^Theme: Light/ }).click();
    assert.notEqual(await paper(), light);
    await page.getByRole('button', { name: /^Theme: Dark/ }).click();
    assert.equal(await paper(), light);
    await context.close();
  });
});
