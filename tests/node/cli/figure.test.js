// `cli.js figure`: a run's records become an SVG that stands alone, and what cannot be drawn is said in a sentence.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { epochsFigure } from '../../../web/figures/epochs.js';
import { overSeeds, seedsFigure, toldApart } from '../../../web/figures/seeds.js';
import { kTokens, standaloneSvg } from '../../../web/figures/standalone.js';
import { svgText } from '../../../web/figures/svg.js';
import { cli, experimentFile, fourKinds, fromRoot, newFolder } from '../support.js';

const [plain] = fourKinds.runs;
const prelu = { name: 'PReLU', set: { 'network.activation': { name: 'prelu', perChannel: true } } };
const small = {
  ...fourKinds,
  name: 'a < b & "c"',
  training: { ...fourKinds.training, probeSamples: 50 },
  runs: [plain, prelu],
};

/** @param {any} experiment @returns {Promise<string>} the path of its records */
async function records(experiment) {
  const path = join(newFolder(), 'records.jsonl');
  const { code, stderr } = await cli('run', experimentFile(experiment), '--jsonl', path);
  assert.equal(code, 0, stderr);
  return path;
}
const path = await records(small);

/** Well-formed enough for a parser, and no number that is none. @param {string} text */
function assertSound(text) {
  assert.match(text, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.doesNotMatch(text, /NaN|undefined|Infinity|null/);
  assert.equal(text.match(/<(?!\/)[a-z]+[^>]*[^/]>/g)?.length, text.match(/<\/[a-z]+>/g)?.length, 'every tag closed');
}

/** @param {...string} options */
async function draw(...options) {
  const out = join(newFolder(), 'figure.svg');
  const { code, stderr } = await cli('figure', path, '--out', out, ...options);
  assert.equal(code, 0, stderr);
  const text = readFileSync(out, 'utf8');
  assertSound(text);
  return text;
}

test('every kind is drawn: a line a run, a band where there are several seeds, names at the ends', async () => {
  for (const [options, label] of /** @type {[string[], RegExp][]} */ ([
    [[], /median activation/],
    [['--kind', 'losses'], /training loss/],
    [['--kind', 'accuracy'], /always the majority class, 0\.\d{3}/],
  ])) {
    const text = await draw(...options);
    assert.match(text, label);
    assert.match(text, /a &lt; b &amp; &quot;c&quot;/);
    assert.match(text, /Mean over 2 seeds; band: one standard deviation/);
    assert.equal(text.match(/class="curve"/g)?.length, 2);
    assert.equal(text.match(/class="band" d="M/g)?.length, 2);
    assert.match(text, /class="end-label"[^>]*>PReLU</);
  }
  const deviations = await draw('--kind', 'std', '--run', 'SGD');
  assert.match(deviations, /standard deviation, log scale/);
  assert.match(deviations, /class="end-label"[^>]*>SGD, activation1</);
  assert.match(await draw('--kind', 'learned'), /class="end-label"[^>]*>PReLU, activation1 slope</);
  assert.equal((await draw('--run', 'SGD')).match(/class="curve"/g)?.length, 1);
});

test('the line is the mean over seeds and the band one standard deviation to either side', async () => {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  const epochs = lines.map((line) => JSON.parse(line)).filter((r) => r.type === 'epoch' && r.run === 'SGD');
  const last = epochs.filter((r) => r.epoch === 3).map((r) => r.probe.median);
  assert.equal(last.length, 2);
  const at = overSeeds(epochs.map(({ epoch, seed, probe }) => ({ epoch, seed, value: probe.median }))).at(-1);
  assert.ok(at && Math.abs(Number(at.mean) - (last[0] + last[1]) / 2) < 1e-15);
  assert.ok(Math.abs(at.deviation - Math.abs(last[0] - last[1]) / Math.SQRT2) < 1e-15);
});

test('seeds that end early leave the mean of the others, and an epoch without any a gap', () => {
  const sample = (/** @type {number} */ epoch, /** @type {number} */ seed, /** @type {number | null} */ value) => ({
    ...{ epoch, seed, value },
  });
  const samples = [sample(1, 0, 1), sample(1, 1, 3), sample(2, 0, 2), sample(2, 1, null), sample(3, 0, null)];
  assert.deepEqual(overSeeds(samples), [
    { epoch: 1, mean: 2, deviation: Math.SQRT2, n: 2 },
    { epoch: 2, mean: 2, deviation: 0, n: 1 },
    { epoch: 3, mean: null, deviation: 0, n: 0 },
  ]);
  for (const scale of /** @type {const} */ (['linear', 'log'])) {
    const run = { label: 'ELU', colour: '#000000', dash: '', samples };
    const figure = seedsFigure({ width: 300, height: 200, runs: [run], domain: [0.1, 4], scale, label: '', alt: '' });
    assertSound(svgText(figure));
  }
});

test('lines that would look alike are distinguished', () => {
  const runs = toldApart(Array.from({ length: 12 }, () => ({ colour: 'red', dash: '' })));
  assert.equal(new Set(runs.map(({ colour, dash }) => `${colour} ${dash}`)).size, 12);
});

test('a figure that stands alone has plain colours, and the tokens of the page in light and dark', () => {
  const series = [{ label: 'ELU', colour: 'var(--hue-blue, #0062ad)', dash: '', points: [{ epoch: 1, value: 1 }] }];
  const figure = epochsFigure({ width: 300, height: 200, epochs: [1, 2], domain: [0, 1], series, alt: 'x' });
  const text = standaloneSvg(figure, { title: 't', subtitle: 's' });
  assert.match(text, /stroke="#0062ad"[^>]* style="stroke: var\(--hue-blue, #0062ad\)"/);
  assert.doesNotMatch(text, /(stroke|fill)="var/, 'not every renderer knows custom properties');
  const [light, dark] = readFileSync(fromRoot('web/ui/tokens.css'), 'utf8').split('@media');
  for (const [token, [day, night]] of Object.entries(kTokens)) {
    assert.ok(light.includes(`${token}: ${day};`), `${token}, light`);
    assert.ok(dark.includes(`${token}: ${night};`), `${token}, dark`);
  }
});

test('what cannot be drawn is said in a sentence', async () => {
  const out = join(newFolder(), 'figure.svg');
  /** @param {RegExp} message @param {string[]} args */
  const mistake = async (message, ...args) => {
    const { code, stdout, stderr } = await cli('figure', ...args);
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /\n {4}at /, 'no stack trace');
    assert.equal(stdout, '');
    assert.equal(code, 2);
  };
  await mistake(/figure takes one file of records/);
  await mistake(/figure needs --out FILE\.svg/, path);
  await mistake(/does not end in \.svg/, path, '--out', join(newFolder(), 'experiment.json'));
  await mistake(/figure takes no --jobs/, path, '--jobs', '2', '--out', out);
  await mistake(
    /--kind must be medians, losses, learned, accuracy, r2, .*std.*, not "means"/,
    path,
    '--kind',
    'means',
    '--out',
    out,
  );
  await mistake(/there is no file "nowhere\.jsonl"/, 'nowhere.jsonl', '--out', out);
  await mistake(/there is no run "SDG"; there are "SGD", "PReLU"/, path, '--run', 'SDG', '--out', out);
  await mistake(/is the file that is drawn/, path, '--out', path);
  await mistake(/--out: .* cannot be written/, path, '--out', join(newFolder(), 'no', 'figure.svg'));
  await mistake(/holds no learned parameters/, path, '--kind', 'learned', '--run', 'SGD', '--out', out);
  const other = join(newFolder(), 'other.jsonl');
  writeFileSync(other, '{"type":"something"}\n');
  await mistake(/holds something else: its first line names no experiment/, other, '--out', out);
  const [header] = readFileSync(path, 'utf8').split('\n');
  writeFileSync(other, `${header}\n`);
  await mistake(/holds no epochs yet/, other, '--out', out);
  const unprobed = await records({ ...small, training: fourKinds.training, runs: [plain], seeds: [1] });
  await mistake(/holds no medians: .*training\.probeSamples/, unprobed, '--kind', 'medians', '--out', out);
});
