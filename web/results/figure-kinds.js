// The figures that records can give, as files and on the page: what each reads of an epoch, its scale, and what it says where
// there is nothing.
import { fixed, numberAt } from '../text/numbers.js';

/**
 * @typedef {object} Kind
 * @property {string} title
 * @property {string} quantity what a value is, as the axis and a sentence call it
 * @property {'linear' | 'log'} scale
 * @property {(record: import('../engine/answers.js').EpochRecord) => {line: string, value: number | null}[]} read lines of one run are distinguished by `line`
 * @property {(range: [number, number]) => [number, number]} domain
 * @property {(records: { epochs: () => Iterable<import('../engine/answers.js').EpochRecord> }) => {value: number, label: string} | null} [baseline]
 * @property {string} missing said of the records
 */

/** @typedef {import('../engine/answers.js').Metric} Metric */
/** @typedef {import('../engine/answers.js').Statistic} Statistic */

/** The next round numbers outside, zero included. @param {[number, number]} range @returns {[number, number]} */
function roundWithZero([least, largest]) {
  const [low, high] = [Math.min(0, least), Math.max(0, largest)];
  const step = 10 ** Math.floor(Math.log10(high - low || 1)) / 2;
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step || step];
}

/** @param {(number | null)[]} values @returns {number | null} null where one is */
const meanOf = (values) =>
  values.reduce((sum, value) => (sum === null || value === null ? null : sum + value / values.length), 0);

/** Half decades around, and no more than six below the top. @param {[number, number]} range @returns {[number, number]} */
function decades([least, largest]) {
  const half = (/** @type {number} */ value, /** @type {(value: number) => number} */ round) =>
    10 ** (round(2 * Math.log10(value)) / 2);
  const high = largest > 0 ? half(largest, Math.ceil) : 1;
  const low = half(Math.max(least, high * 1e-6), Math.floor);
  return [Math.min(low, high / 10), high];
}

/** @type {Record<string, Kind>} */
const kKinds = {
  medians: {
    title: 'Median over the hidden units of each one\u2019s mean activation on the probe samples',
    quantity: 'median activation',
    scale: 'linear',
    read: ({ probe }) => (probe ? [{ line: '', value: probe.median }] : []),
    domain: roundWithZero,
    missing: 'holds no medians: they are taken where training.probeSamples is above 0, e.g. 1000',
  },
  losses: {
    title: 'Training loss of each epoch',
    quantity: 'training loss',
    scale: 'log',
    read: ({ trainLoss }) => [{ line: '', value: trainLoss }],
    domain: decades,
    missing: 'holds no epochs yet',
  },
  learned: {
    title: 'Learned parameters, the mean of each layer\u2019s',
    quantity: 'value',
    scale: 'linear',
    read: ({ learned = [] }) =>
      learned.map(({ layer, parameter, values }) => ({
        line: `${layer} ${parameter}`,
        value: meanOf(values),
      })),
    domain: roundWithZero,
    missing: 'holds no learned parameters: prelu has one, elu and swish with "learned": true',
  },
};

/** @param {Metric} metric @returns {Kind} */
const kindOfMetric = ({ title, summary, task, axis, keys, baselineKey, baseline, baselineLabel }) => ({
  title: `Validation ${title}. ${summary}`.replace(/\.$/, ''),
  quantity: `validation ${title}`,
  scale: 'linear',
  read: (record) => [{ line: '', value: numberAt(record, keys.validation) }].filter(({ value }) => value !== null),
  domain: ([least, largest]) => roundWithZero([Math.min(least, axis[0]), Math.max(largest, axis[1])]),
  baseline: (records) => {
    for (const record of records.epochs()) {
      const value = baselineKey ? numberAt(record, baselineKey) : baseline;
      return value !== null ? { value, label: `${baselineLabel}, ${fixed(value, 3)}` } : null;
    }
    return null;
  },
  missing: `holds no ${title}: ${title} is of experiments with the task ${task}`,
});

/** Of each layer's training batches. @param {Statistic} statistic @returns {Kind} */
const kindOfStatistic = ({ key, title, summary, scale }) => ({
  title: `${title}. ${summary}`.replace(/\.$/, ''),
  quantity: title.toLowerCase(),
  scale,
  read: ({ layers = [] }) =>
    layers
      .filter((entry) => entry.phase === 'train')
      .map((entry) => ({ line: entry.layer, value: numberAt(entry, key) }))
      .filter(({ value }) => value !== null),
  domain: scale === 'log' ? decades : roundWithZero,
  missing: `holds no ${key}: it is not taken with "statistics": false, and some functions have none`,
});

/**
 * Every figure there is: those above, one of each metric and one of each per-layer statistic.
 * @param {{metrics: Metric[], statistics: Statistic[]}} catalog the engine's
 * @returns {Record<string, Kind>}
 */
export const kindsOf = ({ metrics, statistics }) => ({
  ...kKinds,
  ...Object.fromEntries(metrics.map((metric) => [metric.name, kindOfMetric(metric)])),
  ...Object.fromEntries(statistics.map((statistic) => [statistic.key, kindOfStatistic(statistic)])),
});
