// Lines over epochs: loss, accuracy, and every per-layer statistic. Fixed scales, a dashed baseline,
// labels at the lines' ends that never overlap. Knows nothing of networks or experiments.

import { significant, tickText } from '../text/numbers.js';
import {
  clipped,
  decadeTicks,
  figureRoot,
  linearScale,
  linePath,
  logScale,
  safePixel,
  wholeTicks,
  xAxis,
  yAxis,
} from './axes.js';
import { bandNode } from './bands.js';
import { svgNode } from './svg.js';

/**
 * @typedef {object} EpochSeries
 * @property {string} label
 * @property {string} colour
 * @property {string} dash
 * @property {{ epoch: number, value: number | null }[]} points null or non-finite: no point (a gap)
 * @property {boolean} [muted] drawn faintly and without a label
 * @property {boolean} [fine] a thinner line
 * @property {import('./bands.js').Band} [band] the spread around it
 */
/**
 * @typedef {object} EpochFigure
 * @property {number} width
 * @property {number} height
 * @property {[number, number]} epochs first and last of the axis
 * @property {[number, number]} domain fixed range of the values
 * @property {'linear' | 'log'} [scale]
 * @property {string} [label] of the value axis
 * @property {EpochSeries[]} series
 * @property {{ value: number, label: string } | null} [baseline]
 * @property {{ epoch: number } | null} [marker] a chosen epoch
 * @property {{ epoch: number, colour: string, label: string }[]} [stops] where a run ended early
 * @property {boolean} [labels] names at the lines' ends
 * @property {(value: number) => string} [format]
 * @property {string} alt
 */

/**
 * Pushes labels apart to at least `gap` pixels, keeping their order and staying inside the box.
 * @param {number[]} wanted pixel positions @param {number} gap @param {number} low @param {number} high
 */
export function spreadLabels(wanted, gap, low, high) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const placed = wanted.slice();
  let floor = low;
  for (const i of order) {
    placed[i] = Math.max(placed[i], floor);
    floor = placed[i] + gap;
  }
  let ceiling = high;
  for (const i of order.reverse()) {
    placed[i] = Math.min(placed[i], ceiling);
    ceiling = placed[i] - gap;
  }
  return placed;
}

/**
 * Where a figure draws, and its axis of epochs.
 * @param {EpochFigure} figure @returns {{ box: import('./axes.js').Box, x: import('./axes.js').Scale, labelled: EpochSeries[] }}
 */
function layoutOf({ width, height, epochs, series, labels = false }) {
  const labelled = labels ? series.filter((one) => !one.muted) : [];
  const labelWidth = labelled.length
    ? Math.min(width / 3, 14 + 7.4 * Math.max(...labelled.map((one) => one.label.length)))
    : 0;
  const box = { left: 50, right: width - Math.max(12, labelWidth), top: 26, bottom: height - 38 };
  const x = linearScale([Math.min(epochs[0], epochs[1] - 1), epochs[1]], [box.left, box.right]);
  return { box, x, labelled };
}

/** The lines that are read off: not the faint ones of an earlier training. @param {EpochFigure} figure */
const linesOf = ({ series }) => series.filter(({ muted, points }) => !muted && points.length > 0);

/** Every epoch that a figure has a value of, in order. @param {EpochFigure} figure @returns {number[]} */
export const epochsOf = (figure) =>
  [...new Set(linesOf(figure).flatMap(({ points }) => points.map(({ epoch }) => epoch)))].sort((a, b) => a - b);

/**
 * The epoch nearest to a pixel from the figure's left.
 * @param {EpochFigure} figure @param {number} px @returns {number | null} null: nothing is drawn there
 */
export function epochAt(figure, px) {
  const { box, x } = layoutOf(figure);
  if (px < box.left - 6 || px > box.right + 6) return null;
  const wanted = x.invert(px);
  const epochs = epochsOf(figure);
  if (epochs.length === 0) return null;
  return epochs.reduce((best, one) => (Math.abs(one - wanted) < Math.abs(best - wanted) ? one : best));
}

/**
 * What a figure shows at an epoch: where it is, and every line's value there.
 * @param {EpochFigure} figure @param {number} nearest an epoch
 * @returns {{ x: number, title: string, lines: { text: string, colour: string }[] } | null} null: the figure has no such epoch
 */
export function readEpoch(figure, nearest) {
  const { x } = layoutOf(figure);
  const shown = linesOf(figure);
  if (!shown.some(({ points }) => points.some(({ epoch }) => epoch === nearest))) return null;
  const lines = shown.flatMap(({ label, colour, points }) => {
    const value = points.find(({ epoch }) => epoch === nearest)?.value;
    return value === undefined ? [] : [{ text: `${label} ${significant(value)}`, colour }];
  });
  return { x: x(nearest), title: `epoch ${nearest}`, lines };
}

/** @param {EpochFigure} figure @returns {import('./svg.js').SvgNode} */
export function epochsFigure(figure) {
  const { width, height, epochs, domain, series, baseline, marker, stops = [], format = tickText } = figure;
  const { box, x, labelled } = layoutOf(figure);
  const log = figure.scale === 'log';
  const y = (log ? logScale : linearScale)(domain, [box.bottom, box.top]);
  const rows = Math.max(2, Math.round((box.bottom - box.top) / 40));
  const nodes = [
    yAxis({
      scale: y,
      box,
      label: figure.label,
      format,
      ticks: log ? decadeTicks(y, (box.bottom - box.top) / 26) : y.ticks(rows),
    }),
    xAxis({
      scale: x,
      box,
      label: 'epoch',
      ticks: wholeTicks([x.domain()[0], epochs[1]], Math.max(2, (box.right - box.left) / 40)),
    }),
  ];
  if (marker) {
    const px = x(marker.epoch);
    nodes.push(svgNode('line', { class: 'crosshair', x1: px, x2: px, y1: box.top, y2: box.bottom }));
  }

  const drawn = [];
  const floor = log ? domain[0] * 1e-3 : -Infinity;
  // Below every line.
  for (const one of series) if (one.band) drawn.push(bandNode(one.band, one.colour, x, y, box, floor));
  for (const one of [...series].sort((a, b) => Number(Boolean(b.muted)) - Number(Boolean(a.muted)))) {
    const xs = one.points.map((point) => point.epoch);
    const ys = one.points.map((point) =>
      point.value === null || !Number.isFinite(point.value) ? Number.NaN : Math.max(point.value, floor),
    );
    const faint = one.muted ? 0.35 : null;
    drawn.push(
      svgNode('path', {
        class: 'curve',
        d: linePath(xs, ys, x, y, box),
        fill: 'none',
        stroke: one.colour,
        'stroke-width': one.fine || one.muted ? 1.25 : 2,
        'stroke-dasharray': one.dash || null,
        'stroke-linejoin': 'round',
        opacity: faint,
      }),
    );
    if (one.muted) continue;
    const lastIndex = ys.findLastIndex((value) => !Number.isNaN(value));
    if (lastIndex >= 0)
      drawn.push(
        svgNode('circle', {
          class: 'dot',
          cx: x(xs[lastIndex]).toFixed(1),
          cy: safePixel(y(ys[lastIndex]), box).toFixed(1),
          r: 3,
          fill: one.colour,
        }),
      );
  }
  for (const stop of stops)
    drawn.push(
      svgNode(
        'text',
        { class: 'stop', x: x(stop.epoch), y: box.top + 14, fill: stop.colour, 'text-anchor': 'middle' },
        stop.label,
      ),
    );
  nodes.push(clipped({ left: box.left - 4, right: box.right + 4, top: box.top - 4, bottom: box.bottom + 4 }, drawn));
  if (baseline) nodes.push(...baselineNodes(baseline, series, x, y, box));
  if (labelled.length) nodes.push(endLabels(labelled, x, y, box, log ? domain[0] : -Infinity));
  return figureRoot({ width, height, alt: figure.alt, children: nodes });
}

/**
 * Where the baseline's label lies on the fewest lines: below or above it, at its start or at its end.
 * @param {string} text @param {number} py @param {EpochSeries[]} series @param {import('./axes.js').Scale} x @param {import('./axes.js').Scale} y
 * @param {import('./axes.js').Box} box
 */
function baselineLabel(text, py, series, x, y, box) {
  const width = 6.2 * text.length;
  /** @type {[number, number][]} */
  const spots = [];
  for (const left of [box.left + 6, box.right - width - 6]) spots.push([left, py + 15], [left, py - 6]);
  const inside = spots.filter(([, bottom]) => bottom - 11 >= box.top && bottom + 4 <= box.bottom);
  /** @param {[number, number]} spot */
  const crossings = ([left, bottom]) => {
    let count = 0;
    for (const { points } of series) {
      for (let i = 0; i < points.length; ++i) {
        const [from, to] = [points[Math.max(0, i - 1)], points[i]];
        if (from.value === null || to.value === null) continue;
        const [x0, x1, y0, y1] = [x(from.epoch), x(to.epoch), y(from.value), y(to.value)];
        for (let step = 0; step <= 16; ++step) {
          const px = x0 + ((x1 - x0) * step) / 16;
          const at = y0 + ((y1 - y0) * step) / 16;
          if (px >= left - 4 && px <= left + width + 4 && at >= bottom - 13 && at <= bottom + 5) count += 1;
        }
      }
    }
    return count;
  };
  const counts = inside.map(crossings);
  return inside[counts.indexOf(Math.min(...counts))] ?? spots[0];
}

/** @param {{ value: number, label: string }} baseline @param {EpochSeries[]} series @param {import('./axes.js').Scale} x @param {import('./axes.js').Scale} y @param {import('./axes.js').Box} box */
function baselineNodes(baseline, series, x, y, box) {
  const py = Math.round(y(baseline.value)) + 0.5;
  const [left, bottom] = baselineLabel(baseline.label, py, series, x, y, box);
  return [
    svgNode('line', {
      class: 'baseline',
      x1: box.left,
      x2: box.right,
      y1: py,
      y2: py,
      'stroke-dasharray': '4 4',
    }),
    svgNode('text', { class: 'label haloed', x: left, y: bottom }, baseline.label),
  ];
}

/** @param {EpochSeries[]} series @param {import('./axes.js').Scale} x @param {import('./axes.js').Scale} y @param {import('./axes.js').Box} box @param {number} floor */
function endLabels(series, x, y, box, floor) {
  const ends = [];
  for (const one of series) {
    const last = one.points.findLast((point) => point.value !== null && Number.isFinite(point.value));
    if (last && last.value !== null)
      ends.push({
        one,
        px: x(last.epoch),
        py: Math.min(box.bottom, Math.max(box.top, y(Math.max(last.value, floor)))),
      });
  }
  const placed = spreadLabels(
    ends.map((end) => end.py),
    14,
    box.top + 4,
    box.bottom,
  );
  return svgNode(
    'g',
    { class: 'end-labels' },
    ends.map((end, i) =>
      svgNode('text', { class: 'end-label', x: box.right + 8, y: placed[i] + 4, fill: end.one.colour }, end.one.label),
    ),
  );
}
