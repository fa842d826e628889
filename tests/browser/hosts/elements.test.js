// The elements in an article of another origin. Catches a figure that does not come, other numbers than everywhere, an article
// that is changed by its figure, and what a figure leaves behind when it is taken away.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import * as packing from '../../../web/sharing/link-packing.js';
import { decodeState, encodeState, usePacking } from '../../../web/sharing/link-state.js';
import { kDist, openPage, useSite } from '../harness.js';
import { article, experimentIn, heard, hears } from './articles.js';
import { hashesOf } from './hashes.js';

const kShort = 'preset="relu-vs-elu" set="training.epochs=2;data.train=300"';

/** A console error, or a request to elsewhere, that is not the article's to the figures' site. @param {string[]} problems @param {string} site */
const strange = (problems, site) => problems.filter((one) => !one.includes(new URL(site).origin));

/** What files of the site take, gzipped. @param {string[]} urls */
const kilobytes = (urls) => {
  const files = new Set(urls.map((url) => /\/some\/where\/(.*)$/.exec(url)?.[1] ?? '').filter(Boolean));
  const sizes = [...files].map((file) => gzipSync(readFileSync(join(kDist, file)), { level: 9 }).length);
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
};

describe('elements in a foreign article', () => {
  const given = useSite();
  const script = () => `${given.site.url}embed.js`;

  test('curves: attributes, a parameter, the slider, and what the article changes later', async (t) => {
    const address = await article(
      t,
      '<activation-curves functions="relu,elu" alpha="1.5" x="-3..3"></activation-curves>',
      {
        scripts: [script()],
      },
    );
    const { page, context, problems } = await openPage(given.browser, address);
    await hears(page, 'ready');
    const slider = page.locator('activation-function-row input[type=range]');
    assert.equal(Number(await slider.inputValue()), 1.5);
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await hears(page, 'change');
    const [{ link }] = await heard(page, 'change');
    assert.match(link, /^#v1:view=curves&fn=relu\(?.*,elu\(alpha:1\.\d+\)&x=-3\.\.3/);
    assert.equal(
      await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-curves')).link),
      link,
    );
    // The article's change leaves the reader's.
    await page.evaluate(() => document.querySelector('activation-curves')?.setAttribute('x', '-1..4'));
    await page.waitForFunction(() =>
      /x=-1\.\.4/.test(/** @type {any} */ (document.querySelector('activation-curves')).link),
    );
    const after = await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-curves')).link);
    assert.equal(after.replace('x=-1..4', 'x=-3..3'), link);
    // Put elsewhere it starts from its attributes.
    await page.evaluate(() => {
      const figure = /** @type {Element} */ (document.querySelector('activation-curves'));
      document.body.append(Object.assign(document.createElement('div'), { id: 'elsewhere' }));
      document.querySelector('#elsewhere')?.append(figure);
    });
    await hears(page, 'ready', 2);
    await page.locator('#elsewhere path.curve').first().waitFor();
    assert.deepEqual(strange(problems, given.site.url), []);
    await context.close();
  });

  test('training and layers train with the hashes of Node, and nothing is stored in the article', async (t) => {
    const address = await article(
      t,
      `<activation-training ${kShort}></activation-training><activation-layers ${kShort} layer="activation2"></activation-layers>`,
      { scripts: [script()] },
    );
    const { page, context, problems } = await openPage(given.browser, address);
    await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-training')).train());
    await hears(page, 'result');
    const [{ results }] = await heard(page, 'result');
    const hashes = results.map((/** @type {any} */ one) => one.hash);
    assert.deepEqual(hashes, await hashesOf(await experimentIn(page)));
    assert.ok((await heard(page, 'epoch')).some(({ runs }) => runs.length === 4 && runs[0].record.epoch === 2));
    await page.locator('activation-layers').getByRole('button', { name: 'Train', exact: true }).click();
    await hears(page, 'result', 2);
    const again = (await heard(page, 'result'))[0].results.map((/** @type {any} */ one) => one.hash);
    assert.deepEqual(again, hashes);
    const stored = await page.evaluate(async () => [
      localStorage.length,
      sessionStorage.length,
      (await indexedDB.databases()).length,
      (await caches.keys()).length,
      document.cookie,
    ]);
    assert.deepEqual(stored, [0, 0, 0, 0, '']);
    assert.deepEqual(strange(problems, given.site.url), []);
    await context.close();
  });

  test('single controls are hidden by name, and shown again', async (t) => {
    const address = await article(
      t,
      `<activation-training ${kShort} hide="train,tables" loading="eager"></activation-training><activation-curves functions="elu" hide="sliders" loading="eager"></activation-curves>`,
      { scripts: [script()] },
    );
    const { page, context, problems } = await openPage(given.browser, address);
    await hears(page, 'ready', 2);
    const training = page.locator('activation-training');
    const train = training.locator('activation-run-controls .primary');
    const table = training.locator('activation-figure-frame .head .button').first();
    const definition = training.locator('activation-definition-note').first();
    assert.deepEqual(
      [await train.isVisible(), await table.isVisible(), await definition.isVisible()],
      [false, false, true],
    );
    const slider = page.locator('activation-curves input[type=range]');
    const values = page.locator('activation-curves activation-function-row .values');
    assert.deepEqual([await slider.isVisible(), await values.isVisible()], [false, true]);
    await page.evaluate(() => document.querySelector('activation-training')?.setAttribute('hide', 'definitions'));
    await train.waitFor();
    await definition.waitFor({ state: 'hidden' });
    assert.ok(await table.isVisible());
    await page.evaluate(() => document.querySelector('activation-training')?.setAttribute('hide', 'trane'));
    await hears(page, 'error');
    const [{ message }] = await heard(page, 'error');
    assert.match(message, /hide="trane" could not be read: it takes names of parts and controls/);
    assert.deepEqual(strange(problems, given.site.url), []);
    await context.close();
  });

  test('nothing but the picture is loaded before the figure is near, and the article does not move', async (t) => {
    const picture = `<img alt="ReLU and ELU" width="680" height="450" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='680' height='450'/%3E">`;
    const address = await article(
      t,
      `<p>Before.</p><div class="far"></div><activation-curves style="display:block;min-height:450px">${picture}</activation-curves><p>After.</p>`,
      { scripts: [script()] },
    );
    const { page, context } = await openPage(given.browser, address);
    /** @type {string[]} */
    const asked = [];
    page.on('request', (/** @type {any} */ request) => asked.push(request.url()));
    await page.reload();
    await page.waitForFunction(() => customElements.get('activation-curves'));
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    assert.deepEqual(
      asked.filter((url) => /live-figure|wasm|curves/.test(url)),
      [],
    );
    assert.ok(kilobytes(asked) <= 5, `${kilobytes(asked)} KB before the figure is near`);
    assert.ok(await page.getByAltText('ReLU and ELU').isVisible());
    await page.evaluate(() => document.querySelector('activation-curves')?.scrollIntoView());
    await hears(page, 'ready');
    assert.ok(!(await page.getByAltText('ReLU and ELU').isVisible()));
    assert.ok(asked.some((url) => /curves-[^/]*\.wasm$/.test(url)));
    await page.waitForLoadState('networkidle');
    assert.ok(kilobytes(asked) <= 115, `${kilobytes(asked)} KB in all`);
    const shift = await page.evaluate(() => /** @type {any} */ (window).shift);
    assert.ok(shift < 0.02, `the article moved by ${shift}`);
    await context.close();
  });

  test('loading="click" keeps the picture until its button is pressed', async (t) => {
    const address = await article(t, '<activation-curves loading="click"><p>The picture.</p></activation-curves>', {
      scripts: [script()],
    });
    const { page, context } = await openPage(given.browser, address);
    const button = page.getByRole('button', { name: 'Run this figure' });
    await button.focus();
    assert.ok(await page.getByText('The picture.').isVisible());
    await page.keyboard.press('Enter');
    await hears(page, 'ready');
    assert.ok(!(await page.getByText('The picture.').isVisible()));
    assert.equal(await button.count(), 0);
    await context.close();
  });

  test('bad attributes are named with what they take; the rest of the figure is there', async (t) => {
    const address = await article(
      t,
      '<activation-curves functions="relu,,(" colour="red" beta="2" x="5..-5" data-mine="1"></activation-curves><activation-training preset="no-such"></activation-training>',
      { scripts: [script()] },
    );
    const { page, context } = await openPage(given.browser, address);
    await hears(page, 'ready', 2);
    const notices = await page.locator('activation-curves .views > .notice').allInnerTexts();
    assert.equal(notices.length, 4);
    assert.match(notices.join('\n'), /functions="relu,,\(".*relu,elu\(alpha:0\.5\)/);
    assert.match(notices.join('\n'), /x="5\.\.-5".*-5\.\.5/);
    assert.match(notices.join('\n'), /no attribute colour\. It has functions/);
    assert.match(notices.join('\n'), /beta is no parameter of any function that is drawn: relu, elu/);
    assert.ok((await page.locator('activation-curve-chart path.curve').count()) >= 2);
    await page.locator('activation-training-view .notice', { hasText: 'no-such' }).waitFor();
    await context.close();
  });

  test('runs: these alone are shown and trained, others when the article says so, and an unknown one is named', async (t) => {
    const address = await article(t, `<activation-training ${kShort} runs="ELU + BN,ELU,Tanh"></activation-training>`, {
      scripts: [script()],
    });
    const { page, context } = await openPage(given.browser, address);
    await hears(page, 'ready');
    const notice = page.locator('activation-training-view .notice');
    assert.match(
      await notice.innerText(),
      /There is no run \u201cTanh\u201d .*; it has ReLU, ELU, ReLU \+ BN, ELU \+ BN\.$/,
    );
    await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-training')).train());
    await hears(page, 'result');
    const [{ results }] = await heard(page, 'result');
    assert.deepEqual(
      results.map((/** @type {any} */ one) => one.run),
      ['ELU', 'ELU + BN'],
    );
    assert.deepEqual(
      results.map((/** @type {any} */ one) => one.hash),
      (await hashesOf(await experimentIn(page))).filter((_, i) => i % 2 === 1),
    );
    await page.evaluate(() => document.querySelector('activation-training')?.setAttribute('runs', 'ReLU'));
    await page.waitForFunction(() => {
      const view = document.querySelector('activation-training')?.shadowRoot?.querySelector('activation-training-view');
      return /** @type {any} */ (view)?.model.trials.map((/** @type {any} */ one) => one.runName).join() === 'ReLU';
    });
    await context.close();
  });

  test('the figure looks like its article: type, ink and paper, light or dark, also when that changes', async (t) => {
    const address = await article(
      t,
      '<activation-curves></activation-curves><activation-curves id="own" theme="dark"></activation-curves>',
      {
        scripts: [script()],
        head: '<style>body { background: #f6efe0; color: #3a2d1a } .night body { background: #10141a; color: #ddd }</style>',
      },
    );
    const { page, context } = await openPage(given.browser, address, { dark: true });
    await hears(page, 'ready', 2);
    const look = (/** @type {string} */ selector) =>
      page.evaluate((/** @type {string} */ which) => {
        const row = document.querySelector(which)?.shadowRoot?.querySelector('activation-curves-view');
        const { color, fontFamily, fontSize, colorScheme } = getComputedStyle(/** @type {Element} */ (row));
        return { color, fontFamily, fontSize, colorScheme };
      }, selector);
    const light = await look('activation-curves');
    // The article is light though the device is dark; its root is of 10 px, and the reader's type of 16.
    assert.deepEqual(light, {
      color: 'rgb(58, 45, 26)',
      fontFamily: 'Georgia, serif',
      fontSize: '15px',
      colorScheme: 'light',
    });
    const own = await look('#own');
    assert.equal(own.colorScheme, 'dark');
    await page.evaluate(() => document.documentElement.classList.add('night'));
    await page.waitForFunction(() => {
      const view = document.querySelector('activation-curves')?.shadowRoot?.querySelector('activation-curves-view');
      return view && getComputedStyle(view).color === 'rgb(221, 221, 221)';
    });
    assert.equal((await look('activation-curves')).colorScheme, 'dark');
    await context.close();
  });

  test('a column of 320 px, and a page from right to left', async (t) => {
    const body = `<div style="width:320px"><activation-curves></activation-curves><activation-training ${kShort}></activation-training></div>`;
    const address = await article(t, body, { scripts: [script()], lang: 'lang="ar" dir="rtl"' });
    const { page, context } = await openPage(given.browser, address);
    await hears(page, 'ready', 2);
    await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-training')).train());
    await hears(page, 'result');
    const over = await page.evaluate(() => {
      /** @param {ParentNode} root @returns {Element[]} */
      const all = (root) =>
        [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
      const column = /** @type {Element} */ (document.querySelector('activation-curves')).getBoundingClientRect();
      return all(document.body)
        .filter((one) => {
          const { left, right, width } = one.getBoundingClientRect();
          return (
            width > 1 &&
            (left < column.left - 2 || right > column.right + 2) &&
            !one.contains(document.querySelector('activation-curves'))
          );
        })
        .map((one) => one.tagName);
    });
    assert.deepEqual(over, []);
    await context.close();
  });

  test('another copy of the script, and elements of the same name, do not throw', async (t) => {
    const address = await article(
      t,
      '<script>customElements.define("activation-layers", class extends HTMLElement {})</script><activation-curves></activation-curves>',
      {
        scripts: [script(), `${script()}?other`],
      },
    );
    const { page, context, problems } = await openPage(given.browser, address);
    await hears(page, 'ready');
    await page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.endsWith('embed.js?other')),
    );
    assert.deepEqual(strange(problems, given.site.url), []);
    await context.close();
  });

  test('embed() of a link shows the view of the link, packed or plain, behind # or ?', async (t) => {
    const set = Object.fromEntries(
      Array.from({ length: 700 }, (_, i) => [`runs.0.layer${i}`, `a value that makes it long ${i}`]),
    );
    const { state } = decodeState('v1:view=training&chart=losses');
    usePacking(packing);
    const packed = encodeState({ ...state, training: { ...state.training, set } }, { embed: true }) ?? '';
    assert.match(packed, /^#v1:z=/);
    const links = [
      packed,
      `https://example.org/index.html${packed}`,
      'https://example.org/embed.html?v1:view=layers',
      'https://example.org/?from=here#v1:set=training.epochs=3',
      'v1:records=./none.json',
      '#v1:fn=gelu',
    ];
    const address = await article(
      t,
      '<activation-curves link="https://example.org/embed.html?v1:fn=silu"></activation-curves>',
      {
        scripts: [script()],
      },
    );
    const { page, context } = await openPage(given.browser, address);
    await hears(page, 'ready');
    assert.equal(await page.locator('activation-curves .views > .notice').count(), 0);
    assert.match(
      await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-curves')).link),
      /fn=silu/,
    );
    const shown = await page.evaluate(
      async (/** @type {[string, string[]]} */ [url, all]) => {
        const { embed } = await import(url);
        const found = [];
        for (const link of all) {
          const { element, ready, finalize } = embed(document.body, link);
          await ready;
          const views = [...element.shadowRoot.querySelectorAll('.views > *')].map(({ localName }) => localName);
          found.push([views, element.link.slice(0, 20)]);
          finalize();
        }
        return found;
      },
      /** @type {[string, string[]]} */ ([script(), links]),
    );
    const [training, layers] = ['activation-training-view', 'activation-layers-view'];
    assert.deepEqual(
      shown.map((/** @type {[string[], string]} */ [views]) => views),
      [[training], [training], [training, layers], [training], ['activation-results-view'], ['activation-curves-view']],
    );
    assert.match(shown[0][1], /^#v1:(z=|view=training)/);
    await context.close();
  });

  test('embed() puts a figure in, changes it and takes it away; what it cannot take is said', async (t) => {
    const address = await article(t, '<div id="here"></div>');
    const { page, context } = await openPage(given.browser, address);
    const said = await page.evaluate(async (/** @type {string} */ url) => {
      const { embed, configure } = await import(url);
      const place = document.querySelector('#here');
      const figure = embed(place, { view: 'curves', functions: ['relu', 'gelu'], x: [-2, 2] });
      await figure.ready;
      const links = [figure.element.link];
      figure.update({ functions: 'tanh' });
      while (!figure.element.link.includes('tanh')) await new Promise(requestAnimationFrame);
      links.push(figure.element.link);
      figure.finalize();
      const errors = [];
      for (const wrong of [
        () => embed('here', {}),
        () => embed(place, 3),
        () => embed(place, { view: 'pie' }),
        () => embed(place, { x: () => 1 }),
        () => configure({ wasm: '' }),
      ])
        try {
          wrong();
        } catch (error) {
          errors.push(String(error));
        }
      return { links, errors, left: place?.childElementCount };
    }, script());
    assert.match(said.links[0], /fn=relu,gelu&x=-2\.\.2/);
    assert.match(said.links[1], /fn=tanh/);
    assert.equal(said.left, 0);
    assert.deepEqual(said.errors.length, 5);
    for (const text of said.errors) assert.match(text, /^TypeError: (embed|configure): /);
    await context.close();
  });
});
