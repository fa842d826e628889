// Records with shorter numbers, for files that a reader loads and nobody computes with.

/** @typedef {import('./paths.js').Json} Json */

/**
 * The text of a value with shorter numbers. Whole ones are counts and stay. So do the edges of a histogram that would meet: the
 * bins of a layer that is almost constant are narrower than the digits that are left.
 * @param {Json} value @param {number} digits significant ones
 * @param {(key: string) => boolean} [isKept] the keys of objects that are written
 */
export function shortText(value, digits, isKept = () => true) {
  const short = (/** @type {number} */ number) =>
    Number.isInteger(number) ? number : Number(number.toPrecision(digits));
  /** @type {Set<unknown>} */
  const exact = new Set();
  return JSON.stringify(value, function (key, one) {
    if (!isKept(key)) return undefined;
    if (key === 'edges' && Array.isArray(one) && !(short(one[0]) < short(one[1]))) exact.add(one);
    return typeof one === 'number' && !exact.has(this) ? short(one) : one;
  });
}
