// The state in the link, for the page and the embeds. Catches a view that does not come back from its
// own link, and a bad link that breaks the page or is swallowed in silence.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, test } from 'node:test';
import { decodeState, defaultState, encodeState, kLongest } from '../../web/elements/link-state.js';
import { presets } from '../../web/presets/index.js';
import { curvesReady, openPage, serveSite, trainingReady, useSite } from './harness.js';

describe('link codec', () => {
  test('the usual view is the empty link', () => {
    assert.equal(encodeState(defaultState()), '');
    assert.deepEqual(decodeState(''), { state: defaultState(), problems: [] });
  });

  test('every part of the state comes back', () => {
    const state = defaultState();
    state.curves = {
      functions: [
        { name: 'elu', params: { alpha: 0.5 } },
        { name: 'elu', params: {} },
        { name: 'selu', params: { alpha: 1e-7, lambda: -2 } },
      ],
      orders: [0, 2],
      together: true,
      x: [-3.5, 1e3],
      y: [-1, 2],
      at: 0.25,
      table: [-0.5, 1],
      framework: 'keras-layer',
    };
    state.training = {
      preset: 'relu-vs-elu-lr',
      set: { 'training/epochs': 3, 'runs/1/set/network.activation/alpha': 0.5, name: 'a & b; c=d #e \u00e9' },
      experiment: null,
    };
    state.layers = { run: 2, layer: 'activation2' };
    state.hide = ['controls', 'layers'];
    state.theme = 'dark';
    state.view = 'training';
    const link = encodeState(state, { embed: true });
    assert.deepEqual(decodeState(link), { state, problems: [] });
    const escaped = link.replace(/[(),]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
    assert.deepEqual(decodeState(escaped), { state, problems: [] }, 'after an editor has escaped it');
    state.training = { preset: '', set: {}, experiment: { version: 1, runs: [{ name: '100 % & more' }] } };
    assert.deepEqual(decodeState(encodeState(state, { embed: true })), { state, problems: [] });
  });

  test('a bad part is named and the rest stands', () => {
    const { state, problems } = decodeState(
      '#v1:x=5..-5&fn=elu(alpha:0.5)&colour=red&at=oops&set=%7B&__proto__=1&constructor=2',
    );
    assert.deepEqual(state.curves.functions, [{ name: 'elu', params: { alpha: 0.5 } }]);
    assert.deepEqual(state.curves.x, [-5, 5]);
    assert.equal(problems.length, 6);
    assert.match(problems[0], /x=5\.\.-5/);
    assert.match(problems[1], /does not know: colour=red/);
  });

  test('another version, a stranger and a monster are said', () => {
    assert.match(decodeState('#v2:fn=relu').problems[0], /version 2/);
    assert.match(decodeState('#v1:set=training/epochs=1e400').problems[0], /could not be read and was left out/);
    assert.match(decodeState('#hello').problems[0], /not one the playground writes/);
    assert.match(decodeState(`#v1:fn=${'relu,'.repeat(5000)}`).problems[0], /too long/);
  });
});

describe('links in the browser', () => {
  const given = useSite();

  test('what a visitor changes is in the link, and the link brings it back', async () => {
    const { page, context } = await openPage(given.browser, given.site.url);
    await curvesReady(page);
    await trainingReady(page);
    const alpha = page.locator('function-row').nth(1).getByRole('textbox');
    await alpha.fill('0.25');
    await alpha.press('Tab');
    await page.getByLabel('Learning rate').fill('0.05');
    await page.getByLabel('Learning rate').press('Tab');
    await page.waitForFunction(() => location.hash.includes('learningRate'));
    const link = page.url();
    assert.match(link, /#v1:fn=relu,elu\(alpha:0\.25\)&set=training\/optimizer\/learningRate=0\.05$/);
    const other = await openPage(given.browser, link);
    await curvesReady(other.page);
    await trainingReady(other.page);
    assert.equal(await other.page.locator('function-row').nth(1).getByRole('textbox').inputValue(), '0.25');
    assert.equal(await other.page.getByLabel('Learning rate').inputValue(), '0.05');
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
    assert.match(await page.locator('activation-curves [role=alert]').innerText(), /rleu.*did you mean.*relu/i);
    assert.match(await page.locator('activation-training [role=alert]').innerText(), /nowhere/);
    assert.equal(await page.locator('curve-chart path.curve').count(), 2);
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
    assert.equal(await page.locator('curve-chart path.curve').count(), 2);
    assert.match(await page.locator('activation-curves [role=alert]').first().innerText(), /constructor/);
    assert.match(await page.locator('property-card .code').innerText(), /constructor has no ReLU/);
    await page.evaluate(() => {
      location.hash = '#v1:set=__proto__=1;toString=1;constructor/name=2';
    });
    await page.locator('activation-training .notice', { hasText: '__proto__' }).waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('the share panel offers a link and an iframe that work', async () => {
    const { page, context } = await openPage(given.browser, `${given.site.url}#v1:fn=elu(alpha:2)`);
    await curvesReady(page);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    assert.equal(
      await page.getByLabel('Link to this view').first().inputValue(),
      `${given.site.url}#v1:fn=elu(alpha:2)`,
    );
    const code = await page.getByLabel('The curves in a page of yours').first().inputValue();
    const address = /src="([^"]+)"/.exec(code)?.[1].replace(/&amp;/g, '&');
    assert.equal(address, `${given.site.url}embed.html#v1:view=curves&fn=elu(alpha:2)&hide=ranges,table,cards`);
    await context.close();
  });

  test('the share panel says when a link is longer than what is read', async () => {
    const { page, context } = await openPage(given.browser, given.site.url);
    await curvesReady(page);
    const alerts = page.locator('share-panel [role=alert]');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    assert.equal(await alerts.count(), 0);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.evaluate((/** @type {number} */ length) => {
      const panel = /** @type {any} */ (document.querySelector('share-panel'));
      const state = panel.view();
      const training = { preset: '', set: {}, experiment: { version: 1, name: 'a'.repeat(length) } };
      panel.view = () => ({ ...state, training });
    }, kLongest);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    assert.equal(await alerts.count(), 3);
    assert.match(await alerts.first().innerText(), /up to 8.000 characters/);
    await context.close();
  });

  // Catches an experiment of one's own that stands under the name and the description of a preset.
  test('a whole experiment is shown by its own name', async () => {
    const state = defaultState();
    state.training = { preset: '', set: {}, experiment: { ...presets[1].experiment, name: 'Mine' } };
    const { page, context } = await openPage(given.browser, given.site.url + encodeState(state));
    await trainingReady(page);
    assert.equal(await page.locator('experiment-form select option:checked').innerText(), 'Mine');
    assert.equal((await page.locator('experiment-form .about').innerText()).trim(), '');
    await context.close();
  });

  test('the embed says when its code does not arrive', async () => {
    const broken = await serveSite({ 'activation-curves.*\\.js$': null });
    const { page, context } = await openPage(given.browser, `${broken.url}embed.html#v1:view=curves`);
    await page.locator('.notice', { hasText: 'did not load' }).waitFor();
    await context.close();
    await broken.close();
  });

  test('the embed keeps its layers with the training through changes of the link', async () => {
    const { page, context, problems } = await openPage(given.browser, `${given.site.url}embed.html#v1:view=training`);
    await trainingReady(page);
    for (const epochs of [1, 2]) {
      await page.evaluate((/** @type {number} */ count) => {
        location.hash = `#v1:view=training&set=training/epochs=${count}`;
      }, epochs);
      await page.waitForFunction(
        (/** @type {number} */ count) =>
          /** @type {any} */ (document.querySelector('activation-training')).experiment?.training.epochs === count,
        epochs,
      );
    }
    assert.equal(
      await page.evaluate(() => {
        const [training, layers] = ['activation-training', 'activation-layers'].map(
          (tag) => /** @type {any} */ (document.querySelector(tag)),
        );
        return layers.model === training.model;
      }),
      true,
    );
    assert.equal(await page.locator('activation-layers').count(), 1);
    await page.evaluate(() => {
      location.hash = '#v1:view=training&hide=layers';
    });
    await page.locator('activation-layers').waitFor({ state: 'detached' });
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('the embed shows one figure, hides what the link says, and tells a foreign page its height', async (t) => {
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
    await frame.locator('curve-chart path.curve').first().waitFor();
    await page.waitForFunction(() => /** @type {any} */ (window).heights.at(-1) > 300);
    await page.waitForTimeout(200);
    assert.deepEqual(
      await frame
        .locator('function-row h3')
        .allInnerTexts()
        .then((/** @type {string[]} */ list) => list.map((text) => text.replace(/\s+/g, ' '))),
      ['GELU', 'ELU α = 0.5'],
    );
    assert.equal(await frame.locator('function-row input').count(), 0);
    assert.equal(await frame.locator('function-picker').count(), 0);
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

  test('the embed follows a changed link', async () => {
    const { page, context, problems } = await openPage(
      given.browser,
      `${given.site.url}embed.html#v1:view=curves&fn=gelu`,
    );
    await curvesReady(page);
    await page.evaluate(() => {
      location.hash = '#v1:view=training&set=training/epochs=1';
    });
    await trainingReady(page);
    assert.equal(await page.locator('activation-curves').count(), 0);
    assert.equal(await page.getByLabel('Epochs', { exact: true }).inputValue(), '1');
    assert.deepEqual(problems, []);
    await context.close();
  });
});
