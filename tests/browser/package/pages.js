// What the tests of the package in browsers share: the page that uses it, what it comes to, and a host of files such as a CDN.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { attributes, experiment, run } from '../../node/package/package.js';
import { openPage } from '../harness.js';

/** Bundlers come with the packages of web/. */
export const fromWeb = createRequire(new URL('../../../web/package.json', import.meta.url));

const kPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A project</title><link rel="icon" href="data:,"></head>
<body><activation-training ${attributes}></activation-training>`;

/** @param {string} script the address of its module @returns {string} the page of a project */
export const pageWith = (script) => `${kPage}<script type="module" src="${script}"></script></body></html>`;

/** What a project's module does besides its imports: trains by each engine it has, and by an element. */
const kUse = `
const hashOf = async (engine) => (await engine.run(${JSON.stringify(experiment)}, { run: ${run} })).summary.hash;
async function hashes() {
  const figure = document.querySelector('activation-training');
  await import('activation-playground/elements');
  const ended = new Promise((resolve) => figure.addEventListener('activation-result', ({ detail }) => resolve(detail.results)));
  await figure.train();
  return { beside: await hashOf(await beside()), inline: await hashOf(await inline()), element: (await ended).map(({ hash }) => hash) };
}
window.used = hashes().catch(({ message }) => ({ message }));`;

/** @param {string} [source] an expression: what createEngine is given @param {string} [imports] */
export const program = (source = '', imports = '') => `${imports}
import { createEngine } from 'activation-playground';
import { createEngine as inline } from 'activation-playground/inline';
const beside = () => createEngine(${source});${kUse}`;

/**
 * @typedef {object} Used what a page has come to
 * @property {{ beside: string, inline: string, element: string[] } | { message: string }} used hashes, or why there are none
 * @property {string[]} problems as openPage finds them @property {string[]} requests addresses
 */

/**
 * Opens a project's page and waits for what its module comes to.
 * @param {any} browser @param {string} address
 * @returns {Promise<Used>}
 */
export async function use(browser, address) {
  /** @type {string[]} */
  const requests = [];
  const prepare = async (/** @type {any} */ page) =>
    page.on('request', (/** @type {any} */ request) => requests.push(request.url()));
  const { page, context, problems } = await openPage(browser, address, { prepare });
  await page.waitForFunction(() => 'used' in window, undefined, { timeout: 60_000 });
  const used = await page.evaluate(() => /** @type {any} */ (window).used);
  await context.close();
  return { used, problems, requests };
}

const kTypes = /** @type {Record<string, string>} */ ({
  js: 'text/javascript',
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  wasm: 'application/wasm',
});

/**
 * Serves files until the test ends. Other origins may read them, as those of a CDN.
 * @param {import('node:test').TestContext} t @param {string} folder
 * @param {{ policy?: string, pages?: Record<string, string> }} [options] pages: HTML besides, by path
 * @returns {Promise<string>} the address of the folder
 */
export async function host(t, folder, { policy, pages = {} } = {}) {
  const server = createServer(({ url = '/' }, response) => {
    const path = new URL(url, 'http://localhost').pathname;
    try {
      const body = pages[path] ?? readFileSync(`${folder}${path}`);
      response.writeHead(200, {
        'Content-Type': kTypes[/\.(\w+)$/.exec(path)?.[1] ?? 'html'] ?? 'text/plain',
        'Access-Control-Allow-Origin': '*',
        ...(policy && { 'Content-Security-Policy': policy }),
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => {
    server.closeAllConnections?.();
    server.close();
  });
  return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`;
}
