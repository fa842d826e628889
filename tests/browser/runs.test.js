// Runs as they are named, driven and read off on the page: a name by hand, the speed, and one epoch for all charts. Catches a
// new name that loses results, a speed that changes numbers, and charts that are read off at different epochs.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openPage, trainingReady, useSite } from './harness.js';

/** @typedef {Awaited<ReturnType<typeof openPage>>['page']} Page */

/** @param {Page} page @returns {Promise<{name: string, state: string, hash: string, step: number}[]>} */
const trialsOf = (page) =>
  page.evaluate(() => {
    const { model } = /** @type {any} */ (document.querySelector('activation-training-view'));
    return model.trials.map((/** @type {any} */ { name, state, summary, progress }) => ({
      name,
      state,
      hash: summary?.hash ?? '',
      step: progress ? (progress.epoch - 1) * progress.stepsPerEpoch + progress.step : 0,
    }));
  });

/** Waits for the runs to end. @param {Page} page */
const ended = (page) => page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 120_000 });

describe('runs', () => {
  const given = useSite();

  /** @param {string} preset @param {object} [options] */
  async function open(preset, options = {}) {
    const opened = await openPage(given.browser, `${given.site.url}#v1:train=${preset}`, options);
    await trainingReady(opened.page);
    return opened;
  }

  for (const width of [1280, 360])
    test(`a run is renamed, its result stays, and a name that is taken is refused, ${width} px`, async () => {
      const { page, context, problems } = await open('circle-inputs', { width });
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      await ended(page);
      const before = await trialsOf(page);
      await page.getByRole('button', { name: 'Rename 4 ReLU units' }).focus();
      await page.keyboard.press('Enter');
      const input = page.getByLabel('Name of 4 ReLU units');
      await input.fill('4 tanh units');
      await page.keyboard.press('Enter');
      await page.getByText('Another run is called \u201c4 tanh units\u201d.').waitFor();
      await input.fill('  ');
      await page.keyboard.press('Enter');
      await page.getByText('Give the run a name.').waitFor();
      await input.fill('four of ReLU');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Show four of ReLU' }).waitFor();
      await page.waitForFunction(() => {
        const { model } = /** @type {any} */ (document.querySelector('activation-training-view'));
        return model.trials[0].name === 'four of ReLU, seed 0';
      });
      const renamed = await trialsOf(page);
      assert.deepEqual(
        renamed.map(({ hash }) => hash),
        before.map(({ hash }) => hash),
      );
      assert.ok(renamed.every(({ state }) => state === 'done'));
      assert.equal(await page.getByText('These trials have the earlier settings').count(), 0);
      const focused = await page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element?.getAttribute('aria-label');
      });
      assert.equal(focused, 'Rename four of ReLU');
      await page.getByRole('button', { name: 'Undo', exact: true }).click();
      await page.getByRole('button', { name: 'Show 4 ReLU units' }).waitFor();
      assert.equal((await trialsOf(page))[0].hash, before[0].hash);
      assert.deepEqual(problems, []);
      await context.close();
    });

  test('ten steps a second are seen one by one, and the numbers are those of full speed', async () => {
    const { page, context, problems } = await open('spiral-activations');
    await page.getByLabel('speed').selectOption('10 steps/s');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.waitForFunction(() => {
      const { model } = /** @type {any} */ (document.querySelector('activation-training-view'));
      return model.trials[0].progress?.step >= 5;
    });
    const [{ step }] = await trialsOf(page);
    await page.waitForTimeout(1000);
    const [later] = await trialsOf(page);
    const made = later.step - step;
    assert.ok(made >= 2 && made <= 14, `${made} steps in about a second`);
    await page.getByLabel('speed').selectOption('full speed');
    await ended(page);
    const recorded = await page.evaluate(async () => {
      const { model } = /** @type {any} */ (document.querySelector('activation-training-view'));
      return model.trials.map((/** @type {any} */ { summary }) => summary.hash);
    });
    assert.equal(new Set(recorded).size, 15);
    assert.equal(recorded[0], 'a163ce1a6a93d601');
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('the pointer and the arrow keys read all charts off at one epoch', async () => {
    const { page, context, problems } = await open('spiral-activations');
    // The recorded result is on show before the first run, and is of every fifth epoch.
    await page.getByText('Recorded with the command line').waitFor();
    const charts = page.locator('activation-training-view section.results activation-figure-frame .host[tabindex]');
    const titles = () =>
      page.locator('activation-training-view section.results activation-figure-frame .reading b').allInnerTexts();
    await charts.first().evaluate((/** @type {Element} */ chart) => chart.scrollIntoView({ block: 'center' }));
    const box = /** @type {{x: number, y: number, width: number, height: number}} */ (
      await charts.first().boundingBox()
    );
    await page.mouse.move(box.x + box.width / 2, box.y + 80);
    await page.locator('activation-training-view section.results activation-figure-frame .reading').last().waitFor();
    const [first, ...others] = await titles();
    assert.match(first, /^epoch \d*[05]$/);
    assert.deepEqual(others, [first]);
    await page.mouse.move(box.x + box.width / 2, 5);
    assert.deepEqual(await titles(), []);
    await charts.last().focus();
    await page.keyboard.press('Home');
    assert.deepEqual(await titles(), ['epoch 1', 'epoch 1']);
    await page.keyboard.press('ArrowRight');
    assert.deepEqual(await titles(), ['epoch 5', 'epoch 5']);
    assert.equal(await page.locator('activation-figure-frame [role="status"]').count(), 1, 'one chart is read out');
    await page.keyboard.press('Escape');
    assert.deepEqual(await titles(), []);
    assert.deepEqual(problems, []);
    await context.close();
  });
});
