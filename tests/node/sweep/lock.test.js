// The lock of a file: real processes that take over what a killed one left, all at once. They also take and release one
// lock 20,000 times, or 100,000 with PLAYGROUND_LONG=1. A lock that two processes hold at a time would fail here.
import assert from 'node:assert/strict';
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { lockFile } from '../../../web/cli/files/file-lock.js';
import { cli, experimentFile, fourKinds, fromRoot, newFolder } from '../support.js';

const kProcesses = 4;
const kTakeOvers = 200;
// The whole 100,000 take half a minute on two busy cores.
const kTakings = process.env.PLAYGROUND_LONG ? 100_000 : 20_000;

const racers = Array.from({ length: kProcesses }, () => fork(fromRoot('tests/node/sweep/lock-racer.js')));
await Promise.all(racers.map((racer) => once(racer, 'message')));
after(() => {
  for (const racer of racers) racer.kill();
});

/** @param {any} work @returns {Promise<any[]>} what each answered */
const all = (work) =>
  Promise.all(
    racers.map(async (racer) => {
      racer.send(work);
      return (await once(racer, 'message'))[0];
    }),
  );

/** A lock of a process that is no more: the number is above Linux's largest. */
const kGone = JSON.stringify({ host: hostname(), pid: 2 ** 22 + 1 });

test('a stale lock that several processes take over at once has one owner', async () => {
  const folder = newFolder();
  for (let round = 0; round < kTakeOvers; ++round) {
    const path = join(folder, `file-${round}`);
    writeFileSync(`${path}.lock`, kGone);
    const got = await all({ path, at: Date.now() + 3 });
    assert.equal(got.filter(Boolean).length, 1, `round ${round}`);
  }
});

test(`${kTakings} takings by four processes, stale locks among them, never have two owners`, async () => {
  const folder = newFolder();
  const path = join(folder, 'file');
  const answers = await all({ path, times: kTakings / kProcesses, witness: join(folder, 'witness') });
  assert.deepEqual(answers, Array(kProcesses).fill(0));
  const left = readdirSync(folder).filter((name) => name !== 'file.lock');
  assert.deepEqual(left, [], 'nothing is left beside it');
});

test('a holder that was paused for too long notices that it lost its lock, and leaves the new one alone', () => {
  const path = join(newFolder(), 'file');
  const own = lockFile(path);
  own.check();
  assert.throws(() => lockFile(path), /is being written by process/);
  // As another machine sees it: no sign of life for more than a minute.
  const content = JSON.parse(readFileSync(`${path}.lock`, 'utf8'));
  const successor = { ...content, host: 'elsewhere', token: 'b'.repeat(24) };
  writeFileSync(`${path}.lock.${content.token}`, JSON.stringify(successor));
  assert.throws(() => own.check(), /was lost: this process was paused/);
  own.release();
  assert.deepEqual(readdirSync(join(path, '..')).length, 2);
  assert.throws(() => lockFile(path), /by process \d+ on elsewhere/);
  const old = new Date(Date.now() - 61_000);
  utimesSync(`${path}.lock.${content.token}`, old, old);
  const next = lockFile(path);
  next.check();
  next.release();
  assert.deepEqual(readdirSync(join(path, '..')), []);
});

test('a process of the same number that began at another time is another one', (t) => {
  const path = join(newFolder(), 'file');
  const own = lockFile(path);
  const content = JSON.parse(readFileSync(`${path}.lock`, 'utf8'));
  own.release();
  if (content.start === undefined) return t.skip('when a process began is read from /proc, which is not here');
  const former = { ...content, start: '1', token: 'c'.repeat(24) };
  writeFileSync(`${path}.lock`, JSON.stringify(former));
  lockFile(path).release();
  // In another container of this machine the number says nothing: it counts as alive until a minute has passed.
  writeFileSync(`${path}.lock`, JSON.stringify({ ...former, space: 'another' }));
  assert.throws(() => lockFile(path), /is being written/);
  rmSync(`${path}.lock`);
});

test('what is no file in the place of a lock or a snapshot is named, and nothing waits for it', async () => {
  const folder = newFolder();
  const experiment = experimentFile({ ...fourKinds, seeds: [1], runs: fourKinds.runs.slice(0, 1) });
  const output = join(folder, 'records.jsonl');
  const lock = `${output}.lock`;
  for (const [make, what] of /** @type {[() => void, string][]} */ ([
    [() => symlinkSync(join(folder, 'nowhere'), lock), 'a link'],
    [() => mkdirSync(lock), 'a folder'],
    [() => execFileSync('mkfifo', [lock]), 'a pipe or device'],
  ])) {
    make();
    const { code, stderr } = await cli('run', experiment, '--jsonl', output);
    assert.equal(code, 2);
    assert.match(stderr, new RegExp(`records\\.jsonl\\.lock" is ${what} where a lock file should be; remove it`));
    rmSync(lock, { recursive: true });
  }
  const whole = await cli('run', experiment, '--jsonl', output);
  assert.equal(whole.code, 0, whole.stderr);
  const lines = readFileSync(output, 'utf8').split('\n');
  const snapshot = join(`${output}.snapshots`, 'run0-seed1.snapshot');
  for (const make of [() => mkdirSync(snapshot), () => execFileSync('mkfifo', [snapshot])]) {
    writeFileSync(output, lines.slice(0, 2).join('\n'));
    mkdirSync(`${output}.snapshots`);
    make();
    const { code, stderr } = await cli('run', experiment, '--jsonl', output);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /SGD starts again: what is in the place of its snapshot is no file/);
  }
});
