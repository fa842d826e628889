// Owns the colour and the line style of every activation function: the same in each figure, in light
// and dark, told apart by colour-blind readers (Okabe and Ito's hues, plus dashes). Unknown names get a stable one.

/**
 * Eight hues as CSS custom properties, with the light value as the fallback for an SVG that stands alone.
 * @type {Record<string, string>}
 */
export const kHues = {
  vermillion: 'var(--hue-vermillion, #c2410c)',
  blue: 'var(--hue-blue, #0062ad)',
  green: 'var(--hue-green, #007a5a)',
  purple: 'var(--hue-purple, #9c3d86)',
  amber: 'var(--hue-amber, #8f6200)',
  sky: 'var(--hue-sky, #2480b3)',
  ink: 'var(--hue-ink, #3c4149)',
};

/** Dash patterns, in units of the stroke width's pixel grid; '' is a solid line. */
export const kDashes = ['', '7 4', '2 3', '9 3 2 3', '12 4', '2 2 6 2'];

/** hue and dash index of each function; the functions of the source articles are the solid ones. */
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
  signum: ['vermillion', 3],
  absolute: ['green', 2],
  'log-log': ['sky', 2],
});

/** @param {string} name */
function stableIndex(name) {
  let sum = 7;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return sum;
}

/**
 * @param {string} name activation function
 * @param {number} [variant] 0 for its first appearance in a figure; later ones take the next line style
 * @returns {{ colour: string, dash: string, hue: string }}
 */
export function functionStyle(name, variant = 0) {
  const hues = Object.keys(kHues);
  const code = stableIndex(name);
  // A link may name anything, "constructor" too.
  const known = Object.hasOwn(kStyles, name) ? kStyles[name] : null;
  const [hue, dash] = known ?? [hues[code % hues.length], code % kDashes.length];
  return { hue, colour: kHues[hue], dash: kDashes[(dash + variant) % kDashes.length] };
}

/**
 * Styles for a list of functions, so that the second appearance of one gets another line style.
 * @param {string[]} names
 */
export function functionStyles(names) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return names.map((name) => {
    const variant = seen.get(name) ?? 0;
    seen.set(name, variant + 1);
    return functionStyle(name, variant);
  });
}
