// Storage that is full or blocked: what is not kept is said once where it matters, nothing else stops, and what is freed is
// used again. Catches a training that fails with its storage, an uncaught error, and a sentence that stays for good.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axeFindings, openPage, serveSite, showView, trainingReady, useSite } from '../harness.js';
import { blockStorage, fillStorage, openAt } from './reach.js';

/** @typedef {any} Page */

const kLook = { width: 1280, dark: false };
const kShort = '#v1:view=training&set=training.epochs=1';

/** @param {Page} page @returns {Promise<string[]>} hashes */
async function train(page) {
  await page.evaluate(() => {
    const { model } = /** @type {any} */ (document.querySelector('activation-training-view'));
    /** @type {any} */ (window).done = new Promise((resolve) =>
      model.addEventListener('done', resolve, { once: true }),
    );
  });
  await page.getByRole('button', { name: /^Train( again)?$/ }).click();
  await page.evaluate(() => /** @type {any} */ (window).done);
  return page.evaluate(() =>
    /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.map(
      (/** @type {any} */ { summary }) => summary.hash,
    ),
  );
}

describe('storage', () => {
  const given = useSite();

  for (const [name, prepare] of /** @type {[string, (page: Page) => Promise<unknown>][]} */ ([
    ['full', fillStorage],
    ['blocked', blockStorage],
  ]))
    test(`${name}: training gives the same numbers, and what is not kept is said in one line`, async () => {
      const usual = await openAt(given, kLook, kShort);
      await trainingReady(usual.page);
      const expected = await train(usual.page);
      assert.equal(await usual.page.locator('.remark').count(), 0);
      await usual.close();
      const { page, problems, close } = await openAt(given, kLook, kShort, { prepare });
      await trainingReady(page);
      assert.equal(await page.locator('.remark').count(), 0, 'nothing is said before there is something to keep');
      assert.deepEqual(await train(page), expected);
      await page.locator('.remark').waitFor();
      assert.deepEqual(await train(page), expected);
      assert.equal(await page.locator('.remark').count(), 1);
      await showView(page, 'layers');
      await page.locator('activation-layers-view activation-figure-frame').first().waitFor();
      assert.deepEqual(problems, []);
      await close();
    });

  test('space that is freed is used again, and the sentence goes', async () => {
    const { page, problems, close } = await openAt(given, kLook, kShort, {
      prepare: (one) =>
        one.addInitScript(() => {
          const { put } = IDBObjectStore.prototype;
          IDBObjectStore.prototype.put = function (/** @type {[any]} */ ...values) {
            if (/** @type {any} */ (window).full) throw new DOMException('The disk is full.', 'QuotaExceededError');
            return put.apply(this, values);
          };
          /** @type {any} */ (window).full = true;
        }),
    });
    await trainingReady(page);
    await train(page);
    await page.locator('.remark').waitFor();
    await showView(page, 'experiments');
    await page.locator('activation-recent-list .notice').waitFor();
    await page.evaluate(() => {
      /** @type {any} */ (window).full = false;
    });
    await showView(page, 'train');
    await train(page);
    await page.locator('.remark').waitFor({ state: 'detached' });
    await showView(page, 'experiments');
    await page.getByRole('list', { name: 'Trained on this device' }).getByRole('listitem').waitFor();
    assert.equal(await page.locator('activation-recent-list .notice').count(), 0);
    assert.deepEqual(problems, []);
    await close();
  });

  test('the browser’s own quota: a file that has no space is used, not kept, and says so', async () => {
    const { page, problems, close } = await openAt(given, kLook, '#v1:view=training');
    await trainingReady(page);
    const session = await page.context().newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(given.site.url).origin,
      quotaSize: 1_000_000,
    });
    await page.evaluate(() => {
      /** @type {any} */ (document.querySelector('activation-training-view')).onExperiment({
        version: 1,
        data: { source: 'csv', file: 'points.csv', target: 'kind', features: 2, classes: 2, train: 80, validation: 20 },
        network: { activation: { name: 'relu' }, layers: [{ type: 'dense', units: 2 }] },
        training: { optimizer: { name: 'sgd', learningRate: 0.1 }, batchSize: 10, epochs: 1 },
      });
    });
    // Numbers of many digits: the file must not shrink where it is stored.
    const rows = Array.from(
      { length: 80_000 },
      (_, i) => `${Math.sin(i * i)},${Math.cos(i * i)},${i % 2 ? 'odd' : 'even'}`,
    );
    await page
      .locator('activation-data-files input[type=file]')
      .setInputFiles([
        { name: 'points.csv', mimeType: 'text/csv', buffer: Buffer.from(`a,b,kind\n${rows.join('\n')}\n`) },
      ]);
    await page.getByText(/^Not kept for the next visit: this device has no space left for the page\./).waitFor();
    await page.waitForFunction(
      () => !(/** @type {any} */ (document.querySelector('activation-training-view')).blocked),
    );
    await train(page);
    assert.deepEqual(await axeFindings(page), []);
    assert.deepEqual(problems, []);
    await close();
  });

  test('a sandboxed frame stores nothing, says so, draws its curves and can train', async () => {
    const frame =
      '<!doctype html><title>f</title><link rel="icon" href="data:,"><iframe title="page" sandbox="allow-scripts" width="1000" height="900" src="./index.html#experiments"></iframe>';
    const site = await serveSite({ 'framed\\.html$': frame });
    const { page, context, problems } = await openPage(given.browser, `${site.url}framed.html`, { offline: true });
    const inner = page.frames()[1];
    await inner.getByText(/^Trainings are not listed here: the browser lets this page store nothing\./).waitFor();
    await inner.locator('nav a[href="#curves"]').click();
    await inner.locator('activation-curve-chart path.curve').first().waitFor();
    await inner.locator('nav a[href="#train"]').click();
    // It trains there as well: see hosts/sandboxed.test.js.
    await trainingReady(inner);
    assert.equal(await inner.locator('activation-training-view [role=alert]').count(), 0);
    await inner.locator('activation-run-results .sentences li').first().waitFor();
    assert.deepEqual(await axeFindings(inner), []);
    assert.deepEqual(problems, []);
    await context.close();
    await site.close();
  });
});
