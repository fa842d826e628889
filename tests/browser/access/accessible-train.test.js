// The Train view for everyone: forced colours, 200 % zoom, right to left, a narrow page, reduced motion and contrast, on data
// in the plane and on a network of many units. Catches a state that only a colour shows, a control that is cut, covered or
// out of the window, and a chart that runs backwards.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { curvesReady, formChecked, openJson, showView, trainingReady, useSite } from '../harness.js';
import { assertFits, coloursOf, kWindows, look, prepareLook } from './look.js';

/** @typedef {any} Page */

/** A data set in the plane, and a network whose units are squares of their state: the second differs in its network only. */
const kPresets = ['spiral-activations', 'dead-units'];
const kUnitWindows = ['200 % of 640 px', '360 px, dark', 'right to left', 'forced colours'];
const kTabs = ['Data', 'Network', 'Output', 'Results'];

describe('the Train view for everyone', () => {
  const given = useSite();

  /** @param {string} preset @param {any} [options] of the browser's context, dir, and set: of the experiment */
  async function open(preset, { dir = 'ltr', set = '', ...options } = {}) {
    const context = await given.browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on('console', (/** @type {any} */ one) => one.type() === 'error' && problems.push(one.text()));
    page.on('pageerror', (/** @type {Error} */ error) => problems.push(error.message));
    await page.goto(`${given.site.url}#v1:view=training&train=${preset}${set && `&set=${set}`}`);
    await page.evaluate((/** @type {string} */ value) => {
      document.documentElement.dir = value;
    }, dir);
    await trainingReady(page);
    if (!set) await page.locator('activation-run-results .recorded').waitFor({ state: 'attached' });
    await page.locator('activation-network-panel .unit').first().waitFor({ state: 'attached' });
    await prepareLook(page);
    return { page, context, problems };
  }

  /** Every part of the view, with what opens open. @param {Page} page @param {(where: string) => Promise<void>} check */
  async function eachPart(page, check) {
    const isNarrow = await page.getByRole('button', { name: 'Network', exact: true }).isVisible();
    for (const tab of isNarrow ? kTabs : ['']) {
      if (tab) await page.getByRole('button', { name: tab, exact: true }).click();
      if (tab === '' || tab === 'Network') await page.locator('activation-network-panel .unit').first().click();
      await check(tab);
    }
    await page.getByRole('button', { name: '+ compare' }).click();
    await check('compare');
  }

  for (const preset of kPresets) {
    for (const [name, options] of kWindows.filter(
      ([title]) => preset === kPresets[0] || kUnitWindows.includes(title),
    )) {
      test(`${preset}: nothing is cut, covered or out of the window: ${name}`, async () => {
        const { page, context, problems } = await open(preset, options);
        await eachPart(page, (where) => assertFits(page, where));
        assert.deepEqual(problems, []);
        await context.close();
      });
    }

    for (const colorScheme of ['light', 'dark']) {
      test(`${preset}: text is 4.5:1, borders of fields and marks of states are 3:1, ${colorScheme}`, async () => {
        const { page, context } = await open(preset, { colorScheme });
        for (const paper of ['--paper', '--surface', '--sunken'])
          for (const edge of ['--edge', '--ink'])
            assert.ok((await look(page, 'tokenRatio', edge, paper)) >= 3, `${edge} on ${paper}`);
        await page.getByText('All settings').click();
        await openJson(page);
        await eachPart(page, async (where) => {
          for (const what of ['paleTexts', 'paleFields', 'paleStates'])
            assert.deepEqual(await look(page, what), [], `${where}: ${what}`);
        });
        await context.close();
      });
    }
  }

  for (const colorScheme of ['light', 'dark']) {
    test(`forced colours keep pictures, lines and what is chosen, ${colorScheme}`, async () => {
      const { page, context } = await open('spiral-activations', { forcedColors: 'active', colorScheme });
      await page.locator('activation-network-panel canvas[data-map]').first().waitFor();
      const many = async (/** @type {any} */ locator, /** @type {any} */ part, /** @type {number} */ least) =>
        assert.ok((await coloursOf(page, locator, part)).length >= least, `${locator}`);
      await many(page.locator('activation-output-plane .plane').first(), null, 60);
      await many(page.locator('activation-network-panel .unit').first(), null, 10);
      await many(page.locator('activation-data-panel .set canvas').first(), null, 3);
      // Points of class 1 are squares: their corners have their colour, those of a disc's have not.
      const corners = await page.evaluate(() => {
        const { shadowRoot } = /** @type {any} */ (document.querySelector('activation-training-view'));
        const plane = shadowRoot
          .querySelector('activation-training-bench')
          .shadowRoot.querySelector('activation-output-plane');
        const canvas = plane.shadowRoot.querySelectorAll('canvas')[1];
        const scale = canvas.width / 12;
        const trained = plane.points.slice(0, plane.train);
        const alone = trained.filter((/** @type {number[]} */ a) =>
          trained.every((/** @type {number[]} */ b) => a === b || Math.hypot(a[0] - b[0], a[1] - b[1]) > 0.3),
        );
        return [0, 1].map((name) => {
          const own = alone.filter((/** @type {number[]} */ point) => point[2] === name);
          const painted = own.filter((/** @type {number[]} */ [x, y]) => {
            const at = [(x + 6) * scale - 1.75, (6 - y) * scale - 1.75].map(Math.floor);
            return canvas.getContext('2d').getImageData(at[0], at[1], 1, 1).data[3] > 128;
          });
          return own.length >= 3 ? painted.length / own.length : Number.NaN;
        });
      });
      assert.ok(corners[1] - corners[0] > 0.5, String(corners));
      // The lines of the weights between the inputs and the first layer.
      const lines = await page.locator('activation-network-panel .diagram').boundingBox();
      await many(
        page.locator('activation-network-panel .diagram'),
        { x: lines.width * 0.2, y: 10, width: 40, height: 120 },
        10,
      );
      const paper = async (/** @type {any} */ locator) =>
        (await coloursOf(page, locator, { x: 3, y: 3, width: 3, height: 3 }))[0][0];
      assert.notEqual(
        await paper(page.locator('.set[aria-pressed="true"]')),
        await paper(page.locator('.set[aria-pressed="false"]').first()),
      );
      assert.notEqual(
        await paper(page.locator('activation-run-strip .seeds [aria-pressed="true"]')),
        await paper(page.locator('activation-run-strip .seeds [aria-pressed="false"]').first()),
      );
      assert.notEqual(
        await paper(page.getByRole('button', { name: 'Input x1', exact: true })),
        await paper(page.getByRole('button', { name: 'Input x1x2' })),
      );
      const ring = (/** @type {any} */ locator) =>
        locator.evaluate((/** @type {Element} */ one) => getComputedStyle(one).outlineStyle);
      assert.deepEqual(
        [await ring(page.locator('.chip').nth(0)), await ring(page.locator('.chip').nth(1))],
        ['solid', 'none'],
      );
      const unit = page.locator('activation-network-panel .unit').first();
      await unit.click();
      await page.mouse.move(0, 0);
      assert.equal(await unit.evaluate((/** @type {Element} */ one) => getComputedStyle(one).borderTopWidth), '3px');
      // The track of a slider, beside its thumb.
      const track = await coloursOf(page, page.locator('activation-data-panel input[type=range]').first(), {
        x: 100,
        y: 5,
        width: 20,
        height: 18,
      });
      assert.ok(track.length >= 2, JSON.stringify(track));
      await context.close();
    });

    test(`forced colours distinguish active, saturated and dead units, and show progress, ${colorScheme}`, async () => {
      const { page, context } = await open('dead-units', {
        forcedColors: 'active',
        colorScheme,
        set: 'training.epochs=2',
      });
      await page.locator('activation-network-panel .state.active').first().waitFor();
      /** How much of a square is not what most of an active one is. @param {string} state */
      const ink = async (state) => {
        const square = page.locator('activation-network-panel .unit .state').first();
        await square.evaluate((/** @type {Element} */ one, /** @type {string} */ name) => {
          one.className = `state ${name}`;
        }, state);
        return new Map(await coloursOf(page, square, { x: 2, y: 2, width: 12, height: 12 }));
      };
      const paper = [...(await ink('active'))][0][0];
      const marked = async (/** @type {string} */ state) => 1 - ((await ink(state)).get(paper) ?? 0);
      assert.ok((await marked('saturated')) > 0.99);
      const dead = await marked('dead');
      assert.ok(dead > 0.15 && dead < 0.85, String(dead));
      const bar = page.locator('activation-run-progress [role=progressbar]').first();
      const before = (await coloursOf(page, bar, { x: 5, y: 1, width: 40, height: 3 }))[0][0];
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 120_000 });
      const after = (await coloursOf(page, bar, { x: 5, y: 1, width: 40, height: 3 }))[0][0];
      assert.notEqual(after, before);
      await context.close();
    });
  }

  test('right to left the view is mirrored, and the network, the charts and what is typed are not', async () => {
    const { page, context } = await open('spiral-activations', { dir: 'rtl' });
    const left = async (/** @type {any} */ locator) => (await locator.boundingBox()).x;
    assert.ok(
      (await left(page.locator('activation-data-panel'))) >
        (await left(page.locator('activation-output-plane').first())),
    );
    const heads = page.locator('activation-network-panel .head');
    assert.ok((await left(heads.first())) < (await left(heads.last())));
    assert.ok(
      (await left(page.locator('activation-network-panel .diagram .input').first())) <
        (await left(page.locator('activation-network-panel .unit').first())),
    );
    await page.locator('activation-training-view .results').scrollIntoViewIfNeeded();
    const directions = await page
      .locator('activation-figure-frame svg text, activation-run-results svg text')
      .evaluateAll((/** @type {Element[]} */ all) => [...new Set(all.map((one) => getComputedStyle(one).direction))]);
    assert.deepEqual(directions, ['ltr']);
    await openJson(page);
    for (const field of [page.locator('textarea.input'), page.getByLabel('Seed', { exact: true })])
      assert.equal(await field.evaluate((/** @type {Element} */ one) => getComputedStyle(one).direction), 'ltr');
    // A field's text is not under the buttons in it.
    const rate = page.getByLabel('Learning rate', { exact: true });
    const { x, width } = await rate.boundingBox();
    const padding = await rate.evaluate((/** @type {Element} */ one) =>
      Number.parseFloat(getComputedStyle(one).paddingRight),
    );
    assert.ok((await left(page.getByRole('button', { name: 'Halve the learning rate' }))) >= x + width - padding);
    await context.close();
  });

  test('with reduced motion nothing moves by itself', async () => {
    const { page, context } = await open('spiral-activations', { reducedMotion: 'reduce' });
    await eachPart(page, async (where) => assert.deepEqual(await look(page, 'moving'), [], where));
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), 'auto');
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
    await context.close();
  });

  for (const [name, options] of /** @type {[string, any][]} */ ([
    ['right to left', { dir: 'rtl' }],
    ['right to left, 360 px', { dir: 'rtl', viewport: { width: 360, height: 740 } }],
    ['200 %', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
    ['200 % of 640 px', { viewport: { width: 320, height: 400 }, deviceScaleFactor: 2 }],
  ])) {
    test(`no other view leaves the window: ${name}`, async () => {
      const { page, context } = await open('dead-units', options);
      for (const view of /** @type {const} */ (['curves', 'layers', 'experiments'])) {
        await showView(page, view);
        if (view === 'curves') await curvesReady(page);
        await formChecked(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${view}: scrolls ${wide} px sideways`);
        assert.deepEqual(await look(page, 'outside'), [], view);
      }
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      assert.deepEqual(await look(page, 'outside'), [], 'share');
      await context.close();
    });
  }
});
