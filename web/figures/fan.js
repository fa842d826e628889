// Percentiles over epochs: nested areas around a median. Rows of nine numbers in; lines and areas of epochsFigure out.
import { significant } from '../text/numbers.js';
import { readEpoch } from './epochs.js';

/** Below the numbers of a row lie this many per cent of the values. */
export const kShares = [0, 7, 16, 31, 50, 69, 84, 93, 100];
const kMedian = 4;

/**
 * @typedef {object} FanRow
 * @property {number} epoch
 * @property {number[] | null} values nine, in the order of kShares; null: none is finite
 */

/**
 * The widest area first, the median line last.
 * @param {FanRow[]} rows @param {string} colour @returns {import('./epochs.js').EpochSeries[]}
 */
export function fanSeries(rows, colour) {
  const areas = Array.from({ length: kMedian }, (_, i) => ({
    label: '',
    colour,
    dash: '',
    points: [],
    band: rows.map(({ epoch, values }) => ({
      epoch,
      low: values?.[i] ?? null,
      high: values?.[kShares.length - 1 - i] ?? null,
    })),
  }));
  const points = rows.map(({ epoch, values }) => ({ epoch, value: values?.[kMedian] ?? null }));
  return [...areas, { label: 'median', colour, dash: '', points }];
}

/** The least and the largest number of all rows, 0 included. @param {FanRow[][]} fans @returns {[number, number]} */
export function fanExtent(fans) {
  let [low, high] = [0, 0];
  for (const rows of fans)
    for (const { values } of rows) {
      if (!values) continue;
      low = Math.min(low, values[0]);
      high = Math.max(high, values[kShares.length - 1]);
    }
  return [low, high];
}

/** Where the widest row is this many times as wide as the middle one, a linear scale shows little of most rows. */
const kExplodes = 30;

/**
 * The scale on which all rows can be seen, and the symmetric logarithmic one whether it is that or not.
 * @param {FanRow[][]} fans
 * @returns {{ scale: 'linear' | 'symlog', constant: number, domain: [number, number] }} constant: a power of ten below what
 *   most rows reach; domain: whole decades of it
 */
export function fanScale(fans) {
  const sizes = fans
    .flatMap((rows) => rows.flatMap(({ values }) => (values ? [Math.max(-values[0], values[kShares.length - 1])] : [])))
    .filter((size) => size > 0)
    .sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => sizes[Math.floor(share * (sizes.length - 1))] ?? 1;
  const constant = 10 ** (Math.floor(Math.log10(at(0.25))) - 1);
  const whole = (/** @type {number} */ value) =>
    value <= 0 ? 0 : Math.max(constant, 10 ** Math.ceil(Math.log10(value) - 1e-9));
  const [low, high] = fanExtent(fans);
  const domain = /** @type {[number, number]} */ ([-whole(-low) || 0, whole(high) || constant]);
  return { scale: at(1) > kExplodes * at(0.5) ? 'symlog' : 'linear', constant, domain };
}

/**
 * What a fan shows at an epoch: the median, and from where to where each area reaches.
 * @param {import('./epochs.js').EpochFigure} figure @param {FanRow[]} rows @param {number} epoch
 */
export function readFan(figure, rows, epoch) {
  const read = readEpoch(figure, epoch);
  const values = rows.find((row) => row.epoch === epoch)?.values;
  if (!read || !values) return read;
  const colour = read.lines[0]?.colour ?? '';
  const areas = [0, 1, 2, 3].map((i) => ({
    text: `${kShares[i]}\u2013${kShares[kShares.length - 1 - i]}\u202f%: ${significant(values[i])} to ${significant(values[kShares.length - 1 - i])}`,
    colour,
  }));
  return { ...read, lines: [...read.lines, ...areas.reverse()] };
}
