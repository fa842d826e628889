// A run that is watched and changed by hand through its worker: when views come, what they hold, what they cost, and what
// of it a reset or a recovered worker keeps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Session } from '../../../web/engine/session.js';
import { TrainingHost } from '../../../web/worker/host.js';
import { newEngine } from '../support.js';
import { module, mortalWorkers, newPool, next } from './pool-support.js';

const dense = (/** @type {number} */ units) => ({ type: 'dense', units });
const kEpochs = 300;
const spiral = {
  version: 1,
  data: { source: 'spiral' },
  network: {
    activation: { name: 'gelu' },
    layers: [dense(8), { type: 'activation' }, dense(5), { type: 'activation' }, dense(2)],
  },
  training: { optimizer: { name: 'adam', learningRate: 0.01 }, batchSize: 10, epochs: kEpochs },
};
const setup = { experiment: spiral, runIndex: 0, seed: 1 };
const all = { boundary: 20, units: 6, weights: true, most: 10 };

/** @typedef {import('../../../web/worker/protocol.js').ViewEvent} ViewEvent */

/** @param {(session: Session) => void} [change] @returns {Promise<Session>} the run in this thread, up to its end */
async function trained(change = () => {}) {
  const session = (await newEngine()).createSession(spiral, 0, 1);
  change(session);
  while (session.step(1000).stage !== 'done');
  return session;
}

/** Begun, and paused before the first step. @param {import('node:test').TestContext} t @param {object} [options] */
async function pausedRun(t, options) {
  const run = newPool(t, options).start({ ...setup, startPaused: true });
  const shown = next(run, 'view');
  await run.watch(all);
  return { run, first: /** @type {ViewEvent} */ (await shown) };
}

/** @param {ViewEvent} view @param {string} name */
const weightOf = (view, name) =>
  /** @type {Float32Array} */ (view.weights?.find((parameter) => parameter.name === name)?.values);

test('views hold what the session answers, and training is as without them', { timeout: 60_000 }, async (t) => {
  const { run, first } = await pausedRun(t);
  assert.equal(run.state, 'paused');
  const fresh = (await newEngine()).createSession(spiral, 0, 1);
  assert.deepEqual(first.boundary, fresh.mapPlane(20));
  assert.deepEqual(first.units, fresh.unitMaps(6));
  assert.deepEqual(
    first.weights?.map(({ name, shape }) => ({ name, shape })),
    fresh.parameterNames(),
  );
  const stepped = next(run, 'view');
  await run.stepOnce();
  assert.equal((await stepped).step, 1);
  fresh.step(1);
  assert.deepEqual(weightOf(await stepped, 'dense2.weight'), fresh.parameter('dense2.weight'));
  const views = /** @type {ViewEvent[]} */ ([]);
  run.on('view', (view) => views.push(view));
  run.resume();
  const end = await trained();
  assert.equal((await run.finished).hash, end.hash());
  assert.ok(views.length >= 5, `${views.length} views`);
  assert.deepEqual(views[views.length - 1].boundary, end.mapPlane(20));
  const again = next(run, 'view'); // done, and still there to be asked
  await run.watch({ boundary: 3, units: 0, weights: false });
  assert.deepEqual((await again).boundary, end.mapPlane(3));
  assert.equal((await again).units ?? (await again).weights, null);
  const initial = next(run, 'view');
  await run.reset();
  assert.deepEqual((await initial).boundary, (await newEngine()).createSession(spiral, 0, 1).mapPlane(3));
});

test('a run that plays is shown at once where it is watched, where it is paused, and no more after null', async (t) => {
  const run = newPool(t).start({ ...setup, experiment: { ...spiral, training: { ...spiral.training, epochs: 9999 } } });
  let views = 0;
  run.on('view', () => {
    views += 1;
  });
  await next(run, 'epoch');
  await run.watch({ ...all, most: 1e6 });
  assert.equal(views, 1);
  await next(run, 'progress');
  await next(run, 'progress');
  assert.equal(views, 1, 'not due');
  await run.pause();
  assert.equal(views, 2);
  await run.watch(null);
  await run.stepOnce();
  assert.equal(views, 2);
});

test('a request that cannot be met is refused, and the one before stays', async (t) => {
  const { run } = await pausedRun(t);
  const wrong = /** @type {[any, RegExp][]} */ ([
    [{ ...all, boundary: 1e9 }, /boundary: must be a whole number of cells from 0 \(no map\) to 256, not 1000000000/],
    [{ ...all, units: 2.5 }, /units: must be a whole number/],
    [{ ...all, weights: 1 }, /weights: must be true or false, not 1/],
    [{ ...all, most: Number.NaN }, /most: must be a number of milliseconds from 0, not NaN/],
  ]);
  for (const [request, message] of wrong) await assert.rejects(run.watch(request), message);
  const shown = next(run, 'view');
  await run.stepOnce();
  assert.equal((await shown).boundary.length, 20 * 20 * 2);
});

test('views take a quarter of the time at most, and their buffers are moved', { timeout: 60_000 }, async (t) => {
  const kSlow = 30;
  const { mapPlane } = Session.prototype;
  t.after(() => {
    Session.prototype.mapPlane = mapPlane;
  });
  let spent = 0;
  Session.prototype.mapPlane = function (/** @type {number} */ size) {
    const start = performance.now();
    while (performance.now() - start < kSlow);
    const plane = mapPlane.call(this, size);
    spent += performance.now() - start;
    return plane;
  };
  let views = 0;
  const host = new TrainingHost((event, moved = []) => {
    if (event.type !== 'view') return;
    views += 1;
    assert.equal(moved.length, 2 + (event.weights?.length ?? 0));
  });
  const experiment = { ...spiral, training: { ...spiral.training, epochs: 100_000 } };
  await host.start(await module, { ...setup, experiment });
  host.watch({ ...all, most: 0 });
  spent = 0;
  views = 0;
  const start = performance.now();
  const playing = host.play();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const share = spent / (performance.now() - start);
  host.watch(null);
  host.pause();
  await playing;
  t.diagnostic(`${views} views of ${kSlow} ms took ${(100 * share).toFixed(1)} % of the time`);
  assert.ok(share < 0.26, `${share}`);
  assert.ok(share > 0.15 && views > 8, `only ${views} views, ${share}`);
});

test('settings changed by hand stay for a reset and for another worker', { timeout: 60_000 }, async (t) => {
  const settings = { set: { 'training.optimizer.learningRate': 0.003 }, frozen: { dense1: [0, 2] } };
  const changed = await trained((session) => session.setLive(settings));
  const workers = mortalWorkers();
  const { run, first } = await pausedRun(t, { ...workers, recover: 3 });
  await run.setLive(settings);
  await assert.rejects(run.setLive({ frozen: { dense1: [8] } }), /dense1 has 8 units/);
  assert.equal(run.state, 'paused', 'a mistake does not end the run');
  run.resume();
  await next(run, 'epoch');
  const recovered = next(run, 'recovered');
  workers.kill();
  await recovered;
  assert.equal((await run.finished).hash, changed.hash());
  await run.reset();
  const stepped = next(run, 'view');
  await run.stepOnce();
  const weights = [first, await stepped].map((view) => weightOf(view, 'dense1.weight'));
  assert.deepEqual(weights[1].subarray(0, 2), weights[0].subarray(0, 2));
  assert.notDeepEqual(weights[1].subarray(2, 4), weights[0].subarray(2, 4));
  const ended = next(run, 'summary');
  run.resume();
  assert.equal((await ended).hash, changed.hash());
  await run.setLive({});
  await run.reset();
  const plain = next(run, 'summary');
  run.resume();
  assert.equal((await plain).hash, (await trained()).hash());
});

test('settings given before a run begins are those it begins with', { timeout: 60_000 }, async (t) => {
  const settings = { set: { 'training.batchSize': 25 } };
  const run = newPool(t).start(setup);
  await run.setLive(settings);
  assert.equal((await run.finished).hash, (await trained((session) => session.setLive(settings))).hash());
});

test('a weight set by hand is shown at once and survives its worker', { timeout: 60_000 }, async (t) => {
  const workers = mortalWorkers();
  const { run } = await pausedRun(t, { ...workers, recover: 3 });
  const shown = next(run, 'view');
  await run.setParameter('dense1.bias', 3, -2.5);
  assert.equal(weightOf(await shown, 'dense1.bias')[3], -2.5);
  await assert.rejects(run.setParameter('dense1.bias', 8, 1), /no parameter "dense1\.bias" with an element 8/);
  const restored = next(run, 'view');
  workers.kill();
  assert.equal(weightOf(await restored, 'dense1.bias')[3], -2.5);
  run.resume();
  const changed = await trained((session) => session.setParameter('dense1.bias', 3, -2.5));
  assert.equal((await run.finished).hash, changed.hash());
  const initial = next(run, 'view');
  await run.reset();
  assert.notEqual(weightOf(await initial, 'dense1.bias')[3], -2.5);
});

test(
  'a run that is slowed down makes its steps in their time, shows each, and gives the same bits',
  { timeout: 60_000 },
  async (t) => {
    const { run } = await pausedRun(t);
    await assert.rejects(
      run.setPace(0),
      /pace: must be a number of steps a second above 0 and at most 1000, or null, not 0/,
    );
    await run.setPace(10);
    let views = 0;
    let steps = 0;
    run.on('view', () => {
      views += 1;
    });
    run.on('progress', ({ step, epoch, stepsPerEpoch }) => {
      steps = (epoch - 1) * stepsPerEpoch + step;
    });
    const start = performance.now();
    run.resume();
    while (steps < 6) await next(run, 'progress');
    const seconds = (performance.now() - start) / 1000;
    assert.ok(seconds >= 0.45, `6 steps in ${seconds} s: the first at once, the others a tenth of a second apart`);
    assert.ok(views >= 5, `${views} views of 6 steps`);
    const { secondsLeft, fraction, stepsPerEpoch } = await next(run, 'progress');
    assert.ok(secondsLeft >= (0.9 * (1 - fraction) * kEpochs * stepsPerEpoch) / 10, `${secondsLeft} s left`);
    const paused = performance.now();
    await run.setPace(0.1);
    await run.pause();
    assert.ok(performance.now() - paused < 1000, 'a pause does not wait for the step that is due');
    run.resume();
    await run.setPace(null); // at full speed at once, not after ten seconds
    assert.equal((await run.finished).hash, (await trained()).hash());
  },
);

test('a lost worker leaves a slowed run slow, and where it was', { timeout: 60_000 }, async (t) => {
  const { createWorker, kill } = mortalWorkers();
  const { run } = await pausedRun(t, { createWorker, recover: 2 });
  await run.setPace(20);
  run.resume();
  await next(run, 'snapshot');
  const recovered = next(run, 'recovered');
  kill();
  await recovered;
  const start = performance.now();
  for (let i = 0; i < 5; i++) await next(run, 'progress');
  assert.ok(performance.now() - start >= 150, 'still slow');
  await run.setPace(null);
  assert.equal((await run.finished).hash, (await trained()).hash());
});
