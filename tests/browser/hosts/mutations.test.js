// Mutated links, attributes and messages, by a seed. Catches script that runs, a figure that hangs or throws, and an empty one
// without a word. PLAYGROUND_MUTATIONS says how many of each.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { generator, mutateText } from '../../fuzz/mutate.js';
import { openPage, useSite } from '../harness.js';
import { article } from './articles.js';

const kMutations = Number(process.env.PLAYGROUND_MUTATIONS ?? 150);
const kSeed = Number(process.env.PLAYGROUND_SEED ?? 1);
/** Longer than a figure takes on a busy machine. */
const kLongest = 20_000;

const kScript = '"><img src=x onerror="window.ran=1"><script>window.ran=1</script>';
const kLinks = [
  '#v1:view=curves&fn=relu,elu(alpha:0.5)&show=value,slope&x=-5..5&at=-1&with=table,cards',
  '#v1:view=training&train=circle-inputs&set=training.epochs=2;seeds=[0]',
  '#v1:view=layers&train=relu-vs-elu&run=1&layer=activation1&epoch=3&scale=symlog',
  `#v1:view=training&experiment=${encodeURIComponent(JSON.stringify({ version: 1, name: kScript }))}`,
  `#v1:view=curves&fn=${encodeURIComponent(kScript)}&theme=javascript:window.ran=1`,
];
const kAttributes = /** @type {[string, string][]} */ ([
  ['functions', 'relu,elu(alpha:0.5)'],
  ['orders', 'value,slope'],
  ['x', '-5..5'],
  ['inputs', '-1,0,1'],
  ['alpha', '1'],
  ['show', 'table'],
  ['link', kLinks[0]],
  ['theme', 'dark'],
  ['framework', kScript],
]);
const kMessages = [
  { type: 'iframe-child-init' },
  { message: 'ready', secret: 'abc' },
  { type: 'activation-playground:resize', height: 3 },
  { type: 'state-change', detail: { functions: [] } },
  JSON.stringify({ context: 'iframe.resize', height: 1 }),
];

/**
 * Runs in the page: waits until the figure shows something, then says what is wrong with it, or "".
 * @param {[string, number]} given where the figure is, and how long that may take
 */
async function lookAt([selector, longest]) {
  const textOf = (/** @type {Element | ShadowRoot} */ node) => {
    /** @type {string} */
    let text = '';
    for (const child of node.childNodes) {
      if (child instanceof Text) text += child.data;
      else if (child instanceof Element && child.localName !== 'style' && child.getClientRects().length > 0)
        text += textOf(child.shadowRoot ?? child);
    }
    return text;
  };
  const end = performance.now() + longest;
  for (;;) {
    const figure = document.querySelector(selector);
    const view = /** @type {any} */ ((figure?.shadowRoot ?? figure)?.querySelector('activation-training-view'));
    const isBusy = view?.checking || (figure?.shadowRoot ?? figure)?.querySelector('[aria-busy=true]');
    const text = figure ? textOf(figure.shadowRoot ?? figure).trim() : '';
    if (/** @type {any} */ (window).ran) return 'script has run';
    if (text.length > 20 && !isBusy) return '';
    if (performance.now() > end) return `nothing but "${text}" after ${longest} ms`;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('mutated input', () => {
  const given = useSite();

  test(`${kMutations} links of an embed`, { timeout: kMutations * kLongest }, async () => {
    const random = generator(kSeed);
    const { page, context, problems } = await openPage(given.browser, `${given.site.url}embed.html`);
    for (let i = 0; i < kMutations; i += 1) {
      const link = mutateText(random, random.pick(kLinks));
      await page.evaluate((/** @type {string} */ hash) => {
        location.hash = hash;
      }, link);
      assert.equal(await page.evaluate(lookAt, ['#figure', kLongest]), '', JSON.stringify(link));
      assert.deepEqual(problems, [], JSON.stringify(link));
    }
    await context.close();
  });

  test(`${kMutations} sets of attributes of an element`, { timeout: kMutations * kLongest }, async (t) => {
    const random = generator(kSeed + 1);
    const scripts = [`${given.site.url}embed.js`];
    const { page, context, problems } = await openPage(
      given.browser,
      await article(t, '<div id="here"></div>', { scripts }),
    );
    await page.waitForFunction(() => customElements.get('activation-curves'));
    for (let i = 0; i < kMutations; i += 1) {
      const attributes = kAttributes
        .filter(() => random.chance(0.4))
        .map(([name, value]) => [name, mutateText(random, value)]);
      await page.evaluate((/** @type {string[][]} */ list) => {
        const figure = document.createElement('activation-curves');
        for (const [name, value] of list) figure.setAttribute(name, value);
        document.querySelector('#here')?.replaceChildren(figure);
      }, attributes);
      const wrong = await page.evaluate(lookAt, ['activation-curves', kLongest]);
      assert.equal(wrong, '', JSON.stringify(attributes));
      const strange = problems.filter((/** @type {string} */ one) => !one.includes(new URL(given.site.url).origin));
      assert.deepEqual(strange, [], JSON.stringify(attributes));
    }
    await context.close();
  });

  test(`${kMutations} messages to an embed change nothing in it`, async () => {
    const random = generator(kSeed + 2);
    const { page, context, problems } = await openPage(
      given.browser,
      `${given.site.url}embed.html#v1:view=curves&fn=gelu`,
    );
    assert.equal(await page.evaluate(lookAt, ['#figure', kLongest]), '');
    const markup = () => page.evaluate(() => document.querySelector('#figure')?.innerHTML);
    const before = await markup();
    for (let i = 0; i < kMutations; i += 1) {
      const whole = random.pick(kMessages);
      const text = mutateText(random, JSON.stringify(whole));
      await page.evaluate((/** @type {string} */ sent) => {
        let data;
        try {
          data = JSON.parse(sent);
        } catch {
          data = sent;
        }
        window.postMessage(data, '*');
      }, text);
    }
    assert.equal(await page.evaluate(lookAt, ['#figure', kLongest]), '');
    assert.equal(await markup(), before);
    assert.deepEqual(problems, []);
    await context.close();
  });
});
