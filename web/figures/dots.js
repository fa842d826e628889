// What the seeds of each run came to: a row a run, a dot a seed, the mean with its interval, and the earlier result as
// hollow dots. Takes plain numbers; knows no records.
import { clipped, figureRoot, linearScale, xAxis } from './axes.js';
import { shortened, svgNode } from './svg.js';

/**
 * @typedef {object} DotRow
 * @property {string} label @property {string} colour
 * @property {number[]} values one a seed
 * @property {number | null} mean @property {[number, number] | null} interval of the mean
 * @property {number[]} before the earlier result's
 * @property {string} text at the end of the row
 */

const kRow = 34;
const kAxis = 40;
const kLabel = 7;

/** @param {number} rows */
export const dotsHeight = (rows) => kRow * Math.max(1, rows) + kAxis + 8;

/** Round numbers around all that is drawn. @param {DotRow[]} rows @param {[number, number]} whole @returns {[number, number]} */
export function dotsDomain(rows, whole) {
  const values = rows.flatMap(({ values, before, interval }) => [...values, ...before, ...(interval ?? [])]);
  if (values.length === 0) return whole;
  const [least, largest] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(0.02 * (whole[1] - whole[0]), 0.15 * (largest - least));
  const step = 10 ** Math.floor(Math.log10(Math.max(largest - least, 0.1 * (whole[1] - whole[0])))) / 2;
  const low = Math.floor((least - room) / step) * step;
  const high = Math.ceil((largest + room) / step) * step;
  return [Math.max(low, Math.min(whole[0], least)), Math.min(high, Math.max(whole[1], largest))];
}

/**
 * @param {object} options
 * @param {number} options.width @param {DotRow[]} options.rows @param {[number, number]} options.domain
 * @param {string} options.label of the axis @param {string} options.alt
 * @param {{ value: number, label: string } | null} [options.baseline]
 */
export function dotsFigure({ width, rows, domain, label, alt, baseline = null }) {
  const height = dotsHeight(rows.length);
  const narrow = width < 520;
  const names = narrow ? 96 : Math.min(220, 20 + kLabel * Math.max(...rows.map((row) => row.label.length), 4));
  const texts = narrow ? 8 : 20 + 6.4 * Math.max(...rows.map((row) => row.text.length), 4);
  const box = { left: names, right: width - texts, top: 4, bottom: height - kAxis };
  const x = linearScale(domain, [box.left, box.right]);
  const nodes = [xAxis({ scale: x, box, label, ticks: x.ticks(Math.max(2, (box.right - box.left) / 70)) })];
  if (baseline && baseline.value >= domain[0] && baseline.value <= domain[1]) {
    const px = x(baseline.value);
    nodes.push(
      svgNode('line', { class: 'baseline', x1: px, x2: px, y1: box.top, y2: box.bottom, 'stroke-dasharray': '2 3' }),
    );
  }
  const most = Math.floor((names - 12) / kLabel);
  for (const [i, row] of rows.entries()) {
    const y = box.top + kRow * (i + 0.5);
    nodes.push(
      svgNode(
        'text',
        { class: 'end-label', x: 0, y: y + 4, fill: row.colour, 'font-size': 13 },
        shortened(row.label, most),
      ),
    );
    if (row.text && !narrow)
      nodes.push(svgNode('text', { class: 'tick', x: box.right + 12, y: y + 4, 'font-size': 12 }, row.text));
    const marks = [];
    if (row.interval)
      marks.push(
        svgNode('line', {
          class: 'interval',
          x1: x(row.interval[0]),
          x2: x(row.interval[1]),
          y1: y,
          y2: y,
          stroke: row.colour,
          'stroke-width': 6,
          'stroke-opacity': 0.22,
          'stroke-linecap': 'round',
        }),
      );
    for (const value of row.before)
      marks.push(
        svgNode('circle', {
          class: 'before',
          cx: x(value),
          cy: y + 8,
          r: 3,
          fill: 'none',
          stroke: row.colour,
          'stroke-opacity': 0.6,
        }),
      );
    for (const value of row.values)
      marks.push(
        svgNode('circle', { class: 'dot', cx: x(value), cy: y, r: 4, fill: row.colour, 'fill-opacity': 0.75 }),
      );
    if (row.mean !== null && row.values.length > 1)
      marks.push(
        svgNode('line', {
          class: 'mean',
          x1: x(row.mean),
          x2: x(row.mean),
          y1: y - 9,
          y2: y + 9,
          stroke: row.colour,
          'stroke-width': 2.5,
        }),
      );
    nodes.push(clipped({ left: box.left - 5, right: box.right + 5, top: y - kRow / 2, bottom: y + kRow / 2 }, marks));
  }
  return figureRoot({ width, height, alt, children: nodes });
}
