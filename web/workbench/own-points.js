// The points that a reader has drawn, and which of them validate.

/** @typedef {import('../text/paths.js').Json} Json */

/** The points as they were drawn, whatever else was typed in their place. @param {Json} experiment @returns {import('./output-plane.js').Point[]} */
export const ownPoints = ({ data }) =>
  Array.isArray(data.points)
    ? data.points.filter((/** @type {Json} */ one) => Array.isArray(one) && one.length === 3)
    : [];

/** @type {Set<import('./output-plane.js').Point>} */
export const kNone = new Set();

/**
 * The points drawn by hand that validate, as the engine has drawn lots.
 * @param {import('./output-plane.js').Point[]} own @param {{ train: number, points: import('./output-plane.js').Point[] }} split
 *   those that train first
 */
export function heldBack(own, { train, points }) {
  const counts = new Map();
  for (const point of points.slice(train)) counts.set(String(point), (counts.get(String(point)) ?? 0) + 1);
  return new Set(
    own.filter((point) => {
      const left = counts.get(String(point)) ?? 0;
      counts.set(String(point), left - 1);
      return left > 0;
    }),
  );
}
