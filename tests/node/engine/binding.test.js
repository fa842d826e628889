// The binding as the page uses it: table, curves, properties, errors as data, sessions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EngineError } from '../../../web/engine/boundary.js';
import { fourKinds, newCurvesEngine, newEngine } from '../support.js';

test('the table names every function once, and each can be drawn at its defaults', async () => {
  const engine = await newEngine();
  const curves = await newCurvesEngine();
  const names = engine.activations.map((/** @type {any} */ a) => a.name);
  assert.ok(names.length >= 40);
  assert.equal(new Set(names).size, names.length);
  for (const name of names) {
    for (const order of /** @type {const} */ ([0, 1, 2])) {
      const y = engine.evaluate(name, {}, [-2, -0.3, 0.7, 2], order);
      assert.ok(y.every(Number.isFinite), `${name}, order ${order}`);
    }
    assert.ok(curves.describe(name).smoothness, name);
  }
});

test('values are those of the reference tables', async () => {
  const engine = await newEngine();
  const near = (/** @type {number} */ a, /** @type {number} */ b) =>
    assert.ok(Math.abs(a - b) < 5e-7, `${a} is not ${b}`);
  near(engine.evaluate('elu', { alpha: 1 }, [-1])[0], -0.632121);
  near(engine.evaluate('elu', { alpha: 1 }, [-1], 1)[0], 0.367879);
  near(engine.evaluate('gelu', {}, [-1])[0], -0.158655);
  near(engine.evaluate('gelu-tanh', {}, [-1])[0], -0.158808);
  near(engine.evaluate('silu', {}, [-3])[0], -0.142278);
  assert.ok(engine.evaluate('elu', {}, [-18], 1)[0] > 0, 'the slope of a saturated ELU is e^x, not 0');
});

test('large inputs survive the growth of the heap', async () => {
  const engine = await newEngine();
  const xs = Float32Array.from({ length: 5_000_000 }, (_, i) => i / 1e6 - 2.5);
  const ys = engine.evaluate('relu', {}, xs);
  assert.equal(ys.length, xs.length);
  assert.equal(ys[4_999_999], xs[4_999_999]);
  assert.equal(ys[0], 0);
});

test('wrong names and parameters are errors with paths', async () => {
  const engine = await newEngine();
  /** @param {() => unknown} call @param {RegExp} message */
  const fails = (call, message) =>
    assert.throws(call, (error) => {
      assert.ok(error instanceof EngineError);
      assert.match(error.message, message);
      assert.ok(error.errors[0].path && error.errors[0].code);
      return true;
    });
  fails(() => engine.evaluate('rleu', {}, [1]), /unknown activation "rleu"; did you mean "relu"\?/);
  fails(() => engine.evaluate('elu', { alhpa: 1 }, [1]), /alhpa.*did you mean "alpha"\?/);
  fails(() => engine.evaluate('elu', { alpha: 1e9 }, [1]), /alpha/);
  const curves = await newCurvesEngine();
  fails(() => curves.describe('elu', { alpha: Number.NaN }), /alpha/);
  fails(() => engine.createSession(fourKinds, 9, 0), /there is no run 9/);
  fails(() => engine.createSession(fourKinds, 0, -1), /seed/);
  fails(() => engine.setInExperiment(fourKinds, 'network.layer[0]', 1), /did you mean "layers"\?/);
});

/** An experiment's text whose first run has this JSON as its learning rate. @param {string} json */
const withRate = (json) => JSON.stringify(fourKinds).replace('"learningRate":0.05', `"learningRate":${json}`);

test('numbers are read as JavaScript reads them', async () => {
  const engine = await newEngine();
  for (const text of [
    '4.9e-324',
    '2.2250738585072011e-308',
    '1e-400',
    '1.7976931348623157e308',
    '0.1000000000000000055511151231257827',
    '1E+2',
    '-2.5e-3',
    '-0.0',
    '9007199254740993.0',
    '1234567890123456789012345678901234567890',
    '-1234567890123456789012345678901234567890',
    `0.${'3'.repeat(400)}`,
    `1${'0'.repeat(308)}`,
  ]) {
    const { training } = engine.setInExperiment(withRate(text), 'name', 'numbers');
    assert.ok(Object.is(training.optimizer.learningRate, Number(text)), `${training.optimizer.learningRate}: ${text}`);
  }
  // As an experiment runs with it, too.
  const checked = engine.checkExperiment(withRate('0.1000000000000000055511151231257827'));
  assert.equal(checked.experiment?.training.optimizer.learningRate, 0.1);
  const hashes = ['1E-1', '0.1'].map((text) => {
    const session = engine.createSession(withRate(text), 0, 0);
    while (session.step(100).stage !== 'done');
    const hash = session.hash();
    session.delete();
    return hash;
  });
  assert.equal(hashes[0], hashes[1]);
});

test('numbers beyond a double are errors in words', async () => {
  const engine = await newEngine();
  for (const text of ['1e400', '-1e400', `1${'0'.repeat(309)}`]) {
    const message = new RegExp(`^the number ${text.slice(0, 24)}(\\.\\.\\.)? is too large for a double$`);
    const checked = engine.checkExperiment(withRate(text));
    assert.equal(checked.ok, false);
    assert.match(checked.errors?.map((e) => e.message).join() ?? '', message);
    for (const call of [
      () => engine.setInExperiment(withRate(text), 'name', 'numbers'),
      () => engine.createSession(withRate(text), 0, 0),
    ])
      assert.throws(call, (error) => error instanceof EngineError && message.test(error.message));
  }
});

test('names keep every character that is displayed', async () => {
  const engine = await newEngine();
  for (const name of ['\u00e9\u20ac\ufffd', '\u{1f600}', '"\\/']) {
    const escaped = Array.from({ length: name.length }, (_, i) => name.charCodeAt(i).toString(16).padStart(4, '0'));
    const experiment = JSON.stringify({ ...fourKinds, name: 'NAME' });
    for (const text of [JSON.stringify(name), `"${escaped.map((code) => `\\u${code}`).join('')}"`]) {
      const checked = engine.checkExperiment(experiment.split('"NAME"').join(text));
      assert.equal(checked.ok, true, text);
      assert.equal(checked.experiment.name, name);
    }
  }
  const inRun = engine.checkExperiment({ ...fourKinds, runs: [{ name: '\u{1f600} \u20ac' }] });
  assert.equal(inRun.runs?.[0].name, '\u{1f600} \u20ac');
  // A message shows a control character by its number.
  const { errors } = engine.checkExperiment('{"version": "a\u0001');
  assert.match(errors?.[0].message ?? '', /<U\+0001>/);
});

test('checkExperiment fills defaults in and gives the cost', async () => {
  const engine = await newEngine();
  const checked = engine.checkExperiment(fourKinds);
  assert.equal(checked.ok, true);
  assert.equal(checked.runs?.length, 4);
  assert.equal(checked.runs?.[0].parameters, 19 * 37 + 37 + 37 * 22 + 22 + 22 * 5 + 5);
  assert.equal(checked.runs?.[0].stepsPerEpoch, 11);
  const data = /** @type {Record<string, unknown> | undefined} */ (checked.runs?.[0].experiment.data);
  assert.equal(data?.weightScale, 0.7);
  assert.deepEqual(checked.experiment.runs, fourKinds.runs);
});

test('predict answers with probabilities for whole samples only', async () => {
  const engine = await newEngine();
  const session = engine.createSession(fourKinds, 0, 0);
  session.step(3);
  const inputs = Float32Array.from({ length: 19 * 700 }, (_, i) => Math.sin(i));
  const probabilities = session.predict(inputs);
  assert.equal(probabilities.length, 700 * 5);
  for (let i = 0; i < 700; i++) {
    const sum = probabilities.subarray(5 * i, 5 * i + 5).reduce((a, b) => a + b, 0);
    assert.ok(Math.abs(sum - 1) < 1e-6);
  }
  assert.deepEqual(session.predict(inputs.subarray(19 * 699)), probabilities.slice(5 * 699));
  assert.equal(session.predict([]).length, 0);
  assert.throws(() => session.predict([1, 2]), /2 numbers are not a whole number of samples/);
  session.delete();
});

test('weights and gradients can be read, and a snapshot goes on to the same hash', async () => {
  const engine = await newEngine();
  const whole = engine.createSession(fourKinds, 3, 1);
  const first = engine.createSession(fourKinds, 3, 1);
  assert.deepEqual(
    first.parameterNames().map((p) => p.name),
    [
      'dense1.weight',
      'dense1.bias',
      'batchNorm1.weight',
      'batchNorm1.bias',
      'dense2.weight',
      'dense2.bias',
      'batchNorm2.weight',
      'batchNorm2.bias',
      'dense3.weight',
      'dense3.bias',
    ],
  );
  first.step(5);
  assert.ok(first.gradient('dense2.weight').some((g) => g !== 0));
  assert.throws(() => first.parameter('dense9.weight'), /there is no parameter "dense9.weight"/);
  const bytes = first.snapshot();
  const second = engine.createSession(fourKinds, 3, 1);
  second.restore(bytes);
  assert.throws(() => second.restore(bytes.subarray(0, 100)), /damaged or truncated/);
  for (const session of [whole, second]) while (session.step(100).stage !== 'done');
  assert.equal(second.hash(), whole.hash());
  for (const session of [whole, first, second]) session.delete();
});

test('sessions give their memory back', async () => {
  // Would catch a session that is not freed: each holds about 0.3 MB here.
  const engine = await newEngine();
  const trainAndDelete = () => {
    const session = engine.createSession(fourKinds, 0, 1);
    session.step(3);
    session.delete();
  };
  const heap = () => engine.heapBytes();
  for (let i = 0; i < 20; ++i) trainAndDelete();
  const before = heap();
  for (let i = 0; i < 200; ++i) trainAndDelete();
  assert.equal(heap(), before);
});
