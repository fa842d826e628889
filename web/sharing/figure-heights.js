// The height that a figure takes in a column of an article, about: it is kept free before the figure is there, so that the article
// does not jump. Pure functions.

/** @typedef {'curves' | 'training' | 'layers' | 'results'} FigureView */
/**
 * @typedef {object} Shown
 * @property {number} functions that are drawn
 * @property {number} [sliders] of their parameters; absent: one of each function
 * @property {number[]} [panels] the first order in each: 0 value, 1 slope, 2 curvature
 * @property {string} chart the kind of the one chart, or ""
 */
/** @typedef {[number, number][]} Steps pixels of the widest column, and the height up to it; the last is of all wider ones */

/** What is measured in an article, with four runs. @type {Record<Exclude<FigureView, 'curves'> | 'chart', Steps>} */
const kSteps = {
  training: [
    [440, 830],
    [599, 785],
    [1e5, 480],
  ],
  layers: [
    [359, 1005],
    [520, 925],
    [1e5, 525],
  ],
  results: [
    [560, 730],
    [1e5, 440],
  ],
  chart: [
    [399, 710],
    [520, 785],
    [1e5, 705],
  ],
};
/** What a chart above the layers shares with them. */
const kShared = 45;

/** Pixels of a panel of value, slope or curvature with its axis, and of what is below them. */
const kPanels = [184, 109, 109];
const kBelow = 71;
/** Of a function's row, of a slider in a narrow column, and of one more line where there are many functions. */
const kRow = 36;
const kSlider = 43;
const kLine = 17;

/** @param {Shown} shown @returns {Steps} */
function curvesSteps({ functions, sliders = functions, panels = [0, 1] }) {
  const lines = kLine * Math.max(0, functions - 2);
  const chart = panels.reduce((sum, order) => sum + kPanels[order], kBelow + lines);
  const rows = kRow * functions;
  return [
    [560, chart + rows + kSlider * sliders],
    [880, chart + rows + 5],
    [1e5, Math.max(chart, rows + kSlider * sliders)],
  ];
}

/** @param {Steps} steps @param {number} width */
const at = (steps, width) => /** @type {[number, number]} */ (steps.find(([widest]) => width <= widest))[1];

/** @param {FigureView} view @param {Shown} shown @returns {Steps} */
function stepsOf(view, shown) {
  if (view === 'curves') return curvesSteps(shown);
  if (!shown.chart || view === 'results') return kSteps[view];
  if (view === 'training') return kSteps.chart;
  const { chart, layers } = kSteps;
  const widths = [...chart, ...layers].map(([width]) => width).sort((a, b) => a - b);
  return [...new Set(widths)].map((width) => [width, at(chart, width) + at(layers, width) - kShared]);
}

/**
 * @param {FigureView} view @param {Shown} shown @param {number} [width] of the column in pixels
 * @returns {number} pixels, without what is added to the figure
 */
export const figureHeight = (view, shown, width = 680) => at(stepsOf(view, shown), width);

/**
 * The same as a value of CSS that needs no script and no rule, by the width of the nearest container, or of the window where
 * there is none. Each step is a difference that is multiplied beyond its ends.
 * @param {FigureView} view @param {Shown} shown
 * @param {{ width: number, height: number } | null} [picture] pixels of one that stands there at first, no wider than the column
 */
export function heightStyle(view, shown, picture = null) {
  const steps = stepsOf(view, shown);
  const [, last] = steps[steps.length - 1];
  const terms = steps.slice(0, -1).flatMap(([width, height], i) => {
    const more = height - steps[i + 1][1];
    if (more === 0) return [];
    return more > 0
      ? `clamp(0px,(${width + 1}px - 100cqw)*999,${more}px)`
      : `clamp(${more}px,(100cqw - ${width + 1}px)*999,0px)`;
  });
  const reserved = terms.length > 0 ? `calc(${[`${last}px`, ...terms].join(' + ')})` : `${last}px`;
  if (!picture || picture.height <= last) return reserved;
  const share = Math.ceil((1000 * picture.height) / picture.width) / 10;
  return `max(${reserved},min(${Math.ceil(picture.height)}px,${share}cqw))`;
}
