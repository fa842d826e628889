// Training on the page: four runs in their workers, live charts, buttons, errors at their fields.
// Catches a run that does not end, a reset with other weights, a pause that is not answered.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { presets } from '../../web/presets/index.js';
import { newEngine } from '../node/support.js';
import { formChecked, openJson, openPage, openTraining, trainingReady, trainOnPage, useSite } from './harness.js';

const kRuns = ['ReLU', 'ELU', 'ReLU + BN', 'ELU + BN'];

describe('training', () => {
  const given = useSite();

  const open = (/** @type {string} */ set) => openTraining(given, set);

  test('four runs train to the end, and the summary has their hashes, the same as under Node', async () => {
    const { page, context, problems } = await open('training/epochs=2');
    const summaries = await trainOnPage(page);
    assert.deepEqual(
      summaries.map((/** @type {any} */ one) => one.run),
      kRuns,
    );
    for (const [i, summary] of summaries.entries()) {
      assert.match(summary.hash, /^[0-9a-f]{16}$/);
      const row = page.locator('activation-summary-table tbody tr.numbers').nth(i);
      assert.match(await row.innerText(), new RegExp(summary.hash));
      assert.match(await row.innerText(), new RegExp(summary.finalAccuracy.toFixed(4).replace('.', '\\.')));
      assert.equal(
        await page.locator('activation-summary-table tbody tr.verdicts').nth(i).innerText(),
        summary.verdict,
      );
    }
    assert.equal(new Set(summaries.map((/** @type {any} */ one) => one.hash)).size, 4);
    assert.equal(
      await page.locator('activation-training-view activation-figure-frame').nth(1).locator('line.baseline').count(),
      1,
    );
    const experiment = structuredClone(presets[0].experiment);
    experiment.training.epochs = 2;
    const alone = (await newEngine()).createSession(experiment, 1, 0);
    while (alone.step(64).stage !== 'done');
    assert.equal(alone.hash(), summaries[1].hash, 'a worker of the page and Node must agree');
    await page.getByRole('button', { name: 'Copy Markdown' }).click();
    await page.waitForFunction(async () => (await navigator.clipboard.readText()).includes('Hash'));
    assert.match(
      await page.evaluate(() => navigator.clipboard.readText()),
      new RegExp(`\\| ELU \\| .* \\| ${summaries[1].hash} \\|`),
    );
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('editing keeps the results on screen, says they are old, and the next start takes the new settings', async () => {
    const { page, context } = await open('training/epochs=1');
    await trainOnPage(page);
    const rate = page.getByLabel('Learning rate', { exact: true });
    await rate.fill('0.01');
    await rate.press('Tab');
    await page.getByText('These trials have the earlier settings').waitFor();
    const hashes = () => page.locator('activation-summary-table tbody code').allInnerTexts();
    const before = await hashes();
    assert.equal(before.length, 4);
    await page.getByRole('button', { name: 'Train again' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 60_000 });
    const after = await hashes();
    for (let i = 0; i < 4; ++i) assert.notEqual(after[i], before[i]);
    assert.equal(await page.getByText('These trials have the earlier settings').count(), 0);
    await context.close();
  });

  test('ELU without batch normalisation collapses in words', async () => {
    const { page, context } = await open('training/epochs=6');
    const summaries = await trainOnPage(page);
    assert.equal(summaries[1].status, 'collapsed');
    assert.match(
      await page.locator('activation-summary-table tbody tr.verdicts').nth(1).innerText(),
      /one class.*units of activation1 have been saturated since epoch/,
    );
    await context.close();
  });

  test('pause is answered, one step is one batch, and reset gives the same weights again', async () => {
    const { page, context } = await open('training/epochs=40');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.waitForFunction(
      () =>
        /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.every(
          (/** @type {any} */ trial) => trial.records.length > 0,
        ),
      undefined,
      { timeout: 60_000 },
    );
    await page.getByRole('button', { name: 'Pause' }).click();
    const steps = () =>
      page.evaluate(() =>
        /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.map(
          (/** @type {any} */ trial) => (trial.progress.epoch - 1) * trial.progress.stepsPerEpoch + trial.progress.step,
        ),
      );
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    // The calls are answered in order: when this pause is, no event of the training before it is still to come.
    const settled = () =>
      page.evaluate(async () => {
        const { model } = /** @type {any} */ (document.querySelector('activation-training-view'));
        await Promise.all(model.trials.map((/** @type {any} */ trial) => trial.run.snapshot()));
      });
    // Progress events come ten times a second while training, and after each single step.
    await page.getByRole('button', { name: 'One step' }).click();
    await settled();
    const first = await steps();
    await page.getByRole('button', { name: 'One step' }).click();
    await settled();
    assert.deepEqual(
      await steps(),
      first.map((/** @type {number} */ step) => step + 1),
    );
    const losses = () =>
      page.evaluate(() =>
        /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.map(
          (/** @type {any} */ trial) => trial.records[0].trainLoss,
        ),
      );
    const before = await losses();
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.waitForFunction(() =>
      /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.every(
        (/** @type {any} */ trial) => trial.state === 'paused' && trial.records.length === 0,
      ),
    );
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.waitForFunction(
      () =>
        /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.every(
          (/** @type {any} */ trial) => trial.records.length > 0,
        ),
      undefined,
      { timeout: 60_000 },
    );
    assert.deepEqual(await losses(), before);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Train again' }).waitFor();
    assert.match(await page.locator('activation-summary-table tbody tr.numbers').first().innerText(), /stopped/);
    await context.close();
  });

  test('errors of the experiment stand at their fields and keep Train from starting', async () => {
    const { page, context, problems } = await open('training/epochs=2');
    for (const [label, bad, message] of [
      ['Learning rate', '-1', /must be/i],
      ['Epochs', '2.5', /whole number/i],
      ['Hidden units', 'many', /must be/i],
    ]) {
      const field = page.getByLabel(/** @type {string} */ (label), { exact: true });
      const good = await field.inputValue();
      await field.fill(/** @type {string} */ (bad));
      await field.press('Tab');
      const id = await field.getAttribute('aria-describedby');
      await page
        .locator(`#${id}`)
        .filter({ hasText: /** @type {RegExp} */ (message) })
        .waitFor();
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      assert.equal(await page.getByRole('button', { name: 'Train', exact: true }).isDisabled(), true);
      await field.fill(good);
      await field.press('Tab');
      await formChecked(page);
      assert.equal(await field.getAttribute('aria-invalid'), 'false');
    }
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a field says when the runs differ, and then changes them all', async () => {
    const { page, context } = await openPage(given.browser, `${given.site.url}#v1:train=relu-vs-elu-lr`);
    await trainingReady(page);
    const rate = page.getByLabel('Learning rate', { exact: true });
    assert.equal(await rate.inputValue(), 'mixed');
    await rate.fill('0.05');
    await rate.press('Tab');
    await formChecked(page);
    const rates = await page.evaluate(() => {
      const { checked } = /** @type {any} */ (document.querySelector('activation-training-view'));
      return checked.runs.map((/** @type {any} */ run) => run.experiment.training.optimizer.learningRate);
    });
    assert.deepEqual(rates, [0.05, 0.05, 0.05, 0.05]);
    await context.close();
  });

  test('the JSON can be edited; every error is listed with its path', async () => {
    const { page, context } = await open('training/epochs=2');
    await openJson(page);
    const area = page.locator('#json');
    const experiment = JSON.parse(await area.inputValue());
    experiment.colour = 'red';
    experiment.network.activation.name = 'rleu';
    await area.fill(JSON.stringify(experiment));
    await page.getByRole('button', { name: 'Apply' }).click();
    const problems = page.locator('activation-experiment-form .problems');
    await problems.waitFor();
    const list = await problems.innerText();
    assert.match(list, /colour.*unknown/s);
    assert.match(list, /network\.activation\.name.*did you mean "relu"/s);
    await area.fill('{ not json');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText(/Not valid JSON at line 1/).waitFor();
    await context.close();
  });

  test('an experiment of any shape is answered with errors, and a good one after it applies', async () => {
    const { page, context, problems } = await open('runs=5');
    await page.locator('activation-experiment-form .problems').waitFor();
    await openJson(page);
    const area = page.locator('#json');
    const apply = page.getByRole('button', { name: 'Apply' });
    for (const bad of [
      '{"version":1,"runs":5}',
      '{"version":1,"network":{"layers":[null]},"runs":[null]}',
      '{"version":1,"network":{"layers":[5,"a",[]],"activation":null},"runs":[5,"a",{"set":null},{"set":"ab"}]}',
      '{"version":1,"network":5,"training":{"optimizer":null},"runs":{"length":3},"seeds":[null,{"toString":1}]}',
      '{"version":1,"name":{"toString":1},"runs":[{"set":{"network.layers":[null,{"type":"dense","units":{"toString":1}},{}]}}],"seeds":5}',
      '{"version":1,"data":null,"training":{"epochs":[],"batchSize":{}},"runs":[{"set":{"training":5}}],"__proto__":{"a":1}}',
      '{}',
    ]) {
      await area.fill(bad);
      await apply.click();
      await page.waitForFunction((/** @type {string} */ text) => {
        const { experiment } = /** @type {any} */ (document.querySelector('activation-training-view'));
        return JSON.stringify(experiment) === JSON.stringify(JSON.parse(text));
      }, bad);
      await formChecked(page);
      const rates = page.getByLabel('Learning rate', { exact: true });
      if (await rates.count()) await rates.inputValue();
      assert.equal(await page.getByRole('button', { name: 'Train', exact: true }).isDisabled(), true, bad);
      assert.deepEqual(problems, [], bad);
    }
    await area.fill(JSON.stringify(presets[0].experiment));
    await apply.click();
    await page.locator('activation-experiment-form .problems').waitFor({ state: 'detached' });
    await formChecked(page);
    assert.equal(await page.getByRole('button', { name: 'Train', exact: true }).isEnabled(), true);
    assert.equal(await page.locator('activation-run-progress li').count(), 4);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a field shows every digit of what runs', async () => {
    const { page, context } = await open('training/optimizer/learningRate=0.0123456789');
    const rate = page.getByLabel('Learning rate', { exact: true });
    assert.equal(await rate.inputValue(), '0.0123456789');
    const epochs = page.getByLabel('Epochs', { exact: true });
    for (const digits of ['1234567', '99999999']) {
      await epochs.fill(digits);
      await epochs.press('Tab');
      await formChecked(page);
      assert.equal(await epochs.inputValue(), digits);
    }
    await context.close();
  });

  test('a run stopped while it waits says so, and can be started again', async () => {
    const { page, context, problems } = await open('training/epochs=2');
    await page.evaluate(() => {
      const { model } = /** @type {any} */ (document.querySelector('activation-training-view'));
      model.start();
      model.stop();
    });
    await page.getByRole('button', { name: 'Train again' }).waitFor();
    const trials = await page.locator('activation-run-progress li').allInnerTexts();
    assert.equal(trials.filter((/** @type {string} */ text) => /stopped before the first step/.test(text)).length, 4);
    await page.getByRole('button', { name: 'Train again' }).click();
    await page.getByText('stopped before the first step').first().waitFor({ state: 'detached' });
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('losses beyond every usual scale still have a line, and their norms fit the table', async () => {
    const { page, context } = await open('training/epochs=2;training/optimizer/learningRate=1000');
    await trainOnPage(page);
    const ends = await page.evaluate(() => {
      const training = /** @type {any} */ (document.querySelector('activation-training-view'));
      const frame = training.shadowRoot.querySelector('activation-figure-frame').shadowRoot;
      const plot = frame.querySelector('svg.plot');
      return {
        finite: training.model.trials.filter((/** @type {any} */ trial) =>
          trial.records.some((/** @type {any} */ record) => Number.isFinite(record.trainLoss ?? Number.NaN)),
        ).length,
        dots: [...frame.querySelectorAll('.dot')].map((dot) => Number(dot.getAttribute('cy'))),
        top: Number(plot.getAttribute('y')),
      };
    });
    assert.equal(ends.dots.length, ends.finite);
    assert.ok(
      ends.dots.every((/** @type {number} */ cy) => cy >= ends.top),
      `${ends.dots} below ${ends.top}`,
    );
    const norms = await page.locator('activation-summary-table tbody tr.numbers td:nth-child(6)').allInnerTexts();
    for (const text of norms) assert.ok(text.length <= 12, text);
    await context.close();
  });

  test('a lost worker is replaced: its run goes on from its last epoch, says so, and has the same hash', async () => {
    const { page, context } = await open('training/epochs=8');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[2].records.length >= 2,
    );
    await page.workers()[3].evaluate(() => {
      setTimeout(() => {
        throw new Error('out of memory');
      });
    });
    const note = page.locator('activation-run-progress .note');
    await note.waitFor({ timeout: 5000 });
    assert.match(
      await note.innerText(),
      /worker was lost \(.*out of memory.*\); another (went on after epoch \d|began again)/,
    );
    await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 60_000 });
    const hashes = () => page.locator('activation-summary-table tbody code').allInnerTexts();
    const after = await hashes();
    const epochs = await page.evaluate(() =>
      /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[2].records.map(
        (/** @type {any} */ record) => record.epoch,
      ),
    );
    assert.deepEqual(epochs, [1, 2, 3, 4, 5, 6, 7, 8]);
    await trainOnPage(page, 60_000, 'Train again');
    assert.equal(await note.count(), 0);
    assert.deepEqual(await hashes(), after);
    await context.close();
  });

  test('a worker that ends without an event is noticed, replaced, and does not hold up Stop', async () => {
    const { page, context } = await open('training/epochs=400');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.waitForFunction(() =>
      /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.every(
        (/** @type {any} */ trial) => trial.progress,
      ),
    );
    await page.workers()[3].evaluate(() => self.close());
    const note = page.locator('activation-run-progress .note');
    await note.waitFor({ timeout: 5000 });
    assert.match(await note.innerText(), /the worker ended unexpectedly/);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Train again' }).waitFor();
    const statuses = await page.locator('activation-run-progress li .where').allInnerTexts();
    assert.ok(
      statuses.every((/** @type {string} */ text) => /stopped/.test(text)),
      statuses.join('; '),
    );
    await context.close();
  });

  test('Stop ends a worker that does not answer', async () => {
    const { page, context } = await open('training/epochs=400');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.waitForFunction(() =>
      /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.every(
        (/** @type {any} */ trial) => trial.progress,
      ),
    );
    page
      .workers()[2]
      .evaluate(() => {
        for (;;);
      })
      .catch(() => {});
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 15_000 });
    assert.match(await page.locator('activation-run-progress [role=alert]').innerText(), /did not answer the stop/);
    await context.close();
  });

  test('MNIST asks for its files and refuses strangers', async () => {
    const { page, context } = await openPage(given.browser, `${given.site.url}#v1:train=mnist-mlp`);
    await trainingReady(page);
    assert.equal(await page.getByRole('button', { name: 'Train', exact: true }).isDisabled(), true);
    await page.locator('activation-data-files li').first().waitFor();
    assert.equal(await page.locator('activation-data-files li').count(), 4);
    const file = (/** @type {string} */ name) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from([0, 0, 8, 1]),
    });
    await page
      .getByLabel('Choose the data files')
      .setInputFiles([file('train-labels-idx1-ubyte.gz'), file('t10k-labels.idx1-ubyte'), file('cat.jpg')]);
    await page.getByText(/Not one of the files asked for: cat\.jpg/).waitFor();
    assert.equal(await page.locator('activation-data-files li').filter({ hasText: 'missing' }).count(), 2);
    await page
      .getByLabel('Choose the data files')
      .setInputFiles([file('train-images-idx3-ubyte'), file('t10k-images-idx3-ubyte.gz')]);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.locator('activation-run-progress [role=alert]').first().waitFor();
    assert.match(await page.locator('activation-run-progress [role=alert]').first().innerText(), /ubyte/);
    await context.close();
  });
});
