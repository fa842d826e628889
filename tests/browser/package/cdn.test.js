// The files of the package on another origin, as a CDN has them, without a bundler. Catches a part that is asked for at the
// page's own address, and a worker that may not come from elsewhere.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { example, folder, hashes, jsonOf, run } from '../../node/package/package.js';
import { launchChromium, openPage, serveSite } from '../harness.js';
import { host, pageWith, program, use } from './pages.js';

describe('the package from another origin', () => {
  /** @type {any} */
  let browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser?.close());

  test('the engine and the elements train to the same hashes', async (t) => {
    const cdn = (await host(t, folder)).replace('127.0.0.1', 'localhost');
    const { exports } = jsonOf('package.json');
    const fromCdn = program().replace(/'activation-playground(\/\w+)?'/g, (_, name = '') => {
      const { default: path } = exports[`.${name}`];
      return `'${new URL(path, cdn)}'`;
    });
    const page = await host(t, folder, { pages: { '/': pageWith('/main.js'), '/main.js': fromCdn } });
    const { used, problems, requests } = await use(browser, page);
    const expected = await hashes();
    assert.deepEqual(used, { beside: expected[run], inline: expected[run], element: expected });
    // All that it asks for is of the package.
    assert.deepEqual(
      problems.filter((one) => !one.includes(cdn)),
      [],
    );
    assert.ok(requests.filter((url) => url.startsWith(cdn)).length > 10, requests.join('\n'));
    // The elements have theirs in them.
    assert.deepEqual(
      requests.filter((url) => url.endsWith('.wasm')),
      [`${cdn}engine.wasm`],
    );
  });

  test("the README's page shows its figures", async (t) => {
    const { exports } = jsonOf('package.json');
    const html = example('html').replace("'activation-playground/elements'", `'${exports['./elements'].default}'`);
    const address = await host(t, folder, {
      pages: {
        '/': `<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,">${html}</html>`,
      },
    });
    const { page, context, problems } = await openPage(browser, address);
    await page.locator('activation-curves path.curve').first().waitFor();
    await page.locator('activation-training').getByRole('button', { name: 'Train', exact: true }).waitFor();
    assert.equal(Number(await page.locator('activation-curves input[type=range]').first().inputValue()), 1.5);
    assert.deepEqual(problems, []);
    await context.close();
  });

  /**
   * A page of the package's own origin with one element, and a policy. @param {import('node:test').TestContext} t
   * @param {string} policy @param {string} places what configure() is given, as code
   */
  async function strict(t, policy, places) {
    const script = `import { configure } from '/${jsonOf('package.json').exports['./elements'].default}';
configure(${places});
window.heard = [];
for (const type of ['ready', 'error', 'result'])
  addEventListener('activation-' + type, ({ detail }) => window.heard.push({ type, detail }));`;
    const pages = { '/': pageWith('/main.js'), '/main.js': script };
    const address = await host(t, folder, { policy: `default-src 'none'; img-src data:; ${policy}`, pages });
    /** @type {string[]} */
    const workers = [];
    const prepare = async (/** @type {any} */ page) =>
      page.on('worker', (/** @type {any} */ worker) => workers.push(new URL(worker.url()).pathname));
    const { page, context } = await openPage(browser, address, { prepare });
    t.after(() => context.close());
    /** @param {string} type */
    const heard = async (type) => {
      const find = (/** @type {string} */ wanted) =>
        /** @type {any} */ (window).heard?.find((/** @type {any} */ one) => one.type === wanted);
      await page.waitForFunction(find, type, { timeout: 30_000 });
      return (await page.evaluate(find, type)).detail;
    };
    return { page, heard, workers };
  }

  test('a page that forbids WebAssembly gets a reason; where the site is named it gets a frame of it', async (t) => {
    const scripts = "script-src 'self'; style-src 'self'; connect-src 'self'";
    const alone = await strict(t, scripts, '{}');
    assert.match((await alone.heard('error')).message, /wasm-unsafe-eval/);
    assert.equal(await alone.page.locator('activation-training .notice a').count(), 0);
    const site = await serveSite();
    t.after(() => site.close());
    const framed = await strict(t, `${scripts}; frame-src ${new URL(site.url).origin}`, `{ siteUrl: '${site.url}' }`);
    await framed.heard('ready');
    const source = await framed.page.locator('activation-training iframe').getAttribute('src');
    assert.ok(source?.startsWith(`${site.url}embed.html#v1:`), source ?? 'no frame');
  });

  test('a page that forbids workers made of text has a copy of the worker', async (t) => {
    const policy = "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self'";
    const own = await strict(t, policy, "{ workerUrl: '/elements/worker.js' }");
    await own.page.evaluate(() => /** @type {any} */ (document.querySelector('activation-training')).train());
    const { results } = await own.heard('result');
    assert.deepEqual(
      results.map((/** @type {any} */ one) => one.hash),
      await hashes(),
    );
    assert.ok(own.workers.includes('/elements/worker.js'), own.workers.join(' '));
  });
});
