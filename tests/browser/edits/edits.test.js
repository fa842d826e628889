// What is typed into the page: what is shown is what runs, nothing typed is lost without a word, and what cannot be read
// is asked about. Catches a field that shows what is not drawn, and a draft that is dropped or changes its owner.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { curvesReady, formChecked, openJson, openPage, openTraining, trainingReady, useSite } from '../harness.js';

/** @param {any} page @param {string} label @param {string} text */
async function type(page, label, text) {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(text);
  await field.press('Tab');
}

describe('edits', () => {
  const given = useSite();
  const training = (/** @type {any} */ page, /** @type {string} */ expression) =>
    page.evaluate(
      `(() => { const training = document.querySelector('activation-training-view'); return ${expression}; })()`,
    );

  test('a range is read from both its fields; until it can be drawn it says what is', async () => {
    const { page, context } = await openPage(given.browser, given.site.url);
    await curvesReady(page);
    const shown = () =>
      page.evaluate(() => /** @type {any} */ (document.querySelector('activation-curves-view')).state);
    await type(page, 'x axis, from', '10');
    await page
      .getByText(/x axis: The first number must be below the second\. The chart still shows \u22125 to 5\./)
      .waitFor();
    await type(page, 'x axis, to', '20');
    assert.deepEqual((await shown()).x, [10, 20]);
    assert.equal(await page.getByText(/The chart still shows/).count(), 0);
    await type(page, 'y axis, from', '6');
    await type(page, 'y axis, to', '9');
    assert.deepEqual((await shown()).y, [6, 9]);
    await type(page, 'y axis, to', '1,000');
    await page.getByText(/1,000.* can be read as 1000 or as 1\.0;.*still shows 6 to 9/).waitFor();
    assert.deepEqual((await shown()).y, [6, 9]);
    await context.close();
  });

  test('the crosshair, a parameter and the table say what they cannot take', async () => {
    const { page, context } = await openPage(given.browser, given.site.url);
    await curvesReady(page);
    const at = 'Input x of the crosshair, exact';
    for (const [text, message] of /** @type {[string, RegExp][]} */ ([
      ['abc', /abc.* is not a number/],
      ['1e999', /too large/],
      ['100', /x must be between \u22125 and 5/],
      ['1,000', /1000 or as 1\.0/],
    ])) {
      await type(page, at, text);
      assert.match(await page.locator('#at-problem').innerText(), message);
      assert.equal(await page.getByLabel(at).getAttribute('aria-invalid'), 'true');
    }
    await type(page, at, '0,5');
    assert.equal(await page.locator('#at-problem').innerText(), '');
    const alpha = page.locator('activation-function-row').nth(1).getByRole('textbox');
    await alpha.fill('1,000');
    await alpha.press('Tab');
    assert.match(await page.locator('activation-function-row').nth(1).locator('.error').innerText(), /1000 or as 1\.0/);
    await type(page, 'at these x', '1e30');
    await page.getByText(/1e\+30 is outside/).waitFor();
    await type(page, 'at these x', '1,000');
    await page.getByText(/one number or several/).waitFor();
    await context.close();
  });

  test('a doubtful number in the form is asked about and keeps Train from starting', async () => {
    const { page, context } = await openTraining(given, 'training/epochs=1');
    await type(page, 'Batch size', '1,000');
    await page
      .locator('#batchSize-error')
      .filter({ hasText: /1000 or as 1\.0/ })
      .waitFor();
    assert.equal(await page.getByRole('button', { name: 'Train', exact: true }).isDisabled(), true);
    await context.close();
  });

  test('edited JSON outlives a change of a field and of the preset, and stays what it was started from', async () => {
    const { page, context } = await openTraining(given, 'training/epochs=1');
    await openJson(page);
    const area = page.locator('#json');
    const draft = (await area.inputValue()).replace('"epochs": 1', '"epochs": 7');
    await area.fill(draft);
    await type(page, 'Learning rate', '0.07');
    assert.equal(await area.inputValue(), draft);
    await page.getByText(/has changed since its JSON was edited/).waitFor();
    await page.getByLabel('Experiment', { exact: true }).selectOption('dead-units');
    assert.equal(await area.inputValue(), draft);
    await page.getByText(/was started from .ReLU against ELU/).waitFor();
    assert.equal(await training(page, 'training.experiment.name'), 'Dead units and few samples');
    await page.getByRole('button', { name: 'Apply' }).click();
    await formChecked(page);
    assert.deepEqual(
      await training(page, '[training.state.preset, training.experiment.training.epochs, training.experiment.name]'),
      ['relu-vs-elu', 7, 'ReLU against ELU'],
    );
    assert.equal(await page.locator('#preset option:checked').innerText(), 'ReLU against ELU');
    assert.equal(await page.getByText(/was started from/).count(), 0);
    await context.close();
  });

  test('JSON is applied as it was typed, or not at all: no number and no key of it is dropped', async () => {
    const { page, context } = await openTraining(given, 'training/epochs=1');
    await openJson(page);
    const area = page.locator('#json');
    const typed = await area.inputValue();
    const withText = (/** @type {string} */ text) => typed.replace('"epochs": 1', `"epochs": 1, ${text}`);
    for (const [draft, message] of /** @type {[string, RegExp][]} */ ([
      [withText('"clip": { "norm": 1e400 }'), /The number 1e400 is too large for a double/],
      [withText('"epochs": 2'), /The key "epochs" is given twice in one object/],
      [`[${typed}]`, /An experiment is a JSON object {\.\.\.}, not a list/],
      ['['.repeat(40), /Nested deeper than 32 levels/],
      [`\ufeff${typed} no more`, /Not valid JSON at line \d+/],
    ])) {
      await area.fill(draft);
      await page.getByRole('button', { name: 'Apply' }).click();
      await formChecked(page);
      await page.locator('#json-error').filter({ hasText: message }).waitFor({ timeout: 5000 });
      assert.equal(await area.inputValue(), draft);
      assert.equal(await area.getAttribute('aria-invalid'), 'true');
      assert.equal(await area.getAttribute('aria-describedby'), 'json-error');
      assert.deepEqual(await training(page, '[training.experiment.training.epochs, training.problems]'), [1, []]);
    }
    // What is too long to be an experiment is refused unread: JSON.parse took seconds to nest these.
    const refused = await page.evaluate(async () => {
      const form = /** @type {any} */ (document.querySelector('activation-training-view')).shadowRoot.querySelector(
        'activation-experiment-details',
      );
      form.edit('['.repeat(1e7));
      await form.applyText();
      return form.textProblem;
    });
    assert.match(refused, /10000000 bytes; at most 1048576 are read/);
    await area.fill(`\ufeff${typed.replace('"epochs": 1', '"epochs": 3')}`);
    await page.getByRole('button', { name: 'Apply' }).click();
    await formChecked(page);
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).experiment.training.epochs === 3,
    );
    assert.equal(await page.locator('#json-error').innerText(), '');
    await context.close();
  });

  test('a file refused can be chosen again once the experiment asks for it, and what is wrong with a file is said', async () => {
    const { page, context } = await openTraining(given, 'training/epochs=1');
    const experiment = (/** @type {string} */ file, /** @type {string} */ target) => ({
      version: 1,
      name: 'points',
      data: { source: 'csv', file, target, features: 2, classes: 2, train: 80, validation: 20 },
      network: {
        activation: { name: 'relu' },
        layers: [{ type: 'dense', units: 4 }, { type: 'activation' }, { type: 'dense', units: 2 }],
      },
      training: { optimizer: { name: 'sgd', learningRate: 0.1 }, batchSize: 10, epochs: 2 },
    });
    const put = (/** @type {any} */ one) =>
      page.evaluate(
        (/** @type {any} */ given) =>
          /** @type {any} */ (document.querySelector('activation-training-view')).onExperiment(given),
        one,
      );
    const rows = Array.from({ length: 100 }, (_, i) => `${Math.sin(i)},${i % 7},${i % 2 ? 'odd' : 'even'}`);
    const chosen = { name: 'b.csv', mimeType: 'text/csv', buffer: Buffer.from(`a,b,kind\n${rows.join('\n')}\n`) };
    await put(experiment('a.csv', 'kind'));
    const input = page.locator('activation-data-files input[type=file]');
    await input.setInputFiles([chosen]);
    await page.getByText(/Not one of the files asked for: b\.csv/).waitFor();
    assert.equal(await input.inputValue(), '', 'the chooser must take the same file again');
    await put(experiment('b.csv', 'nothing'));
    await input.setInputFiles([chosen]);
    await page.getByText('cannot be used', { exact: false }).first().waitFor();
    assert.equal(await page.getByText(/still missing/).count(), 0);
    assert.match(
      await page.locator('activation-run-controls .overall').innerText(),
      /file cannot be used: see the reason/,
    );
    await put(experiment('b.csv', 'kind'));
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).blocked === '',
    );
    await context.close();
  });

  test('an experiment that cannot run does not stand above the runs of an earlier one', async () => {
    const { page, context } = await openTraining(given, 'training/epochs=1');
    assert.equal(await page.locator('activation-run-progress li').count(), 4);
    await page.evaluate(() => {
      location.hash = `#v1:set=seeds=[${Array.from({ length: 21 }, (_, i) => i)}]`;
    });
    await page.getByText(/hese are 21 seeds; the page trains up to 20/).waitFor();
    assert.equal(await page.locator('activation-run-progress li').count(), 0);
    await type(page, 'Seed', '1');
    await page.locator('activation-run-progress li').first().waitFor();
    assert.equal(await page.locator('activation-run-progress li').count(), 4);
    await type(page, 'Epochs', 'many');
    await page.getByText('not ready').first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Train', exact: true }).isDisabled(), true);
    await context.close();
  });

  test('what a grid varies is said at its field', async () => {
    const { page, context } = await openPage(given.browser, given.site.url);
    await trainingReady(page);
    await page.evaluate(() => {
      const training = /** @type {any} */ (document.querySelector('activation-training-view'));
      const { seeds: _, ...experiment } = { ...training.experiment };
      const { validationBatchSize: __, ...rest } = experiment.training; // what a preset has and this has not is no change of it
      training.onExperiment({
        ...experiment,
        training: rest,
        runs: [{ name: 'one' }],
        grid: { 'training.batchSize': [64, 128] },
      });
    });
    await page.getByText('Varied by the grid').waitFor();
    const field = page.getByLabel('Batch size', { exact: true });
    assert.equal(await field.inputValue(), '64, 128');
    assert.equal(await field.isEditable(), false);
    assert.equal(await page.locator('#preset option:checked').innerText(), 'ReLU against ELU, your version');
    await context.close();
  });
});
