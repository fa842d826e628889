// The files of the package on another origin, as a CDN has them, without a bundler. Catches a part that is asked for at the
// page's own address, and a worker that may not come from elsewhere.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { example, folder, hashes, jsonOf, run } from '../../node/package/package.js';
import { launchChromium, openPage } from '../harness.js';
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
});
