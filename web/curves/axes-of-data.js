// Which part of the plane the curves are drawn in: axes that grow with the curves, so that no branch leaves the picture, the
// axis that fits them, and the inputs where the functions bend. Pure functions over samples and properties.
import { linearScale } from '../figures/axes.js';
import { plain } from '../text/numbers.js';

/** @typedef {import('./curve-samples.js').Sample} Sample */
/** @typedef {import('./property-text.js').Properties} Properties */
/** @typedef {[number, number]} Range */

/** The usual axes of value, slope and curvature, which grow with the curves. */
export const kUsualAxes = /** @type {Range[]} */ ([
  [-2, 5],
  [-0.5, 1.5],
  [-1, 1],
]);
/** How many times the usual height an axis may grow to: beyond, one steep curve would press the others flat. */
const kMostGrowth = 10;
/** The largest number of an axis. */
export const kMostInput = 1e6;

/** The lowest and highest finite value of a sample, one-sided limits included. @param {Sample} sample @param {number} order @returns {Range} */
function extentOf(sample, order) {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const take = (/** @type {number} */ value) => {
    if (!Number.isFinite(value)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const value of sample.ys[order]) take(value);
  for (const jump of sample.jumps)
    if (jump.order === order) {
      take(jump.left);
      take(jump.right);
    }
  return [low, high];
}

/** The next round numbers outside. @param {Range} range @returns {Range} */
function rounded(range) {
  const [low, high] = linearScale(range, [0, 1]).nice(10).domain();
  return [low, high];
}

/**
 * An axis that holds its usual range and every curve, in round numbers so that it stands still while a slider moves.
 * Curves that go on for more than ten times the usual height are cut, and named.
 * @param {Range} usual @param {{ title: string, sample: Sample }[]} curves @param {number[]} orders those that share the axis
 * @param {number} [span] the inputs' range: values may be as large
 * @returns {{ domain: Range, cut: { title: string, low: number, high: number }[] }}
 */
export function followedAxis(usual, curves, orders, span = 0) {
  const most = kMostGrowth * Math.max(usual[1] - usual[0], span);
  let [low, high] = usual;
  /** @type {{ title: string, low: number, high: number }[]} */
  const cut = [];
  for (const { title, sample } of curves) {
    for (const order of orders) {
      const [least, largest] = extentOf(sample, order);
      if (!(least <= largest)) continue;
      // A curve on the usual axis's edge needs no more room; float32 values are never quite on it.
      const slack = 1e-6 * (usual[1] - usual[0]);
      if (least < usual[0] - most || largest > usual[1] + most) {
        cut.push({ title, low: least, high: largest });
        continue;
      }
      if (least < low - slack) low = least;
      if (largest > high + slack) high = largest;
    }
  }
  return { domain: low === usual[0] && high === usual[1] ? usual : grown(usual, [low, high]), cut };
}

/** The usual end where it is enough, else the next round number. @param {Range} usual @param {Range} needed @returns {Range} */
function grown(usual, needed) {
  // A limit at the very end is marked by a circle, which must not be cut.
  const margin = 0.03 * (Math.max(usual[1], needed[1]) - Math.min(usual[0], needed[0]));
  const [low, high] = rounded([needed[0] - margin, needed[1] + margin]);
  return [needed[0] < usual[0] ? low : usual[0], needed[1] > usual[1] ? high : usual[1]];
}

/** The axis of values that fits the curves, with a margin. @param {Sample[]} samples @returns {Range} */
export function fittedAxis(samples) {
  const extents = samples.map((sample) => extentOf(sample, 0));
  const low = Math.min(...extents.map(([least]) => least));
  const high = Math.max(...extents.map(([, largest]) => largest));
  if (!(low <= high)) return [-1, 1];
  const margin = Math.max((high - low) * 0.06, 0.05);
  return [+(low - margin).toPrecision(3), +(high + margin).toPrecision(3)];
}

/**
 * The inputs between which functions bend: around their kinks, zeros and steepest points.
 * @param {Properties[]} functions @returns {Range}
 */
export function bendingInputs(functions) {
  const points = functions
    .flatMap(({ kinks, zeros, steepestAt }) => [...kinks.map(({ x }) => x), ...zeros, steepestAt ?? 0])
    .filter((x) => Math.abs(x) <= 100);
  return [Math.floor(Math.min(0, ...points)) - 5, Math.ceil(Math.max(0, ...points)) + 5];
}

/**
 * Where to look instead, when the inputs shown are so wide that everything is pressed together, or lie beside it.
 * @param {Range} shown @param {Properties[]} functions @returns {Range | null} null: they are well chosen
 */
export function betterInputs(shown, functions) {
  const [low, high] = bendingInputs(functions);
  const isWide = shown[1] - shown[0] > 5 * (high - low);
  const isBeside = shown[1] < low || shown[0] > high;
  return isWide || isBeside ? [low, high] : null;
}

/**
 * Half or twice as much around a point.
 * @param {Range} shown @param {number} around @param {number} factor @returns {Range | null} null: no further
 */
export function zoomed([low, high], around, factor) {
  const at = Math.min(high, Math.max(low, around));
  const digits = (/** @type {number} */ x) => +x.toPrecision(6);
  const from = digits(at - (at - low) * factor);
  const to = digits(at + (high - at) * factor);
  return to - from < 1e-3 || Math.max(-from, to) > kMostInput ? null : [from, to];
}

/** @param {{ title: string, low: number, high: number }[]} cut @returns {string} what leaves the picture, or "" */
export function cutText(cut) {
  const names = [...new Set(cut.map(({ title }) => title))];
  if (names.length === 0) return '';
  const reach = cut.map(({ low, high }) => (high > -low ? high : low));
  const farthest = reach.reduce((best, one) => (Math.abs(one) > Math.abs(best) ? one : best));
  return `${names.join(', ')}: the curve goes on beyond the picture, to ${plain(+farthest.toPrecision(3))}.`;
}
