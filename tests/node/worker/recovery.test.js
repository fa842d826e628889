// Runs whose workers are lost, in real workers: another goes on from the last epoch with the same bits, no epoch is
// reported twice, and who loses worker after worker fails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createNodeWorker } from '../../../web/cli/sweep/node-engine.js';
import { fourKinds, newEngine } from '../support.js';
import { long, mortalWorkers, newPool, next } from './pool-support.js';

const kEpochs = 1500;
const experiment = { ...fourKinds, training: { ...fourKinds.training, epochs: kEpochs } };
const setup = { experiment, runIndex: 3, seed: 1 };

/** The run in this thread, which nothing disturbs. */
const undisturbed = newEngine().then((engine) => {
  const session = engine.createSession(experiment, setup.runIndex, setup.seed);
  while (session.step(1000).stage !== 'done');
  return session.hash();
});

const kEvery = Array.from({ length: kEpochs }, (_, i) => i + 1);

/** @param {import('../../../web/worker/client.js').TrialRun} run */
function listen(run) {
  const epochs = /** @type {number[]} */ ([]);
  const states = /** @type {string[]} */ ([]);
  const recovered = /** @type {{reason: Error, epoch: number}[]} */ ([]);
  run.on('epoch', (record) => epochs.push(record.epoch));
  run.on('state', (state) => states.push(state));
  run.on('recovered', (event) => recovered.push(event));
  return { epochs, states, recovered };
}

const url = (/** @type {string} */ name) => new URL(name, import.meta.url);

for (const silent of [false, true]) {
  const how = silent ? 'without a word' : 'by an error';
  test(`a worker killed in the middle, ${how}, is replaced and its run goes on`, { timeout: 60_000 }, async (t) => {
    const workers = mortalWorkers({ silent });
    const run = newPool(t, { ...workers, recover: 3 }).start(setup);
    const heard = listen(run);
    const { epochs } = await next(run, 'snapshot');
    assert.ok(epochs > 0 && epochs < kEpochs);
    await next(run, 'epoch'); // one that will be trained twice
    heard.states.length = 0;
    const killed = performance.now();
    workers.kill();
    await next(run, 'recovered');
    assert.ok(performance.now() - killed < 2000);
    assert.equal((await run.finished).hash, await undisturbed);
    assert.deepEqual(heard.epochs, kEvery);
    assert.deepEqual(
      heard.recovered.map(({ epoch }) => epoch),
      [epochs],
    );
    assert.match(heard.recovered[0].reason.message, silent ? /ended unexpectedly/ : /ended with code/);
    assert.deepEqual(heard.states, ['queued', 'running', 'done']);
    assert.equal(workers.made.length, 2);
  });
}

test('a worker lost before the first snapshot is replaced by one that starts again', { timeout: 60_000 }, async (t) => {
  const workers = mortalWorkers();
  const run = newPool(t, { ...workers, recover: 1 }).start(setup);
  const heard = listen(run);
  await next(run, 'epoch');
  workers.kill();
  assert.equal((await next(run, 'recovered')).epoch, 0);
  assert.equal((await run.finished).hash, await undisturbed);
  assert.deepEqual(heard.epochs, kEvery);
});

test('a recovered run keeps its place before those that wait', { timeout: 60_000 }, async (t) => {
  const workers = mortalWorkers();
  const pool = newPool(t, { ...workers, recover: 1, size: 1 });
  const [run, waiting] = [0, 1].map(() => pool.start(setup));
  await next(run, 'epoch');
  workers.kill();
  await next(run, 'recovered');
  await next(run, 'epoch');
  assert.equal(waiting.state, 'queued');
});

test('a trap is survived as often as there are new epochs in between', { timeout: 60_000 }, async (t) => {
  let made = 0;
  const createWorker = () => {
    made += 1;
    return createNodeWorker(url('./late-trap-worker.js'));
  };
  const run = newPool(t, { createWorker, recover: 1 }).start(setup);
  const heard = listen(run);
  assert.equal((await run.finished).hash, await undisturbed);
  assert.ok(made >= 3, `${made} workers`);
  assert.deepEqual(heard.epochs, kEvery);
  assert.ok(heard.recovered.every(({ reason }) => /unreachable/.test(reason.message)));
});

test('a run that loses every worker at the same epoch fails with the last reason', { timeout: 60_000 }, async (t) => {
  for (const [name, reason] of /** @type {[string, RegExp][]} */ ([
    ['./trapping-worker.js', /unreachable/],
    ['./dying-worker.js', /ended unexpectedly with code 7/],
  ])) {
    let made = 0;
    const createWorker = () => {
      made += 1;
      return createNodeWorker(url(name));
    };
    const run = newPool(t, { createWorker, recover: 3 }).start(setup);
    const heard = listen(run);
    await assert.rejects(run.finished, reason);
    assert.equal(run.state, 'failed');
    assert.equal(made, 4);
    assert.equal(heard.recovered.length, 3);
  }
});

test("a user's mistake is not tried again", async (t) => {
  const workers = mortalWorkers();
  const pool = newPool(t, { ...workers, recover: 3 });
  const bad = { ...experiment, training: { ...experiment.training, epochs: 0 } };
  await assert.rejects(pool.start({ ...setup, experiment: bad }).finished, /training\.epochs: must be a whole number/);
  const live = { set: { 'training.batchSize': 0 } };
  await assert.rejects(pool.start({ ...setup, live }).finished, /training\.batchSize: must be/);
  assert.equal(workers.made.length, 2);
});

test('a paused run whose worker is killed stays paused at the same step', { timeout: 60_000 }, async (t) => {
  const workers = mortalWorkers();
  const run = newPool(t, { ...workers, recover: 3 }).start(setup);
  const heard = listen(run);
  await next(run, 'epoch');
  await run.pause();
  await run.stepOnce();
  const where = next(run, 'progress');
  await run.stepOnce();
  const { epoch, step } = await where;
  const recovered = next(run, 'recovered');
  const restored = next(run, 'progress');
  heard.states.length = 0;
  workers.kill();
  await recovered;
  const after = await restored;
  assert.deepEqual([after.epoch, after.step], [epoch, step]);
  assert.deepEqual(heard.states, []);
  assert.equal(run.state, 'paused');
  run.resume();
  assert.equal((await run.finished).hash, await undisturbed);
  assert.deepEqual(heard.epochs, kEvery);
});

test('what waits for a lost worker is answered by the next', { timeout: 60_000 }, async (t) => {
  const workers = mortalWorkers();
  const run = newPool(t, { ...workers, recover: 3 }).start({ ...setup, experiment: long });
  await next(run, 'epoch');
  workers.kill();
  await Promise.all([run.pause(), run.setParameter('dense1.bias', 0, 0.5), run.setLive({}), run.snapshot()]);
  assert.equal(run.state, 'paused');
  workers.kill();
  await run.reset();
  const progress = next(run, 'progress');
  await run.stepOnce();
  assert.equal((await progress).step, 1);
});

test('without recoveries a lost worker ends its run', { timeout: 60_000 }, async (t) => {
  const workers = mortalWorkers();
  const run = newPool(t, workers).start(setup);
  let snapshots = 0;
  run.on('snapshot', () => {
    snapshots += 1;
  });
  setTimeout(workers.kill, 800);
  await assert.rejects(run.finished, /ended with code/);
  assert.equal(snapshots, 0);
});

test(
  'a run of an earlier visit stays paused where it was, and is reset to its weights',
  { timeout: 60_000 },
  async (t) => {
    const pool = newPool(t, { recover: 3 });
    const first = pool.start(setup);
    await next(first, 'epoch');
    await first.pause();
    const { bytes, epochs } = await first.snapshot();
    const earlier = { ...setup, snapshot: bytes, snapshotEpochs: epochs, startPaused: true };
    const run = pool.start(earlier);
    const heard = listen(run);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(run.state, 'paused');
    assert.ok(!run.hasWorker && !run.occupies);
    run.resume();
    assert.equal((await run.finished).hash, await undisturbed);
    assert.deepEqual(heard.epochs, kEvery.slice(epochs));
    const stopped = pool.start(earlier);
    await stopped.stop();
    assert.equal((await stopped.finished).epochs, epochs);
    const fresh = pool.start(earlier);
    await fresh.reset();
    fresh.resume();
    assert.equal((await next(fresh, 'epoch')).epoch, 1);
  },
);

test('a worker lost while it stops is replaced, and the run ends where it last was', { timeout: 60_000 }, async (t) => {
  const workers = mortalWorkers();
  const run = newPool(t, { ...workers, recover: 2 }).start(setup);
  const { epochs } = await next(run, 'snapshot');
  workers.kill(); // it is not known yet
  run.stop().catch(() => {});
  assert.equal(run.state, 'stopping');
  const summary = await run.finished;
  assert.equal(summary.status, 'stopped');
  assert.ok(summary.epochs >= epochs, `${summary.epochs} epochs, ${epochs} when it was saved`);
  assert.equal(run.state, 'done');
});

test('a worker lost while it stops, before anything was saved, ends its run without a summary', async (t) => {
  const workers = mortalWorkers();
  const run = newPool(t, { ...workers, recover: 2 }).start(setup);
  await next(run, 'progress');
  workers.kill();
  run.stop().catch(() => {});
  await assert.rejects(run.finished, /stopped before|without/);
  assert.equal(run.state, 'done');
});
