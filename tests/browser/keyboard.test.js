// Every control of the page and of each embed is reached and left by Tab, forwards and backwards. What opens is tested
// open and closed. Catches a focus that is trapped or lost, which accessibility checkers do not see.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { curvesReady, openJson, openPage, showView, trainingReady, trainOnPage, useSite } from './harness.js';

const kMostPresses = 400;

/** Names the element that has the focus, through all shadow roots; "" is the body. @param {any} page @returns {Promise<string>} */
const focused = (page) =>
  page.evaluate(() => /** @type {any} */ (window).nameOf(/** @type {any} */ (window).deepest()));

/** Gives the page functions that name elements and list those the Tab key should reach. @param {any} page */
async function prepare(page) {
  await page.evaluate(() => {
    const given = /** @type {any} */ (window);
    /** @type {Map<Element, string>} */
    const names = new Map();
    given.deepest = () => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element;
    };
    given.nameOf = (/** @type {any} */ element) => {
      if (!element || element === document.body || element === document.documentElement) return '';
      if (!names.has(element))
        names.set(
          element,
          `${names.size}: ${element.localName} ${element.getAttribute('aria-label') ?? element.id} ${element.textContent.trim().slice(0, 20)}`,
        );
      return names.get(element);
    };
    given.reachable = () => {
      /** @type {Element[]} */
      const found = [];
      const look = (/** @type {Document | ShadowRoot} */ root) => {
        for (const element of /** @type {any} */ (root.querySelectorAll('*'))) {
          if (element.shadowRoot) look(element.shadowRoot);
          else if (element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }))
            found.push(element);
        }
      };
      look(document);
      return found.map(given.nameOf);
    };
  });
}

/** Presses a key until the focus is back where it was first, and gives what had it. @param {any} page @param {'Tab' | 'Shift+Tab'} key */
async function walk(page, key) {
  await page.evaluate(() => {
    /** @type {any} */ (window).deepest().blur?.();
    getSelection()?.removeAllRanges();
  });
  const seen = /** @type {string[]} */ ([]);
  for (let presses = 0; presses < kMostPresses; ++presses) {
    await page.keyboard.press(key);
    const name = await focused(page);
    // A browser without any controls of its own round the page goes on at its other end.
    if (name === seen[0]) return seen;
    if (name === '') continue;
    assert.ok(!seen.includes(name), `${key} comes back to ${name} after ${seen.at(-1)}`);
    seen.push(name);
  }
  return assert.fail(`the focus is lost after ${seen.at(-1)}`);
}

/** @param {any} page */
async function assertWalk(page) {
  await prepare(page);
  const expected = /** @type {string[]} */ (await page.evaluate(() => /** @type {any} */ (window).reachable()));
  const forwards = await walk(page, 'Tab');
  const missed = expected.filter((name) => !forwards.includes(name));
  assert.deepEqual(missed, [], 'not reached by Tab');
  assert.ok(forwards.length >= 5);
  const backwards = (await walk(page, 'Shift+Tab')).reverse();
  const turn = backwards.indexOf(forwards[0]);
  assert.deepEqual(
    [...backwards.slice(turn), ...backwards.slice(0, turn)],
    forwards,
    'Shift+Tab goes the same way back',
  );
}

describe('keyboard', () => {
  const given = useSite();

  for (const width of [1280, 360]) {
    test(`the whole page by Tab, before and after training, ${width} px`, async () => {
      const { page, context, problems } = await openPage(given.browser, `${given.site.url}#v1:set=training.epochs=1`, {
        width,
      });
      await curvesReady(page);
      await assertWalk(page);
      await trainingReady(page);
      await assertWalk(page);
      await trainOnPage(page);
      await openJson(page);
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      await assertWalk(page);
      if (width < 760) await page.getByRole('button', { name: 'Data', exact: true }).click();
      await page.getByRole('button', { name: 'Spiral' }).click();
      await page.getByRole('button', { name: '+ compare' }).click();
      if (width < 760) await page.getByRole('button', { name: 'Network', exact: true }).click();
      await page.locator('activation-network-panel .unit canvas').first().click();
      await assertWalk(page);
      await showView(page, 'layers');
      await page.getByText('Nothing to show yet').waitFor();
      await showView(page, 'experiments');
      // What is open beside a view is written again when the view has stayed the same for a moment.
      await page.getByLabel('Command for a page of this figure', { exact: true }).waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: 'Open ReLU against ELU', exact: true }).waitFor();
      await assertWalk(page);
      assert.deepEqual(problems, []);
      await context.close();
    });
  }

  for (const view of ['curves', 'training']) {
    test(`the embed of the ${view} by Tab`, async () => {
      const { page, context } = await openPage(
        given.browser,
        `${given.site.url}embed.html#v1:view=${view}&with=controls,cards,table`,
      );
      await (view === 'curves' ? curvesReady(page) : trainingReady(page));
      await assertWalk(page);
      await context.close();
    });
  }

  test('an experiment on files by Tab', async () => {
    const { page, context } = await openPage(
      given.browser,
      `${given.site.url}embed.html#v1:view=training&train=mnist-mlp`,
    );
    await trainingReady(page);
    await assertWalk(page);
    await context.close();
  });

  test('Tab leaves the open list of functions for the next control, and an arrow still chooses', async () => {
    const { page, context } = await openPage(given.browser, given.site.url);
    await curvesReady(page);
    const field = page.getByLabel('Add a function');
    await field.click();
    await field.pressSequentially('gel');
    await page.keyboard.press('Tab');
    assert.equal(await page.locator('activation-function-picker ul').isVisible(), false);
    await prepare(page);
    assert.match(await focused(page), /button.*PyTorch/);
    await field.click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('activation-function-row').count(), 3);
    await context.close();
  });
});
