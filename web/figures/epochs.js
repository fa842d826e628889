// Lines over epochs: loss, accuracy, and every per-layer statistic. Fixed scales, a dashed baseline,
// labels at the lines' ends that never overlap. Knows nothing of networks or experiments.

import { scaleSymlog } from 'd3-scale';
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
import { shortenedInside, svgNode } from './svg.js';

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
 * @property {'linear' | 'log' | 'symlog'} [scale]
 * @property {number} [constant] of a symlog scale: a power of ten up to about which it is linear
 * @property {string} [label] of the value axis
 * @property {EpochSeries[]} series
 * @property {{ value: number, label: string } | null} [baseline]
 * @property {{ epoch: number } | null} [marker] a chosen epoch
 * @property {{ epoch: number, colour: string, label: string }[]} [stops] where a run ended early
 * @property {boolean} [labels] names at the lines' ends; of more than there is space for, some
 * @property {boolean} [leaders] whether a thin line leads from an end to its name, where that had to move
 * @property {(value: number) => string} [format]
 * @property {string} alt
 */

/** From one label to the next, and how far a line that leads to one reaches, in pixels. */
const kLabelGap = 14;
/** Pixels between the labels of an axis. */
const kTickGap = 18;
/** The width of a letter of a label, on the average. */
const kLetter = 7.4;
const kLeader = 14;

/**
 * A scale for values of both signs and many magnitudes: linear around zero, logarithmic further out.
 * @param {[number, number]} domain @param {[number, number]} range @param {number} constant up to about which it is linear @returns {import('./axes.js').Scale} */
export function symlogScale(domain, range, constant) {
  return /** @type {import('./axes.js').Scale} */ (
    /** @type {unknown} */ (scaleSymlog(domain, range).constant(constant))
  );
}

/**
 * Zero, and the decades from the constant outwards.
 * @param {[number, number]} domain @param {number} constant a power of ten
 */
export function symlogTicks([low, high], constant) {
  const side = (/** @type {number} */ most) => {
    const many = most < constant ? 0 : Math.floor(Math.log10(most / constant) + 1e-9) + 1;
    return Array.from({ length: many }, (_, i) => constant * 10 ** i);
  };
  const below = side(-low).map((value) => -value);
  return [...below.reverse(), 0, ...side(high)];
}

/**
 * Zero, and outwards from it the ticks whose labels do not lie over the one before: near zero the scale is linear, and a decade
 * can be a few pixels.
 * @param {number[]} ticks ascending @param {(value: number) => number} y
 */
export function readableTicks(ticks, y) {
  const side = (/** @type {number[]} */ outwards) => {
    let last = y(0);
    return outwards.filter((tick) => {
      if (Math.abs(y(tick) - last) < kTickGap) return false;
      last = y(tick);
      return true;
    });
  };
  const below = side(ticks.filter((tick) => tick < 0).reverse());
  return [...below.reverse(), 0, ...side(ticks.filter((tick) => tick > 0))];
}

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
function layoutOf({ width, height, epochs, series, labels = false, leaders = false }) {
  const labelled = labels ? series.filter((one) => !one.muted) : [];
  const labelWidth = labelled.length
    ? Math.min(
        width / 3,
        (leaders ? 14 + kLeader : 14) + kLetter * Math.max(...labelled.map((one) => one.label.length)),
      )
    : 0;
  const box = { left: 50, right: width - Math.max(12, labelWidth), top: 26, bottom: height - 38 };
  // A single epoch stands in the middle: there is none before it.
  const half = epochs[0] === epochs[1] ? 0.5 : 0;
  const x = linearScale([epochs[0] - half, epochs[1] + half], [box.left, box.right]);
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
  const range = /** @type {[number, number]} */ ([box.bottom, box.top]);
  const { constant } = figure;
  const y =
    constant && figure.scale === 'symlog'
      ? symlogScale(domain, range, constant)
      : (log ? logScale : linearScale)(domain, range);
  const rows = Math.max(2, Math.round((box.bottom - box.top) / 40));
  const nodes = [
    yAxis({
      scale: y,
      box,
      label: figure.label,
      format,
      ticks: log
        ? decadeTicks(y, (box.bottom - box.top) / 26)
        : constant && figure.scale === 'symlog'
          ? readableTicks(symlogTicks(domain, constant), y)
          : y.ticks(rows),
    }),
    xAxis({
      scale: x,
      box,
      label: 'epoch',
      ticks: wholeTicks(epochs, Math.max(2, (box.right - box.left) / 40)),
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
  if (labelled.length)
    nodes.push(endLabels(labelled, x, y, { ...box, end: width }, log ? domain[0] : -Infinity, figure.leaders));
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

/**
 * Those for which there is space, evenly spread and with both ends.
 * @template T @param {T[]} list @param {number} most
 */
const thinned = (list, most) =>
  list.length <= most
    ? list
    : Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / Math.max(1, most - 1))]);

/** @param {EpochSeries[]} series @param {import('./axes.js').Scale} x @param {import('./axes.js').Scale} y @param {import('./axes.js').Box & { end: number }} box `end`: of the figure @param {number} floor @param {boolean} [leaders] */
function endLabels(series, x, y, box, floor, leaders = false) {
  const all = [];
  for (const one of series) {
    const last = one.points.findLast((point) => point.value !== null && Number.isFinite(point.value));
    if (last && last.value !== null)
      all.push({
        one,
        px: x(last.epoch),
        py: Math.min(box.bottom, Math.max(box.top, y(Math.max(last.value, floor)))),
      });
  }
  const [top, bottom] = [box.top + 4, box.bottom];
  const ends = thinned(all, Math.floor((bottom - top) / kLabelGap) + 1);
  const placed = spreadLabels(
    ends.map((end) => end.py),
    kLabelGap,
    top,
    bottom,
  );
  const left = box.right + (leaders ? 8 + kLeader : 8);
  const most = Math.floor((box.end - left) / kLetter);
  const lines = ends.flatMap(({ one, px, py }, i) =>
    leaders && Math.abs(placed[i] - py) > 3
      ? [
          svgNode('path', {
            class: 'leader',
            d: `M${(px + 5).toFixed(1)},${py.toFixed(1)}H${box.right + 5}L${left - 3},${placed[i].toFixed(1)}`,
            fill: 'none',
            stroke: one.colour,
          }),
        ]
      : [],
  );
  return svgNode('g', { class: 'end-labels' }, [
    ...lines,
    ...ends.map((end, i) =>
      svgNode(
        'text',
        { class: 'end-label', x: left, y: placed[i] + 4, fill: end.one.colour },
        shortenedInside(end.one.label, most),
      ),
    ),
  ]);
}
