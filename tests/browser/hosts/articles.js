// Articles of other sites, as tests have them: pages from an origin of their own with figures in them, that note the events
// of the figures.
import { createServer } from 'node:http';

/** Notes every event of a figure, and how far the article has moved. */
const kNotes = `
window.heard = [];
for (const type of ['ready', 'change', 'epoch', 'result', 'error'])
  addEventListener('activation-' + type, ({ detail }) => window.heard.push({ type, detail }));
window.shift = 0;
new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shift += value; }).observe({ type: 'layout-shift', buffered: true });`;

/** @type {Record<string, string>} */
const kTypes = { css: 'text/css', js: 'text/javascript', wasm: 'application/wasm', jsonl: 'text/plain' };

/**
 * Serves an article until the test ends.
 * @param {import('node:test').TestContext} t @param {string} body
 * @param {{ policy?: string, head?: string, lang?: string, scripts?: string[], files?: Record<string, string | Uint8Array> }} [options] policy: the
 *   article's own; scripts: addresses of modules; files: of the article besides, by path
 * @returns {Promise<string>} its address
 */
export async function article(t, body, { policy = '', head = '', lang = 'lang="en"', scripts = [], files = {} } = {}) {
  const pages = /** @type {Record<string, [string, string]>} */ ({
    '/': [
      'text/html; charset=utf-8',
      `<!doctype html><html ${lang}><head><meta name="viewport" content="width=device-width, initial-scale=1"><title>An article</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/article.css">${head}<script src="/notes.js"></script></head><body>${body}
${scripts.map((address) => `<script type="module" src="${address}"></script>`).join('')}</body></html>`,
    ],
    '/article.css': [
      'text/css',
      'html { font-size: 62.5%; } body { font: 1.8rem/1.6 Georgia, serif; max-width: 680px; margin: 0 auto; } .far { height: 4000px; }',
    ],
    '/notes.js': ['text/javascript', kNotes],
  });
  const server = createServer(({ url = '/' }, response) => {
    const path = url.split('?')[0];
    const type = kTypes[path.split('.').at(-1) ?? ''];
    const found = pages[path] ?? (files[path] && [type, files[path]]);
    if (!found) return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': found[0], ...(policy && { 'Content-Security-Policy': policy }) });
    response.end(found[1]);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => {
    server.closeAllConnections?.();
    server.close();
  });
  return `http://localhost:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`;
}

/** Waits for events of figures. @param {any} page @param {string} type @param {number} [count] */
export const hears = (page, type, count = 1) =>
  page.waitForFunction(
    (/** @type {[string, number]} */ [wanted, least]) =>
      /** @type {any} */ (window).heard.filter((/** @type {any} */ one) => one.type === wanted).length >= least,
    [type, count],
    { timeout: 60_000 },
  );

/** What events of figures held, last first. @param {any} page @param {string} type @returns {Promise<any[]>} */
export const heard = (page, type) =>
  page.evaluate(
    (/** @type {string} */ wanted) =>
      /** @type {any} */ (window).heard
        .filter((/** @type {any} */ one) => one.type === wanted)
        .map((/** @type {any} */ one) => one.detail)
        .reverse(),
    type,
  );

/** The experiment of the first training in an article. @param {any} page @returns {Promise<any>} */
export const experimentIn = (page) =>
  page.evaluate(() => {
    const figure = document.querySelector('activation-training, activation-layers');
    return /** @type {any} */ (figure?.shadowRoot?.querySelector('activation-training-view'))?.experiment;
  });
