// The markup of an element for another page. Catches attributes that show another figure than was shared, a name that ends its
// attribute, and a line that ends HTML in Markdown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAttributes } from '../../../web/elements/read-attributes.js';
import { linkOfAttributes } from '../../../web/sharing/element-attributes.js';
import { elementAttributes, elementParts, kPlaces } from '../../../web/sharing/element-snippet.js';
import { frameSnippet, oEmbedOf } from '../../../web/sharing/frame-snippet.js';
import * as packing from '../../../web/sharing/link-packing.js';
import { decodeState, defaultState, usePacking } from '../../../web/sharing/link-state.js';

const kPage = 'https://example.org/a b/';
const usual = {
  page: kPage,
  titles: { functions: ['ReLU'], experiment: 'ReLU "and" <ELU> {1}' },
  added: [],
  theme: /** @type {const} */ ('auto'),
};
const kViews = /** @type {const} */ (['curves', 'training', 'layers']);

/** All that is pasted. @param {import('../../../web/sharing/link-state.js').ViewState} state @param {Parameters<typeof elementParts>[1]} options */
const snippetOf = (state, options) =>
  elementParts(state, options)
    ?.map(({ text }) => text)
    .join('\n\n') ?? assert.fail(options.place);

/** A state of each view with everything in it that an author can have set. */
function fullState() {
  const state = defaultState();
  state.curves = {
    functions: [
      { name: 'elu', params: { alpha: 0.5 } },
      { name: 'selu', params: {} },
    ],
    orders: [0, 2],
    together: true,
    x: [-2, 3],
    y: [-1, 1],
    at: 0.25,
    table: [0, 1],
    framework: 'keras',
  };
  state.training = {
    preset: 'dead-units',
    set: { 'training.epochs': 3, seeds: [0, 1], name: 'a  b;c="d"\n& e=%41' },
    experiment: null,
    files: [],
  };
  state.layers = { run: 1, layer: 'activation "2"', epoch: 3, beside: 0, scale: 'symlog' };
  state.chart = 'std';
  state.runs = ['ELU + BN', 'a, b'];
  return state;
}

/** The attributes that a page reads from a snippet. @param {string} snippet @returns {[string, string][]} */
function readBack(snippet) {
  const tag = /<activation-\w+((?: [a-z]+="[^"]*")*)/.exec(snippet)?.[1] ?? assert.fail('there is no element');
  return [...tag.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [
    name,
    value
      .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
      .replace(/&quot;/g, '"')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&'),
  ]);
}

test('the attributes show the figure that was shared, and so does the link that they make', () => {
  for (const view of kViews) {
    for (const shared of [fullState(), defaultState()]) {
      const snippet = snippetOf(shared, { ...usual, view, theme: 'dark', place: 'html' });
      const attributes = readBack(snippet);
      const { state, problems } = readAttributes(view, attributes);
      assert.deepEqual(problems, []);
      const linked = decodeState(linkOfAttributes(view, attributes));
      assert.deepEqual(linked.problems, []);
      assert.deepEqual(linked.state, state);
      const part = view === 'curves' ? { curves: shared.curves } : { training: shared.training };
      assert.deepEqual({ ...state, ...part, view, theme: 'dark' }, state);
      if (view === 'layers') assert.deepEqual(state.layers, shared.layers);
      assert.equal(state.chart, view === 'curves' ? '' : shared.chart);
      assert.deepEqual(state.runs, view === 'curves' ? [] : shared.runs);
      if (view === 'training' && shared.runs.length > 0) assert.match(snippet, / runs="ELU \+ BN,a%2C b"/);
    }
  }
});

test('what is shown is named in every link, also where it is the usual', () => {
  const state = defaultState();
  for (const [view, subject] of /** @type {const} */ ([
    ['curves', 'fn=relu,elu'],
    ['training', 'train=relu-vs-elu'],
    ['layers', 'train=relu-vs-elu'],
  ])) {
    const options = { ...usual, view };
    const link = new RegExp(`<a href="https://example\\.org/a%20b/index\\.html#v1:[^"]*${subject}["&]`);
    assert.match(snippetOf(state, { ...options, place: 'html' }), link);
    assert.match(
      frameSnippet(state, { ...options, follows: true }) ?? '',
      new RegExp(`^<iframe src="[^"]*${subject}["&]`),
    );
    assert.ok(JSON.parse(oEmbedOf(state, options) ?? '').html.includes(subject));
  }
});

test('a frame of an experiment has no brace that a site generator would read', () => {
  const state = defaultState();
  state.training = { preset: '', set: {}, experiment: { version: 1, name: '{{< x >}} {% y %}' } };
  const options = { ...usual, view: /** @type {const} */ ('training') };
  assert.doesNotMatch(frameSnippet(state, { ...options, follows: false }) ?? '{', /[{}]/);
  assert.doesNotMatch(JSON.parse(oEmbedOf(state, options) ?? '{}').html ?? '{', /[{}]/);
  const [link] = /#[^"]*/.exec(frameSnippet(state, { ...options, follows: false }) ?? '') ?? [''];
  assert.deepEqual(decodeState(link.replace(/&amp;/g, '&')).state.training.experiment, state.training.experiment);
});

test('a long experiment, and files of the reader, are a link', () => {
  usePacking(packing);
  const state = defaultState();
  state.training = { preset: '', set: {}, experiment: { version: 1, name: 'x'.repeat(9000) } };
  const long = elementAttributes(state, { ...usual, view: 'training' }) ?? [];
  assert.deepEqual(
    long.map(([name]) => name),
    ['link'],
  );
  assert.deepEqual(readAttributes('training', long).state.training.experiment, state.training.experiment);
  const own = defaultState();
  own.training.files = [{ name: 'mine.csv', bytes: 12, sum: '' }];
  const [[name, link]] = elementAttributes(own, { ...usual, view: 'training' }) ?? [];
  assert.equal(name, 'link');
  assert.deepEqual(decodeState(link).state.training.files, own.training.files);
});

test('no name ends its attribute, and no line is blank or begins with the unknown tag alone', () => {
  const state = defaultState();
  const name = "\"><script>alert(1)</script>\n\n& {1} 'more'";
  state.training = { preset: '', set: {}, experiment: { version: 1, name } };
  for (const place of /** @type {import('../../../web/sharing/element-snippet.js').Place[]} */ (Object.keys(kPlaces))) {
    const snippet = snippetOf(state, { ...usual, view: 'training', place });
    const figure = /<figure .*<\/figure>/s.exec(snippet)?.[0] ?? assert.fail(place);
    assert.doesNotMatch(figure, /\n\s*\n/, place);
    assert.doesNotMatch(figure, /<script/, place);
    // In JSX a brace begins a program, in Jekyll and Eleventy "{{" and "{%" do, and in Hugo "{{<" does.
    assert.doesNotMatch(figure.replace(/style=\{\{.*?\}\}/g, ''), /[{}]/, place);
    assert.deepEqual(readAttributes('training', readBack(snippet)).state.training.experiment?.name, name);
  }
});
