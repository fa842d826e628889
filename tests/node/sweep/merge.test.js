// Shards and their merge: the sweep that ships, in a small form, as shards under GNU parallel, killed and gone on with, is
// the sweep in one piece. A merge that loses, doubles, reorders or believes contradicting results would fail here.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, experimentFile, fourKinds, fromRoot, newFolder, runProgram } from '../support.js';
import { hashesOf, interrupted, smallSweep, summariesOf, withoutTimes } from '../sweep-support.js';

const quick = { ...fourKinds, training: { ...fourKinds.training, epochs: 1 }, seeds: [1, 2, 3] };

/** The shards of the quick experiment. @param {number} count @param {any} [experiment] */
async function shards(count, experiment = quick) {
  const folder = newFolder();
  const file = experimentFile(experiment);
  const paths = Array.from({ length: count }, (_, i) => join(folder, `shard-${i + 1}.jsonl`));
  for (const [i, path] of paths.entries()) {
    const { code, stdout, stderr } = await cli('run', file, '--shard', `${i + 1}/${count}`, '--jsonl', path);
    assert.equal(code, 0, stderr);
    assert.match(stdout, new RegExp(`^Shard ${i + 1} of ${count}: \\d+ of 12 trials\\.`));
  }
  return { folder, file, paths };
}

test('120 runs killed and gone on with are those of three shards under GNU parallel, merged', async () => {
  const folder = newFolder();
  const file = experimentFile(smallSweep());
  const whole = join(folder, 'whole.jsonl');
  const args = ['run', file, '--jsonl', whole, '--jobs', '2'];
  await interrupted(args, /\[10\/120\]/, 'SIGKILL');
  await interrupted(args, /\[40\/120\]/, 'SIGINT');
  const rest = await cli(...args);
  assert.equal(rest.code, 0, rest.stderr);
  assert.match(rest.stderr, /resuming ".*": ([4-9]\d|1\d\d) of 120 trials are done/);

  const shard = `${process.execPath} ${fromRoot('dist/cli.js')} run ${file} --shard {}/3 --jsonl ${folder}/shard-{}.jsonl`;
  const parallel = await runProgram('parallel', ['--jobs', '2', shard, ':::', '1', '2', '3']);
  assert.equal(parallel.code, 0, parallel.stderr);
  const merged = join(folder, 'merged.jsonl');
  const paths = [3, 1, 2].map((i) => join(folder, `shard-${i}.jsonl`));
  const { code, stdout, stderr } = await cli('merge', ...paths, '--jsonl', merged);
  assert.equal(code, 0, stderr);
  assert.equal(Object.keys(hashesOf(merged)).length, 120);
  assert.deepEqual(hashesOf(merged), hashesOf(whole));
  assert.deepEqual(withoutTimes(merged), withoutTimes(whole));
  // The same tables and the same words.
  const fromStatistics = (/** @type {string} */ text) => text.slice(text.indexOf('Validation accuracy over the seeds'));
  assert.equal(fromStatistics(stdout), fromStatistics(rest.stdout));
  assert.match(stdout, /^ReLU, learningRate 0\.1, BN +5 +0\.\d{4} +0\.\d{4} +0\.\d{4} to 0\.\d{4}/m);
  assert.match(stdout, /^ELU, no BN( +[01]\.\d{4}\*?){6}$/m);
  assert.match(stdout, /each run against the best/);
});

test('every run with every seed is in exactly one shard', async () => {
  const { paths } = await shards(5);
  const seen = paths.flatMap((path) => Object.keys(hashesOf(path)));
  assert.equal(seen.length, 12);
  assert.equal(new Set(seen).size, 12);
  assert.deepEqual(
    summariesOf(paths[1]).map((s) => [s.run, s.seed]),
    [
      ['SGD', 2],
      ['SGD + BN', 1],
      ['Adam + BN', 3],
    ],
  );
});

test('what is missing is named with its shard, and can be made good', async () => {
  const { folder, file, paths } = await shards(3);
  const merged = join(folder, 'merged.jsonl');
  const part = await cli('merge', paths[0], paths[2], '--jsonl', merged);
  assert.equal(part.code, 1);
  assert.match(part.stderr, /^4 of 12 trials are missing:\n {2}SGD, seed 2, of shard 2\/3\n/);
  assert.match(part.stderr, /run --shard 2\/3 again/);
  assert.match(part.stdout, /Validation accuracy over the seeds/);
  // The joined file goes on like any other, or takes the missing shard.
  const both = [join(folder, 'a.jsonl'), merged];
  writeFileSync(both[0], readFileSync(merged));
  const run = await cli('run', file, '--jsonl', both[0]);
  assert.match(run.stderr, /8 of 12 trials are done/);
  const taken = await cli('merge', paths[1], '--jsonl', merged);
  assert.equal(taken.code, 0, taken.stderr);
  assert.deepEqual(withoutTimes(both[0]), withoutTimes(merged));
  // Once more, all of it twice over, is the same.
  const twice = await cli('merge', ...paths, merged, paths[0]);
  assert.equal(twice.code, 0, twice.stderr);
  assert.equal(twice.stdout, taken.stdout);
});

test('files that do not belong together are refused, and nothing is written', async () => {
  const { folder, paths } = await shards(2);
  const other = await shards(2, { ...quick, data: { ...quick.data, shift: 0.5 } });
  const output = join(folder, 'out.jsonl');
  const refused = async (/** @type {string[]} */ files, /** @type {RegExp} */ message, exitCode = 2) => {
    const { code, stdout, stderr } = await cli('merge', ...files, '--jsonl', output);
    assert.match(stderr, message);
    assert.equal(code, exitCode);
    assert.equal(stdout, '');
    assert.equal(existsSync(output), false);
  };
  await refused(
    [paths[0], other.paths[1]],
    /are of different experiments \(both are of "four kinds", but its values or its data files differ\)/,
  );
  await refused([paths[0], join(folder, 'none.jsonl')], /there is no file/);
  const wrong = join(folder, 'wrong.jsonl');
  const [{ hash }] = summariesOf(paths[0]);
  writeFileSync(wrong, readFileSync(paths[0], 'utf8').replaceAll(hash, '0123456789abcdef'));
  await refused(
    [paths[0], paths[1], wrong],
    new RegExp(`SGD, seed 1 has the hash ${hash} in ".*" and 0123456789abcdef in ".*wrong.*same bits on every machine`),
    1,
  );
  writeFileSync(wrong, '');
  await refused([wrong], /is empty/);
  writeFileSync(output, 'notes');
  const { code, stderr } = await cli('merge', ...paths, '--jsonl', output);
  assert.equal(code, 2);
  assert.match(stderr, /holds something else.*--overwrite/);
  assert.equal(readFileSync(output, 'utf8'), 'notes');
  assert.equal((await cli('merge', ...paths, '--jsonl', output, '--overwrite')).code, 0);
});
