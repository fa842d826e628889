// Ways to reach the states of the page that a visitor cannot choose: browsers that lack something, files that do not arrive,
// storage that is full, workers that are lost. Knows no test.
import { kPolicy } from '../../../web/tools/policy.js';
import { launchChromium, openPage, serveSite } from '../harness.js';

/** @typedef {any} Page */
/** @typedef {{ width: number, dark: boolean }} Look */
/** @typedef {{ page: Page, problems: string[], close: () => Promise<void> }} Reached */

/**
 * A page of a site and, where flags or overrides ask for it, of a browser and a server of its own.
 * @param {any} given the shared site and browser @param {Look} look @param {string} path
 * @param {{ flags?: string[], overrides?: Record<string, string | null>, policy?: string, prepare?: (page: Page) => Promise<unknown> }} [options]
 * @returns {Promise<Reached>}
 */
export async function openAt(given, look, path, { flags, overrides, policy, prepare } = {}) {
  const site = overrides || policy ? await serveSite(overrides, { policy }) : null;
  const browser = flags ? await launchChromium(flags) : given.browser;
  const { page, context, problems } = await openPage(browser, (site ?? given.site).url + path, { ...look, prepare });
  const close = async () => {
    await context.close();
    if (flags) await browser.close();
    await site?.close();
  };
  return { page, problems, close };
}

/** V8 has SIMD in WebAssembly where the processor has SSE4.1: this is what an older one looks like. */
export const kNoSimd = ['--js-flags=--no-enable-sse4-1'];
/** Without a compiler at run time, as in Lockdown Mode, there is no WebAssembly. */
export const kNoWasm = ['--js-flags=--jitless'];
export const kNoWasmPolicy = kPolicy.replace(" 'wasm-unsafe-eval'", '');

/** Every write to the browser's database fails as on a full disk. @param {Page} page */
export const fillStorage = (page) =>
  page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    };
  });

/** The browser opens no database, as where site data are blocked. @param {Page} page */
export const blockStorage = (page) =>
  page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Access is denied.', 'SecurityError');
    };
  });

/** Runs code in every worker of training before its own. @param {Page} page @param {string} code */
export const inWorkers = (page, code) =>
  page.context().route(/browser-worker-entry[^/]*\.js$/, async (/** @type {any} */ route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${code}\n${await response.text()}` });
  });

/**
 * Makes the engine of a worker trap: whatever it is asked next ends in an `unreachable`. The functions are taken from the table.
 */
export const kTrapOnDemand = `{
  const trap = new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,5,1,3,0,0,11]));
  const { get } = WebAssembly.Table.prototype;
  WebAssembly.Table.prototype.get = function (index) {
    const own = get.call(this, index);
    return (...values) => (self.trap ? new WebAssembly.Instance(trap).exports.f() : own(...values));
  };
}`;

/** The file that says to a worker of kEndOnPlay that it is lost. */
export const kLost = { '^assets/lost$': 'yes' };

/** The worker is gone as soon as a run is to train in it, for as long as its site says so. */
export const kEndOnPlay = `{
  const isLost = () => {
    const request = new XMLHttpRequest();
    request.open('GET', new URL('lost', self.location.href), false);
    request.send();
    return request.responseText === 'yes';
  };
  const descriptor = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
  Object.defineProperty(MessagePort.prototype, 'onmessage', {
    set(listener) {
      descriptor.set.call(this, (event) => {
        if (event.data.method === 'play' && isLost()) self.close();
        else listener(event);
      });
    },
  });
}`;

/** @param {Page} page @param {string} name of a button, exact */
export const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** The part of the Train view that a narrow page shows. @param {Page} page @param {string} name */
export async function showPart(page, name) {
  const tab = page.locator('activation-training-view .tabs').getByRole('button', { name, exact: true });
  await tab.waitFor({ state: 'attached' }); // a wide page has it too, unseen
  if (await tab.isVisible()) await tab.click();
}

/** Waits until every trial has begun. @param {Page} page */
export const allBegun = (page) =>
  page.waitForFunction(() =>
    /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.every(
      (/** @type {any} */ trial) => trial.progress,
    ),
  );

/** Slows the network down to what a file of a megabyte takes seconds for. @param {Page} page */
export async function slowDown(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: 100_000,
    uploadThroughput: 100_000,
  });
}
