// Owns the colour and the line style of every activation function: the same in each figure, in light
// and dark, distinguishable by colour-blind readers (Okabe and Ito's hues, plus dashes). Unknown names get a stable one.

/**
 * The hues as CSS custom properties, with the light value as the fallback for an SVG that stands alone.
 * @type {Record<string, string>}
 */
export const kHues = {
  vermillion: 'var(--hue-vermillion, #c2410c)',
  blue: 'var(--hue-blue, #0062ad)',
  green: 'var(--hue-green, #027d45)',
  purple: 'var(--hue-purple, #7a3380)',
  amber: 'var(--hue-amber, #664108)',
  sky: 'var(--hue-sky, #1f7682)',
  ink: 'var(--hue-ink, #2b3036)',
};

/** Dash patterns, in units of the stroke width's pixel grid; '' is a solid line. */
export const kDashes = ['', '7 4', '2 3', '9 3 2 3', '12 4', '2 2 6 2', '10 3 2 3 2 3', '16 3 4 3'];

/** hue and dash index of each function, no two the same; the functions of the source articles are the solid ones. */
const kStyles = /** @type {Record<string, [string, number]>} */ ({
  relu: ['vermillion', 0],
  elu: ['blue', 0],
  'leaky-relu': ['green', 0],
  gelu: ['purple', 0],
  silu: ['amber', 0],
  mish: ['sky', 0],
  selu: ['ink', 0],
  prelu: ['green', 1],
  rrelu: ['green', 2],
  relu6: ['vermillion', 1],
  'shifted-relu': ['vermillion', 2],
  threshold: ['vermillion', 3],
  'thresholded-relu': ['vermillion', 4],
  celu: ['blue', 1],
  exponential: ['blue', 2],
  identity: ['ink', 2],
  tanh: ['green', 4],
  'hard-tanh': ['green', 3],
  'lecun-tanh': ['green', 5],
  tanhshrink: ['sky', 4],
  sigmoid: ['purple', 4],
  'hard-sigmoid': ['purple', 3],
  'log-sigmoid': ['purple', 2],
  'gelu-tanh': ['purple', 1],
  'quick-gelu': ['purple', 5],
  swish: ['amber', 1],
  'hard-swish': ['amber', 3],
  softplus: ['amber', 4],
  squareplus: ['amber', 2],
  'sparse-plus': ['amber', 5],
  'sparse-sigmoid': ['sky', 3],
  softsign: ['sky', 1],
  arctan: ['sky', 2],
  'symmetric-sigmoid': ['sky', 5],
  hardshrink: ['ink', 1],
  softshrink: ['ink', 3],
  'bent-identity': ['ink', 4],
  sine: ['blue', 4],
  cosine: ['blue', 3],
  sinc: ['blue', 5],
  gaussian: ['vermillion', 5],
  step: ['ink', 5],
  signum: ['vermillion', 6],
  absolute: ['green', 6],
  'log-log': ['sky', 6],
});

/** @param {string} name */
function stableIndex(name) {
  let sum = 7;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return sum;
}

/** @typedef {{ colour: string, dash: string, hue: string }} Style */

/** @param {string} hue @param {number} dash @returns {Style} */
const styleOf = (hue, dash) => ({ hue, colour: kHues[hue], dash: kDashes[dash % kDashes.length] });

/** What no function above has: a new one gets one of these by its name. */
const kFree = Object.keys(kHues)
  .flatMap((hue) => kDashes.map((_, dash) => /** @type {[string, number]} */ ([hue, dash])))
  .filter(([hue, dash]) => !Object.values(kStyles).some((style) => style[0] === hue && style[1] === dash));

/** @param {string} name activation function @returns {Style} the same in every figure */
export function functionStyle(name) {
  // A link may name anything, "constructor" too.
  const [hue, dash] = Object.hasOwn(kStyles, name) ? kStyles[name] : kFree[stableIndex(name) % kFree.length];
  return styleOf(hue, dash);
}

/**
 * Styles for the lines of one figure, each another: where a function appears again, as with other parameters or another
 * seed, it keeps its hue and takes a line style that is free.
 * @param {string[]} names @returns {Style[]}
 */
export function functionStyles(names) {
  const key = (/** @type {Style} */ { hue, dash }) => `${hue} ${dash}`;
  const reserved = new Set(names.map((name) => key(functionStyle(name))));
  /** @type {Set<string>} */
  const taken = new Set();
  return names.map((name) => {
    const usual = functionStyle(name);
    const hues = [usual.hue, ...Object.keys(kHues).filter((hue) => hue !== usual.hue)];
    const others = hues.flatMap((hue) => kDashes.map((_, dash) => styleOf(hue, dash)));
    const free = [usual, ...others.filter((style) => !reserved.has(key(style)))].find(
      (style) => !taken.has(key(style)),
    );
    taken.add(key(free ?? usual));
    return free ?? usual;
  });
}
