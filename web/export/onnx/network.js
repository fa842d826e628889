// A trained network as an ONNX model: operators for its layers, its weights by PyTorch's names, logits out.
import { placementOf } from '../convolution.js';
import { modulesOf } from '../places.js';
import { refuse } from '../refusal.js';
import { firstShape, shapeAfter } from '../shapes.js';
import { kForms, kLearnedForms } from './activations.js';
import { Graph } from './graph.js';
import { modelBytes } from './model-bytes.js';

/** @typedef {import('../checked.js').Layer} Layer */
/** @typedef {import('../weights/tensors.js').Tensor} Tensor */
/** @typedef {import('../shapes.js').Shape} Shape */

const kAbout =
  'Trained in Activation Playground. The output are logits, or the numbers of a regression. The experiment is in the metadata.';

class NetworkGraph {
  graph = new Graph();
  #network;
  #tensors;
  #places;
  /** @type {Map<string, number>} */
  #counts = new Map();

  /**
   * @param {import('../checked.js').Network} network @param {Map<string, Tensor>} tensors by name
   * @param {Map<string, string>} places of layers, by the engine's names
   */
  constructor(network, tensors, places) {
    this.#network = network;
    this.#tensors = tensors;
    this.#places = places;
  }

  /** @param {Layer[]} layers @param {string} x @param {Shape} input @param {string} path @returns {{ output: string, shape: Shape }} */
  sequence(layers, x, input, path) {
    let [output, shape] = [x, input];
    for (const [i, layer] of layers.entries()) {
      output = this.#layer(layer, output, shape, `${path}[${i}]`);
      shape = shapeAfter(layer, shape);
    }
    return { output, shape };
  }

  /** The name of a tensor of the layer, which the model then holds; "" where there is none. @param {string} place @param {string} key @param {number[]} [shape] another than its own */
  #tensor(place, key, shape) {
    const name = `${place}.${key}`;
    const found = this.#tensors.get(name);
    return found ? this.graph.tensor(name, shape ?? found.shape, found.values) : '';
  }

  /** @param {Layer} layer @param {string} x @param {Shape} shape @param {string} path @returns {string} its output */
  #layer(layer, x, shape, path) {
    const { graph: g } = this;
    const { type } = layer;
    const count = (this.#counts.get(type) ?? 0) + 1;
    this.#counts.set(type, count);
    const place = this.#places.get(`${type}${count}`) ?? '';
    g.within = place;
    const { channels, height, width, flat } = shape;
    switch (type) {
      case 'activation':
        return this.#activation(layer, x, place, shape, path);
      case 'dense': {
        const input = flat ? x : g.op('Flatten', [x], { axis: 1 });
        const parts = ['weight', 'bias'].map((key) => this.#tensor(place, key)).filter(Boolean);
        const output = g.op('Gemm', [input, ...parts], { transB: 1 });
        return output;
      }
      case 'conv2d':
        return this.#convolution(layer, x, shape, place);
      case 'averagePool2d':
      case 'maxPool2d': {
        const output = g.op(type === 'maxPool2d' ? 'MaxPool' : 'AveragePool', [x], {
          kernel_shape: [layer.size, layer.size],
          strides: [layer.stride, layer.stride],
        });
        return output;
      }
      case 'globalAveragePool': {
        const output = g.op('Flatten', [g.op('GlobalAveragePool', [x])], { axis: 1 });
        return output;
      }
      case 'flatten':
        return g.op('Flatten', [x], { axis: 1 });
      case 'batchNorm': {
        const keys = ['weight', 'bias', 'running_mean', 'running_var'];
        const parts = keys.map((key) => this.#tensor(place, key));
        return g.op('BatchNormalization', [x, ...parts], { epsilon: { float: layer.epsilon } });
      }
      case 'layerNorm': {
        const of = flat ? [channels] : [channels, height, width];
        const parts = ['weight', 'bias'].map((key) => this.#tensor(place, key, of));
        const attributes = { axis: 1, epsilon: { float: layer.epsilon } };
        return g.op('LayerNormalization', [x, ...parts], attributes);
      }
      case 'groupNorm':
        return this.#groupNorm(layer, x, shape, place);
      case 'dropout':
      case 'alphaDropout':
        return x; // nothing is dropped after training
      case 'maxout': {
        const groups = channels / layer.pieces;
        const split = g.op('Reshape', [x, g.sizes([0, groups, layer.pieces, ...(flat ? [] : [height, width])])]);
        return g.op('ReduceMax', [split], { axes: [2], keepdims: 0 });
      }
      case 'residual': {
        const { output } = this.sequence(layer.layers, x, shape, `${path}.layers`);
        g.within = place;
        return g.op('Add', [x, output]);
      }
      default:
        return refuse(`${path}.type`, `the export to ONNX knows no layer "${type}"`);
    }
  }

  /** @param {Layer} layer @param {string} x @param {Shape} shape @param {string} place @returns {string} */
  #convolution(layer, x, shape, place) {
    const { kernel, pads } = placementOf(layer, shape);
    const parts = ['weight', 'bias'].map((key) => this.#tensor(place, key)).filter(Boolean);
    const output = this.graph.op('Conv', [x, ...parts], {
      kernel_shape: kernel,
      strides: [layer.stride, layer.stride],
      pads: [pads.top, pads.left, pads.bottom, pads.right],
    });
    return output;
  }

  /** As instances of groups, since opset 17 has no operator for it. @param {Layer} layer @param {string} x @param {Shape} shape @param {string} place */
  #groupNorm({ groups, epsilon }, x, { channels, height, width, flat }, place) {
    const { graph: g } = this;
    const ones = g.tensor(`${place}.ones`, [groups], new Float32Array(groups).fill(1));
    const zeros = g.tensor(`${place}.zeros`, [groups], new Float32Array(groups));
    const grouped = g.op('Reshape', [x, g.sizes([0, groups, -1])]);
    const normal = g.op('InstanceNormalization', [grouped, ones, zeros], { epsilon: { float: epsilon } });
    const back = g.op('Reshape', [normal, g.sizes([0, channels, ...(flat ? [] : [height, width])])]);
    const of = [channels, ...(flat ? [] : [1, 1])];
    const scaled = g.op('Mul', [back, this.#tensor(place, 'weight', of)]);
    return g.op('Add', [scaled, this.#tensor(place, 'bias', of)]);
  }

  /** @param {Layer} layer @param {string} x @param {string} place @param {Shape} shape @param {string} path */
  #activation(layer, x, place, { flat }, path) {
    const { name, learned, ...parameters } =
      /** @type {import('../checked.js').Activation & Record<string, number>} */ (
        layer.name === undefined ? this.#network.activation : layer
      );
    if (learned) {
      const key = name === 'prelu' ? 'weight' : { elu: 'alpha', swish: 'beta' }[/** @type {'elu'} */ (name)];
      const count = this.#tensors.get(`${place}.${key}`)?.shape[0] ?? 1;
      const parameter = this.#tensor(place, key, flat || count === 1 ? [count] : [count, 1, 1]);
      return kLearnedForms[name](this.graph, x, parameter);
    }
    const form = kForms[name];
    if (!form) return refuse(`${path}.name`, `"${name}" has no form in ONNX`);
    return form(this.graph, x, parameters);
  }
}

/**
 * @param {import('../weights/tensors.js').Weights} weights of a network that has been trained
 * @param {import('../../engine/answers.js').CheckedRun} checked
 * @returns {Uint8Array} a model of IR version 8 and opset 17, for any number of samples
 * @throws {import('../refusal.js').Refusal} where a layer has no form
 */
export function onnxModel({ tensors, about }, checked) {
  const run = /** @type {import('../checked.js').Run} */ (/** @type {unknown} */ (checked));
  const { network } = run.experiment;
  const input = firstShape(network.layers, run.inputShape);
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const built = new NetworkGraph(network, byName, modulesOf(run));
  const { output, shape } = built.sequence(network.layers, 'input', input, 'network.layers');
  const name = run.task === 'regression' ? 'output' : 'logits';
  built.graph.within = name;
  const { nodes, initialisers } = built.graph;
  nodes.push({ type: 'Identity', inputs: [output], output: name, name, attributes: {} });
  return modelBytes({
    name: about.run,
    about: kAbout,
    nodes,
    initialisers,
    input: { name: 'input', shape: ['batch', ...(input.flat ? [input.channels] : run.inputShape)] },
    output: { name, shape: ['batch', shape.channels] },
    metadata: about,
  });
}
