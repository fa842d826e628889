// A recorded result out of the page's Export menu. Catches rounded numbers that are given as whole ones, and a refusal without a
// reason.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { cli, newFolder, preset } from '../../node/support.js';
import { openPage, trainingReady, trainOnPage, useSite } from '../harness.js';
import { refused, saved } from './export-support.js';

/** How far a recorded number may be from the whole one: of five digits, and of four in the rows of layers and gradients. */
const kRounding = 5e-4;
const kRounded =
  /Recorded with the command line: without times, and with numbers of five digits, those of layers of four/;

/** The table that the command line makes of a preset's records. @param {string} name */
async function wholeTable(name) {
  const folder = newFolder();
  const [jsonl, out] = [join(folder, 'own.jsonl'), join(folder, 'own.csv')];
  for (const args of [
    ['run', name, '--jsonl', jsonl],
    ['export', jsonl, '--as', 'csv', '--out', out],
  ])
    assert.equal((await cli(...args)).code, 0);
  return rowsOf(readFileSync(out, 'utf8'));
}

/** @param {string} csv @returns {Record<string, string>[]} */
function rowsOf(csv) {
  const [columns, ...rows] = csv
    .trim()
    .split('\n')
    .map((line) => Array.from(line.matchAll(/(?:^|,)("[^"]*"|[^,]*)/g), ([, cell]) => cell));
  return rows.map((cells) => Object.fromEntries(cells.map((cell, i) => [columns[i], cell])));
}

/** What differs from the rows of the same epochs, times left out. @param {Record<string, string>[]} rows @param {Record<string, string>[]} whole @param {number} [within] relative */
const differences = (rows, whole, within = kRounding) =>
  rows.flatMap((row) => {
    const own = whole.find(({ run, seed, epoch }) => run === row.run && seed === row.seed && epoch === row.epoch);
    const keys = Object.keys(own ?? {}).filter((key) => key !== 'milliseconds');
    return keys.flatMap((key) => {
      const [a, b] = [row[key], own?.[key] ?? ''];
      const isSame = a === b || Math.abs(Number(a) - Number(b)) <= within * Math.abs(Number(b));
      return isSame && (a === '') === (b === '')
        ? []
        : [`${row.run}, ${row.seed}, ${row.epoch}: ${key} ${a}, not ${b}`];
    });
  });

describe('recorded results are exported', () => {
  const given = useSite();

  test('of a result that was recorded the table is exported with its digits; the rest is refused with the reason', async () => {
    const { page, context, problems } = await openPage(given.browser, `${given.site.url}#train`);
    await trainingReady(page);
    const menu = page.locator('activation-export-menu');
    await page.getByText('Recorded with the command line').waitFor();
    await menu.locator('summary').click();
    for (const title of ['Results as records', 'TensorBoard events'])
      await refused(
        menu,
        title,
        /the result on screen is a recorded one, with rounded numbers and few histograms: press Train for all of it, or export the epochs as a table/,
      );
    const { name, bytes } = await saved(page, menu, 'Epochs as a table');
    assert.equal(name, 'relu_against_elu_recorded.csv');
    assert.match(await menu.locator('p[role=status]').innerText(), kRounded);
    assert.doesNotMatch(await menu.locator('p[role=status]').innerText(), /Epochs are left out/);
    const whole = await wholeTable('relu-vs-elu');
    assert.deepEqual(differences(rowsOf(bytes.toString()), whole), []);
    assert.equal(rowsOf(bytes.toString()).length, whole.length);
    await menu.getByRole('combobox').selectOption({ label: 'ELU' });
    const one = rowsOf((await saved(page, menu, 'Epochs as a table')).bytes.toString());
    assert.deepEqual([...new Set(one.map(({ run }) => run))], ['ELU']);
    // What is trained here takes its place.
    await trainOnPage(page);
    await menu.getByRole('combobox').selectOption({ value: '' });
    const trained = await saved(page, menu, 'Epochs as a table');
    assert.equal(trained.name, 'relu_against_elu.csv');
    assert.deepEqual(differences(rowsOf(trained.bytes.toString()), whole, 0), []);
    assert.deepEqual(problems, []);
    await context.close();
    const other = await openPage(given.browser, `${given.site.url}#v1:view=train&train=circle-inputs`);
    await trainingReady(other.page);
    await other.page.getByText('Recorded with the command line').waitFor();
    const otherMenu = other.page.locator('activation-export-menu');
    await otherMenu.locator('summary').click();
    const thinned = rowsOf((await saved(other.page, otherMenu, 'Epochs as a table')).bytes.toString());
    assert.match(await otherMenu.locator('p[role=status]').innerText(), /Epochs are left out of it/);
    const { epochs } = preset('circle-inputs').training;
    const ofOne = thinned.filter(({ run, seed }) => run === thinned[0].run && seed === thinned[0].seed);
    assert.deepEqual([ofOne[0].epoch, ofOne.at(-1)?.epoch], ['1', String(epochs)]);
    assert.ok(ofOne.length < epochs);
    await other.context.close();
  });
});
