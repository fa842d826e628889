// Activations as expressions of Keras: its own function where it has one, the formula in keras.ops where it has none.
import { literal } from '../pytorch/python.js';
import { refuse } from '../refusal.js';

/** @typedef {import('../checked.js').Activation} Activation */

const kSwish = 'x * keras.ops.sigmoid({beta} * x)';

/** Of those that Keras lacks, or has with other parameters only. @type {Record<string, string>} */
const kFormulas = {
  absolute: 'keras.ops.absolute(x)',
  'bent-identity': '(keras.ops.sqrt(x * x + 1) - 1) / 2 + x',
  cosine: 'keras.ops.cos(x)',
  gaussian: 'keras.ops.exp(-x * x)',
  'hard-sigmoid': 'keras.ops.clip({slope} * x + {offset}, 0, 1)',
  'hard-tanh': 'keras.ops.clip(x, {min}, {max})',
  'lecun-tanh': '1.7159 * keras.ops.tanh(2 / 3 * x)',
  'log-log': '1 - keras.ops.exp(-keras.ops.exp(x))',
  prelu: 'keras.activations.leaky_relu(x, negative_slope={slope})',
  'quick-gelu': kSwish.replace('beta', 'scale'),
  selu: '{lambda} * keras.activations.elu(x, alpha={alpha})',
  serf: 'x * keras.ops.erf(keras.ops.softplus(x))',
  'shifted-relu': 'keras.ops.maximum(x, {min})',
  // The divisor is 1 where sin(x) / x is not taken: a gradient of 0 / 0 would stay.
  sinc: 'keras.ops.where(keras.ops.equal(x, 0), 1.0, keras.ops.sin(x) / keras.ops.where(keras.ops.equal(x, 0), 1.0, x))',
  sine: 'keras.ops.sin(x)',
  softplus: 'keras.ops.where({beta} * x > {threshold}, x, keras.ops.softplus({beta} * x) / {beta})',
  swish: kSwish,
  'symmetric-sigmoid': 'keras.ops.tanh(x / 2)',
  'thresholded-relu': 'keras.ops.where(x > {theta}, x, 0.0)',
};

/**
 * @param {Activation} activation @param {string} path in the experiment
 * @param {import('../../engine/curves.js').CurvesEngine} curves
 * @returns {string} an expression of x
 */
export function activationCode({ name, learned, perChannel, ...parameters }, path, curves) {
  if (learned)
    refuse(`${path}.learned`, `Keras has no ${name} with a learned parameter; the export to PyTorch writes it`);
  const numbers = /** @type {Record<string, number>} */ (parameters);
  const entry = /** @type {import('../../engine/answers.js').ActivationEntry} */ (curves.activation(name));
  const { code, defaults = {} } = entry.frameworks.keras ?? {};
  // A parameter of Keras' own has a place in the text, or the value that it has there.
  const fits = (/** @type {string} */ key) => code?.includes(`{${key}}`) || defaults[key] === numbers[key];
  const keys = entry.parameters.map((parameter) => parameter.name);
  const formula = code && name !== 'prelu' && keys.every(fits) ? code : kFormulas[name];
  if (formula === undefined)
    refuse(
      `${path}.name`,
      `"${name}" is not written for Keras, which has no such function; the export to PyTorch writes it`,
    );
  return formula.replace(/\{(\w+)\}/g, (_, key) => real(numbers[key]));
}

/** Keras wants a float where a whole number could be meant. @param {number} value */
const real = (value) => (Number.isInteger(value) ? `${value}.0` : literal(value));
