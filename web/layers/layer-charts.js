// What the layer section draws: the axis and the lines of each per-layer statistic, of learned parameters and of
// gradients. Pure functions over the training model's trials.
import { extent } from 'd3-array';
import { decadesAround } from '../results/training-charts.js';
import { numberAt, percent, significant } from '../text/numbers.js';

/** @typedef {import('../training/trials.js').Trial} Trial */

/** @typedef {import('../engine/answers.js').Statistic} Statistic */
/** @typedef {import('../engine/answers.js').EpochRecord} EpochRecord */
/** @typedef {import('../engine/answers.js').LayerEntry} LayerEntry */

/** Where nothing is larger or smaller, a logarithmic axis shows this. It grows by whole decades. */
const kPositive = /** @type {[number, number]} */ ([0.01, 10]);

/** A value of the statistic as text. @param {Statistic} statistic */
export const formatOf = ({ format }) => (format === 'share' ? percent : format === 'count' ? String : significant);

/**
 * The axis of a statistic: fixed for shares, else by the values that are drawn.
 * @param {Statistic} statistic @param {LayerEntry[]} entries of the layer, of all trials @returns {[number, number]}
 */
export function domainOf({ key, format, scale }, entries) {
  if (format === 'share') return [0, 1];
  const values = entries.flatMap((entry) => numberAt(entry, key) ?? []);
  if (scale === 'log') return decadesAround(kPositive, values);
  const [least = 0, largest = 1] = extent(values);
  if (format === 'count') return [0, Math.max(1, largest, ...entries.map((entry) => entry.units))];
  return nice([Math.min(0, least), Math.max(0, largest)]);
}

/** The next round numbers outside. @param {[number, number]} range @returns {[number, number]} */
export function nice([low, high]) {
  const step = 10 ** Math.floor(Math.log10(high - low || 1)) / 2;
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step || step];
}

/** @typedef {'weight' | 'preActivation' | 'updateRatio'} GradientKey */

/** @type {{ key: GradientKey, term: string, heading: string, label: string, usual: [number, number] }[]} */
export const kGradientCharts = [
  { key: 'weight', term: 'weightGradient', heading: 'Weight gradient', label: 'L2 norm', usual: [1e-4, 10] },
  {
    key: 'preActivation',
    term: 'preActivationGradient',
    heading: 'Gradient at the pre-activation',
    label: 'L2 norm',
    usual: [1e-4, 10],
  },
  {
    key: 'updateRatio',
    term: 'updateRatio',
    heading: 'Update ratio',
    label: 'share of the weights\u2019 norm',
    usual: [1e-5, 0.1],
  },
];

/** @param {EpochRecord | undefined} record @param {string} layer @param {'train' | 'validation'} phase */
export function layerEntry(record, layer, phase) {
  return record?.layers?.find((one) => one.layer === layer && one.phase === phase) ?? null;
}

/** The record of an epoch, or the nearest before it. @param {Trial} trial @param {number} epoch */
export const recordAt = (trial, epoch) => trial.records.findLast((record) => record.epoch <= epoch) ?? trial.records[0];

/** The axis of gradients: it grows by whole decades. @param {import('../figures/epochs.js').EpochSeries[]} series @param {[number, number]} [usual] */
export const gradientDomain = (series, usual = kGradientCharts[0].usual) =>
  decadesAround(
    usual,
    series.flatMap((one) => one.points.map((point) => point.value)),
  );

/** So high that the names of its layers find space, up to a limit. @param {Trial} trial */
export const gradientHeight = ({ records }) =>
  Math.min(420, Math.max(220, 76 + 14 * (records[0]?.gradients ?? []).length));

/** The axis of a run's epochs. @param {Trial} trial @returns {[number, number]} */
export const epochAxis = (trial) => [1, Math.max(1, trial.epochs)];

/** A statistic over the epochs. @param {Trial} trial @param {string} layer @param {'train' | 'validation'} phase @param {string} key */
export const statisticPoints = (trial, layer, phase, key) =>
  trial.records.map((record) => {
    const entry = layerEntry(record, layer, phase);
    return { epoch: record.epoch, value: entry ? numberAt(entry, key) : null };
  });

/**
 * One line a trial, the chosen one in full with its validation batches as a thin line, the others faint.
 * @param {Trial[]} trials @param {Trial} chosen @param {string} layer @param {Statistic} statistic
 * @returns {import('../figures/epochs.js').EpochSeries[]}
 */
export function layerSeries(trials, chosen, layer, { key }) {
  /** @param {Trial} trial @param {'train' | 'validation'} phase */
  const points = (trial, phase) => statisticPoints(trial, layer, phase, key);
  const others = trials
    .filter((trial) => trial !== chosen)
    .map((trial) => ({ label: trial.name, ...trial.look, points: points(trial, 'train'), muted: true }));
  return [
    ...others,
    {
      label: 'validation',
      colour: chosen.look.colour,
      dash: '2 3',
      points: points(chosen, 'validation'),
      fine: true,
    },
    { label: 'train', colour: chosen.look.colour, dash: '', points: points(chosen, 'train') },
  ];
}

/**
 * The statistic over training and validation batches together, one equal weight a batch: what the article prints.
 * @param {Trial} trial @param {string} layer @param {Statistic} statistic
 * @returns {import('../figures/epochs.js').EpochSeries}
 */
export function combinedSeries(trial, layer, { key }) {
  const points = trial.records.map((record) => {
    const entry = record.combined?.find((one) => one.layer === layer);
    return { epoch: record.epoch, value: entry ? numberAt(entry, key) : null };
  });
  return { label: 'both', ...trial.look, points };
}

/** Whether none was NaN or infinite. @param {(number | null)[]} values @returns {values is number[]} */
const areFinite = (values) => values.every((value) => value !== null);

/**
 * The layer's learned parameter: one line, or the mean over the channels with the least and the largest as thin lines.
 * @param {Trial} chosen @param {string} layer
 * @returns {{ parameter: string, domain: [number, number], series: import('../figures/epochs.js').EpochSeries[] } | null}
 */
export function learnedSeries(chosen, layer) {
  const own = (/** @type {EpochRecord} */ record) => record.learned?.find((one) => one.layer === layer) ?? null;
  const found = chosen.records.map(own);
  if (!found[0]) return null;
  const { colour } = chosen.look;
  const line = (/** @type {string} */ label, /** @type {(values: number[]) => number} */ read, fine = false) => ({
    label,
    colour,
    dash: fine ? '2 3' : '',
    fine,
    points: found.map((one, i) => ({
      epoch: chosen.records[i].epoch,
      value: one && areFinite(one.values) ? read(one.values) : null,
    })),
  });
  const mean = line('mean', (values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  const several = found[0].values.length > 1;
  const series = several
    ? [
        line('least', (values) => extent(values)[0] ?? Number.NaN, true),
        line('largest', (values) => extent(values)[1] ?? Number.NaN, true),
        mean,
      ]
    : [{ ...mean, label: found[0].parameter }];
  const [least = 0, largest = 0] = extent(found.flatMap((one) => one?.values.filter((value) => value !== null) ?? []));
  const domain = /** @type {[number, number]} */ ([Math.min(0, Math.floor(least)), Math.max(1, Math.ceil(largest))]);
  return { parameter: found[0].parameter, domain, series };
}

/**
 * The colour of a layer by its depth: from the first by the middle to the last.
 * @param {number} index @param {number} count
 */
export function depthColour(index, count) {
  const share = count > 1 ? index / (count - 1) : 0;
  const [from, to] = share < 0.5 ? ['first', 'middle'] : ['middle', 'last'];
  const rest = Math.round(100 * (share < 0.5 ? 1 - 2 * share : 2 - 2 * share));
  return `color-mix(in oklab, var(--depth-${from}) ${rest}%, var(--depth-${to}))`;
}

/** Line styles of the weighted layers, first to last. */
const kDepthDashes = ['', '7 4', '2 3', '9 3 2 3'];

/**
 * One line a layer of the chosen trial.
 * @param {Trial} chosen @param {GradientKey} key
 * @returns {import('../figures/epochs.js').EpochSeries[]}
 */
export function gradientSeries(chosen, key) {
  const names = (chosen.records[0]?.gradients ?? []).map((one) => one.layer);
  return names.map((name, i) => ({
    label: name,
    colour: depthColour(i, names.length),
    dash: kDepthDashes[i % kDepthDashes.length],
    points: chosen.records.map((record) => ({
      epoch: record.epoch,
      value: record.gradients.find((one) => one.layer === name)?.[key] ?? null,
    })),
  }));
}

/** @param {Pick<import('../figures/epochs.js').EpochSeries, 'label' | 'points'>[]} series @param {(value: number | null | undefined) => string} [format] */
export function seriesTable(series, format = significant) {
  const length = Math.max(0, ...series.map((one) => one.points.length));
  return {
    columns: ['Epoch', ...series.map((one) => one.label)],
    rows: Array.from({ length }, (_, i) => [
      String(series.find((one) => one.points.length > i)?.points[i].epoch),
      ...series.map((one) => format(one.points[i]?.value)),
    ]),
  };
}
