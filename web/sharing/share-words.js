// What the share panel offers, in words.
import { grouped } from '../text/numbers.js';
import { kLongest } from './link-state.js';

/** @typedef {import('./figure-heights.js').FigureView} FigureView */
/** @typedef {import('./link-state.js').ViewState} ViewState */

/** @type {Record<FigureView, string>} */
export const kFigures = { curves: 'Curves', training: 'Training', layers: 'Layers', results: 'Results' };
/** @type {Record<ViewState['theme'], string>} */
export const kThemes = { auto: "The article's", light: 'Light', dark: 'Dark' };
export const kDeviceThemes = { ...kThemes, auto: "The reader's device" };
export const kTabs = { link: 'Link', element: 'Element', frame: 'Frame', picture: 'Pictures' };

/** What an element has in its markup until it lives, and when to take which. */
export const kPictures = {
  svg: {
    title: 'SVG in the markup',
    note: 'Needs no file, and is sharp in print. Newsletters and some feeds drop it: there take the PNG.',
  },
  png: {
    title: 'PNG in a file',
    note: 'For newsletters, feeds and hosts that remove pictures from markup. Put the file beside the article, or write its address in src.',
  },
  none: {
    title: 'None, a link',
    note: 'Without a script, in print and in feeds the article has the numbers and a link to the figure.',
  },
};
/** Of an image in the article's theme: a browser gives it the article's only where that declares color-scheme. */
export const kByDevice =
  ' It is light or dark as the device is. If your article is always light, choose the theme Light; the same with Dark.';

export const kTooLong = `Too long: the playground reads links of up to ${grouped(kLongest)} characters, and this view needs more even when packed. Shorten the experiment, or copy its JSON from the form instead.`;

/** Where the page is one that no one else can open. */
export const kHere =
  'This page is on your own machine, and so are the addresses below: in an article no one else could open them. Publish the folder dist/ on a web server, and share from the page there.';
