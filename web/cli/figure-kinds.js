// The figures that records can give: what each reads of an epoch, its scale, and what it says where there is nothing.
import { fixed } from '../text/numbers.js';

/**
 * @typedef {object} Kind
 * @property {string} title @property {string} label of the value axis
 * @property {'linear' | 'log'} scale
 * @property {(record: any) => {line: string, value: number | null}[]} read lines of one run are distinguished by `line`
 * @property {(range: [number, number]) => [number, number]} domain
 * @property {(file: import('./sweep/records-file.js').RecordsFile) => {value: number, label: string} | null} [baseline]
 * @property {string} missing said of the file
 */

/** The next round numbers outside, zero included. @param {[number, number]} range @returns {[number, number]} */
function roundWithZero([least, largest]) {
  const [low, high] = [Math.min(0, least), Math.max(0, largest)];
  const step = 10 ** Math.floor(Math.log10(high - low || 1)) / 2;
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step || step];
}

/** Half decades around, and no more than six below the top. @param {[number, number]} range @returns {[number, number]} */
function decades([least, largest]) {
  const half = (/** @type {number} */ value, /** @type {(value: number) => number} */ round) =>
    10 ** (round(2 * Math.log10(value)) / 2);
  const high = largest > 0 ? half(largest, Math.ceil) : 1;
  const low = half(Math.max(least, high * 1e-6), Math.floor);
  return [Math.min(low, high / 10), high];
}

/** @type {Record<string, Kind>} */
export const kKinds = {
  medians: {
    title: 'Median over the hidden units of each one\u2019s mean activation on the probe samples',
    label: 'median activation',
    scale: 'linear',
    read: ({ probe }) => (probe ? [{ line: '', value: probe.median }] : []),
    domain: roundWithZero,
    missing: 'holds no medians: they are taken where training.probeSamples is above 0, e.g. 1000',
  },
  losses: {
    title: 'Training loss of each epoch',
    label: 'training loss, log scale',
    scale: 'log',
    read: ({ trainLoss }) => [{ line: '', value: trainLoss }],
    domain: decades,
    missing: 'holds no epochs yet',
  },
  accuracy: {
    title: 'Share of validation samples classified correctly',
    label: 'validation accuracy',
    scale: 'linear',
    read: ({ validationAccuracy }) =>
      typeof validationAccuracy === 'number' ? [{ line: '', value: validationAccuracy }] : [],
    domain: () => [0, 1],
    baseline: (file) => {
      for (const { majorityBaseline: value } of file.epochs()) {
        return typeof value === 'number' ? { value, label: `majority class, ${fixed(value, 3)}` } : null;
      }
      return null;
    },
    missing: 'holds no accuracies: they are of experiments with classes',
  },
  learned: {
    title: 'Learned parameters, the mean of each layer\u2019s',
    label: 'value',
    scale: 'linear',
    read: ({ learned = [] }) =>
      learned.map((/** @type {any} */ { layer, parameter, values }) => ({
        line: `${layer} ${parameter}`,
        value: values.includes(null)
          ? null
          : values.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, 0) / values.length,
      })),
    domain: roundWithZero,
    missing: 'holds no learned parameters: prelu has one, elu and swish with "learned": true',
  },
};
