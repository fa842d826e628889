// The spread around a line over epochs: a faint area between two bounds, broken where either is missing.
import { safePixel } from './axes.js';
import { svgNode } from './svg.js';

/** @typedef {{ epoch: number, low: number | null, high: number | null }[]} Band */

/** Half the width of an epoch that stands alone, in pixels. */
const kAlone = 7;

/**
 * @param {Band} band @param {string} colour @param {import('./axes.js').Scale} x @param {import('./axes.js').Scale} y
 * @param {import('./axes.js').Box} box @param {number} floor what lies below is drawn there: a log scale has no zero
 */
export function bandNode(band, colour, x, y, box, floor) {
  const pixel = (/** @type {number} */ value) => safePixel(y(Math.max(value, floor)), box).toFixed(1);
  let path = '';
  /** @type {{ epoch: number, low: number, high: number }[]} */
  let piece = [];
  const close = () => {
    // A value without neighbours has no width of its own, and would not be seen.
    const [only] = piece;
    if (piece.length === 1) {
      const px = x(only.epoch);
      path += `M${(px - kAlone).toFixed(1)},${pixel(only.high)}H${(px + kAlone).toFixed(1)}V${pixel(only.low)}H${(px - kAlone).toFixed(1)}Z`;
    }
    if (piece.length > 1) {
      const upper = piece.map((at) => `${x(at.epoch).toFixed(1)},${pixel(at.high)}`);
      const lower = piece.map((at) => `${x(at.epoch).toFixed(1)},${pixel(at.low)}`).reverse();
      path += `M${[...upper, ...lower].join('L')}Z`;
    }
    piece = [];
  };
  for (const { epoch, low, high } of band) {
    if (low === null || high === null || !Number.isFinite(low) || !Number.isFinite(high)) close();
    else piece.push({ epoch, low, high });
  }
  close();
  return svgNode('path', { class: 'band', d: path, fill: colour, 'fill-opacity': 0.16, stroke: 'none' });
}
