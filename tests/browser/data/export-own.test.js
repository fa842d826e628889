// What is exported of a training on a table of one's own that starts from the weights of a file, after a reload. Catches an export
// that reads the table or the weights in another way than the training, and one that forgets where the run began.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { cli, experimentFile, newFolder, trees } from '../../node/support.js';
import { formChecked, openPage, trainingReady, trainOnPage, useSite } from '../harness.js';
import { saved } from '../results/export-support.js';
import { experimentOf, isReady } from './own-data-support.js';

describe('an export of what is one’s own', () => {
  const given = useSite();

  test('a run on a table that starts from weights has the command line’s bytes after a reload', async () => {
    const folder = newFolder();
    const table = Buffer.from(trees(60));
    writeFileSync(join(folder, 'trees.csv'), table);
    /** What the command line writes of an experiment. @param {unknown} experiment @param {string} form @param {string} name */
    const written = async (experiment, form, name) => {
      const out = join(folder, name);
      const { code, stderr } = await cli(
        ...['export', experimentFile(experiment), '--as', form, '--data', folder, '--out', out],
      );
      assert.equal(code, 0, stderr);
      return readFileSync(out);
    };

    const { page, context, problems } = await openPage(given.browser, `${given.site.url}#v1:view=training`);
    await trainingReady(page);
    await page
      .getByLabel('Train on your own table')
      .setInputFiles({ name: 'trees.csv', mimeType: 'text/csv', buffer: table });
    const preview = page.locator('activation-table-preview');
    await preview.getByLabel('Column to be predicted').selectOption('kind');
    await preview.getByRole('button', { name: 'Use this table' }).click();
    await isReady(page);
    const drawn = await experimentOf(page);
    const start = await written(drawn, 'safetensors', 'start.safetensors');
    await page
      .getByLabel('Start from trained weights')
      .setInputFiles({ name: 'start.safetensors', mimeType: '', buffer: start });
    await page.locator('activation-start-weights').getByText('start.safetensors').waitFor();
    await formChecked(page);
    await isReady(page);
    const [summary] = await trainOnPage(page);
    await page.waitForFunction(() => location.hash.includes('file='));
    await page.waitForTimeout(1500); // trainings are kept once a second
    await page.reload();
    await page.getByText('Back where you left it').waitFor();
    await isReady(page);

    const experiment = await experimentOf(page);
    assert.equal(experiment.network.weights.file, 'start.safetensors');
    const menu = page.locator('activation-export-menu');
    await menu.locator('summary').click();
    const network = await saved(page, menu, 'safetensors');
    assert.ok(network.bytes.toString('latin1').includes(`"hash":"${summary.hash}"`));
    assert.ok(network.bytes.equals(await written(experiment, 'safetensors', network.name)), 'other weights');
    assert.ok(!network.bytes.equals(await written(drawn, 'safetensors', 'drawn.safetensors')));
    const script = await saved(page, menu, 'PyTorch script');
    assert.equal(script.bytes.toString(), (await written(experiment, 'pytorch', script.name)).toString());
    assert.match(script.bytes.toString(), /^# The weights of "start\.safetensors": /m);
    assert.match(script.bytes.toString(), /^ROWS = /m);
    assert.deepEqual(problems, []);
    await context.close();
  });
});
