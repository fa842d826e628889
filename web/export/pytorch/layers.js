// The network as nn.Sequential, a module for every layer, so that parameters have PyTorch's names by the layer's place.
import { placementOf } from '../convolution.js';
import { activationModule } from './activations.js';
import { call, indent, literal, tuple } from './python.js';

/**
 * @typedef {import('../checked.js').Layer} Layer
 * @typedef {{ channels: number, height: number, width: number, flat: boolean }} Shape flat: [batch, channels]
 * @typedef {{ code: string, shape: Shape }} Built
 * @typedef {object} Weighted a layer with weights
 * @property {string} path in the experiment
 * @property {import('../checked.js').Initialiser} init of its own, or the network's
 * @property {boolean} bias
 * @property {number} gain that matches its activation
 */

/** What the script needs beside torch.nn, by name. @type {Record<string, string>} */
const kModules = {
  Dropout: `class Dropout(nn.Module):
    """nn.Dropout, but with the same masks however PyTorch was built."""

    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if not self.training:
            return x
        return x * (torch.rand(x.shape, dtype=torch.float64) < 1 - self.rate) / (1 - self.rate)`,
  AlphaDropout: `class AlphaDropout(nn.Module):
    """nn.AlphaDropout, but with the same masks however PyTorch was built."""

    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if not self.training:
            return x
        lowest = -1.7580993408473766
        scale = ((lowest ** 2 * self.rate + 1) * (1 - self.rate)) ** -0.5
        kept = torch.rand(x.shape, dtype=torch.float64) < 1 - self.rate
        return scale * (torch.where(kept, x, torch.full_like(x, lowest)) - lowest * self.rate)`,
  GlobalAveragePool: `class GlobalAveragePool(nn.Module):
    def forward(self, x):
        return x.mean(dim=(2, 3))`,
  Maxout: `class Maxout(nn.Module):
    """The largest of each group of neighbouring channels."""

    def __init__(self, pieces):
        super().__init__()
        self.pieces = pieces

    def forward(self, x):
        return x.unflatten(1, (-1, self.pieces)).max(dim=2).values`,
  Residual: `class Residual(nn.Sequential):
    """Adds the output of its layers to their input."""

    def forward(self, x):
        return x + super().forward(x)`,
};

/** Layers whose input must be an image: a network with one of them gets images, others vectors. */
const kOfImages = ['averagePool2d', 'conv2d', 'globalAveragePool', 'maxPool2d'];

/** @param {Layer[]} layers @returns {boolean} */
export const takesImages = (layers) =>
  layers.some((layer) => kOfImages.includes(layer.type) || takesImages(layer.layers ?? []));

/** One network, as text and as what the rest of the script must know of it. */
export class NetworkText {
  /** Definitions of modules, by class. @type {Map<string, string>} */
  modules = new Map();
  /** In the order in which they are built. @type {Weighted[]} */
  weighted = [];
  /** Classes of activations. @type {Set<string>} */
  activationTypes = new Set();
  /** When a unit of each activation layer is saturated. @type {string[]} */
  saturated = [];
  /** The names of its layers, as records have them. */
  names = { activations: /** @type {string[]} */ ([]), weighted: /** @type {string[]} */ ([]) };
  /** Where each layer is in the model, by the engine's name of it: "dense1" is "0". @type {Map<string, string>} */
  places = new Map();
  /** Whether an activation has a learned parameter. */
  learns = false;
  /** What builds the network's own activation. */
  sharedActivation = '';
  /** Whether layers of the network's own activation can take it as an argument. */
  #shared;
  #curves;
  #network;
  /** @type {Map<string, number>} */
  #counts = new Map();

  /**
   * @param {import('../checked.js').Network} network @param {[number, number, number]} inputShape
   * @param {import('../../engine/curves.js').CurvesEngine} curves
   * @param {boolean} shared whether the network's own activation is an argument of the function
   */
  constructor(network, inputShape, curves, shared) {
    this.#network = network;
    this.#curves = curves;
    this.#shared = shared;
    const [channels, height, width] = inputShape;
    const images = takesImages(network.layers);
    const input = images
      ? { channels, height, width, flat: false }
      : { channels: channels * height * width, height: 1, width: 1, flat: true };
    this.inputShape = images ? [channels, height, width] : [input.channels];
    this.code = this.#sequence('nn.Sequential', network.layers, input, 'network.layers', '').code;
  }

  /** Whether the function has the activation as its argument. */
  get takesActivation() {
    return this.code.includes('activation()');
  }

  /** @param {string} name @param {Layer[]} layers @param {Shape} input @param {string} path @param {string} within the model @returns {Built} */
  #sequence(name, layers, input, path, within) {
    let shape = input;
    const codes = layers.map((layer, i) => {
      const built = this.#layer(layer, shape, `${path}[${i}]`, layers.slice(i + 1), `${within}${i}`);
      shape = built.shape;
      return `${built.code},`;
    });
    return { code: `${name}(\n${indent(codes.join('\n'))}\n)`, shape };
  }

  /** @param {Layer} layer @param {Shape} shape @param {string} path @param {Layer[]} after @param {string} place @returns {Built} */
  #layer(layer, shape, path, after, place) {
    const { type } = layer;
    const count = (this.#counts.get(type) ?? 0) + 1;
    this.#counts.set(type, count);
    const name = `${type}${count}`;
    this.places.set(name, place);
    const positions = shape.height * shape.width;
    switch (type) {
      case 'activation':
        return { code: this.#activation(layer, shape, name), shape };
      case 'dense': {
        this.#weight(layer, path, name, after);
        const bias = layer.bias ? '' : ', bias=False';
        if (!shape.flat) this.places.set(name, `${place}.1`);
        const code = `nn.Linear(${shape.channels}, ${layer.units}${bias})`;
        return {
          code: shape.flat ? code : `nn.Sequential(nn.Flatten(), ${code})`,
          shape: { channels: layer.units, height: 1, width: 1, flat: true },
        };
      }
      case 'conv2d':
        this.#weight(layer, path, name, after);
        {
          const built = convolution(layer, shape);
          if (built.code.startsWith('nn.Sequential(')) this.places.set(name, `${place}.1`);
          return built;
        }
      case 'averagePool2d':
      case 'maxPool2d': {
        const of = type === 'maxPool2d' ? 'nn.MaxPool2d' : 'nn.AvgPool2d';
        const stride = layer.stride === layer.size ? '' : `, stride=${layer.stride}`;
        const places = (/** @type {number} */ side) => Math.floor((side - layer.size) / layer.stride) + 1;
        return {
          code: `${of}(${layer.size}${stride})`,
          shape: { ...shape, height: places(shape.height), width: places(shape.width) },
        };
      }
      case 'globalAveragePool':
        this.#module('GlobalAveragePool');
        return { code: 'GlobalAveragePool()', shape: { channels: shape.channels, height: 1, width: 1, flat: true } };
      case 'flatten':
        return {
          code: 'nn.Flatten()',
          shape: { channels: shape.channels * positions, height: 1, width: 1, flat: true },
        };
      case 'batchNorm': {
        const own = [
          ...(layer.epsilon === 1e-5 ? [] : [`eps=${literal(layer.epsilon)}`]),
          ...(layer.momentum === 0.1 ? [] : [`momentum=${literal(layer.momentum)}`]),
        ];
        return {
          code: call(shape.flat ? 'nn.BatchNorm1d' : 'nn.BatchNorm2d', [String(shape.channels), ...own]),
          shape,
        };
      }
      case 'layerNorm': {
        const of = shape.flat ? String(shape.channels) : tuple([shape.channels, shape.height, shape.width]);
        return { code: `nn.LayerNorm(${of}${epsilonOf(layer)})`, shape };
      }
      case 'groupNorm':
        return { code: `nn.GroupNorm(${layer.groups}, ${shape.channels}${epsilonOf(layer)})`, shape };
      case 'dropout':
      case 'alphaDropout': {
        if (layer.rate === 0) return { code: 'nn.Dropout(0)', shape };
        const of = type === 'dropout' ? 'Dropout' : 'AlphaDropout';
        this.#module(of);
        return { code: `${of}(${literal(layer.rate)})`, shape };
      }
      case 'maxout':
        this.#module('Maxout');
        return { code: `Maxout(${layer.pieces})`, shape: { ...shape, channels: shape.channels / layer.pieces } };
      case 'residual':
        this.#module('Residual');
        return { code: this.#sequence('Residual', layer.layers, shape, `${path}.layers`, `${place}.`).code, shape };
      default:
        throw new Error(`${path}.type: the export knows no layer "${type}"`);
    }
  }

  /** @param {Layer} layer @param {Shape} shape @param {string} name */
  #activation(layer, shape, name) {
    const isShared = layer.name === undefined;
    const module = activationModule(this.#activationOf(layer), shape.channels, this.#curves);
    this.names.activations.push(name);
    this.saturated.push(module.saturated);
    this.activationTypes.add(module.type);
    if (module.definition) this.modules.set(module.type, module.definition);
    this.learns ||= /PReLU|Learned/.test(module.type);
    if (!isShared || !this.#shared) return module.code;
    this.sharedActivation = module.code;
    return 'activation()';
  }

  /** @param {Layer} layer @returns {import('../checked.js').Activation} */
  #activationOf(layer) {
    return layer.name === undefined ? this.#network.activation : { ...layer, name: layer.name };
  }

  /** @param {Layer} layer @param {string} path @param {string} name @param {Layer[]} after the layers that follow it */
  #weight(layer, path, name, after) {
    const next = after.find(({ type }) => type === 'activation' || type === 'dense' || type === 'conv2d');
    const gain = next?.type === 'activation' ? activationModule(this.#activationOf(next), 1, this.#curves).gain : 1;
    this.names.weighted.push(name);
    this.weighted.push({ path, init: layer.init ?? this.#network.init, bias: layer.bias, gain });
  }

  /** @param {string} name */
  #module(name) {
    this.modules.set(name, kModules[name]);
  }
}

/** @param {Layer} layer */
const epsilonOf = ({ epsilon }) => (epsilon === 1e-5 ? '' : `, eps=${literal(epsilon)}`);

/** @param {Layer} layer @param {Shape} shape @returns {Built} */
function convolution(layer, shape) {
  const { filters, stride } = layer;
  const { kernel, height, width, pads } = placementOf(layer, shape);
  const [kernelHeight, kernelWidth] = kernel;
  const size = kernelHeight === kernelWidth ? String(kernelHeight) : `(${kernelHeight}, ${kernelWidth})`;
  const given = [String(shape.channels), String(filters), size];
  if (stride !== 1) given.push(`stride=${stride}`);
  const bias = layer.bias ? [] : ['bias=False'];
  const built = { channels: filters, height, width, flat: false };
  if (layer.padding === 'valid') return { code: call('nn.Conv2d', [...given, ...bias]), shape: built };
  if (stride === 1) return { code: call('nn.Conv2d', [...given, 'padding="same"', ...bias]), shape: built };
  // Zeros before and after, of which PyTorch takes the same number only.
  const { top, left, bottom, right } = pads;
  if (top === bottom && left === right) {
    const padding = top === left ? String(top) : `(${top}, ${left})`;
    return {
      code: call('nn.Conv2d', [...given, ...(padding === '0' ? [] : [`padding=${padding}`]), ...bias]),
      shape: built,
    };
  }
  const pad = `nn.ZeroPad2d((${left}, ${right}, ${top}, ${bottom}))`;
  return { code: `nn.Sequential(${pad}, ${call('nn.Conv2d', [...given, ...bias])})`, shape: built };
}
