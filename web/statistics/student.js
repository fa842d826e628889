// Student's distribution for whole degrees of freedom, to 1e-11 of its tail: the regularised incomplete beta function by its
// continued fraction (Abramowitz and Stegun, 26.5.8 and 26.7.1). A library's general one would be a tenth of the page.

/** The fraction has converged long before, for any finite t. */
const kMostTerms = 500;
const kLeast = 1e-300;

/** B(df / 2, 1 / 2), by its recurrence from B(1 / 2, 1 / 2) or B(1, 1 / 2). @param {number} df */
function beta(df) {
  const first = df % 2 === 1 ? 1 : 2;
  let value = first === 1 ? Math.PI : 2;
  for (let i = first; i < df; i += 2) value *= i / (i + 1);
  return value;
}

/**
 * The continued fraction of the incomplete beta function, by Lentz's method; it converges fast below (a + 1) / (a + b + 2).
 * @param {number} x 0 to 1 @param {number} a @param {number} b
 */
function fraction(x, a, b) {
  const kept = (/** @type {number} */ value) => (Math.abs(value) < kLeast ? kLeast : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < kMostTerms; ++m) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let step = 1;
    for (const term of [even, odd]) {
      d = 1 / kept(1 + term * d);
      c = kept(1 + term / c);
      step *= c * d;
    }
    value *= step;
    if (Math.abs(step - 1) < Number.EPSILON) break;
  }
  return value;
}

/**
 * How probable a t at least as far from 0 is.
 * @param {number} t @param {number} df a whole number from 1 @returns {number} 0 to 1; NaN where t is NaN
 * @throws {RangeError} on other degrees of freedom
 */
export function twoSided(t, df) {
  if (!Number.isInteger(df) || df < 1) throw new RangeError(`df: must be a whole number from 1, not ${df}`);
  const square = t * t;
  const [a, b] = [df / 2, 1 / 2];
  // Both are written so that neither loses digits where it is small.
  const x = 1 / (1 + square / df);
  const rest = 1 / (1 + df / square);
  const front = (Math.exp(-a * Math.log1p(square / df)) * Math.sqrt(rest)) / beta(df);
  if (x < (a + 1) / (a + b + 2)) return (front * fraction(x, a, b)) / a;
  return 1 - (front * fraction(rest, b, a)) / b;
}

/**
 * The t below which a share p of the distribution lies, by bisection to the last bit.
 * @param {number} p above one half, below 1 @param {number} df a whole number from 1
 */
export function quantile(p, df) {
  const beyond = 2 * (1 - p);
  let [low, high] = [0, 1];
  while (twoSided(high, df) > beyond) high *= 2;
  for (let middle = high / 2; low < middle && middle < high; middle = (low + high) / 2) {
    if (twoSided(middle, df) > beyond) low = middle;
    else high = middle;
  }
  return high;
}
