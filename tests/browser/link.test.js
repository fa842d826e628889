// The state in the link, for the page and the embeds. Catches a view that does not come back from its
// own link, and a bad link that breaks the page or is swallowed in silence.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, test } from 'node:test';
import { shownText, svgNode, svgText } from '../../web/figures/svg.js';
import { presets } from '../../web/presets/index.js';
import { defaultState, encodeState, kLongest } from '../../web/sharing/link-state.js';
import { experimentOf } from './data/own-data-support.js';
import { curvesReady, openPage, serveSite, trainingReady, useSite } from './harness.js';

const kHostile = '\u0000\u0001\u001b[31m\ufffe\uffff\ud800 \udc00 \u{1f600} <&>"\' ]]> \u202e\t\n\r\u0085\u2028';

describe('links in the browser', () => {
  const given = useSite();

  test('what a visitor changes is in the link, and the link brings it back', async () => {
    const { page, context } = await openPage(given.browser, given.site.url);
    await curvesReady(page);
    const alpha = page.locator('activation-function-row').nth(1).getByRole('textbox');
    await alpha.fill('0.25');
    await alpha.press('Tab');
    await trainingReady(page);
    const rate = page.getByLabel('Learning rate', { exact: true });
    await rate.fill('0.05');
    await rate.press('Tab');
    await page.waitForFunction(() => location.hash.includes('learningRate'));
    const link = page.url();
    assert.match(link, /#v1:fn=relu,elu\(alpha:0\.25\)&set=training\.optimizer\.learningRate=0\.05$/);
    const other = await openPage(given.browser, link);
    await trainingReady(other.page);
    assert.equal(await other.page.getByLabel('Learning rate', { exact: true }).inputValue(), '0.05');
    await curvesReady(other.page);
    assert.equal(await other.page.locator('activation-function-row').nth(1).getByRole('textbox').inputValue(), '0.25');
    assert.deepEqual(other.problems, []);
    await context.close();
    await other.context.close();
  });

  test('a bad link is explained and the rest shown', async () => {
    const { page, context, problems } = await openPage(
      given.browser,
      `${given.site.url}#v1:fn=rleu,elu&x=9..1&train=nowhere`,
    );
    await curvesReady(page);
    await trainingReady(page);
    assert.match(await page.locator('#messages').innerText(), /x=9\.\.1/);
    assert.match(await page.locator('activation-curves-view [role=alert]').innerText(), /rleu.*did you mean.*relu/i);
    assert.match(await page.locator('activation-training-view [role=alert]').innerText(), /nowhere/);
    assert.equal(await page.locator('activation-curve-chart path.curve').count(), 2);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('names that every object has are strangers like any other', async () => {
    const { page, context, problems } = await openPage(
      given.browser,
      `${given.site.url}#v1:fn=relu,constructor,tostring&code=constructor&train=constructor&set=__proto__=1&layer=valueOf`,
    );
    await curvesReady(page);
    await trainingReady(page);
    assert.equal(await page.locator('activation-curve-chart path.curve').count(), 2);
    assert.match(await page.locator('activation-curves-view [role=alert]').first().innerText(), /constructor/);
    assert.match(await page.locator('activation-property-card .code').innerText(), /constructor has no ReLU/);
    await page.evaluate(() => {
      location.hash = '#v1:set=__proto__=1;toString=1;constructor/name=2';
    });
    await page.locator('activation-training-view .notice', { hasText: '__proto__' }).waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('the share panel offers a link and a frame of this view', async () => {
    const { page, context } = await openPage(given.browser, `${given.site.url}#v1:fn=elu(alpha:2)`);
    await curvesReady(page);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    assert.equal(
      await page.getByRole('textbox', { name: 'Link to this view' }).inputValue(),
      `${given.site.url}#v1:fn=elu(alpha:2)`,
    );
    await page.getByRole('button', { name: 'Frame', exact: true }).click();
    const code = await page.getByRole('textbox', { name: 'HTML for your page' }).inputValue();
    const address = /src="([^"]+)"/.exec(code)?.[1].replace(/&amp;/g, '&');
    assert.equal(address, `${given.site.url}embed.html#v1:view=curves&fn=elu(alpha:2)`);
    await context.close();
  });

  test('the share panel says when a link is longer than what is read', async () => {
    const { page, context } = await openPage(given.browser, given.site.url);
    await curvesReady(page);
    const alerts = page.locator('activation-share-panel [role=alert]');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.getByRole('textbox', { name: 'Link to this view' }).waitFor();
    assert.equal(await alerts.count(), 0);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.evaluate((/** @type {number} */ length) => {
      const panel = /** @type {any} */ (document.querySelector('activation-share-panel'));
      const state = panel.view();
      const name = Array.from(crypto.getRandomValues(new Uint32Array(length)), (code) => code.toString(36)).join('');
      panel.view = () => ({ ...state, training: { preset: '', set: {}, experiment: { version: 1, name } } });
    }, kLongest);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await alerts.first().waitFor();
    assert.match(await alerts.first().innerText(), /up to 8.000 characters/);
    await context.close();
  });

  test('an experiment too long for a plain link comes back from the address after a reload', async () => {
    const { page, context, problems } = await openPage(given.browser, given.site.url);
    await trainingReady(page);
    await page.evaluate(() => {
      const training = /** @type {any} */ (document.querySelector('activation-training-view'));
      const middle = Array.from({ length: 30 }, () => [{ type: 'dense', units: 8 }, { type: 'activation' }]).flat();
      const layers = [...middle, { type: 'dense', units: 10 }];
      const runs = Array.from({ length: 8 }, (_, i) => ({ name: `run ${i}`, set: { 'network.layers': layers } }));
      training.onExperiment({ ...training.experiment, runs });
    });
    await page.waitForFunction(() => location.hash.includes('z='));
    await page.reload();
    await trainingReady(page);
    assert.equal(await page.locator('activation-run-progress li').count(), 8);
    assert.equal(await page.locator('#messages .notice').count(), 0);
    const { hash } = new URL(page.url());
    await page.goto(`${given.site.url}embed.html${hash}&view=training&with=controls`);
    await trainingReady(page);
    assert.equal(await page.locator('activation-run-progress li').count(), 8);
    const full = page.locator('#full[href*="z="]');
    await full.waitFor();
    await page.goto(new URL(await full.getAttribute('href'), page.url()).href);
    await trainingReady(page);
    assert.equal(await page.locator('activation-run-progress li').count(), 8);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('what no link can hold is said, and the address keeps what it had', async () => {
    const { page, context } = await openPage(given.browser, `${given.site.url}#v1:set=training.epochs=3`);
    await trainingReady(page);
    await page.evaluate((/** @type {number} */ length) => {
      const training = /** @type {any} */ (document.querySelector('activation-training-view'));
      const name = Array.from(crypto.getRandomValues(new Uint32Array(length)), (code) => code.toString(36)).join('');
      training.onExperiment({ ...training.experiment, runs: [{ name }] });
    }, kLongest);
    await page.getByText('This view is too long for a link').waitFor();
    assert.match(page.url(), /#v1:set=training\.epochs=3$/);
    await page.getByLabel('Experiment', { exact: true }).selectOption('dead-units');
    await page.getByText('This view is too long for a link').waitFor({ state: 'detached' });
    assert.match(page.url(), /train=dead-units/);
    await context.close();
  });

  // Catches an experiment of one's own that stands under the name and the description of a preset.
  test('a whole experiment is shown by its own name', async () => {
    const state = defaultState();
    state.training = { preset: '', set: {}, experiment: { ...presets[1].experiment, name: 'Mine' } };
    const { page, context } = await openPage(given.browser, given.site.url + encodeState(state));
    await trainingReady(page);
    assert.equal(await page.locator('#preset option:checked').innerText(), 'Mine');
    assert.equal((await page.locator('activation-experiment-form .about').innerText()).trim(), '');
    await context.close();
  });

  test('the embed says when its code does not arrive', async () => {
    const broken = await serveSite({ 'activation-curves-.*\\.js$': null });
    const { page, context } = await openPage(given.browser, `${broken.url}embed.html#v1:view=curves`);
    await page.locator('.notice', { hasText: 'did not load' }).waitFor();
    await context.close();
    await broken.close();
  });

  test('the embed keeps its layers with the training through changes of the link', async () => {
    const { page, context, problems } = await openPage(
      given.browser,
      `${given.site.url}embed.html#v1:view=training&with=layers`,
    );
    await trainingReady(page);
    for (const epochs of [1, 2]) {
      await page.evaluate((/** @type {number} */ count) => {
        location.hash = `#v1:view=training&with=layers&set=training.epochs=${count}`;
      }, epochs);
      await page.waitForFunction(
        (/** @type {number} */ count) =>
          /** @type {any} */ (document.querySelector('activation-training-view')).experiment?.training.epochs === count,
        epochs,
      );
    }
    assert.equal(
      await page.evaluate(() => {
        const [training, layers] = ['activation-training-view', 'activation-layers-view'].map(
          (tag) => /** @type {any} */ (document.querySelector(tag)),
        );
        return layers.model === training.model;
      }),
      true,
    );
    assert.equal(await page.locator('activation-layers-view').count(), 1);
    await page.evaluate(() => {
      location.hash = '#v1:view=training';
    });
    await page.locator('activation-layers-view').waitFor({ state: 'detached' });
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('the embed shows one figure, hides what the link says, and posts its height to a foreign page', async (t) => {
    const article = await new Promise((resolve) => {
      const server = createServer((_, response) => {
        response.writeHead(200, { 'Content-Type': 'text/html' });
        response.end(`<!doctype html><title>An article</title><body><script>
          window.heights = [];
          addEventListener('message', (event) => { if (event.data?.type === 'activation-playground:resize') { window.heights.push(event.data.height); document.querySelector('iframe').height = event.data.height; } });
          </script><iframe width="600" height="100" src="${given.site.url}embed.html#v1:view=curves&fn=gelu,elu(alpha:0.5)&hide=controls,cards,table&theme=dark"></iframe>`);
      });
      server.listen(0, '127.0.0.1', () => resolve(server));
    });
    t.after(() => {
      article.closeAllConnections?.();
      article.close();
    });
    const { page, context } = await openPage(given.browser, `http://localhost:${article.address().port}/`);
    const frame = page.frameLocator('iframe');
    await frame.locator('activation-curve-chart path.curve').first().waitFor();
    await page.waitForFunction(() => /** @type {any} */ (window).heights.at(-1) > 300);
    // The height that was asked for is the height the frame has.
    await page.waitForFunction(
      () => Number(document.querySelector('iframe')?.height) === /** @type {any} */ (window).heights.at(-1),
    );
    assert.deepEqual(
      await frame
        .locator('activation-function-row h3')
        .allInnerTexts()
        .then((/** @type {string[]} */ list) => list.map((text) => text.replace(/\s+/g, ' '))),
      ['GELU', 'ELU α = 0.5'],
    );
    assert.equal(await frame.locator('activation-function-row input').count(), 0);
    assert.equal(await frame.locator('activation-function-picker').count(), 0);
    const inner = page.frames()[1];
    const sizes = await inner.evaluate(() => ({
      scroll: document.documentElement.scrollHeight,
      view: window.innerHeight,
      background: getComputedStyle(document.body).backgroundColor,
      theme: document.documentElement.dataset.theme,
    }));
    assert.ok(sizes.scroll <= sizes.view + 1, `${sizes.scroll} px in ${sizes.view}`);
    assert.equal(sizes.background, 'rgba(0, 0, 0, 0)');
    assert.equal(sizes.theme, 'dark');
    assert.match(
      await frame.getByRole('link', { name: /Open in the Activation Playground/ }).getAttribute('href'),
      /index\.html#v1:fn=gelu,elu\(alpha:0\.5\)$/,
    );
    await context.close();
  });

  test('the embed is not moved by any message', async () => {
    const { page, context, problems } = await openPage(
      given.browser,
      `${given.site.url}embed.html#v1:fn=gelu&view=curves`,
    );
    await curvesReady(page);
    const before = await page.locator('activation-curve-chart path.curve').first().getAttribute('d');
    await page.evaluate(async () => {
      let state = 17;
      const random = (/** @type {number} */ below) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
      };
      const one = (/** @type {any[]} */ list) => list[random(list.length)];
      const keys = [
        'type',
        'height',
        'state',
        'hash',
        'experiment',
        'id',
        'path',
        '__proto__',
        'constructor',
        'detail',
      ];
      /** @param {number} depth @returns {any} */
      const value = (depth) =>
        one([
          () => one([0, -1, 1e308, Number.NaN, null, undefined, true, '', '#v1:fn=elu', '<b>', 10n]),
          () => one(['activation-playground:resize', 'APPLY', 'SET', 'RELEASE', 'playground-lock-held']),
          () => new Uint8Array(random(5000)),
          () => new Date(random(1e9)),
          () => new Map([[value(0), value(0)]]),
          () => (depth ? Array.from({ length: random(4) }, () => value(depth - 1)) : []),
          () =>
            depth ? Object.fromEntries(Array.from({ length: random(5) }, () => [one(keys), value(depth - 1)])) : {},
        ])();
      for (let i = 0; i < 2000; ++i) {
        const { port1 } = new MessageChannel();
        window.postMessage(value(3), '*', random(10) ? [] : [port1]);
        if (i % 500 === 0) dispatchEvent(new MessageEvent('messageerror', { data: null }));
      }
      // Messages are answered in order: when this one is here, so were all before it.
      await new Promise((resolve) => {
        addEventListener('message', (event) => event.data === 'last' && resolve(undefined));
        window.postMessage('last', '*');
      });
    });
    assert.equal(await page.locator('activation-curve-chart path.curve').first().getAttribute('d'), before);
    assert.equal(await page.locator('activation-function-row').count(), 1);
    assert.equal(new URL(page.url()).hash, '#v1:fn=gelu&view=curves');
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a figure of any label is XML to a parser', async () => {
    const text = svgText(svgNode('svg', { 'aria-label': kHostile }, [svgNode('text', {}, kHostile)]));
    const { page, context } = await openPage(given.browser, `${given.site.url}embed.html#v1:view=curves`);
    const read = await page.evaluate((/** @type {string} */ svg) => {
      const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
      return { errors: parsed.querySelectorAll('parsererror').length, text: parsed.documentElement.textContent };
    }, text);
    assert.deepEqual(read, { errors: 0, text: shownText(kHostile) });
    await context.close();
  });

  test('the embed follows a changed link', async () => {
    const { page, context, problems } = await openPage(
      given.browser,
      `${given.site.url}embed.html#v1:view=curves&fn=gelu`,
    );
    await curvesReady(page);
    await page.evaluate(() => {
      location.hash = '#v1:view=training&set=training.epochs=1';
    });
    await trainingReady(page);
    assert.equal(await page.locator('activation-curves-view').count(), 0);
    assert.equal((await experimentOf(page)).training.epochs, 1);
    assert.deepEqual(problems, []);
    await context.close();
  });
});
