// The site without a network: a service worker keeps it, a reload works and trains, and a new build is never hidden by the
// one before. Catches a first curve that waits for it, a worker where none belongs, and a part that is missing offline.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { filesOf, writeServiceWorker } from '../../../web/tools/offline.js';
import { axeFindings, curvesReady, kDist, openPage, serveSite, showView, trainingReady, useSite } from '../harness.js';

/** @typedef {any} Page */

const kOffline = /^Offline: the page works from this device\./;

/** @param {Page} page */
const line = (page) => page.locator('#connection');

/** Waits until the site is kept, which the worker shows by taking the page over. @param {Page} page */
const kept = (page) => page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');

/** The names and the addresses of what is kept of the site. @param {Page} page @returns {Promise<Record<string, string[]>>} */
const cached = (page) =>
  page.evaluate(async () => {
    const names = (await window.caches.keys()).filter((name) => name.startsWith('activation-playground-site'));
    const lists = names.map(async (name) => {
      const requests = await (await window.caches.open(name)).keys();
      return [name, requests.map(({ url }) => url)];
    });
    return Object.fromEntries(await Promise.all(lists));
  });

/** @param {Page} page @param {(names: string[]) => boolean} wanted the names of the caches, the oldest first */
async function caches(page, wanted) {
  const end = Date.now() + 20_000;
  for (;;) {
    const names = Object.keys(await cached(page));
    const isBusy = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return Boolean(registration?.installing || registration?.waiting);
    });
    if (!isBusy && wanted(names)) return;
    assert.ok(Date.now() < end, names.join('\n'));
    await page.waitForTimeout(50);
  }
}

/** Trains the usual experiment for one epoch. @param {Page} page @returns {Promise<string[]>} hashes */
async function train(page) {
  await trainingReady(page);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 60_000 });
  return page.evaluate(() =>
    /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.map(
      (/** @type {any} */ { summary }) => summary.hash,
    ),
  );
}

describe('without a network', () => {
  const given = useSite();

  test('a visit keeps every file of the site, after the first curve, and nothing from elsewhere', async () => {
    const { page, context, problems } = await openPage(given.browser, 'about:blank', { offline: true });
    await page.addInitScript(() => {
      const wait = () =>
        document
          .querySelector('activation-curves-view')
          ?.shadowRoot?.querySelector('activation-curve-chart')
          ?.shadowRoot?.querySelector('path.curve[d]')
          ? performance.mark('first-curve')
          : requestAnimationFrame(wait);
      requestAnimationFrame(wait);
      const { register } = ServiceWorkerContainer.prototype;
      ServiceWorkerContainer.prototype.register = function (/** @type {[string]} */ ...values) {
        performance.mark('register');
        return register.apply(this, values);
      };
    });
    /** @type {string[]} */
    const foreign = [];
    context.on('request', (/** @type {any} */ request) => {
      if (!request.url().startsWith(given.site.url)) foreign.push(request.url());
    });
    await page.goto(given.site.url);
    await kept(page);
    const [curve, register] = await page.evaluate(() =>
      ['first-curve', 'register'].map((name) => performance.getEntriesByName(name)[0]?.startTime),
    );
    assert.ok(curve > 0 && register > curve, `first curve ${curve}, registered ${register}`);
    const lists = Object.values(await cached(page));
    assert.equal(lists.length, 1);
    const expected = Object.keys(filesOf(kDist)).map((path) => given.site.url + path);
    assert.ok(expected.length > 40);
    assert.deepEqual(lists[0].sort(), expected.sort());
    assert.equal(await line(page).innerText(), '');
    assert.deepEqual(foreign, []);
    assert.deepEqual(
      problems.filter((text) => !text.startsWith('request off')),
      [],
    ); // opened from about:blank
    await context.close();
  });

  test('a reload works, says so, draws and trains with the same numbers, wide and narrow, light and dark', async () => {
    const { page, context, problems } = await openPage(given.browser, `${given.site.url}#v1:set=training.epochs=1`, {
      offline: true,
    });
    /** Each way in which the page is looked at. */
    const check = async () => {
      for (const [width, colorScheme] of /** @type {[number, string][]} */ ([
        [1280, 'light'],
        [360, 'light'],
        [360, 'dark'],
      ])) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await axeFindings(page), [], `${width} px, ${colorScheme}`);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `${width} px`);
      }
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.emulateMedia({ colorScheme: 'light' });
    };
    await curvesReady(page);
    const online = await train(page);
    await kept(page);
    await context.setOffline(true);
    await line(page).filter({ hasText: kOffline }).waitFor();
    await page.evaluate(() => sessionStorage.clear()); // as a new visit: it has not trained
    await page.reload();
    await line(page).filter({ hasText: kOffline }).waitFor();
    assert.equal(await line(page).getAttribute('role'), 'status');
    await curvesReady(page);
    await check();
    assert.deepEqual(await train(page), online);
    // Parts that this visit has not loaded.
    await showView(page, 'experiments');
    await page.getByRole('button', { name: /^Open The spiral/ }).click();
    await page.locator('activation-run-results .recorded').waitFor({ state: 'attached' });
    await check();
    await context.setOffline(false);
    await line(page).filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a site that does not answer is offline too, though the device has a network', async () => {
    const site = await serveSite();
    const { page, context, problems } = await openPage(given.browser, site.url, { offline: true });
    await kept(page);
    await site.close();
    await page.reload();
    await line(page).filter({ hasText: kOffline }).waitFor();
    await curvesReady(page);
    assert.equal(await page.evaluate(() => navigator.onLine), true);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('before the site is kept, the page says that a reload needs the network', async () => {
    const { page, context } = await openPage(given.browser, given.site.url); // no service worker
    await curvesReady(page);
    await context.setOffline(true);
    await line(page)
      .filter({ hasText: /^Offline: what is open goes on working\. .*: do not reload it\.$/ })
      .waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await context.close();
  });

  test('what comes from an address says that it has to wait', async () => {
    const { page, context, problems } = await openPage(given.browser, `${given.site.url}#v1:train=mnist-mlp`, {
      offline: true,
      width: 360,
    });
    await trainingReady(page);
    await kept(page);
    const note = page.locator('activation-data-files .offline');
    assert.equal(await note.count(), 0);
    await context.setOffline(true);
    await note.filter({ hasText: /^Offline: an address has to wait for the network/ }).waitFor();
    await page.getByRole('button', { name: 'Fetch' }).click();
    await page.getByText(/this device is offline, and the files were not kept here before/).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    // The request that fails is one that was asked for.
    assert.deepEqual(
      problems.filter((text) => !/ERR_INTERNET_DISCONNECTED/.test(text)),
      [],
    );
    await context.close();
  });

  test('embeds, frames and sandboxes get no service worker', async () => {
    const frames = (/** @type {string} */ attributes) =>
      `<!doctype html><title>f</title><link rel="icon" href="data:,"><iframe ${attributes} src="./index.html"></iframe>`;
    const site = await serveSite({
      'framed\\.html$': frames(''),
      'sandboxed\\.html$': frames('sandbox="allow-scripts"'),
    });
    for (const path of ['embed.html#v1:view=curves', 'embed.html#v1:view=training', 'framed.html', 'sandboxed.html']) {
      const { page, context, problems } = await openPage(given.browser, site.url + path, { offline: true });
      const frame = page.frames().at(-1);
      await frame
        .locator(/training/.test(path) ? 'activation-run-controls .primary' : 'activation-curve-chart path.curve')
        .first()
        .waitFor();
      await page.waitForLoadState('networkidle');
      await page.waitForTimeout(500);
      assert.deepEqual(
        await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length),
        0,
        path,
      );
      assert.deepEqual(context.serviceWorkers(), [], path);
      assert.deepEqual(problems, [], path);
      await context.close();
    }
    await site.close();
  });

  /** A page on a copy of the build, which can be replaced, once the site is kept. */
  async function openBuild() {
    const folder = mkdtempSync(join(tmpdir(), 'playground-build-'));
    cpSync(kDist, folder, { recursive: true });
    await writeServiceWorker(folder);
    const site = await serveSite({}, { folder });
    const { page, context, problems } = await openPage(given.browser, site.url, { offline: true });
    await kept(page);
    return { folder, site, page, context, problems };
  }

  test('a new build is shown at the next visit, kept in the place of the old one, and shown offline', async () => {
    const { folder, site, page, context, problems } = await openBuild();
    const [before] = Object.keys(await cached(page));
    // Another build: a page that differs, and a style sheet of another name, while the old one is gone.
    const index = readFileSync(join(folder, 'index.html'), 'utf8');
    const [sheet] = /** @type {RegExpExecArray} */ (/index-[^"]*\.css/.exec(index));
    renameSync(join(folder, 'assets', sheet), join(folder, 'assets/index-of-the-new-build.css'));
    writeFileSync(
      join(folder, 'index.html'),
      index.replaceAll(sheet, 'index-of-the-new-build.css').replace('<title>', '<title>New: '),
    );
    await writeServiceWorker(folder);
    await page.reload();
    assert.match(await page.title(), /^New: /, 'the network is first');
    // The page was open while the build came: the one before goes with the next.
    await caches(page, (names) => names.some((name) => name !== before));
    const [files] = Object.entries(await cached(page)).flatMap(([name, urls]) => (name === before ? [] : [urls]));
    assert.ok(
      files.some((url) => url.endsWith('index-of-the-new-build.css')),
      files.join('\n'),
    );
    assert.ok(!files.some((url) => url.endsWith(sheet)));
    await context.setOffline(true);
    await page.reload();
    assert.match(await page.title(), /^New: /);
    await curvesReady(page);
    assert.notEqual(
      await page.evaluate(() => getComputedStyle(document.querySelector('.masthead') ?? document.body).position),
      'static',
    );
    assert.deepEqual(problems, []);
    await context.close();
    await site.close();
    rmSync(folder, { recursive: true });
  });

  test('a page of the old build that is open beside the new one still finds its parts', async () => {
    const { folder, site, page, context, problems } = await openBuild();
    // The part that lists the experiments has another name in the new build.
    const list = Object.keys(filesOf(folder)).find((path) => path.includes('experiment-list')) ?? '';
    const main =
      Object.keys(filesOf(folder)).find(
        (path) =>
          /index-[^/]*\.js$/.test(path) &&
          readFileSync(join(folder, path), 'utf8').includes(list.slice('assets/'.length)),
      ) ?? '';
    assert.ok(list && main);
    renameSync(join(folder, list), join(folder, 'assets/experiment-list-new.js'));
    const text = readFileSync(join(folder, main), 'utf8').replaceAll(
      list.slice('assets/'.length),
      'experiment-list-new.js',
    );
    writeFileSync(join(folder, 'assets/main-of-the-new-build.js'), text);
    rmSync(join(folder, main));
    for (const name of ['index.html'])
      writeFileSync(
        join(folder, name),
        readFileSync(join(folder, name), 'utf8').replaceAll(main.slice('assets/'.length), 'main-of-the-new-build.js'),
      );
    await writeServiceWorker(folder);
    const other = await context.newPage();
    await other.goto(site.url);
    await caches(other, (names) => names.length === 2);
    await showView(page, 'experiments');
    await page.locator('activation-experiment-list activation-result-sketch').first().waitFor();
    assert.deepEqual(problems, []);
    await context.close();
    await site.close();
    rmSync(folder, { recursive: true });
  });

  test('a build that is not whole is not kept', async () => {
    // One file is of another build than the list, as in the middle of an upload.
    const site = await serveSite({ 'assets/results-.*\\.js$': 'export {};' });
    const { page, context } = await openPage(given.browser, site.url, { offline: true });
    const state = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.register('./service-worker.js');
      const worker = registration.installing ?? registration.active;
      return new Promise((resolve) => {
        worker?.addEventListener('statechange', () => {
          if (worker.state === 'redundant' || worker.state === 'activated') resolve(worker.state);
        });
      });
    });
    assert.equal(state, 'redundant');
    assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
    await context.close();
    await site.close();
  });
});
