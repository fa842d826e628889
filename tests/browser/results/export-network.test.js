// Trained networks out of the page's Export menu. Catches weights of another training than the one on screen, a file that
// differs from the command line's, and a file that is written though its result is not the experiment's.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { cli, experimentFile, fromRoot, newFolder, preset } from '../../node/support.js';
import { axeFindings, formChecked, openPage, trainingReady, trainOnPage, useSite } from '../harness.js';
import { kNetworks, refused, saved } from './export-support.js';

const { unzipSync } = createRequire(fromRoot('web/package.json'))('fflate');

const small = { ...preset('relu-vs-elu'), name: 'Small' };
small.data = { ...small.data, train: 400, validation: 200 };
small.training = { ...small.training, epochs: 3 };

const kKeras = 'Keras script';

/** What the command line writes of a run. @param {string} run @param {string} form @param {unknown} [experiment] */
async function written(run, form, experiment = small) {
  const out = join(newFolder(), `network.${form}`);
  const { code, stderr } = await cli(
    ...['export', experimentFile(experiment), '--as', form, '--run', run, '--seed', '0', '--out', out],
  );
  assert.equal(code, 0, stderr);
  return readFileSync(out);
}

describe('trained networks are exported', () => {
  const given = useSite();

  /** @param {unknown} [experiment] @param {{ width?: number, dark?: boolean }} [options] */
  async function open(experiment = small, options = {}) {
    const link = `${given.site.url}#v1:experiment=${encodeURIComponent(JSON.stringify(experiment))}`;
    const opened = await openPage(given.browser, link, options);
    await trainingReady(opened.page);
    return { ...opened, menu: opened.page.locator('activation-export-menu') };
  }

  test('their bytes are the command line\u2019s, and there are none before a training is over', async () => {
    const { page, context, problems, menu } = await open();
    await menu.locator('summary').click();
    await refused(menu, 'ONNX model', /Train first, then export/);
    await trainOnPage(page);
    await refused(menu, 'safetensors', /one run with one seed. Choose one of the trainings/);
    await menu.getByRole('combobox').selectOption({ label: 'ELU' });
    for (const [title, form, ending] of kNetworks) {
      const { name, bytes } = await saved(page, menu, title);
      assert.equal(name, `small_elu.${ending}`);
      assert.ok(bytes.equals(await written('ELU', form)), `${form} differs`);
    }
    assert.deepEqual(await axeFindings(page), []);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a script of Keras and its arrays are the command line\u2019s, before anything is trained and after an edit', async () => {
    const { page, context, problems, menu } = await open();
    await menu.locator('summary').click();
    await refused(menu, kKeras, /one run with one seed. Choose one of the trainings in the list/);
    await menu.getByRole('combobox').selectOption({ label: 'ELU + BN' });
    const compare = async (/** @type {unknown} */ experiment) => {
      const { name, bytes } = await saved(page, menu, kKeras);
      assert.equal(name, 'small_elu_bn.zip');
      const out = join(newFolder(), 'small_elu_bn.py');
      const { code, stderr } = await cli(
        ...['export', experimentFile(experiment), '--as', 'keras', '--run', 'ELU + BN', '--seed', '0', '--out', out],
      );
      assert.equal(code, 0, stderr);
      const files = unzipSync(bytes);
      assert.deepEqual(Object.keys(files), ['small_elu_bn.py', 'small_elu_bn.npz']);
      for (const [ending, file] of [
        ['py', files['small_elu_bn.py']],
        ['npz', files['small_elu_bn.npz']],
      ])
        assert.ok(readFileSync(out.replace(/py$/, String(ending))).equals(file), `${ending} differs`);
      assert.match(await menu.locator('p[role=status]').innerText(), /Unpack it, and run: python3 small_elu_bn\.py/);
    };
    await compare(small);
    await trainOnPage(page);
    await compare(small);
    // It is made of the experiment, not of what was trained.
    const edited = structuredClone(small);
    edited.runs = [edited.runs[3], edited.runs[0]];
    edited.data.train = 300;
    const edit = (/** @type {unknown} */ experiment) =>
      page.evaluate(
        (/** @type {unknown} */ given) =>
          /** @type {any} */ (document.querySelector('activation-training-view')).onExperiment(given),
        experiment,
      );
    await edit(edited);
    await formChecked(page);
    assert.equal(edited.runs[0].name, 'ELU + BN');
    await menu.getByRole('combobox').selectOption({ label: 'ELU + BN' });
    await compare(edited);
    edited.training.optimizer = { name: 'rmsprop' };
    edited.training.keep = 'best';
    await edit(edited);
    await formChecked(page);
    await refused(
      menu,
      kKeras,
      /^Not written: training\.optimizer\.name: Keras' rmsprop has another rule; the export to PyTorch writes it\s+training\.keep: /,
    );
    assert.deepEqual(await axeFindings(page), []);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a run that an edit took away since its training began is refused as a script of Keras', async () => {
    const { page, context, problems, menu } = await open();
    await page.getByRole('button', { name: 'One step', exact: true }).click();
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).model.phase === 'paused',
    );
    await page.evaluate(
      (/** @type {unknown} */ given) =>
        /** @type {any} */ (document.querySelector('activation-training-view')).onExperiment(given),
      { ...small, runs: small.runs.slice(0, 2) },
    );
    await formChecked(page);
    await menu.locator('summary').click();
    await menu.getByRole('combobox').selectOption({ label: 'ReLU + BN' });
    await refused(menu, kKeras, /"ReLU \+ BN", seed 0, is no run of the experiment any more. Train again, then export/);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('after a reload the training is done again for them, once, and is cancelled where it is wanted', async () => {
    const { page, context, problems, menu } = await open();
    await trainOnPage(page);
    // What was kept for a later visit is written at most a second later.
    await page.waitForTimeout(1500);
    await page.reload();
    await trainingReady(page);
    await page.getByText('Back where you left it').waitFor();
    await menu.locator('summary').click();
    await menu.getByRole('combobox').selectOption({ label: 'ELU' });
    // A training that never starts, so that there is time to cancel it.
    await page.evaluate(() => {
      const { model } = /** @type {any} */ (document.querySelector('activation-training-view'));
      model.openPool().hold();
    });
    await menu.getByRole('button', { name: 'npz' }).click();
    await menu.getByRole('progressbar').waitFor();
    assert.match(
      await menu.locator('p[role=status]').innerText(),
      /No worker holds the weights of ELU: it is trained again/,
    );
    assert.deepEqual(await axeFindings(page), []);
    await page.keyboard.press('Enter'); // the focus is on Cancel
    await menu.getByText('Cancelled: nothing was written').waitFor();
    const focused = () =>
      document.querySelector('activation-training-view')?.shadowRoot?.querySelector('activation-export-menu')
        ?.shadowRoot?.activeElement?.textContent;
    assert.equal(await page.evaluate(focused), 'npz');
    await page.evaluate(() => {
      const { model } = /** @type {any} */ (document.querySelector('activation-training-view'));
      model.pool = null;
      const { openPool } = Object.getPrototypeOf(model);
      model.opened = 0;
      model.openPool = () => {
        model.opened += 1;
        return openPool.call(model);
      };
    });
    for (const [title, form] of kNetworks) {
      const { bytes } = await saved(page, menu, title);
      assert.ok(bytes.equals(await written('ELU', form)), `${form} differs`);
    }
    const opened = () =>
      page.evaluate(() => /** @type {any} */ (document.querySelector('activation-training-view')).model.opened);
    assert.equal(await opened(), 1);
    // Another result than this version's, as that of a later one can be.
    await menu.getByRole('combobox').selectOption({ label: 'ReLU' });
    await page.evaluate(() => {
      const { model } = /** @type {any} */ (document.querySelector('activation-training-view'));
      for (const trial of model.trials) trial.summary = { ...trial.summary, hash: '0123456789abcdef' };
    });
    await refused(
      menu,
      'safetensors',
      /"ReLU", seed 0, are not those on screen: their hash is .*, not 0123456789abcdef/,
    );
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a result that was recorded is trained here for its weights', async () => {
    const { page, context, problems } = await openPage(given.browser, `${given.site.url}#train`);
    await trainingReady(page);
    const menu = page.locator('activation-export-menu');
    await page.getByText('Recorded with the command line').waitFor();
    await menu.locator('summary').click();
    await menu.getByRole('combobox').selectOption({ label: 'ReLU' });
    const { bytes } = await saved(page, menu, 'safetensors');
    const hash = await page.evaluate(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).model.recorded[0].summary.hash,
    );
    assert.ok(bytes.toString('latin1').includes(`"hash":"${hash}"`));
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('what was changed by hand or trained before the last edit is refused', async () => {
    const { page, context, problems, menu } = await open();
    await trainOnPage(page);
    await menu.locator('summary').click();
    await menu.getByRole('combobox').selectOption({ label: 'ELU' });
    await page.evaluate(async () => {
      const { model } = /** @type {any} */ (document.querySelector('activation-training-view'));
      await model.setWeight(model.trials[1], 'dense1.weight', 0, 2);
    });
    for (const title of ['ONNX model', 'JSON', 'Results as records', 'Epochs as a table', 'TensorBoard events'])
      await refused(menu, title, /"ELU", seed 0, was changed by hand, .* Train again without changes/);
    await menu.getByRole('combobox').selectOption({ label: 'ReLU' });
    await saved(page, menu, 'npz'); // the other one was not
    // A script is of the experiment, which is there; it says that it is not what is on screen.
    await saved(page, menu, 'PyTorch script');
    assert.match(
      await menu.locator('p[role=status]').innerText(),
      /^Saved as .*\.py\. Run it: python3 .*\.py\. It trains with the settings of now from its first step on: what is on screen was changed/,
    );
    await page.evaluate(() => {
      const view = /** @type {any} */ (document.querySelector('activation-training-view'));
      const copy = structuredClone(view.experiment);
      copy.training.batchSize = 50;
      view.onExperiment(copy);
    });
    await formChecked(page);
    for (const title of ['safetensors', 'Results as records'])
      await refused(menu, title, /"ReLU", seed 0, was trained before the last edit. Train again, then export/);
    await context.close();
    assert.deepEqual(problems, []);
  });

  test('a run that diverged has no weights to export, and one that was stopped says so', async () => {
    const wild = structuredClone(small);
    wild.runs = undefined;
    wild.network.activation = { name: 'identity' };
    wild.training.optimizer = { name: 'sgd', learningRate: 10 };
    wild.training.epochs = 1000;
    const { page, context, problems, menu } = await open(wild);
    const [{ status }] = await trainOnPage(page);
    assert.equal(status, 'diverged');
    await menu.locator('summary').click();
    await refused(menu, 'ONNX model', /the run has no trained weights: /);
    await context.close();
    wild.training.optimizer.learningRate = 0.01;
    const other = await open(wild);
    await other.page.getByRole('button', { name: 'Train', exact: true }).click();
    await other.page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[0].records.length > 1,
    );
    await other.menu.locator('summary').click();
    await refused(other.menu, 'npz', /Train first/);
    await other.page.getByRole('button', { name: 'Stop', exact: true }).click();
    await other.page.getByRole('button', { name: 'Train again' }).waitFor();
    await saved(other.page, other.menu, 'safetensors');
    assert.match(await other.menu.locator('p[role=status]').innerText(), /Stopped after epoch \d+/);
    await context.close();
    await other.context.close();
    assert.deepEqual([...problems, ...other.problems], []);
  });

  test('a file of records that the page saved opens in its Results view', async () => {
    const { page, context, problems, menu } = await open(small, { width: 360, dark: true });
    const trained = await trainOnPage(page);
    await page.getByRole('button', { name: 'Results', exact: true }).click();
    await menu.locator('summary').click();
    const [left, right] = await menu.locator('.menu').evaluate((/** @type {Element} */ element) => {
      const { left, right } = element.getBoundingClientRect();
      return [left, innerWidth - right];
    });
    assert.ok(left >= 0 && right >= 0, `the menu reaches from ${left} to ${right} px before the other side`);
    const file = await saved(
      page,
      menu,
      'Results as records JSONL, for Open results and the command line: report FILE',
    );
    assert.deepEqual(await axeFindings(page), []);
    await page.goto(`${given.site.url}#results`);
    await page.waitForFunction(() => customElements.get('activation-results-view'));
    await page
      .locator('activation-results-view input[type=file]')
      .setInputFiles([{ name: file.name, mimeType: 'application/jsonl', buffer: file.bytes }]);
    await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-results-view')).drawnAll());
    const hashes = await page
      .locator('activation-results-view activation-summary-table tr.numbers')
      .evaluateAll((/** @type {HTMLTableRowElement[]} */ rows) =>
        rows.map(({ cells }) => cells[cells.length - 1].textContent?.trim()),
      );
    assert.deepEqual(
      hashes,
      trained.map((/** @type {{ hash: string }} */ { hash }) => hash),
    );
    assert.deepEqual(problems, []);
    await context.close();
  });
});
