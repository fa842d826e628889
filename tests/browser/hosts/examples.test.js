// The article among the examples, as a reader without scripts, with a slow connection, and with neither meets it. Catches an
// article that moves, figures that do not come alive, and pictures that are no longer what its figures show.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { withPictures } from '../../../web/tools/record-examples.js';
import { fromRoot } from '../../node/support.js';
import { axeFindings, openPage, useSite } from '../harness.js';

/** The pages of web/public/examples/hosts. */
const kPlaces = ['plain', 'narrow', 'right-to-left', 'strict-policy', 'sandboxed', 'wordpress', 'twenty'];

/** Where the figure comes in a frame, which is that. @type {Record<string, string>} */
const kFrames = { 'strict-policy': 'activation-training iframe', sandboxed: 'iframe', wordpress: 'iframe' };

const kFigures = 'activation-curves, activation-training, activation-layers';

/** Notes how far the page has moved, and what its largest part is. */
function watch() {
  const noted = /** @type {any} */ (window);
  noted.shift = 0;
  noted.largest = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) noted.shift += /** @type {any} */ (entry).value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) noted.largest.push(/** @type {any} */ (entry).url);
  }).observe({ type: 'largest-contentful-paint', buffered: true });
}

describe('the examples', () => {
  const given = useSite();

  for (const width of [1000, 360])
    test(`five figures come alive as they are reached, and the article does not move, at ${width} px`, async () => {
      const { page, context, problems } = await openPage(given.browser, `${given.site.url}examples/`, {
        width,
        prepare: (opened) => opened.addInitScript(watch),
      });
      await page.waitForFunction(() => /** @type {any} */ (window).largest.length > 0);
      const figures = page.locator(kFigures);
      assert.equal(await figures.count(), 5);
      for (let i = 0; i < 5; i += 1) {
        await figures.nth(i).scrollIntoViewIfNeeded();
        await figures.nth(i).evaluate((/** @type {any} */ figure) => figure.ready);
        assert.ok(!(await figures.nth(i).locator('img').isVisible()));
      }
      const { shift, largest } = await page.evaluate(() => {
        const { shift, largest } = /** @type {any} */ (window);
        return { shift, largest };
      });
      assert.ok(shift < 0.02, `moved by ${shift}`);
      // What is painted largest is a picture: not what comes with the scripts.
      assert.match(largest.at(-1), /figure(-small)?-\d\.svg$/);
      assert.deepEqual(problems, []);
      assert.deepEqual(await axeFindings(page), []);
      await context.close();
    });

  test('a frame without an origin is as high as its figure, also on a phone', async () => {
    for (const width of [1000, 360]) {
      const address = `${given.site.url}examples/hosts/sandboxed.html`;
      const { page, context } = await openPage(given.browser, address, { width });
      const frame = page.frames()[1];
      await frame.locator('activation-training-view .primary').waitFor();
      const inner = () => frame.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
      // It posts a height once all is drawn.
      let heights = [0, 9];
      for (let tries = 0; tries < 50 && Math.abs(heights[0] - heights[1]) > 1; tries += 1) {
        await page.waitForTimeout(200);
        const outer = await page.locator('iframe').evaluate((/** @type {Element} */ one) => one.clientHeight);
        heights = [outer, (await frame.locator('.primary').isVisible()) ? await inner() : 0];
      }
      assert.ok(Math.abs(heights[0] - heights[1]) <= 1, `${width} px: ${heights[0]} for ${heights[1]}`);
      await context.close();
    }
  });

  test('in an article from right to left the sentences of a figure end with their full stop', async () => {
    const { page, context } = await openPage(given.browser, `${given.site.url}examples/hosts/right-to-left.html`);
    for (const figure of await page.locator(kFigures).all()) {
      await figure.scrollIntoViewIfNeeded();
      await figure.evaluate((/** @type {any} */ one) => one.ready);
    }
    const ends = await page.evaluate(() => {
      /** @param {ParentNode} root @returns {Element[]} */
      const all = (root) =>
        [...root.querySelectorAll('*')].flatMap((one) => (one.shadowRoot ? all(one.shadowRoot) : [one]));
      const figures = [...document.querySelectorAll('activation-curves, activation-training')];
      return figures.flatMap((one) => {
        const root = /** @type {ShadowRoot} */ (one.shadowRoot);
        return all(root).flatMap((part) => {
          const text = part.lastChild;
          if (!(text instanceof Text) || !/[a-z]\.\s*$/.test(text.data)) return [];
          const at = text.data.lastIndexOf('.');
          const [letter, stop] = [at - 1, at].map((start) => {
            const range = document.createRange();
            range.setStart(text, start);
            range.setEnd(text, start + 1);
            return range.getBoundingClientRect();
          });
          return stop.width > 0 ? [{ text: text.data, isLast: stop.left >= letter.right - 1 }] : [];
        });
      });
    });
    assert.ok(ends.length > 0, 'there are sentences');
    assert.deepEqual(
      ends.filter((/** @type {any} */ { isLast }) => !isLast),
      [],
    );
    await context.close();
  });

  test('without scripts the pictures stand there, and their text', async () => {
    const context = await given.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${given.site.url}examples/`);
    const pictures = page.locator(`:is(${kFigures}) img`);
    assert.equal(await pictures.count(), 5);
    for (let i = 0; i < 5; i += 1) {
      assert.ok((await pictures.nth(i).boundingBox()).height > 200);
      assert.ok((await pictures.nth(i).getAttribute('alt')).length > 20);
    }
    await context.close();
  });

  test('the pictures are what the figures show: web/tools/record-examples.js writes them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'examples-'));
    const article = readFileSync(fromRoot('web/public/examples/index.html'), 'utf8');
    try {
      assert.equal(withPictures(article, folder), article);
      for (const name of ['figure-1.svg', 'figure-small-2.svg', 'figure-3.svg', 'figure-5.svg'])
        assert.equal(
          readFileSync(join(folder, name), 'utf8'),
          readFileSync(fromRoot(`web/public/examples/${name}`), 'utf8'),
          name,
        );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('every place among the examples is in their list, and each page of the list is there', () => {
    const folder = fromRoot('web/public/examples/hosts');
    const listed = [...readFileSync(join(folder, 'index.html'), 'utf8').matchAll(/<li><a href="([^".]+\.html)"/g)];
    const pages = readdirSync(folder).filter((name) => name.endsWith('.html') && name !== 'index.html');
    assert.deepEqual(listed.map(([, name]) => name).sort(), pages.sort());
  });

  for (const name of kPlaces)
    test(`the figure comes to the recorded hashes in the place ${name}`, async () => {
      const { page, context, problems } = await openPage(given.browser, `${given.site.url}examples/hosts/${name}.html`);
      const figure = kFrames[name] ? kFrames[name].split(' ')[0] : 'activation-training';
      await page.locator(figure).scrollIntoViewIfNeeded();
      const where = kFrames[name] ? page.frameLocator(kFrames[name]) : page;
      await where.getByRole('button', { name: 'Train', exact: true }).click();
      await where.getByText('Run again here').waitFor({ timeout: 60_000 });
      assert.match(await where.getByText('Run again here').innerText(), /all 4 hashes are the recorded ones/);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `scrolls ${wide} px sideways`);
      assert.deepEqual(
        // Playwright's own script stumbles over a missing origin, and that policy forbids what it should.
        problems.filter((one) => !/'serviceWorker' property|wasm-eval|WebAssembly/.test(one)),
        [],
      );
      assert.deepEqual(await axeFindings(page), []);
      await context.close();
    });
});
