// What comes out of a printer: charts and tables with their headings, and nothing that can only be pressed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { curvesReady, openPage, openTraining, showView, trainOnPage, useSite } from './harness.js';

const given = useSite();

/** What is visible on paper and of no use there. @param {any} page @returns {Promise<string[]>} */
const useless = (page) =>
  page.evaluate(() => {
    /** @type {string[]} */
    const found = [];
    const visit = (/** @type {ParentNode} */ root) => {
      for (const one of root.querySelectorAll('*')) {
        if (one.shadowRoot) visit(one.shadowRoot);
        if (!one.matches('button:not(.unit), input[type="range"], input[type="file"], input[type="checkbox"], nav a'))
          continue;
        if (one.getClientRects().length > 0)
          found.push(`${one.localName} ${one.getAttribute('aria-label') ?? one.textContent?.trim()}`);
      }
    };
    visit(document);
    return found;
  });

/** How headings and rows may be parted. @param {any} page */
const breaks = (page) =>
  page.evaluate(() => {
    const { shadowRoot } = /** @type {any} */ (document.querySelector('activation-training-view'));
    const frame = shadowRoot.querySelector('activation-figure-frame').shadowRoot;
    const table = shadowRoot.querySelector('activation-summary-table').shadowRoot;
    return [
      getComputedStyle(frame.querySelector('h3')).breakAfter,
      getComputedStyle(frame.querySelector('figure')).breakInside,
      getComputedStyle(table.querySelector('tr')).breakInside,
    ];
  });

for (const width of [1280, 360])
  test(`printed, the views have no buttons or sliders, and charts keep their headings, ${width} px`, async () => {
    const { page, context } = await openPage(given.browser, given.site.url, { width });
    await curvesReady(page);
    await page.locator('activation-property-card').first().waitFor();
    assert.ok((await useless(page)).length > 20, 'on the screen they are there');
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual(await useless(page), []);
    assert.ok(await page.locator('activation-curve-chart svg').first().isVisible());
    assert.ok(await page.locator('activation-value-table table').isVisible());
    await context.close();

    const trained = await openTraining(given, 'training.epochs=2');
    await trainOnPage(trained.page);
    await trained.page.emulateMedia({ media: 'print' });
    assert.deepEqual(await useless(trained.page), []);
    assert.ok(await trained.page.locator('activation-run-results').isVisible());
    if (width > 700) assert.ok(await trained.page.locator('activation-network-panel .unit').first().isVisible());
    assert.deepEqual(await breaks(trained.page), ['avoid', 'avoid', 'avoid']);
    assert.ok((await trained.page.pdf()).length > 20_000);
    await trained.page.emulateMedia({ media: 'screen' });
    await showView(trained.page, 'experiments');
    await trained.page.locator('activation-result-sketch svg').first().waitFor();
    await trained.page.emulateMedia({ media: 'print' });
    assert.deepEqual(await useless(trained.page), []);
    await trained.context.close();
  });
