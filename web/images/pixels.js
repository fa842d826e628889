// Images and maps as pixels of a canvas: ink over the paper for what a network is given, a diverging scale with the paper at
// zero for what it makes of it. The colours are the page's, light or dark.
import { between, kSteps, paletteOf, pixelOf, rgbOf } from '../workbench/plane-colours.js';

/** @typedef {{ ink: Uint32Array, ramp: Uint32Array, line: number }} Tones `line` is the colour around a map */

/** @param {Element} element where the page's colours are read @returns {Tones} */
export function tonesOf(element) {
  const style = getComputedStyle(element);
  const [paper, ink, line] = ['--surface', '--ink', '--hairline'].map((name) => rgbOf(style, name));
  const tones = Uint32Array.from({ length: 256 }, (_, value) => pixelOf(between(paper, ink, value / 255)));
  return { ink: tones, ramp: paletteOf(element).ramp, line: pixelOf(line) };
}

/** @param {Tones} tones @param {number} value 0 (paper) to 1 (ink) */
const inkOf = ({ ink }, value) => ink[Math.max(0, Math.min(255, Math.round(255 * (value || 0))))];

/** @param {Tones} tones @param {number} value -1 to 1 */
const signedOf = ({ ramp }, value) => ramp[kSteps + Math.round(kSteps * Math.max(-1, Math.min(1, value || 0)))];

/**
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height
 * @param {(pixels: Uint32Array) => void} fill
 */
function paint(canvas, width, height, fill) {
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(width, height);
  fill(new Uint32Array(image.data.buffer));
  context.putImageData(image, 0, 0);
}

/**
 * One sample as the network gets it: of one channel as ink on the paper, unless it is a photograph, which is as light as it is.
 * @param {HTMLCanvasElement} canvas @param {Float32Array} values [channels, height, width], 0 to 1
 * @param {[channels: number, height: number, width: number]} shape @param {Tones} tones @param {boolean} [isPhoto]
 */
export function paintImage(canvas, values, [channels, height, width], tones, isPhoto = false) {
  const plane = height * width;
  const isColoured = channels === 3;
  const channelOf = (/** @type {number} */ c, /** @type {number} */ i) =>
    Math.max(0, Math.min(255, Math.round(255 * (values[(isColoured ? c * plane : 0) + i] || 0))));
  paint(canvas, width, height, (pixels) => {
    for (let i = 0; i < plane; ++i)
      pixels[i] =
        isColoured || isPhoto ? pixelOf([channelOf(0, i), channelOf(1, i), channelOf(2, i)]) : inkOf(tones, values[i]);
  });
}

/**
 * @typedef {object} Mosaic maps side by side, all on one scale
 * @property {number} count
 * @property {number} height of a map, in values
 * @property {number} width
 * @property {number} scale pixels along a side of a value
 * @property {number} columns
 * @property {number} gap pixels between two maps, of which those beside a map are its frame; 0: none have one
 */

/** From one map to the next. @param {Mosaic} mosaic @returns {[across: number, down: number]} */
export const mosaicStep = ({ height, width, scale, gap }) => [width * scale + gap, height * scale + gap];

/** @param {Mosaic} mosaic @returns {[width: number, height: number]} in pixels of the canvas, with a frame around */
export function mosaicSize(mosaic) {
  const [across, down] = mosaicStep(mosaic);
  const frame = mosaic.gap > 0 ? 2 - mosaic.gap : 0;
  const rows = Math.max(1, Math.ceil(mosaic.count / mosaic.columns));
  return [mosaic.columns * across + frame, rows * down + frame];
}

/** The corner of a map, inside its frame. @param {Mosaic} mosaic @param {number} map @returns {[left: number, top: number]} */
export function mosaicPlace(mosaic, map) {
  const [across, down] = mosaicStep(mosaic);
  const frame = mosaic.gap > 0 ? 1 : 0;
  return [frame + (map % mosaic.columns) * across, frame + Math.floor(map / mosaic.columns) * down];
}

/**
 * @param {HTMLCanvasElement} canvas @param {Float32Array} values row-major [count, height, width] @param {Mosaic} mosaic
 * @param {number} limit the value of the full colour @param {Tones} tones
 */
export function paintMosaic(canvas, values, mosaic, limit, tones) {
  const { count, height, width, scale, gap } = mosaic;
  const [across, down] = mosaicSize(mosaic);
  const inverse = limit > 0 ? 1 / limit : 0;
  paint(canvas, across, down, (pixels) => {
    for (let map = 0; map < count; ++map) {
      const [left, top] = mosaicPlace(mosaic, map);
      if (gap > 0) {
        for (let y = -1; y <= height * scale; ++y) {
          const row = (top + y) * across + left - 1;
          pixels.fill(tones.line, row, row + width * scale + 2);
        }
      }
      for (let y = 0; y < height; ++y) {
        const first = (top + y * scale) * across + left;
        for (let x = 0; x < width; ++x) {
          const from = first + x * scale;
          pixels.fill(signedOf(tones, values[(map * height + y) * width + x] * inverse), from, from + scale);
        }
        for (let line = 1; line < scale; ++line) pixels.copyWithin(first + line * across, first, first + width * scale);
      }
    }
  });
}

/** The least and the largest of finite values. @param {ArrayLike<number>} values @returns {[number, number]} */
export function rangeOf(values) {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; ++i) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? [least, most] : [0, 0];
}
