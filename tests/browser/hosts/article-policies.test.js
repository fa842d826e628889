// The elements in articles whose policies are strict: in the article itself where its policy lets their code run, with copies of
// the worker and the engines where it lets in its own files only, and in a frame where it does not. Catches an empty figure, and
// other numbers than everywhere.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { kDist, openPage, serveSite, useSite } from '../harness.js';
import { article, experimentIn, heard, hears } from './articles.js';
import { hashesHere, hashesOf } from './hashes.js';

const kTraining =
  '<activation-training preset="relu-vs-elu" set="training.epochs=2;data.train=300"></activation-training>';

/** Trains the article's figure. @param {any} page @returns {Promise<string[]>} hashes of its runs */
async function trained(page) {
  await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-training')).train());
  await hears(page, 'result');
  const [{ results }] = await heard(page, 'result');
  return results.map((/** @type {any} */ one) => one.hash);
}

/** Where the engine works. @param {any} page */
const placeIn = (page) =>
  page.evaluate(() => {
    const view = document.querySelector('activation-training')?.shadowRoot?.querySelector('activation-training-view');
    return /** @type {any} */ (view)?.place;
  });

describe('elements and the policies of articles', () => {
  const given = useSite();
  const origin = () => new URL(given.site.url).origin;
  const strict = (/** @type {string} */ more) =>
    `default-src 'none'; script-src 'self' ${origin()} 'wasm-unsafe-eval'; style-src 'self'; img-src data:; connect-src ${origin()}; ${more}`;

  for (const [name, policy, place] of /** @type {[string, () => string, string][]} */ ([
    ['workers of text', () => strict('worker-src blob:'), 'text-worker'],
    ['no worker', () => strict("worker-src 'none'"), 'page'],
    ['trusted types', () => strict("worker-src blob:; require-trusted-types-for 'script'"), 'text-worker'],
    [
      'trusted types by name, and not the one for workers',
      () => strict("worker-src blob:; require-trusted-types-for 'script'; trusted-types lit-html"),
      'page',
    ],
  ])) {
    test(`a strict policy with ${name}: the same hashes`, async (t) => {
      const address = await article(t, kTraining, { scripts: [`${given.site.url}embed.js`], policy: policy() });
      const { page, context } = await openPage(given.browser, address);
      const hashes = await trained(page);
      assert.equal(await placeIn(page), place);
      assert.deepEqual(hashes, await hashesOf(await experimentIn(page)));
      await context.close();
    });
  }

  test("copies of the worker and the engines among the article's own files", async (t) => {
    const files = Object.fromEntries(
      ['worker.js', 'curves.wasm', 'training.wasm'].map((name) => [`/own/${name}`, readFileSync(join(kDist, name))]),
    );
    const setUp = `import { configure } from '${given.site.url}embed.js'; configure({ workerUrl: 'own/worker.js', wasmUrl: 'own/' });`;
    const address = await article(t, `${kTraining}<activation-curves></activation-curves>`, {
      scripts: ['/set-up.js'],
      files: { ...files, '/set-up.js': setUp },
      policy: strict("worker-src 'self'; connect-src 'self'").replace(`connect-src ${origin()}; `, ''),
    });
    const { page, context } = await openPage(given.browser, address);
    /** @type {string[]} */
    const engines = [];
    page.on('request', (/** @type {any} */ request) => request.url().endsWith('.wasm') && engines.push(request.url()));
    const hashes = await trained(page);
    assert.equal(await placeIn(page), 'worker');
    assert.deepEqual(hashes, await hashesOf(await experimentIn(page)));
    await page.locator('activation-curves path.curve').first().waitFor();
    assert.deepEqual(
      engines.filter((url) => !url.startsWith(address)),
      [],
    );
    await context.close();
  });

  test('a policy without WebAssembly: the figure comes in a frame, as high as it is, with the same hashes', async (t) => {
    const policy = `default-src 'none'; script-src 'self' ${origin()}; style-src 'self'; frame-src ${origin()}`;
    const files = { '/dark.css': 'body { background: #111; color: #eee }' };
    const head = '<link rel="stylesheet" href="/dark.css">';
    const address = await article(t, kTraining, { scripts: [`${given.site.url}embed.js`], policy, files, head });
    const { page, context } = await openPage(given.browser, address);
    await hears(page, 'ready');
    const frame = page.frames()[1];
    assert.equal(await frame.evaluate(() => document.documentElement.dataset.theme), 'dark', 'as its article is');
    await frame.getByRole('button', { name: 'Train', exact: true }).click();
    await frame.getByRole('button', { name: 'Train again' }).waitFor();
    const hashes = await frame.evaluate(() => {
      const { trials } = /** @type {any} */ (document.querySelector('activation-training-view')).model;
      return trials.map((/** @type {any} */ trial) => trial.summary.hash);
    });
    assert.deepEqual(hashes, await hashesHere(frame));
    const [outer, inner] = [
      await page.locator('activation-training iframe').evaluate((/** @type {Element} */ one) => one.clientHeight),
      await frame.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height)),
    ];
    assert.ok(Math.abs(outer - inner) <= 1, `${outer} and ${inner}`);
    await context.close();
  });

  test('a figure in a frame follows the attributes, and says that no script trains it', async (t) => {
    const policy = `default-src 'none'; script-src 'self' ${origin()}; style-src 'self'; frame-src ${origin()}`;
    const address = await article(t, kTraining, { scripts: [`${given.site.url}embed.js`], policy });
    const { page, context } = await openPage(given.browser, address);
    await hears(page, 'ready');
    const refused = await page.evaluate(() =>
      /** @type {any} */ (document.querySelector('activation-training'))
        .train()
        .then(
          () => '',
          (/** @type {Error} */ error) => error.message,
        ),
    );
    assert.match(refused, /it runs in a frame, or not at all\. Its own button trains it/);
    const steps = await page.evaluate(() => history.length);
    await page.evaluate(() => {
      const figure = document.querySelector('activation-training');
      figure?.removeAttribute('set');
      figure?.setAttribute('preset', 'spiral-activations');
    });
    await page.frames()[1].waitForFunction(() => {
      const view = /** @type {any} */ (document.querySelector('activation-training-view'));
      return view?.state.preset === 'spiral-activations' && view.experiment?.data.source === 'spiral';
    });
    assert.equal(await page.evaluate(() => history.length), steps);
    await context.close();
  });

  for (const [name, css, theme] of [
    ['light ink in oklch', 'background: #111; color: oklch(0.95 0.01 200)', 'dark'],
    ['paper as color(srgb ...)', 'background: color(srgb 0.05 0.05 0.08); color: color(srgb 0.9 0.9 0.9)', 'dark'],
    ['dark ink in lab', 'background: lab(97 0 0); color: lab(15 10 10)', 'light'],
    ['a dark veil on white', 'background: rgb(0 0 0 / 0.9); color: rgb(255 255 255 / 0.9)', 'dark'],
  ])
    test(`a frame is as light or dark as its article: ${name}`, async (t) => {
      const policy = `default-src 'none'; script-src 'self' ${origin()}; style-src 'self'; frame-src ${origin()}`;
      const address = await article(t, '<activation-curves functions="gelu"></activation-curves>', {
        scripts: [`${given.site.url}embed.js`],
        policy,
        files: { '/own.css': `body { ${css} }` },
        head: '<link rel="stylesheet" href="/own.css">',
      });
      const { page, context } = await openPage(given.browser, address, { dark: theme === 'light' });
      await hears(page, 'ready');
      assert.equal(await page.frames()[1].evaluate(() => document.documentElement.dataset.theme), theme);
      await context.close();
    });

  test('a policy without frames either: the picture stays, with the reason and a way to the figure', async (t) => {
    const policy = `default-src 'none'; script-src 'self' ${origin()}; style-src 'self'`;
    const body = '<activation-curves functions="gelu"><p>The picture.</p></activation-curves>';
    const address = await article(t, body, { scripts: [`${given.site.url}embed.js`], policy });
    const { page, context } = await openPage(given.browser, address);
    await hears(page, 'error');
    const notice = page.locator('activation-curves [role=alert]');
    assert.match(await notice.innerText(), /does not run here: this page's policy forbids WebAssembly.*frame-src/s);
    assert.equal(await notice.locator('a').getAttribute('href'), `${given.site.url}index.html#v1:view=curves&fn=gelu`);
    assert.ok(await page.getByText('The picture.').isVisible());
    assert.ok(await page.getByRole('button', { name: 'Try again' }).isEnabled());
    await context.close();
  });

  test('a host of the files that lets no other origin read them: a frame', async (t) => {
    const closed = await serveSite({}, { isShared: false });
    t.after(closed.close);
    // The script itself is read by the article, as of a host that shares only that.
    const address = await article(t, '<activation-curves functions="gelu"></activation-curves>', {
      scripts: [`${given.site.url}embed.js`],
    });
    const { page, context } = await openPage(given.browser, address, {
      prepare: (opened) => opened.route(/live-figure/, (/** @type {any} */ route) => route.abort()),
    });
    await hears(page, 'ready');
    await page.frames()[1].locator('activation-curve-chart path.curve').first().waitFor();
    await context.close();
  });
});
