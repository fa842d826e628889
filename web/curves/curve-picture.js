// Curves outside of the page: what a chart shows as a document that stands alone, with its numbers, and the table of values. Loaded
// when it is asked for, and by the command line.
import { curveGeometry, curvesFigure, withLegend } from '../figures/curves.js';
import { kPictureWidth, kSmallWidth, standaloneSvg } from '../figures/standalone.js';
import { fixed, plain } from '../text/numbers.js';
import { kOrderTitles, valuesAt } from './curve-samples.js';
import { titleWithParameters } from './property-text.js';

const kOrderSymbols = ['f', "f'", "f''"];

/**
 * @param {Pick<import('./curve-chart.js').CurveChart, 'series' | 'panels' | 'domain' | 'alt'>} chart
 * @param {import('../figures/standalone.js').Theme} theme
 * @param {{ scale?: number, isSmall?: boolean }} [size] scale: of the panels' heights; isSmall: for a phone
 */
export function curvePicture({ series, panels: shown, domain, alt }, theme, { scale = 1, isSmall = false } = {}) {
  const panels = shown.map((panel) => ({ ...panel, height: scale * panel.height }));
  const geometry = curveGeometry({ width: isSmall ? kSmallWidth : kPictureWidth, xDomain: domain, panels });
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

/**
 * The values of functions at the inputs of a link's table.
 * @param {{ entry: import('../engine/answers.js').ActivationEntry, choice: import('../sharing/link-values.js').FunctionChoice }[]} drawn
 * @param {Pick<import('../sharing/link-state.js').CurvesState, 'orders' | 'table'>} state what is shown, and the inputs
 * @param {import('../engine/curves.js').CurvesEngine} engine
 * @returns {{ columns: string[], rows: string[][] }}
 */
export function tabledValues(drawn, { orders, table: inputs }, engine) {
  const columns = drawn.flatMap(({ entry, choice }) =>
    orders.map((order) => ({
      title: `${titleWithParameters(entry, choice.params)}${orders.length > 1 ? `, ${kOrderTitles[order].toLowerCase()}` : ''}`,
      values: valuesAt(engine, choice, inputs, order),
    })),
  );
  return {
    columns: ['x', ...columns.map(({ title }) => title)],
    rows: inputs.map((x, i) => [plain(x), ...columns.map(({ values }) => fixed(values[i]))]),
  };
}
