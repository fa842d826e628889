// How the cells of a column are distributed, as a small chart shows it: numbers and days in bins, all else by text.
import { kDate, kNumber } from '../data/column-store.js';

/** @typedef {import('../data/column-store.js').ColumnStore} ColumnStore */
/**
 * @typedef {{ from: number, to: number, counts: number[] }} Bins of equal width; the last one holds its upper edge
 * @typedef {{ texts: string[], counts: number[], others: number }} Shares the most frequent texts first; others: different texts that
 *   are not among them
 * @typedef {Bins | Shares} Distribution
 */

const kBins = 16;
const kMostShares = 8;

/**
 * @param {import('../data/columns.js').Role} role @param {ColumnStore} cells
 * @returns {Distribution | null} null: there is nothing to show
 */
export function distributionOf(role, cells) {
  if (role === 'date') return binsOf(cells, cells.days());
  const isNumeric = cells.kindCounts[kNumber] > 0 && cells.kindCounts[kNumber] >= cells.kindCounts[kDate];
  // The numbers of an index are all different: one by one they say nothing.
  if (role === 'number' || (isNumeric && (cells.isMany || role === 'index'))) return binsOf(cells, cells.numbers());
  if (cells.isMany) return null;
  const order = cells.texts
    .map((text, i) => ({ text, count: cells.counts[i] }))
    .filter(({ text }) => text !== '')
    .sort((a, b) => b.count - a.count);
  const shown = order.slice(0, kMostShares);
  return shown.length
    ? {
        texts: shown.map(({ text }) => text.slice(0, 60)),
        counts: shown.map(({ count }) => count),
        others: order.length - shown.length,
      }
    : null;
}

/** @param {ColumnStore} cells @param {(row: number) => number} numberAt NaN: none @returns {Bins | null} */
function binsOf({ length }, numberAt) {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < length; ++row) {
    const number = numberAt(row);
    if (number < from) from = number;
    if (number > to) to = number;
  }
  if (from > to) return null;
  const counts = new Array(from === to ? 1 : kBins).fill(0);
  // The range of the largest doubles is none itself.
  const scale = counts.length / (to / 2 - from / 2);
  for (let row = 0; row < length; ++row) {
    const number = numberAt(row);
    if (Number.isNaN(number)) continue;
    const bin = from === to ? 0 : Math.floor((number / 2 - from / 2) * scale);
    counts[Math.max(0, Math.min(counts.length - 1, bin))] += 1;
  }
  return { from, to, counts };
}
