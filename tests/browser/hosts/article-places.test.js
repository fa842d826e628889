// The elements where an article stands elsewhere than on a server that is there: opened from a disk, and offline. Catches a
// training that never begins and says nothing, and an article that jumps for a figure that does not come.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { newFolder } from '../../node/support.js';
import { openPage, serveSite, useSite } from '../harness.js';
import { article, experimentIn, heard, hears } from './articles.js';
import { hashesOf } from './hashes.js';

const kTraining =
  '<activation-training preset="relu-vs-elu" set="training.epochs=2;data.train=300"></activation-training>';

describe('elements and the places of articles', () => {
  const given = useSite();

  test('an article opened from a disk trains, with the hashes of Node', async () => {
    const file = join(newFolder(), 'article.html');
    writeFileSync(
      file,
      `<!doctype html><meta charset="utf-8"><title>An article</title>${kTraining}<script type="module" src="${given.site.url}embed.js"></script>`,
    );
    const { page, context } = await openPage(given.browser, pathToFileURL(file).href);
    const trained = await page.evaluate(async () => {
      await customElements.whenDefined('activation-training');
      const figure = /** @type {any} */ (document.querySelector('activation-training'));
      const done = new Promise((resolve) => figure.addEventListener('activation-result', () => resolve('trained')));
      const late = new Promise((resolve) => setTimeout(resolve, 30_000, 'nothing after 30 s'));
      return Promise.race([figure.train().then(() => done), late]);
    });
    assert.equal(trained, 'trained');
    const hashes = await page.evaluate(() =>
      /** @type {any} */ (document.querySelector('activation-training')).results.map(
        (/** @type {any} */ one) => one.hash,
      ),
    );
    assert.equal(hashes.length, 4);
    assert.deepEqual(hashes, await hashesOf(await experimentIn(page)));
    await context.close();
  });

  test('a frame that goes on to the figure in one file is waited for', async (t) => {
    const site = await serveSite({}, { isShared: false });
    t.after(site.close);
    const inner = `<activation-curves functions="gelu" loading="eager"></activation-curves><script type="module" src="${site.url}embed.js"></script>`;
    const body = `<iframe sandbox="allow-scripts" width="680" height="600" srcdoc='${inner}'></iframe>`;
    const { page, context } = await openPage(given.browser, await article(t, body), {
      prepare: async (/** @type {any} */ opened) => {
        // A host that shares the script alone, and is slow with the largest file.
        await opened.route('**/embed.js', async (/** @type {any} */ route) => {
          const response = await route.fetch();
          await route.fulfill({ response, headers: { ...response.headers(), 'access-control-allow-origin': '*' } });
        });
        await opened.route('**/standalone.html*', async (/** @type {any} */ route) => {
          await new Promise((resolve) => setTimeout(resolve, 3500));
          await route.continue();
        });
      },
    });
    const figure = page.frameLocator('iframe').locator('activation-curves');
    await figure.frameLocator('iframe').locator('html[data-standalone] path.curve').first().waitFor();
    assert.equal(await figure.locator('.notice').count(), 0);
    await context.close();
  });

  test('a figure that is reached offline: the article keeps its height, the reason is said, and it comes when asked again', async (t) => {
    const site = await serveSite();
    t.after(site.close);
    const body = `<div class="far"></div><activation-curves functions="gelu"><p>The picture.</p></activation-curves><p>After.</p>`;
    const { page, context } = await openPage(
      given.browser,
      await article(t, body, { scripts: [`${site.url}embed.js`] }),
    );
    await page.waitForFunction(() => customElements.get('activation-curves'));
    const height = () =>
      page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector('activation-curves')).offsetHeight);
    const before = await height();
    await context.setOffline(true);
    const began = performance.now();
    await page.evaluate(() => document.querySelector('activation-curves')?.scrollIntoView());
    await page.waitForFunction(() =>
      /** @type {any} */ (document.querySelector('activation-curves'))?.shadowRoot.querySelector('iframe'),
    );
    assert.equal(await height(), before, 'the frame that may not come takes no place');
    assert.ok(await page.getByText('The picture.').isVisible());
    await hears(page, 'error');
    assert.ok(performance.now() - began < 10_000, 'it is known long before any frame could be complete');
    const [{ message }] = await heard(page, 'error');
    assert.match(message, /its frame did not load/);
    assert.equal(await page.locator('activation-curves iframe').count(), 0);
    assert.equal(await height(), before);
    // A module that failed once is not asked for again; the frame is.
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await hears(page, 'ready');
    assert.ok((await height()) >= before - 60);
    await context.close();
  });
});
