// A table of one's own in the page: from the file to the first epoch in three clicks, what the preview says, roles and gaps that are
// changed, and what is refused. Catches a count that must be typed, and a file that leaves the device or is asked for again.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { trees } from '../../node/support.js';
import { axeFindings, formChecked, openPage, trainingReady, trainOnPage, useSite } from '../harness.js';
import { dropFiles, experimentOf, isReady } from './own-data-support.js';

const fileOf = (/** @type {string} */ text, name = 'trees.csv') => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

describe('a table of one’s own', () => {
  const given = useSite();

  /** @param {object} [options] */
  async function open(options) {
    const opened = await openPage(given.browser, `${given.site.url}#v1:view=training`, options);
    await trainingReady(opened.page);
    return opened;
  }

  /** @param {any} page @param {any} file */
  async function choose(page, file) {
    const tab = page.getByRole('button', { name: 'Data', exact: true });
    if (await tab.isVisible()) await tab.click();
    await page.getByLabel('Train on your own table').setInputFiles(file);
  }

  for (const [what, options] of /** @type {[string, any][]} */ ([
    ['wide', {}],
    ['360 px, dark', { width: 360, height: 740, dark: true }],
  ]))
    test(`from the file to a trained network in three clicks, nothing typed: ${what}`, async () => {
      const { page, context, problems } = await open(options);
      await choose(page, fileOf(trees(60))); // 1: the button that opens the file's dialogue
      const preview = page.locator('activation-table-preview');
      await preview.getByText('60 rows, separated by semicolons, decimal comma').waitFor();
      assert.match(
        await preview.innerText().then(() => preview.evaluate((/** @type {any} */ one) => one.shadowRoot.textContent)),
        /6 inputs; 48 rows train, 12 validate/,
      );
      assert.deepEqual(await axeFindings(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
      await preview.getByRole('button', { name: 'Use this table' }).click(); // 2
      await preview.waitFor({ state: 'detached' });
      await formChecked(page);
      const [summary] = await trainOnPage(page); // 3
      assert.deepEqual(summary.classNames, ['elm', 'oak']);
      assert.match(summary.verdict, /for always predicting "(elm|oak)"/);
      assert.ok(summary.score > 0.9);
      // Wherever a class is shown it has its name.
      if (!options.width) {
        const units = page.locator('activation-network-panel button.unit[title*="class "]');
        assert.deepEqual(await units.evaluateAll((/** @type {HTMLElement[]} */ all) => all.map(({ title }) => title)), [
          'dense3, unit 0, class elm',
          'dense3, unit 1, class oak',
        ]);
        await page.locator('activation-network-panel button.unit').first().click();
        await page.locator('activation-unit-card').getByLabel('height, m').waitFor();
      } else await page.getByRole('button', { name: 'Results', exact: true }).click();
      const classes = page.locator('activation-class-results');
      const rows = /** @type {string[][]} */ (
        await classes
          .locator('.list tbody tr')
          .evaluateAll((/** @type {HTMLElement[]} */ all) =>
            all.map((row) => [...row.children].map((cell) => cell.textContent)),
          )
      );
      assert.deepEqual(
        rows.map(([name]) => name),
        ['elm', 'oak'],
      );
      assert.equal(
        rows.reduce((sum, [, samples]) => sum + Number(samples), 0),
        12,
      );
      const matrix = classes.locator('activation-confusion-table');
      assert.deepEqual(await matrix.locator('thead th').allInnerTexts(), ['elm', 'oak']);
      await classes.getByRole('button', { name: 'Copy CSV' }).click();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(copied, /^Class,Samples,Accuracy,Predicted elm,Predicted oak\r?\nelm,/);
      assert.deepEqual(await axeFindings(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
      assert.deepEqual(problems, []);
      await context.close();
    });

  test('roles are menus, gaps are filled where that is said, and another column can be predicted', async () => {
    const { page, context, problems } = await open();
    await choose(page, fileOf(trees(60).replace(/^3;(.*?);.*?;/m, '3;$1;;')));
    const preview = page.locator('activation-table-preview');
    await preview.getByText(/values are missing.*line 4 "height, m"/).waitFor();
    assert.equal(await preview.getByRole('button', { name: 'Use this table' }).isDisabled(), true);
    await preview.getByLabel('Missing values of all columns').selectOption('median');
    await preview.getByText('6 inputs').waitFor();
    await preview.getByLabel('Role of day').selectOption('ignored');
    await preview.getByText('5 inputs').waitFor();
    await preview.getByLabel('Role of soil').selectOption('number');
    await preview.getByText(/column "soil" cannot be of role "number": "clay"/).waitFor();
    await preview.getByLabel('Role of soil').selectOption('');
    await preview.getByText('5 inputs').waitFor();
    await preview.getByLabel('Column to be predicted').selectOption('soil');
    await preview.getByText('right for 0.333 of the rows').waitFor();
    await preview.getByLabel('Split of the rows').selectOption('stratify');
    await preview.getByText('drawn at random with the share of each class').waitFor();
    await preview.getByRole('button', { name: 'Use this table' }).click();
    await formChecked(page);
    const { data } = await experimentOf(page);
    assert.deepEqual([data.target, data.columns, data.missing], ['soil', { day: 'ignored' }, 'median']);
    assert.equal(data.split, 'stratify');
    const [summary] = await trainOnPage(page);
    assert.deepEqual(summary.classNames, ['clay', 'loam', 'sand']);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a column has gaps and a scale of its own, and every class can count the same', async () => {
    for (const options of [{}, { width: 360, height: 740, dark: true }]) {
      const { page, context, problems } = await open(options);
      await choose(page, fileOf(trees(60).replace(/^3;(.*?);.*?;/m, '3;$1;;')));
      const preview = page.locator('activation-table-preview');
      await preview.getByText(/values are missing.*line 4 "height, m"/).waitFor();
      // Only what has gaps is asked what becomes of them, and what is left out has no scale.
      assert.equal(await preview.getByLabel(/^Missing values of/).count(), 2);
      assert.equal(await preview.getByLabel('Scale id').count(), 0);
      await preview.getByText('1 to 60', { exact: true }).waitFor({ state: 'attached' });
      await preview.getByLabel('Missing values of height, m').selectOption('mean');
      await preview.getByText('6 inputs').waitFor();
      await preview.getByLabel('Scale wet').uncheck();
      await preview.getByLabel('Role of day').selectOption('ignored');
      await preview.getByLabel('Weight of the classes').selectOption('balanced');
      await preview.getByText('5 inputs').waitFor();
      assert.deepEqual(await axeFindings(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
      await preview.getByRole('button', { name: 'Use this table' }).click();
      await preview.waitFor({ state: 'detached' });
      await formChecked(page);
      const { data, training } = await experimentOf(page);
      assert.deepEqual(data.columns, { 'height, m': { missing: 'mean' }, wet: { standardize: false }, day: 'ignored' });
      assert.equal(data.missing, undefined);
      assert.deepEqual(training.loss, { name: 'softmax-cross-entropy', classWeights: 'balanced' });
      await trainOnPage(page);
      assert.deepEqual(problems, []);
      await context.close();
    }
  });

  test('how the file is written is a menu each, where it is not as it was found', async () => {
    const { page, context, problems } = await open();
    // Years name the columns, which are numbers as all below them.
    const rows = Array.from({ length: 40 }, (_, i) => `${(i % 7) + 0.25},${(i * i) % 11},${i % 2}`);
    await choose(page, fileOf(`2019,2020,2021\n${rows.join('\n')}\n`, 'years.csv'));
    const preview = page.locator('activation-table-preview');
    await preview.getByText('41 rows, separated by commas, decimal point; no line names the columns').waitFor();
    await preview.getByText('Read it otherwise').click();
    await preview.getByLabel('Separator').selectOption('tab');
    await preview.getByText('years.csv: needs a column beside the one to be predicted').waitFor();
    assert.equal(await preview.getByRole('button', { name: 'Use this table' }).isDisabled(), true);
    await preview.getByLabel('Separator').selectOption('auto');
    await preview.getByLabel('First line').selectOption('present');
    await preview.getByText('40 rows, separated by commas, decimal point; the first line names the columns').waitFor();
    await preview.getByText('2 inputs; 32 rows train').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await preview.getByRole('button', { name: 'Use this table' }).click();
    await formChecked(page);
    const { data } = await experimentOf(page);
    assert.deepEqual([data.header, data.target, data.train], ['present', '2021', 32]);
    await trainOnPage(page);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('the column to be predicted can be in a second file; opened elsewhere, both are asked for', async () => {
    const { page, context, problems } = await open();
    const numbers = Array.from({ length: 40 }, (_, i) => `${Math.sin(i).toFixed(4)} ${i % 7}`).join('\n');
    const kinds = Array.from({ length: 40 }, (_, i) => (Math.sin(i) > 0 ? 'oak' : 'elm')).join('\n');
    const both = [fileOf(kinds, 'plants_target.txt'), fileOf(numbers, 'plants.data')];
    await choose(page, both);
    const preview = page.locator('activation-table-preview');
    await preview.getByRole('heading', { name: 'plants+plants_target.csv' }).waitFor();
    await preview.getByText('2 inputs; 32 rows train').waitFor();
    await preview.getByRole('button', { name: 'Use this table' }).click();
    await formChecked(page);
    const [summary] = await trainOnPage(page);
    assert.deepEqual(summary.classNames, ['elm', 'oak']);
    await page.waitForFunction(() => location.hash.includes('file='));
    const link = page.url();
    await choose(page, [fileOf('elm\noak\nelm', 'plants_target.txt'), fileOf(numbers, 'plants.data')]);
    await page.getByText('plants.data has 40 rows and plants_target.txt has 3 rows').waitFor();
    await context.close();

    const elsewhere = await openPage(given.browser, link);
    await elsewhere.page.getByText('missing: ').waitFor();
    await dropFiles(elsewhere.page, both);
    await isReady(elsewhere.page);
    assert.deepEqual([...problems, ...elsewhere.problems], []);
    await elsewhere.context.close();
  });

  test('what was chosen last is previewed, though two files of before it are joined later', async () => {
    const { page, context, problems } = await open();
    const lines = (/** @type {(i: number) => string} */ of) =>
      Array.from({ length: 200_000 }, (_, i) => of(i)).join('\n');
    const worker = page.waitForEvent('worker');
    await choose(page, [
      fileOf(
        lines((i) => (i % 3 ? 'oak' : 'elm')),
        'plants_target.txt',
      ),
      fileOf(
        lines((i) => `${Math.sin(i).toFixed(4)} ${i % 7}`),
        'plants.data',
      ),
    ]);
    const joining = await worker;
    const joined = joining.waitForEvent('close');
    await choose(page, fileOf(trees(60)));
    const preview = page.locator('activation-table-preview');
    await preview.getByText('60 rows').waitFor();
    await joined;
    await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
    assert.equal(await preview.getByRole('heading').innerText(), 'trees.csv');
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('an experiment that leaves its sizes to the file is completed when the file is there', async () => {
    const experiment = {
      version: 1,
      data: {
        source: 'csv',
        file: 'trees.csv',
        target: 'kind',
        decimal: 'comma',
        split: 'stratify',
        train: 0.5,
        validation: 0.25,
        test: 0.25,
      },
      network: {
        activation: { name: 'gelu' },
        init: 'he-normal',
        layers: [{ type: 'dense', units: 8 }, { type: 'activation' }, { type: 'dense' }],
      },
      training: {
        optimizer: { name: 'adam', learningRate: 0.01 },
        loss: { name: 'softmax-cross-entropy', classWeights: 'balanced' },
        batchSize: 8,
        epochs: 2,
      },
      seeds: [0],
    };
    const link = `${given.site.url}#v1:view=training&experiment=${encodeURIComponent(JSON.stringify(experiment))}`;
    for (const options of [{}, { width: 360, height: 740, dark: true }]) {
      const { page, context, problems } = await openPage(given.browser, link, options);
      await page
        .getByText('This experiment leaves its inputs, its classes and the numbers of its rows to this file')
        .waitFor();
      assert.equal(await page.locator('activation-experiment-form').count(), 0);
      assert.deepEqual(await axeFindings(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
      const input = page.getByLabel('Choose the data files');
      await input.setInputFiles(fileOf('a;b\n1;2\n3;4\n'));
      await page.getByText('trees.csv: has no column "kind" to predict').waitFor();
      const waiting = await experimentOf(page);
      assert.deepEqual(waiting, experiment, 'no number stands in the place of what the file would say');
      assert.equal(await page.getByRole('button', { name: 'Train', exact: true }).isDisabled(), true);
      await input.setInputFiles(fileOf(trees(60)));
      await page.locator('activation-experiment-form').waitFor();
      await formChecked(page);
      const { data, network } = await experimentOf(page);
      assert.deepEqual([data.train, data.validation, data.test, data.features, data.classes], [30, 15, 15, 6, 2]);
      assert.equal(network.layers.at(-1).units, 2);
      assert.ok(!page.url().includes('features'), 'the link stays as it was written');
      await trainOnPage(page);
      await page.getByText('Kept on this device for the next visit').waitFor();
      await page.reload();
      await isReady(page);
      assert.deepEqual(problems, []);
      await context.close();
    }
  });

  test('what else is wrong with an experiment that waits for its file is said, and can be set right', async () => {
    const data = { source: 'csv', file: 'trees.csv', target: 'kind' };
    const experiment = { version: 1, data, network: { activation: 'gelu', layers: [{ type: 'dense' }] } };
    const { page, context } = await openPage(
      given.browser,
      `${given.site.url}#v1:view=training&experiment=${encodeURIComponent(JSON.stringify(experiment))}`,
    );
    await page.getByText(/network\.activation: must be an object such as/).waitFor();
    await page.locator('activation-experiment-details').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Train', exact: true }).isDisabled(), true);
    // Its file is asked for even so; without either, another experiment trains.
    await page.getByLabel('Choose the data files').setInputFiles(fileOf('a;b\n1;2\n3;4\n'));
    await page.getByText('trees.csv: has no column "kind" to predict').waitFor();
    await page.evaluate(() => {
      location.hash = 'v1:view=training&train=relu-vs-elu';
    });
    await isReady(page);
    await context.close();
  });

  test('a dropped file is previewed; one that is no table says why; Cancel leaves everything as it was', async () => {
    const { page, context, problems } = await open();
    await dropFiles(page, [fileOf(trees(20))]);
    await page.locator('activation-table-preview').getByText('20 rows').waitFor();
    await page.locator('activation-table-preview').getByRole('button', { name: 'Cancel' }).click();
    await page.locator('activation-table-preview').waitFor({ state: 'detached' });
    assert.match(
      await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-training-view')).state.preset),
      /relu-vs-elu/,
    );
    await dropFiles(page, [{ name: 'broken.csv', buffer: Buffer.from([0xc3, 0x28, 0x41]) }]);
    await page.getByText('broken.csv: is not UTF-8 text').waitFor();
    await dropFiles(page, [{ name: 'book.xlsx', buffer: Buffer.from('PK') }]);
    await page.getByText("book.xlsx: is a spreadsheet program's own file. Save its sheet as CSV").waitFor();
    await dropFiles(page, [{ name: 'notes.docx', buffer: Buffer.from('PK') }]);
    await page.getByText('notes.docx: neither a table').waitFor();
    await dropFiles(page, [fileOf('x,y\n1,a\n', 'small.csv')]);
    await page
      .locator('activation-table-preview')
      .getByText(/one class only/)
      .waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });
});
