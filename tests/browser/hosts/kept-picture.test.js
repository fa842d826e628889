// A shared training that the project has recorded no result of. Catches a picture that leaves for empty axes before the reader
// has asked for anything, one that stays for another experiment, and published hashes that nothing is compared with.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openPage, trainingReady, trainOnPage, useSite } from '../harness.js';
import { article, hears } from './articles.js';

describe('the picture of a training', () => {
  const given = useSite();

  test('what Share writes of other settings keeps its picture until it is run again, and is compared with the hashes of its caption', async (t) => {
    const { page, context } = await openPage(
      given.browser,
      `${given.site.url}#v1:view=training&set=training.epochs=2;data.train=300`,
    );
    await trainingReady(page);
    await trainOnPage(page);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.getByRole('button', { name: 'Element', exact: true }).click();
    await page.waitForFunction(() => {
      const tabs = document.querySelector('activation-share-panel')?.shadowRoot?.querySelector('activation-share-tabs');
      return /<code>[0-9a-f]{16}/.test(tabs?.shadowRoot?.querySelector('textarea')?.value ?? '');
    });
    const snippet = await page.getByRole('textbox', { name: 'Markup for your page' }).inputValue();
    await page.setViewportSize({ width: 1100, height: 1600 });
    const changed = snippet.replace(
      /<code>([0-9a-f])/,
      (/** @type {string} */ _all, /** @type {string} */ one) => `<code>${one === '0' ? 1 : 0}`,
    );
    for (const [markup, wanted] of /** @type {const} */ ([
      [snippet, /^Run again here: all 4 hashes are the published ones/],
      [changed, /^Run again here: 1 of 4 trainings have another hash than the published result\. \S+ has \S+ instead/],
    ])) {
      await page.goto(await article(t, `<div style="width:680px">${markup}</div>`));
      await hears(page, 'ready');
      await page.waitForTimeout(500);
      assert.ok(await page.locator('activation-training img').isVisible(), 'the published picture is there');
      assert.equal(await page.locator('activation-training activation-figure-frame').count(), 0, 'no empty axes');
      const [element, picture, button] = await Promise.all(
        ['activation-training', 'activation-training img', 'activation-training .primary'].map((one) =>
          page.locator(one).boundingBox(),
        ),
      );
      assert.ok(button.y >= picture.y + picture.height - 1, 'the button stands below the picture');
      assert.ok(element.y + element.height - button.y - button.height < 40, 'nothing is blank below the button');
      assert.ok((await page.evaluate(() => /** @type {any} */ (window).shift)) < 0.02);
      await page.getByRole('button', { name: 'Run again and compare' }).click();
      await hears(page, 'result');
      await page.getByText(wanted).waitFor();
      assert.equal(await page.locator('activation-training img').isVisible(), false);
      assert.ok(await page.locator('activation-training activation-figure-frame').first().isVisible());
    }
    await context.close();
  });

  test('a picture of the author\u2019s own stays too, and goes when the article asks for another experiment', async (t) => {
    const kPicture = '<b id="mine">MY PICTURE</b>';
    const body = `<activation-training preset="relu-vs-elu" set="training.epochs=3" loading="click">${kPicture}</activation-training>
<activation-layers preset="relu-vs-elu" set="training.epochs=3"><i id="layers">LAYERS</i></activation-layers>`;
    const { page, context } = await openPage(
      given.browser,
      await article(t, body, { scripts: [`${given.site.url}embed.js`] }),
    );
    await page.getByRole('button', { name: 'Run this figure' }).click();
    await hears(page, 'ready', 2);
    assert.ok(await page.locator('#mine').isVisible());
    assert.equal(await page.locator('activation-training .start').isVisible(), false);
    assert.ok(await page.getByText('The picture is of the article.').first().isVisible());
    const set = (/** @type {string} */ name, /** @type {string} */ value) =>
      page.evaluate(
        (/** @type {[string, string]} */ pair) => document.querySelector('activation-training')?.setAttribute(...pair),
        [name, value],
      );
    await set('theme', 'dark');
    await page.locator('activation-training .views.dark').waitFor();
    assert.ok(await page.locator('#mine').isVisible(), 'another theme is the same experiment');
    await set('set', 'training.epochs=2');
    await page.locator('#mine').waitFor({ state: 'hidden' });
    await page.locator('activation-training activation-figure-frame').first().waitFor();
    // Layers keep theirs too, until they are trained.
    await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-layers')).start());
    assert.ok(await page.locator('#layers').isVisible());
    assert.equal(await page.locator('activation-layers-view').isVisible(), false);
    await page.evaluate(() => void (/** @type {any} */ (document.querySelector('activation-layers')).train()));
    await page.locator('activation-layers-view').waitFor();
    assert.equal(await page.locator('#layers').isVisible(), false);
    await context.close();
  });
});
