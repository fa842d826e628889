// The network in Keras' functional form. Images have their channels last there, as every backend takes them on a CPU.
import { modulesOf } from '../places.js';
import { literal, tuple } from '../pytorch/python.js';
import { refuse } from '../refusal.js';
import { firstShape, shapeAfter } from '../shapes.js';
import { activationCode } from './activations.js';

/**
 * @typedef {import('../checked.js').Layer} Layer
 * @typedef {import('../shapes.js').Shape} Shape
 */

const kLast = 'data_format="channels_last"';

export class KerasNetwork {
  /** The lines that build it, of x. @type {string[]} */
  lines = [];
  /** Elements of one sample that a dropout keeps or drops. */
  dropped = 0;
  /** Layers with weights, as PyTorch builds them: for the numbers it draws. @type {{ layer: Layer, inputs: number }[]} */
  weighted = [];
  #network;
  #places;
  #curves;
  /** @type {Map<string, number>} */
  #counts = new Map();

  /**
   * @param {import('../checked.js').Run} run @param {import('../../engine/curves.js').CurvesEngine} curves
   * @throws {import('../refusal.js').Refusal} where Keras has no form of a layer
   */
  constructor(run, curves) {
    const { network } = run.experiment;
    this.#network = network;
    this.#curves = curves;
    this.#places = modulesOf(run);
    this.input = firstShape(network.layers, run.inputShape);
    this.#sequence(network.layers, this.input, 'network.layers');
  }

  /** @param {Layer[]} layers @param {Shape} input @param {string} path */
  #sequence(layers, input, path) {
    let shape = input;
    for (const [i, layer] of layers.entries()) {
      this.#layer(layer, shape, `${path}[${i}]`);
      shape = shapeAfter(layer, shape);
    }
  }

  /** @param {Layer} layer @param {Shape} shape of its input @param {string} path */
  #layer(layer, shape, path) {
    const { type } = layer;
    const count = (this.#counts.get(type) ?? 0) + 1;
    this.#counts.set(type, count);
    const place = literal(this.#places.get(`${type}${count}`));
    const images = !shape.flat;
    switch (type) {
      case 'activation':
        return this.#activation(layer, shape, path, place);
      case 'dense':
        if (images) this.#flatten();
        this.weighted.push({ layer, inputs: shape.channels * shape.height * shape.width });
        return this.#loaded(`keras.layers.Dense(${layer.units}${biasOf(layer)})`, `dense_weights(${place})`);
      case 'conv2d': {
        this.weighted.push({ layer, inputs: shape.channels });
        const kernel = Array.isArray(layer.kernel) ? tuple(layer.kernel) : layer.kernel;
        const given = `${layer.filters}, ${kernel}, strides=${layer.stride}, padding="${layer.padding}"`;
        return this.#loaded(`keras.layers.Conv2D(${given}, ${kLast}${biasOf(layer)})`, `convolution_weights(${place})`);
      }
      case 'averagePool2d':
      case 'maxPool2d': {
        const of = type === 'maxPool2d' ? 'MaxPooling2D' : 'AveragePooling2D';
        return this.#apply(`keras.layers.${of}(pool_size=${layer.size}, strides=${layer.stride}, ${kLast})`);
      }
      case 'globalAveragePool':
        return this.#apply(`keras.layers.GlobalAveragePooling2D(${kLast})`);
      case 'flatten':
        if (images) this.#flatten();
        return;
      case 'batchNorm':
        return this.#loaded(
          `keras.layers.BatchNormalization(axis=-1, momentum=1 - ${literal(layer.momentum)}, epsilon=${literal(layer.epsilon)})`,
          `statistics_weights(${place})`,
        );
      case 'layerNorm': {
        const axes = images ? '[1, 2, 3]' : '-1';
        const sizes = images ? tuple([shape.channels, shape.height, shape.width]) : tuple([shape.channels]);
        return this.#loaded(
          `keras.layers.LayerNormalization(axis=${axes}, epsilon=${literal(layer.epsilon)})`,
          `scale_weights(${place}, ${sizes})`,
        );
      }
      case 'groupNorm':
        return this.#loaded(
          `keras.layers.GroupNormalization(groups=${layer.groups}, axis=-1, epsilon=${literal(layer.epsilon)})`,
          `scale_weights(${place}, ${tuple([shape.channels])})`,
        );
      case 'dropout':
      case 'alphaDropout':
        if (layer.rate === 0) return;
        this.dropped += shape.channels * shape.height * shape.width;
        return this.#apply(
          `keras.layers.${type === 'dropout' ? 'Dropout' : 'AlphaDropout'}(${literal(layer.rate)}, seed=SEED)`,
        );
      case 'maxout': {
        const groups = shape.channels / layer.pieces;
        const sizes = images ? [shape.height, shape.width, groups, layer.pieces] : [groups, layer.pieces];
        this.#apply(`keras.layers.Reshape(${tuple(sizes)})`);
        this.lines.push('x = keras.ops.max(x, axis=-1)');
        return;
      }
      case 'residual': {
        const before = `before_${count}`;
        this.lines.push(`${before} = x`);
        this.#sequence(layer.layers, shape, `${path}.layers`);
        this.lines.push(`x = keras.layers.Add()([${before}, x])`);
        return;
      }
      default:
        refuse(`${path}.type`, `"${type}" is not written for Keras; the export to PyTorch writes it`);
    }
  }

  /** @param {Layer} layer @param {Shape} shape @param {string} path @param {string} place */
  #activation(layer, shape, path, place) {
    const own = layer.name !== undefined;
    const activation = own ? { ...layer, name: /** @type {string} */ (layer.name) } : this.#network.activation;
    if (activation.name !== 'prelu' || !activation.learned) {
      const formula = activationCode(activation, own ? path : 'network.activation', this.#curves);
      const [, plain] = /^([\w.]+)\(x\)$/.exec(formula) ?? [];
      return this.#apply(`keras.layers.Activation(${plain ?? `lambda x: ${formula}`})`);
    }
    const places = shape.flat ? [] : [1, 2];
    const shared = activation.perChannel ? places : [...places, shape.flat ? 1 : 3];
    const axes = shared.length > 0 ? `shared_axes=[${shared.join(', ')}]` : '';
    this.#loaded(`keras.layers.PReLU(${axes})`, `slope_weights(${place}, ${shape.flat ? 1 : 3})`);
  }

  /** In PyTorch's order: channel by channel. */
  #flatten() {
    this.#apply('keras.layers.Permute((3, 1, 2))');
    this.#apply('keras.layers.Flatten()');
  }

  /** @param {string} layer */
  #apply(layer) {
    this.lines.push(`x = ${layer}(x)`);
  }

  /** @param {string} layer @param {string} weights what gives them */
  #loaded(layer, weights) {
    this.lines.push(`layer = ${layer}`, 'x = layer(x)', `layer.set_weights(${weights})`);
  }
}

/** @param {Layer} layer */
const biasOf = ({ bias }) => (bias ? '' : ', use_bias=False');
