// What leads out of the states in which something failed: Try again without a reload, and what can be read and done without
// an engine. Catches a button that does nothing, and a view that is empty though its results are recorded.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axeFindings, curvesReady, showView, trainingReady, useSite } from '../harness.js';
import { allBegun, inWorkers, kEndOnPlay, kLost, kNoSimd, kNoWasm, kTrapOnDemand, openAt, press } from './reach.js';

const kLook = { width: 1280, dark: false };

describe('ways out', () => {
  const given = useSite();

  test('Try again gets the engine of the curves, and that of training, once they arrive', async () => {
    const overrides = /** @type {Record<string, string | null>} */ ({ '\\.wasm$': null });
    const { page, close } = await openAt(given, kLook, '', { overrides });
    const curves = page.locator('activation-curves-view [role=alert]');
    await curves.waitFor();
    await showView(page, 'train');
    const training = page.locator('activation-training-view [role=alert]');
    await training.waitFor();
    await training.getByRole('button', { name: 'Try again' }).click();
    await training.waitFor(); // it is as before
    await page.locator('activation-run-results .recorded').waitFor();
    delete overrides['\\.wasm$'];
    await training.getByRole('button', { name: 'Try again' }).click();
    await training.waitFor({ state: 'detached' });
    await trainingReady(page);
    // All that the engine describes is there, not only what was needed for the recorded results.
    await page.locator('select option', { hasText: 'AdamW' }).first().waitFor({ state: 'attached' });
    await press(page, 'One step');
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await showView(page, 'curves');
    await curves.getByRole('button', { name: 'Try again' }).click();
    await curvesReady(page);
    assert.deepEqual(await axeFindings(page), []);
    await close();
  });

  test('a network that is lost and comes back needs no reload either', async () => {
    const { page, close } = await openAt(given, kLook, '');
    await curvesReady(page);
    await page.waitForLoadState('networkidle');
    await page.context().setOffline(true);
    await showView(page, 'train');
    const alert = page.locator('activation-training-view [role=alert]');
    await alert.waitFor();
    assert.match(await alert.innerText(), /^Files of the page do not arrive\. Check the connection, then try again\./);
    await page.context().setOffline(false);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await trainingReady(page);
    await close();
  });

  for (const [name, flags] of /** @type {[string, string[]][]} */ ([
    ['SIMD', kNoSimd],
    ['WebAssembly', kNoWasm],
  ]))
    test(`without ${name} there is no button that cannot help, and what is recorded is read: results, layers, cards`, async () => {
      const { page, problems, close } = await openAt(given, kLook, '#v1:view=training&train=spiral-activations', {
        flags,
      });
      await page.locator('activation-training-view [role=alert]').waitFor();
      assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 0);
      assert.equal(await page.getByRole('button', { name: 'Train', exact: true }).isDisabled(), true);
      await page.getByText(/^Recorded with the command line/).waitFor();
      await page.locator('activation-run-results activation-figure-frame svg').first().waitFor();
      await page.locator('.results .charts activation-figure-frame svg path').first().waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await showView(page, 'layers');
      await page.locator('activation-layers-view activation-figure-frame').first().waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await showView(page, 'experiments');
      await page.getByRole('button', { name: /^Open ReLU against ELU$/ }).click();
      await page.locator('activation-run-results', { hasText: 'ReLU + BN' }).waitFor();
      assert.deepEqual(problems, []);
      await close();
    });

  test('a run that failed for good is trained by Try again', async () => {
    const overrides = /** @type {Record<string, string | null>} */ ({ ...kLost });
    const { page, problems, close } = await openAt(given, kLook, '#v1:view=training&set=training.epochs=1', {
      overrides,
      prepare: (one) => inWorkers(one, kEndOnPlay),
    });
    await trainingReady(page);
    await press(page, 'Train');
    const alerts = page.locator('activation-run-progress [role=alert]');
    await alerts.nth(3).waitFor();
    overrides['^assets/lost$'] = 'no';
    for (let left = 3; left >= 0; --left) {
      // By keyboard: the results that arrive above move the buttons.
      await alerts.first().getByRole('button', { name: 'Try again' }).press('Enter');
      await alerts.nth(left).waitFor({ state: 'detached' });
    }
    await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 60_000 });
    assert.equal(await page.locator('activation-run-progress .where', { hasText: /accuracy/ }).count(), 4);
    assert.deepEqual(problems, []);
    await close();
  });

  test('a run whose engine broke off goes on with the same numbers', async () => {
    const path = '#v1:view=training&set=training.epochs=4';
    const hashes = async (/** @type {boolean} */ breaks) => {
      const { page, problems, close } = await openAt(given, kLook, path, {
        prepare: (one) => inWorkers(one, kTrapOnDemand),
      });
      await trainingReady(page);
      await press(page, 'Train');
      await allBegun(page);
      if (breaks)
        await page.workers()[1].evaluate(() => {
          /** @type {any} */ (self).trap = true;
        });
      await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 60_000 });
      assert.equal(await page.locator('activation-run-progress .note').count(), breaks ? 1 : 0);
      assert.deepEqual(problems, []);
      const found = await page.evaluate(() =>
        /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.map(
          (/** @type {any} */ { summary }) => summary.hash,
        ),
      );
      await close();
      return found;
    };
    assert.deepEqual(await hashes(true), await hashes(false));
  });
});
