// What an article gives wrong: the figure says what, where, and what to do instead. Catches a limit that is never named, a message
// without its place, and advice that an article cannot follow.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openPage, useSite } from '../harness.js';
import { article, hears } from './articles.js';

describe('mistakes of an article', () => {
  const given = useSite();
  const script = () => `${given.site.url}embed.js`;

  test('a bad parameter, a function that is none and too many of them are named with their place and the limit', async (t) => {
    const nine = 'relu,elu,gelu,selu,tanh,sigmoid,silu,mish,softplus';
    const address = await article(
      t,
      `<activation-curves functions="elu,rleu" alpha="abc" colour="red"></activation-curves><activation-curves functions="relu,elu" alpha="99"></activation-curves><activation-curves functions="${nine}"></activation-curves>`,
      { scripts: [script()] },
    );
    const { page, context } = await openPage(given.browser, address);
    await hears(page, 'ready', 3);
    const textOf = async (/** @type {number} */ nth) =>
      (await page.locator('activation-curves').nth(nth).locator('.notice').allInnerTexts()).join('\n');
    const [first, second, third] = [await textOf(0), await textOf(1), await textOf(2)];
    assert.match(first, /^The attribute alpha="abc" could not be read: it takes a number\.$/m);
    assert.match(first, /no attribute colour\. It has functions/);
    assert.match(first, /^rleu is not drawn: unknown activation "rleu"; did you mean "relu"\?$/m);
    assert.match(second, /^elu is not drawn: alpha must be a number from 0 to 10, not 99$/m);
    assert.match(third, /could not be read: it takes at most 8 names with commas, such as/);
    const embed = await openPage(given.browser, `${given.site.url}embed.html#v1:view=curves&fn=${nine}`);
    const notice = embed.page.locator('.notice').first();
    assert.match(await notice.innerText(), /left out: fn=relu,.*; it takes at most 8 functions, such as relu,elu/);
    await embed.context.close();
    await context.close();
  });

  test('a file of records that another server does not let in: what an article can do, which opens no files', async (t) => {
    const other = await article(t, '', { files: { '/a.jsonl': '{}' } });
    const records = `${other.replace('localhost', '127.0.0.1')}a.jsonl`;
    const address = await article(t, `<activation-results records="${records}"></activation-results>`, {
      scripts: [script()],
    });
    const { page, context } = await openPage(given.browser, address);
    const notice = page.locator('activation-results-view .notice', { hasText: 'a.jsonl' });
    await notice.waitFor();
    const said = await notice.innerText();
    assert.match(said, /Put the file beside this page, or have its server send Access-Control-Allow-Origin with it\./);
    assert.doesNotMatch(said, /from the disk/);
    // The page opens files, and says so.
    const whole = await openPage(given.browser, `${given.site.url}#v1:view=results&records=${records}`);
    const there = whole.page.locator('activation-results-view .notice', { hasText: 'a.jsonl' });
    await there.waitFor();
    assert.match(await there.innerText(), /Download the file, and open it here from the disk\./);
    await whole.context.close();
    await context.close();
  });
});
