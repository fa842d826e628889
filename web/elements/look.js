// How an article looks where a figure stands in it: ink, paper, typeface, light or dark. A figure takes them over, so that it
// belongs to the article and not to the device's setting.

/** @typedef {{ isDark: boolean, ink: string, paper: string, face: string }} Look ink, paper: CSS colours; "": the figure's own */

/** The least contrast at which an article's ink is taken over. */
const kLeastContrast = 4.5;

/** @type {OffscreenCanvasRenderingContext2D | null} */
let canvas = null;

/**
 * What is seen of colours that lie on each other.
 * @param {string[]} colours in any form of CSS, the lowest first
 * @returns {[number, number, number, number]} red, green, blue from 0 to 255, and alpha from 0 to 1
 */
function channelsOf(...colours) {
  canvas ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!canvas) return [0, 0, 0, 0];
  canvas.clearRect(0, 0, 1, 1);
  for (const colour of colours) {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
  }
  const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}

/** Relative luminance of WCAG 2, from 0 to 1. @param {string} colour */
function luminanceOf(colour) {
  const [red, green, blue] = channelsOf(colour)
    .slice(0, 3)
    .map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {number} a @param {number} b luminances */
const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

/** The colour that an element stands on: of its nearest ancestors down to an opaque one. @param {Element} element */
function paperUnder(element) {
  const colours = [];
  for (let one = /** @type {Element | null} */ (element); one; one = parentOf(one)) {
    const { backgroundColor } = getComputedStyle(one);
    const alpha = channelsOf(backgroundColor)[3];
    if (alpha > 0) colours.unshift(backgroundColor);
    if (alpha > 0.99) break;
  }
  // The canvas of a page that sets no colour follows its colour scheme.
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const canvasColour = /dark/.test(scheme) && (prefersDark || !/light/.test(scheme)) ? '#121212' : '#fff';
  return `rgb(${channelsOf(canvasColour, ...colours).slice(0, 3)})`;
}

/** @param {Element} element @returns {Element | null} */
const parentOf = (element) => {
  const root = element.parentElement ?? element.getRootNode();
  return root instanceof ShadowRoot ? root.host : root instanceof Element ? root : null;
};

/**
 * @param {Element} element @param {'auto' | 'light' | 'dark'} theme what the author wants
 * @returns {Look}
 */
export function lookOf(element, theme) {
  const { color, fontFamily } = getComputedStyle(element);
  const under = paperUnder(element);
  const [ink, paper] = [color, under].map(luminanceOf);
  const articleIsDark = paper < 0.18;
  const isDark = theme === 'auto' ? articleIsDark : theme === 'dark';
  // A figure that is to be dark in a light article has its own paper.
  if (isDark !== articleIsDark) return { isDark, ink: '', paper: '', face: fontFamily };
  return { isDark, ink: contrast(ink, paper) >= kLeastContrast ? color : '', paper: under, face: fontFamily };
}
