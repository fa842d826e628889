// What a text may cost that is checked: time in proportion to its length, a bounded number of errors, and a message that
// names the limit. Catches work that grows with the square of the number of errors, keys, values or runs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EngineError } from '../../../web/engine/boundary.js';
import { fourKinds, newCurvesEngine, newEngine } from '../support.js';

const small = { ...fourKinds, runs: undefined, seeds: [0] };
const many = (/** @type {number} */ n, /** @type {(i: number) => any} */ of) =>
  Array.from({ length: n }, (_, i) => of(i));
const keys = (/** @type {number} */ n) => Object.fromEntries(many(n, (i) => [`unknown key ${i}`, i]));
const layersWith = (/** @type {number} */ n) => many(64, () => ({ type: 'dense', units: 5, ...keys(n) }));

/** Texts that are wrong in many places, or long, and what the last message says. @type {[string, string, RegExp][]} */
const kTexts = [
  [
    '8,000 unknown keys',
    JSON.stringify({ ...small, network: { layers: layersWith(125) } }),
    /at least 7900 more errors/,
  ],
  [
    'as many as fit into the limit',
    JSON.stringify({ ...small, network: { layers: layersWith(250) } }),
    /at least 15900 more errors/,
  ],
  [
    '64 runs of wrong layers',
    JSON.stringify({ ...small, runs: many(64, (i) => ({ name: `${i}`, set: { 'network.layers': layersWith(2) } })) }),
    /more errors/,
  ],
  [
    '64 runs of a long text',
    JSON.stringify({ ...small, notes: 'x'.repeat(900_000), runs: many(64, (i) => ({ name: `${i}` })) }),
    /64 runs of an experiment of \d+ bytes are too much to check/,
  ],
  [
    'a long list',
    JSON.stringify({ ...small, notes: many(180_000, () => 0), runs: many(64, (i) => ({ name: `${i}` })) }),
    /unknown key "notes"/,
  ],
  [
    'an axis of many values',
    JSON.stringify({ ...small, grid: { 'training.epochs': many(150_000, (i) => i) } }),
    /1 to 1000 values, not of 150000/,
  ],
  [
    '1,000 runs of long names',
    JSON.stringify({ ...small, grid: Object.fromEntries(many(200, (i) => [`training.x${i}`, many(100, (j) => j)])) }),
    /at most 1000 are allowed/,
  ],
  ['a key given again and again', `{${'"version": 1,'.repeat(70_000)}"version": 1}`, /more errors|given twice/],
  ['many keys', JSON.stringify(keys(40_000)), /more than 256 keys/],
  ['deep nesting', '['.repeat(500_000), /nested deeper than 32 levels/],
  ['a long name', JSON.stringify({ ...small, name: 'n'.repeat(1_000_000) }), /at most 2000 bytes/],
  ['a long number', `{"version": ${'1'.repeat(1_000_000)}}`, /./],
  ['10 MB of anything', JSON.stringify({ notes: 'x'.repeat(10_000_000) }), /at most 1048576 are read/],
  ['10 MB of brackets', '[{'.repeat(5_000_000), /at most 1048576 are read/],
];

test('checking takes time in proportion to the text, and lists at most a hundred errors', async () => {
  const engine = await newEngine();
  for (const [what, text, last] of kTexts) {
    const start = process.cpuUsage();
    const { ok, errors = [] } = engine.checkExperiment(text);
    const { user, system } = process.cpuUsage(start);
    assert.equal(ok, false, what);
    assert.ok(errors.length <= 101, `${what}: ${errors.length} errors`);
    assert.match(errors[errors.length - 1].message, last, what);
    for (const { message } of errors) assert.ok(message.length < 1400, `${what}: ${message.length} characters`);
    // Measured: 0.01 to 0.4 s. The quadratic ones took 2 to 20 s.
    assert.ok((user + system) / 1e6 < 4, `${what} took ${(user + system) / 1e6} s`);
  }
});

test('a session is of a whole run and seed, or an error that says so', async () => {
  const engine = await newEngine();
  for (const odd of [1.5, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60]) {
    assert.throws(() => engine.createSession(small, odd, 0), /^EngineError: run: must be a whole number/, String(odd));
    assert.throws(() => engine.createSession(small, 0, odd), /^EngineError: seed: must be a whole number/, String(odd));
  }
  for (const odd of ['x', '0', null, undefined, true, [], {}, 1n, Symbol('x'), () => 1]) {
    assert.throws(() => engine.createSession(small, /** @type {any} */ (odd), 0), EngineError, String(odd));
    assert.throws(() => engine.createSession(small, 0, /** @type {any} */ (odd)), EngineError, String(odd));
  }
  assert.throws(() => engine.createSession(small, 1, 0), /there is no run 1/);
  assert.throws(() => engine.evaluate('relu', {}, [1], /** @type {any} */ (3)), /order: must be 0/);
});

test('what is no experiment, path, value or name is an error in words, whatever JavaScript has', async () => {
  const engine = await newEngine();
  const curves = await newCurvesEngine();
  /** @type {any} */
  const circular = { ...small };
  circular.data = circular;
  /** @type {[any, RegExp][]} */
  const odd = [
    [undefined, /not undefined$/],
    [() => 1, /not a function$/],
    [Symbol('x'), /not a symbol$/],
    [1n, /not the BigInt 1n$/],
    [circular, /not an object that JSON cannot hold/],
    [{ ...small, seeds: [1n] }, /not an object that JSON cannot hold/],
  ];
  /** @param {() => unknown} call @param {RegExp} start @param {RegExp} end */
  const fails = (call, start, end) =>
    assert.throws(call, (error) => {
      assert.ok(error instanceof EngineError, String(error));
      assert.match(error.message, start);
      assert.match(error.message, end);
      assert.equal(error.errors[0].code, 'wrong-type');
      return true;
    });
  for (const [value, end] of odd) {
    const experiment = /^an experiment is an object or its JSON text, /;
    fails(() => engine.checkExperiment(value), experiment, end);
    fails(() => engine.createSession(value, 0, 0), experiment, end);
    fails(() => engine.setInExperiment(value, 'seeds', [1]), experiment, end);
    fails(() => engine.setInExperiment(small, 'seeds', value), /^seeds: a value is JSON, /, end);
    fails(() => engine.setInExperiment(small, value, 1), /^a path is text/, end);
    fails(() => curves.describe(value), /^an activation is given by its name, /, end);
    fails(() => engine.evaluate(value, {}, [1]), /^an activation is given by its name, /, end);
    if (value !== undefined) fails(() => curves.describe('elu', value), /^the parameters are an object/, end);
  }
  // Null would be no clipping at all.
  const { errors } = engine.checkExperiment({
    ...small,
    training: { ...small.training, clip: { norm: Number.POSITIVE_INFINITY } },
  });
  assert.match(errors?.[0].message ?? '', /^training\.clip\.norm: must be a number/);
});

test('the largest orthogonal weights are drawn within seconds', async () => {
  const engine = await newEngine();
  const dense = (/** @type {number} */ units) => ({ type: 'dense', units });
  const wide = (/** @type {number} */ units) => ({
    ...small,
    data: { ...small.data, features: units },
    network: {
      activation: { name: 'relu' },
      init: 'orthogonal',
      layers: [dense(units), { type: 'activation' }, dense(5)],
    },
  });
  const start = process.cpuUsage();
  engine.createSession(wide(1000), 0, 0).delete();
  const { user } = process.cpuUsage(start);
  assert.ok(user / 1e6 < 10, `${user / 1e6} s`); // measured: 1 s; before, 14 s on a busy machine
  assert.throws(
    () => engine.createSession(wide(1100), 0, 0),
    /network\.init: orthogonal weights .* at most 1073 million/,
  );
});
