// The colours of the plane: classes, signs and what lies between them, as pixels of a canvas. They come from the page's
// custom properties, so that light and dark, and a host's own colours, hold here too.

/** @typedef {[number, number, number]} Rgb */
/**
 * @typedef {object} Palette
 * @property {Rgb} paper
 * @property {Rgb[]} classes
 * @property {Uint32Array} ramp from the colour of -1 over the paper to that of +1, as pixels
 */

/** Of class 0, 1, ...: the first two are also the signs minus and plus. */
const kClassHues = ['vermillion', 'blue', 'green', 'purple', 'amber', 'sky', 'ink'];
export const kSteps = 255;

/** A colour of the page. @param {CSSStyleDeclaration} style @param {string} name of a custom property: #rrggbb @returns {Rgb} */
export function rgbOf(style, name) {
  const value = Number.parseInt((style.getPropertyValue(name) || '#888888').trim().slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** A pixel as ImageData holds it on little-endian machines, the only ones WASM runs on. @param {Rgb} rgb */
export const pixelOf = ([red, green, blue]) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;

/** @param {Rgb} from @param {Rgb} to @param {number} share @returns {Rgb} */
export const between = (from, to, share) =>
  /** @type {Rgb} */ (from.map((one, i) => Math.round(one + (to[i] - one) * share)));

/** The palettes made so far, by their colours: few, since there are light and dark and a host's own. @type {Map<string, Palette>} */
const known = new Map();

/** @param {Element} element where the properties are read @returns {Palette} */
export function paletteOf(element) {
  const style = getComputedStyle(element);
  const key = ['--surface', ...kClassHues.map((hue) => `--hue-${hue}`)]
    .map((name) => style.getPropertyValue(name))
    .join();
  const palette = known.get(key) ?? newPalette(style);
  known.set(key, palette);
  return palette;
}

/** @param {CSSStyleDeclaration} style @returns {Palette} */
function newPalette(style) {
  const paper = rgbOf(style, '--surface');
  const classes = kClassHues.map((hue) => rgbOf(style, `--hue-${hue}`));
  const ramp = Uint32Array.from({ length: 2 * kSteps + 1 }, (_, i) => {
    const value = (i - kSteps) / kSteps;
    // Never the full colour: points are drawn on it.
    return pixelOf(between(paper, classes[value < 0 ? 0 : 1], 0.72 * Math.abs(value)));
  });
  return { paper, classes, ramp };
}

/** @param {Rgb} rgb */
export const cssOf = ([red, green, blue]) => `rgb(${red} ${green} ${blue})`;

/** @param {Palette} palette @param {number} index of a class */
export const classColour = ({ classes }, index) => cssOf(classes[index % classes.length]);

/** @param {number} value -1 to 1 @param {boolean} discrete only its sign */
const stepOf = (value, discrete) =>
  kSteps +
  (discrete ? Math.sign(value) * Math.round(0.75 * kSteps) : Math.round(kSteps * Math.max(-1, Math.min(1, value))));

/**
 * The colours of answers over the plane.
 * @param {Float32Array} answers row-major [cells, columns]: probabilities of classes, or one number
 * @param {{ columns: number, isRegression: boolean, discrete: boolean, palette: Palette }} how
 * @param {Uint32Array} pixels [cells]
 */
export function answerPixels(answers, { columns, isRegression, discrete, palette }, pixels) {
  const { ramp, classes, paper } = palette;
  for (let i = 0; i < pixels.length; ++i) {
    const at = i * columns;
    if (columns <= 2) {
      const value = isRegression ? answers[at] : 2 * answers[at + columns - 1] - 1;
      pixels[i] = Number.isFinite(value) ? ramp[stepOf(value, discrete)] : pixelOf(paper);
      continue;
    }
    let best = 0;
    for (let c = 1; c < columns; ++c) if (answers[at + c] > answers[at + best]) best = c;
    const share = discrete ? 0.5 : 0.6 * Math.max(0, (answers[at + best] - 1 / columns) / (1 - 1 / columns));
    pixels[i] = pixelOf(between(paper, classes[best % classes.length], Number.isFinite(share) ? share : 0));
  }
}

/**
 * The colours of one unit's answers, scaled to the largest of them.
 * @param {Float32Array} answers of all units @param {number} from the unit's first
 * @param {Palette} palette @param {Uint32Array} pixels
 * @returns {number} the largest magnitude
 */
export function unitPixels(answers, from, { ramp, paper }, pixels) {
  let largest = 0;
  for (let i = 0; i < pixels.length; ++i) {
    const size = Math.abs(answers[from + i]);
    if (size > largest && size < Number.POSITIVE_INFINITY) largest = size;
  }
  const scale = largest > 0 ? 1 / largest : 0;
  for (let i = 0; i < pixels.length; ++i) {
    const value = answers[from + i] * scale;
    pixels[i] = Number.isFinite(value) ? ramp[stepOf(value, false)] : pixelOf(paper);
  }
  return largest;
}

/**
 * Shows pixels on a canvas, which gets their size.
 * @param {HTMLCanvasElement} canvas @param {number} size cells a side
 * @param {(pixels: Uint32Array) => void} fill
 */
export function paintCells(canvas, size, fill) {
  if (canvas.width !== size) {
    canvas.width = size;
    canvas.height = size;
  }
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(size, size);
  fill(new Uint32Array(image.data.buffer));
  context.putImageData(image, 0, 0);
}

/**
 * Paints each unit's map on its canvas, whose data-map is the unit's index.
 * @param {NodeListOf<Element>} canvases @param {Float32Array} units row-major [units, cells] @param {number} cells
 * @param {Palette} palette
 */
export function paintUnits(canvases, units, cells, palette) {
  const size = Math.round(Math.sqrt(cells));
  for (const canvas of /** @type {NodeListOf<HTMLCanvasElement>} */ (canvases)) {
    const index = Number(canvas.dataset.map);
    if ((index + 1) * cells <= units.length)
      paintCells(canvas, size, (pixels) => unitPixels(units, index * cells, palette, pixels));
  }
}
