// Train by hand: data, network, runs, seeds, weights and the learning rate, each with the mouse alone. Catches a control
// that changes something else, a picture that is not of the network, and a comparison that says more than its seeds.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formChecked, openPage, showView, trainingReady, useSite } from './harness.js';

/** @typedef {Awaited<ReturnType<typeof openPage>>['page']} Page */

/** The training element's own view of things. @param {Page} page @param {string} expression of `training` */
const training = (page, expression) =>
  page.evaluate((/** @type {string} */ text) => {
    const element = document.querySelector('activation-training-view');
    return text
      .split('.')
      .slice(1)
      .reduce((/** @type {any} */ value, key) => value?.[key], element);
  }, expression);

/** @param {Page} page @param {string} name */
const tab = async (page, name) => {
  const button = page.getByRole('button', { name, exact: true });
  if (await button.isVisible()) await button.click();
};

/** Waits for the runs to end. @param {Page} page */
const ended = (page) => page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 120_000 });

describe('workbench', () => {
  const given = useSite();

  /** @param {{ width?: number, dark?: boolean }} [options] */
  async function openSpiral(options = {}) {
    const opened = await openPage(given.browser, given.site.url, options);
    await trainingReady(opened.page);
    await tab(opened.page, 'Data');
    await opened.page.getByRole('button', { name: 'Spiral' }).click();
    await formChecked(opened.page);
    return opened;
  }

  for (const [width, dark] of /** @type {[number, boolean][]} */ ([
    [1280, false],
    [360, true],
  ])) {
    test(`GELU is compared with ReLU on the spiral over five seeds, in seven clicks, ${width} px`, async () => {
      const { page, context, problems } = await openSpiral({ width, dark }); // Train, Spiral
      await page.getByRole('button', { name: '+ compare' }).click();
      await page.getByLabel('another activation').selectOption('gelu'); // two clicks
      await page.getByRole('button', { name: '5 seeds' }).click();
      await formChecked(page);
      assert.deepEqual(await training(page, 'training.experiment.runs'), [
        { name: 'ReLU' },
        { name: 'GELU', set: { 'network.activation': { name: 'gelu' } } },
      ]);
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      await ended(page);
      await tab(page, 'Results');
      const sentence = await page.locator('activation-run-results .sentences li').first().innerText();
      assert.match(
        sentence,
        /^GELU is ahead of ReLU by \d+\.\d points \(95.% interval \d+\.\d to \d+\.\d, n = 5; paired t-test p/,
      );
      await page.getByText('The same data and, seed by seed, the same initial weights.').waitFor();
      await page.locator('activation-run-results circle.dot').first().waitFor(); // drawn when it is in sight
      assert.equal(await page.locator('activation-run-results circle.dot').count(), 10);
      assert.equal(await page.locator('activation-run-results line.mean').count(), 2);
      assert.equal(await page.locator('activation-training-view path.band').count(), 4);
      // The boundary is that of the run that is shown.
      await tab(page, 'Output');
      const answers = await page.evaluate(() => {
        const { model } = /** @type {any} */ (document.querySelector('activation-training-view'));
        return model.runs.map((/** @type {any} */ run) => run.trials[0].view.boundary.length);
      });
      assert.deepEqual(answers, [2 * 40 * 40, 2 * 100 * 100]);
      assert.deepEqual(problems, []);
      await context.close();
    });
  }

  test('layers, units, BatchNorm, activations and inputs change by a click, and undo takes each back', async () => {
    const { page, context, problems } = await openSpiral();
    const layers = async () => {
      await formChecked(page);
      return /** @type {any[]} */ (await training(page, 'training.experiment.network.layers')).map(
        ({ type, units, name }) => [type, units, name].filter((part) => part !== undefined).join(' '),
      );
    };
    const start = ['dense 8', 'activation', 'dense 8', 'activation', 'dense 2'];
    assert.deepEqual(await layers(), start);
    await page.getByRole('button', { name: 'One layer more' }).click();
    assert.deepEqual(await layers(), ['dense 8', 'activation', ...start]);
    await page.getByRole('button', { name: 'One unit more in layer 2' }).click();
    assert.deepEqual((await layers()).slice(2, 4), ['dense 9', 'activation']);
    await page.getByLabel('BatchNorm', { exact: true }).check();
    assert.deepEqual(await layers(), [
      'dense 8',
      'batchNorm',
      'activation',
      'dense 9',
      'batchNorm',
      'activation',
      'dense 8',
      'batchNorm',
      'activation',
      'dense 2',
    ]);
    await page.getByLabel('Activation of layer 3').selectOption('tanh');
    assert.equal((await layers())[8], 'activation tanh');
    await page.getByLabel('Activation of all layers').selectOption('elu');
    assert.equal((await layers())[8], 'activation');
    assert.deepEqual(await training(page, 'training.experiment.network.activation'), { name: 'elu' });
    await page.getByRole('button', { name: 'Input x1x2' }).click();
    await formChecked(page);
    assert.deepEqual(await training(page, 'training.experiment.data.inputs'), ['x1', 'x2', 'x1*x2']);
    for (let i = 0; i < 6; ++i) await page.getByRole('button', { name: 'Undo', exact: true }).click();
    assert.deepEqual(await layers(), start);
    await page.keyboard.press('Control+y');
    assert.deepEqual(await layers(), ['dense 8', 'activation', ...start]);
    await page.getByRole('button', { name: 'Remove layer 1' }).click();
    await page.getByRole('button', { name: 'One layer less' }).click();
    assert.deepEqual(await layers(), ['dense 8', 'activation', 'dense 2']);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('two classes drawn by hand are separated', async () => {
    const { page, context, problems } = await openPage(given.browser, given.site.url);
    await trainingReady(page);
    await page.getByRole('button', { name: 'Your own points' }).click();
    await formChecked(page);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page
      .getByText(/must be a list of 2 to 2000 points/)
      .first()
      .waitFor();
    const plane = page.getByRole('application');
    const stroke = async (/** @type {[number, number][]} */ points) => {
      // The page may have grown above it.
      const { x, y, width } = /** @type {any} */ (await plane.boundingBox());
      const at = (/** @type {number} */ share) => share * width;
      await page.mouse.move(x + at(points[0][0]), y + at(points[0][1]));
      await page.mouse.down();
      for (const [left, top] of points) await page.mouse.move(x + at(left), y + at(top), { steps: 12 });
      await page.mouse.up();
    };
    await stroke([
      [0.2, 0.2],
      [0.2, 0.8],
    ]);
    await page.getByRole('button', { name: 'Draw points of class 1' }).click();
    await stroke([
      [0.8, 0.2],
      [0.8, 0.8],
    ]);
    await formChecked(page);
    const points = /** @type {number[][]} */ (await training(page, 'training.experiment.data.points'));
    assert.ok(points.length >= 20, String(points.length));
    assert.ok(points.every(([x1, , name]) => (name === 0 ? x1 < -3 : x1 > 3)));
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await ended(page);
    assert.equal(await training(page, 'training.model.trials.0.summary.finalAccuracy'), 1);
    // By the keyboard alone, too.
    await plane.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press(' ');
    await formChecked(page);
    assert.equal(
      /** @type {unknown[]} */ (await training(page, 'training.experiment.data.points')).length,
      points.length + 1,
    );
    await page.getByRole('button', { name: 'Erase points' }).click();
    await stroke([
      [0.2, 0.2],
      [0.2, 0.8],
    ]);
    await formChecked(page);
    const left = /** @type {number[][]} */ (await training(page, 'training.experiment.data.points'));
    assert.ok(left.every(([x1]) => x1 > -3));
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('the learning rate is halved while it trains, and the result says so', async () => {
    const { page, context, problems } = await openSpiral();
    const epochs = page.getByLabel('Epochs', { exact: true });
    await epochs.fill('100000');
    await epochs.press('Tab');
    await formChecked(page);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[0].records.length > 20,
    );
    await page.getByRole('button', { name: 'Halve the learning rate' }).click();
    await page.getByText(/Changed by hand: learning rate 0\.005 in epoch \d+/).waitFor();
    assert.equal(await page.getByText('These trials have the earlier settings').count(), 0);
    const rate = await page.waitForFunction(() => {
      const { records } = /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[0];
      return records.at(-1).learningRate === 0.005 && records.map((/** @type {any} */ one) => one.learningRate);
    });
    assert.equal((await rate.jsonValue())[0], 0.01);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByText(/Changed by hand/).waitFor({ state: 'detached' });
    // What was changed by hand is over: the next run is the experiment's alone.
    assert.equal(
      await page.evaluate(
        () => /** @type {any} */ (document.querySelector('activation-training-view')).model.liveOf.size,
      ),
      0,
    );
    assert.equal(await training(page, 'training.experiment.training.optimizer.learningRate'), 0.005);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('one step, one epoch, a weight by hand, a frozen layer, and a reset to the same weights', async () => {
    const { page, context, problems } = await openSpiral();
    const view = () => training(page, 'training.model.trials.0.view');
    const weightsOf = async () => Object.values(/** @type {any} */ (await view()).weights[0].values);
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[0]?.view?.weights,
    );
    const initial = await weightsOf();
    await page.getByRole('button', { name: 'One step' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[0].view.step === 1,
    );
    assert.notDeepEqual(await weightsOf(), initial);
    await page.getByRole('button', { name: 'One epoch' }).click();
    await page.waitForFunction(
      () =>
        /** @type {any} */ (document.querySelector('activation-training-view')).model.phase === 'paused' &&
        /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[0].records.length === 1,
    );
    await page.getByRole('button', { name: 'dense1, unit 2' }).click();
    await page.getByLabel('bias').fill('-1.5');
    await page.getByLabel('bias').press('Tab');
    await page.waitForFunction(
      () =>
        /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[0].view.weights[1]
          .values[2] === -1.5,
    );
    await page.getByLabel('Freeze layer 1').check();
    assert.ok(await page.getByLabel('Freeze layer 1').isChecked());
    const frozen = await weightsOf();
    await page.getByRole('button', { name: 'One epoch' }).click();
    await page.waitForFunction(
      () =>
        /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[0].records.length === 2,
    );
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).model.phase === 'paused',
    );
    assert.deepEqual(await weightsOf(), frozen);
    assert.match(
      await page.locator('activation-run-progress .note').innerText(),
      /Changed by hand: dense1\.bias\[2\] set to -1\.5 in epoch \d; dense1 fixed in 8 units/,
    );
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.waitForFunction((/** @type {number[]} */ wanted) => {
      const view = /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[0].view;
      return view?.weights && Object.values(view.weights[0].values).every((value, i) => value === wanted[i]);
    }, initial);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('why ELU fails is said before the first run, with a button that repairs it; the earlier result stays', async () => {
    const { page, context, problems } = await openPage(given.browser, given.site.url);
    await trainingReady(page);
    await page.getByText(/Recorded with the command line/).waitFor();
    const failed = page.locator('activation-run-results .failed li').first();
    assert.match(
      await failed.innerText(),
      /ELU collapsed to one class: .*units of activation1 have been saturated since epoch/,
    );
    await failed.getByRole('button', { name: 'Try learning rate 0.01' }).click();
    await formChecked(page);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await ended(page);
    const summaries = /** @type {any[]} */ (await training(page, 'training.model.trials')).map(
      ({ summary }) => summary,
    );
    assert.deepEqual(
      summaries.map(({ status }) => status),
      ['completed', 'completed', 'completed', 'completed'],
    );
    assert.ok(summaries[1].finalAccuracy > 0.85);
    assert.equal(await page.locator('activation-run-results circle.before').count(), 4);
    // A chart is read off under the pointer.
    const chart = page.locator('.results .charts activation-figure-frame').nth(1);
    await chart.locator('.host').hover({ position: { x: 120, y: 100 } });
    assert.match(await chart.locator('.reading').innerText(), /^epoch \d+\n.*ReLU \d?\.\d+/s);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('an error offers what would be right, at its control and above', async () => {
    const { page, context, problems } = await openPage(
      given.browser,
      `${given.site.url}#v1:set=network.layers[4].units=7`,
    );
    await trainingReady(page);
    await page.getByRole('button', { name: 'Set to 10' }).first().click();
    await formChecked(page);
    assert.equal(await training(page, 'training.experiment.network.layers.4.units'), 10);
    assert.equal(await page.getByRole('button', { name: 'Train', exact: true }).isEnabled(), true);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('views go back and forth, keep what trains, and a link opens the one it is about', async () => {
    const { page, context, problems } = await openPage(given.browser, given.site.url);
    await trainingReady(page);
    const epochs = page.getByLabel('Epochs', { exact: true });
    await epochs.fill('300');
    await epochs.press('Tab');
    await formChecked(page);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[0].records.length > 1,
    );
    const before = await training(page, 'training.model.trials.0.records.length');
    await showView(page, 'layers');
    await page.locator('activation-unit-grid svg').waitFor();
    await showView(page, 'experiments');
    await page.goBack();
    await page.locator('activation-unit-grid svg').waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Pause' }).click();
    assert.ok(/** @type {number} */ (await training(page, 'training.model.trials.0.records.length')) > Number(before));
    await showView(page, 'experiments');
    await page.getByRole('button', { name: 'Open Dead units and few samples' }).click();
    await page.getByText(/The runs before were ended after \d+ epochs/).waitFor();
    await page.reload();
    await trainingReady(page);
    assert.equal(await training(page, 'training.state.preset'), 'dead-units');
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a reload finds the runs where they were, and they end with the same hash', async () => {
    const { page, context, problems } = await openPage(given.browser, `${given.site.url}#v1:set=training.epochs=12`);
    await trainingReady(page);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.waitForFunction(() => {
      const { trials } = /** @type {any} */ (document.querySelector('activation-training-view')).model;
      return trials.every((/** @type {any} */ trial) => trial.records.length >= 3);
    });
    await page.waitForTimeout(1200); // as often as it is kept
    await page.reload();
    await page.getByText('Back where you left it: the runs are paused.').waitFor();
    const epochs = /** @type {any[]} */ (await training(page, 'training.model.trials')).map(
      ({ records }) => records.length,
    );
    assert.ok(
      epochs.every((count) => count >= 1),
      String(epochs),
    );
    await page.getByRole('button', { name: 'Resume' }).click();
    await ended(page);
    const hashes = () => page.locator('activation-summary-table tbody code').allInnerTexts();
    const resumed = await hashes();
    await page.getByRole('button', { name: 'Train again' }).click();
    await page.getByRole('button', { name: 'Train again' }).waitFor({ state: 'detached' });
    await ended(page);
    assert.deepEqual(await hashes(), resumed);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('without storage nothing is kept, and nothing fails', async () => {
    const { page, context, problems } = await openPage(given.browser, 'about:blank');
    await page.addInitScript(() => {
      for (const name of ['sessionStorage', 'indexedDB'])
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('denied', 'SecurityError');
          },
        });
    });
    await page.goto(`${given.site.url}#v1:set=training.epochs=1`);
    await trainingReady(page);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await ended(page);
    assert.deepEqual(
      problems.filter((/** @type {string} */ text) => !text.startsWith('request off')),
      [],
    );
    await context.close();
  });
});
