// The folder that `cli.js figure --page` writes, in a browser: from a static server and from a disk, without scripts, in a frame
// of WordPress, and live. Catches a page that asks for something outside of its folder, or whose live figure trains other
// numbers than it shows.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { elementsOf } from '../../node/figures/page-support.js';
import { cli, experimentFile, fourKinds, newFolder } from '../../node/support.js';
import { axeFindings, launchChromium, openPage } from '../harness.js';

const require = createRequire(new URL('../../../web/package.json', import.meta.url));
const sirv = require('sirv');

const experiment = { ...fourKinds, name: 'Two runs', runs: fourKinds.runs.slice(0, 2), seeds: [1] };

/** @param {string} spec @param {string[]} more options @returns {Promise<string>} the folder */
async function folderOf(spec, ...more) {
  const folder = join(newFolder(), 'a figure');
  const { code, stderr } = await cli('figure', spec, '--page', folder, ...more);
  assert.equal(code, 0, stderr);
  return folder;
}

/** @param {string} folder @param {import('node:test').TestContext} t @returns {Promise<string>} its address, below another path */
async function serve(folder, t) {
  const files = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    request.url = request.url?.replace(/^\/figures\/one/, '');
    files(request, response, () => {
      response.writeHead(404).end();
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => {
    server.closeAllConnections?.();
    server.close();
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}/figures/one/`;
}

/** The link of its live figure. @param {string} folder */
const linkIn = (folder) =>
  (/href="live\.html(#[^"]*)"/.exec(readFileSync(join(folder, 'index.html'), 'utf8'))?.[1] ?? '').replace(
    /&amp;/g,
    '&',
  );

/** @param {string} folder */
const onDisk = (folder) => pathToFileURL(join(folder, 'index.html')).href;

/** The summaries of a live figure that trains without another press. @param {any} frame @returns {Promise<any[]>} */
async function trained(frame) {
  await frame.getByText('Run again here').waitFor({ timeout: 120_000 });
  return frame.evaluate(() =>
    /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.map(
      (/** @type {any} */ trial) => trial.summary,
    ),
  );
}

/** Playwright's own script stumbles over a missing origin. @param {string[]} problems */
const own = (problems) => problems.filter((one) => !one.includes("'serviceWorker' property"));

describe('the folder of a figure', () => {
  /** @type {any} */
  let browser;
  /** @type {string} */
  let folder;
  /** @type {string} */
  let curves;
  before(async () => {
    browser = await launchChromium();
    folder = await folderOf(experimentFile(experiment));
    curves = await folderOf('#v1:fn=relu,elu(alpha:0.5)');
  });
  after(() => browser?.close());

  /** A page whose requests, and those of its frames and workers, are collected. @param {string} address @param {object} [options] */
  async function open(address, options = {}) {
    /** @type {string[]} */
    const requests = [];
    const opened = await openPage(browser, address, {
      ...options,
      prepare: async (/** @type {any} */ page) => {
        page.context().on('request', (/** @type {any} */ request) => requests.push(request.url()));
      },
    });
    const base = address.replace(/[^/]*$/, '');
    const outside = () => requests.filter((url) => !/^(blob|data):/.test(url) && !url.startsWith(base));
    return { ...opened, requests, outside };
  }

  /** @param {any} page whether its picture is there */
  async function seesPicture(page) {
    const image = page.locator('figure img');
    await image.waitFor();
    assert.ok(
      await image.evaluate((/** @type {HTMLImageElement} */ one) => one.decode().then(() => one.naturalWidth > 300)),
    );
    assert.equal(await image.isVisible(), true);
    return image;
  }

  for (const place of ['a server', 'a disk'])
    test(`from ${place}: the picture stands, the live figure trains to the recorded hashes, and nothing outside is asked for`, async (t) => {
      const address = place === 'a disk' ? onDisk(folder) : await serve(folder, t);
      const { page, context, problems, requests, outside } = await open(address);
      await seesPicture(page);
      assert.equal(
        requests.some((url) => url.includes('live.html')),
        false,
        'loaded when asked for only',
      );
      await page.getByRole('link', { name: 'Run again and compare' }).click();
      await page.locator('html.live').waitFor();
      assert.equal(await page.locator('figure img').isVisible(), false);
      const frame = page.frames()[1];
      assert.equal(await frame.locator('#full').isVisible(), false, 'no playground stands beside it');
      const summaries = await trained(frame);
      const record = JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8'));
      assert.equal(record.trials.length, 2);
      assert.deepEqual(
        summaries.map((/** @type {any} */ one) => one.hash),
        record.trials.map((/** @type {any} */ one) => one.hash),
      );
      const shown = await page.locator('.results td code').allInnerTexts();
      assert.deepEqual(
        shown,
        record.trials.map((/** @type {any} */ one) => one.hash),
      );
      const said = await frame.getByText('Run again here').innerText();
      assert.equal(
        said,
        'Run again here: all 2 hashes are the published ones, so every number is the same to the last bit.',
      );
      // The frame is as high as what is in it.
      const height = await frame.evaluate(() => document.documentElement.scrollHeight);
      await page.waitForFunction(
        (/** @type {number} */ wanted) => Math.abs(Number(document.querySelector('iframe')?.height) - wanted) < 40,
        height,
      );
      assert.deepEqual(outside(), []);
      assert.deepEqual(own(problems), []);
      await context.close();
    });

  test('the live figure begins with the published curves, and says where a run differs from them, and why', async (t) => {
    const changed = join(newFolder(), 'changed');
    cpSync(folder, changed, { recursive: true });
    const live = readFileSync(join(folder, 'live.html'), 'utf8');
    const [, packed] = /id="published">([\w+/=]+)</.exec(live) ?? assert.fail('no record is in the live figure');
    const record = JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString());
    assert.deepEqual(
      record.trials.map((/** @type {any} */ one) => [one.run, one.epochs.length]),
      [
        ['SGD', 3],
        ['Adam', 3],
      ],
    );
    const { summary } = record.trials[1];
    summary.hash = summary.hash.replace(/^./, (/** @type {string} */ one) => (one === 'f' ? 'e' : 'f'));
    record.isOtherEngine = true;
    const repacked = gzipSync(JSON.stringify(record)).toString('base64');
    writeFileSync(join(changed, 'live.html'), live.replace(packed, repacked));
    const { page, context } = await open(`${await serve(changed, t)}live.html${linkIn(folder)}`);
    await page.getByText(/^Published: trained for this figure\./).waitFor();
    const shown = () =>
      page.evaluate(() => {
        const { model } = /** @type {any} */ (document.querySelector('activation-training-view'));
        return [model.shown === model.recorded, model.shown.map((/** @type {any} */ one) => one.records.length)];
      });
    assert.deepEqual(await shown(), [true, [3, 3]]);
    assert.equal(
      await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-training-view')).model.phase),
      'idle',
    );
    await page.getByRole('button', { name: 'Run again and compare' }).click();
    await trained(page);
    assert.match(
      await page.getByText('Run again here').innerText(),
      /: 1 of 2 trainings have another hash than the published result\. Adam has [0-9a-f]{8} instead of [ef][0-9a-f]{7}, and accuracy \S+ instead of \S+\. The engine of this page is of another version than the one that recorded it\.$/,
    );
    await context.close();
  });

  test('the file of the live figure shows it without a link too', async (t) => {
    const { page, context } = await open(`${await serve(folder, t)}live.html`);
    await page.getByRole('button', { name: /^Run again/ }).waitFor();
    assert.equal(await page.locator('activation-curves-view').count(), 0);
    await context.close();
  });

  test('the live figure of one run shows and trains that run alone, in the colour of its picture', async (t) => {
    const own = await folderOf(experimentFile(experiment), '--run', 'Adam', '--kind', 'losses');
    const { page, context } = await open(`${await serve(own, t)}live.html${linkIn(own)}`);
    await page.getByText(/^Published: trained for this figure\./).waitFor();
    const labels = page.locator('activation-kind-chart svg .end-label');
    assert.deepEqual(await labels.allTextContents(), ['Adam']);
    await page.getByRole('button', { name: 'Run again and compare' }).click();
    const summaries = await trained(page);
    assert.deepEqual(
      summaries.map(({ run }) => run),
      ['Adam'],
    );
    const record = JSON.parse(readFileSync(join(own, 'record.json'), 'utf8'));
    assert.equal(summaries[0].hash, record.trials[0].hash);
    await page.getByText('Run again here: the hash is the published one').waitFor();
    assert.deepEqual(await labels.allTextContents(), ['Adam']);
    await context.close();
  });

  for (const kind of ['losses', 'accuracy', 'std'])
    test(`the live figure begins as the published picture of ${kind}: its lines, its axes and its words`, async (t) => {
      const own = await folderOf(experimentFile(experiment), '--kind', kind);
      const { page, context } = await open(`${await serve(own, t)}live.html${linkIn(own)}`);
      await page.setViewportSize({ width: 688, height: 900 });
      const chart = page.locator('activation-figure-frame .host > svg');
      await page.getByText(/^Published: /).waitFor();
      const partsOf = (/** @type {string} */ svg) =>
        elementsOf(svg)
          .map(({ tag, attributes, text }) => (tag === 'text' ? text : tag === 'path' ? attributes.d : ''))
          .filter(Boolean);
      const picture = partsOf(readFileSync(join(own, 'figure.svg'), 'utf8'));
      await page.waitForFunction(() => {
        const training = document.querySelector('activation-training-view')?.shadowRoot;
        const frame = training?.querySelector('activation-kind-chart')?.shadowRoot?.firstElementChild;
        return frame?.shadowRoot?.querySelector('svg')?.getAttribute('width') === '680';
      });
      assert.equal(await chart.count(), 1);
      const live = partsOf(await chart.evaluate((/** @type {SVGElement} */ one) => one.outerHTML));
      assert.ok(live.length > 5);
      assert.deepEqual(live, picture.slice(-live.length));
      const words = await page.locator('activation-figure-frame').evaluate((/** @type {any} */ one) => one.note);
      assert.deepEqual([experiment.name, words].join(' '), picture.slice(0, -live.length).join(' '));
      await context.close();
    });

  test('a link of a pasted figure starts the run on arrival, and no frame does so by itself', async (t) => {
    const address = await serve(folder, t);
    const { page, context } = await open(`${address}#run`);
    await page.locator('html.live').waitFor();
    assert.equal((await trained(page.frames()[1])).length, 2);
    await page.setContent(`<iframe src="${address}#run" width="600" height="600"></iframe>`);
    const button = page.frameLocator('iframe').getByRole('link', { name: 'Run again and compare' });
    await button.waitFor();
    await page.waitForTimeout(500);
    assert.equal(await button.isVisible(), true);
    await context.close();
  });

  test('a live figure that is not there: it is said, the frame goes, and another press gets it', async (t) => {
    const { page, context } = await open(await serve(folder, t));
    const gone = (/** @type {any} */ route) => route.fulfill({ status: 404, body: 'Not found' });
    await page.route('**/live.html*', gone);
    const button = page.getByRole('link', { name: 'Run again and compare' });
    const state = page.locator('#state');
    const offer = await state.innerText();
    for (const refuse of [gone, (/** @type {any} */ route) => route.abort()]) {
      await page.route('**/live.html*', refuse);
      await button.click();
      await page.getByText('Loading the live figure').waitFor();
      await page.getByText('did not load: live.html is missing').waitFor({ timeout: 10_000 });
      assert.equal(await page.locator('iframe').count(), 0);
      assert.equal(await page.locator('figure img').isVisible(), true);
    }
    await page.unroute('**/live.html*');
    await button.click();
    await page.locator('html.live').waitFor();
    assert.equal(await state.textContent(), offer);
    await context.close();
  });

  test('in a folder whose name has that of the live figure in it, the live figure comes too', async () => {
    const named = join(newFolder(), 'the live.html of one');
    cpSync(curves, named, { recursive: true });
    const { page, context } = await open(onDisk(named));
    await page.getByRole('link', { name: 'Try it here' }).click();
    await page.locator('html.live').waitFor({ timeout: 10_000 });
    await context.close();
  });

  test('curves from a disk: the sliders of the link', async () => {
    const { page, context, problems, outside } = await open(onDisk(curves));
    await seesPicture(page);
    await page.getByRole('link', { name: 'Try it here' }).click();
    await page.locator('html.live').waitFor();
    assert.deepEqual(await page.frames()[1].locator('activation-function-row h3').allInnerTexts(), ['ReLU', 'ELU']);
    assert.deepEqual(outside(), []);
    assert.deepEqual(own(problems), []);
    await context.close();
  });

  test('without scripts: picture, caption and result, and no button that does nothing; the same in print', async (t) => {
    const address = await serve(folder, t);
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(address);
    const image = page.locator('figure img');
    assert.equal(await image.isVisible(), true);
    assert.ok((await image.boundingBox()).height > 300);
    assert.match(await image.getAttribute('alt'), /^Two runs\. .* Training loss after epoch 3: SGD \d.*, Adam \d/);
    assert.equal(await page.getByText('Run again and compare').isVisible(), false);
    assert.equal(await page.locator('.results code').first().isVisible(), true);
    await context.close();

    const live = await open(address);
    await live.page.getByRole('link', { name: 'Run again and compare' }).click();
    await live.page.locator('html.live').waitFor();
    await live.page.emulateMedia({ media: 'print' });
    assert.equal(await live.page.locator('figure img').isVisible(), true);
    await live.context.close();
  });

  for (const [width, scheme] of /** @type {[number, 'light' | 'dark'][]} */ ([
    [1280, 'light'],
    [360, 'dark'],
  ]))
    test(`${width} pixels wide, ${scheme}: nothing overflows, and axe finds nothing`, async (t) => {
      const { page, context } = await open(await serve(folder, t));
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      const image = await seesPicture(page);
      const source = await image.evaluate((/** @type {HTMLImageElement} */ one) => one.currentSrc);
      assert.match(source, width < 560 ? /figure-small\.svg$/ : /figure\.svg$/);
      assert.ok(
        await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
      );
      assert.deepEqual(await axeFindings(page), []);
      await context.close();
    });

  test('in a frame of WordPress: the figure alone, whose height is posted with the secret; it runs there', async (t) => {
    const address = await serve(folder, t);
    const article = createServer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end(`<!doctype html><title>An article</title><script>
        window.heard = [];
        addEventListener('message', ({ data }) => window.heard.push(data));
      </script><iframe sandbox="allow-scripts" width="600" height="300" src="${address}#?secret=a1B2c3"></iframe>`);
    });
    await new Promise((resolve) => article.listen(0, '127.0.0.1', () => resolve(undefined)));
    t.after(() => {
      article.closeAllConnections?.();
      article.close();
    });
    const { port } = /** @type {import('node:net').AddressInfo} */ (article.address());
    const { page, context } = await openPage(browser, `http://localhost:${port}/`);
    const heard = () =>
      page.evaluate(() => /** @type {any} */ (window).heard.filter((/** @type {any} */ one) => one.message));
    await page.waitForFunction(() => /** @type {any} */ (window).heard.some((/** @type {any} */ one) => one.message));
    const [{ message, value, secret }] = await heard();
    assert.deepEqual([message, secret], ['height', 'a1B2c3']);
    assert.ok(value > 350 && value < 700, `${value}`);
    const frame = page.frames()[1];
    await seesPicture(frame);
    assert.equal(await frame.locator('.results').isVisible(), false);
    await frame.getByRole('link', { name: 'Run again and compare' }).click();
    await frame.locator('html.live').waitFor();
    const record = JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8'));
    const summaries = await trained(page.frames()[2]);
    assert.equal(summaries[0].hash, record.trials[0].hash);
    await context.close();
  });
});
