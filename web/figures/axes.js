// Scales, axes and the frame that every figure shares: hairlines, tabular tick labels, fixed
// domains. Scales come from d3-scale; what is drawn inside the frame belongs to each figure.
import { scaleLinear, scaleLog } from 'd3-scale';
import { tickText } from '../text/numbers.js';
import { svgNode } from './svg.js';

/** @typedef {import('./svg.js').SvgNode} SvgNode */
/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box plot area, pixels */
/** @typedef {((value: number) => number) & { domain: () => number[], range: () => number[], ticks: (count?: number) => number[], tickFormat: (count?: number) => (value: number) => string, invert: (pixel: number) => number, nice: (count?: number) => Scale }} Scale */

export const kTickSize = 11.5;

/** @param {[number, number]} domain @param {[number, number]} range @returns {Scale} */
export function linearScale(domain, range) {
  return /** @type {Scale} */ (scaleLinear(domain, range));
}

/** @param {[number, number]} domain both above zero @param {[number, number]} range @returns {Scale} */
export function logScale(domain, range) {
  return /** @type {Scale} */ (scaleLog(domain, range));
}

/**
 * Ticks of a log axis: whole decades, thinned so that at most `count` remain.
 * @param {Scale} scale @param {number} count
 */
export function decadeTicks(scale, count) {
  const [low, high] = scale.domain();
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const stride = Math.max(1, Math.ceil((last - first + 1) / count));
  const ticks = [];
  for (let decade = first; decade <= last; decade += stride) ticks.push(10 ** decade);
  return ticks;
}

/** @param {[number, number]} domain first and last epoch @param {number} count */
export function wholeTicks(domain, count) {
  const span = domain[1] - domain[0];
  const stride =
    [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000].find((s) => span / s <= count) ?? Math.ceil(span / count);
  const ticks = [];
  for (let value = Math.ceil(domain[0] / stride) * stride; value <= domain[1]; value += stride) ticks.push(value);
  return ticks;
}

/**
 * Horizontal axis: labels below the frame, one hairline per tick behind the data.
 * @param {{ scale: Scale, box: Box, ticks?: number[], label?: string, labels?: boolean }} options
 * @returns {SvgNode}
 */
export function xAxis({ scale, box, ticks, label, labels = true }) {
  const values = ticks ?? scale.ticks(Math.max(2, Math.round((box.right - box.left) / 72)));
  const nodes = [];
  for (const value of values) {
    const x = Math.round(scale(value)) + 0.5;
    const strong = value === 0 && scale.domain()[0] < 0;
    nodes.push(svgNode('line', { class: strong ? 'zero' : 'grid', x1: x, x2: x, y1: box.top, y2: box.bottom }));
    if (labels)
      nodes.push(svgNode('text', { class: 'tick', x, y: box.bottom + 16, 'text-anchor': 'middle' }, tickText(value)));
  }
  if (label && labels) {
    nodes.push(svgNode('text', { class: 'label', x: box.right, y: box.bottom + 32, 'text-anchor': 'end' }, label));
  }
  return svgNode('g', { class: 'x-axis' }, nodes);
}

/**
 * Vertical axis: labels left of the frame, the axis' own label above its top end, written horizontally.
 * @param {{ scale: Scale, box: Box, ticks?: number[], label?: string, format?: (value: number) => string }} options
 * @returns {SvgNode}
 */
export function yAxis({ scale, box, ticks, label, format = tickText }) {
  const values = ticks ?? scale.ticks(Math.max(2, Math.round((box.bottom - box.top) / 44)));
  const nodes = [];
  for (const value of values) {
    const y = Math.round(scale(value)) + 0.5;
    const strong = value === 0 && scale.domain()[0] < 0;
    nodes.push(svgNode('line', { class: strong ? 'zero' : 'grid', x1: box.left, x2: box.right, y1: y, y2: y }));
    nodes.push(svgNode('text', { class: 'tick', x: box.left - 8, y: y + 4, 'text-anchor': 'end' }, format(value)));
  }
  if (label) nodes.push(svgNode('text', { class: 'label', x: 0, y: box.top - 9 }, label));
  return svgNode('g', { class: 'y-axis' }, nodes);
}

/**
 * The root of a figure. Colours come from the classes and custom properties of the host page, with
 * plain fallbacks for a figure that stands alone.
 * @param {{ width: number, height: number, alt: string, children: (SvgNode | null | false)[] }} options
 */
export function figureRoot({ width, height, alt, children }) {
  return svgNode(
    'svg',
    {
      class: 'figure',
      role: 'img',
      'aria-label': alt,
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-size': kTickSize,
    },
    children,
  );
}

/** A nested viewport that clips what is drawn to the box, without ids. @param {Box} box @param {SvgNode[]} children */
export function clipped(box, children) {
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  return svgNode(
    'svg',
    {
      class: 'plot',
      x: box.left,
      y: box.top,
      width,
      height,
      viewBox: `${box.left} ${box.top} ${width} ${height}`,
      overflow: 'hidden',
    },
    children,
  );
}

/** Keeps a coordinate within what SVG renderers draw reliably. @param {number} pixel @param {Box} box */
export function safePixel(pixel, box) {
  const reach = 4 * (box.bottom - box.top);
  return Math.min(box.bottom + reach, Math.max(box.top - reach, pixel));
}

/**
 * A line through the points; a non-finite y breaks it.
 * @param {ArrayLike<number>} xs @param {ArrayLike<number>} ys @param {Scale} x @param {Scale} y @param {Box} box
 */
export function linePath(xs, ys, x, y, box) {
  let path = '';
  let pen = 'M';
  for (let i = 0; i < xs.length; ++i) {
    const value = ys[i];
    if (Number.isNaN(value)) {
      pen = 'M';
      continue;
    }
    const pixel = safePixel(y(value), box);
    if (Number.isNaN(pixel)) {
      pen = 'M';
      continue;
    }
    path += `${pen}${x(xs[i]).toFixed(1)},${pixel.toFixed(1)}`;
    pen = 'L';
  }
  return path;
}
