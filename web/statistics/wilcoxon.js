// Wilcoxon's signed-rank test of paired differences. The library's own is exact only where no two differences are
// equally large; accuracies are whole numbers of samples, so with a few seeds they often are. The normal approximation
// it then takes is no use for five values. So up to fifty differences the distribution is counted out here; the library's
// approximation for more is loaded by large-samples.js alone, since the page compares no more than twenty.

/** Beyond this many differences the normal approximation serves. */
const kExactCount = 50;

/** The two-sided p by the normal approximation. @type {((differences: number[]) => number) | null} */
let approximation = null;

/** @param {(differences: number[]) => number} given */
export function useApproximation(given) {
  approximation = given;
}

/**
 * @typedef {object} SignedRank
 * @property {number} statistic the sum of the ranks of the positive differences
 * @property {number} p two-sided
 * @property {number} n differences that are not zero; zeros say nothing and are left out
 * @property {number} smallestP the smallest p attainable with this number of differences
 * @property {boolean} exact
 */

/** @param {number[]} differences finite @returns {SignedRank | null} null where all are zero */
export function signedRank(differences) {
  const kept = differences.map(rounded).filter((d) => d !== 0);
  const n = kept.length;
  if (n === 0) return null;
  const smallestP = 2 ** (1 - n);
  const ranks = doubledRanks(kept.map(Math.abs));
  const statistic = ranks.reduce((sum, rank, i) => (kept[i] > 0 ? sum + rank : sum), 0) / 2;
  if (n <= kExactCount) return { statistic, p: countedOut(ranks, 2 * statistic), n, smallestP, exact: true };
  if (!approximation) throw new RangeError(`more than ${kExactCount} differences need large-samples.js`);
  return { statistic, p: Math.min(1, approximation(kept)), n, smallestP, exact: false };
}

/** Differences that are equal but for rounding are made equal. @param {number} value */
function rounded(value) {
  return Math.round(value * 1e12) / 1e12;
}

/** Twice the rank of each size, so that the mean rank of ties is whole. @param {number[]} sizes */
function doubledRanks(sizes) {
  const sorted = Float64Array.from(sizes).sort();
  /** @type {Map<number, [number, number]>} of each size, how many are smaller and how many equal */
  const counts = new Map();
  for (const [i, size] of sorted.entries()) {
    const known = counts.get(size);
    if (known) known[1] += 1;
    else counts.set(size, [i, 1]);
  }
  return sizes.map((size) => {
    const [below, equal] = counts.get(size) ?? [0, 1];
    return 2 * below + equal + 1;
  });
}

/**
 * The share of the 2^n equally likely signs that are at least as far from the middle.
 * @param {number[]} ranks doubled @param {number} observed the positive ones' sum
 */
function countedOut(ranks, observed) {
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const ways = new Float64Array(total + 1);
  ways[0] = 1;
  for (const rank of ranks) for (let sum = total; sum >= rank; --sum) ways[sum] += ways[sum - rank];
  const distance = Math.abs(2 * observed - total);
  let asFar = 0;
  for (let sum = 0; sum <= total; ++sum) if (Math.abs(2 * sum - total) >= distance) asFar += ways[sum];
  return asFar / 2 ** ranks.length;
}
