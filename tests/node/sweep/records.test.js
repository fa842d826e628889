// Files of records that were damaged after the command line wrote them: what is whole is used, what was lost is said with
// its line, and nothing of it is believed. A reader that refuses it all, believes a gap or takes a wrong type would fail.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, experimentFile, fourKinds, newFolder, parseLines } from '../support.js';
import { summariesOf, withoutTimes } from '../sweep-support.js';

const quick = {
  ...fourKinds,
  training: { ...fourKinds.training, epochs: 3, probeSamples: 20 },
  seeds: [1],
  runs: fourKinds.runs.slice(0, 2),
};
const experiment = experimentFile(quick);
const source = join(newFolder(), 'whole.jsonl');
{
  const { code, stderr } = await cli('run', experiment, '--jsonl', source);
  assert.equal(code, 0, stderr);
}
const whole = withoutTimes(source);
const lines = readFileSync(source, 'utf8').trim().split('\n');
/** Where each record stands, by type, run and epoch. */
const lineOf = Object.fromEntries(
  parseLines(lines.join('\n')).map((r, i) => [`${r.type} ${r.run} ${r.epoch ?? ''}`, i]),
);

/** @param {string[]} changed @returns {string} the path of a file that holds them */
function fileOf(changed) {
  const path = join(newFolder(), 'damaged.jsonl');
  writeFileSync(path, `${changed.join('\n')}\n`);
  return path;
}

/** All three readers, on copies of the same lines. @param {string[]} changed */
async function readers(changed) {
  const path = fileOf(changed);
  const merge = await cli('merge', path);
  const figure = await cli('figure', path, '--kind', 'losses', '--out', join(newFolder(), 'figure.svg'));
  const run = await cli('run', experiment, '--jsonl', path);
  for (const { stderr } of [merge, figure, run])
    assert.doesNotMatch(stderr, /TypeError|std::|is not a function|\n {4}at /);
  return { path, merge, figure, run };
}

test('a record that was torn, wherever, costs that record and no other', async () => {
  for (const [name, key] of [
    ['an epoch', 'epoch SGD 2'],
    ['a summary', 'summary SGD '],
  ]) {
    const at = lineOf[key];
    for (const torn of [
      lines[at].slice(0, 40),
      `${lines[at].slice(0, 40)}${lines[at]}`,
      '\0'.repeat(100),
      '[1]',
      'null',
    ]) {
      const { path, merge, figure, run } = await readers(lines.with(at, torn));
      const why = ['[1]', 'null'].includes(torn) ? 'is no record' : 'is not JSON';
      const said = new RegExp(`damaged\\.jsonl": line ${at + 1} ${why}; it is left out`);
      for (const { stderr } of [merge, figure, run]) assert.match(stderr, said, name);
      assert.equal(merge.code, 1);
      assert.match(merge.stderr, /1 of 2 trials are missing:\n {2}SGD, seed 1/);
      assert.match(merge.stdout, /^Adam +1 /m, 'the other run is whole');
      assert.equal(figure.code, 0);
      assert.equal(run.code, 0, run.stderr);
      assert.match(run.stderr, /resuming ".*": 1 of 2 trials are done/);
      assert.deepEqual(withoutTimes(path), whole);
    }
  }
});

test('an epoch that is missing is noticed, by the gap or by the summary', async () => {
  for (const [key, words] of [
    ['epoch SGD 1', 'epoch 1 of 3 is missing'],
    ['epoch SGD 2', 'epoch 2 of 3 is missing'],
    ['epoch SGD 3', 'epoch 3 of 3 is missing'],
  ]) {
    const { path, merge, figure, run } = await readers(lines.filter((_, i) => i !== lineOf[key]));
    assert.match(merge.stderr, new RegExp(`SGD is left out: ${words}; run it again`));
    assert.equal(merge.code, 1);
    assert.match(figure.stderr, new RegExp(`SGD: ${words}; run it again`));
    assert.match(run.stderr, new RegExp(`SGD starts again: ${words}`));
    assert.deepEqual(withoutTimes(path), whole);
  }
});

test('records of no run and seed of the experiment are named before they are left out', async () => {
  const at = lineOf['epoch SGD 2'];
  for (const [change, example] of /** @type {[any, string][]} */ ([
    [{ seed: 7 }, '"SGD", seed 7'],
    [{ run: 'SGD two' }, '"SGD two", seed 1'],
  ])) {
    const { path, merge, figure, run } = await readers(
      lines.with(at, JSON.stringify({ ...JSON.parse(lines[at]), ...change })),
    );
    const said = `damaged\\.jsonl": 1 record belongs to no run and seed of .*experiment, e.g. to ${example}; it is left out`;
    for (const { stderr } of [merge, figure, run]) assert.match(stderr, new RegExp(said));
    assert.deepEqual(withoutTimes(path), whole);
  }
  const all = lines.map((line) => line.replace('"run":"SGD","seed":1', '"run":"SGD","seed":2'));
  const { merge } = await readers(all);
  assert.match(merge.stderr, /4 records belong to no run and seed of its experiment, e.g. to "SGD", seed 2/);
});

test('a header that was changed is refused, and the file is kept', async () => {
  const header = JSON.parse(lines[0]);
  for (const changed of [
    { ...header, experiment: { ...header.experiment, seeds: [2] } },
    { ...header, fingerprint: '0'.repeat(16) },
    { ...header, engine: '0'.repeat(16) },
    { ...header, shard: '1/2' },
  ]) {
    const altered = lines.with(0, JSON.stringify(changed));
    const { path, merge, figure, run } = await readers(altered);
    for (const { code, stderr } of [merge, figure, run]) {
      assert.match(stderr, /damaged\.jsonl" was altered: its first line, .* does not fit its own checksum/);
      assert.equal(code, 2);
    }
    assert.equal(readFileSync(path, 'utf8'), `${altered.join('\n')}\n`);
  }
});

/** An entry of a record's layers, as little as there may be. */
const kLayer = { layer: 'activation1', phase: 'train' };

test('a field of another type is refused in words, with file and line', async () => {
  const wrong = /** @type {[string, string, unknown, RegExp][]} */ ([
    ['summary SGD ', 'finalAccuracy', 'high', /"finalAccuracy" must be a number or null, not "high"/],
    ['summary SGD ', 'meanGradientNorm', [1], /"meanGradientNorm" must be a number or null, not \[1\]/],
    ['summary SGD ', 'status', 7, /"status" must be text, not 7/],
    ['summary SGD ', 'hash', null, /"hash" must be text, not null/],
    ['summary SGD ', 'run', { a: 1 }, /"run" must be text, not \{"a":1\}/],
    ['summary SGD ', 'seed', 1.5, /"seed" must be a whole number, not 1\.5/],
    ['summary SGD ', 'status', 'done', /"status" must be running, completed, .*, not "done"/],
    ['summary SGD ', 'finalAccuracy', 1.5, /"finalAccuracy" must be from 0 to 1, not 1\.5/],
    ['summary SGD ', 'validationSamples', -1, /"validationSamples" must be a whole number, not -1/],
    ['epoch SGD 2', 'trainLoss', '0.5', /"trainLoss" must be a number or null, not "0\.5"/],
    ['epoch SGD 2', 'epoch', 0, /"epoch" must be a whole number from 1, not 0/],
    ['epoch SGD 2', 'epoch', '2', /"epoch" must be a whole number from 1, not "2"/],
    ['epoch SGD 2', 'seed', null, /"seed" must be a whole number, not null/],
    ['epoch SGD 2', 'probe', 3, /"probe" must hold a median, not 3/],
    ['epoch SGD 2', 'learned', {}, /"learned" must be a list/],
    ['epoch SGD 2', 'type', 9, /"type" must be text, not 9/],
    ['epoch SGD 2', 'layers', 5, /"layers" must be a list, not 5/],
    ['epoch SGD 2', 'layers', [null], /"layers\[0\]" must be an object, not null/],
    ['epoch SGD 2', 'layers', [{ phase: 'train' }], /"layers\[0\].layer" is missing/],
    ['epoch SGD 2', 'layers', [{ ...kLayer, mean: 'high' }], /"layers\[0\].mean" must be a number or null, not "high"/],
    ['epoch SGD 2', 'layers', [{ ...kLayer, histogram: 3 }], /"layers\[0\].histogram" must be an object, not 3/],
    [
      'epoch SGD 2',
      'layers',
      [{ ...kLayer, histogram: { edges: [2, 1], counts: [1], below: 0, above: 0 } }],
      /"layers\[0\].histogram.edges" must be two ascending numbers, not \[2,1\]/,
    ],
    ['epoch SGD 2', 'layers', [{ ...kLayer, percentiles: [1] }], /"layers\[0\].percentiles" must be 9 numbers, not 1/],
    ['epoch SGD 2', 'gradients', [{ layer: 7 }], /"gradients\[0\].layer" must be text, not 7/],
    ['epoch SGD 2', 'predictedCounts', [1, null], /"predictedCounts\[1\]" must be there, not null/],
  ]);
  for (const [at, key, value, message] of wrong) {
    const changed = JSON.stringify({ ...JSON.parse(lines[lineOf[at]]), [key]: value });
    const { path, merge, figure, run } = await readers(lines.with(lineOf[at], changed));
    const place = `damaged\\.jsonl": line ${lineOf[at] + 1} does not fit: `;
    for (const { stderr } of [merge, figure, run]) assert.match(stderr, new RegExp(place + message.source));
    assert.equal(merge.code, 1);
    assert.deepEqual(withoutTimes(path), whole, key);
  }
  // The header too is the engine's to check, in its words.
  const header = JSON.parse(lines[0]);
  for (const change of [{ experiment: 5 }, { experiment: { ...header.experiment, name: 7 } }, { fingerprint: 1 }]) {
    const path = fileOf(lines.with(0, JSON.stringify({ ...header, ...change })));
    const { code, stderr } = await cli('merge', path);
    assert.notEqual(code, 0);
    assert.match(stderr, /holds something else|was altered: its first line/);
    assert.doesNotMatch(stderr, /std::|TypeError/);
  }
});

test('nothing that a file holds reaches the terminal as a command, or makes an SVG that is no XML', async () => {
  const bad = '\u001b]0;x\u0007\u009b31m\u202e\ufffe\ud800';
  const summary = { ...JSON.parse(lines[lineOf['summary SGD ']]), verdict: `completed ${bad}`, hash: `h${bad}` };
  const header = JSON.parse(lines[0]);
  const path = fileOf(lines.with(lineOf['summary SGD '], JSON.stringify(summary)));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const raw = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e\ufffe\uffff]/;
  for (const args of [
    ['merge', path],
    ['run', experiment, '--jsonl', path],
    ['run', `no${bad.slice(0, 3)}such`],
    ['figure', path, '--run', bad],
  ]) {
    const { stdout, stderr } = await cli(...args.filter((arg) => !arg.includes('\0')));
    assert.doesNotMatch(stdout + stderr, raw, args[0]);
  }
  const merged = await cli('merge', path);
  assert.match(merged.stdout, /completed \\u001b\]0;x\\u0007\\u009b31m\\u202e\\ufffe\\ud800/);
  // A name of the experiment is refused by the engine, or is drawn as text.
  const named = fileOf(
    lines.with(0, JSON.stringify({ ...header, experiment: { ...header.experiment, name: `a${bad}b` } })),
  );
  const out = join(newFolder(), 'figure.svg');
  const { code, stderr } = await cli('figure', named, '--kind', 'losses', '--out', out);
  assert.doesNotMatch(stderr, raw);
  if (code === 0) assert.doesNotMatch(readFileSync(out, 'utf8'), raw);
});

test('long files and long lines are read in linear time, or refused with the limit', async () => {
  const epoch = JSON.parse(lines[lineOf['epoch SGD 1']]);
  const many = 40_000;
  const small = { type: 'epoch', run: 'SGD', seed: 1, epoch: 1, trainLoss: 0.5, validationLoss: 0.5, milliseconds: 1 };
  const long = Array.from({ length: many }, (_, i) =>
    JSON.stringify({ ...small, epoch: i + 1, trainLoss: 1 / (i + 1) }),
  );
  const path = fileOf([lines[0], ...long]);
  const start = performance.now();
  const drawn = await cli('figure', path, '--kind', 'losses', '--out', join(newFolder(), 'figure.svg'));
  assert.equal(drawn.code, 0, drawn.stderr);
  const huge = fileOf([
    lines[0],
    `{"type":"epoch","x":"${'y'.repeat(100 * 2 ** 20)}"}`,
    ...lines.slice(1),
    '\n'.repeat(10 ** 6),
  ]);
  const merged = await cli('merge', huge);
  assert.equal(merged.code, 0, merged.stderr);
  assert.match(merged.stderr, /line 2 is longer than 32 MiB, the limit; it is left out/);
  // 13 s and 14 s where they were read in quadratic time; under 2 s together since.
  assert.ok(performance.now() - start < 20_000);
  assert.equal(typeof epoch.trainLoss, 'number');
});

test('a file of which nothing can be read is refused after a thousand lines', async () => {
  const { path, merge, figure, run } = await readers([lines[0], ...Array(100_000).fill('x')]);
  for (const { code, stderr } of [merge, figure, run]) {
    assert.match(stderr, /more than 1000 of its lines cannot be read, the limit; .*": line 2 is not JSON/);
    assert.equal(code, 2);
  }
  assert.equal(readFileSync(path, 'utf8').length, lines[0].length + 1 + 200_000);
});

test('results of another version of the program are called that', async () => {
  const { checksum: _, ...header } = JSON.parse(lines[0]);
  const old = { ...header, engine: '1'.repeat(16), fingerprint: '2'.repeat(16) };
  const { run } = await readers(lines.with(0, JSON.stringify(old)));
  assert.equal(run.code, 2);
  assert.match(run.stderr, /was written by another version of the program, .*name another file, or write over it/);
});

test('where not all errors of an experiment are listed, it has more than those', async () => {
  const runs = Array.from({ length: 60 }, (_, i) => ({
    name: `run ${i}`,
    set: { 'training.epochs': -1, 'training.batchSize': -1, 'training.validationBatchSize': -1 },
  }));
  const { code, stderr } = await cli('run', experimentFile({ ...quick, runs }));
  assert.equal(code, 1);
  assert.match(stderr, /^the experiment has more than 100 errors; nothing was run:/);
});

test('as many points as a figure can get are drawn', async () => {
  const runs = lines.slice(0, 1);
  const small = { type: 'epoch', run: 'SGD', seed: 1, epoch: 1, trainLoss: 0.5, validationLoss: 0.5, milliseconds: 1 };
  for (const run of ['SGD', 'Adam']) {
    for (let i = 1; i <= 75_000; ++i) runs.push(JSON.stringify({ ...small, run, epoch: i, trainLoss: 1 / i }));
  }
  const { code, stderr } = await cli('figure', fileOf(runs), '--kind', 'losses', '--out', join(newFolder(), 'f.svg'));
  assert.equal(code, 0, stderr);
  assert.equal(summariesOf(source).length, 2);
});
