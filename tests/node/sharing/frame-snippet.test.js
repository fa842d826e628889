// The markup of an iframe for another page. Catches a name that ends its attribute, a line that ends HTML in Markdown, and an address
// that does not open what was shared.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameSnippet, kAdditions, oEmbedOf } from '../../../web/sharing/frame-snippet.js';
import { decodeState, defaultState, kAddable } from '../../../web/sharing/link-state.js';

const kPage = 'https://example.org/a b/';
const usual = {
  page: kPage,
  view: /** @type {const} */ ('curves'),
  titles: { functions: ['ReLU', 'ELU (alpha 0.5)'], experiment: 'ReLU against ELU' },
  added: [],
  theme: /** @type {const} */ ('auto'),
  follows: true,
};

/** @param {string} snippet */
const addressOf = (snippet) =>
  (/src="([^"]*)"/.exec(snippet)?.[1] ?? '')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

test('the address opens what was shared, with what was added and the theme', () => {
  const state = defaultState();
  state.curves.functions = [{ name: 'elu', params: { alpha: 0.5 } }];
  state.hide = ['cards'];
  for (const [view, additions] of Object.entries(kAdditions)) {
    const added = Object.keys(additions);
    assert.ok(added.every((part) => kAddable.includes(part)));
    const snippet = frameSnippet(state, { ...usual, view: /** @type {any} */ (view), added, theme: 'dark' }) ?? '';
    const read = decodeState(new URL(addressOf(snippet)).hash);
    assert.deepEqual(read.problems, []);
    assert.deepEqual(read.state.with, added);
    assert.deepEqual([read.state.view, read.state.theme, read.state.hide], [view, 'dark', []]);
    assert.deepEqual(read.state.curves.functions, state.curves.functions);
  }
  for (const [view, title] of /** @type {const} */ ([
    ['curves', 'Activation functions: ReLU, ELU (alpha 0.5)'],
    ['training', 'Networks trained side by side: ReLU against ELU'],
    ['layers', 'What happens in each layer: ReLU against ELU'],
  ])) {
    assert.ok(frameSnippet(state, { ...usual, view })?.includes(` title="${title}" `), view);
    assert.equal(JSON.parse(oEmbedOf(state, { ...usual, view }) ?? '').title, title);
  }
  // What another figure could have is left out.
  assert.doesNotMatch(frameSnippet(state, { ...usual, added: ['layers'] }) ?? '', /with=/);
});

test('no name ends its attribute or the line, and the script is left out where it is not wanted', () => {
  const state = defaultState();
  const name = "\"><script>alert(1)</script>\n\n& 'more'";
  state.training = { preset: '', set: {}, experiment: { version: 1, name } };
  const snippet = frameSnippet(state, { ...usual, view: 'training', follows: false }) ?? '';
  assert.match(snippet, /^<iframe( [a-z]+="[^"<>]*")+><\/iframe>$/);
  assert.equal(decodeState(new URL(addressOf(snippet)).hash).state.training.experiment?.name, name);
  const followed = frameSnippet(state, { ...usual, view: 'training' }) ?? '';
  assert.equal(followed.split('\n').length, 1);
  assert.ok(followed.startsWith(snippet) && followed.endsWith('</script>'));
  state.training.experiment.name = 'long'.repeat(3000);
  assert.equal(frameSnippet(state, { ...usual, view: 'training' }), null);
});

test('the answer to oEmbed has what its version 1.0 demands, and a frame without a script', () => {
  const state = defaultState();
  state.curves.functions = [{ name: 'gelu', params: {} }];
  const answer = JSON.parse(oEmbedOf(state, usual) ?? '');
  assert.deepEqual([answer.type, answer.version], ['rich', '1.0']);
  assert.ok(answer.width > 0 && answer.height > 0);
  assert.match(answer.html, /^<iframe( [a-z]+="[^"<>]*")+><\/iframe>$/);
  assert.deepEqual(decodeState(new URL(addressOf(answer.html)).hash).state.curves.functions, state.curves.functions);
});
