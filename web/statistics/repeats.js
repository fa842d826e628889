// What the repeats of one run say: mean, deviation, and where the true mean may lie. Pure functions over numbers.
import { quantile } from './student.js';

/**
 * @typedef {object} Repeats
 * @property {number} n how many values there are
 * @property {number | null} mean null where there is none
 * @property {number | null} sd with n - 1 in the denominator; null below two values
 * @property {[number, number] | null} interval Student's 95 % interval of the mean; null below two values
 */

/** @param {number[]} values finite @returns {Repeats} */
export function describeRepeats(values) {
  const n = values.length;
  if (n === 0) return { n, mean: null, sd: null, interval: null };
  const mean = meanOf(values);
  if (n === 1) return { n, mean, sd: null, interval: null };
  const sd = deviationOf(values, mean);
  const half = halfWidth(sd, n);
  return { n, mean, sd, interval: [mean - half, mean + half] };
}

/** @param {number[]} values at least one */
export function meanOf(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The standard deviation with n - 1. @param {number[]} values at least two @param {number} mean */
export function deviationOf(values, mean) {
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Half of the 95 % interval of a mean of n values. @param {number} sd @param {number} n */
export function halfWidth(sd, n) {
  return (quantile(0.975, n - 1) * sd) / Math.sqrt(n);
}

/**
 * The smallest true mean of n paired differences that a t-test at 5 % finds in 80 of 100 experiments. Student's
 * quantiles stand in for the noncentral distribution, as is usual: for three pairs that is 5 % too small, for five 1 %.
 * @param {number} sd of the differences @param {number} n
 */
export function detectableDifference(sd, n) {
  return ((quantile(0.975, n - 1) + quantile(0.8, n - 1)) * sd) / Math.sqrt(n);
}
