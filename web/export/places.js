// The layers of a network and their tensors: by the engine's names, by PyTorch's in the exported script, and with their shapes.
import { placementOf } from './convolution.js';
import { firstShape, shapeAfter } from './shapes.js';

/**
 * @typedef {import('./checked.js').Layer} Layer
 * @typedef {import('./shapes.js').Shape} Shape
 * @typedef {Pick<import('./checked.js').Run, 'experiment' | 'inputShape'>} Run with its defaults filled in
 *
 * @typedef {object} LayerPlace
 * @property {string} engine the layer's name in the engine: "dense1"
 * @property {string} file its module's in PyTorch: "0"
 * @property {Layer} layer @property {Shape} input
 *
 * @typedef {object} Place of a tensor
 * @property {string} engine its name in the engine: "dense1.weight"
 * @property {string} file its name in a state_dict of PyTorch: "0.weight"
 * @property {number[]} shape
 */

/** Keys of an activation layer that are no parameters of its function. */
const kNotParameters = ['type', 'name', 'learned', 'perChannel'];

/** @param {Run} run @returns {LayerPlace[]} in order; those of a block follow it */
export function layersOf({ experiment: { network }, inputShape }) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  /** @param {Layer[]} layers @param {Shape} first @param {string} within the model @returns {LayerPlace[]} */
  const walk = (layers, first, within) => {
    let shape = first;
    return layers.flatMap((layer, i) => {
      const count = (counts.get(layer.type) ?? 0) + 1;
      counts.set(layer.type, count);
      const input = shape;
      shape = shapeAfter(layer, input);
      const file = `${within}${i}${isSecond(layer, input) ? '.1' : ''}`;
      const inner = layer.layers ? walk(layer.layers, input, `${within}${i}.`) : [];
      return [{ engine: `${layer.type}${count}`, file, layer, input }, ...inner];
    });
  };
  return walk(network.layers, firstShape(network.layers, inputShape), '');
}

/** The modules of PyTorch by the engine's names of the layers. @param {Run} run @returns {Map<string, string>} */
export const modulesOf = (run) => new Map(layersOf(run).map(({ engine, file }) => [engine, file]));

/** @param {Run} run @returns {Place[]} layer by layer; running statistics follow the parameters of their layer */
export const placesOf = (run) =>
  layersOf(run).flatMap(({ engine, file, layer, input }) =>
    tensorsOf(layer, input, run.experiment.network.activation).map(({ key, named, extents }) => ({
      engine: `${engine}.${key}`,
      file: `${file}.${named ?? key}`,
      shape: extents,
    })),
  );

/** Whether a layer stands behind another in a module of PyTorch: one that flattens, or adds zeros. @param {Layer} layer @param {Shape} input */
function isSecond(layer, input) {
  if (layer.type === 'dense') return !input.flat;
  if (layer.type !== 'conv2d' || layer.stride === 1) return false;
  const { top, left, bottom, right } = placementOf(layer, input).pads;
  return top !== bottom || left !== right;
}

/** @typedef {{ key: string, named?: string, extents: number[] }} Tensor named: by PyTorch, where that is another name */

/** @param {Layer} layer @param {Shape} input @param {import('./checked.js').Activation} shared the network's @returns {Tensor[]} */
function tensorsOf(layer, input, shared) {
  const { channels, height, width } = input;
  const pair = (/** @type {number[]} */ weight, /** @type {number[]} */ bias) => [
    { key: 'weight', extents: weight },
    { key: 'bias', extents: bias },
  ];
  switch (layer.type) {
    case 'dense':
      return pair([layer.units, channels * height * width], [layer.units]).slice(0, layer.bias ? 2 : 1);
    case 'conv2d':
      return pair([layer.filters, channels, ...placementOf(layer, input).kernel], [layer.filters]).slice(
        0,
        layer.bias ? 2 : 1,
      );
    case 'batchNorm':
      return [
        ...pair([channels], [channels]),
        { key: 'runningMean', named: 'running_mean', extents: [channels] },
        { key: 'runningVariance', named: 'running_var', extents: [channels] },
      ];
    case 'groupNorm':
      return pair([channels], [channels]);
    case 'layerNorm': {
      const extents = input.flat ? [channels] : [channels, height, width];
      return pair(extents, extents);
    }
    case 'activation': {
      const activation = /** @type {Record<string, unknown>} */ (
        /** @type {unknown} */ (layer.name === undefined ? shared : layer)
      );
      const key = Object.keys(activation).find((one) => !kNotParameters.includes(one));
      if (!key || activation.learned !== true) return [];
      return [
        { key, named: key === 'slope' ? 'weight' : key, extents: [activation.perChannel === true ? channels : 1] },
      ];
    }
    default:
      return [];
  }
}
