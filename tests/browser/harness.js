// What the browser tests share: a static server that sends the real policy, the system's Chromium, and
// pages that remember every console error and every request that left the origin. Knows no test.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { kPolicy } from '../../web/tools/policy.js';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const sirv = require('sirv');

/** The built site. */
export const kDist = process.env.PLAYGROUND_DIST ?? fileURLToPath(new URL('../../dist/', import.meta.url));

/** The site under a sub-path, so that an absolute address anywhere in it fails. */
const kPrefix = '/some/where/';

/**
 * Serves the built site. `overrides` maps a path below the site to a body (or null for 404).
 * @param {Record<string, string | null>} [overrides]
 * @param {{ folder?: string, policy?: string, port?: number, isShared?: boolean }} [options] another build, and another policy than
 *   the pages'; isShared: whether other origins may read the files, as most static hosts let them
 */
export async function serveSite(
  overrides = {},
  { folder = kDist, policy = kPolicy, port: wanted = 0, isShared = true } = {},
) {
  if (!existsSync(join(folder, 'index.html')))
    throw new Error(`There is no built site in ${folder}: run ./build.sh first.`);
  const serveFile = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = decodeURIComponent(pathname).slice(kPrefix.length);
    const override = Object.entries(overrides).find(([pattern]) => new RegExp(pattern).test(name));
    if (!pathname.startsWith(kPrefix) || override?.[1] === null) return response.writeHead(404).end();
    // The tests frame the embed in pages of their own. The figure in one file has a policy of its own.
    if (name !== 'standalone.html') response.setHeader('Content-Security-Policy', `${policy}; frame-src 'self'`);
    if (isShared) response.setHeader('Access-Control-Allow-Origin', '*');
    if (override) return response.end(override[1]);
    request.url = pathname.slice(kPrefix.length - 1);
    serveFile(request, response, () => {
      response.writeHead(404).end();
    });
  });
  await new Promise((resolve) => server.listen(wanted, '127.0.0.1', () => resolve(undefined)));
  // A test that fails before it closes its site must not keep the whole run waiting.
  server.unref();
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}${kPrefix}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections?.();
        server.close(resolve);
      }),
  };
}

/**
 * The system's Chromium where there is one, else the browser Playwright installs; of the system's first the one without windows,
 * which takes half the time for the same pages. The service worker that keeps the site is
 * for the tests of it only: it fetches every file.
 * @param {string[]} [flags] more of them
 */
export async function launchChromium(flags = []) {
  const system = [
    process.env.CHROMIUM,
    '/usr/bin/chromium-headless-shell',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ].find((path) => path && existsSync(path));
  const browser = await chromium.launch({
    executablePath: system,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...flags,
    ],
  });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = (/** @type {any} */ options) => newContext({ serviceWorkers: 'block', ...options });
  return browser;
}

/**
 * Serves the built site and starts Chromium around the tests of the suite, or the file, that calls this.
 * @returns {{ site: any, browser: any }} filled before the first test
 */
export function useSite() {
  const given = { site: /** @type {any} */ (null), browser: /** @type {any} */ (null) };
  before(async () => {
    given.site = await serveSite();
    given.browser = await launchChromium();
  });
  after(async () => {
    await given.browser?.close();
    await given.site?.close();
  });
  return given;
}

/**
 * The page on its usual experiment with the settings of a link, once it can train.
 * @param {{ site: any, browser: any }} given @param {string} set
 */
export async function openTraining(given, set) {
  const opened = await openPage(given.browser, `${given.site.url}#v1:set=${set}`);
  await trainingReady(opened.page);
  return opened;
}

/**
 * A page that is watched: `problems` collects console errors, uncaught errors and requests off the origin.
 * @param {any} browser
 * @param {string} address
 * @param {{ width?: number, height?: number, dark?: boolean, reducedMotion?: boolean, offline?: boolean,
 *   prepare?: (page: any) => Promise<unknown> }} [options] offline: with the service worker; prepare: before the page is opened
 */
export async function openPage(
  browser,
  address,
  { width = 1280, height = 900, dark = false, reducedMotion = true, offline = false, prepare = async () => {} } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    permissions: ['clipboard-read', 'clipboard-write'],
    serviceWorkers: offline ? 'allow' : 'block',
  });
  const page = await context.newPage();
  /** @type {string[]} */
  const problems = [];
  const { origin } = new URL(address);
  page.on('console', (/** @type {any} */ message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (/** @type {Error} */ error) => problems.push(`uncaught: ${error.message}`));
  page.on('request', (/** @type {any} */ request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(origin))
      problems.push(`request off the origin: ${request.url()}`);
  });
  await prepare(page);
  await page.goto(address);
  return { page, context, problems };
}

/** Waits until the curves are drawn. @param {any} page */
export async function curvesReady(page) {
  await showView(page, 'curves');
  await page.locator('activation-curve-chart path.curve').first().waitFor();
}

/**
 * Goes to a view of the page by the masthead; an embed has none.
 * @param {any} page @param {'curves' | 'train' | 'layers' | 'experiments' | 'results'} name
 */
export async function showView(page, name) {
  // The page reads its link first, which may lead to the view.
  await page.waitForFunction(() => !document.querySelector('nav') || document.documentElement.dataset.view);
  await page.evaluate((/** @type {string} */ selector) => {
    /** @type {HTMLElement | null} */ (document.querySelector(selector))?.click();
  }, `nav a[href="#${name}"]:not([aria-current])`);
  if (name !== 'layers') return;
  // A part of its own, which is loaded when it is looked at.
  await page.evaluate(async () => {
    await customElements.whenDefined('activation-layers-view');
    const layers = /** @type {any} */ (document.querySelector('activation-layers-view'));
    await layers.readCatalog();
    await layers.updateComplete;
  });
}

/** Waits until the training section can be used and its experiment is checked. @param {any} page */
export async function trainingReady(page) {
  await showView(page, 'train');
  await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
  await formChecked(page);
}

/** Opens the experiment's JSON, by the keyboard: what is above it can still move it away from a pointer. @param {any} page */
export const openJson = (page) => page.locator('summary', { hasText: 'The whole experiment as JSON' }).press('Enter');

/** Waits until the engine has answered what was last typed, and the page shows it. @param {any} page */
export function formChecked(page) {
  return page.evaluate(async () => {
    const element = /** @type {any} */ (document.querySelector('activation-training-view'));
    await element.shadowRoot.querySelector('activation-experiment-details')?.reading;
    await element.settled();
    await element.updateComplete;
    for (const part of element.shadowRoot.querySelectorAll(
      'activation-experiment-form, activation-experiment-details, activation-run-controls, activation-training-bench',
    ))
      await part.updateComplete;
  });
}

const kAxe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core finds wrong on the page as it is now, one line each.
 * @param {any} page @param {{ isColoursOnly?: boolean }} [options] isColoursOnly: where nothing else has changed since the last call
 * @returns {Promise<string[]>}
 */
export async function axeFindings(page, { isColoursOnly = false } = {}) {
  // A page's policy forbids injected scripts; the debugger's are no scripts of the page.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(kAxe);
  return page.evaluate(async (/** @type {boolean} */ isColoursOnly) => {
    const result = await /** @type {any} */ (window).axe.run(document, {
      resultTypes: ['violations'],
      ...(isColoursOnly && { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }),
    });
    return result.violations.map(
      (/** @type {any} */ one) =>
        `${one.impact} ${one.id}: ${one.nodes.map((/** @type {any} */ node) => node.target.join(' ')).join('; ')}`,
    );
  }, isColoursOnly);
}

/**
 * Runs every run of an experiment in the page's workers, and gives the summaries: what the determinism test compares with
 * the native build.
 * @param {any} page with the training section ready
 * @param {unknown} experiment
 */
export function runInPage(page, experiment) {
  return page.evaluate(async (/** @type {any} */ given) => {
    const { model } = /** @type {any} */ (document.querySelector('activation-training-view'));
    const { runs, experiment: normal } = await model.engine.checkExperiment(given);
    model.prepare(given, runs, normal.seeds);
    model.start();
    return Promise.all(model.trials.map((/** @type {any} */ trial) => trial.run.finished));
  }, experiment);
}

/**
 * Presses Train and waits for every run's summary, each from its own worker.
 * @param {any} page @param {number} [timeout] milliseconds @param {string} [name] of the button
 */
export async function trainOnPage(page, timeout = 120_000, name = 'Train') {
  if (name === 'Train') await trainingReady(page);
  await page.getByRole('button', { name, exact: true }).click();
  if (name !== 'Train') await page.getByRole('button', { name, exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout });
  return page.evaluate(() =>
    /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.map(
      (/** @type {any} */ trial) => trial.summary,
    ),
  );
}
