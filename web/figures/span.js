// The least and the largest of a list of any length: as arguments of Math.min a long one overflows the stack.

/** @param {Iterable<number>} values @returns {[number, number]} [Infinity, -Infinity] of none */
export function spanOf(values) {
  let [least, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  return [least, largest];
}
