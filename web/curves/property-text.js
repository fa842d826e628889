// Says in words what the engine states in numbers about a function: kinks, range, asymptotes. Pure
// text; the facts come from engine.describe() and are not worked out again here.
import { plain } from '../text/numbers.js';
import { kOrderTitles } from './curve-samples.js';

/** @typedef {{ x: number, leftSlope: number | null, rightSlope: number | null, jump?: boolean }} Kink */
/** @typedef {{ slope: number, intercept: number }} Asymptote */
/**
 * @typedef {object} Properties
 * @property {[number | null, number | null]} range
 * @property {boolean} lowAttained
 * @property {boolean} highAttained
 * @property {string} monotone
 * @property {string} smoothness
 * @property {Kink[]} kinks
 * @property {Asymptote | null} left
 * @property {Asymptote | null} right
 * @property {number[]} zeros
 * @property {number | null} lipschitz
 * @property {number | null} steepestAt where the slope is largest; null: over a stretch, or nowhere
 * @property {number} mean E[f(z)] of a standard normal z
 * @property {number} secondMoment E[f(z)^2]
 * @property {number} slopeSecondMoment E[f'(z)^2]
 * @property {{ onValue: boolean, below: number | null, above: number | null }} saturation
 */
/** @typedef {{ name: string, title: string, parameters: { name: string, symbol: string, default: number }[] }} FunctionEntry */

/** @type {Record<string, string>} */
const kGreek = { alpha: '\u03b1', beta: '\u03b2', lambda: '\u03bb', theta: '\u03b8', gamma: '\u03b3' };

/** A LaTeX symbol as plain text: \alpha becomes the letter. @param {string} latex */
export function symbolText(latex) {
  return latex
    .replace(/\\([a-zA-Z]+)/g, (_, name) => kGreek[name] ?? name)
    .replace(/[{}]/g, '')
    .replace(/_/g, '');
}

/** Parameters worth a mention beside a name: the only one, or those moved from their defaults. @param {FunctionEntry} entry @param {Record<string, number>} params */
export function titleWithParameters(entry, params) {
  const shown = entry.parameters.filter(
    (one) => entry.parameters.length === 1 || (params[one.name] ?? one.default) !== one.default,
  );
  const words = parameterText({ ...entry, parameters: shown }, params);
  return words ? `${entry.title} (${words})` : entry.title;
}

/** "α = 0.5, λ = 1.05" or "". @param {FunctionEntry} entry @param {Record<string, number>} params */
export function parameterText(entry, params) {
  return entry.parameters
    .map((one) => `${symbolText(one.symbol)} = ${plain(params[one.name] ?? one.default)}`)
    .join(', ');
}

/**
 * What a figure of curves shows, in a sentence.
 * @param {{ entry: FunctionEntry, params: Record<string, number> }[]} curves @param {number[]} orders @param {[number, number]} x
 */
export function curvesSentence(curves, orders, [low, high]) {
  const names = curves.map(({ entry, params }) =>
    [entry.title, parameterText(entry, params)].filter(Boolean).join(', '),
  );
  const shown = orders.map((order) => kOrderTitles[order].toLowerCase()).join(' and ');
  return `${shown} of ${names.join('; ')}, for x from ${plain(low)} to ${plain(high)}.`;
}

/** @param {Kink} kink */
function kinkText(kink) {
  const place = plain(kink.x);
  if (kink.jump) return `the value itself jumps at ${place}`;
  if (kink.leftSlope === kink.rightSlope) {
    return `the slope is continuous at ${place}: ${plain(kink.leftSlope)} on both sides`;
  }
  return `the slope jumps at ${place} from ${plain(kink.leftSlope)} to ${plain(kink.rightSlope)}`;
}

/**
 * What happens at the kinks, in one sentence: "at α = 0.5 the slope jumps at 0 from 0.5 to 1".
 * @param {FunctionEntry} entry @param {Record<string, number>} params @param {Properties} properties
 */
export function kinkSentence(entry, params, properties) {
  const given = parameterText(entry, params);
  const at = given ? `at ${given} ` : '';
  if (properties.kinks.length === 0) return `${at}the slope is continuous everywhere`;
  return at + properties.kinks.map(kinkText).join('; ');
}

/** @param {Properties} properties */
export function rangeText({ range, lowAttained, highAttained }) {
  const low = range[0] === null ? -Infinity : range[0];
  const high = range[1] === null ? Infinity : range[1];
  if (low === high) return `only ${plain(low)}`;
  return `${lowAttained ? '[' : '('}${plain(low)}, ${plain(high)}${highAttained ? ']' : ')'}`;
}

/** @type {Record<string, string>} */
const kSmoothness = {
  'C-inf': 'smooth: every derivative exists',
  'C-2': 'twice continuously differentiable',
  C2: 'twice continuously differentiable',
  C1: 'continuously differentiable; the curvature jumps',
  C0: 'continuous; the slope jumps',
  discontinuous: 'the value itself jumps',
};

/** @param {string} smoothness */
export const smoothnessText = (smoothness) => kSmoothness[smoothness] ?? smoothness;

/** @type {Record<string, string>} */
const kMonotone = {
  increasing: 'strictly increasing',
  nondecreasing: 'never decreasing',
  decreasing: 'strictly decreasing',
  nonincreasing: 'never increasing',
  constant: 'constant',
  none: 'no: it falls and rises',
};

/** @param {string} monotone */
export const monotoneText = (monotone) => kMonotone[monotone] ?? monotone;

/** @param {Asymptote} line */
function lineWords({ slope, intercept }) {
  if (slope === 0) return `y = ${plain(intercept)}`;
  const factor = slope === 1 ? '' : slope === -1 ? '\u2212' : `${plain(slope)}\u2009`;
  const rest = intercept === 0 ? '' : ` ${intercept < 0 ? '\u2212' : '+'} ${plain(Math.abs(intercept))}`;
  return `y = ${factor}x${rest}`;
}

/** @param {Properties} properties */
export function asymptoteText({ left, right }) {
  const leftText = left ? lineWords(left) : '';
  const rightText = right ? lineWords(right) : '';
  if (leftText && leftText === rightText) return `${leftText} on both sides`;
  const parts = [];
  if (left) parts.push(`${leftText} on the left`);
  if (right) parts.push(`${rightText} on the right`);
  return parts.length ? parts.join(', ') : 'none';
}

/** Whether the function is exactly zero from the far left up to its first zero. @param {Properties} properties */
function zeroOnTheLeft({ zeros, left, range, lowAttained, monotone, kinks }) {
  if (!zeros.length || !left || left.slope !== 0 || left.intercept !== 0) return false;
  if (monotone === 'nondecreasing' && lowAttained && range[0] === 0) return true;
  return kinks.some((kink) => kink.x === zeros[0] && kink.leftSlope === 0);
}

/** @param {Properties} properties */
export function zeroText(properties) {
  const { zeros, monotone } = properties;
  if (!zeros.length) return 'none';
  const [first, ...others] = zeros;
  if (zeroOnTheLeft(properties)) {
    return [`every x up to ${plain(first)}`, ...others.map(plain)].join(', and ');
  }
  // A function that never decreases and is zero twice is zero between.
  if (monotone === 'nondecreasing' && zeros.length === 2) return `every x from ${plain(first)} to ${plain(others[0])}`;
  return `at ${zeros.map(plain).join(', ')}${zeros.length > 4 ? ' and so on' : ''}`;
}

/** The largest slope and where it is. @param {Properties} properties */
export function steepestText({ lipschitz, smoothness, steepestAt }) {
  if (lipschitz !== null && Number.isFinite(lipschitz))
    return steepestAt === null ? plain(lipschitz) : `${plain(lipschitz)}, at x = ${plain(+steepestAt.toFixed(2))}`;
  return smoothness === 'discontinuous' ? 'none: the value jumps' : 'none: the slope has no bound';
}

/** @param {number} value */
const short = (value) => plain(Math.abs(value) < 5e-7 ? 0 : +value.toPrecision(4));

/** What the function makes of a standard normal input. @param {Properties} properties */
export const momentsText = ({ mean, secondMoment }) => `E[f] = ${short(mean)}, E[f\u00b2] = ${short(secondMoment)}`;

/** The factor by which weights keep the mean square of a layer's outputs. @param {Properties} properties */
export const gainText = ({ secondMoment }) =>
  secondMoment > 0 ? short(1 / Math.sqrt(secondMoment)) : 'none: the output is 0';

/** @param {Properties} properties */
export function saturationText({ saturation }) {
  const { onValue, below, above } = saturation;
  const subject = onValue ? 'value' : 'input';
  const parts = [];
  if (below !== null && Number.isFinite(below)) {
    parts.push(below > 0 && below < 1e-30 ? 'value exactly 0' : `${subject} below ${plain(below)}`);
  }
  if (above !== null && Number.isFinite(above)) parts.push(`${subject} above ${plain(above)}`);
  return parts.length ? parts.join(' or ') : 'never';
}
