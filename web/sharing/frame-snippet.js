// The markup that shows a figure of the playground in another page: an iframe that is as high as its figure, on one line, since a
// blank line ends HTML in Markdown. Pure functions.
import { escaped } from '../text/html.js';
import { figureHeight, shownIn } from './figure-heights.js';
import { encodeState } from './link-state.js';
import { addressSafe } from './markup.js';
import { oEmbedText } from './oembed.js';

/** @typedef {import('./link-state.js').ViewState} ViewState */
/** @typedef {import('./figure-heights.js').FigureView} FigureView */

/** What can be added to each figure, and how it is called. @type {Record<FigureView, Record<string, string>>} */
export const kAdditions = {
  curves: { controls: 'Axes and a list of functions', cards: 'Cards of properties', table: 'Table of values' },
  training: { controls: 'Experiment and network', table: 'Table of numbers', layers: 'Layers' },
  layers: { controls: 'Experiment and network', details: 'The chosen layer, statistics and gradients' },
  results: { table: 'Table of numbers', layers: 'Layers' },
};

/** Pixels that the way to the page has below the figure, and what is added to it. */
const kFooter = 40;
/** @type {Record<string, number>} */
const kAddedHeights = { controls: 300, cards: 700, table: 480, layers: 2400, details: 2400 };

/** Sets a frame's height when its figure posts it. */
const kFollow =
  '<script>addEventListener("message",function(e){if(e.data&&e.data.type==="activation-playground:resize")document.querySelectorAll("iframe").forEach(function(f){if(f.contentWindow===e.source)f.height=e.data.height})})</script>';

/**
 * What a figure shows, as it is called on the page.
 * @typedef {object} Titles
 * @property {string[]} functions
 * @property {string} experiment
 * @property {number} [sliders] of the functions
 * @property {import('./figure-markup.js').Table | null} [values] of the functions at the inputs of the table
 * @property {import('./figure-results.js').Results | null} [results] what the trials on screen came to
 * @property {string} [stale] why the charts on screen are not of the experiment that is shared, or ""
 */

/** What a screen reader calls the figure, and its caption. @param {Titles} titles @param {FigureView} view */
export function titleOf({ functions, experiment }, view) {
  if (view === 'results') return 'Results of trainings';
  if (view === 'curves') return `Activation functions: ${functions.join(', ')}`;
  return view === 'training'
    ? `Networks trained side by side: ${experiment}`
    : `What happens in each layer: ${experiment}`;
}

/**
 * @typedef {object} Options
 * @property {string} page the address of the folder that embed.html is in
 * @property {FigureView} view
 * @property {Titles} titles
 * @property {string[]} added
 * @property {ViewState['theme']} theme
 */

/** @param {ViewState} state @param {Options} options @returns {{ url: string, title: string, height: number } | null} null: no link can hold the state */
function frameOf(state, { page, view, titles, added, theme }) {
  const parts = Object.keys(kAdditions[view]).filter((part) => added.includes(part));
  const hash = encodeState({ ...state, view, with: parts, hide: [], theme }, { embed: true, pin: true });
  if (hash === null) return null;
  const figure = figureHeight(view, shownIn(state, titles)) + kFooter;
  const height = parts.reduce((sum, part) => sum + kAddedHeights[part], figure);
  return { url: addressSafe(new URL('embed.html', page).href + hash), title: titleOf(titles, view), height };
}

/**
 * @param {ViewState} state @param {Options & { follows: boolean }} options follows: with a script that keeps the frame as high
 *   as its figure
 * @returns {string | null} null: no link can hold the state
 */
export function frameSnippet(state, options) {
  const frame = frameOf(state, options);
  if (frame === null) return null;
  const { url, title, height } = frame;
  return `<iframe src="${escaped(url)}" title="${escaped(title)}" loading="lazy" width="100%" height="${height}" style="border:0"></iframe>${options.follows ? kFollow : ''}`;
}

/** Pixels of a frame whose host says no width. */
const kWidth = 680;

/** The answer to oEmbed (oembed.com, version 1.0). @param {ViewState} state @param {Options} options @returns {string | null} null: no link can hold the state */
export function oEmbedOf(state, options) {
  const frame = frameOf(state, options);
  if (frame === null) return null;
  const { url, title, height } = frame;
  const html = `<iframe src="${escaped(url)}" title="${escaped(title)}" width="${kWidth}" height="${height}" frameborder="0"></iframe>`;
  return oEmbedText({ title, html, width: kWidth, height, provider: options.page });
}
