// Two histograms on the same bins. Widths are powers of two and edges multiples of them, so neighbours are merged and no
// count is estimated.

/** @typedef {import('../engine/answers.js').Histogram} Histogram */

/** A figure has no space for more. */
const kMostBins = 300;
/** Of a layer whose activations are all the same, as those of dead units: its own bins are too narrow for an axis. */
const kLeastWidth = 2 ** -4;
/** An edge is at most this many widths from 0, as the engine's are. */
const kFarthest = 2 ** 20;

/** @param {Histogram} histogram */
const widthOf = ({ edges, counts }) => (counts.length ? (edges[1] - edges[0]) / counts.length : 0);

/**
 * The same counts in bins of `width` from `low` to `high`.
 * @param {Histogram} histogram @param {number} width @param {number} low @param {number} high @returns {Histogram}
 */
function moved(histogram, width, low, high) {
  const own = widthOf(histogram);
  const counts = new Array(Math.round((high - low) / width)).fill(0);
  histogram.counts.forEach((count, i) => {
    // Equal edges can be those of the range's end.
    const bin = Math.floor((histogram.edges[0] + (i + 0.5) * own - low) / width);
    counts[Math.min(bin, counts.length - 1)] += count;
  });
  return { ...histogram, edges: [low, high], counts };
}

/**
 * @param {Histogram[]} histograms each at least one bin or none
 * @returns {Histogram[]} with common edges: those of the widest bins, or wider ones, from the lowest to the highest
 */
export function onCommonBins(histograms) {
  const filled = histograms.filter(({ counts }) => counts.length > 0);
  if (filled.length === 0) return histograms;
  const least = Math.min(...filled.map(({ edges }) => edges[0]));
  const most = Math.max(...filled.map(({ edges }) => edges[1]));
  // Shortened edges of narrow bins can be equal, which leaves no width.
  let width = Math.max(...filled.map(widthOf)) || kLeastWidth;
  while (Math.max(-least, most) / width > kFarthest) width *= 2;
  // Runs that are constant at values far apart have narrow bins and a wide range.
  while ((most - least) / width > kMostBins) width *= 2;
  const isConstant = filled.every(({ counts }) => counts.length === 1);
  while (isConstant && width < kLeastWidth) width *= 2;
  const low = Math.floor(least / width) * width;
  const high = Math.max(Math.ceil(most / width) * width, low + width);
  return histograms.map((one) => moved(one, width, low, high));
}
