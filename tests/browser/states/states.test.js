// Every state of the page, from one table: what the page says there, at 360 px in light and dark. Catches a state that cannot be
// reached, what axe-core finds in it, a page that scrolls sideways and a console that is not clean.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axeFindings, useSite } from '../harness.js';
import { kStates } from './all-states.js';
import { openAt } from './reach.js';

describe('every state of the page', () => {
  const given = useSite();

  test('no state is in the table twice', () => {
    assert.equal(new Set(kStates.map(({ state }) => state)).size, kStates.length);
  });

  for (const { state, path = '', with: lacks, reach, where, says, prints } of kStates)
    test(state, { timeout: 90_000 }, async (context) => {
      const { page, problems, close } = await openAt(given, { width: 360, dark: false }, path, lacks);
      context.after(close);
      await reach?.(page);
      // Reaching a state is what takes long; its colours change at once.
      for (const theme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme: theme });
        const found = page.locator(where).first();
        await found.waitFor({ state: 'attached', timeout: 20_000 });
        for (const end = Date.now() + 10_000; !says.test((await found.innerText()).trim()) && Date.now() < end; )
          await page.waitForTimeout(50);
        assert.match((await found.innerText()).trim(), says, theme);
        const scheme = await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
        assert.equal(scheme, theme);
        assert.deepEqual(await axeFindings(page, { isColoursOnly: theme === 'dark' }), [], theme);
        const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(scrollWidth <= 360, `scrolls sideways, ${theme}`);
      }
      assert.deepEqual(
        problems.filter((text) => !prints?.test(text) && !/^request off/.test(text)),
        [],
      );
    });
});
