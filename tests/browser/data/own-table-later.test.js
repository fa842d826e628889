// A table of one's own after a reload, and after it was read otherwise. Catches a training that is lost, and a choice that stays where
// it makes no sense.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formChecked, openPage, trainingReady, trainOnPage, useSite } from '../harness.js';
import { isReady } from './own-data-support.js';

describe('a table of one’s own, later', () => {
  const given = useSite();

  async function open() {
    const opened = await openPage(given.browser, `${given.site.url}#v1:view=training`);
    await trainingReady(opened.page);
    return opened;
  }

  /** @param {any} page @param {string} text */
  const choose = (page, text) =>
    page
      .getByLabel('Train on your own table')
      .setInputFiles({ name: 'points.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

  test('what was trained on a file is there after a reload, and what was not over goes on', async () => {
    const { page, context, problems } = await open();
    const rows = Array.from({ length: 60 }, (_, i) => `${Math.sin(i).toFixed(3)},${i % 7},${i % 2 ? 'in' : 'out'}`);
    await choose(page, ['x,y,label', ...rows].join('\n'));
    const preview = page.locator('activation-table-preview');
    await preview.getByText('2 inputs; 48 rows train').waitFor();
    assert.equal(await preview.getByLabel('Column to be predicted').inputValue(), 'label');
    await preview.getByRole('button', { name: 'Use this table' }).click();
    await isReady(page);
    const [{ hash }] = await trainOnPage(page);
    await page.waitForFunction(() => location.hash.includes('file='));
    await page.waitForTimeout(1500); // trainings are kept once a second
    await page.reload();
    await page.getByText('Back where you left it.').waitFor();
    const trialsOf = () =>
      page.evaluate(() =>
        /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.map(
          (/** @type {any} */ trial) => [trial.state, trial.records.length, trial.summary?.hash],
        ),
      );
    assert.deepEqual(await trialsOf(), [['done', 40, hash]]);
    await isReady(page);
    await page.getByLabel('Epochs', { exact: true }).fill('20000');
    await formChecked(page);
    await page.locator('activation-run-controls button.primary').click();
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[0].saved?.epochs > 0,
    );
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
    await page.waitForTimeout(1500);
    await page.reload();
    await page.getByText('Back where you left it: the runs are paused. Resume goes on.').waitFor();
    const [[state, epochs]] = await trialsOf();
    assert.equal(state, 'paused');
    assert.ok(epochs > 0);
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.waitForFunction(
      (/** @type {number} */ before) =>
        /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[0].records.length > before,
      epochs,
    );
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('what was decided about a table goes where it is read otherwise', async () => {
    const { page, context } = await open();
    const rows = Array.from({ length: 60 }, (_, i) => `${i},${(i * i) % 7},${i % 2 ? 'in' : 'out'},${i % 9}`);
    await choose(page, ['a,b,kind,c', ...rows].join('\n'));
    const preview = page.locator('activation-table-preview');
    await preview.getByLabel('Column to be predicted').selectOption('kind');
    await preview.getByLabel('Split of the rows').selectOption('stratify');
    await preview.getByText('with the share of each class').waitFor();
    await preview.getByText('Read it otherwise').click();
    await preview.getByLabel('Decimal sign').selectOption('point');
    await preview.getByText('4 inputs; 48 rows train').waitFor();
    await preview.getByText('with the share of each class').waitFor({ state: 'detached' });
    await preview.getByRole('button', { name: 'Use this table' }).click();
    await isReady(page);
    await context.close();
  });

  test('one button settles what a table lacks, and nothing else trains meanwhile', async () => {
    for (const options of [{}, { width: 360, height: 740, dark: true }]) {
      const { page, context, problems } = await openPage(given.browser, `${given.site.url}#v1:view=training`, options);
      await trainingReady(page);
      const tab = page.getByRole('button', { name: 'Data', exact: true });
      if (await tab.isVisible()) await tab.click();
      const rows = Array.from(
        { length: 180 },
        (_, i) => `${i + 1},${i % 2},T${i % 90},C ${i % 80},${i % 9 ? i % 50 : ''}`,
      );
      await choose(page, ['PassengerId,Survived,Ticket,Cabin,Age', ...rows].join('\n'));
      const preview = page.locator('activation-table-preview');
      await preview.getByText(/"Ticket" cannot be used/).waitFor();
      assert.equal(await preview.getByLabel('Column to be predicted').inputValue(), 'Survived');
      const train = page.locator('activation-run-controls button.primary');
      assert.equal(await train.isDisabled(), true, 'the experiment of before is not what is on screen');
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
      await preview
        .getByRole('button', {
          name: 'Leave out \u201cTicket\u201d, \u201cCabin\u201d, fill missing values with the median',
        })
        .click();
      await preview.getByText('1 inputs; 144 rows train').waitFor();
      await preview.getByRole('button', { name: 'Use this table' }).click();
      await preview.waitFor({ state: 'detached' });
      await formChecked(page);
      const [summary] = await trainOnPage(page);
      assert.deepEqual(summary.classNames, ['0', '1']);
      assert.deepEqual(problems, []);
      await context.close();
    }
  });
});
