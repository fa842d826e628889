// The embed where its page has no origin, as in the frames that WordPress makes of links, and where no worker may start.
// Catches a figure that cannot train there, one that trains other numbers, and one that does not say that it is slow.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { kPolicy } from '../../../web/tools/policy.js';
import { openPage, serveSite, trainingReady, trainOnPage, useSite } from '../harness.js';
import { hashesHere } from './hashes.js';

const kLink = 'v1:view=training&set=training.epochs=2;seeds=[0]';
const kFrame = `<iframe sandbox="allow-scripts" width="1000" height="900" src="./embed.html#${kLink}"></iframe>`;

/** Trains the figure in the only frame of a page. @param {any} page */
async function trainFramed(page) {
  const frame = page.frames()[1];
  await frame.locator('activation-training-view').waitFor();
  assert.equal(await frame.evaluate(() => self.origin), 'null');
  const summaries = await trainOnPage(frame);
  return { frame, summaries };
}

describe('a frame without an origin', () => {
  const given = useSite();

  test('draws curves and trains in workers made of text, with the numbers of Node', async () => {
    const site = await serveSite({
      'training\\.html$': kFrame,
      'curves\\.html$': kFrame.replace(/#.*"/, '#v1:fn=relu,elu"'),
    });
    const { page, context, problems } = await openPage(given.browser, `${site.url}curves.html`);
    await page.frames()[1].locator('activation-curve-chart path.curve').first().waitFor();
    await page.goto(`${site.url}training.html`);
    const { frame, summaries } = await trainFramed(page);
    assert.deepEqual(
      summaries.map((/** @type {any} */ one) => one.hash),
      await hashesHere(frame),
    );
    assert.ok(
      page.workers().length > 0 && page.workers().every((/** @type {any} */ one) => one.url().startsWith('blob:')),
    );
    assert.equal(await frame.locator('.remark', { hasText: 'No worker' }).count(), 0);
    // Playwright's own script, which keeps service workers out, stumbles over the missing origin.
    assert.deepEqual(
      problems.filter((one) => !one.includes("'serviceWorker' property")),
      [],
    );
    await context.close();
    await site.close();
  });

  test('trains in the page where no worker may start, says so, and can be paused', async () => {
    const policy = kPolicy.replace(/worker-src [^;]*/, "worker-src 'none'");
    assert.notEqual(policy, kPolicy);
    const site = await serveSite(
      { 'training\\.html$': kFrame, 'long\\.html$': kFrame.replace('epochs=2', 'epochs=500') },
      { policy },
    );
    const { page, context } = await openPage(given.browser, `${site.url}training.html`);
    const { frame, summaries } = await trainFramed(page);
    assert.deepEqual(
      summaries.map((/** @type {any} */ one) => one.hash),
      await hashesHere(frame),
    );
    assert.equal(page.workers().length, 0);
    await frame.locator('.remark', { hasText: 'No worker may start' }).waitFor();
    await page.goto(`${site.url}long.html`);
    const long = page.frames()[1];
    await trainingReady(long);
    await long.getByRole('button', { name: 'Train', exact: true }).click();
    await long.getByRole('button', { name: 'Pause', exact: true }).click();
    await long.getByRole('button', { name: 'Resume', exact: true }).waitFor();
    await context.close();
    await site.close();
  });
});
