// A histogram, drawn as bars of share, with a second one as a stepped line over it. Counts in, SVG out.

import { tickText } from '../text/numbers.js';
import { figureRoot, linearScale, logScale, xAxis, yAxis } from './axes.js';
import { svgNode } from './svg.js';

/**
 * @typedef {object} HistogramFigure
 * @property {number} width
 * @property {number} height
 * @property {number[]} edges the first bin's left and the last bin's right edge
 * @property {ArrayLike<number>} counts equal bins between the edges
 * @property {number} below count of negative infinities
 * @property {number} above count of positive ones
 * @property {string} colour
 * @property {{ counts: ArrayLike<number>, below: number, above: number, colour: string, dash: string } | null} [overlay] of another
 *   run, in the same bins
 * @property {number[]} [references] values marked with a thin line (an asymptote, the mean)
 * @property {string} label
 * @property {string} alt
 */

const kLowestShare = 1e-4;
/** Without a value there is an axis all the same. */
const kEmptyEdges = [-1, 1];

/** @param {ArrayLike<number>} counts @param {number} [beside] */
function totalOf(counts, beside = 0) {
  let total = beside;
  for (let i = 0; i < counts.length; ++i) total += counts[i];
  return total;
}

/**
 * Shares on a log axis fixed from 0.01 % to 100 %, since one bin of exact zeros often holds most values.
 * @param {HistogramFigure} figure
 */
export function histogramFigure(figure) {
  const { width, height, counts, below, above, colour, overlay = null, references = [], label, alt } = figure;
  const edges = figure.edges[0] < figure.edges[1] ? figure.edges : kEmptyEdges;
  const box = { left: 48, right: width - 12, top: 26, bottom: height - 38 };
  // Infinite values have a place beside the axis, where there are any.
  const room = below + above + (overlay ? overlay.below + overlay.above : 0) > 0 ? 14 : 0;
  const x = linearScale([edges[0], edges[1]], [box.left + room, box.right - room]);
  const y = logScale([kLowestShare, 1], [box.bottom, box.top]);
  const total = totalOf(counts, below + above);
  const step = (edges[1] - edges[0]) / Math.max(1, counts.length);
  /** @type {import('./svg.js').SvgNode[]} */
  const bars = [];
  /** @param {number} count @param {number} sum */
  const topOf = (count, sum) => {
    const share = sum > 0 ? count / sum : 0;
    return share > kLowestShare ? y(share) : share > 0 ? box.bottom - 1 : box.bottom;
  };
  /** @param {number} left @param {number} right @param {number} count @param {string} kind */
  const bar = (left, right, count, kind) => {
    const top = topOf(count, total);
    bars.push(
      svgNode('rect', {
        class: kind,
        x: (left + 0.5).toFixed(1),
        y: top.toFixed(1),
        width: Math.max(0.5, right - left - 1).toFixed(1),
        height: (box.bottom - top).toFixed(1),
        fill: colour,
        opacity: kind === 'overflow' ? 0.45 : overlay ? 0.55 : null,
      }),
    );
  };
  if (room > 0) bar(box.left, box.left + room - 3, below, 'overflow');
  for (let i = 0; i < counts.length; ++i) bar(x(edges[0] + i * step), x(edges[0] + (i + 1) * step), counts[i], 'bar');
  if (room > 0) bar(box.right - room + 3, box.right, above, 'overflow');
  const inside = references.filter((value) => value >= edges[0] && value <= edges[1]);
  return figureRoot({
    width,
    height,
    alt,
    children: [
      yAxis({
        scale: y,
        box,
        label: 'share of values',
        ticks: [1e-4, 1e-3, 1e-2, 1e-1, 1],
        format: (value) => `${tickText(value * 100)}\u202f%`,
      }),
      xAxis({ scale: x, box, label }),
      svgNode('g', { class: 'bars' }, bars),
      overlay && stepsNode(overlay, (i) => x(edges[0] + i * step), topOf, box, room),
      ...inside.map((value) =>
        svgNode('line', {
          class: 'baseline',
          x1: x(value),
          x2: x(value),
          y1: box.top,
          y2: box.bottom,
          'stroke-dasharray': '4 4',
        }),
      ),
    ],
  });
}

/**
 * The outline of a histogram.
 * @param {NonNullable<HistogramFigure['overlay']>} overlay @param {(edge: number) => number} x @param {(count: number, total: number) => number} y
 * @param {import('./axes.js').Box} box @param {number} room beside the axis, for infinite values
 */
function stepsNode({ counts, below, above, colour, dash }, x, y, { left, right, bottom: floor }, room) {
  const total = totalOf(counts, below + above);
  const beside = (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ count) =>
    count > 0 ? `M${from},${floor}V${y(count, total).toFixed(1)}H${to}V${floor}` : '';
  let path = `${beside(left, left + room - 3, below)}${beside(right - room + 3, right, above)}M${x(0).toFixed(1)},${floor}`;
  for (let i = 0; i < counts.length; ++i) path += `V${y(counts[i], total).toFixed(1)}H${x(i + 1).toFixed(1)}`;
  return svgNode('path', {
    class: 'curve',
    d: `${path}V${floor}`,
    fill: 'none',
    stroke: colour,
    'stroke-width': 2,
    'stroke-dasharray': dash,
  });
}
