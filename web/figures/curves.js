// The curves figure: value, slope and curvature of several functions in panels that share one x
// axis, and the crosshair over them. Takes sampled numbers; does not know where they come from.
import { clipped, figureRoot, linearScale, linePath, xAxis, yAxis } from './axes.js';
import { svgNode } from './svg.js';

/** @typedef {import('./axes.js').Scale} Scale */
/** @typedef {import('./axes.js').Box} Box */
/**
 * @typedef {object} CurveSeries
 * @property {string} label
 * @property {string} colour
 * @property {string} dash
 * @property {ArrayLike<number>} xs
 * @property {ArrayLike<number>[]} ys by order: value, slope, curvature; NaN breaks the line
 * @property {{ order: number, x: number, left: number, right: number }[]} jumps one-sided limits that differ
 */
/**
 * @typedef {object} Panel
 * @property {number[]} orders what it shows: 0 value, 1 slope, 2 curvature
 * @property {[number, number]} domain fixed, whatever the data do
 * @property {number} height of the plot area, pixels
 * @property {string} label
 */
/** @typedef {{ x: Scale, panels: { box: Box, y: Scale, orders: number[] }[], width: number, height: number }} CurveGeometry */

const kLeft = 40;
const kRight = 14;
const kTop = 26;
const kGap = 34;
const kBottom = 38;

/**
 * Where everything lies, so that the crosshair and the pointer agree with the drawing.
 * @param {{ width: number, xDomain: [number, number], panels: Panel[] }} options
 * @returns {CurveGeometry}
 */
export function curveGeometry({ width, xDomain, panels }) {
  const x = linearScale(xDomain, [kLeft, width - kRight]);
  let top = kTop;
  const placed = panels.map((panel) => {
    const box = { left: kLeft, right: width - kRight, top, bottom: top + panel.height };
    top = box.bottom + kGap;
    return { box, y: linearScale(panel.domain, [box.bottom, box.top]), orders: panel.orders };
  });
  return { x, panels: placed, width, height: top - kGap + kBottom };
}

/** @type {WeakMap<ArrayLike<number> & object, { key: string, path: string }>} */
const paths = new WeakMap();

/**
 * linePath(), remembered as long as its numbers live: of eight curves only the one that moves is written again.
 * @param {ArrayLike<number>} xs @param {ArrayLike<number>} ys @param {Scale} x @param {Scale} y @param {Box} box
 */
function keptPath(xs, ys, x, y, box) {
  const key = [x.domain(), x.range(), y.domain(), y.range()].join();
  const known = paths.get(ys);
  if (known?.key === key) return known.path;
  const path = linePath(xs, ys, x, y, box);
  paths.set(ys, { key, path });
  return path;
}

/** Line widths by order: the value leads, its derivatives are finer. */
const kWidths = [2.25, 1.75, 1.5];
const kOverlayDashes = ['', '5 3', '1.5 3'];

/**
 * The line style of an order where several share a panel. A function with dashes of its own keeps them, finer by the
 * order. So its slope differs from that of another function of the same hue.
 * @param {string} dash @param {number} order
 */
export function overlayDash(dash, order) {
  if (order === 0) return dash;
  if (dash === '') return kOverlayDashes[order];
  return dash
    .split(' ')
    .map((length) => Number(length) / 2 ** order)
    .join(' ');
}

/**
 * @param {{ geometry: CurveGeometry, panels: Panel[], series: CurveSeries[], alt: string }} options
 * @returns {import('./svg.js').SvgNode}
 */
export function curvesFigure({ geometry, panels, series, alt }) {
  const nodes = [];
  for (let p = 0; p < panels.length; ++p) {
    const { box, y } = geometry.panels[p];
    const last = p === panels.length - 1;
    const shared = panels[p].orders.length > 1;
    const lines = [];
    for (const one of series) {
      for (const order of panels[p].orders) {
        const dash = shared ? overlayDash(one.dash, order) : one.dash;
        lines.push(
          svgNode('path', {
            class: 'curve',
            d: keptPath(one.xs, one.ys[order], geometry.x, y, box),
            fill: 'none',
            stroke: one.colour,
            'stroke-width': kWidths[order],
            'stroke-dasharray': dash || null,
            'stroke-linejoin': 'round',
            opacity: shared && order > 0 ? 0.85 : null,
          }),
        );
        for (const jump of one.jumps) {
          if (jump.order === order) lines.push(...jumpMarks(jump, one.colour, geometry.x, y));
        }
      }
    }
    nodes.push(
      svgNode('g', { class: 'panel' }, [
        yAxis({ scale: y, box, label: panels[p].label }),
        xAxis({ scale: geometry.x, box, labels: last, label: 'x' }),
        clipped(box, lines),
      ]),
    );
  }
  return figureRoot({ width: geometry.width, height: geometry.height, alt, children: nodes });
}

/** Of a legend: a line, the gap after it, what a letter takes on average, and from one row to the next. */
const kLegend = { line: 22, gap: 6, letter: 7.5, between: 18, left: 56, row: 18 };

/**
 * The figure with the names of its curves above it, for where nothing beside it names them. More names than one row has
 * space for make it higher.
 * @param {import('./svg.js').SvgNode} figure @param {CurveSeries[]} series @returns {import('./svg.js').SvgNode}
 */
export function withLegend(figure, series) {
  const { width, height } = /** @type {{ width: number, height: number }} */ (figure.attributes);
  let x = kLegend.left;
  let row = 0;
  const names = series.flatMap(({ label, colour, dash }) => {
    const needed = kLegend.line + kLegend.gap + kLegend.letter * label.length;
    if (x > kLegend.left && x + needed > width) {
      x = kLegend.left;
      row += 1;
    }
    const [from, top] = [x, kLegend.row * row];
    const text = from + kLegend.line + kLegend.gap;
    x = from + needed + kLegend.between;
    return [
      svgNode('line', {
        x1: from,
        x2: from + kLegend.line,
        y1: top + 9,
        y2: top + 9,
        stroke: colour,
        'stroke-width': 2.5,
        'stroke-dasharray': dash || null,
      }),
      svgNode('text', { class: 'end-label', x: text, y: top + 13, fill: colour, 'font-size': 12 }, label),
    ];
  });
  if (row === 0) return { ...figure, children: [...figure.children, ...names] };
  const added = kLegend.row * row;
  const attributes = { ...figure.attributes, height: height + added, viewBox: `0 0 ${width} ${height + added}` };
  const lowered = svgNode('g', { transform: `translate(0 ${added})` }, figure.children);
  return { ...figure, attributes, children: [lowered, ...names] };
}

/**
 * Open circles where a curve jumps: neither one-sided limit is hidden behind a vertical line.
 * @param {{ x: number, left: number, right: number }} jump @param {string} colour @param {Scale} x @param {Scale} y
 */
function jumpMarks(jump, colour, x, y) {
  return [jump.left, jump.right].filter(Number.isFinite).map((limit) =>
    svgNode('circle', {
      class: 'open',
      cx: x(jump.x).toFixed(1),
      cy: y(limit).toFixed(1),
      r: 3,
      stroke: colour,
      'stroke-width': 1.5,
    }),
  );
}

/**
 * The vertical line at `at` and a dot on every curve, as an overlay the size of the figure.
 * @param {{ geometry: CurveGeometry, at: number, points: { colour: string, values: number[] }[] }} options
 */
export function crosshairFigure({ geometry, at, points }) {
  const px = geometry.x(at);
  const nodes = [];
  for (const { box, y, orders } of geometry.panels) {
    nodes.push(svgNode('line', { class: 'crosshair', x1: px, x2: px, y1: box.top, y2: box.bottom }));
    for (const point of points) {
      for (const order of orders) {
        const py = y(point.values[order]);
        if (!(py >= box.top - 0.5 && py <= box.bottom + 0.5)) continue;
        nodes.push(svgNode('circle', { class: 'dot', cx: px.toFixed(1), cy: py.toFixed(1), r: 4, fill: point.colour }));
      }
    }
  }
  return svgNode(
    'svg',
    {
      class: 'overlay',
      'aria-hidden': 'true',
      width: geometry.width,
      height: geometry.height,
      viewBox: `0 0 ${geometry.width} ${geometry.height}`,
    },
    nodes,
  );
}
