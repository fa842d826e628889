// The verdicts of comparisons as sentences. Pure functions of records to text; no number is left to be NaN.
import { fixedAscii, pText, signedAscii } from '../text/numbers.js';

/** Where a file of records does not say it. */
export const kUncounted = 'cannot be compared: the records do not say how many samples validated';

/** The verdict on one run of two programs. @param {number} n seeds @param {number} largest difference */
export const sameVerdict = (n, largest) =>
  `the same up to rounding in ${n === 1 ? 'one seed' : `${n} seeds`}: at most ${largest.toPrecision(1)} apart`;

/** The verdict on two runs with one seed. @param {{z: number | null, difference: number | null}} comparison */
export function proportionVerdict({ z, difference }) {
  if (difference === null) return 'cannot be compared: a run has no accuracy';
  if (z === null)
    return difference === 0 ? 'no difference' : 'cannot be tested: neither run has both right and wrong predictions';
  return Math.abs(z) < 1.96
    ? `no significant difference (z = ${signedAscii(z, 2)})`
    : `significant difference (z = ${signedAscii(z, 2)})`;
}

/**
 * The verdict on two runs with several seeds.
 * @param {import('./paired.js').Paired} paired @param {number | null} pHolm @param {number} tests how many tests Holm's
 *   correction covers
 */
export function pairedVerdict(paired, pHolm, tests) {
  const { n, difference, tTest, interval } = paired;
  if (n === 0 || difference === null) return 'cannot be compared: the runs have no seed in common with a result';
  if (n === 1) return `one seed in common (difference ${signedAscii(difference)}): a paired test needs two`;
  if (tTest === null || pHolm === null || interval === null) {
    return difference === 0
      ? `no difference in any of the ${n} seeds`
      : `the same difference, ${signedAscii(difference)}, in each of the ${n} seeds: with no spread there is no t-test`;
  }
  const corrected = tests > 1 ? ` (${pText(pHolm)} after Holm's correction for ${tests} tests)` : '';
  const range = `${signedAscii(difference)}, 95 % interval ${signedAscii(interval[0])} to ${signedAscii(interval[1])}`;
  const tested = `paired t-test ${pText(tTest.p)}${corrected}; d_z ${signedAscii(paired.effectSize, 2)}`;
  const rest = `${tested}; ${wilcoxonText(paired)}`;
  if (pHolm < 0.05) return `significant difference (${range}; ${rest})`;
  return `no significant difference (${range}; ${rest}; minimum detectable difference with ${n} seeds, uncorrected, at 80 % power: ${fixedAscii(paired.detectable)})`;
}

/** @param {import('./paired.js').Paired} paired */
export function wilcoxonText({ n, wilcoxon }) {
  if (wilcoxon === null) return 'Wilcoxon: no difference is other than zero';
  const found = `Wilcoxon ${pText(wilcoxon.p)}`;
  if (wilcoxon.smallestP <= 0.05) return found;
  const zeros = n - wilcoxon.n;
  const seeds = zeros > 0 ? `${n} seeds, ${zeros} without a difference` : `${n} seeds`;
  return `${found} (smallest attainable with ${seeds}: ${pText(wilcoxon.smallestP)})`;
}
