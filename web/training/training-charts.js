// The two charts of a training: the loss, and what the validation samples are judged by, over the epochs of every lane.
import { html } from 'lit';
import { epochsFigure } from '../figures/epochs.js';
import '../ui/figure-frame.js';
import { fixed, significant } from '../ui/numbers.js';

/** @typedef {import('./training-model.js').Lane} Lane */
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

/** @param {Lane[]} lanes @param {Key} key */
const seriesOf = (lanes, key) =>
  lanes.map((lane) => ({
    label: lane.name,
    ...lane.look,
    points: lane.records.map((record) => ({ epoch: record.epoch, value: record[key] })),
  }));

/** Where runs diverged, marked on the loss chart. @param {Lane[]} lanes */
const stopsOf = (lanes) =>
  lanes
    .filter((lane) => lane.summary?.status === 'diverged')
    .map((lane) => ({ epoch: Math.max(1, lane.records.length), colour: lane.look.colour, label: '\u00d7' }));

/** @param {Lane[]} lanes @param {Key} key */
function baselineOf(lanes, key) {
  if (key === 'validationR2') return { value: 0, label: 'always the mean' };
  const record = lanes.flatMap((lane) => lane.records)[0];
  return typeof record?.majorityBaseline !== 'number'
    ? null
    : { value: record.majorityBaseline, label: `majority class, ${fixed(record.majorityBaseline, 3)}` };
}

/** What the validation samples are judged by: their classes, or how near the numbers are. @param {CheckedRun[]} runs */
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

/** @param {Lane[]} lanes @param {Key} key @param {(value: number) => string} format */
function tableOf(lanes, key, format) {
  const rows = Array.from({ length: Math.max(0, ...lanes.map((lane) => lane.records.length)) }, (_, i) => [
    String(i + 1),
    ...lanes.map((lane) => format(lane.records[i]?.[key])),
  ]);
  return { columns: ['Epoch', ...lanes.map((lane) => lane.name)], rows };
}

/** @param {Lane[]} lanes @param {Key} key @param {string} what */
function altText(lanes, key, what) {
  const ends = lanes
    .filter((lane) => lane.records.length)
    .map((lane) => `${lane.name} ${significant(lane.records.at(-1)[key])} after epoch ${lane.records.length}`);
  return `${what} over epochs. ${ends.length ? `${ends.join('; ')}.` : 'No epoch has been run yet.'}`;
}

/** @param {Lane[]} lanes @param {CheckedRun[]} runs the experiment's */
export function chartsOf(lanes, runs) {
  const series = seriesOf(lanes, 'trainLoss');
  const losses = series.flatMap((one) => one.points.map((point) => point.value));
  const { key, heading, term, label, domain } = qualityOf(runs);
  const epochs = Math.max(1, ...lanes.map((lane) => lane.epochs));
  const shared = { height: kHeight, epochs: /** @type {[number, number]} */ ([1, epochs]), labels: true };
  return html`<div class="charts">
    <figure-frame heading="Training loss" term="loss" .height=${kHeight} .table=${() => tableOf(lanes, 'trainLoss', significant)}
      .draw=${(/** @type {number} */ width) => epochsFigure({ ...shared, width, scale: 'log', domain: decadesAround(kLossDomain, losses), label: lossLabel(runs), series, stops: stopsOf(lanes), alt: altText(lanes, 'trainLoss', 'Training loss') })}></figure-frame>
    <figure-frame heading=${heading} term=${term} .height=${kHeight} .table=${() => tableOf(lanes, key, (value) => fixed(value))}
      .draw=${(/** @type {number} */ width) => epochsFigure({ ...shared, width, domain, label, series: seriesOf(lanes, key), baseline: baselineOf(lanes, key), alt: altText(lanes, key, heading) })}></figure-frame>
  </div>`;
}
