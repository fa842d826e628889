// The Experiments view: cards with what each came to, the guide that leads to an experiment, what was trained on this device,
// and files. Catches a rule without its experiment, a list that loses or keeps too much, and a file that fails without a word.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { kGuide } from '../../web/experiments/guide-rules.js';
import { presets } from '../../web/presets/index.js';
import { kOutlines } from '../../web/presets/result-outlines.js';
import { axeFindings, formChecked, openPage, openTraining, showView, trainingReady, useSite } from './harness.js';

/** @typedef {Awaited<ReturnType<typeof openPage>>['page']} Page */

test('each rule of the guide has an experiment of the page, and the runs that it compares', () => {
  for (const { situation, preset, runs } of kGuide.flatMap(({ rules }) => rules)) {
    const found = presets.find(({ name }) => name === preset);
    assert.ok(found && found.page !== false, `${situation}: ${preset}`);
    const names = kOutlines[preset].runs.map(({ name }) => name);
    for (const run of runs) assert.ok(names.includes(run), `${situation}: ${run} is none of ${names}`);
  }
});

describe('experiments', () => {
  const given = useSite();

  /** @param {{ width?: number, dark?: boolean }} [options] */
  async function open(options = {}) {
    const opened = await openPage(given.browser, `${given.site.url}#experiments`, options);
    await opened.page.locator('activation-experiment-list activation-result-sketch svg').first().waitFor();
    return opened;
  }

  for (const [width, dark] of /** @type {[number, boolean][]} */ ([
    [1280, false],
    [360, true],
  ]))
    test(`cards show what each came to; the guide leads to an experiment in two clicks, ${width} px`, async () => {
      const { page, context, problems } = await open({ width, dark });
      const cards = page.locator('activation-experiment-list ul[aria-label="Experiments"] > li');
      assert.equal(await cards.count(), presets.length);
      assert.equal(await cards.locator('activation-result-sketch svg').count(), Object.keys(kOutlines).length);
      const alt = await cards.filter({ hasText: 'The spiral' }).locator('svg').getAttribute('aria-label');
      assert.equal(alt, 'The spiral: ReLU, GELU and tanh: accuracy, ReLU 0.719; GELU 0.903; tanh 0.643');
      assert.match(
        await page.locator('activation-decision-guide .rule').filter({ hasText: 'A transformer' }).innerText(),
        /A transformer: GELU[\s\S]*Here: GELU \.891, SiLU \.889, ReLU \.884 \(5 seeds\)\. In small blocks the three do not differ/,
      );
      assert.deepEqual(await axeFindings(page), []);
      const [scrollWidth, clientWidth] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      assert.ok(scrollWidth <= clientWidth, `${scrollWidth} in ${clientWidth}`);
      await page.getByRole('button', { name: 'Show me: A transformer, GELU' }).click();
      await page.locator('activation-run-strip').getByRole('button', { name: 'Show GELU' }).waitFor();
      if (width < 700) await page.getByRole('button', { name: 'Results', exact: true }).click();
      await page.getByText('Recorded with the command line of this project').waitFor();
      await page
        .getByText(/GELU and ReLU: no significant difference|ReLU and GELU: no significant difference/)
        .first()
        .waitFor();
      assert.deepEqual(problems, []);
      await context.close();
    });

  test('what was trained is listed after a reload, opens again as it was, and can be forgotten', async () => {
    const { page, context, problems } = await openTraining(given, 'training.epochs=1');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 60_000 });
    await page.goto(`${given.site.url}#v1:train=circle-inputs`);
    await page.reload();
    await trainingReady(page);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 60_000 });
    await showView(page, 'experiments');
    const items = page.getByRole('list', { name: 'Trained on this device' }).getByRole('listitem');
    await items.nth(1).waitFor();
    assert.deepEqual(await items.locator('h3').allInnerTexts(), [
      'The circle: better inputs or hidden units',
      'ReLU against ELU',
    ]);
    const values = await items.first().locator('svg').getAttribute('aria-label');
    assert.match(String(values), /4 ReLU units 0\.956; 4 tanh units 0\.955; squares, no hidden layer 0\.972/);
    await page.reload();
    await items.nth(1).waitFor();
    await page.getByRole('button', { name: /^Open ReLU against ELU, trained / }).click();
    await formChecked(page);
    const experiment = () =>
      page.evaluate(() => /** @type {any} */ (document.querySelector('activation-training-view')).experiment);
    assert.equal((await experiment()).training.epochs, 1);
    assert.match(await page.evaluate(() => location.hash), /training\.epochs=1/);
    await showView(page, 'experiments');
    await page.getByRole('button', { name: 'Forget ReLU against ELU', exact: true }).click();
    await items.nth(1).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Clear the list' }).click();
    await page.getByText('What you train is listed here, on this device only.').waitFor();
    await page.reload();
    await page.getByText('What you train is listed here, on this device only.').waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('without storage the list says so', async () => {
    const { page, context } = await openPage(given.browser, 'about:blank');
    await page.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await page.goto(`${given.site.url}#experiments`);
    await page.getByText('Trainings are not listed here: the browser lets this page store nothing').waitFor();
    await context.close();
  });

  test('an experiment opens from its file, and a file that is none says why', async () => {
    const { page, context, problems } = await open();
    const input = page.getByLabel('Open an experiment from a file');
    const choose = (/** @type {string} */ name, /** @type {string} */ text) =>
      input.setInputFiles([{ name, mimeType: 'application/json', buffer: Buffer.from(text) }]);
    await choose('notes.json', '{ "version": 1, ');
    await page.getByText(/^notes\.json holds no experiment: .*Choose a \.json file/).waitFor();
    await choose('list.json', '[1]');
    await page.getByText(/^list\.json holds no experiment: an experiment is an object/).waitFor();
    await choose('large.json', ' '.repeat(2 ** 20 + 1));
    await page.getByText(/^large\.json is too large/).waitFor();
    const own = { ...presets[0].experiment, name: 'Mine', training: { ...presets[0].experiment.training, epochs: 3 } };
    await choose('mine.json', JSON.stringify(own));
    await formChecked(page);
    const { experiment, preset } = await page.evaluate(() => {
      const { experiment, state } = /** @type {any} */ (document.querySelector('activation-training-view'));
      return { experiment, preset: state.preset };
    });
    assert.deepEqual(experiment, own);
    assert.equal(preset, '');
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a data file that was chosen is there after a reload, and can be forgotten', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => `${Math.sin(i)},${i % 7},${i % 2 ? 'odd' : 'even'}`);
    const experiment = {
      version: 1,
      name: 'my table',
      data: { source: 'csv', file: 'points.csv', target: 'kind', features: 2, classes: 2, train: 80, validation: 20 },
      network: { layers: [{ type: 'dense', units: 2 }] },
      training: { optimizer: { name: 'sgd', learningRate: 0.1 }, batchSize: 10, epochs: 2 },
    };
    const link = `${given.site.url}#v1:experiment=${encodeURIComponent(JSON.stringify(experiment))}`;
    const { page, context, problems } = await openPage(given.browser, link);
    await trainingReady(page);
    await page
      .locator('activation-data-files input[type=file]')
      .setInputFiles([
        { name: 'points.csv', mimeType: 'text/csv', buffer: Buffer.from(`a,b,kind\n${rows.join('\n')}\n`) },
      ]);
    await page.getByText('Kept on this device for the next visit.').waitFor();
    await page.reload();
    await trainingReady(page);
    await page.getByText('Kept on this device for the next visit.').waitFor();
    const train = page.getByRole('button', { name: 'Train', exact: true });
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).blocked === '',
    );
    assert.ok(await train.isEnabled());
    await showView(page, 'experiments');
    await page.getByText('Data files kept here').waitFor();
    await showView(page, 'train');
    await page.getByRole('button', { name: 'Forget them' }).click();
    await page.getByText('The file is still missing').waitFor();
    await page.reload();
    await trainingReady(page);
    await page.getByText('The file is still missing').waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });
});
