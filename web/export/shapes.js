// The shape that each layer makes of one sample, for those who name or write a network's tensors.
import { placementOf } from './convolution.js';

/**
 * @typedef {import('./checked.js').Layer} Layer
 * @typedef {{ channels: number, height: number, width: number, flat: boolean }} Shape flat: a vector of `channels` numbers
 */

/** Layers whose input must be an image: a network with one of them gets images, others vectors. */
const kOfImages = ['averagePool2d', 'conv2d', 'globalAveragePool', 'maxPool2d'];

/** @param {Layer[]} layers @returns {boolean} */
export const takesImages = (layers) =>
  layers.some((layer) => kOfImages.includes(layer.type) || takesImages(layer.layers ?? []));

/** @param {number} channels @returns {Shape} */
const flat = (channels) => ({ channels, height: 1, width: 1, flat: true });

/** The samples as the first layer gets them. @param {Layer[]} layers @param {[number, number, number]} inputShape @returns {Shape} */
export function firstShape(layers, [channels, height, width]) {
  return takesImages(layers) ? { channels, height, width, flat: false } : flat(channels * height * width);
}

/** @param {Layer} layer @param {Shape} shape of its input @returns {Shape} */
export function shapeAfter(layer, shape) {
  switch (layer.type) {
    case 'dense':
      return flat(layer.units);
    case 'conv2d': {
      const { height, width } = placementOf(layer, shape);
      return { channels: layer.filters, height, width, flat: false };
    }
    case 'averagePool2d':
    case 'maxPool2d': {
      const places = (/** @type {number} */ side) => Math.floor((side - layer.size) / layer.stride) + 1;
      return { ...shape, height: places(shape.height), width: places(shape.width) };
    }
    case 'globalAveragePool':
      return flat(shape.channels);
    case 'flatten':
      return flat(shape.channels * shape.height * shape.width);
    case 'maxout':
      return { ...shape, channels: shape.channels / layer.pieces };
    default:
      return shape; // a block adds to its input
  }
}
