// Runs that diverge after they have finished an epoch, through the real command line: what they reached before counts
// in no mean, interval, test or choice of the best. That holds in the tables and in the records, also in files of
// earlier versions.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { overSeeds } from '../../../web/figures/seeds.js';
import { cli, experimentFile, newFolder, parseLines } from '../support.js';

const kSeeds = [0, 1, 2, 3, 4, 5];
const dense = (/** @type {number} */ units) => ({ type: 'dense', units });
const experiment = (/** @type {any} */ data, /** @type {any} */ training, /** @type {string} */ name, outputs = 5) => ({
  version: 1,
  name: 'diverges late',
  data: { train: 200, validation: 100, ...data },
  network: {
    activation: { name },
    layers: [dense(16), { type: 'activation' }, dense(16), { type: 'activation' }, dense(outputs)],
  },
  training: { optimizer: { name: 'sgd', learningRate: 0.01 }, batchSize: 50, epochs: 12, ...training },
  seeds: kSeeds,
});
const classes = experiment({ source: 'shifted-gaussian', features: 16, classes: 5 }, {}, 'elu');
const numbers = experiment({ source: 'plane-regression' }, { loss: { name: 'mean-squared-error' } }, 'relu', 1);

/** @param {any} content @returns {Promise<{path: string, stdout: string}>} */
async function run(content) {
  const path = join(newFolder(), 'records.jsonl');
  const { code, stdout, stderr } = await cli('run', experimentFile(content), '--jsonl', path);
  assert.equal(code, 0, stderr);
  return { path, stdout };
}

/**
 * Holds tables and records against the summaries of the runs that did not diverge.
 * @param {any[]} records @param {string} stdout @param {string} measure
 */
function check(records, stdout, measure) {
  const summaries = records.filter((r) => r.type === 'summary');
  const late = summaries.filter((s) => s.status === 'diverged' && s.epochs > 0);
  assert.ok(late.length > 0, 'some diverge after an epoch');
  const kept = (/** @type {string} */ name) => summaries.filter((s) => s.run === name && s.status !== 'diverged');
  const repeats = records.filter((r) => r.type === 'repeats');
  assert.ok(repeats.length > 0);
  for (const r of repeats) {
    const values = kept(r.run).map((s) => s[measure]);
    assert.equal(r.measure, measure);
    assert.equal(r.n, values.length, `${r.run}: n`);
    assert.equal(r.diverged, kSeeds.length - values.length);
    if (values.length === 0) assert.equal(r.mean, null);
    else assert.ok(Math.abs(r.mean - values.reduce((a, b) => a + b, 0) / values.length) < 1e-12, r.run);
    if (r.diverged > 0) assert.match(stdout, new RegExp(`diverged in ${r.diverged} of 6 \\(left out\\)`));
  }
  for (const c of records.filter((r) => r.type === 'comparison')) {
    const seeds = c.runs.map((/** @type {string} */ name) => kept(name).map((s) => s.seed));
    assert.equal(c.n, seeds[0].filter((/** @type {number} */ seed) => seeds[1].includes(seed)).length, c.runs.join());
  }
  // The table shows no figure of theirs.
  for (const s of late) assert.match(stdout, new RegExp(`^${s.run} +${s.seed} +- `, 'm'));
  return summaries;
}

test('classes: a run that diverged late has no share in any statistic', async () => {
  const wild = { name: 'wild', set: { 'training.optimizer.learningRate': 1.5 } };
  const wilder = { name: 'wilder', set: { 'training.optimizer.learningRate': 3 } };
  const { path, stdout } = await run({ ...classes, runs: [{ name: 'calm' }, wild, wilder] });
  const records = parseLines(readFileSync(path, 'utf8'));
  const summaries = check(records, stdout, 'finalAccuracy');
  // As earlier versions wrote it: with the accuracy of the last epoch. Merged, it must count as little.
  const old = join(newFolder(), 'old.jsonl');
  const before = records.map((r) =>
    r.type === 'summary' && r.status === 'diverged' ? { ...r, finalAccuracy: 0.99 } : r,
  );
  writeFileSync(old, before.map((r) => `${JSON.stringify(r)}\n`).join(''));
  const out = join(newFolder(), 'merged.jsonl');
  const merged = await cli('merge', old, '--jsonl', out);
  assert.equal(merged.code, 0, merged.stderr);
  check(parseLines(readFileSync(out, 'utf8')), merged.stdout, 'finalAccuracy');
  assert.equal(
    merged.stdout.slice(merged.stdout.indexOf('over the seeds')),
    stdout.slice(stdout.indexOf('over the seeds')),
  );
  assert.ok(summaries.length === 18);
});

test('numbers: a run that diverged late has no R2, and one of which every seed did is measured by R2 all the same', async () => {
  const wild = { name: 'wild', set: { 'training.optimizer.learningRate': 0.08 } };
  const wilder = { name: 'wilder', set: { 'training.optimizer.learningRate': 1000 } };
  const { path, stdout } = await run({ ...numbers, runs: [{ name: 'calm' }, wild, wilder] });
  check(parseLines(readFileSync(path, 'utf8')), stdout, 'finalR2');
});

test('a grid marks the cells of which seeds diverged, and its best is the best of what is left', async () => {
  const grid = { 'training.optimizer.learningRate': [0.01, 0.1, 1.5, 3] };
  const { path, stdout } = await run({ ...classes, grid, runs: [{ name: 'ELU' }] });
  const summaries = check(parseLines(readFileSync(path, 'utf8')), stdout, 'finalAccuracy');
  const table = stdout.slice(stdout.indexOf('Mean validation accuracy'));
  assert.match(table, /^Mean validation accuracy \(\* the best; ! without the seeds that diverged\)/);
  const diverged = new Set(summaries.filter((s) => s.status === 'diverged').map((s) => s.run));
  assert.equal(table.split('\n').slice(1, 5).join('').match(/!/g)?.length, diverged.size);
});

test('a figure leaves out the seeds that diverged, and says how many', async () => {
  const seeds = [0, 1, 2, 3, 4, 5, 6, 7];
  const rates = [0.6, 0.8, 1, 1.2, 1.5];
  const runs = rates.map((rate) => ({ name: `rate ${rate}`, set: { 'training.optimizer.learningRate': rate } }));
  const wilder = { name: 'wilder', set: { 'training.optimizer.learningRate': 1000 } };
  const { path } = await run({ ...classes, seeds, runs: [{ name: 'calm' }, ...runs, wilder] });
  const records = parseLines(readFileSync(path, 'utf8'));
  const of = (/** @type {string} */ name) => records.filter((r) => r.type === 'summary' && r.run === name);
  const divergedOf = (/** @type {string} */ name) => of(name).filter((s) => s.status === 'diverged');
  const late = runs.find(({ name }) => {
    const diverged = divergedOf(name);
    return diverged.length < 8 && diverged.some((s) => s.epochs > 0);
  });
  assert.ok(late, 'a run diverged late in some seeds');
  const { name } = late;
  const count = divergedOf(name).length;
  const out = join(newFolder(), 'figure.svg');
  const options = ['--kind', 'losses', '--out', out];
  const drawn = await cli('figure', path, '--run', name, ...options);
  assert.equal(drawn.code, 0, drawn.stderr);
  assert.match(drawn.stderr, new RegExp(`${name} diverged in ${count} of 8 seeds; they are left out`));
  const text = readFileSync(out, 'utf8').replace(/<[^>]*>/g, ' ');
  assert.match(
    text.replace(/\s+/g, ' '),
    new RegExp(`Mean over ${8 - count} of 8 seeds; ${count} diverged \\(left out\\)`),
  );
  // The same figure as of a file that never held them.
  const gone = new Set(divergedOf(name).map((s) => s.seed));
  const without = join(newFolder(), 'without.jsonl');
  const kept = records.filter((r) => r.type !== 'epoch' || r.run !== name || !gone.has(r.seed));
  writeFileSync(without, kept.map((r) => `${JSON.stringify(r)}\n`).join(''));
  const figure = readFileSync(out, 'utf8');
  await cli('figure', without, '--run', name, ...options);
  assert.equal(readFileSync(out, 'utf8'), figure);
  const samples = kept.filter((r) => r.type === 'epoch' && r.run === name);
  assert.ok(overSeeds(samples.map((r) => ({ ...r, value: r.trainLoss }))).every(({ n }) => n === 8 - count));
  // One that diverged in every seed has no line, and by itself no figure.
  const all = await cli('figure', path, ...options);
  assert.equal(all.code, 0, all.stderr);
  assert.match(all.stderr, /wilder diverged in all of its 8 seeds; it has no line/);
  assert.match(readFileSync(out, 'utf8').replace(/<[^>]*>/g, ' '), /\d+\s+of\s+56\s+trainings\s+diverged/);
  const none = await cli('figure', path, '--run', 'wilder', ...options);
  assert.equal(none.code, 2);
  assert.match(none.stderr, /has nothing to draw: every trial diverged/);
});
