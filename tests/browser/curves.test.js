// The curves: sliders, crosshair, kinks in words, value table. Catches a curve that does not follow its slider and a
// table that rounds differently from its copy. Also a crosshair out of reach of the keyboard.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { curvesReady, openPage, useSite } from './harness.js';

describe('curves', () => {
  const given = useSite();
  /** @type {any} */
  let opened;

  /** @param {string} [hash] */
  async function open(hash = '') {
    await opened?.context.close();
    opened = await openPage(given.browser, given.site.url + hash);
    await curvesReady(opened.page);
    return opened.page;
  }

  test('the first curve is on screen before the cards and the table, and the engine is asked for with the scripts', async () => {
    const { page, context, problems } = await openPage(given.browser, given.site.url, {
      prepare: (/** @type {any} */ page) =>
        page.addInitScript(() => {
          const look = () => {
            const root = document.querySelector('activation-curves-view')?.shadowRoot;
            const chart = root?.querySelector('activation-curve-chart')?.shadowRoot;
            if (!chart?.querySelector('path.curve[d]')) return void requestAnimationFrame(look);
            const later = [...(root?.querySelectorAll('activation-property-card, activation-value-table') ?? [])];
            Object.assign(window, { early: later.map(({ localName }) => localName) });
          };
          requestAnimationFrame(look);
        }),
    });
    await page.locator('activation-property-card math').first().waitFor();
    await page.locator('activation-value-table').waitFor();
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).early), []);
    const [engine, ...scripts] = await page.evaluate(() =>
      [/curves-[^/]*\.wasm$/, /shared-[^/]*\.js$/, /activation-curves-[^/]*\.js$/].map((wanted) => {
        const all = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType('resource'));
        const found = all.filter(({ name }) => wanted.test(name));
        return { count: found.length, start: found[0]?.startTime, end: found[0]?.responseEnd };
      }),
    );
    assert.equal(engine.count, 1, 'it is fetched once');
    for (const script of scripts) assert.ok(engine.start < script.end, `${engine.start} is after ${script.end}`);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a long formula is shown whole, or scrolls within reach of the keyboard; a field has every digit', async () => {
    for (const width of [1280, 360]) {
      const { page, context } = await openPage(given.browser, `${given.site.url}#v1:fn=mish,elu(alpha:0.0123456789)`, {
        width,
      });
      await curvesReady(page);
      await page.locator('activation-property-card math').first().waitFor();
      assert.equal(
        await page.locator('activation-function-row').nth(1).getByRole('textbox').inputValue(),
        '0.0123456789',
      );
      const maths = await page
        .locator('activation-property-card .math')
        .evaluateAll((/** @type {HTMLElement[]} */ list) =>
          list.map((one) => ({ over: one.scrollWidth > one.clientWidth, reached: one.hasAttribute('tabindex') })),
        );
      for (const { over, reached } of maths) assert.equal(reached, over);
      if (width === 1280) assert.ok(maths.every((/** @type {{over: boolean}} */ { over }) => !over));
      await context.close();
    }
  });

  test('alpha moves the curve in place, within the frame, and the kink is said in words', async () => {
    const page = await open();
    const curve = page.locator('activation-curve-chart path.curve').nth(1);
    const before = await curve.getAttribute('d');
    await curve.evaluate((/** @type {any} */ path) => {
      path.dataset.same = 'yes';
    });
    assert.match(await page.locator('.kinks').innerText(), /ELU: at α = 1 the slope is continuous everywhere/);
    const after = await page
      .locator('activation-function-row input[type=range]')
      .first()
      .evaluate(async (/** @type {any} */ input) => {
        input.value = '0.5';
        input.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const curves = document.querySelector('activation-curves-view')?.shadowRoot;
        const chart = curves?.querySelector('activation-curve-chart')?.shadowRoot;
        return chart?.querySelectorAll('path.curve')[1].getAttribute('d');
      });
    assert.notEqual(after, before);
    assert.equal(await curve.getAttribute('d'), after, 'the curve went on changing after its frame');
    assert.match(await page.locator('.kinks').innerText(), /ELU: at α = 0\.5 the slope jumps at 0 from 0\.5 to 1/);
    assert.equal(await page.locator('activation-curve-chart circle.open').count(), 4);
  });

  test('the crosshair answers to the keyboard and shows exact values', async () => {
    const page = await open();
    const slider = page.getByRole('slider', { name: 'Input x of the crosshair' });
    await slider.focus();
    await page.keyboard.press('Home');
    assert.equal(await slider.getAttribute('aria-valuenow'), '-5');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('ArrowRight');
    assert.equal(await slider.getAttribute('aria-valuenow'), '-2.9');
    for (let i = 0; i < 19; ++i) await page.keyboard.press('ArrowRight');
    assert.equal(await slider.getAttribute('aria-valuenow'), '-1');
    assert.equal(await slider.getAttribute('aria-valuetext'), 'x = −1: ReLU 0.0000, ELU −0.6321');
    assert.match(
      await page.locator('activation-function-row').nth(1).locator('.values').innerText(),
      /−0\.6321[\s\S]*0\.3679/,
    );
  });

  test('the pointer reads the curves off, and the crosshair stays where a click puts it', async () => {
    const page = await open();
    const slider = page.getByRole('slider', { name: 'Input x of the crosshair' });
    const now = async () => Number(await slider.getAttribute('aria-valuenow'));
    const box = await page.locator('activation-curve-chart').boundingBox();
    await page.mouse.move(box.x + box.width * 0.75, box.y + 100);
    const reading = await page.locator('activation-curve-chart .reading').innerText();
    const [, x] = /^x = (\d\.\d+)/.exec(reading) ?? [];
    assert.ok(Number(x) > 2 && Number(x) < 3, reading);
    assert.match(reading, new RegExp(`ReLU\\s+${Number(x).toFixed(4)}\\s+1\\.0000`));
    await page.mouse.move(box.x + box.width * 1.2, box.y + 200); // over the chart, to the sliders
    assert.equal(await now(), -1, 'the exact x is kept');
    assert.equal(await page.locator('activation-curve-chart .reading').count(), 0);
    await page.mouse.click(box.x + box.width * 0.75, box.y + 100);
    assert.equal(await now(), Number(x));
    await page.mouse.move(box.x + box.width * 0.5, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.3, box.y + 100, { steps: 4 });
    await page.mouse.up();
    const dragged = await now();
    assert.ok(dragged < -1 && dragged > -3, `dragged to ${dragged}`);
    await page.mouse.move(box.x + box.width * 0.9, box.y + 100);
    assert.equal(await now(), dragged);
  });

  test('the axes of slope and curvature hold every branch, and what leaves the picture is named', async () => {
    const page = await open('#v1:fn=relu,elu(alpha:2)&show=value,slope,curvature');
    const ticks = () =>
      page.locator('activation-curve-chart g.panel').evaluateAll((/** @type {Element[]} */ panels) =>
        panels.map((panel) => {
          const box = panel.querySelector('.y-axis')?.getBoundingClientRect();
          return [...panel.querySelectorAll('circle.open')].every((circle) => {
            const { top, bottom } = circle.getBoundingClientRect();
            return box && top >= box.top - 8 && bottom <= box.bottom + 8;
          });
        }),
      );
    assert.equal(await page.locator('activation-curve-chart circle.open').count(), 6);
    assert.deepEqual(await ticks(), [true, true, true]);
    assert.equal(await page.locator('.cut').count(), 0);
    await page.getByRole('slider', { name: 'ELU: ' }).fill('3');
    assert.deepEqual(await ticks(), [true, true, true]);
    const axis = page.locator('activation-curve-chart g.panel').nth(1).locator('.y-axis text.tick');
    assert.equal((await axis.allTextContents()).at(-1), '3');
    const picker = page.getByRole('combobox', { name: 'Add a function' });
    await picker.fill('exponential');
    await page.keyboard.press('Enter');
    await page.getByText('Exponential: the curve goes on beyond the picture, to 148').waitFor();
    assert.equal((await axis.allTextContents()).at(-1), '3', 'one steep curve does not flatten the others');
    await page.locator('.cut').getByRole('button', { name: 'Fit' }).click();
    assert.match(await page.getByLabel('y axis, to').inputValue(), /^15\d/);
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    assert.equal(await page.getByLabel('y axis, to').inputValue(), '5');
  });

  test('inputs from -1000 to 1000 are offered the range where the functions bend, and zoom goes both ways', async () => {
    const page = await open('#v1:fn=relu,relu6&x=-1000..1000');
    await page.getByRole('button', { name: /^Show .5 to 11, where they bend$/ }).click();
    assert.deepEqual(await Promise.all(['from', 'to'].map((end) => page.getByLabel(`x axis, ${end}`).inputValue())), [
      '\u22125',
      '11',
    ]);
    assert.equal(await page.getByRole('button', { name: /where they bend/ }).count(), 0);
    await page.getByRole('button', { name: 'Half as wide' }).click(); // around -1
    assert.deepEqual(await Promise.all(['from', 'to'].map((end) => page.getByLabel(`x axis, ${end}`).inputValue())), [
      '\u22123',
      '5',
    ]);
    await page.getByRole('button', { name: 'Twice as wide' }).click();
    assert.equal(await page.getByLabel('x axis, to').inputValue(), '11');
  });

  test('three functions are added by the keyboard alone, and by four clicks', async () => {
    const page = await open('#v1:fn=relu');
    const picker = page.getByRole('combobox', { name: 'Add a function' });
    await picker.focus();
    for (const name of ['gelu', 'silu', 'mish']) {
      await page.keyboard.type(name);
      await page.keyboard.press('Enter');
    }
    const titles = () => page.locator('activation-function-row h3').allInnerTexts();
    assert.deepEqual(await titles(), ['ReLU', 'GELU', 'SiLU', 'Mish']);
    await page.keyboard.press('Escape');
    await page.goto(`${given.site.url}#v1:fn=elu`);
    await page.reload();
    await page.locator('activation-function-row').first().waitFor();
    await picker.click();
    for (const name of ['ReLU', 'PReLU', 'CELU'])
      await page.getByRole('option', { name: new RegExp(`^${name} `) }).click();
    assert.deepEqual(await titles(), ['ELU', 'ReLU', 'PReLU', 'CELU']);
    assert.equal(await page.locator('activation-function-picker li.family').first().innerText(), 'Rectifiers');
  });

  test('a card has the moments, the matched gain, the steepest point and the cost on this device', async () => {
    const page = await open('#v1:fn=relu,gelu,elu');
    const card = async (/** @type {number} */ index) => {
      const text = await page.locator('activation-property-card').nth(index).locator('dl').innerText();
      return text.replace(/\s+/g, ' ');
    };
    await page
      .locator('activation-property-card')
      .last()
      .getByText(/f \d.* ns/)
      .waitFor();
    // E[f], E[f^2] and the gain in float64: ReLU 1/sqrt(2 pi), 1/2, sqrt(2).
    assert.match(await card(0), /Normal input E\[f\] = 0\.3989, E\[f\u00b2\] = 0\.5 /);
    assert.match(await card(0), /Matched gain 1\.414 /);
    assert.match(await card(1), /Steepest 1\.1289, at x = 1\.41 /);
    assert.match(await card(1), /Matched gain 1\.534 /);
    assert.match(await card(2), /Matched gain 1\.245 /);
    for (const index of [0, 1, 2]) {
      const [, value] = /Cost here f ([\d.]+) ns, f\u2032 [\d.]+ ns/.exec(await card(index)) ?? [];
      assert.ok(Number(value) > 0.01 && Number(value) < 1000, `${index}: ${value}`);
    }
  });

  test('the value table holds E3 with four decimals, and copies as Markdown and CSV', async () => {
    const page = await open('#v1:fn=relu,leaky-relu,elu,selu,gelu,silu,mish');
    await page.getByRole('button', { name: 'Copy Markdown' }).first().click();
    await page.locator('activation-value-table activation-copy-buttons .said').filter({ hasText: 'Copied' }).waitFor();
    const markdown = (await page.evaluate(() => navigator.clipboard.readText())).trim().split('\n');
    assert.deepEqual(markdown.slice(2), [
      '| -3 | 0.0000 | -0.0300 | -0.9502 | -1.6706 | -0.0040 | -0.1423 | -0.1456 |',
      '| -2 | 0.0000 | -0.0200 | -0.8647 | -1.5202 | -0.0455 | -0.2384 | -0.2525 |',
      '| -1 | 0.0000 | -0.0100 | -0.6321 | -1.1113 | -0.1587 | -0.2689 | -0.3034 |',
      '| 0 | 0.0000 | 0.0000 | 0.0000 | 0.0000 | 0.0000 | 0.0000 | 0.0000 |',
      '| 1 | 1.0000 | 1.0000 | 1.0000 | 1.0507 | 0.8413 | 0.7311 | 0.8651 |',
      '| 2 | 2.0000 | 2.0000 | 2.0000 | 2.1014 | 1.9545 | 1.7616 | 1.9440 |',
      '| 3 | 3.0000 | 3.0000 | 3.0000 | 3.1521 | 2.9960 | 2.8577 | 2.9865 |',
    ]);
    const shown = await page.locator('activation-value-table tbody tr').first().innerText();
    assert.equal(
      shown.replace(/−/g, '-').split(/\s+/).join(' '),
      '-3 0.0000 -0.0300 -0.9502 -1.6706 -0.0040 -0.1423 -0.1456',
    );
    await page.getByRole('button', { name: 'Copy CSV' }).first().click();
    await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith('x,'));
    const csv = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
    assert.equal(csv[1], '-3,0.0000,-0.0300,-0.9502,-1.6706,-0.0040,-0.1423,-0.1456');
  });

  test('slopes of the table are the frameworks\u2019, kink included', async () => {
    const page = await open('#v1:fn=leaky-relu&table=-3,-1,-0.5,0,0.5,1,3');
    await page.locator('activation-value-table').getByRole('button', { name: 'Slope' }).click();
    const slopes = await page.locator('activation-value-table tbody td').allInnerTexts();
    assert.deepEqual(slopes, ['0.0100', '0.0100', '0.0100', '0.0100', '1.0000', '1.0000', '1.0000']);
  });

  test('a function is found by typing and added by keyboard; a parameter out of range is refused in words', async () => {
    const page = await open();
    const picker = page.getByRole('combobox', { name: 'Add a function' });
    await picker.fill('leak');
    await page.keyboard.press('Enter');
    await page.locator('activation-function-row').nth(2).waitFor();
    assert.deepEqual(await page.locator('activation-function-row h3').allInnerTexts(), ['ReLU', 'ELU', 'Leaky ReLU']);
    const exact = page.locator('activation-function-row').nth(1).getByRole('textbox');
    await exact.fill('-99');
    await exact.press('Tab');
    assert.match(await page.locator('activation-function-row').nth(1).getByRole('alert').innerText(), /alpha/);
    assert.match(await page.locator('.kinks').innerText(), /at α = 1 /, 'the last good value stays');
  });

  test('every function of the table can be drawn, described and has its formula', async () => {
    const page = await open();
    const names = await page.evaluate(() =>
      /** @type {any} */ (document.querySelector('activation-curves-view')).engine.activations.map(
        (/** @type {any} */ one) => one.name,
      ),
    );
    assert.ok(names.length >= 40, `${names.length} functions`);
    for (let i = 0; i < names.length; i += 8) {
      const some = names.slice(i, i + 8);
      const { page: now, problems } = opened;
      await now.evaluate(
        (/** @type {string} */ hash) => {
          location.hash = hash;
        },
        `#v1:fn=${some.join(',')}&show=value,slope,curvature`,
      );
      await now.waitForFunction((/** @type {string[]} */ wanted) => {
        const root = /** @type {any} */ (document.querySelector('activation-curves-view')).shadowRoot;
        const cards = [...root.querySelectorAll('activation-property-card')];
        const isThese = cards.map(({ entry }) => entry?.name).join() === wanted.join();
        return isThese && cards.every(({ shadowRoot }) => shadowRoot.querySelector('math'));
      }, some);
      assert.equal(await now.locator('activation-curve-chart path.curve').count(), 3 * some.length, some.join());
      for (const card of await now.locator('activation-property-card').all()) {
        assert.ok((await card.locator('math').count()) >= 2, await card.locator('h4').innerText());
        assert.doesNotMatch(await card.innerText(), /undefined|NaN|\[object/, await card.locator('h4').innerText());
      }
      assert.deepEqual(problems, [], some.join());
    }
  });

  test('a framework shows its code line and its own default', async () => {
    const page = await open('#v1:fn=leaky-relu&code=keras-layer');
    const card = page.locator('activation-property-card');
    assert.match(await card.locator('.code').innerText(), /0\.01[\s\S]*default: .*0\.3/);
    await card.getByRole('button', { name: 'Use it' }).click();
    assert.match(await card.locator('code').innerText(), /0\.3/);
  });
});
