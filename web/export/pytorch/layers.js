// The network as nn.Sequential, a module for every layer, so that parameters have PyTorch's names by the layer's place.
import { placementOf } from '../convolution.js';
import { firstShape, shapeAfter } from '../shapes.js';
import { activationModule } from './activations.js';
import { call, indent, literal, tuple } from './python.js';

/**
 * @typedef {import('../checked.js').Layer} Layer
 * @typedef {import('../shapes.js').Shape} Shape
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
    const input = firstShape(network.layers, inputShape);
    this.inputShape = input.flat ? [input.channels] : [...inputShape];
    this.code = this.#sequence('nn.Sequential', network.layers, input, 'network.layers');
  }

  /** Whether the function has the activation as its argument. */
  get takesActivation() {
    return this.code.includes('activation()');
  }

  /** @param {string} name @param {Layer[]} layers @param {Shape} input @param {string} path @returns {string} */
  #sequence(name, layers, input, path) {
    let shape = input;
    const codes = layers.map((layer, i) => {
      const code = this.#layer(layer, shape, `${path}[${i}]`, layers.slice(i + 1));
      shape = shapeAfter(layer, shape);
      return `${code},`;
    });
    return `${name}(\n${indent(codes.join('\n'))}\n)`;
  }

  /** @param {Layer} layer @param {Shape} shape @param {string} path @param {Layer[]} after @returns {string} */
  #layer(layer, shape, path, after) {
    const { type } = layer;
    const count = (this.#counts.get(type) ?? 0) + 1;
    this.#counts.set(type, count);
    const name = `${type}${count}`;
    switch (type) {
      case 'activation':
        return this.#activation(layer, shape, name);
      case 'dense': {
        this.#weight(layer, path, name, after);
        const bias = layer.bias ? '' : ', bias=False';
        const code = `nn.Linear(${shape.channels * shape.height * shape.width}, ${layer.units}${bias})`;
        return shape.flat ? code : `nn.Sequential(nn.Flatten(), ${code})`;
      }
      case 'conv2d':
        this.#weight(layer, path, name, after);
        return convolution(layer, shape);
      case 'averagePool2d':
      case 'maxPool2d': {
        const of = type === 'maxPool2d' ? 'nn.MaxPool2d' : 'nn.AvgPool2d';
        const stride = layer.stride === layer.size ? '' : `, stride=${layer.stride}`;
        return `${of}(${layer.size}${stride})`;
      }
      case 'globalAveragePool':
        this.#module('GlobalAveragePool');
        return 'GlobalAveragePool()';
      case 'flatten':
        return 'nn.Flatten()';
      case 'batchNorm': {
        const own = [
          ...(layer.epsilon === 1e-5 ? [] : [`eps=${literal(layer.epsilon)}`]),
          ...(layer.momentum === 0.1 ? [] : [`momentum=${literal(layer.momentum)}`]),
        ];
        return call(shape.flat ? 'nn.BatchNorm1d' : 'nn.BatchNorm2d', [String(shape.channels), ...own]);
      }
      case 'layerNorm': {
        const of = shape.flat ? String(shape.channels) : tuple([shape.channels, shape.height, shape.width]);
        return `nn.LayerNorm(${of}${epsilonOf(layer)})`;
      }
      case 'groupNorm':
        return `nn.GroupNorm(${layer.groups}, ${shape.channels}${epsilonOf(layer)})`;
      case 'dropout':
      case 'alphaDropout': {
        if (layer.rate === 0) return 'nn.Dropout(0)';
        const of = type === 'dropout' ? 'Dropout' : 'AlphaDropout';
        this.#module(of);
        return `${of}(${literal(layer.rate)})`;
      }
      case 'maxout':
        this.#module('Maxout');
        return `Maxout(${layer.pieces})`;
      case 'residual':
        this.#module('Residual');
        return this.#sequence('Residual', layer.layers, shape, `${path}.layers`);
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

/** @param {Layer} layer @param {Shape} shape @returns {string} */
function convolution(layer, shape) {
  const { filters, stride } = layer;
  const { kernel, pads } = placementOf(layer, shape);
  const [kernelHeight, kernelWidth] = kernel;
  const size = kernelHeight === kernelWidth ? String(kernelHeight) : `(${kernelHeight}, ${kernelWidth})`;
  const given = [String(shape.channels), String(filters), size];
  if (stride !== 1) given.push(`stride=${stride}`);
  const bias = layer.bias ? [] : ['bias=False'];
  if (layer.padding === 'valid') return call('nn.Conv2d', [...given, ...bias]);
  if (stride === 1) return call('nn.Conv2d', [...given, 'padding="same"', ...bias]);
  // Zeros before and after, of which PyTorch takes the same number only.
  const { top, left, bottom, right } = pads;
  if (top === bottom && left === right) {
    const padding = top === left ? String(top) : `(${top}, ${left})`;
    return call('nn.Conv2d', [...given, ...(padding === '0' ? [] : [`padding=${padding}`]), ...bias]);
  }
  const pad = `nn.ZeroPad2d((${left}, ${right}, ${top}, ${bottom}))`;
  return `nn.Sequential(${pad}, ${call('nn.Conv2d', [...given, ...bias])})`;
}
