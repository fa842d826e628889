// TensorFlow.js on its WASM backend with SIMD and one thread, as a peer. It is a dev dependency of this folder only.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// Untyped, for the tests are type-checked where this folder's packages are not installed.
const fromHere = /** @type {((name: string) => any) & {resolve(name: string): string}} */ (
  createRequire(import.meta.url)
);

/** The one that is installed, pinned in package.json. @type {string} */
export const kTensorFlowVersion = fromHere('../package.json').devDependencies['@tensorflow/tfjs-backend-wasm'];

/** @type {Promise<any> | undefined} */
let loaded;

async function load() {
  try {
    const { setWasmPaths } = fromHere('@tensorflow/tfjs-backend-wasm');
    const tf = { ...fromHere('@tensorflow/tfjs-core'), ...fromHere('@tensorflow/tfjs-layers') };
    // This shape of the loader takes the SIMD build where there is SIMD, and threads only where they are configured.
    setWasmPaths(join(dirname(fromHere.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/'));
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    await tf.setBackend('wasm');
    await tf.ready();
    if (tf.getBackend() !== 'wasm' || !(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')))
      throw new Error('its WASM SIMD backend does not start');
    return tf;
  } catch (error) {
    const why = /** @type {Error} */ (error).message.split('\n')[0];
    console.log(`TensorFlow.js is missing (${why}): "-" in its columns`);
    return undefined;
  }
}

/** @returns {Promise<any>} its core and layers in one object; undefined, and said, where it is missing */
export const loadTensorFlow = () => {
  loaded ??= load();
  return loaded;
};

/** Its layers' names of functions by the table's: what has no function of its own in the core. */
const kLayerNames = /** @type {Record<string, string>} */ ({
  gelu: 'gelu',
  'gelu-tanh': 'gelu_new',
  silu: 'swish',
  mish: 'mish',
  softsign: 'softsign',
  'hard-sigmoid': 'hardSigmoid',
});

/**
 * The function as users of the library call it, or undefined where it has none.
 * @param {any} tf @param {any} entry of the table of activations
 * @returns {((x: any) => any) | undefined}
 */
export function functionOf(tf, entry) {
  const parameter = Object.fromEntries(entry.parameters.map((/** @type {any} */ p) => [p.name, p.default]));
  const own = /** @type {Record<string, (x: any) => any>} */ ({
    relu: (x) => tf.relu(x),
    relu6: (x) => tf.relu6(x),
    'leaky-relu': (x) => tf.leakyRelu(x, parameter.slope),
    prelu: (x) => tf.prelu(x, parameter.slope),
    'hard-tanh': (x) => tf.clipByValue(x, parameter.min, parameter.max),
    absolute: (x) => tf.abs(x),
    elu: (x) => tf.elu(x),
    selu: (x) => tf.selu(x),
    exponential: (x) => tf.exp(x),
    sigmoid: (x) => tf.sigmoid(x),
    'log-sigmoid': (x) => tf.logSigmoid(x),
    tanh: (x) => tf.tanh(x),
    arctan: (x) => tf.atan(x),
    softplus: (x) => tf.softplus(x),
    swish: (x) => tf.mul(x, tf.sigmoid(tf.mul(parameter.beta, x))),
    step: (x) => tf.step(x),
    signum: (x) => tf.sign(x),
    sine: (x) => tf.sin(x),
    cosine: (x) => tf.cos(x),
  })[entry.name];
  if (own) return own;
  if (!kLayerNames[entry.name]) return undefined;
  const layer = tf.layers.activation({ activation: kLayerNames[entry.name] });
  return (x) => layer.apply(x);
}
