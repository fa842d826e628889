// Edits that come faster than the engine checks them, or while something is wrong: none is dropped without a word. And what a
// change by hand is said of: the seed that has it, after a reload as before.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formChecked, openPage, trainingReady, useSite } from '../harness.js';

/** @typedef {Awaited<ReturnType<typeof openPage>>['page']} Page */

describe('quick edits', () => {
  const given = useSite();

  /** @param {string} expression of the element, as `training` @param {Page} page */
  const training = (page, expression) =>
    page.evaluate(
      `(() => { const training = document.querySelector('activation-training-view'); return ${expression}; })()`,
    );

  async function openSpiral() {
    const opened = await openPage(given.browser, given.site.url);
    await trainingReady(opened.page);
    await opened.page.getByRole('button', { name: 'Spiral' }).click();
    await formChecked(opened.page);
    return opened;
  }

  test('clicks before the first is checked are all made: units, layers, and an edit of a layer that moves', async () => {
    const { page, context, problems } = await openSpiral();
    const layers = () =>
      training(page, 'JSON.stringify(training.experiment.network.layers.map((l) => l.units ?? l.type))');
    assert.equal(await layers(), '[8,"activation",8,"activation",2]');
    // Each click in a task of its own, as people's are; the engine has not answered the first when the last comes.
    const click = (/** @type {string[]} */ ...names) =>
      page
        .locator('activation-network-panel')
        .evaluate(async (/** @type {any} */ panel, /** @type {string[]} */ labels) => {
          for (const label of labels) {
            panel.shadowRoot.querySelector(`[aria-label="${label}"]`).click();
            await new Promise((resolve) => setTimeout(resolve));
          }
        }, names);
    await click(...Array(3).fill('One unit more in layer 1'));
    await formChecked(page);
    assert.equal(await layers(), '[11,"activation",8,"activation",2]');
    await click('One layer more', 'One layer more');
    await formChecked(page);
    assert.equal(await layers(), '[11,"activation",8,"activation",8,"activation",8,"activation",2]');
    // The layers that are drawn are not yet those that are written when the unit is asked for.
    await click('BatchNorm in layer 1', 'One unit less in layer 2');
    await page.waitForFunction(() => {
      const { experiment } = /** @type {any} */ (document.querySelector('activation-training-view'));
      return experiment.network.layers[3].units === 7;
    });
    assert.equal(await layers(), '[11,"batchNorm","activation",7,"activation",8,"activation",8,"activation",2]');
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('while the experiment has an error the earlier network says so, and its layers wait', async () => {
    const { page, context } = await openSpiral();
    const field = page.getByLabel('Batch size', { exact: true });
    await field.fill('0');
    await field.press('Tab');
    await page.getByText('This is the network before the last change, which has an error').waitFor();
    assert.ok(await page.getByRole('button', { name: 'One unit more in layer 1' }).isDisabled());
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await formChecked(page);
    assert.ok(await page.getByRole('button', { name: 'One unit more in layer 1' }).isEnabled());
    await context.close();
  });

  test('points drawn by hand are marked as the engine splits them', async () => {
    const { page, context } = await openSpiral();
    await page.getByRole('button', { name: 'Your own points' }).click();
    await formChecked(page);
    await page.getByText('Rings are held back for validation.').waitFor();
    const { drawn, held, expected } = /** @type {any} */ (
      await page.evaluate(async () => {
        const element = /** @type {any} */ (document.querySelector('activation-training-view'));
        const bench = element.shadowRoot.querySelector('activation-training-bench');
        const plane = bench.shadowRoot.querySelector('activation-output-plane');
        const { train, points } = await element.model.engine.planePoints(element.experiment.data);
        return {
          drawn: plane.points.length,
          held: [...plane.held].map(String).sort(),
          expected: points.slice(train).map(String).sort(),
        };
      })
    );
    assert.ok(drawn > held.length && held.length >= 1, `${held.length} of ${drawn}`);
    assert.deepEqual(held, expected);
    await context.close();
  });

  test('a weight by hand is said of its seed; after a live change a reload brings the runs back', async () => {
    const { page, context, problems } = await openSpiral();
    await page.getByRole('button', { name: '+ compare' }).click();
    await page.getByLabel('another activation').selectOption('gelu');
    const seeds = page.getByLabel('Seed', { exact: true });
    await seeds.fill('0, 1');
    await seeds.press('Tab');
    await page.locator('activation-run-strip').getByRole('button', { name: 'Show ReLU' }).click();
    const epochs = page.getByLabel('Epochs', { exact: true });
    await epochs.fill('100000');
    await epochs.press('Tab');
    await formChecked(page);
    await page.getByRole('button', { name: 'One step' }).click();
    await page.waitForFunction(() => {
      const { trials } = /** @type {any} */ (document.querySelector('activation-training-view')).model;
      return trials.every((/** @type {any} */ { state, progress }) => state === 'paused' && progress);
    });
    await page.getByRole('button', { name: 'dense1, unit 0' }).click();
    const weight = page.locator('activation-unit-card').getByLabel('bias');
    await weight.fill('0.5');
    await weight.press('Tab');
    await page.getByText(/^Seed 0: Changed by hand: dense1\.bias\[0\] set to 0\.5 in epoch 1/).waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.waitForFunction(() => {
      const { trials } = /** @type {any} */ (document.querySelector('activation-training-view')).model;
      return trials.every((/** @type {any} */ { records }) => records.length >= 2);
    });
    await page.getByRole('button', { name: 'Halve the learning rate' }).click();
    await formChecked(page);
    await page
      .getByText(/learning rate 0\.005 in epoch \d+/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.waitForTimeout(2500); // kept at most once a second
    const before = /** @type {number[]} */ (await training(page, 'training.model.trials.map((t) => t.records.length)'));
    await page.reload();
    await page.getByText('Back where you left it: the runs are paused.').waitFor();
    const after = /** @type {number[]} */ (await training(page, 'training.model.trials.map((t) => t.records.length)'));
    assert.ok(
      after.every((count, i) => count >= 1 && count <= before[i]),
      `${after} of ${before}`,
    );
    assert.equal(await training(page, 'training.experiment.training.optimizer.learningRate'), 0.005);
    assert.equal(await page.getByText('These trials have the earlier settings').count(), 0);
    assert.ok(await training(page, 'training.model.watching !== undefined'), 'a silent worker is noticed');
    await page.getByText(/^Seed 0: Changed by hand: dense1\.bias\[0\] set to 0\.5 in epoch 1; /).waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a weight that is being typed stays when a view of the network arrives', async () => {
    const { page, context } = await openSpiral();
    await page.getByRole('button', { name: 'One step' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await page.getByRole('button', { name: 'dense1, unit 2' }).click();
    const bias = page.locator('activation-unit-card').getByLabel('bias');
    await bias.fill('-1.5');
    await page.evaluate(async () => {
      const { model, updateComplete } = /** @type {any} */ (document.querySelector('activation-training-view'));
      const [trial] = model.trials;
      trial.view = { ...trial.view };
      model.dispatchEvent(new Event('view'));
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await updateComplete;
    });
    assert.equal(await bias.inputValue(), '-1.5');
    await bias.press('Tab');
    await page.waitForFunction(() => {
      const { trials } = /** @type {any} */ (document.querySelector('activation-training-view')).model;
      return trials[0].view.weights[1].values[2] === -1.5;
    });
    // The card is drawn after the view of the network has come.
    await page.waitForFunction((/** @type {any} */ field) => field.value === '\u22121.500', await bias.elementHandle());
    await context.close();
  });

  test('what is being typed in any field stays when the field is drawn again, and is taken when it is left', async () => {
    const { page, context } = await openSpiral();
    await page.getByRole('button', { name: 'One step' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await page.getByRole('button', { name: 'dense1, unit 2' }).click();
    const redraw = (/** @type {any} */ field) =>
      field.evaluate(async (/** @type {any} */ input) => {
        const { host } = input.getRootNode();
        host.requestUpdate();
        await host.updateComplete;
      });
    for (const [name, text] of [
      ['Unit, 0 to 7', '5'],
      ['Learning rate', '0.125'],
    ]) {
      const field = page.getByLabel(name, { exact: true });
      await field.fill(text);
      await redraw(field);
      assert.equal(await field.inputValue(), text, name);
      await field.press('Tab');
      await redraw(field);
      assert.equal(await field.inputValue(), text, name);
    }
    await page.locator('activation-unit-card').getByText('dense1, unit').waitFor();
    assert.equal(
      await page.evaluate(
        () =>
          /** @type {any} */ (document.querySelector('activation-training-view')).experiment.training.optimizer
            .learningRate,
      ),
      0.125,
    );
    // What cannot be read is not kept as if it had been taken.
    const unit = page.getByLabel('Unit, 0 to 7', { exact: true });
    await unit.fill('77');
    await unit.press('Tab');
    await redraw(unit);
    assert.equal(await unit.inputValue(), '7');
    await context.close();
  });

  /** Clicks by label, each in a task of its own, before the engine has answered the first. @param {Page} page @param {string} part @param {string[]} names */
  const clickFast = (page, part, names) =>
    page.locator(part).evaluate(async (/** @type {any} */ element, /** @type {string[]} */ labels) => {
      for (const label of labels) {
        element.shadowRoot.querySelector(`[aria-label="${label}"]`).click();
        await new Promise((resolve) => setTimeout(resolve));
      }
    }, names);

  test('quick clicks reach the layer, the input and the run that they were meant for', async () => {
    const { page, context, problems } = await openSpiral();
    const units = () =>
      training(page, 'JSON.stringify(training.experiment.network.layers.filter((l) => l.units).map((l) => l.units))');
    await clickFast(page, 'activation-network-panel', ['One layer more', 'BatchNorm in layer 1']);
    await clickFast(page, 'activation-network-panel', Array(2).fill('One unit less in layer 2'));
    await formChecked(page);
    assert.equal(await units(), '[8,6,8,2]');
    await clickFast(page, 'activation-network-panel', ['Remove layer 1', 'One unit more in layer 2']);
    await formChecked(page);
    assert.equal(await units(), '[7,8,2]');
    await clickFast(page, 'activation-network-panel', ['Input x1\u00b2', 'Input x2\u00b2', 'Input x1']);
    await formChecked(page);
    assert.equal(await training(page, 'training.experiment.data.inputs.join()'), 'x2,x1^2,x2^2');
    await clickFast(page, 'activation-network-panel', ['Input x1\u00b2', 'Input x2\u00b2']);
    await formChecked(page);
    const last = page.getByRole('button', { name: 'Input x2', exact: true });
    assert.ok(await last.isDisabled());
    assert.equal(await last.getAttribute('title'), 'A network needs at least one input');

    for (const name of ['gelu', 'elu']) {
      await page.getByRole('button', { name: '+ compare' }).click();
      await page.getByLabel('another activation').selectOption(name);
      await formChecked(page);
    }
    await clickFast(page, 'activation-run-strip', ['Remove ReLU', 'Remove GELU']);
    await formChecked(page);
    assert.equal(await training(page, 'training.experiment.runs.map((run) => run.name).join()'), 'ELU');
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('Train is not dropped where the experiment changes while it is pressed', async () => {
    const { page, context, problems } = await openSpiral();
    await page.evaluate(() => {
      const view = /** @type {any} */ (document.querySelector('activation-training-view'));
      view.onExperiment({ ...view.experiment, seeds: [1] });
      void view.train();
      view.onExperiment({ ...view.experiment, seeds: [2] });
    });
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).model.phase !== 'idle',
      undefined,
      { timeout: 10_000 },
    );
    assert.equal(await training(page, 'training.model.trials[0].seed'), 2);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('points held back can be hidden where points are drawn, and a stroke without effect says why', async () => {
    const { page, context, problems } = await openSpiral();
    await page.getByRole('button', { name: 'Your own points' }).click();
    await formChecked(page);
    await page.getByText('Rings are held back for validation.').waitFor();
    // Counts the points that are painted: each is one arc.
    const painted = () =>
      page
        .locator('activation-output-plane')
        .first()
        .evaluate((/** @type {any} */ plane) => {
          let arcs = 0;
          const { arc } = CanvasRenderingContext2D.prototype;
          CanvasRenderingContext2D.prototype.arc = function (/** @type {Parameters<typeof arc>} */ ...values) {
            arcs += 1;
            return arc.apply(this, values);
          };
          plane.paint();
          CanvasRenderingContext2D.prototype.arc = arc;
          return { arcs, all: plane.points.length, held: plane.held.size };
        });
    const shown = await painted();
    assert.ok(shown.held > 0 && shown.arcs === shown.all, JSON.stringify(shown));
    await page.getByLabel('Validation samples').uncheck();
    const hidden = await painted();
    assert.equal(hidden.arcs, shown.all - shown.held);
    await page.getByLabel('Validation samples').check();
    const plane = page.getByRole('application');
    await plane.focus();
    await page.getByRole('button', { name: 'Erase points' }).click();
    await plane.focus();
    await page.keyboard.press(' '); // the middle, where there is none
    await page.getByText('There is no point to erase here.').waitFor();
    await page.getByRole('button', { name: 'Draw points of class 1' }).click();
    await plane.focus();
    await page.keyboard.press(' ');
    await formChecked(page);
    await page.keyboard.press(' ');
    await page.getByText('There is a point here already.').waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('an undo without a change before it says so', async () => {
    const { page, context } = await openPage(given.browser, given.site.url);
    await trainingReady(page);
    await page.getByRole('button', { name: 'Train', exact: true }).focus();
    await page.keyboard.press('Control+z');
    await page.getByText('There is nothing to undo.').waitFor({ timeout: 5000 });
    await context.close();
  });

  test('advice for a run that is gone says so', async () => {
    const { page, context } = await openPage(given.browser, given.site.url);
    await trainingReady(page);
    await page.locator('activation-run-results').evaluate((/** @type {any} */ results) =>
      results.dispatchEvent(
        new CustomEvent('advice', {
          detail: { name: 'Gone', advice: { label: '', changes: { 'training.epochs': 1 } } },
        }),
      ),
    );
    await page.getByText(/There is no run \u201cGone\u201d any more/).waitFor({ timeout: 5000 });
    await context.close();
  });

  test('weights cannot be fixed once the run has ended, which is said', async () => {
    const { page, context } = await openSpiral();
    const epochs = page.getByLabel('Epochs', { exact: true });
    await epochs.fill('1');
    await epochs.press('Tab');
    await formChecked(page);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByRole('button', { name: 'Train again' }).waitFor();
    await page.getByRole('button', { name: 'dense1, unit 2' }).click();
    await page.getByLabel('Keep its weights').click();
    await page.getByText('The run has ended: press Reset, then weights can be fixed.').waitFor({ timeout: 5000 });
    assert.equal(await page.getByLabel('Keep its weights').isChecked(), false);
    assert.ok(await page.getByLabel('Freeze layer 1').isDisabled());
    await context.close();
  });

  test('a setting of the data that a grid varies is not changed beside it, which is said', async () => {
    const { page, context } = await openSpiral();
    await page.evaluate(() => {
      const view = /** @type {any} */ (document.querySelector('activation-training-view'));
      const { runs: _, ...rest } = view.experiment;
      view.onExperiment({ ...rest, grid: { 'data.noise': [0, 0.2] } });
    });
    await formChecked(page);
    const before = await training(page, 'JSON.stringify(training.experiment)');
    await page.locator('activation-data-panel input[type=range]').first().fill('0.5');
    await page.getByText(/The grid varies data\.noise/).waitFor({ timeout: 5000 });
    assert.equal(await training(page, 'JSON.stringify(training.experiment)'), before);
    await page.getByRole('slider', { name: 'Noise' }).waitFor({ timeout: 5000 });
    await context.close();
  });

  test('results are drawn again only when a result has changed', async () => {
    const { page, context, problems } = await openSpiral();
    const epochs = page.getByLabel('Epochs', { exact: true });
    await epochs.fill('2');
    await epochs.press('Tab');
    await formChecked(page);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByRole('button', { name: 'Train again' }).waitFor();
    const frame = page.locator('activation-run-results activation-figure-frame');
    await frame.waitFor();
    const again = (/** @type {boolean} */ withResult) =>
      page.evaluate(async (/** @type {boolean} */ isNew) => {
        const view = /** @type {any} */ (document.querySelector('activation-training-view'));
        const results = view.shadowRoot.querySelector('activation-run-results');
        const { draw } = results.shadowRoot.querySelector('activation-figure-frame');
        const [trial] = view.model.trials;
        if (isNew) trial.summary = { ...trial.summary };
        else trial.records.push({ ...trial.records.at(-1) }); // an epoch more
        await new Promise((resolve) => {
          view.model.addEventListener('records', () => resolve(undefined), { once: true });
          view.model.changed();
        });
        await view.updateComplete;
        await results.updateComplete;
        return draw !== results.shadowRoot.querySelector('activation-figure-frame').draw;
      }, withResult);
    assert.equal(await again(false), false, 'an epoch is no result');
    assert.equal(await again(true), true);
    assert.deepEqual(problems, []);
    await context.close();
  });
});
