// What runs came to as a small picture without numbers: a row a run, a dot a seed, a stroke at the mean. For lists of
// experiments; the numbers are a click away.
import { mean } from 'd3-array';
import { linearScale } from './axes.js';
import { svgNode } from './svg.js';

const kRow = 15;

/** @param {number} rows */
export const sketchHeight = (rows) => kRow * Math.max(1, rows) + 2;

/**
 * @param {object} options
 * @param {number} options.width @param {{ label: string, colour: string, values: number[], note?: string }[]} options.rows `note`
 *   where a run has no values
 * @param {[number, number]} options.domain @param {string} options.alt
 */
export function sketchFigure({ width, rows, domain, alt }) {
  const left = Math.round(width * 0.42);
  const x = linearScale(domain, [left + 5, width - 6]);
  const height = sketchHeight(rows.length);
  const most = Math.floor((left - 8) / 6.4);
  const nodes = rows.flatMap(({ label, colour, values, note }, i) => {
    const y = kRow * (i + 0.5) + 1;
    const name = label.length > most ? `${label.slice(0, Math.max(1, most - 1))}\u2026` : label;
    const middle = mean(values);
    return [
      svgNode('text', { x: 0, y: y + 4, fill: colour, 'font-size': 11.5, 'font-weight': 600 }, name),
      svgNode('line', { class: 'grid', x1: left + 5, x2: width - 6, y1: y, y2: y }),
      ...values.map((value) =>
        svgNode('circle', { cx: x(value).toFixed(1), cy: y, r: 2.5, fill: colour, opacity: 0.55 }),
      ),
      ...(middle === undefined
        ? [svgNode('text', { class: 'tick', x: left + 8, y: y + 4, 'font-size': 11 }, note ?? '')]
        : [
            svgNode('line', {
              x1: x(middle).toFixed(1),
              x2: x(middle).toFixed(1),
              y1: y - 5,
              y2: y + 5,
              stroke: colour,
              'stroke-width': 2,
            }),
          ]),
    ];
  });
  return svgNode(
    'svg',
    { class: 'figure', role: 'img', 'aria-label': alt, width, height, viewBox: `0 0 ${width} ${height}` },
    nodes,
  );
}
