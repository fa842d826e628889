// The worker protocol under Node: pause, step, reset, stop, queue, and what happens when a worker dies.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createNodeWorker } from '../../../web/cli/sweep/node-engine.js';
import { RemoteEngine } from '../../../web/worker/remote-engine.js';
import { fourKinds, fromRoot, newEngine, preset } from '../support.js';
import { long, module, newPool, next } from './pool-support.js';

test('a run in a worker ends with the hash of a run in this thread; reset gives it again', async (t) => {
  const engine = await newEngine();
  const session = engine.createSession(fourKinds, 2, 1);
  while (session.step(50).stage !== 'done');
  const run = newPool(t).start({ experiment: fourKinds, runIndex: 2, seed: 1 });
  /** @type {number[]} */
  const epochs = [];
  run.on('epoch', (record) => epochs.push(record.epoch));
  assert.equal((await run.finished).hash, session.hash());
  assert.deepEqual(epochs, [1, 2, 3]);
  await run.reset();
  assert.equal(run.state, 'paused');
  const again = next(run, 'summary');
  run.resume();
  assert.equal((await again).hash, session.hash());
});

test('a pause is answered, steps are single, and stop gives the verdict', async (t) => {
  const run = newPool(t).start({ experiment: long, runIndex: 3, seed: 0 });
  await next(run, 'epoch');
  await run.pause();
  const stepped = next(run, 'progress');
  await run.stepOnce();
  const first = await stepped;
  const steppedAgain = next(run, 'progress');
  await run.stepOnce();
  const second = await steppedAgain;
  const total = (/** @type {any} */ p) => (p.epoch - 1) * p.stepsPerEpoch + p.step;
  assert.equal(total(second) - total(first), 1);
  const summary = next(run, 'summary');
  await run.stop();
  assert.equal((await summary).status, 'stopped');
});

test('runs beyond the size of the pool wait their turn', async (t) => {
  const pool = newPool(t, { size: 1 });
  const runs = [0, 1, 2].map((runIndex) => pool.start({ experiment: fourKinds, runIndex, seed: 1 }));
  await next(runs[0], 'epoch');
  assert.equal(runs[1].state, 'queued');
  await Promise.all(runs.map((run) => run.finished));
});

test("a bad experiment fails with the engine's message", async (t) => {
  const bad = { ...fourKinds, training: { ...fourKinds.training, epochs: 0 } };
  const run = newPool(t).start({ experiment: bad, runIndex: 0, seed: 1 });
  await assert.rejects(run.finished, /training\.epochs: must be a whole number/);
  assert.equal(run.state, 'failed');
});

test('after a trap the worker is replaced and every waiting promise is rejected', async (t) => {
  const url = new URL('./trapping-worker.js', import.meta.url);
  let made = 0;
  const pool = newPool(t, { size: 1, createWorker: () => (++made === 1 ? createNodeWorker(url) : createNodeWorker()) });
  const run = pool.start({ experiment: long, runIndex: 0, seed: 1 });
  const next = pool.start({ experiment: fourKinds, runIndex: 0, seed: 1 });
  await assert.rejects(run.finished, /unreachable/);
  assert.equal(run.state, 'failed');
  assert.equal((await next.finished).status, 'completed'); // on a new worker
  assert.equal(made, 2);
});

test('a worker that dies rejects what waits for it', async (t) => {
  /** @type {any} */
  let worker;
  const pool = newPool(t, {
    createWorker: () => {
      worker = createNodeWorker(new URL('./dying-worker.js', import.meta.url));
      return worker;
    },
  });
  const run = pool.start({ experiment: long, runIndex: 0, seed: 1 });
  await assert.rejects(run.finished, /ended unexpectedly with code 7/);
});

test('terminating rejects a pause that still waits', async (t) => {
  const run = newPool(t).start({ experiment: long, runIndex: 0, seed: 0 });
  await next(run, 'epoch');
  const paused = run.pause();
  run.terminate();
  await assert.rejects(paused, /terminated/);
  await assert.rejects(run.finished, /terminated/);
});

test('a pause before the run has begun is kept', async (t) => {
  const run = newPool(t).start({ experiment: long, runIndex: 0, seed: 0 });
  await run.pause();
  const first = next(run, 'progress');
  await run.stepOnce();
  assert.equal((await first).step, 1);
  assert.equal(run.state, 'paused');
  run.resume();
  await next(run, 'epoch');
});

test('an experiment on files that was given none says so instead of waiting', async (t) => {
  const experiment = preset('mnist-mlp');
  const run = newPool(t).start({ experiment, runIndex: 0, seed: 0 });
  await assert.rejects(run.finished, /needs data files, and none were given/);
});

test('a run goes on from the snapshot of another, and reports only the epochs after it', async (t) => {
  const engine = await newEngine();
  const experiment = { ...fourKinds, training: { ...fourKinds.training, epochs: 40 } };
  const session = engine.createSession(experiment, 3, 1);
  while (session.step(1000).stage !== 'done');
  const pool = newPool(t);
  const first = pool.start({ experiment, runIndex: 3, seed: 1 });
  await next(first, 'epoch');
  await first.pause();
  const { bytes, epochs } = await first.snapshot();
  assert.ok(epochs >= 1 && epochs < 40);
  const second = pool.start({ experiment, runIndex: 3, seed: 1, snapshot: bytes });
  const later = /** @type {number[]} */ ([]);
  second.on('epoch', (record) => later.push(record.epoch));
  assert.equal((await second.finished).hash, session.hash());
  assert.deepEqual(
    later,
    Array.from({ length: 40 - epochs }, (_, i) => epochs + 1 + i),
  );
  // Of another seed: reported, and started again.
  const other = pool.start({ experiment, runIndex: 3, seed: 2, snapshot: bytes });
  const reason = next(other, 'restart');
  assert.match(await reason, /of another experiment, run or seed/);
  assert.equal((await next(other, 'epoch')).epoch, 1);
});

test('a snapshot asked of a run that is terminated is rejected', async (t) => {
  const run = newPool(t).start({ experiment: long, runIndex: 0, seed: 0 });
  await next(run, 'epoch');
  const saved = run.snapshot();
  run.terminate();
  await assert.rejects(saved, /terminated/);
});

/** @param {import('node:test').TestContext} t @param {number} count runs on two places */
async function startedRuns(t, count) {
  const pool = newPool(t);
  const runs = Array.from({ length: count }, (_, i) => pool.start({ experiment: fourKinds, runIndex: i % 4, seed: 1 }));
  await next(runs[0], 'progress');
  return runs;
}

test('after a reset of more runs than places, resume runs them all', { timeout: 30_000 }, async (t) => {
  const runs = await startedRuns(t, 5);
  await Promise.all(runs.map((run) => run.reset()));
  assert.ok(runs.every((run) => run.state === 'paused'));
  const ends = runs.map((run) => next(run, 'summary'));
  for (const run of runs) run.resume();
  assert.ok((await Promise.all(ends)).every((summary) => summary.status === 'completed'));
});

test('after a reset of more runs than places, one step is one step of each', { timeout: 30_000 }, async (t) => {
  const runs = await startedRuns(t, 5);
  await Promise.all(runs.map((run) => run.reset()));
  const progress = runs.map((run) => next(run, 'progress'));
  await Promise.all(runs.map((run) => run.stepOnce()));
  assert.deepEqual(
    (await Promise.all(progress)).map(({ step }) => step),
    [1, 1, 1, 1, 1],
  );
  assert.ok(runs.every((run) => run.state === 'paused'));
});

test('a worker that does not answer a stop is terminated', { timeout: 30_000 }, async (t) => {
  const url = new URL('./deaf-worker.js', import.meta.url);
  const pool = newPool(t, { createWorker: () => createNodeWorker(url), stopMilliseconds: 200 });
  const run = pool.start({ experiment: long, runIndex: 0, seed: 1 });
  await next(run, 'progress');
  await assert.rejects(run.stop(), /did not answer the stop/);
  assert.equal(run.state, 'failed');
});

test('a run stopped before it began says so, and trains after a reset', { timeout: 30_000 }, async (t) => {
  const pool = newPool(t, { size: 1 });
  pool.start({ experiment: long, runIndex: 0, seed: 1 });
  const run = pool.start({ experiment: fourKinds, runIndex: 0, seed: 1 });
  await run.stop();
  assert.equal(run.why, 'stopped before the first step');
  await assert.rejects(run.finished, /stopped before the first step/);
  await run.reset();
  const stepped = run.stepOnce();
  pool.terminateAll();
  await assert.rejects(stepped);
});

test('an engine that is loaded from bytes gives them to the other workers, not what it compiled', async (t) => {
  const wasmBinary = readFileSync(fromRoot('web/generated/training.wasm'));
  const engine = new RemoteEngine(createNodeWorker, { wasmBinary });
  t.after(() => engine.close());
  const shared = await engine.module;
  assert.deepEqual(shared, { wasmBinary });
  const runs = [newPool(t), newPool(t, { module: shared })].map((pool) =>
    pool.start({ experiment: fourKinds, runIndex: 2, seed: 1 }),
  );
  const [compiled, ofBytes] = await Promise.all(runs.map((run) => run.finished));
  assert.equal(ofBytes.hash, compiled.hash);
});

test('an engine that traps on a question is replaced for the next one', async (t) => {
  let made = 0;
  const engine = new RemoteEngine(
    () => {
      made += 1;
      return made === 1 ? createNodeWorker(new URL('trapping-check-worker.js', import.meta.url)) : createNodeWorker();
    },
    { module: /** @type {any} */ (await module) },
  );
  t.after(() => engine.close());
  await assert.rejects(engine.checkExperiment(preset('relu-vs-elu')), /unreachable/);
  const answer = await engine.checkExperiment(preset('relu-vs-elu'));
  assert.equal(answer.ok, true);
  assert.equal(made, 2);
});
