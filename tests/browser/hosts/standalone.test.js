// The figure in one file: opened from a disk, and in a frame without an origin on a site that sends no CORS headers, where no
// module script loads. Catches a blank figure, one that trains other numbers or asks for a file, and one that is
// loaded where the embed works.
import assert from 'node:assert/strict';
import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { filesOf } from '../../../web/tools/offline.js';
import { axeFindings, kDist, openPage, serveSite, trainingReady, trainOnPage, useSite } from '../harness.js';
import { hashesHere } from './hashes.js';

const kCurves = 'v1:fn=relu,elu';
const kTraining = 'v1:view=training&set=training.epochs=2;seeds=[0]';

/** @param {string} name of a file of the site @param {string} [folder] @returns {string} its address on the disk */
const onDisk = (name, folder = kDist) => pathToFileURL(join(folder, name)).href;

/** A page whose requests are collected, those of its workers as well. @param {any} browser @param {string} address */
async function openWatched(browser, address) {
  /** @type {string[]} */
  const requests = [];
  const opened = await openPage(browser, address, {
    prepare: async (page) => {
      page.context().on('request', (/** @type {any} */ request) => requests.push(request.url()));
    },
  });
  /** Those that reach for something: not the page itself, and no text that it has. */
  const outgoing = () =>
    requests.filter((url) => !/^(blob|data):/.test(url) && url.split('#')[0] !== address.split('#')[0]);
  return { ...opened, requests, outgoing };
}

/** @param {any} frame */
const curvesIn = (frame) => frame.locator('activation-curve-chart path.curve').first().waitFor();

/** Trains the figure of a page or a frame, and compares its hashes with Node's. @param {any} frame */
async function trainsAsNode(frame) {
  await frame.locator('activation-training-view').waitFor();
  const summaries = await trainOnPage(frame);
  assert.ok(summaries.length > 0);
  assert.deepEqual(
    summaries.map((/** @type {any} */ one) => one.hash),
    await hashesHere(frame),
  );
}

/** @param {any} page @param {boolean} [some] whether there must be one */
function onlyTextWorkers(page, some = true) {
  const urls = page.workers().map((/** @type {any} */ one) => one.url());
  assert.ok(
    (urls.length > 0 || !some) && urls.every((/** @type {string} */ url) => url.startsWith('blob:')),
    `${urls}`,
  );
}

/** Playwright's own script, which keeps service workers out, stumbles over a missing origin. @param {string[]} problems */
const own = (problems) => problems.filter((one) => !one.includes("'serviceWorker' property"));

describe('the figure in one file', () => {
  const given = useSite();

  test('from a disk: draws the curves of its link alone, follows another, and asks for nothing', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'standalone-'));
    t.after(() => rmSync(folder, { recursive: true }));
    copyFileSync(join(kDist, 'standalone.html'), join(folder, 'a figure.html'));
    const { page, context, problems, outgoing } = await openWatched(
      given.browser,
      `${onDisk('a figure.html', folder)}#${kCurves}`,
    );
    await curvesIn(page);
    assert.deepEqual(await page.locator('activation-function-row h3').allInnerTexts(), ['ReLU', 'ELU']);
    assert.equal(await page.locator('#full').isVisible(), false, 'there is no page beside it');
    await page.evaluate(() => {
      location.hash = '#v1:fn=gelu&theme=dark';
    });
    await page.locator('activation-function-row h3', { hasText: 'GELU' }).waitFor();
    assert.deepEqual(outgoing(), []);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('from a disk: trains in workers with the numbers of Node, and asks for nothing', async () => {
    const { page, context, problems, outgoing } = await openWatched(
      given.browser,
      `${onDisk('standalone.html')}#${kTraining}`,
    );
    await trainsAsNode(page);
    onlyTextWorkers(page);
    assert.equal(await page.locator('.remark', { hasText: 'No worker' }).count(), 0);
    assert.deepEqual(outgoing(), []);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('from a disk: shows the recorded result of a preset, no address to fetch data from, and the layers in the figure', async () => {
    const { page, context, problems, outgoing } = await openWatched(
      given.browser,
      `${onDisk('standalone.html')}#v1:view=training&train=mnist-mlp`,
    );
    await trainingReady(page);
    await page.locator('activation-run-results .recorded').waitFor({ state: 'attached' });
    await page.getByText('Choose files').waitFor();
    assert.equal(await page.locator('activation-data-files input[name=address]').isVisible(), false);
    // What the figure leaves out is in no page beside it.
    assert.equal(await page.locator('activation-layers-view').count(), 0);
    await page.evaluate(() => {
      const asked = new CustomEvent('open-layers', { detail: { run: 0 }, bubbles: true, composed: true });
      document.querySelector('activation-training-view')?.dispatchEvent(asked);
    });
    await page.locator('activation-layers-view').waitFor();
    assert.deepEqual(outgoing(), []);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('from a disk: embed.html goes on to it, with its link', async () => {
    const { page, context } = await openPage(given.browser, `${onDisk('embed.html')}?x=1#${kCurves}`);
    await page.waitForURL(/standalone/);
    await curvesIn(page);
    assert.equal(page.url(), `${onDisk('standalone.html')}?x=1#${kCurves}`);
    await context.close();
  });

  test('from a disk: index.html says what to do, and leads to it', async () => {
    const { page, context } = await openPage(given.browser, onDisk('index.html'));
    const advice = page.locator('#unserved');
    await advice.waitFor({ timeout: 5000 });
    const text = await page.locator('body').innerText();
    assert.match(
      text,
      /^Activation Playground\s+A browser loads this page from a web server only\. .*serve its folder/,
    );
    assert.deepEqual(await axeFindings(page), []);
    await advice.getByRole('link').click();
    await curvesIn(page);
    assert.equal(page.url(), onDisk('standalone.html'));
    await context.close();
  });

  test('in a frame without an origin, of a site without CORS headers: embed.html goes on to it, and trains as Node', async (t) => {
    const frame = (/** @type {string} */ link) =>
      `<!doctype html><title>f</title><link rel="icon" href="data:,"><iframe sandbox="allow-scripts" width="1000" height="900" src="./embed.html#${link}"></iframe>`;
    const site = await serveSite(
      { 'curves\\.html$': frame(kCurves), 'training\\.html$': frame(kTraining) },
      { isShared: false },
    );
    t.after(() => site.close());
    const { page, context, problems, requests } = await openWatched(given.browser, `${site.url}curves.html`);
    const standalone = () => page.frameLocator('iframe').locator('html[data-standalone]');
    await standalone().waitFor();
    await curvesIn(page.frames()[1]);
    assert.equal(page.frames()[1].url(), `${site.url}standalone.html#${kCurves}`);
    assert.equal(await page.frames()[1].evaluate(() => self.origin), 'null');
    assert.equal(await page.frames()[1].locator('#full').isVisible(), true, 'the page is beside it');
    const arrived = requests.findIndex((url) => url.includes('standalone.html'));
    assert.deepEqual(
      requests.slice(arrived + 1).filter((url) => !/^(blob|data):/.test(url)),
      [],
    );
    // What the embed could not load, and Playwright's own script.
    assert.deepEqual(
      own(problems).filter((one) => !/CORS policy|ERR_FAILED/.test(one)),
      [],
    );
    await page.goto(`${site.url}training.html`);
    await standalone().waitFor();
    await trainsAsNode(page.frames()[1]);
    onlyTextWorkers(page);
    await context.close();
  });

  test('served to a page with an origin it trains as well, and tries no file of a worker', async () => {
    const { page, context, problems, outgoing } = await openWatched(
      given.browser,
      `${given.site.url}standalone.html#${kTraining}`,
    );
    await trainsAsNode(page);
    onlyTextWorkers(page);
    assert.deepEqual(outgoing(), []);
    assert.deepEqual(problems, []);
    await context.close();
  });

  for (const [what, attributes] of [
    ['a frame', ''],
    ['a frame without an origin', 'sandbox="allow-scripts"'],
  ])
    test(`is not loaded where modules load: ${what}`, async (t) => {
      const site = await serveSite({
        'host\\.html$': `<!doctype html><title>f</title><iframe ${attributes} src="./embed.html#${kCurves}"></iframe>`,
      });
      t.after(() => site.close());
      const { page, context, requests } = await openWatched(given.browser, `${site.url}host.html`);
      await curvesIn(page.frames()[1]);
      await page.waitForTimeout(500);
      assert.ok(requests.some((url) => url.includes('/assets/embed-')));
      assert.deepEqual(
        requests.filter((url) => url.includes('standalone.html')),
        [],
      );
      await context.close();
    });

  test('is not loaded where a script is missing for another reason', async (t) => {
    const site = await serveSite({ 'assets/embed-.*\\.js$': null });
    t.after(() => site.close());
    const { page, context, requests } = await openWatched(given.browser, `${site.url}embed.html#${kCurves}`);
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(300);
    assert.deepEqual(
      requests.filter((url) => url.includes('standalone.html')),
      [],
    );
    await context.close();
  });

  test('a missing one ends in no loop', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'standalone-'));
    t.after(() => rmSync(folder, { recursive: true }));
    cpSync(kDist, folder, { recursive: true });
    rmSync(join(folder, 'standalone.html'));
    const frame = '<!doctype html><title>f</title><iframe sandbox="allow-scripts" src="./embed.html"></iframe>';
    const site = await serveSite({ 'host\\.html$': frame }, { folder, isShared: false });
    t.after(() => site.close());
    const { page, context, requests } = await openWatched(given.browser, `${site.url}host.html`);
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(500);
    assert.equal(requests.filter((url) => url.includes('standalone.html')).length, 1);
    assert.equal(requests.filter((url) => url.includes('embed.html')).length, 1);
    await context.close();
  });

  test('is not among the files that are kept for when there is no network', () => {
    assert.ok(!Object.keys(filesOf(kDist)).some((path) => path.includes('standalone.html')));
  });
});
