// The curves that a chart shows as a document that stands alone, and their numbers. Loaded when it is asked for.
import { curveGeometry, curvesFigure, withLegend } from '../figures/curves.js';
import { kPictureWidth, standaloneSvg } from '../figures/standalone.js';

const kOrderSymbols = ['f', "f'", "f''"];

/**
 * @param {Pick<import('./curve-chart.js').CurveChart, 'series' | 'panels' | 'domain' | 'alt'>} chart
 * @param {import('../figures/standalone.js').Theme} theme @param {number} scale of the panels' heights
 */
export function curvePicture({ series, panels: shown, domain, alt }, theme, scale) {
  const panels = shown.map((panel) => ({ ...panel, height: scale * panel.height }));
  const geometry = curveGeometry({ width: kPictureWidth, xDomain: domain, panels });
  const title = series.map(({ label }) => label).join(', ');
  const orders = panels.flatMap((panel) => panel.orders);
  const columns = ['x', ...series.flatMap(({ label }) => orders.map((order) => `${label} ${kOrderSymbols[order]}`))];
  // Kinks are drawn with points of their own: each function has its inputs.
  const lists = series.map(({ xs, ys }) => ({ ys, at: new Map(Array.from(xs, (x, i) => [x, i])) }));
  const inputs = [...new Set(lists.flatMap(({ at }) => [...at.keys()]))].sort((a, b) => a - b);
  const text = (/** @type {number} */ value) => String(Number(value.toPrecision(7))); // single precision
  const rows = inputs.map((x) => [
    text(x),
    ...lists.flatMap(({ ys, at }) => {
      const i = at.get(x);
      return orders.map((order) => (i === undefined ? '' : text(ys[order][i])));
    }),
  ]);
  const figure = withLegend(curvesFigure({ geometry, panels, series, alt }), series);
  return { title, svg: standaloneSvg(figure, { title, subtitle: alt }, { theme }), table: { columns, rows } };
}
