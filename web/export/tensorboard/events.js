// The epochs of a training as events of TensorBoard: a scalar for every number of a record, a histogram for every layer.
import { eventFile } from './event-bytes.js';

/** @typedef {import('../../engine/answers.js').EpochRecord} EpochRecord */
/** @typedef {import('../../engine/answers.js').Histogram} Histogram */
/** @typedef {import('./event-bytes.js').Value} Value */

/** What says which record it is. */
const kNames = new Set(['seed', 'epoch', 'units', 'batches']);

/** @param {string} prefix @param {object} record @returns {Value[]} */
const scalarsOf = (prefix, record) =>
  Object.entries(record).flatMap(([key, value]) =>
    typeof value === 'number' && Number.isFinite(value) && !kNames.has(key)
      ? [{ tag: `${prefix}${key}`, scalar: value }]
      : [],
  );

/**
 * Sums are estimated from the middles of the bins, as TensorBoard shows no more of them than a mean.
 * @param {Histogram} histogram @param {number} min @param {number} max
 */
function histogramOf({ edges: [low, high], counts }, min, max) {
  const width = (high - low) / counts.length;
  const middles = counts.map((_, i) => low + (i + 0.5) * width);
  const sumOf = (/** @type {(middle: number) => number} */ of) =>
    counts.reduce((sum, count, i) => sum + count * of(middles[i]), 0);
  return {
    min,
    max,
    num: counts.reduce((sum, count) => sum + count, 0),
    sum: sumOf((middle) => middle),
    sumSquares: sumOf((middle) => middle * middle),
    limits: counts.map((_, i) => low + (i + 1) * width),
    counts,
  };
}

/** @param {EpochRecord} record @returns {Value[]} */
export function valuesOf(record) {
  const layers = (record.layers ?? []).flatMap(({ layer, phase, histogram, percentiles, ...entry }) => {
    const [min, max] = [percentiles?.[0], percentiles?.at(-1)];
    const isWhole = histogram && histogram.counts.length > 0 && typeof min === 'number' && typeof max === 'number';
    return [
      ...scalarsOf(`${layer}/${phase}/`, entry),
      ...(isWhole ? [{ tag: `${layer}/${phase}`, histogram: histogramOf(histogram, min, max) }] : []),
    ];
  });
  const gradients = (record.gradients ?? []).flatMap(({ layer, ...entry }) => scalarsOf(`gradients/${layer}/`, entry));
  return [...scalarsOf('', record), ...layers, ...gradients];
}

/** @param {EpochRecord[]} epochs @returns {Uint8Array} a file of events, a step an epoch */
export const eventsOf = (epochs) =>
  eventFile(epochs.map((record) => ({ step: record.epoch, values: valuesOf(record) })));
