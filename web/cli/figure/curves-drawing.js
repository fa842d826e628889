// Draws the curves of a link, as the page does: the same samples, axes and colours.
import { followedAxis, kUsualAxes } from '../../curves/axes-of-data.js';
import { tabledValues } from '../../curves/curve-picture.js';
import { kOrderSymbols, kOrderTitles, sampleFunction } from '../../curves/curve-samples.js';
import { curvesSentence, kinkSentence, titleWithParameters } from '../../curves/property-text.js';
import { functionStyles } from '../../figures/colours.js';
import { curveGeometry, curvesFigure, withLegend } from '../../figures/curves.js';
import { plain } from '../../text/numbers.js';
import { InputError } from '../files/input-error.js';

/** @typedef {import('../../sharing/link-state.js').CurvesState} CurvesState */
/** @typedef {import('../../engine/curves.js').CurvesEngine} CurvesEngine */
/** @typedef {import('../../figures/curves.js').Panel} Panel */

/** Of the panels of value, slope and curvature, in pixels. */
const kHeights = [260, 110, 110];
/** The same in a figure of a phone's width. */
const kNarrow = 400;
const kNarrowHeights = [180, 80, 80];
const kLeastHeight = 40;

/**
 * @param {CurvesState} state @param {CurvesEngine} engine
 * @returns {import('./records-drawing.js').Drawing}
 * @throws {InputError} where a function or a parameter is none
 */
export function curvesDrawing(state, engine) {
  const { functions, orders, together, x, y } = state;
  const looks = functionStyles(functions.map(({ name }) => name));
  const drawn = functions.map((choice, i) => {
    const entry = engine.activation(choice.name);
    if (!entry) throw new InputError(`fn: ${unknownFunction(choice.name, engine)}`);
    try {
      return { entry, choice, look: looks[i], sample: sampleFunction(engine, choice, x, orders) };
    } catch (error) {
      throw new InputError(`fn=${choice.name}: ${/** @type {Error} */ (error).message}`);
    }
  });
  if (orders.length === 0) throw new InputError('show: the link shows neither value nor slope nor curvature');
  const curves = drawn.map(({ entry, sample }) => ({ title: entry.title, sample }));
  /** @param {number[]} group @param {number} height @returns {Panel} */
  const panelOf = (group, height) => ({
    orders: group,
    domain:
      y && group.includes(0)
        ? y
        : followedAxis(kUsualAxes[group[0]], curves, group, group[0] === 0 ? x[1] - x[0] : 0).domain,
    height,
    label: group.map((order) => kOrderSymbols[order]).join(',  '),
  });
  const groups = together ? [orders] : orders.map((order) => [order]);
  const series = drawn.map(({ entry, choice, look, sample }) => ({
    label: titleWithParameters(entry, choice.params),
    ...look,
    ...sample,
  }));
  const choices = drawn.map(({ entry, choice }) => ({ entry, params: choice.params }));
  const sentence = curvesSentence(choices, orders, x);
  const alt = sentence.charAt(0).toUpperCase() + sentence.slice(1);
  const title = drawn.map(({ entry }) => entry.title).join(', ');
  const first = kOrderTitles[groups[0][0]];
  /** @param {Panel[]} panels @param {number} width */
  const figureOf = (panels, width) =>
    withLegend(curvesFigure({ geometry: curveGeometry({ width, xDomain: x, panels }), panels, series, alt }), series);
  const table = { ...tabledValues(drawn, state, engine), note: '' };
  return {
    title,
    subtitle: alt,
    brief: `${together ? groups[0].map((order) => kOrderTitles[order]).join(', ') : first}, for x from ${plain(x[0])} to ${plain(x[1])}.`,
    alt,
    caption: kinksOf(drawn),
    description: alt,
    draw: ({ width, height, isBrief }) => {
      // Where there is little space the first panel stands for all.
      const shown = isBrief ? groups.slice(0, 1) : groups;
      const panels = shown.map((group) => panelOf(group, (width < kNarrow ? kNarrowHeights : kHeights)[group[0]]));
      const figure = figureOf(panels, width);
      if (height === undefined) return figure;
      const excess = Number(figure.attributes.height) - height;
      const whole = panels.reduce((sum, panel) => sum + panel.height, 0);
      const scaled = (/** @type {number} */ own) => Math.max(kLeastHeight, own - (excess * own) / whole);
      return figureOf(
        panels.map((panel) => ({ ...panel, height: scaled(panel.height) })),
        width,
      );
    },
    table,
  };
}

/**
 * What the slopes do, in words; functions of which the same is said together.
 * @param {{entry: import('../../engine/answers.js').ActivationEntry, choice: import('../../sharing/link-values.js').FunctionChoice, sample: import('../../curves/curve-samples.js').Sample}[]} drawn
 */
function kinksOf(drawn) {
  /** @type {Map<string, string[]>} */
  const titles = new Map();
  for (const { entry, choice, sample } of drawn) {
    const text = kinkSentence(entry, choice.params, sample.properties);
    titles.set(text, [...(titles.get(text) ?? []), entry.title]);
  }
  return [...titles].map(([text, names]) => `${names.join(', ')}: ${text}.`).join(' ');
}

/** @param {string} name @param {CurvesEngine} engine */
function unknownFunction(name, engine) {
  const near = engine.suggest(
    name,
    engine.activations.map((/** @type {{name: string}} */ entry) => entry.name),
  );
  return `unknown function "${name}"${near ? `; did you mean "${near}"?` : ''}`;
}
