// What a comparison says, as one sentence: who is ahead, by how much, and whether that is more than chance.
import { kUncounted } from '../statistics/comparison-text.js';
import { fixed } from '../text/numbers.js';

/** @typedef {import('../statistics/compare-runs.js').Comparison} Comparison */
/** @typedef {import('../statistics/compare-runs.js').Measure} Measure */

/** @param {number} value @param {boolean} isShare */
const size = (value, isShare) => (isShare ? fixed(100 * value, 1) : fixed(value, 3));

/**
 * @param {Comparison & { interval?: [number, number] | null, detectable?: number | null, z?: number | null }} comparison
 * @param {Measure} measure
 */
export function comparisonSentence(
  { runs: [first, second], difference, n, interval, detectable, significant, pHolm, tests, z, verdict, largest },
  { isShare },
) {
  if (largest !== undefined) return `${first} and ${second}: ${verdict}.`;
  if (verdict === kUncounted) return `${first} and ${second} ${verdict}.`;
  if (difference === null)
    return `${first} and ${second} cannot be compared yet: they have no seed in common with a result.`;
  const unit = isShare ? ' points' : '';
  const [ahead, behind] = difference > 0 ? [second, first] : [first, second];
  const by = `${size(Math.abs(difference), isShare)}${unit}`;
  if (n === 1 && difference === 0) return `${first} and ${second}: no difference with one seed.`;
  if (n === 1 && z === undefined)
    return `${ahead} is ahead of ${behind} by ${by} with one seed, which does not show how seeds vary: try five.`;
  if (n === 1) {
    const chance = 'counting only how few samples validate, not how seeds vary';
    if (significant === null)
      return `${first} and ${second}: a difference of ${by}, which cannot be tested with one seed.`;
    return significant
      ? `${ahead} is ahead of ${behind} by ${by} with one seed (z = ${fixed(Math.abs(Number(z)), 1)}, ${chance}).`
      : `${first} and ${second}: no significant difference with one seed (${by}, ${chance}).`;
  }
  if (!interval)
    return difference === 0
      ? `${first} and ${second} came to the same in each of the ${n} seeds.`
      : `${ahead} is ahead of ${behind} by the same ${by} in each of the ${n} seeds.`;
  const ends = difference > 0 ? interval : [-interval[1], -interval[0]];
  const range = `95\u202f% interval ${size(ends[0], isShare)} to ${size(ends[1], isShare)}, n = ${n}`;
  const corrected = Number(tests) > 1 ? `, corrected for ${tests} comparisons` : '';
  if (significant)
    return `${ahead} is ahead of ${behind} by ${by} (${range}; paired t-test p ${pOf(Number(pHolm))}${corrected}).`;
  return `${first} and ${second}: no significant difference (${by}, ${range}; p ${pOf(Number(pHolm))}${corrected}). With ${n} seeds, only ${size(Number(detectable), isShare)}${unit} or more would have been found.`;
}

/** @param {number} p */
const pOf = (p) => (p < 0.001 ? '< .001' : `= ${fixed(p, 3).replace(/^0/, '')}`);
