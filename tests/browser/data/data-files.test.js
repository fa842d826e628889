// The files an experiment needs, in the page: a CSV chosen from the disk or fetched from the site, and its mistakes
// reported at once. Also the browser's cache, and an address the page's policy does not allow.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchChromium, openPage, serveSite, trainingReady } from '../harness.js';

const rows = Array.from({ length: 100 }, (_, i) => `${Math.sin(i)},${i % 7},${i % 2 ? 'odd' : 'even'}`);
const csv = `a,b,kind\n${rows.join('\n')}\n`;

/** @param {string} file */
const experimentOn = (file) => ({
  version: 1,
  name: 'my table',
  data: { source: 'csv', file, target: 'kind', features: 2, classes: 2, train: 80, validation: 20 },
  network: {
    activation: { name: 'relu' },
    layers: [{ type: 'dense', units: 4 }, { type: 'activation' }, { type: 'dense', units: 2 }],
  },
  training: { optimizer: { name: 'sgd', learningRate: 0.1 }, batchSize: 10, epochs: 2 },
});

/** @type {any} */
let browser;
/** @type {Awaited<ReturnType<typeof serveSite>>} */
let site;

before(async () => {
  browser = await launchChromium();
  site = await serveSite({ '^data/csv/points\\.csv$': csv, '^data/csv/page\\.csv$': '<!doctype html><p>Hello' });
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** @param {string} file */
async function open(file) {
  const opened = await openPage(browser, site.url);
  const { page } = opened;
  await trainingReady(page);
  await page.evaluate((/** @type {any} */ experiment) => {
    /** @type {any} */ (document.querySelector('activation-training-view')).onExperiment(experiment);
  }, experimentOn(file));
  await page.locator('activation-data-files').waitFor();
  const train = page.getByRole('button', { name: 'Train', exact: true });
  const problem = page.locator('activation-data-files p.error');
  /** @param {string} name @param {string} text */
  const choose = (name, text) =>
    page
      .locator('activation-data-files input[type=file]')
      .setInputFiles([{ name, mimeType: 'text/csv', buffer: Buffer.from(text) }]);
  const fetchFrom = async (/** @type {string} */ address) => {
    await page.locator('activation-data-files input[name=address]').fill(address);
    await page.getByRole('button', { name: 'Fetch' }).click();
  };
  return { ...opened, train, problem, choose, fetchFrom };
}

test('a CSV from the disk is read, its mistakes are reported, and it trains', async () => {
  const { page, context, train, problem, choose, problems } = await open('points.csv');
  assert.equal(await train.isDisabled(), true);
  await choose('points.csv', csv.replace('odd', '').replace('2,even', 'two,even'));
  await page.getByText(/is missing in 1 of/).waitFor();
  assert.match(
    await problem.innerText(),
    /column "b" cannot be used: .*"two" is no number[\s\S]*"kind", which is to be predicted, is missing.*line 3 "kind"/,
  );
  await choose('points.csv', csv);
  await page.waitForFunction(
    () =>
      document
        .querySelector('activation-training-view')
        ?.shadowRoot?.querySelector('activation-data-files')
        ?.shadowRoot?.querySelector('p.error')?.textContent === '',
  );
  await train.click();
  await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 60_000 });
  assert.deepEqual(problems, []);
  await context.close();
});

test('a CSV of the site is fetched once and kept for the next visit', async () => {
  const { page, context, train, fetchFrom, problems } = await open('points.csv');
  assert.equal(await page.locator('activation-data-files input[name=address]').inputValue(), './data/csv/');
  await fetchFrom('./data/csv/');
  await page.waitForFunction(
    () => /** @type {any} */ (document.querySelector('activation-training-view')).blocked === '',
  );
  assert.equal(await train.isDisabled(), false);
  // The file is in the link, and a new address asks for the page's icon again.
  await page.waitForFunction(() => location.hash.includes('file=points.csv'));
  await page.waitForLoadState('networkidle'); // the page's own late parts are not what is asked about
  await context.setOffline(true);
  await fetchFrom('data/csv');
  await page
    .locator('activation-data-files form [role=status]')
    .filter({ hasText: /^$/ })
    .waitFor({ state: 'attached' });
  assert.equal(await page.locator('activation-data-files p.error').innerText(), '');
  assert.deepEqual(problems, []);
  await context.close();
});

test('a web page, nothing, and an address the policy forbids are distinguished', async () => {
  const wrong = await open('page.csv');
  await wrong.fetchFrom('./data/csv/');
  await wrong.page.getByText(/answers with a web page \(HTML\) instead of the file/).waitFor();
  await wrong.fetchFrom('./data/none/');
  await wrong.page.getByText(/there is nothing at .*\/data\/none\/page\.csv nor at/).waitFor();
  await wrong.fetchFrom('https://example.org/data/');
  await wrong.page.getByText(/policy does not allow https:\/\/example\.org; .*connect-src/).waitFor();
  assert.match(await wrong.problem.innerText(), /choose them from your disk instead/);
  await wrong.context.close();
});
