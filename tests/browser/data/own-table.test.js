// A table of one's own in the page: from the file to the first epoch in three clicks, what the preview says, roles and gaps that are
// changed, and what is refused. Catches a count that must be typed, and a file that leaves the device or is asked for again.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { trees } from '../../node/support.js';
import { axeFindings, formChecked, openPage, trainingReady, useSite } from '../harness.js';

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

  /** @param {any} page */
  const summaries = (page) =>
    page.evaluate(() =>
      /** @type {any} */ (document.querySelector('activation-training')).model.trials.map(
        (/** @type {any} */ one) => one.summary,
      ),
    );

  for (const [what, options] of /** @type {[string, any][]} */ ([
    ['wide', {}],
    ['360 px, dark', { width: 360, height: 740, dark: true }],
  ]))
    test(`from the file to a trained network in three clicks, nothing typed: ${what}`, async () => {
      const { page, context, problems } = await open(options);
      await choose(page, fileOf(trees(60))); // 1: the button that opens the file's dialogue
      const preview = page.locator('table-preview');
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
      await page.getByRole('button', { name: 'Train', exact: true }).click(); // 3
      await page.waitForFunction(
        () => /** @type {any} */ (document.querySelector('activation-training')).model.trials[0]?.summary,
      );
      const [summary] = await summaries(page);
      assert.deepEqual(summary.classNames, ['elm', 'oak']);
      assert.match(summary.verdict, /for always predicting "(elm|oak)"/);
      assert.ok(summary.score > 0.9);
      // Wherever a class is shown it has its name.
      if (!options.width) {
        const units = page.locator('network-panel button.unit[title*="class "]');
        assert.deepEqual(await units.evaluateAll((/** @type {HTMLElement[]} */ all) => all.map(({ title }) => title)), [
          'dense3, unit 0, class elm',
          'dense3, unit 1, class oak',
        ]);
        await page.locator('network-panel button.unit').first().click();
        await page.locator('unit-card').getByLabel('height, m').waitFor();
      } else await page.getByRole('button', { name: 'Results', exact: true }).click();
      const classes = page.locator('class-results');
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
      const matrix = classes.locator('confusion-table');
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
    const preview = page.locator('table-preview');
    await preview.getByText(/values are missing.*line 4 "height, m"/).waitFor();
    assert.equal(await preview.getByRole('button', { name: 'Use this table' }).isDisabled(), true);
    await preview.getByLabel('Missing values').selectOption('median');
    await preview.getByText('6 inputs').waitFor();
    await preview.getByLabel('Role of day').selectOption('ignored');
    await preview.getByText('5 inputs').waitFor();
    await preview.getByLabel('Role of soil').selectOption('number');
    await preview.getByText(/column "soil" cannot be of role "number": "clay"/).waitFor();
    await preview.getByLabel('Role of soil').selectOption('');
    await preview.getByText('5 inputs').waitFor();
    await preview.getByLabel('Column to be predicted').selectOption('soil');
    await preview.getByText('right for 0.333 of the rows').waitFor();
    await preview.getByRole('button', { name: 'Use this table' }).click();
    await formChecked(page);
    const { data } = await page.evaluate(
      () => /** @type {any} */ (document.querySelector('activation-training')).experiment,
    );
    assert.deepEqual([data.target, data.columns, data.missing], ['soil', { day: 'ignored' }, 'median']);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training')).model.trials[0]?.summary,
    );
    assert.deepEqual((await summaries(page))[0].classNames, ['clay', 'loam', 'sand']);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a dropped file is previewed; one that is no table says why; Cancel leaves everything as it was', async () => {
    const { page, context, problems } = await open();
    const drop = (/** @type {number[]} */ bytes, /** @type {string} */ name) =>
      page.locator('activation-training').evaluate(
        (/** @type {any} */ element, /** @type {[number[], string]} */ [content, called]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([new Uint8Array(content)], called));
          const target = element.shadowRoot.querySelector('training-bench');
          target.dispatchEvent(
            new DragEvent('drop', { dataTransfer: transfer, bubbles: true, composed: true, cancelable: true }),
          );
        },
        [bytes, name],
      );
    await drop([...Buffer.from(trees(20))], 'trees.csv');
    await page.locator('table-preview').getByText('20 rows').waitFor();
    await page.locator('table-preview').getByRole('button', { name: 'Cancel' }).click();
    await page.locator('table-preview').waitFor({ state: 'detached' });
    assert.match(
      await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-training')).state.preset),
      /relu-vs-elu/,
    );
    await drop([0xc3, 0x28, 0x41], 'broken.csv');
    await page.getByText('broken.csv: is not UTF-8 text').waitFor();
    await drop([...Buffer.from('x,y\n1,a\n')], 'small.csv');
    await page
      .locator('table-preview')
      .getByText(/one class only/)
      .waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });
});
