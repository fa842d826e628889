// Which engine is loaded when: the curves wait for their own and for nothing else, the training engine comes when the
// section is near or in use, and in a worker. Catches an answer to an older text that replaces a newer one.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  curvesReady,
  formChecked,
  openJson,
  openPage,
  serveSite,
  showView,
  trainingReady,
  useSite,
} from './harness.js';

/** Requests of a page and its workers for the files of training. @param {string[]} urls */
const ofTraining = (urls) => urls.filter((url) => /\/(training|activation-training|browser-worker)[^/]*$/.test(url));

/** @param {string[]} urls @returns {string[]} the engines among them */
const enginesOf = (urls) => urls.flatMap((url) => /\/(\w+)-[^/]*\.wasm$/.exec(url)?.[1] ?? []);

/** Runs in the page before its own code: marks the first animation frame that has a curve in it. */
function markFirstCurve() {
  const look = () => {
    const chart = document.querySelector('activation-curves-view')?.shadowRoot?.querySelector('activation-curve-chart');
    if (chart?.shadowRoot?.querySelector('path.curve[d]')) performance.mark('first-curve');
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** @param {any} given @param {string} path @param {object} [options] a page that notes its requests from the first on */
async function openNoted(given, path, options) {
  const { page, context } = await openPage(given.browser, 'about:blank', options);
  await page.addInitScript(markFirstCurve);
  /** @type {string[]} */
  const urls = [];
  context.on('request', (/** @type {any} */ request) => urls.push(request.url().split('#')[0]));
  await page.goto(given.site.url + path);
  return { page, context, urls };
}

describe('engines', () => {
  const given = useSite();

  test('the first curve waits for its own engine, and for no file of training', async () => {
    const { page, context, urls } = await openNoted(given, 'index.html', {});
    await page.waitForFunction(() => performance.getEntriesByName('first-curve').length > 0);
    await page.waitForLoadState('networkidle');
    const before = await page.evaluate(() => {
      const [{ startTime }] = performance.getEntriesByName('first-curve');
      return performance
        .getEntriesByType('resource')
        .filter((entry) => entry.startTime <= startTime)
        .map((entry) => entry.name);
    });
    assert.ok(before.length >= 6 && before.length <= 12, before.join('\n'));
    assert.deepEqual(ofTraining(before), []);
    // Nor is the engine asked for later, while the section is far below.
    assert.deepEqual(enginesOf(urls), ['curves']);
    assert.equal(page.workers().length, 0);
    // The section is there, with its experiment, and says nothing yet of what only the engine knows.
    assert.equal(await page.getByLabel('Learning rate', { exact: true }).inputValue(), '0.1');
    assert.equal(await page.locator('activation-run-progress li').count(), 4);
    await showView(page, 'train');
    await page.locator('activation-run-progress li').filter({ hasText: 'ready' }).first().waitFor();
    assert.equal(page.workers().length, 1);
    await page.waitForLoadState('networkidle');
    assert.deepEqual(enginesOf(urls), ['curves', 'training']);
    await context.close();
  });

  test('an embed of curves alone asks neither for its controls nor for what stands below, and has all of it where it is asked for', async () => {
    const { page, context, urls } = await openNoted(given, 'embed.html#v1:view=curves', {});
    await curvesReady(page);
    await page.waitForLoadState('networkidle');
    const others = () => urls.filter((url) => /curves-(blocks|controls)/.test(url)).length;
    assert.equal(others(), 0);
    assert.equal(
      await page
        .locator(
          'activation-property-card, activation-value-table, activation-function-picker, activation-axis-controls',
        )
        .count(),
      0,
    );
    await page.goto(`${given.site.url}embed.html#v1:view=curves&with=controls,cards,table`);
    await page.locator('activation-property-card').first().waitFor();
    assert.equal(others(), 2);
    assert.equal(
      await page.locator('activation-value-table, activation-function-picker, activation-axis-controls').count(),
      3,
    );
    await context.close();
  });

  test('says where what stands below the curves does not arrive, and shows it after a retry', async () => {
    const { page, context } = await openPage(given.browser, 'about:blank');
    await page.route(/curves-blocks/, (/** @type {any} */ route) => route.abort());
    await page.goto(`${given.site.url}embed.html#v1:view=curves&with=table`);
    await page.getByText('The rest of the figure did not load').waitFor();
    assert.equal(await page.locator('activation-curve-chart path.curve').count(), 4);
    await page.unroute(/curves-blocks/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('activation-value-table td').first().waitFor();
    await context.close();
  });

  test('an embed of curves never asks for a file of training', async () => {
    const { page, context, urls } = await openNoted(given, 'embed.html#v1:view=curves&with=controls', {});
    await curvesReady(page);
    await page.locator('activation-function-row input[type=range]').first().press('ArrowRight');
    await page.getByLabel('Curves shown').getByRole('button', { name: 'Curvature' }).click();
    await page.waitForLoadState('networkidle');
    assert.deepEqual(ofTraining(urls), []);
    assert.equal(page.workers().length, 0);
    await context.close();
  });

  test('an embed of a training never asks for the curves', async () => {
    const { page, context, urls } = await openNoted(given, 'embed.html#v1:view=training', {});
    await trainingReady(page);
    assert.deepEqual(enginesOf(urls), ['training']);
    await context.close();
  });

  test('what is shown is of the last text, however late the engine answers an earlier one', async () => {
    const { page, context } = await openNoted(given, 'index.html', {});
    await trainingReady(page);
    const shown = await page.evaluate(async () => {
      const element = /** @type {any} */ (document.querySelector('activation-training-view'));
      const { engine } = element.model;
      const check = engine.checkExperiment.bind(engine);
      const wait = (/** @type {number} */ turns) => new Promise((resolve) => setTimeout(resolve, turns));
      // The first answer comes last.
      let asked = 0;
      engine.checkExperiment = async (/** @type {any} */ experiment) => {
        asked += 1;
        const late = asked === 1 ? 200 : 0;
        const answer = await check(experiment);
        await wait(late);
        return answer;
      };
      const withEpochs = (/** @type {unknown} */ epochs) => ({
        ...element.experiment,
        training: { ...element.experiment.training, epochs },
      });
      element.onExperiment(withEpochs('many'));
      const early = element.answered;
      element.onExperiment(withEpochs(3));
      await element.answered;
      const between = [element.problems.length, element.checked.experiment.training.epochs];
      await early;
      return [between, [element.problems.length, element.checked.experiment.training.epochs]];
    });
    assert.deepEqual(shown, [
      [0, 3],
      [0, 3],
    ]);
    await context.close();
  });

  test('a start just after an edit trains what was typed', async () => {
    const { page, context } = await openNoted(given, 'index.html#v1:set=training/epochs=2', {});
    await trainingReady(page);
    await page.getByLabel('Epochs', { exact: true }).fill('1');
    await page.getByRole('button', { name: 'Train', exact: true }).click(); // the change comes with this click
    await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 60_000 });
    const epochs = await page.evaluate(() =>
      /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.map(
        (/** @type {any} */ trial) => trial.records.length,
      ),
    );
    assert.deepEqual(epochs, [1, 1, 1, 1]);
    await context.close();
  });

  test('says what is wrong when the training engine does not arrive, and works after a retry', async () => {
    const overrides = /** @type {Record<string, string | null>} */ ({ 'training-[^/]*\\.wasm$': null });
    const broken = await serveSite(overrides);
    const { page, context } = await openPage(given.browser, broken.url);
    await curvesReady(page);
    await showView(page, 'train');
    const notice = page.locator('activation-training-view [role=alert]');
    await notice.waitFor();
    assert.match(await notice.innerText(), /training\.wasm did not arrive.*404/s);
    delete overrides['training-[^/]*\\.wasm$'];
    await notice.getByRole('button', { name: 'Try again' }).click();
    await page.locator('activation-run-progress li').filter({ hasText: 'ready' }).first().waitFor();
    await context.close();
    await broken.close();
  });

  test('a lost engine is said, the text being edited stays, and the next check begins another', async () => {
    const { page, context } = await openNoted(given, 'index.html', {});
    await trainingReady(page);
    await openJson(page);
    const area = page.locator('#json');
    const draft = (await area.inputValue()).replace(/"epochs": \d+/, '"epochs": 7');
    await area.fill(draft);
    await page.workers()[0].evaluate(() => self.close());
    await page.getByRole('button', { name: 'Apply' }).click();
    await formChecked(page);
    const text = await page.evaluate(
      () => /** @type {any} */ (document.querySelector('activation-training-view')).experiment.training.epochs,
    );
    if (text !== 7) {
      // The loss was noticed with the question: it is said, and asked again it is answered.
      assert.match(await page.locator('#json-error').innerText(), /could not be checked.*ended unexpectedly/);
      assert.equal(await area.inputValue(), draft);
      await page.getByRole('button', { name: 'Apply' }).click();
      await formChecked(page);
    }
    assert.equal(await page.getByLabel('Epochs', { exact: true }).inputValue(), '7');
    await context.close();
  });

  test('the section keeps its layout when the engine answers', async () => {
    for (const width of [360, 1280]) {
      const { page, context } = await openNoted(given, 'index.html', { width });
      // The engine is held back until the section has been measured without it.
      let answer = () => {};
      const held = new Promise((resolve) => {
        answer = () => resolve(undefined);
      });
      await context.route(/training-[^/]*\.wasm$/, async (/** @type {any} */ route) => {
        await held;
        await route.continue();
      });
      await page.locator('activation-summary-table').waitFor({ state: 'attached' });
      await showView(page, 'train');
      await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
      const heights = () =>
        page.evaluate(() => {
          const root = /** @type {any} */ (document.querySelector('activation-training-view')).shadowRoot;
          return ['activation-experiment-form', 'activation-run-controls'].map(
            (name) => root.querySelector(name).getBoundingClientRect().height,
          );
        });
      const before = await heights();
      answer();
      await trainingReady(page);
      assert.deepEqual(await heights(), before, `${width} px`);
      await context.close();
    }
  });
});
