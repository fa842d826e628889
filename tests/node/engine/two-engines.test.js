// The two engines are linked from the same libraries: what both can do gives the same, to the last bit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newCurvesEngine, newEngine } from '../support.js';

const curves = await newCurvesEngine();
const training = await newEngine();

/** Every exponent of a float with both signs, the values between which curves are drawn, and what is no number. */
const kInputs = Float32Array.of(
  ...Array.from({ length: 254 }, (_, i) => 1.37 * 2 ** (i - 126)).flatMap((x) => [x, -x]),
  ...Array.from({ length: 1201 }, (_, i) => (i - 600) / 50),
  0,
  -0,
  1e-45,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
);

test('both engines have the same functions, with the same values, slopes and curvatures in every bit', () => {
  // The engine that trains is without what only readers of the table need.
  assert.deepEqual(
    curves.activations.map((/** @type {Record<string, unknown>} */ { formula, frameworks, source, ...same }) => {
      assert.ok(formula && frameworks && source !== undefined, String(same.name));
      return same;
    }),
    training.activations,
  );
  for (const { name } of curves.activations) {
    for (const order of /** @type {const} */ ([0, 1, 2])) {
      const [small, whole] = [curves, training].map((engine) => engine.evaluate(name, {}, kInputs, order));
      assert.deepEqual(Buffer.from(small.buffer), Buffer.from(whole.buffer), `${name}, order ${order}`);
    }
  }
});

test('both engines refuse a wrong activation in the same words, which an experiment has too', () => {
  for (const [name, parameters] of /** @type {[string, any][]} */ ([
    ['rleu', {}],
    ['elu', { alhpa: 1 }],
    ['elu', { alpha: 'much' }],
    ['elu', { alpha: Number.NaN }],
    ['elu', { '\ud800': 1 }],
  ])) {
    const [small, whole] = [curves, training].map((engine) => {
      try {
        engine.evaluate(name, parameters, [1]);
      } catch (error) {
        return /** @type {import('../../../web/engine/boundary.js').EngineError} */ (error).errors;
      }
      return [];
    });
    assert.ok(small.length > 0, name);
    assert.deepEqual(small, whole);
    if ('\ud800' in parameters) continue; // not at one place of an experiment, but of its text
    const network = { activation: { name, ...parameters }, layers: [{ type: 'dense', units: 2 }] };
    const checked = training.checkExperiment({ version: 1, network });
    const [{ path, code, message }] = small;
    const same = checked.errors?.find((error) => error.path === `network.activation.${path}`);
    assert.equal(same?.code, code);
    assert.equal(same?.message, `network.activation.${message}`);
  }
});

test('a misspelt word is met with the nearest', () => {
  for (const engine of [curves, training]) {
    assert.equal(engine.suggest('mnist-mpl', ['mnist-cnn', 'mnist-mlp']), 'mnist-mlp');
    assert.equal(engine.suggest('Dead Units', ['dead-units']), 'dead-units');
    assert.equal(engine.suggest('weather', ['mnist-cnn', 'mnist-mlp']), '');
    assert.equal(engine.suggest('weather', []), '');
  }
});
