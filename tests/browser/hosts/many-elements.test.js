// Many figures in one article, and what is left of those that are taken away. Catches figures that load or train out of sight,
// and workers, listeners and nodes that stay.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openPage, useSite } from '../harness.js';
import { article, heard, hears } from './articles.js';

describe('many elements', () => {
  const given = useSite();
  const script = () => `${given.site.url}embed.js`;

  test('of twenty figures those near the reader are loaded, and each is complete when it is reached', async (t) => {
    const figures = Array.from(
      { length: 20 },
      (_, i) => `<h2>${i}</h2><activation-curves functions="${i % 2 ? 'gelu' : 'relu,elu'}"></activation-curves>`,
    );
    const address = await article(t, figures.join(''), { scripts: [script()] });
    const { page, context, problems } = await openPage(given.browser, address);
    await hears(page, 'ready', 2);
    const loaded = () => page.locator('activation-curves-view').count();
    assert.ok((await loaded()) <= 5, `${await loaded()} of 20 are loaded at first`);
    for (let i = 0; i < 20; i += 1) {
      const figure = page.locator('activation-curves').nth(i);
      await figure.scrollIntoViewIfNeeded();
      await figure.locator('path.curve').first().waitFor();
    }
    await hears(page, 'ready', 20);
    assert.equal(await loaded(), 20);
    assert.deepEqual(
      problems.filter((one) => !one.includes(new URL(given.site.url).origin)),
      [],
    );
    await context.close();
  });

  test('in a column of 680 px curves of up to four functions are at most 480 px high, and a training at most 560', async (t) => {
    const functions = ['relu', 'relu,elu', 'gelu,silu,mish', 'elu,leaky-relu,prelu,relu'];
    const figures = functions.map((one) => `<activation-curves functions="${one}"></activation-curves>`).join('');
    const address = await article(t, `${figures}<activation-training preset="relu-vs-elu"></activation-training>`, {
      scripts: [script()],
    });
    const { page, context } = await openPage(given.browser, address, { width: 1000, height: 3000 });
    await hears(page, 'ready', functions.length + 1);
    const heights = await page
      .locator('activation-curves, activation-training')
      .evaluateAll((/** @type {Element[]} */ all) => all.map((one) => one.getBoundingClientRect().height));
    const training = heights.pop();
    assert.ok(
      heights.every((/** @type {number} */ height) => height > 300 && height <= 480),
      heights.join(', '),
    );
    assert.ok(training <= 560, `${training}`);
    // Of two functions each is described; of more the rows alone stand there.
    assert.equal(await page.locator('activation-curves').nth(1).locator('.kinks p').count(), 2);
    assert.equal(await page.locator('activation-curves').nth(2).locator('.kinks').count(), 0);
    await context.close();
  });

  test('a training waits while it is out of sight, and goes on', async (t) => {
    const address = await article(
      t,
      '<activation-training preset="relu-vs-elu" set="training.epochs=2000"></activation-training><div class="far"></div><p id="end">End.</p>',
      { scripts: [script()] },
    );
    const { page, context } = await openPage(given.browser, address);
    const phase = (/** @type {string} */ wanted) =>
      page.waitForFunction((/** @type {string} */ which) => {
        const view = document
          .querySelector('activation-training')
          ?.shadowRoot?.querySelector('activation-training-view');
        return /** @type {any} */ (view)?.model.phase === which;
      }, wanted);
    await page.evaluate(() => void (/** @type {any} */ (document.querySelector('activation-training')).train()));
    await hears(page, 'epoch');
    await page.locator('#end').scrollIntoViewIfNeeded();
    await phase('paused');
    await page.evaluate(() => scrollTo(0, 0));
    await phase('running');
    // Paused by its reader, it waits until its reader goes on.
    await page.getByRole('button', { name: 'Pause' }).click();
    await phase('paused');
    await page.locator('#end').scrollIntoViewIfNeeded();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await page.evaluate(() => scrollTo(0, 0));
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await phase('paused');
    await context.close();
  });

  test('trainings that a program starts out of sight begin when they are seen, and have no workers before', async (t) => {
    const one =
      '<activation-training preset="relu-vs-elu" set="training.epochs=2;data.train=300"></activation-training><div class="far"></div>';
    const address = await article(t, `<div class="far"></div>${one.repeat(5)}`, { scripts: [script()] });
    const { page, context } = await openPage(given.browser, address);
    const phases = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('activation-training')].map(
          (figure) =>
            /** @type {any} */ (figure.shadowRoot?.querySelector('activation-training-view'))?.model.phase ?? 'none',
        ),
      );
    // The promises settle: what is wrong would be said.
    await page.evaluate(() =>
      Promise.all([...document.querySelectorAll('activation-training')].map((one) => /** @type {any} */ (one).train())),
    );
    await page.waitForTimeout(500);
    assert.deepEqual(await phases(), Array(5).fill('idle'));
    assert.ok(page.workers().length <= 5, `${page.workers().length} workers of 5 figures that wait`);
    const figures = page.locator('activation-training');
    // One is taken back before it is seen.
    await figures.nth(1).evaluate((/** @type {any} */ figure) => figure.pause());
    for (const i of [0, 1, 2]) {
      await figures.nth(i).scrollIntoViewIfNeeded();
      if (i !== 1) await hears(page, 'result', i === 0 ? 1 : 2);
      else await page.waitForTimeout(300);
    }
    assert.deepEqual(await phases(), ['done', 'idle', 'done', 'idle', 'idle']);
    await context.close();
  });

  test('the charts of a figure are read off together, and those of another figure are not', async (t) => {
    const figure = '<activation-training preset="relu-vs-elu"></activation-training>';
    const address = await article(t, figure + figure, { scripts: [script()] });
    const { page, context } = await openPage(given.browser, address);
    await page.setViewportSize({ width: 800, height: 1400 });
    await hears(page, 'ready', 2);
    const figures = page.locator('activation-training');
    await figures.nth(0).locator('.host').first().hover();
    await figures.nth(0).locator('.rule').nth(1).waitFor();
    assert.deepEqual(
      [await figures.nth(0).locator('.rule').count(), await figures.nth(1).locator('.rule').count()],
      [2, 0],
    );
    await context.close();
  });

  test('a hundred figures made and removed leave no worker, listener or node', async (t) => {
    const address = await article(t, '<div id="here"></div>', { scripts: [script()] });
    const { page, context } = await openPage(given.browser, address);
    const cdp = await context.newCDPSession(page);
    await cdp.send('Performance.enable');
    await cdp.send('HeapProfiler.enable');
    const figures = (/** @type {number} */ count) =>
      page.evaluate(
        async (/** @type {[string, number]} */ [url, many]) => {
          const { embed } = await import(url);
          for (let i = 0; i < many; i += 1) {
            const training = i % 10 === 0;
            const figure = embed(
              document.querySelector('#here'),
              training
                ? { view: 'training', preset: 'relu-vs-elu', set: { 'training.epochs': 1 } }
                : { view: 'curves' },
            );
            await figure.ready;
            if (training) await figure.element.train();
            if (i % 2) figure.finalize();
            else figure.element.remove();
          }
        },
        [script(), count],
      );
    const left = async () => {
      await cdp.send('HeapProfiler.collectGarbage');
      const { metrics } = await cdp.send('Performance.getMetrics');
      const of = (/** @type {string} */ name) => metrics.find((/** @type {any} */ one) => one.name === name).value;
      return { nodes: of('Nodes'), listeners: of('JSEventListeners'), heap: of('JSHeapUsedSize') };
    };
    await figures(20); // what is loaded once stays
    const before = await left();
    await figures(100);
    await page.waitForFunction(() => true);
    const after = await left();
    assert.equal(page.workers().length, 0);
    assert.ok(after.nodes - before.nodes < 200, `${after.nodes - before.nodes} nodes are left`);
    assert.ok(after.listeners - before.listeners < 50, `${after.listeners - before.listeners} listeners are left`);
    assert.ok(after.heap - before.heap < 3e6, `${after.heap - before.heap} bytes are left`);
    assert.equal((await heard(page, 'ready')).length, 120);
    await context.close();
  });
});
