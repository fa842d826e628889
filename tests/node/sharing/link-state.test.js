// The codec of the link. Catches a view that does not come back from its own link, and a link that is written and not
// read. Also one from elsewhere that costs too much or is ignored without a message.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { presets } from '../../../web/presets/index.js';
import { kMostUnpacked, pack, unpack } from '../../../web/sharing/link-packing.js';
import {
  decodeState,
  defaultState,
  encodeState,
  kHideable,
  kLongest,
  kViews,
  usePacking,
} from '../../../web/sharing/link-state.js';
import { applyDifferences, differences } from '../../../web/text/paths.js';
import { newEngine } from '../support.js';

usePacking({ pack, unpack });

/** @param {Parameters<typeof encodeState>} args @returns {string} */
const written = (...args) => encodeState(...args) ?? assert.fail('no link was written');

test('the usual view is the empty link', () => {
  assert.equal(encodeState(defaultState()), '');
  assert.deepEqual(decodeState(''), { state: defaultState(), problems: [] });
});

test('every part of the state comes back', () => {
  const state = defaultState();
  state.curves = {
    functions: [
      { name: 'elu', params: { alpha: 0.5 } },
      { name: 'elu', params: {} },
      { name: 'selu', params: { alpha: 1e-7, lambda: -2 } },
    ],
    orders: [0, 2],
    together: true,
    x: [-3.5, 1e3],
    y: [-1, 2],
    at: 0.25,
    table: [-0.5, 1],
    framework: 'keras-layer',
  };
  state.training = {
    preset: 'relu-vs-elu-lr',
    set: { 'training.epochs': 3, 'runs[1].set.network.activation.alpha': 0.5, name: 'a & b; c=d #e \u00e9' },
    experiment: null,
    files: [],
  };
  state.layers = { run: 2, layer: 'activation2', epoch: 7, beside: 0, scale: 'symlog' };
  state.images = { split: 'test', index: 17 };
  state.runs = ['ELU + BN', 'a, b & 100 %'];
  state.with = ['cards', 'table'];
  state.hide = ['controls', 'layers'];
  state.theme = 'dark';
  state.view = 'training';
  const link = written(state, { embed: true });
  assert.deepEqual(decodeState(link), { state, problems: [] });
  const escaped = link.replace(/[(),]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  assert.deepEqual(decodeState(escaped), { state, problems: [] }, 'after an editor has escaped it');
  const files = [
    { name: 'tr\u00e9es: 1, 2.csv', bytes: 12, sum: '0123456789abcdef' },
    { name: 'a&b=c.csv', bytes: 0, sum: '' },
  ];
  state.training = { preset: '', set: {}, experiment: { version: 1, runs: [{ name: '100 % & more' }] }, files };
  const whole = written(state, { embed: true });
  assert.deepEqual(decodeState(whole), { state, problems: [] });
  const mailed = whole.replace(/(?<=&file=).*?(?=&)/, (/** @type {string} */ text) => encodeURIComponent(text));
  assert.notEqual(mailed, whole);
  assert.deepEqual(decodeState(mailed), { state, problems: [] });
  for (const wrong of ['a.csv', 'a.csv:x:', 'a.csv:1:0123', ':1:', 'a.csv:1:,', 'a%:1:'])
    assert.match(decodeState(`#v1:file=${wrong}`).problems.join(), /could not be read and was left out: file=/, wrong);
});

test('links of before give what they gave: view, experiment and complaints', () => {
  /** @type {any[]} */
  const links = JSON.parse(readFileSync(new URL('golden/old-links.json', import.meta.url), 'utf8'));
  assert.equal(links.length, 72);
  for (const { link, state, preset, problems, experiment, leftOut, values } of links) {
    const decoded = decodeState(link);
    const { training, view, ...others } = decoded.state;
    const { view: before, ...expected } = state;
    // Parts that came later are as usual.
    expected.layers = { ...expected.layers, epoch: 0, beside: null, scale: 'auto' };
    expected.images = { split: 'validation', index: null };
    expected.results = { records: '' };
    expected.chart = '';
    expected.runs = [];
    expected.with = [];
    assert.deepEqual(JSON.parse(JSON.stringify(others)), expected, link);
    // They are of one long page: what a link is about is shown now.
    if (view !== before) assert.match(`${before} ${view}`, /^curves (training|layers)$/, link);
    // What a part takes instead is said since.
    const complaints = decoded.problems.map((one) => one.replace(/; it takes at most .*$/, ''));
    assert.deepEqual([training.preset, complaints], [preset, problems], link);
    assert.equal(Object.keys(training.set).length, values, link);
    const base = presets.find(({ name }) => name === preset)?.experiment ?? {};
    const made = training.experiment
      ? { experiment: training.experiment, failed: [] }
      : applyDifferences(base, training.set);
    assert.equal(made.failed.length, leftOut, `${link}: ${made.failed}`);
    const text = JSON.stringify(made.experiment);
    if (experiment === 'preset') assert.equal(text, JSON.stringify(base), link);
    else if (typeof experiment === 'string')
      assert.equal(createHash('sha256').update(text).digest('hex'), experiment, link);
    else assert.deepEqual(JSON.parse(text), experiment, link);
  }
});

test('differences by path lead back to the experiment, those inside `set` and `grid` too', () => {
  const from = {
    seeds: [0],
    network: { layers: [{ units: 1 }, { units: 2 }] },
    runs: [{ name: 'a', set: { network: { x: 1 }, 'network.activation': { name: 'elu', alpha: 1 } } }],
    grid: { 'training.epochs': [1, 2] },
  };
  /** @type {[(experiment: any) => void, string[] | null][]} */
  const edits = [
    [() => {}, []],
    [(to) => to.network.layers.splice(1, 1, { units: 7 }), ['network.layers[1].units']],
    [(to) => to.network.layers.push({ units: 7 }), ['network.layers']],
    [
      (to) => Object.assign(to.runs[0].set['network.activation'], { alpha: 2 }),
      ['runs[0].set.network.activation.alpha'],
    ],
    [(to) => Object.assign(to.runs[0].set, { 'training.epochs': 5 }), ['runs[0].set.training.epochs']],
    [(to) => to.grid['training.epochs'].splice(0, 1, 9), ['grid.training.epochs[0]']],
    // "network.activation" is a key of its own in this `set`, so the path would lead there.
    [(to) => Object.assign(to.runs[0].set.network, { activation: 3 }), null],
    [(to) => Object.assign(to.network, { 'a.b': 1 }), null],
    [(to) => Object.assign(to.network, { 'a/b': 1 }), null],
    [(to) => delete to.seeds, null],
  ];
  for (const [edit, paths] of edits) {
    const to = structuredClone(from);
    edit(to);
    const found = differences(from, to);
    assert.deepEqual(found && Object.keys(found), paths, String(edit));
    if (found) assert.deepEqual(applyDifferences(from, found), { experiment: to, failed: [] });
  }
});

test('a bad part is named and the rest stands', () => {
  const { state, problems } = decodeState(
    '#v1:x=5..-5&fn=elu(alpha:0.5)&colour=red&at=oops&set=%7B&__proto__=1&constructor=2',
  );
  assert.deepEqual(state.curves.functions, [{ name: 'elu', params: { alpha: 0.5 } }]);
  assert.deepEqual(state.curves.x, [-5, 5]);
  assert.equal(problems.length, 6);
  assert.match(problems[0], /x=5\.\.-5/);
  assert.match(problems[1], /does not know: colour=red/);
});

test('another version, a stranger and a monster are said', () => {
  assert.match(decodeState('#v2:fn=relu').problems[0], /version 2/);
  assert.match(decodeState('#v1:set=training.epochs=1e400').problems[0], /could not be read and was left out/);
  assert.match(
    decodeState('#v1:fn=a,b,c,d,e,f,g,h,i').problems[0],
    /left out: fn=a,b,c,d,e,f,g,h,i; it takes at most 8 functions, such as relu,elu\(alpha:0\.5\)$/,
  );
  assert.match(decodeState('#hello').problems[0], /not one the playground writes/);
  assert.match(decodeState(`#v1:fn=${'relu,'.repeat(5000)}`).problems[0], /too long/);
});

test('a link escaped as a whole is read', () => {
  const link = '#v1:fn=elu(alpha:0.5),relu&x=-2..3&set=training/epochs=7;name=%22a%20%26%20b%22';
  const whole = `#${encodeURIComponent(link.slice(1))}`;
  assert.deepEqual(decodeState(whole), decodeState(link));
  assert.deepEqual(decodeState(link).problems, []);
  assert.equal(decodeState('#v1%3Afn%3Drelu').state.curves.functions.length, 1);
  assert.equal(decodeState('#v1%3Afn%3D%zz').problems.length, 1);
});

test('thousands of bad parts are counted, not listed', () => {
  assert.deepEqual(decodeState(`#v1:${'&'.repeat(7990)}`).problems, ['7991 empty parts of the link were left out.']);
  const { problems } = decodeState(`#v1:${'a&'.repeat(3000)}fn=elu`);
  assert.ok(problems.length <= 10, `${problems.length} notices`);
  assert.match(problems.join(' '), /2992 more parts/);
});

/** @param {number} seed */
function randomOf(seed) {
  let state = seed >>> 0;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const kCharacters = [...'abz019 &=;:,/%#+()[]{}"\\\'<>~_-.\n\u00e9\u2028\u{1f600}\u2212'];

/** A state as the page may hold it. @param {(below: number) => number} random @param {any[]} table */
function randomState(random, table) {
  const one = (/** @type {any[]} */ list) => list[random(list.length)];
  const text = (/** @type {number} */ most) => Array.from({ length: random(most) }, () => one(kCharacters)).join('');
  const number = () => one([0, 1, -1, 0.1, 1 / 3, 1e-7, -123.456, 1e6, random(1e6) / 7, 5e-324]);
  /** @param {number} depth @returns {any} */
  const json = (depth) =>
    one([
      () => number() * 1e9,
      () => text(30),
      () => null,
      () => true,
      () => (depth ? Array.from({ length: random(5) }, () => json(depth - 1)) : []),
      () =>
        depth ? Object.fromEntries(Array.from({ length: random(5) }, () => [`k${text(8)}`, json(depth - 1)])) : {},
    ])();
  const state = defaultState();
  const low = number();
  state.curves = {
    functions: Array.from({ length: 1 + random(8) }, () => {
      const entry = one(table);
      const chosen = entry.parameters.filter(() => random(2));
      return {
        name: entry.name,
        params: Object.fromEntries(chosen.map((/** @type {any} */ p) => [p.name, one([p.min, p.max, p.default])])),
      };
    }),
    orders: one([[0], [1], [0, 2], [0, 1, 2]]),
    together: random(2) === 0,
    x: [Math.min(low, 999), Math.min(low, 999) + 0.5 + random(100)],
    y: one([null, [-1, 0.125]]),
    at: number(),
    table: Array.from({ length: 1 + random(50) }, number),
    framework: one(['pytorch', 'keras-layer', 'jax']),
  };
  const preset = one(presets).name;
  const set = Object.fromEntries(
    Array.from({ length: random(6) }, () => [`training.${text(10)}x`.replace(/[;/]/g, ''), json(3)]),
  );
  const experiment = {
    version: 1,
    name: text(60),
    ...json(0),
    more: Array.from({ length: random(400) }, () => json(2)),
  };
  const files = random(2)
    ? []
    : [{ name: `t${random(99)}.csv`, bytes: random(1e9), sum: one(['', '00ff00ff00ff00ff']) }];
  state.training = random(2) ? { preset, set, experiment: null, files } : { preset: '', set: {}, experiment, files };
  state.layers = {
    run: random(8),
    layer: one(['', 'activation1', text(30)]),
    epoch: random(50),
    beside: one([null, random(8)]),
    scale: one(['auto', 'linear', 'symlog']),
  };
  state.images = { split: one(['validation', 'test', 'train']), index: one([null, random(1000)]) };
  state.view = one(kViews);
  state.hide = kHideable.filter(() => random(3) === 0);
  state.theme = one(['auto', 'light', 'dark']);
  return state;
}

test('whatever is written is read, and comes back the same: plain and packed, whole and escaped', async () => {
  const { activations } = await newEngine();
  const random = randomOf(7);
  const counts = { plain: 0, packed: 0, none: 0 };
  for (let i = 0; i < 1500; ++i) {
    const state = randomState(random, activations);
    const link = encodeState(state, { embed: true });
    if (link === null) {
      counts.none += 1;
      continue;
    }
    counts[link.startsWith('#v1:z=') ? 'packed' : 'plain'] += 1;
    assert.ok(link.length - 1 <= kLongest);
    // An address keeps these characters as they are.
    assert.equal(new URL(link, 'http://localhost/').hash, link);
    // -0 is written as 0.
    const expected = JSON.parse(JSON.stringify(state));
    assert.deepEqual(
      JSON.parse(JSON.stringify(decodeState(link))),
      { state: expected, problems: [] },
      link.slice(0, 300),
    );
  }
  assert.ok(counts.plain > 100 && counts.packed > 100, JSON.stringify(counts));
});

test('an experiment of eight runs of 61 layers is packed, and comes back', () => {
  const layers = Array.from({ length: 61 }, () => ({ type: 'dense', units: 16 }));
  const state = defaultState();
  const runs = Array.from({ length: 8 }, (_, i) => ({ name: `run ${i}`, set: { 'network.layers': layers } }));
  state.training = { preset: '', set: {}, experiment: { ...presets[0].experiment, runs }, files: [] };
  const link = written(state);
  assert.match(link, /^#v1:z=/);
  assert.deepEqual(decodeState(link), { state, problems: [] });
  const added = { state: { ...state, theme: 'dark', view: 'training' }, problems: [] };
  assert.deepEqual(decodeState(`${link}&theme=dark&view=training`), added, 'with parts added by hand');
});

test('what no link can hold is not written', () => {
  const state = defaultState();
  const random = randomOf(3);
  const name = Array.from({ length: 20_000 }, () => random(36).toString(36)).join('');
  state.training = { preset: '', set: {}, experiment: { version: 1, name } };
  assert.equal(encodeState(state), null);
  state.training.experiment.name = 'a'.repeat(kMostUnpacked);
  assert.equal(encodeState(state), null);
});

test('a packed link unpacks to a bounded text, and a damaged one is said', () => {
  const bomb = deflateRawSync(Buffer.alloc(5 * 2 ** 20, '&'), { level: 9 }).toString('base64url');
  assert.ok(bomb.length < kLongest);
  assert.equal(unpack(bomb), null);
  const state = defaultState();
  state.training = { preset: '', set: {}, experiment: { version: 1, name: 'ab '.repeat(4000) } };
  const link = written(state);
  for (const wrong of [`#v1:z=${bomb}`, link.slice(0, -9), '#v1:z=', '#v1:z=%%%', '#v1:z=AAAA'])
    assert.notDeepEqual(decodeState(wrong).problems, [], wrong.slice(0, 20));
});

test('a short link that unpacks to a long one is answered at once, and what is beyond any view is left out', () => {
  const bodies = [
    `fn=${'a('.repeat(500_000)}`,
    `fn=${'('.repeat(1_000_000)}`,
    `fn=relu(${'a:1,'.repeat(250_000)})`,
    `x=${'1..'.repeat(330_000)}`,
    `table=${'1,'.repeat(500_000)}`,
    `show=${'value,'.repeat(170_000)}`,
    `hide=${'%41'.repeat(330_000)}`,
    `layer=${'a'.repeat(1_000_000)}`,
    `y=${' '.repeat(1_000_000)}`,
    `at=${'0'.repeat(1_000_000)}1`,
    `experiment=${'['.repeat(1_000_000)}`,
    `experiment={"a":${'['.repeat(500_000)}${']'.repeat(500_000)}}`,
    `set=${'a=1;'.repeat(250_000)}b`,
    'a&'.repeat(500_000),
    'fn=a&'.repeat(200_000),
  ];
  for (const body of bodies) {
    const link = `#v1:z=${pack(body)}`;
    assert.ok(link.length < kLongest, body.slice(0, 20));
    const start = process.cpuUsage();
    const { state, problems } = decodeState(link);
    const { user, system } = process.cpuUsage(start);
    // Measured: at most 0.2 s. The list of functions took more than 20 s.
    assert.ok((user + system) / 1e6 < 2, `${body.slice(0, 20)} took ${(user + system) / 1e6} s`);
    if (!body.startsWith('fn=a&')) assert.notDeepEqual(problems, [], body.slice(0, 20));
    assert.deepEqual(state.curves.x, defaultState().curves.x);
  }
});

test('thousands of settings are applied in proportion to their number', () => {
  const paths = Array.from({ length: 1000 }, (_, i) => i.toString(36));
  const link = `#v1:z=${pack(`set=${paths.map((path) => `${path}=[${'0,'.repeat(450)}0]`).join(';')}`)}`;
  assert.ok(link.length < kLongest, `${link.length}`);
  const start = process.cpuUsage();
  const { state, problems } = decodeState(link);
  assert.deepEqual(problems, []);
  const { experiment, failed } = applyDifferences(presets[0].experiment, state.training.set);
  const { user, system } = process.cpuUsage(start);
  assert.deepEqual([failed, experiment[paths[999]].length], [[], 451]);
  // Measured: 0.2 s; with a copy of the experiment for each of them, 16 s.
  assert.ok((user + system) / 1e6 < 4, `${(user + system) / 1e6} s`);
  const odd = {
    'runs[0.5]': 1,
    'runs[-1]': 1,
    'runs[9]': 1,
    __proto__x: 1,
    'nothing.here': 1,
    'training.': 1,
    'seeds[0]x': 1,
  };
  const answer = applyDifferences(presets[0].experiment, odd);
  assert.deepEqual(answer.failed, ['runs[0.5]', 'runs[-1]', 'runs[9]', 'nothing.here', 'training.', 'seeds[0]x']);
});

test('any link is answered: cut, mixed and made up', () => {
  const random = randomOf(11);
  const seeds = [
    '#v1:fn=relu,elu(alpha:0.5)&x=-5..5&set=a/b=1;c=%7B%7D&theme=dark',
    '#v1:experiment={%22a%22:[1,2]}&run=3',
    '#v1%3Afn%3Delu',
  ];
  for (let i = 0; i < 4000; ++i) {
    const characters = [...seeds[random(seeds.length)]];
    for (let edits = random(6); edits >= 0; --edits)
      characters.splice(random(characters.length), random(3), kCharacters[random(kCharacters.length)]);
    const { state, problems } = decodeState(characters.join(''));
    assert.ok(state.curves.functions.length >= 1 && problems.length <= 10);
  }
});
