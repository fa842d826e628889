// A number a row and epoch as shades: a row a layer, first to last. Numbers in, SVG out; neighbours of one shade are one
// rectangle.
import { tickText } from '../text/numbers.js';
import { figureRoot, linearScale, wholeTicks, xAxis } from './axes.js';
import { svgNode } from './svg.js';

/**
 * @typedef {object} HeatFigure
 * @property {number} width
 * @property {[number, number]} epochs first and last of the axis
 * @property {{ label: string, points: { epoch: number, value: number | null }[] }[]} rows null: no number, drawn as a cross
 * @property {[number, number]} domain where the shades begin and end; what is below 0 has a hue of its own
 * @property {'linear' | 'log'} scale
 * @property {string} colour
 * @property {string} negative the hue below 0
 * @property {(value: number) => string} [format]
 * @property {{ row: number, epoch: number } | null} chosen
 * @property {string} alt
 */

const kRow = 18;
const kTop = 6;
const kFoot = 62;
const kShades = 24;
const kDigit = 6.6;

/** How many times as far from the middle half as that is wide a value lies that is left out of the shades' range. */
const kFar = 3;

/**
 * Where the shades of values begin and end: at the least and the largest, but for those far from the rest, which are drawn as
 * the ends are.
 * @param {(number | null)[]} values @param {'linear' | 'log'} scale @returns {[number, number]} the first below the second
 */
export function shadeDomain(values, scale) {
  const log = scale === 'log';
  const known = values
    .flatMap((value) =>
      value === null || !Number.isFinite(value) || (log && value <= 0) ? [] : log ? Math.log(value) : value,
    )
    .sort((a, b) => a - b);
  if (known.length === 0) return log ? [0.1, 1] : [0, 1];
  const at = (/** @type {number} */ share) => known[Math.round(share * (known.length - 1))];
  const reach = kFar * (at(0.75) - at(0.25));
  const inside = reach > 0 ? known.filter((value) => value >= at(0.25) - reach && value <= at(0.75) + reach) : known;
  let [low, high] = [inside[0], inside[inside.length - 1]];
  // Equal values have no range; one per cent is what their numbers as text would show.
  const least = log ? 0.01 : 0.01 * Math.max(Math.abs(low), Math.abs(high));
  if (high - low < least) [low, high] = [(low + high - least) / 2, (low + high + least) / 2];
  if (low === high) high = low + 1;
  return log ? [Math.exp(low), Math.exp(high)] : [low, high];
}

/** @param {number} rows */
export const heatHeight = (rows) => kTop + rows * kRow + kFoot;

/** @param {HeatFigure} figure */
function layoutOf({ width, epochs, rows }) {
  const names = Math.max(...rows.map(({ label }) => label.length));
  const box = {
    left: Math.min(width / 3, 14 + kDigit * names),
    right: width - 12,
    top: kTop,
    bottom: kTop + rows.length * kRow,
  };
  return { box, x: linearScale([epochs[0] - 0.5, epochs[1] + 0.5], [box.left, box.right]) };
}

/**
 * From -1 to 1: how strong the shade of a value is, and of which hue.
 * @param {number} value @param {[number, number]} domain @param {'linear' | 'log'} scale
 */
function strengthOf(value, [low, high], scale) {
  const inside = Math.min(high, Math.max(low, value));
  if (scale === 'log') return (Math.log(inside) - Math.log(low)) / (Math.log(high) - Math.log(low));
  if (low < 0 && high > 0) return inside / Math.max(-low, high);
  return low < 0 ? (inside - high) / (high - low) : (inside - low) / (high - low);
}

/** @param {HeatFigure} figure @param {number} px @param {number} py @returns {{ row: number, epoch: number } | null} */
export function heatAt(figure, px, py) {
  const { box, x } = layoutOf(figure);
  if (px < box.left - 6 || px > box.right + 6 || py < box.top || py >= box.bottom) return null;
  const row = Math.floor((py - box.top) / kRow);
  const wanted = x.invert(px);
  const { points } = figure.rows[row];
  if (points.length === 0) return null;
  const nearest = points.reduce((best, one) =>
    Math.abs(one.epoch - wanted) < Math.abs(best.epoch - wanted) ? one : best,
  );
  return { row, epoch: nearest.epoch };
}

/** @param {HeatFigure} figure @param {number} row @param {number} epoch */
export function readHeat(figure, row, epoch) {
  const { x } = layoutOf(figure);
  const { label, points } = figure.rows[row];
  const point = points.find((one) => one.epoch === epoch);
  if (!point) return null;
  const text = point.value === null ? 'no number' : (figure.format ?? tickText)(point.value);
  return { x: x(epoch), title: `epoch ${epoch}`, lines: [{ text: `${label} ${text}`, colour: 'var(--ink)' }] };
}

/** @param {HeatFigure} figure @returns {import('./svg.js').SvgNode} */
export function heatFigure(figure) {
  const { width, rows, domain, scale, colour, negative, epochs, chosen, alt, format = tickText } = figure;
  const { box, x } = layoutOf(figure);
  /** @param {number} shade from -kShades to kShades */
  const paint = (shade) => ({
    fill: shade < 0 ? negative : colour,
    'fill-opacity': (0.04 + (0.96 * Math.abs(shade)) / kShades).toFixed(2),
  });
  const nodes = [
    xAxis({
      scale: x,
      box,
      label: 'epoch',
      ticks: wholeTicks([epochs[0], epochs[1]], Math.max(2, (box.right - box.left) / 40)),
    }),
  ];
  rows.forEach(({ label, points }, row) => {
    const top = box.top + row * kRow;
    nodes.push(svgNode('text', { class: 'tick', x: box.left - 8, y: top + kRow / 2 + 4, 'text-anchor': 'end' }, label));
    const shadeOf = (/** @type {number | null} */ value) =>
      value === null || !Number.isFinite(value) ? null : Math.round(strengthOf(value, domain, scale) * kShades);
    const shades = points.map(({ value }) => shadeOf(value));
    // A cell reaches half-way to its neighbours: recorded results hold some epochs only.
    const edge = (/** @type {number} */ i) =>
      i === 0
        ? points[0].epoch - 0.5
        : i === points.length
          ? points[i - 1].epoch + 0.5
          : (points[i - 1].epoch + points[i].epoch) / 2;
    for (let from = 0; from < points.length; ) {
      let to = from + 1;
      while (to < points.length && shades[to] === shades[from]) ++to;
      const [left, right] = [x(edge(from)), x(edge(to))];
      const place = { x: left.toFixed(1), y: top + 1, width: Math.max(0.5, right - left).toFixed(1), height: kRow - 2 };
      const shade = shades[from];
      if (shade === null) {
        nodes.push(
          svgNode('rect', { class: 'dead', ...place }),
          svgNode('path', {
            class: 'unit-mark',
            d: `M${left.toFixed(1)},${top + 2}L${right.toFixed(1)},${top + kRow - 2}`,
          }),
        );
      } else nodes.push(svgNode('rect', { class: 'cell', ...place, ...paint(shade) }));
      from = to;
    }
  });
  if (chosen)
    nodes.push(
      svgNode('rect', {
        class: 'unit-chosen',
        x: (x(chosen.epoch) - 4).toFixed(1),
        y: box.top + chosen.row * kRow,
        width: 8,
        height: kRow,
        rx: 2,
      }),
    );
  nodes.push(...legend(figure, box, paint, format));
  return figureRoot({ width, height: heatHeight(rows.length), alt, children: nodes });
}

/**
 * The shades with the numbers at their ends.
 * @param {HeatFigure} figure @param {import('./axes.js').Box} box @param {(shade: number) => Record<string, string>} paint
 * @param {(value: number) => string} format
 */
function legend({ domain: [low, high], rows }, box, paint, format) {
  const widest = Math.max(-low, high);
  const ends = low < 0 && high > 0 ? [-widest, widest] : [low, high];
  const values = rows.flatMap(({ points }) => points.flatMap(({ value }) => value ?? []));
  // What lies beyond an end has its shade.
  const texts = [
    `${values.some((value) => value < ends[0]) ? '\u2264\u2009' : ''}${format(ends[0])}`,
    `${values.some((value) => value > ends[1]) ? '\u2265\u2009' : ''}${format(ends[1])}`,
  ];
  const [first, last] = [low < 0 ? -kShades : 0, high > 0 ? kShades : 0];
  const left = box.left + 6 * texts[0].length + 8;
  const wide = Math.min(160, box.right + 12 - left - 7 * texts[1].length - 8);
  const step = wide / (last - first);
  const y = box.bottom + 36;
  const cells = [];
  for (let shade = first; shade < last; ++shade)
    cells.push(
      svgNode('rect', {
        x: (left + (shade - first) * step).toFixed(1),
        y,
        width: step.toFixed(1),
        height: 10,
        ...paint(shade),
      }),
    );
  return [
    svgNode('text', { class: 'tick', x: left - 6, y: y + 9, 'text-anchor': 'end' }, texts[0]),
    ...cells,
    svgNode('text', { class: 'tick', x: left + wide + 6, y: y + 9 }, texts[1]),
  ];
}
