// The height that a figure takes in a column of an article, about: it is kept free before the figure is there, so that the article
// does not jump. Pure functions.

/** @typedef {'curves' | 'training' | 'layers' | 'results'} FigureView */
/**
 * @typedef {object} Shown
 * @property {number} functions that are drawn
 * @property {number} [sliders] of their parameters; absent: one of each function
 * @property {number} [panels] pixels of the curves' panels; absent: of value and slope
 * @property {string} chart the kind of the one chart, or ""
 */
/** @typedef {[number, number][]} Steps pixels of the widest column, and the height up to it; the last is of all wider ones */

/** What is measured in an article, with four runs. @type {Record<string, Steps>} */
const kSteps = {
  training: [
    [440, 830],
    [599, 785],
    [1e5, 480],
  ],
  trainingchart: [
    [399, 710],
    [520, 785],
    [1e5, 705],
  ],
  layers: [
    [359, 1005],
    [520, 925],
    [1e5, 525],
  ],
  layerschart: [
    [359, 1670],
    [399, 1590],
    [520, 1665],
    [1e5, 1185],
  ],
  results: [
    [560, 730],
    [1e5, 440],
  ],
};

/** Functions whose slopes are described in a figure. */
const kMostInWords = 2;

/** Pixels of a panel of value, slope or curvature in an article, with its axis. */
const kPanels = [184, 109, 109];

/** What a figure shows that decides how high it is. @param {import('./link-state.js').ViewState} state @param {import('./frame-snippet.js').Titles} titles @returns {Shown} */
export const shownIn = ({ curves, chart }, { sliders }) => ({
  functions: curves.functions.length,
  sliders,
  panels: (curves.together ? curves.orders.slice(0, 1) : curves.orders)
    .map((order) => kPanels[order])
    .reduce((sum, height) => sum + height, 0),
  chart,
});

/** The heights by the width of the column. @param {FigureView} view @param {Shown} shown @returns {Steps} */
export function stepsOf(view, { functions, sliders = functions, panels = 293, chart }) {
  if (view !== 'curves') return kSteps[view + (chart && 'chart')] ?? kSteps[view];
  // Below the panels are sentences, but of many functions; then a row of each.
  const curves = panels + (functions > kMostInWords ? 31 : 71);
  const rows = 36 * functions;
  const narrow = rows + 43 * sliders;
  return [
    [560, curves + narrow],
    [880, curves + rows + 5],
    [1e5, Math.max(curves, narrow)],
  ];
}

/**
 * @param {FigureView} view @param {Shown} shown @param {number} [width] of the column in pixels
 * @returns {number} pixels, without what is added to the figure
 */
export const figureHeight = (view, shown, width = 680) =>
  Number(stepsOf(view, shown).find(([widest]) => width <= widest)?.[1]);
