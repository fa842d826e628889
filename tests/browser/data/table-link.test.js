// The link to an experiment on a table names the file and its fingerprint: opened elsewhere it asks for that file, takes it in
// one drop under any name, and refuses another with the reason. Catches results of one file under the link of another.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { trees } from '../../node/support.js';
import { axeFindings, formChecked, openPage, trainingReady, trainOnPage, useSite } from '../harness.js';
import { dropFiles, isReady } from './own-data-support.js';

const table = trees(60);
const other = trees(61);
const sumOf = (/** @type {string} */ text) => createHash('sha256').update(text).digest('hex').slice(0, 16);
const kMark = `trees.csv:${Buffer.byteLength(table)}:${sumOf(table)}`;

describe('the link to an experiment on a table', () => {
  const given = useSite();

  /** Drops a file anywhere in the view. @param {any} page @param {string} name @param {string | Buffer} content */
  const drop = (page, name, content) => dropFiles(page, [{ name, buffer: Buffer.from(content) }]);

  /** The link of an experiment on the table. */
  async function linkOf() {
    const { page, context, problems } = await openPage(given.browser, `${given.site.url}#v1:view=training`);
    await trainingReady(page);
    await drop(page, 'trees.csv', table);
    const preview = page.locator('activation-table-preview');
    await preview.getByText('60 rows').waitFor();
    await preview.getByRole('button', { name: 'Use this table' }).click();
    await formChecked(page);
    await isReady(page);
    await page.waitForFunction(() => location.hash.includes('file='));
    // A change of the experiment keeps it.
    await page.getByLabel('Epochs').first().fill('3');
    await page.keyboard.press('Tab');
    await formChecked(page);
    await page.waitForFunction(() => location.hash.includes('%22epochs%22:3'));
    const link = page.url();
    assert.deepEqual(problems, []);
    await context.close();
    return link;
  }

  test('names the file; elsewhere it is asked for, another one is refused, and it trains with the right one', async () => {
    const link = await linkOf();
    assert.ok(link.includes(`&file=${kMark}`), link);
    for (const options of [{}, { width: 360, height: 740, dark: true }]) {
      const { page, context, problems } = await openPage(given.browser, link, options);
      const files = page.locator('activation-data-files');
      await files.getByText(`missing: 2 kB, fingerprint ${sumOf(table)}`).waitFor();
      await drop(page, 'trees.csv', other);
      const reason = `trees.csv: is not the file that this experiment was made with: it has ${Buffer.byteLength(other)} bytes, fingerprint ${sumOf(other)}; trees.csv had ${Buffer.byteLength(table)} bytes, fingerprint ${sumOf(table)}`;
      await files.getByText(reason).waitFor();
      await files.getByRole('button', { name: 'Use trees.csv instead' }).waitFor();
      assert.deepEqual(await axeFindings(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
      assert.match(
        await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-training-view')).blocked),
        /still missing/,
      );
      await drop(page, 'renamed.csv.gz', gzipSync(table));
      await isReady(page);
      assert.equal(await files.getByRole('button', { name: /instead/ }).count(), 0);
      assert.equal(page.url(), link);
      await trainOnPage(page);
      assert.deepEqual(problems, []);
      await context.close();
    }
  });

  test('another file of the same name makes a new experiment, whose link names it', async () => {
    const link = await linkOf();
    const { page, context, problems } = await openPage(given.browser, link);
    await page.locator('activation-data-files').getByText('missing: 2 kB').waitFor();
    await drop(page, 'trees.csv', other);
    await page.locator('activation-data-files').getByRole('button', { name: 'Use trees.csv instead' }).click();
    const preview = page.locator('activation-table-preview');
    await preview.getByText('61 rows').waitFor();
    await preview.getByRole('button', { name: 'Use this table' }).click();
    await formChecked(page);
    await isReady(page);
    await page.waitForFunction(
      (/** @type {string} */ sum) => location.hash.includes(sum),
      `file=trees.csv:${Buffer.byteLength(other)}:${sumOf(other)}`,
    );
    await trainOnPage(page);
    // What is kept of the visit before is not taken for the file of another link.
    await page.goto('about:blank');
    await page.goto(link);
    await page
      .locator('activation-data-files')
      .getByText(/trees\.csv: is not the file that this experiment was made with/)
      .waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });
});
