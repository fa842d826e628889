// What the page's scales need of d3-interpolate: it stands in for that package in the bundle. Our scales map numbers to
// numbers; the package brings colours, dates and strings along, 6 KB gzipped that no figure uses.

/** @param {number} a @param {number} b @returns {(t: number) => number} */
export const interpolateNumber = (a, b) => (t) => a * (1 - t) + b * t;

/** @param {number} a @param {number} b @returns {(t: number) => number} */
export const interpolateRound = (a, b) => (t) => Math.round(a * (1 - t) + b * t);

export const interpolate = interpolateNumber;

/** Of diverging scales, which no figure has. */
export function piecewise() {
  throw new Error('the figures have no piecewise scales');
}
