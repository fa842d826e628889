// The network of the preset relu-vs-elu trained by TensorFlow.js: its core's own operations and optimiser, which is faster
// than its layers' fit().
import { loadTensorFlow } from './tfjs.js';

const kSamples = 6000;
const kBatch = 128;
const kWidths = [64, 256, 256, 10];

/**
 * @param {'relu' | 'elu'} activation @param {boolean} batchNorm
 * @returns {Promise<{epoch: () => number, end: () => void} | undefined>} milliseconds of the next epoch; undefined where the peer is missing
 */
export async function makeTensorFlowNetwork(activation, batchNorm) {
  const tf = await loadTensorFlow();
  if (!tf) return undefined;
  // Its time does not depend on what is learned: inputs as the preset draws them, labels at random.
  const xs = tf.randomNormal([kSamples, kWidths[0]], -1, 1);
  const ys = tf.oneHot(tf.randomUniform([kSamples], 0, 10, 'int32'), 10);
  const layers = kWidths.slice(1).map((units, i) => ({
    weight: tf.variable(tf.randomNormal([kWidths[i], units], 0, Math.sqrt(2 / kWidths[i]))),
    bias: tf.variable(tf.zeros([units])),
    scale: tf.variable(tf.ones([units])),
    shift: tf.variable(tf.zeros([units])),
  }));
  const optimizer = tf.train.momentum(0.1, 0.9);

  const normalized = (/** @type {any} */ x, /** @type {any} */ { scale, shift }) => {
    const { mean, variance } = tf.moments(x, 0);
    return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5))), scale), shift);
  };
  const logits = (/** @type {any} */ input) =>
    layers.reduce((x, layer, i) => {
      const sum = tf.add(tf.matMul(x, layer.weight), layer.bias);
      return i === layers.length - 1 ? sum : tf[activation](batchNorm ? normalized(sum, layer) : sum);
    }, input);
  const trained = layers.flatMap(({ weight, bias, scale, shift }, i) =>
    batchNorm && i < layers.length - 1 ? [weight, bias, scale, shift] : [weight, bias],
  );

  return {
    epoch() {
      const start = performance.now();
      const order = Int32Array.from(tf.util.createShuffledIndices(kSamples));
      for (let first = 0; first < kSamples; first += kBatch) {
        tf.tidy(() => {
          const chosen = tf.tensor1d(order.subarray(first, first + kBatch), 'int32');
          const [x, y] = [tf.gather(xs, chosen), tf.gather(ys, chosen)];
          optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, logits(x)), false, trained);
        });
      }
      // Everything is done when an operation returns; reading a value proves it.
      layers[0].bias.dataSync();
      return performance.now() - start;
    },
    end() {
      tf.dispose([xs, ys, ...layers.flatMap(Object.values)]);
      optimizer.dispose();
    },
  };
}
