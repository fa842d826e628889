// The room that a figure takes in a column of an article, about: it is kept free before the figure is there, so that the article
// does not jump. Pure functions.

/** @typedef {'curves' | 'training' | 'layers' | 'results'} FigureView */

/** Pixels in a wide and in a narrow column. @type {Record<FigureView, [number, number]>} */
const kFigures = { curves: [360, 380], training: [480, 770], layers: [525, 900], results: [440, 730] };
/** Of each function's row. */
const kRow = [60, 70];
/** Pixels of a column that is narrow. */
const kNarrow = 560;

/**
 * @param {FigureView} view @param {number} functions that are drawn @param {number} [width] of the column in pixels
 * @returns {number} pixels, without what is added to the figure
 */
export function figureHeight(view, functions, width = 680) {
  const narrow = width > 0 && width <= kNarrow ? 1 : 0;
  return kFigures[view][narrow] + (view === 'curves' ? kRow[narrow] * functions : 0);
}
