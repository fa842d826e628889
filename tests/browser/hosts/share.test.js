// What is taken away from the page: a link, a frame for another page, and charts as files. Catches a frame that shows something else
// or is not as high as its figure, and a picture without its colours, its names or its numbers.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { cli, newFolder } from '../../node/support.js';
import {
  axeFindings,
  curvesReady,
  kDist,
  openPage,
  serveSite,
  trainingReady,
  trainOnPage,
  useSite,
} from '../harness.js';
import { article, hears } from './articles.js';

/** @param {any} page @param {string} tab */
async function openShare(page, tab) {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: tab, exact: true }).click();
}

/** @param {any} page @param {string} name of a button @returns {Promise<{ name: string, bytes: Buffer }>} */
async function saved(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Waits until the text that is shared is of a kind. @param {any} page @param {RegExp} wanted */
const sharedText = (page, wanted) =>
  page.waitForFunction((/** @type {string} */ source) => {
    const tabs = document.querySelector('activation-share-panel')?.shadowRoot?.querySelector('activation-share-tabs');
    return new RegExp(source).test(tabs?.shadowRoot?.querySelector('textarea')?.value ?? '');
  }, wanted.source);

describe('sharing', () => {
  const given = useSite();

  test('the frame for another page shows the figure there, in the theme that was chosen, as high as it is', async (t) => {
    const { page, context } = await openPage(given.browser, `${given.site.url}#v1:fn=elu(alpha:2),gelu,silu,relu`);
    await curvesReady(page);
    await openShare(page, 'Frame');
    await page.getByLabel('Theme', { exact: true }).selectOption('dark');
    await page.getByLabel('Table of values').check();
    const snippet = await page.getByRole('textbox', { name: 'HTML for your page' }).inputValue();
    const server = createServer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end(`<!doctype html><title>An article</title><body style="width:680px">${snippet}`);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    t.after(() => {
      server.closeAllConnections?.();
      server.close();
    });
    const before = Number(/height="(\d+)"/.exec(snippet)?.[1]);
    await page.goto(`http://localhost:${/** @type {any} */ (server.address()).port}/`);
    const frame = page.frameLocator('iframe');
    await frame.locator('activation-value-table td').first().waitFor();
    assert.deepEqual(await frame.locator('activation-function-row h3').allInnerTexts(), [
      'ELU',
      'GELU',
      'SiLU',
      'ReLU',
    ]);
    await page.waitForFunction(
      (/** @type {number} */ was) => Number(document.querySelector('iframe')?.height) !== was,
      before,
    );
    const inner = await page.frames()[1].evaluate(() => ({
      scroll: document.documentElement.scrollHeight,
      view: innerHeight,
      theme: document.documentElement.dataset.theme,
    }));
    assert.equal(inner.theme, 'dark');
    assert.ok(inner.scroll <= inner.view + 1, `${inner.scroll} px in ${inner.view}`);
    // What the frame begins with is not far from it.
    assert.ok(Math.abs(before - inner.view) < 0.3 * inner.view, `${before} px at first, then ${inner.view}`);
    await context.close();
  });

  test('the element for another page shows the figure there, from the version of the script that was pinned', async (t) => {
    const { page, context } = await openPage(given.browser, `${given.site.url}#v1:fn=elu(alpha:2),gelu&x=-3..3`);
    await curvesReady(page);
    await openShare(page, 'Element');
    const text = page.getByRole('textbox', { name: 'Markup for your page' });
    await page.getByLabel('Only this version of the script').check();
    await sharedText(page, /integrity="sha384-/);
    const snippet = await text.inputValue();
    await page.goto(await article(t, snippet));
    await hears(page, 'ready');
    const link = await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-curves')).link);
    assert.equal(link, '#v1:view=curves&fn=elu(alpha:2),gelu&x=-3..3');
    assert.ok((await page.evaluate(() => /** @type {any} */ (window).shift)) < 0.02);
    // Another script at the same address is refused, and the link stays.
    await page.goto(await article(t, snippet.replace(/sha384-..../, 'sha384-AAAA')));
    assert.ok(await page.getByRole('img', { name: 'Value and slope of ELU' }).isVisible());
    assert.equal(await page.locator('activation-curves > a').count(), 1);
    assert.equal(await page.evaluate(() => customElements.get('activation-curves')), undefined);
    await context.close();
  });

  test('an element has its picture in the markup: without a script, in a narrow column, and no line moves when it lives', async (t) => {
    const { page, context, problems } = await openPage(given.browser, `${given.site.url}#v1:view=training`);
    await page.locator('activation-run-results .sentences li').first().waitFor();
    await openShare(page, 'Element');
    const text = page.getByRole('textbox', { name: 'Markup for your page' });
    await page.getByLabel('Chart of the picture').selectOption('Validation accuracy');
    const snippet = await text.inputValue();
    assert.match(snippet, /alt="Validation accuracy over epochs\. ReLU 0\.8\d+ after epoch 10;/);
    const recorded = [...snippet.matchAll(/<code>([0-9a-f]{16})<\/code>/g)].map(([, hash]) => hash);
    assert.equal(new Set(recorded).size, 4);
    assert.ok(snippet.length < 18_000, `${snippet.length} letters`);
    // As a file: its name is in the markup, and the button saves it.
    await page.getByLabel('Picture', { exact: true }).selectOption('png');
    assert.match(await text.inputValue(), /<img src="validation-accuracy\.png" width="712"/);
    assert.equal((await saved(page, 'Save validation-accuracy.png')).name, 'validation-accuracy.png');
    await page.getByLabel('Picture', { exact: true }).selectOption('none');
    assert.doesNotMatch(await text.inputValue(), /<img/);
    assert.match(await text.inputValue(), /<table/);
    assert.deepEqual(problems, []);
    const address = await article(t, `<p>Before.</p>${snippet}<p>After.</p>`);
    const still = await given.browser.newContext({ javaScriptEnabled: false, viewport: { width: 720, height: 1200 } });
    const feed = await still.newPage();
    await feed.goto(address);
    const image = feed.locator('activation-training img');
    assert.ok((await image.boundingBox()).height > 250);
    assert.equal(
      await image.evaluate((/** @type {HTMLImageElement} */ one) => one.decode().then(() => one.naturalWidth)),
      712,
    );
    await feed.locator('summary').click();
    assert.ok(await feed.getByText(recorded[0]).isVisible());
    // On a phone it is the picture for one, and no height is kept free for what will not come.
    await feed.setViewportSize({ width: 360, height: 900 });
    await feed.goto(address);
    assert.equal(
      await image.evaluate((/** @type {HTMLImageElement} */ one) => one.decode().then(() => one.naturalWidth)),
      344,
    );
    const [reserved, drawn] = [await feed.locator('activation-training').boundingBox(), await image.boundingBox()];
    assert.ok(reserved.height < drawn.height + 20, `${reserved.height} px for a picture of ${drawn.height}`);
    await still.close();
    for (const width of [320, 680, 1000]) {
      const column = `<div style="width:${width}px">${snippet}</div><p>After.</p>`;
      await page.setViewportSize({ width: Math.max(width, 1100), height: 2400 });
      await page.goto(
        await article(t, column, { head: '<style>body { max-width: 1000px } figure { margin: 0 }</style>' }),
      );
      await hears(page, 'ready');
      await page.waitForTimeout(500);
      assert.equal(
        await page.locator('activation-training img').isVisible(),
        false,
        `${width}: the figure is in its place`,
      );
      // A line more or less, since the height that is kept free cannot know the article's font; browsers call 0.1 good.
      const shift = await page.evaluate(() => /** @type {any} */ (window).shift);
      assert.ok(shift < 0.005, `${width} px: the article moved, by ${shift}`);
    }
    await context.close();
  });

  test('the link comes with a command that writes the page of the figure, picture for link previews included', async () => {
    for (const [shown, named] of [
      ['#v1:fn=elu(alpha:0.5)', /elu\(alpha:0\.5\)/],
      ['', /fn=relu,elu/],
    ]) {
      const { page, context } = await openPage(given.browser, given.site.url + shown);
      await curvesReady(page);
      await openShare(page, 'Link');
      const command = await page.getByRole('textbox', { name: 'Command for a page of this figure' }).inputValue();
      const [, link, address] =
        /^node dist\/cli\.js figure '([^']+)' --page activation-functions-[\w-]+ --url (\S+)$/.exec(command) ?? [];
      assert.ok(link, command);
      assert.match(link, /** @type {RegExp} */ (named));
      const folder = join(newFolder(), 'figure');
      const { code, stderr } = await cli('figure', link, '--page', folder, '--url', address);
      assert.equal(code, 0, stderr);
      const index = readFileSync(join(folder, 'index.html'), 'utf8');
      assert.match(
        index,
        /property="og:image" content="https:\/\/example\.org\/activation-functions-[\w-]+\/social\.png"/,
      );
      await context.close();
    }
  });

  test('what has no chart on screen, or one of other settings, is a link, and the panel says why', async () => {
    const { page, context } = await openPage(given.browser, `${given.site.url}#v1:fn=relu`);
    await curvesReady(page);
    await openShare(page, 'Element');
    const text = page.getByRole('textbox', { name: 'Markup for your page' });
    await sharedText(page, /<img/);
    await page.getByLabel('Figure', { exact: true }).selectOption('layers');
    await page.getByText('A link stands in for the picture: no chart of Layers is on screen').waitFor();
    assert.doesNotMatch(await text.inputValue(), /<img/);
    await context.close();
    const { page: changed, context: other } = await openPage(
      given.browser,
      `${given.site.url}#v1:set=training.epochs=2`,
    );
    await trainingReady(changed);
    await openShare(changed, 'Element');
    await changed.getByText('A link stands in for the picture: its runs have not ended; train first').waitFor();
    await trainOnPage(changed);
    await sharedText(changed, /<code>[0-9a-f]{16}/);
    await other.close();
  });

  test('the panel stands beside the view and follows it; on a phone it is a sheet that scrolls and closes', async () => {
    const { page, context } = await openPage(given.browser, `${given.site.url}#v1:fn=elu`);
    await curvesReady(page);
    await openShare(page, 'Link');
    const panel = page.locator('activation-share-panel [role=dialog]');
    const slider = page.locator('activation-function-row input[type=range]');
    const { x } = await panel.boundingBox();
    for (const part of [page.locator('activation-curve-chart'), slider]) {
      const box = await part.boundingBox();
      assert.ok(box.x + box.width <= x, `${box.x + box.width} is below the panel at ${x}`);
    }
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await sharedText(page, /elu\(alpha:1\.\d+\)/);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    assert.equal(await panel.count(), 0);
    assert.equal(
      await page.evaluate(
        () => document.querySelector('activation-share-panel')?.shadowRoot?.activeElement?.textContent,
      ),
      'Share',
    );
    await page.setViewportSize({ width: 360, height: 640 });
    await openShare(page, 'Element');
    const sheet = await panel.boundingBox();
    assert.ok(sheet.y > 100 && sheet.y + sheet.height <= 641 && sheet.width === 360, JSON.stringify(sheet));
    await page.getByText('For Notion, Medium and WordPress').scrollIntoViewIfNeeded();
    assert.ok(await panel.evaluate((/** @type {Element} */ one) => one.scrollTop > 50));
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    assert.equal(await panel.count(), 0);
    await context.close();
  });

  test('charts are saved as SVG, as PNG of twice the size, and their numbers as CSV', async () => {
    const { page, context, problems } = await openPage(given.browser, `${given.site.url}#v1:fn=relu,elu(alpha:0.5)`);
    await curvesReady(page);
    await openShare(page, 'Pictures');
    const svg = await saved(page, 'ReLU, ELU as SVG');
    assert.equal(svg.name, 'relu-elu.svg');
    const text = svg.bytes.toString();
    assert.match(text, /<text class="end-label"[^>]*>ELU<\/text>/);
    const size = /width="(\d+)" height="(\d+)"/.exec(text)?.slice(1).map(Number) ?? [];
    assert.match(text, /prefers-color-scheme/);
    await page.getByLabel('Theme', { exact: true }).selectOption('dark');
    await page.waitForTimeout(300);
    assert.doesNotMatch((await saved(page, 'ReLU, ELU as SVG')).bytes.toString(), /prefers-color-scheme/);
    const png = await saved(page, 'ReLU, ELU as PNG');
    assert.deepEqual(
      [png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)],
      size.map((one) => 2 * one),
    );
    const csv = await saved(page, 'ReLU, ELU as CSV');
    const json = JSON.parse((await saved(page, 'ReLU, ELU as JSON')).bytes.toString());
    assert.deepEqual(json.columns, ['x', 'ReLU f', "ReLU f'", 'ELU f', "ELU f'"]);
    assert.ok(json.rows.length > 500);
    const [head, ...rows] = csv.bytes.toString().trim().split('\n');
    assert.equal(head, "x,ReLU f,ReLU f',ELU f,ELU f'");
    assert.ok(rows.length > 500);
    for (const row of rows) {
      const [x, relu, , elu] = row.split(',').map((cell) => (cell === '' ? Number.NaN : Number(cell)));
      if (!Number.isNaN(relu)) assert.ok(Math.abs(relu - Math.max(0, x)) < 1e-6, row);
      if (!Number.isNaN(elu)) assert.ok(Math.abs(elu - (x > 0 ? x : 0.5 * Math.expm1(x))) < 1e-6, row);
    }
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a training that is run again says whether it has the recorded hashes, and what differs', async () => {
    const path = readdirSync(join(kDist, 'assets')).find((name) => /^relu-vs-elu-(?!lr).*\.js$/.test(name)) ?? '';
    const result = readFileSync(join(kDist, 'assets', path), 'utf8');
    const hash = /hash\W+([0-9a-f]{16,})/.exec(result)?.[1] ?? assert.fail('no hash is recorded');
    const changed = result.replace(
      hash,
      hash.replace(/^./, (one) => (one === '0' ? '1' : '0')),
    );
    for (const [body, wanted] of /** @type {const} */ ([
      [result, /^Run again here: all 4 hashes are the recorded ones, so every number is the same to the last bit\.$/],
      [
        changed,
        /^Run again here: 1 of 4 trainings have another hash than the recorded result\. \S+ has [0-9a-f]{8} instead of [0-9a-f]{8}, and accuracy/,
      ],
    ])) {
      const { page, context } = await openPage(given.browser, `${given.site.url}embed.html#v1:view=training`, {
        prepare: (one) =>
          one.route(`**/${path}`, (/** @type {any} */ route) =>
            route.fulfill({ body, contentType: 'text/javascript' }),
          ),
      });
      await page.locator('activation-run-results .recorded').waitFor();
      assert.equal(await page.getByText('Run again here').count(), 0);
      await trainOnPage(page);
      assert.match(await page.getByText('Run again here').innerText(), wanted);
      await context.close();
    }
  });

  for (const [view, least] of /** @type {const} */ ([
    ['training', 3],
    ['layers', 5],
  ]))
    test(`every chart of ${view} is a picture that needs nothing of the page`, async () => {
      const { page, context } = await openPage(given.browser, `${given.site.url}#v1:view=${view}`);
      if (view === 'training') await trainingReady(page);
      await page
        .locator(view === 'training' ? 'activation-run-results .sentences li' : 'activation-unit-grid svg')
        .first()
        .waitFor();
      await openShare(page, 'Pictures');
      await page
        .getByRole('button', { name: /as SVG$/ })
        .first()
        .waitFor();
      /** @type {{ title: string, svg: string }[]} */
      const pictures = await page.evaluate(() => {
        const panel = /** @type {any} */ (document.querySelector('activation-share-panel'));
        return panel.renderRoot.querySelector('activation-share-tabs').pictures;
      });
      assert.ok(pictures.length >= least, `${pictures.length} pictures`);
      assert.equal(new Set(pictures.map(({ title }) => title)).size, pictures.length, 'each has a name of its own');
      for (const { title, svg } of pictures) {
        const defined = new Set([...svg.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
        const used = [...svg.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name);
        assert.deepEqual(
          used.filter((name) => !defined.has(name)),
          [],
          title,
        );
        const classes = new Set([...svg.matchAll(/class="([^"]+)"/g)].flatMap(([, names]) => names.split(' ')));
        assert.ok(classes.size > 1 && !/NaN|undefined/.test(svg), title);
      }
      await context.close();
    });

  test('the panel has no accessibility violation, closes by Escape, and says what does not arrive', async () => {
    const { page, context } = await openPage(given.browser, given.site.url, { width: 360 });
    await curvesReady(page);
    for (const tab of ['Link', 'Element', 'Frame', 'Pictures']) {
      await openShare(page, tab);
      assert.deepEqual(await axeFindings(page), [], tab);
      const hidden = await page
        // A picture in the markup is longer than what anyone reads: that field scrolls.
        .locator('activation-share-tabs textarea:not(.long)')
        .evaluateAll(
          (/** @type {HTMLTextAreaElement[]} */ all) =>
            all.filter((one) => one.getClientRects().length > 0 && one.scrollHeight > one.clientHeight).length,
        );
      assert.equal(hidden, 0, `${tab}: no line is hidden`);
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('activation-share-panel [role=dialog]').count(), 0);
    }
    await context.close();
    const broken = await serveSite({ 'share-tabs-.*\\.js$': null });
    const { page: other, context: otherContext } = await openPage(given.browser, broken.url);
    await curvesReady(other);
    await other.getByRole('button', { name: 'Share', exact: true }).click();
    await other.getByText('This part did not load').waitFor();
    await otherContext.close();
    await broken.close();
  });
});
