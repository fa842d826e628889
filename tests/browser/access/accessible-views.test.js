// Curves, Layers and Experiments for everyone: forced colours, 200 % zoom, right to left, a narrow page and contrast. Catches
// a control that is cut, covered or out of the window, text that is too pale, and a state that only a colour shows.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { curvesReady, formChecked, showView, trainingReady, useSite } from '../harness.js';
import { assertFits, coloursOf, kWindows, look, prepareLook } from './look.js';

/** @typedef {any} Page */

const kFunctions = 'fn=relu,elu,leaky-relu,gelu,silu,mish,selu,tanh&show=value,slope,curvature';

describe('the other views for everyone', () => {
  const given = useSite();

  /** @param {any} options of the browser's context, and dir */
  async function open({ dir = 'ltr', ...options }) {
    const context = await given.browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on('console', (/** @type {any} */ one) => one.type() === 'error' && problems.push(one.text()));
    page.on('pageerror', (/** @type {Error} */ error) => problems.push(error.message));
    await page.goto(`${given.site.url}#v1:${kFunctions}&train=dead-units`);
    await page.evaluate((/** @type {string} */ value) => {
      document.documentElement.dir = value;
    }, dir);
    await trainingReady(page);
    await prepareLook(page);
    return { page, context, problems };
  }

  /** Each view, with what it can show instead. @param {Page} page @param {(where: string) => Promise<void>} check */
  async function eachView(page, check) {
    await curvesReady(page);
    await check('curves');
    await showView(page, 'layers');
    const layers = page.locator('activation-layers-view');
    await layers.locator('.fans activation-figure-frame').first().waitFor();
    await check('layers');
    await layers.getByRole('button', { name: 'Heat map' }).click();
    await layers.getByText('Statistics', { exact: true }).click();
    await layers.locator('activation-unit-grid [tabindex]').focus();
    await page.keyboard.press('ArrowRight');
    await check('layers, heat map');
    await showView(page, 'experiments');
    await page
      .locator('activation-experiment-list')
      .getByRole('button', { name: /^Open / })
      .first()
      .waitFor();
    await check('experiments');
    await formChecked(page);
  }

  for (const [name, options] of kWindows)
    test(`nothing is cut, covered or out of the window: ${name}`, async () => {
      const { page, context, problems } = await open(options);
      await eachView(page, (where) => assertFits(page, where));
      assert.deepEqual(problems, []);
      await context.close();
    });

  for (const colorScheme of ['light', 'dark']) {
    test(`text is 4.5:1, borders of fields and marks of states are 3:1, ${colorScheme}`, async () => {
      const { page, context } = await open({ colorScheme });
      await eachView(page, async (where) => {
        for (const what of ['paleTexts', 'paleFields', 'paleStates'])
          assert.deepEqual(await look(page, what), [], `${where}: ${what}`);
      });
      await context.close();
    });

    test(`forced colours keep fans, shades and the states of units, ${colorScheme}`, async () => {
      const { page, context } = await open({ forcedColors: 'active', colorScheme });
      await showView(page, 'layers');
      const layers = page.locator('activation-layers-view');
      const fan = layers.locator('.fans .host').first();
      await fan.waitFor();
      assert.ok((await coloursOf(page, fan)).length >= 5, 'areas of a fan');
      await layers.getByRole('button', { name: 'Heat map' }).click();
      await layers.getByLabel('Shade').selectOption({ label: 'Zeros' });
      const heat = layers.locator('.overview .host').first();
      assert.ok((await coloursOf(page, heat)).length >= 5, 'shades of a heat map');
      await context.close();
    });
  }
});
