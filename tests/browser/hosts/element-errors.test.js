// What the elements say of attributes that cannot be used. Catches one that is passed over without a word, and an error that the
// article does not hear of.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openPage, useSite } from '../harness.js';
import { article, heard, hears } from './articles.js';

describe('errors of elements', () => {
  const given = useSite();
  const script = () => `${given.site.url}embed.js`;

  test('what only the figure can find wrong is said in it and sent as an error, without a word of fields that are not there', async (t) => {
    const cases = /** @type {[string, RegExp][]} */ ([
      ['<activation-curves functions="rleu"></activation-curves>', /unknown activation "rleu"/],
      ['<activation-curves functions="elu(beta:2)"></activation-curves>', /beta/],
      ['<activation-curves functions="elu" alpha="-1e9"></activation-curves>', /alpha must be a number/],
      [
        '<activation-curves loading="soon"></activation-curves>',
        /loading="soon" could not be read: it takes lazy, eager or click/,
      ],
      ['<activation-training preset="nope"></activation-training>', /no experiment called .nope/],
      ['<activation-training set="training.epochs=-3"></activation-training>', /epochs/],
      ['<activation-training set="training.epoch=3"></activation-training>', /training\.epoch/],
      ['<activation-training experiment="{}"></activation-training>', /cannot be trained/],
      ['<activation-training runs="Foo"></activation-training>', /There is no run .Foo/],
      ['<activation-training chart="foo"></activation-training>', /There is no chart .foo/],
      ['<activation-training chart="r2"></activation-training>', /This training /],
      ['<activation-layers run="99"></activation-layers>', /99/],
      ['<activation-layers layer="nolayer"></activation-layers>', /nolayer/],
      ['<activation-layers epoch="999"></activation-layers>', /999/],
      ['<activation-results records="missing.json"></activation-results>', /missing\.json/],
      ['<activation-results></activation-results>', /The address of the records is missing.*records="record\.json"/],
    ]);
    const { page, context } = await openPage(given.browser, 'about:blank');
    for (const [body, wanted] of cases) {
      const eager = body.includes('loading=') ? body : body.replace('>', ' loading="eager">');
      await page.goto(await article(t, eager, { scripts: [script()] }));
      await hears(page, 'ready');
      const messages = (await heard(page, 'error')).map(({ message }) => message).join('\n');
      assert.match(messages, wanted, body);
      assert.equal(await page.getByText('highlighted fields').count(), 0, body);
    }
    await page.goto(`${given.site.url}embed.html#v1:view=results`);
    await page.getByText('The address of the records is missing').waitFor();
    await page.goto(
      await article(t, '<activation-training preset="relu-vs-elu" loading="eager"></activation-training>', {
        scripts: [script()],
      }),
    );
    await hears(page, 'ready');
    assert.deepEqual(await heard(page, 'error'), []);
    await context.close();
  });
});
