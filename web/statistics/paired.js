// Two runs over the seeds they share: is the difference more than chance between seeds? Pure functions over numbers.
import { detectableDifference, deviationOf, halfWidth, meanOf } from './repeats.js';
import { twoSided } from './student.js';
import { signedRank } from './wilcoxon.js';

/** Differences that vary by less are one number but for rounding. */
const kRounding = 1e-12;

/**
 * @typedef {object} Paired
 * @property {number} n seeds in common
 * @property {number | null} difference mean of the second less the first
 * @property {number | null} sd of the differences
 * @property {[number, number] | null} interval 95 % of the mean difference
 * @property {{t: number, df: number, p: number} | null} tTest null where the differences do not vary, or below two
 * @property {import('./wilcoxon.js').SignedRank | null} wilcoxon
 * @property {number | null} effectSize Cohen's d_z: the mean difference in its own deviations, with its sign
 * @property {number | null} detectable the minimum detectable difference with this number of seeds, at 80 % power
 */

/** @param {number[]} first @param {number[]} second by the same seeds @returns {Paired} */
export function comparePaired(first, second) {
  const differences = second.map((value, i) => value - first[i]);
  const n = differences.length;
  if (n === 0) return { n, difference: null, sd: null, ...kNothing };
  const difference = meanOf(differences);
  if (n === 1) return { n, difference, sd: null, ...kNothing };
  const sd = deviationOf(differences, difference);
  const wilcoxon = signedRank(differences);
  if (sd < kRounding) return { n, difference, sd: 0, ...kNothing, wilcoxon };
  const t = difference / (sd / Math.sqrt(n));
  const df = n - 1;
  const half = halfWidth(sd, n);
  return {
    n,
    difference,
    sd,
    interval: [difference - half, difference + half],
    tTest: { t, df, p: twoSided(t, df) },
    wilcoxon,
    effectSize: difference / sd,
    detectable: detectableDifference(sd, n),
  };
}

const kNothing = { interval: null, tTest: null, wilcoxon: null, effectSize: null, detectable: null };

/**
 * Holm's correction: p-values that may be held against one level together, in the order given.
 * @param {number[]} values
 */
export function holm(values) {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const adjusted = values.map(() => 1);
  let largest = 0;
  for (const [place, i] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (values.length - place) * values[i]));
    adjusted[i] = largest;
  }
  return adjusted;
}

/**
 * Two accuracies of one training each, compared by their numbers of samples. The samples are taken as two independent
 * draws; runs measured on the same ones differ by less, so the test is conservative.
 * @param {number} p1 @param {number} n1 @param {number} p2 @param {number} n2
 * @returns {{difference: number, standardError: number, z: number | null}} z is null where nothing varies
 */
export function compareProportions(p1, n1, p2, n2) {
  const difference = p2 - p1;
  const standardError = Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2);
  return { difference, standardError, z: standardError > 0 ? difference / standardError : null };
}
