// The room that a figure takes in a column of an article, about: it is kept free before the figure is there, so that the article
// does not jump. Pure functions.

/** @typedef {'curves' | 'training' | 'layers' | 'results'} FigureView */
/** @typedef {{ functions: number, chart: string }} Shown functions that are drawn; chart: the kind of the one chart, or "" */

/** Pixels in a wide and in a narrow column. @type {Record<FigureView | 'chart', [number, number]>} */
const kFigures = {
  curves: [360, 380],
  training: [480, 830],
  layers: [525, 900],
  results: [440, 730],
  chart: [705, 695],
};
/** Of each function's row. */
const kRow = [60, 70];
/** Pixels of a column that is narrow. */
const kNarrow = 560;

/** @param {FigureView} view @param {Shown} shown @returns {[number, number]} */
function heightsOf(view, { functions, chart }) {
  const [wide, narrow] = kFigures[view === 'training' && chart ? 'chart' : view];
  return view === 'curves' ? [wide + kRow[0] * functions, narrow + kRow[1] * functions] : [wide, narrow];
}

/**
 * @param {FigureView} view @param {Shown} shown @param {number} [width] of the column in pixels
 * @returns {number} pixels, without what is added to the figure
 */
export const figureHeight = (view, shown, width = 680) => heightsOf(view, shown)[width > 0 && width <= kNarrow ? 1 : 0];

/**
 * The same as a value of CSS that needs no script and no rule: of the two heights that of the narrow column where the window
 * is no wider, since what is between them is multiplied beyond either.
 * @param {FigureView} view @param {Shown} shown
 */
export function heightStyle(view, shown) {
  const [wide, narrow] = heightsOf(view, shown);
  return wide === narrow ? `${wide}px` : `clamp(${wide}px, (${kNarrow}px - 100vw) * 999, ${narrow}px)`;
}
