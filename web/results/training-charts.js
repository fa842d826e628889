// The charts of a training over the epochs of every trial: the loss, and the metric of the task over the validation
// samples.
import { html } from 'lit';
import { epochAt, epochsFigure, epochsOf, readEpoch } from '../figures/epochs.js';
import { overSeeds } from '../figures/seeds.js';
import { definitionOf } from '../ui/definitions.js';
import '../ui/figure-frame.js';
import { fixed, numberAt, significant } from '../text/numbers.js';

/** @typedef {import('../training/trials.js').Trial} Trial */
/** @typedef {import('../training/trials.js').Metric} Metric */

/** The loss axis: fixed, and wide enough for the runs that fail. It grows by whole decades only. */
const kLossDomain = /** @type {[number, number]} */ ([0.01, 100]);

/** As far as single precision reaches: a run that explodes still has a line. */
const kHighest = 1e39;
const kLowest = 1e-12;

/** @param {[number, number]} domain @param {(number | null)[]} values @returns {[number, number]} */
export function decadesAround(domain, values) {
  let [low, high] = domain;
  for (const value of values) {
    if (value === null || !Number.isFinite(value) || value <= 0) continue;
    while (value > high && high < kHighest) high *= 10;
    while (value < low && low > kLowest) low /= 10;
  }
  return [low, high];
}

/** The trials of each run. @param {Trial[]} trials @returns {Trial[][]} */
const byRun = (trials) =>
  [...new Set(trials.map(({ runIndex }) => runIndex))].map((run) => trials.filter(({ runIndex }) => runIndex === run));

/**
 * One line a run: of several seeds their mean, with one standard deviation to either side.
 * @param {Trial[]} trials @param {string} key of a record @returns {import('../figures/epochs.js').EpochSeries[]}
 */
function seriesOf(trials, key) {
  return byRun(trials).map((own) => {
    const [{ runName: label, look }] = own;
    if (own.length === 1)
      return {
        label,
        ...look,
        points: own[0].records.map((record) => ({ epoch: record.epoch, value: numberAt(record, key) })),
      };
    const means = overSeeds(
      own.flatMap(({ records, seed }) =>
        records.map((record) => ({ epoch: record.epoch, seed, value: numberAt(record, key) })),
      ),
    );
    return {
      label,
      ...look,
      points: means.map(({ epoch, mean }) => ({ epoch, value: mean })),
      band: means.map(({ epoch, mean, deviation, n }) => ({
        epoch,
        low: mean === null || n < 2 ? null : mean - deviation,
        high: mean === null || n < 2 ? null : mean + deviation,
      })),
    };
  });
}

/** The lines of an earlier training, faint. @param {Trial[]} before @param {string} key */
const ghostsOf = (before, key) => seriesOf(before, key).map((one) => ({ ...one, band: undefined, muted: true }));

/** How many epochs a trial has completed. @param {Trial} trial */
export const lastEpoch = ({ records }) => records.at(-1)?.epoch ?? 0;

/** Where runs diverged, marked on the loss chart. @param {Trial[]} trials */
const stopsOf = (trials) =>
  trials
    .filter((trial) => trial.summary?.status === 'diverged')
    .map((trial) => ({ epoch: Math.max(1, lastEpoch(trial)), colour: trial.look.colour, label: '\u00d7' }));

/** @param {Trial[]} trials @param {Metric} metric */
function baselineOf(trials, { baselineKey, baseline, baselineLabel }) {
  const record = trials.flatMap((trial) => trial.records)[0];
  if (!record) return null;
  const value = baselineKey ? numberAt(record, baselineKey) : baseline;
  return value !== null ? { value, label: `${baselineLabel}, ${fixed(value, 3)}` } : null;
}

/** @param {Trial[]} trials */
function lossLabel(trials) {
  const titles = new Set(trials.map((trial) => trial.loss).filter(Boolean));
  return `${titles.size === 1 ? [...titles][0].toLowerCase() : 'loss'}, log scale`;
}

/** @param {Trial[]} trials @param {string} key of a record @param {(value: number | null) => string} format */
function tableOf(trials, key, format) {
  const byEpoch = trials.map(({ records }) => new Map(records.map((record) => [record.epoch, record])));
  const epochs = [...new Set(byEpoch.flatMap((records) => [...records.keys()]))].sort((a, b) => a - b);
  const rows = epochs.map((epoch) => [
    String(epoch),
    ...byEpoch.map((records) => format(numberAt(records.get(epoch) ?? {}, key))),
  ]);
  return { columns: ['Epoch', ...trials.map((trial) => trial.name)], rows };
}

/** @param {Trial[]} trials @param {string} key of a record @param {string} what */
function altText(trials, key, what) {
  const ends = trials
    .filter((trial) => trial.records.length)
    .map(
      (trial) =>
        `${trial.name} ${significant(numberAt(trial.records.at(-1) ?? {}, key))} after epoch ${lastEpoch(trial)}`,
    );
  return `${what} over epochs. ${ends.length ? `${ends.join('; ')}.` : 'No epoch has been run yet.'}`;
}

/** Stands for a metric that is not known yet. @type {Metric} */
const kNoMetric = {
  name: '',
  title: 'metric',
  summary: '',
  meaning: '',
  source: '',
  task: 'classification',
  higherIsBetter: true,
  isShare: true,
  axis: [0, 1],
  keys: { validation: '', final: '', test: '', best: '' },
  baseline: 0,
  baselineLabel: '',
};

/** The metrics of the trials, each once; before the experiment has been checked, what keeps their place. @param {Trial[]} trials */
export function metricsOf(trials) {
  const known = new Map(trials.flatMap(({ metric }) => (metric ? [[metric.name, metric]] : [])));
  return known.size > 0 ? [...known.values()] : [kNoMetric];
}

/** How a chart over epochs is read off. @param {(width: number) => import('../figures/epochs.js').EpochFigure} figure @returns {import('../ui/figure-frame.js').EpochReader} */
export const readingOf = (figure) => ({
  at: (/** @type {number} */ width, /** @type {number} */ px) => epochAt(figure(width), px),
  show: (/** @type {number} */ width, /** @type {number} */ epoch) => readEpoch(figure(width), epoch),
  epochs: () => epochsOf(figure(1000)),
});

/**
 * @param {Trial[]} trials @param {Trial[]} before of the earlier training, drawn faintly @param {number} height of each, in pixels
 */
export function chartsOf(trials, before, height) {
  const series = [...ghostsOf(before, 'trainLoss'), ...seriesOf(trials, 'trainLoss')];
  const losses = series.flatMap((one) => one.points.map((point) => point.value));
  const epochs = Math.max(1, ...trials.map((trial) => trial.epochs));
  const shared = { height, epochs: /** @type {[number, number]} */ ([1, epochs]), labels: true };
  const loss = (/** @type {number} */ width) => ({
    ...shared,
    width,
    scale: /** @type {const} */ ('log'),
    domain: decadesAround(kLossDomain, losses),
    label: lossLabel(trials),
    series,
    stops: stopsOf(trials),
    alt: altText(trials, 'trainLoss', 'Training loss'),
  });
  return html`<div class="charts">
    <activation-figure-frame heading="Training loss" term="loss" .height=${height} .table=${() => tableOf(trials, 'trainLoss', significant)} .read=${readingOf(loss)}
      .draw=${(/** @type {number} */ width) => epochsFigure(loss(width))}></activation-figure-frame>
    ${metricsOf(trials).map((metric) => {
      const key = metric.keys.validation;
      const heading = `Validation ${metric.title}`;
      const own = trials.filter((trial) => (trial.metric ?? kNoMetric).name === metric.name);
      const ghosts = ghostsOf(
        before.filter((trial) => trial.metric?.name === metric.name),
        key,
      );
      const figure = (/** @type {number} */ width) => ({
        ...shared,
        width,
        domain: metric.axis,
        label: heading.toLowerCase(),
        series: [...ghosts, ...seriesOf(own, key)],
        baseline: baselineOf(own, metric),
        alt: altText(own, key, heading),
      });
      return html`<activation-figure-frame .heading=${heading} .term=${definitionOf(heading, metric)} .height=${height} .table=${() => tableOf(own, key, (value) => fixed(value))} .read=${readingOf(figure)}
      .draw=${(/** @type {number} */ width) => epochsFigure(figure(width))}></activation-figure-frame>`;
    })}
  </div>`;
}
