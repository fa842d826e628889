// A session that is watched and changed by hand: maps of the plane, live settings, single weights. Catches a map that
// is turned, that disagrees with predict, or that changes the training.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newEngine } from '../support.js';

const dense = (/** @type {number} */ units) => ({ type: 'dense', units });
const spiral = {
  version: 1,
  data: { source: 'spiral', inputs: ['x1', 'x2', 'x1*x2'] },
  network: {
    activation: { name: 'gelu' },
    layers: [dense(8), { type: 'activation' }, dense(5), { type: 'activation' }, dense(2)],
  },
  training: { optimizer: { name: 'adam', learningRate: 0.01 }, batchSize: 10, epochs: 4 },
};

describe('a session in the plane', () => {
  test('the map is what predict answers at the cells, from the top row by row', async () => {
    const session = (await newEngine()).createSession(spiral, 0, 1);
    session.step(60);
    const size = 8;
    const cells = Array.from({ length: size * size }, (_, i) => {
      const x = -6 + (12 * ((i % size) + 0.5)) / size;
      const y = 6 - (12 * (Math.floor(i / size) + 0.5)) / size;
      return [x, y, x * y];
    });
    assert.deepEqual(session.mapPlane(size), session.predict(cells.flat()));
    const units = /** @type {Float32Array} */ (session.unitMaps(size));
    assert.equal(units.length, (8 + 5) * size * size);
    const [weight, bias] = ['dense1.weight', 'dense1.bias'].map((name) => session.parameter(name));
    for (const cell of [0, 5, 63]) {
      const z = cells[cell].reduce((sum, input, i) => sum + input * weight[3 * 2 + i], bias[2]);
      const phi = 0.5 * z * (1 + erf(z / Math.SQRT2));
      assert.ok(Math.abs(units[2 * size * size + cell] - phi) < 1e-5 * (1 + Math.abs(phi)));
    }
  });

  test('watching changes nothing', async () => {
    const engine = await newEngine();
    const [watched, alone] = [engine.createSession(spiral, 0, 1), engine.createSession(spiral, 0, 1)];
    while (watched.step(7).stage !== 'done') {
      watched.mapPlane(20);
      watched.unitMaps(10);
    }
    while (alone.step(64).stage !== 'done');
    assert.equal(watched.hash(), alone.hash());
  });

  test('data of more features have no map and no points', async () => {
    const engine = await newEngine();
    const wide = { ...spiral, data: { source: 'shifted-gaussian', train: 50, validation: 10, classes: 2 } };
    const session = engine.createSession(wide, 0, 1);
    assert.equal(session.mapPlane(4), null);
    assert.equal(session.unitMaps(4), null);
    assert.deepEqual(engine.planePoints(wide.data).points, []);
  });

  test('the points are those that train and validate', async () => {
    const engine = await newEngine();
    const data = {
      source: 'points',
      classes: 3,
      points: [
        [1, 2, 0],
        [3, 4, 2],
        [-1, 0.5, 1],
        [-6, 6, 1],
      ],
    };
    const { train, points } = engine.planePoints(data);
    assert.equal(train, 2);
    assert.deepEqual(points.toSorted(), data.points.toSorted());
    assert.throws(
      () => engine.planePoints({ ...data, classes: 2 }),
      /data\.points: entry 1 has a class that is not below data\.classes, 2/,
    );
  });

  test('live settings are checked as the experiment is, and nothing changes where they are wrong', async () => {
    const session = (await newEngine()).createSession(spiral, 0, 1);
    const alone = (await newEngine()).createSession(spiral, 0, 1);
    session.step(10);
    const wrong = /** @type {[import('../../../web/engine/session.js').LiveSettings, RegExp][]} */ ([
      [{ set: { 'training.optimizer.learningRate': -1 } }, /learningRate: must be a number above 0/],
      [{ set: { 'data.noise': 1 } }, /data\.noise: cannot be changed while the run trains/],
      [{ set: { 'training.epochs': 0.5 } }, /training\.epochs: must be a whole number/],
      [{ frozen: { densee: true } }, /no layer with weights called "densee"/],
      [{ frozen: { dense1: [8] } }, /dense1 has 8 units, counted from 0; 8 is none/],
    ]);
    for (const [settings, message] of wrong) assert.throws(() => session.setLive(settings), message);
    assert.throws(
      () => session.setParameter('dense1.weight', 24, 1),
      /no parameter "dense1\.weight" with an element 24/,
    );
    assert.throws(() => session.setParameter('dense9.weight', 0, 1), /no parameter "dense9\.weight"/);
    assert.throws(() => session.setParameter('dense1.weight', 0, Number.NaN), /must be a number/);
    while (session.step(9).stage !== 'done');
    while (alone.step(64).stage !== 'done');
    assert.equal(session.hash(), alone.hash());
  });

  test('a weight set by hand is there, and a longer run goes on', async () => {
    const session = (await newEngine()).createSession(spiral, 0, 1);
    session.step(10);
    session.setParameter('dense1.bias', 3, -2.5);
    assert.equal(session.parameter('dense1.bias')[3], -2.5);
    session.setLive({ set: { 'training.epochs': 6, 'training.batchSize': 25, 'training.penalty.l1': 1e-4 } });
    let progress = session.step(1);
    assert.equal(progress.stepsPerEpoch, 10);
    while (progress.stage !== 'done') progress = session.step(50);
    assert.equal(progress.records, 6);
    assert.equal(progress.fraction, 1);
  });
});

/** Abramowitz and Stegun 7.1.26 is too coarse; the series is exact enough here. @param {number} x */
function erf(x) {
  if (Math.abs(x) > 5) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; n < 120; ++n) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}
