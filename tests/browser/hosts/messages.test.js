// The embed in the pages of others: the link that they add to or cut, and the heights in the forms that they listen for.
// Catches a figure of another link, a height that nobody hears, and an article that jumps while a figure is drawn.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, test } from 'node:test';
import { openPage, useSite } from '../harness.js';

const kListener = `<!doctype html><title>An article</title><body><script>
  window.heard = [];
  addEventListener('message', ({ data }) => window.heard.push(data));
</script>`;

/** An article from another origin. @param {import('node:test').TestContext} t @param {string} frame @returns {Promise<string>} its address */
async function articleWith(t, frame) {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(kListener + frame);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => {
    server.closeAllConnections?.();
    server.close();
  });
  return `http://localhost:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`;
}

/** @param {any} page @returns {Promise<any[]>} */
const heardBy = (page) => page.evaluate(() => /** @type {any} */ (window).heard);

/** @param {any} frame */
const functionsIn = (frame) => frame.locator('activation-function-row h3').allInnerTexts();

describe('the embed and its host', () => {
  const given = useSite();

  test('WordPress: sandboxed, with a secret behind the link, which its messages bear', async (t) => {
    const address = await articleWith(
      t,
      `<iframe sandbox="allow-scripts" width="600" height="400" src="${given.site.url}embed.html#v1:view=curves&fn=gelu#?secret=a1B2c3"></iframe>`,
    );
    const { page, context } = await openPage(given.browser, address);
    const frame = page.frames()[1];
    await frame.locator('activation-curve-chart path.curve').first().waitFor();
    assert.deepEqual(await functionsIn(frame), ['GELU']);
    assert.equal(await frame.locator('.notice').count(), 0, 'the secret is no part of the link');
    await page.waitForFunction(() => /** @type {any} */ (window).heard.some((/** @type {any} */ one) => one.message));
    const heard = await heardBy(page);
    const { height } = heard.find(({ type }) => type === 'activation-playground:resize');
    assert.ok(height > 300);
    assert.deepEqual(
      heard.find(({ message }) => message === 'height'),
      { message: 'height', value: height, secret: 'a1B2c3' },
    );
    assert.deepEqual(
      heard.find(({ sentinel }) => sentinel),
      { sentinel: 'amp', type: 'embed-size', height },
    );
    const embedly = JSON.parse(heard.find((one) => typeof one === 'string') ?? '{}');
    assert.deepEqual([embedly.context, embedly.height], ['iframe.resize', height]);
    // Asked again it answers; with another secret it does not.
    const count = heard.length;
    await page.evaluate(() =>
      document.querySelector('iframe')?.contentWindow?.postMessage({ message: 'ready', secret: 'other' }, '*'),
    );
    await page.evaluate(() =>
      document.querySelector('iframe')?.contentWindow?.postMessage({ message: 'ready', secret: 'a1B2c3' }, '*'),
    );
    await page.waitForFunction(
      (/** @type {number} */ before) => /** @type {any} */ (window).heard.length > before,
      count,
    );
    await page.waitForTimeout(200);
    assert.equal((await heardBy(page)).length, count + 4);
    await context.close();
  });

  test('a link in the query, for hosts that cut the fragment', async (t) => {
    const address = await articleWith(
      t,
      `<iframe width="600" height="400" src="${given.site.url}embed.html?v1:view=curves&fn=silu,elu(alpha:0.5)&hide=table"></iframe>`,
    );
    const { page, context, problems } = await openPage(given.browser, address);
    const frame = page.frames()[1];
    await frame.locator('activation-curve-chart path.curve').first().waitFor();
    assert.equal((await functionsIn(frame)).length, 2);
    assert.equal(await frame.locator('.notice').count(), 0);
    assert.deepEqual(
      problems.filter((one) => !one.startsWith('request off the origin')),
      [],
    );
    await context.close();
  });

  for (const view of ['view=curves&fn=relu,elu', 'view=training', 'view=layers'])
    test(`the article does not jump: one height while the figure is drawn, and open-iframe-resizer is answered: ${view}`, async (t) => {
      const address = await articleWith(
        t,
        `<iframe width="680" height="400" src="${given.site.url}embed.html#v1:${view}"></iframe>`,
      );
      const { page, context } = await openPage(given.browser, address);
      await page.waitForFunction(() =>
        /** @type {any} */ (window).heard.some((/** @type {any} */ one) => one.type === 'activation-playground:resize'),
      );
      await page.waitForTimeout(2500);
      const heights = (await heardBy(page)).flatMap((one) =>
        one.type === 'activation-playground:resize' ? [one.height] : [],
      );
      assert.ok(Math.max(...heights) - Math.min(...heights) <= 2, String(heights));
      // A figure leaves most of a page to the article.
      assert.ok(Math.max(...heights) <= (view.startsWith('view=curves') ? 480 : 560), String(heights));
      await page.evaluate(() =>
        document.querySelector('iframe')?.contentWindow?.postMessage({ type: 'iframe-child-init' }, '*'),
      );
      await page.waitForFunction(() =>
        /** @type {any} */ (window).heard.some((/** @type {any} */ one) => one.type === 'iframe-resized'),
      );
      const answer = (await heardBy(page)).find(({ type }) => type === 'iframe-resized');
      assert.deepEqual([answer.width, answer.height], [680, heights.at(-1)]);
      await context.close();
    });
});
