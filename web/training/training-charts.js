// The two charts of a training: the loss, and the metric over the validation samples, over the epochs of every trial.
import { html } from 'lit';
import { epochsFigure } from '../figures/epochs.js';
import '../ui/figure-frame.js';
import { fixed, significant } from '../text/numbers.js';

/** @typedef {import('./training-model.js').Trial} Trial */
/** @typedef {{ experiment: any }} CheckedRun */
/** @typedef {'trainLoss' | 'validationAccuracy' | 'validationR2'} Key a figure of an epoch's record */

/** @type {Record<'classes' | 'numbers', {key: Key, heading: string, term: string, label: string, domain: [number, number]}>} */
const kQualities = {
  classes: {
    key: 'validationAccuracy',
    heading: 'Validation accuracy',
    term: 'accuracy',
    label: 'share of right answers',
    domain: [0, 1],
  },
  numbers: {
    key: 'validationR2',
    heading: 'Validation R\u00b2',
    term: 'r2',
    label: 'share of the variance explained',
    domain: [-1, 1],
  },
};
/** @type {Record<string, string>} */
const kLosses = {
  'softmax-cross-entropy': 'cross-entropy',
  'binary-cross-entropy': 'binary cross-entropy',
  'mean-squared-error': 'mean squared error',
  huber: 'Huber loss',
};
/** The loss axis: fixed, and wide enough for the runs that fail. It grows by whole decades only. */
const kLossDomain = /** @type {[number, number]} */ ([0.01, 100]);
const kHeight = 270;

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

/** @param {Trial[]} trials @param {Key} key */
const seriesOf = (trials, key) =>
  trials.map((trial) => ({
    label: trial.name,
    ...trial.look,
    points: trial.records.map((record) => ({ epoch: record.epoch, value: record[key] })),
  }));

/** Where runs diverged, marked on the loss chart. @param {Trial[]} trials */
const stopsOf = (trials) =>
  trials
    .filter((trial) => trial.summary?.status === 'diverged')
    .map((trial) => ({ epoch: Math.max(1, trial.records.length), colour: trial.look.colour, label: '\u00d7' }));

/** @param {Trial[]} trials @param {Key} key */
function baselineOf(trials, key) {
  if (key === 'validationR2') return { value: 0, label: 'always the mean' };
  const record = trials.flatMap((trial) => trial.records)[0];
  return typeof record?.majorityBaseline !== 'number'
    ? null
    : { value: record.majorityBaseline, label: `majority class, ${fixed(record.majorityBaseline, 3)}` };
}

/** The metric over the validation samples: accuracy or R2. @param {CheckedRun[]} runs */
function qualityOf(runs) {
  const losses = runs.map((run) => run.experiment.training.loss?.name);
  return losses.length > 0 && losses.every((name) => name === 'mean-squared-error' || name === 'huber')
    ? kQualities.numbers
    : kQualities.classes;
}

/** @param {CheckedRun[]} runs */
function lossLabel(runs) {
  const names = new Set(runs.map((run) => run.experiment.training.loss?.name));
  return `${names.size === 1 ? (kLosses[[...names][0]] ?? 'cross-entropy') : names.size ? 'loss' : 'cross-entropy'}, log scale`;
}

/** @param {Trial[]} trials @param {Key} key @param {(value: number) => string} format */
function tableOf(trials, key, format) {
  const rows = Array.from({ length: Math.max(0, ...trials.map((trial) => trial.records.length)) }, (_, i) => [
    String(i + 1),
    ...trials.map((trial) => format(trial.records[i]?.[key])),
  ]);
  return { columns: ['Epoch', ...trials.map((trial) => trial.name)], rows };
}

/** @param {Trial[]} trials @param {Key} key @param {string} what */
function altText(trials, key, what) {
  const ends = trials
    .filter((trial) => trial.records.length)
    .map((trial) => `${trial.name} ${significant(trial.records.at(-1)[key])} after epoch ${trial.records.length}`);
  return `${what} over epochs. ${ends.length ? `${ends.join('; ')}.` : 'No epoch has been run yet.'}`;
}

/** @param {Trial[]} trials @param {CheckedRun[]} runs the experiment's */
export function chartsOf(trials, runs) {
  const series = seriesOf(trials, 'trainLoss');
  const losses = series.flatMap((one) => one.points.map((point) => point.value));
  const { key, heading, term, label, domain } = qualityOf(runs);
  const epochs = Math.max(1, ...trials.map((trial) => trial.epochs));
  const shared = { height: kHeight, epochs: /** @type {[number, number]} */ ([1, epochs]), labels: true };
  return html`<div class="charts">
    <figure-frame heading="Training loss" term="loss" .height=${kHeight} .table=${() => tableOf(trials, 'trainLoss', significant)}
      .draw=${(/** @type {number} */ width) => epochsFigure({ ...shared, width, scale: 'log', domain: decadesAround(kLossDomain, losses), label: lossLabel(runs), series, stops: stopsOf(trials), alt: altText(trials, 'trainLoss', 'Training loss') })}></figure-frame>
    <figure-frame heading=${heading} term=${term} .height=${kHeight} .table=${() => tableOf(trials, key, (value) => fixed(value))}
      .draw=${(/** @type {number} */ width) => epochsFigure({ ...shared, width, domain, label, series: seriesOf(trials, key), baseline: baselineOf(trials, key), alt: altText(trials, key, heading) })}></figure-frame>
  </div>`;
}
