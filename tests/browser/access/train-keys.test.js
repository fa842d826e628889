// The Train view by keyboard: where the focus goes when what had it is gone, the plane read off by the arrows, and every
// weight of every unit. Catches a focus that falls to the body, and what only a pointer can reach.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axeFindings, formChecked, openPage, trainingReady, useSite } from '../harness.js';
import { look, prepareLook } from './look.js';

/** @typedef {any} Page */

/** A width in the window of which the network is a diagram, and one in which it is rows. */
const kWidths = [1280, 360];

describe('the Train view by keyboard', () => {
  const given = useSite();

  /** @param {string} preset @param {number} [width] */
  async function open(preset, width = 1280) {
    const opened = await openPage(given.browser, `${given.site.url}#v1:view=training&train=${preset}`, { width });
    await trainingReady(opened.page);
    await opened.page.locator('activation-network-panel .unit').first().waitFor();
    await prepareLook(opened.page);
    return opened;
  }

  /** @param {Page} page */
  const focused = (page) => look(page, 'deepest');

  /** Presses a control by keyboard, and waits for what comes of it. @param {Page} page @param {string} name @param {string} [key] */
  async function press(page, name, key = 'Enter') {
    await page.getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press(key);
    await formChecked(page);
  }

  for (const width of kWidths) {
    test(`the focus goes to what is nearest when a layer, a unit or a card goes, ${width} px`, async () => {
      const { page, context, problems } = await open('spiral-activations', width);
      await press(page, 'One layer more');
      assert.equal(await focused(page), 'One layer more');
      await press(page, 'Remove layer 1');
      assert.equal(await focused(page), 'Remove layer 1');
      await press(page, 'Remove layer 2');
      assert.equal(await focused(page), 'Remove layer 1');
      await press(page, 'Remove layer 1');
      assert.equal(await focused(page), 'One layer more');
      await press(page, 'One layer more');
      await press(page, 'One layer less');
      assert.equal(await focused(page), 'One layer more', 'a button that cannot be pressed any longer');

      await press(page, 'One layer more');
      await press(page, 'dense1, unit 3');
      await page.getByRole('button', { name: 'Close' }).focus();
      await page.keyboard.press('Enter');
      assert.equal(await focused(page), 'dense1, unit 3');
      // The card's own unit goes while the focus is in the card.
      await press(page, 'One unit more in layer 1');
      const last = (await page.locator('activation-network-panel .unit[data-layer=dense1]').count()) - 1;
      await press(page, `dense1, unit ${last}`);
      await page.getByRole('button', { name: 'Close' }).focus();
      await page.keyboard.press('Control+z');
      await formChecked(page);
      assert.equal(await page.locator('activation-unit-card').count(), 0);
      assert.equal(await focused(page), 'Remove layer 1');
      // A unit that has the focus itself goes.
      await page.keyboard.press('Control+y');
      await formChecked(page);
      await page.getByRole('button', { name: `dense1, unit ${last}` }).focus();
      await page.keyboard.press('Control+z');
      await formChecked(page);
      assert.equal(await focused(page), 'Remove layer 1');
      assert.deepEqual(problems, []);
      await context.close();
    });
  }

  test('a unit that is gone is shown large no longer', async () => {
    const { page, context } = await open('spiral-activations');
    await page.locator('activation-network-panel canvas[data-map]').first().waitFor();
    await press(page, 'One unit more in layer 2');
    const shown = () =>
      page.evaluate(() => {
        const { shadowRoot } = /** @type {any} */ (document.querySelector('activation-training-view'));
        return shadowRoot.querySelector('activation-training-bench').unit;
      });
    await page.locator('activation-network-panel canvas[data-map]').nth(16).waitFor();
    // By the pointer, which does not leave what is taken away under it.
    await page.getByRole('button', { name: 'dense2, unit 8' }).hover();
    assert.deepEqual(await shown(), { index: 16, name: 'dense2, unit 8' });
    await page.keyboard.press('Control+z');
    await formChecked(page);
    assert.notEqual((await shown())?.name, 'dense2, unit 8');
    // The smaller network has its pictures once its worker has sent them.
    await page.locator('activation-network-panel canvas[data-map="15"]').waitFor();
    await page.getByRole('button', { name: 'dense2, unit 7' }).focus();
    assert.deepEqual(await shown(), { index: 15, name: 'dense2, unit 7' });
    await page.getByLabel('Learning rate', { exact: true }).focus();
    assert.equal(await shown(), null);
    await context.close();
  });

  for (const dark of [false, true]) {
    test(`the plane is read off by the arrow keys, and read out, ${dark ? 'dark' : 'light'}`, async () => {
      const { page, context, problems } = await openPage(
        given.browser,
        `${given.site.url}#v1:view=training&train=spiral-activations`,
        { dark },
      );
      await trainingReady(page);
      await prepareLook(page);
      await page.waitForFunction(
        () => /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[0]?.view?.boundary,
      );
      const plane = page.getByRole('application', { name: /The arrow keys read it off/ });
      const said = page.locator('activation-output-plane:not([small]) [role=status]').first();
      await plane.focus();
      assert.equal(await said.innerText(), '');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Shift+ArrowUp');
      await page.keyboard.press('Alt+ArrowLeft');
      assert.match(await said.innerText(), /^x1 0\.4, x2 1\.0: class [01], probability [01]\.\d\d$/);
      assert.equal(await said.getAttribute('aria-live'), 'polite');
      // The same as the pointer reads off there, and as the network answers.
      const by = await said.innerText();
      const { x, y, width } = await plane.boundingBox();
      const at = (/** @type {number} */ value) => ((value + 6) / 12) * width;
      await page.keyboard.press('Escape');
      assert.equal(await said.innerText(), '');
      await page.mouse.move(x + at(0.4), y + at(-1));
      const read = page.locator('activation-output-plane:not([small]) .read').first();
      assert.equal(await read.innerText(), by);
      assert.equal(await said.innerText(), '', 'what the pointer reads off is not read out');
      const answer = await page.evaluate(() => {
        const { boundary } = /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[0]
          .view;
        const cell = (/** @type {number} */ value) => Math.floor(((value + 6) / 12) * 100);
        const from = 2 * (cell(-1) * 100 + cell(0.4));
        return [...boundary.slice(from, from + 2)];
      });
      assert.ok(by.endsWith(Math.max(...answer).toFixed(2)), `${by}, ${answer}`);
      for (let i = 0; i < 30; ++i) await page.keyboard.press('ArrowRight');
      assert.match(await said.innerText(), /^x1 6\.0, /);
      assert.deepEqual(await axeFindings(page), []);
      await page.keyboard.press('Tab');
      assert.equal(await said.innerText(), '');
      assert.deepEqual(problems, []);
      await context.close();
    });
  }

  test('the cursor is painted, over light and dark answers', async () => {
    const { page, context } = await open('spiral-activations');
    const plane = page.getByRole('application').first();
    await plane.focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(100);
    const ink = await plane
      .locator('canvas')
      .nth(1)
      .evaluate((/** @type {HTMLCanvasElement} */ canvas) => {
        const scale = canvas.width / 12;
        const [x, y] = [Math.round(6.5 * scale - 6), Math.round(6 * scale)];
        return [...(canvas.getContext('2d')?.getImageData(x, y, 1, 1).data ?? [])];
      });
    assert.equal(ink[3], 255, String(ink));
    assert.ok(Math.max(...ink.slice(0, 3)) < 90, String(ink));
    await context.close();
  });

  test('every weight of every unit is reached and changed by keyboard, in a network of many units', async () => {
    const { page, context, problems } = await open('relu-vs-elu');
    await press(page, 'One step');
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await press(page, 'dense2, unit 0');
    const unit = page.getByLabel('Unit, 0 to 255', { exact: true });
    await unit.fill('200');
    await page.keyboard.press('Tab');
    const weights = page.locator('activation-unit-card .list input');
    await weights.first().waitFor();
    assert.equal(await weights.count(), 65); // and the bias
    await page.getByText('0 to 63 of 256 weights').waitFor();
    for (const text of ['64 to 127', '128 to 191', '192 to 255']) {
      await press(page, 'Later');
      await page.getByText(`${text} of 256 weights`).waitFor();
    }
    assert.equal(await focused(page), 'Earlier', 'Later cannot be pressed any longer');
    const source = page.getByLabel('Source unit, 0 to 255');
    await source.fill('130');
    await page.keyboard.press('Tab');
    await page.getByText('130 to 193 of 256 weights').waitFor();
    const weight = page.locator('activation-unit-card').getByLabel('from 137', { exact: true });
    await weight.fill('1.25');
    await page.keyboard.press('Tab');
    await page.waitForFunction(() => {
      const { view } = /** @type {any} */ (document.querySelector('activation-training-view')).model.trials[0];
      const given = view.weights?.find((/** @type {any} */ one) => one.name === 'dense2.weight');
      return given?.values[200 * 256 + 137] === 1.25;
    });
    assert.deepEqual(await axeFindings(page), []);
    // The unit is not drawn: its layer is what is nearest.
    await page.getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('Enter');
    assert.equal(await focused(page), 'Remove layer 2');
    assert.deepEqual(problems, []);
    await context.close();
  });
});
