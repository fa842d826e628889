// A histogram with fixed edges and its two overflow bins, drawn as bars of share. Counts in, SVG out.

import { tickText } from '../text/numbers.js';
import { figureRoot, linearScale, logScale, xAxis, yAxis } from './axes.js';
import { svgNode } from './svg.js';

/**
 * @typedef {object} HistogramFigure
 * @property {number} width
 * @property {number} height
 * @property {number[]} edges the first bin's left and the last bin's right edge
 * @property {ArrayLike<number>} counts equal bins between the edges
 * @property {number} below count under the first edge
 * @property {number} above count over the last edge
 * @property {string} colour
 * @property {number[]} [references] values marked with a thin line (an asymptote, the mean)
 * @property {string} label
 * @property {string} alt
 */

const kLowestShare = 1e-4;

/**
 * Shares on a log axis fixed from 0.01 % to 100 %, since one bin of exact zeros often holds most values.
 * @param {HistogramFigure} figure
 */
export function histogramFigure({ width, height, edges, counts, below, above, colour, references = [], label, alt }) {
  const box = { left: 48, right: width - 12, top: 26, bottom: height - 38 };
  const overflow = 14;
  const x = linearScale([edges[0], edges[1]], [box.left + overflow, box.right - overflow]);
  const y = logScale([kLowestShare, 1], [box.bottom, box.top]);
  let total = below + above;
  for (let i = 0; i < counts.length; ++i) total += counts[i];
  const step = (edges[1] - edges[0]) / counts.length;
  /** @type {import('./svg.js').SvgNode[]} */
  const bars = [];
  /** @param {number} left @param {number} right @param {number} count @param {string} kind */
  const bar = (left, right, count, kind) => {
    const share = total > 0 ? count / total : 0;
    const top = share > kLowestShare ? y(share) : share > 0 ? box.bottom - 1 : box.bottom;
    bars.push(
      svgNode('rect', {
        class: kind,
        x: (left + 0.5).toFixed(1),
        y: top.toFixed(1),
        width: Math.max(0.5, right - left - 1).toFixed(1),
        height: (box.bottom - top).toFixed(1),
        fill: colour,
        opacity: kind === 'overflow' ? 0.45 : null,
      }),
    );
  };
  bar(box.left, box.left + overflow - 3, below, 'overflow');
  for (let i = 0; i < counts.length; ++i) bar(x(edges[0] + i * step), x(edges[0] + (i + 1) * step), counts[i], 'bar');
  bar(box.right - overflow + 3, box.right, above, 'overflow');
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
