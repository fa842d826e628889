// All activation layers of a run at once, over the epochs: a fan of percentiles each, on one scale, or a row of shades each.
// A click chooses layer and epoch.
import { html } from 'lit';
import { epochsFigure } from '../figures/epochs.js';
import { fanExtent, fanScale, fanSeries, readFan } from '../figures/fan.js';
import { heatAt, heatFigure, heatHeight, readHeat, shadeDomain } from '../figures/heat.js';
import { readingOf } from '../results/training-charts.js';
import { significant, tickText } from '../text/numbers.js';
import '../ui/figure-frame.js';
import {
  epochAxis,
  formatOf,
  gradientSeries,
  kGradientCharts,
  layerEntry,
  nice,
  seriesTable,
  statisticPoints,
} from './layer-charts.js';

/** @typedef {import('../training/trials.js').Trial} Trial */
/** @typedef {import('../engine/answers.js').Statistic} Statistic */

/** Networks of more activation layers are shown as shades until the reader asks for fans. */
export const kMostFans = 8;
const kFanHeight = 170;

/**
 * @typedef {object} Choice what is chosen, and what choosing does
 * @property {string} layer
 * @property {number} epoch
 * @property {'train' | 'validation'} phase
 * @property {'auto' | 'linear' | 'symlog'} scale of the fans; auto: by the data
 * @property {(layer: string, epoch: number) => void} choose
 */

/** @param {Trial} trial @param {string} layer @param {'train' | 'validation'} phase */
const fanRows = (trial, layer, phase) =>
  trial.records.map((record) => {
    const values = layerEntry(record, layer, phase)?.percentiles ?? null;
    return {
      epoch: record.epoch,
      values: values?.every((value) => value !== null) ? /** @type {number[]} */ (values) : null,
    };
  });

/**
 * The scale of the fans: as the reader wants it, else by the data.
 * @param {Trial} trial @param {string[]} layers @param {Pick<Choice, 'phase' | 'scale'>} choice
 */
const scaleOf = (trial, layers, { phase, scale }) =>
  scale === 'auto' ? fanScale(layers.map((layer) => fanRows(trial, layer, phase))).scale : scale;

/**
 * The choice of a scale for the fans.
 * @param {Trial} trial @param {string[]} layers @param {Choice} choice @param {(scale: 'linear' | 'symlog') => void} change
 */
export function renderScales(trial, layers, choice, change) {
  const now = scaleOf(trial, layers, choice);
  const scales = /** @type {const} */ ([
    ['linear', 'Linear'],
    ['symlog', 'Symmetric log'],
  ]);
  return html`<div class="choice"><span class="caption" id="scale-caption">Scale</span><div class="segments" role="group" aria-labelledby="scale-caption">${scales.map(
    ([scale, title]) =>
      html`<button type="button" aria-pressed=${scale === now ? 'true' : 'false'} @click=${() => change(scale)}>${title}</button>`,
  )}</div></div>`;
}

/** @param {Trial} trial @param {string[]} layers @param {Choice} choice */
export function renderFans(trial, layers, choice) {
  const { layer: chosen, epoch, phase, choose } = choice;
  const fans = layers.map((layer) => fanRows(trial, layer, phase));
  const isIn = (/** @type {import('../engine/answers.js').EpochRecord} */ record) =>
    layers.some((layer) => layerEntry(record, layer, phase)?.percentiles);
  if (trial.records.length > 0 && !trial.records.some(isIn))
    return html`<p class="empty">The records of ${trial.name} hold no percentiles of the ${phase === 'train' ? 'training' : 'validation'} batches.</p>`;
  const scale = scaleOf(trial, layers, choice);
  const { constant, domain: decades } = fanScale(fans);
  const domain = scale === 'symlog' ? decades : nice(fanExtent(fans));
  const within = scale === 'symlog' ? `, linear within \u00b1${tickText(constant)} and logarithmic beyond` : '';
  return html`<div class="fans">${layers.map((layer, i) => {
    const rows = fans[i];
    const last = rows.at(-1)?.values;
    const figure = (/** @type {number} */ width) => ({
      width,
      height: kFanHeight,
      epochs: epochAxis(trial),
      domain,
      scale,
      constant,
      label: '',
      series: fanSeries(rows, trial.look.colour),
      marker: { epoch },
      alt: `Percentiles of the activations of ${layer} in ${trial.name} over epochs; ${last ? `in the last one from ${significant(last[0])} to ${significant(last[8])}, median ${significant(last[4])}` : 'none in the last one'}.`,
    });
    const read = {
      ...readingOf(figure),
      show: (/** @type {number} */ width, /** @type {number} */ at) => readFan(figure(width), rows, at),
      choose: (/** @type {number} */ at) => choose(layer, at),
    };
    const table = () => ({
      columns: [
        'Epoch',
        'Least',
        '7\u202f%',
        '16\u202f%',
        '31\u202f%',
        'Median',
        '69\u202f%',
        '84\u202f%',
        '93\u202f%',
        'Largest',
      ],
      rows: rows.map(({ epoch: at, values }) => [
        String(at),
        ...Array.from({ length: 9 }, (_, k) => significant(values?.[k])),
      ]),
    });
    return html`<activation-figure-frame class=${layer === chosen ? 'chosen' : ''} .heading=${layer} .height=${kFanHeight} .table=${table} .read=${read}
      .draw=${(/** @type {number} */ width) => epochsFigure(figure(width))}></activation-figure-frame>`;
  })}</div>
  <p class="legend small soft">The line is the median. The areas around it hold 38, 68, 86 and 100\u202f% of the activations of ${phase === 'train' ? 'an epoch\u2019s last training batch' : 'all validation batches'}. All layers have one scale${within}. Click a layer to choose it and the epoch.</p>`;
}

/** The shades of what is a row a weighted layer and not a row an activation layer. */
const kGradients = new Map(kGradientCharts.map((chart) => [chart.key, chart]));

/**
 * Everything that a row of shades can show. @param {Statistic[]} statistics
 * @returns {{ key: string, title: string }[]}
 */
export const heatChoices = (statistics) => [
  ...statistics.map(({ key, title }) => ({ key, title })),
  ...kGradientCharts.map(({ key, heading }) => ({ key, title: heading })),
];

/**
 * @param {Trial} trial @param {string[]} layers @param {Statistic[]} statistics @param {string} key @param {Choice} choice
 */
function heatOf(trial, layers, statistics, key, { layer, epoch, phase }) {
  const gradient = kGradients.get(/** @type {'weight'} */ (key));
  const statistic = statistics.find((one) => one.key === key);
  const shared = {
    epochs: epochAxis(trial),
    colour: trial.look.colour,
    negative: 'var(--ink)',
  };
  if (gradient || !statistic) {
    const { key: own, heading } = gradient ?? kGradientCharts[0];
    const series = gradientSeries(trial, own);
    return {
      ...shared,
      title: heading,
      rows: series.map(({ label, points }) => ({ label, points })),
      domain: shadeDomain(
        series.flatMap(({ points }) => points.map(({ value }) => value)),
        'log',
      ),
      scale: /** @type {const} */ ('log'),
      format: significant,
      chosen: null,
    };
  }
  const rows = layers.map((label) => ({
    label,
    points: statisticPoints(trial, label, phase, key),
  }));
  return {
    ...shared,
    title: statistic.title,
    rows,
    domain: shadeDomain(
      rows.flatMap(({ points }) => points.map(({ value }) => value)),
      statistic.scale,
    ),
    scale: statistic.scale,
    format: formatOf(statistic),
    chosen: { row: layers.indexOf(layer), epoch },
  };
}

/**
 * @param {Trial} trial @param {string[]} layers @param {Statistic[]} statistics @param {string} key of what is shown
 * @param {Choice} choice @param {{ row: number }} cursor the row that is read off, kept from one drawing to the next
 */
export function renderHeat(trial, layers, statistics, key, choice, cursor) {
  const { title, ...heat } = heatOf(trial, layers, statistics, key, choice);
  const row = () => Math.min(cursor.row, heat.rows.length - 1);
  const figure = (/** @type {number} */ width) => ({
    ...heat,
    width,
    alt: `${title} of ${heat.rows.length} layers of ${trial.name} over epochs. Last: ${heat.rows.map(({ label, points }) => `${label} ${points.at(-1)?.value == null ? 'no number' : heat.format(Number(points.at(-1)?.value))}`).join(', ')}.`,
  });
  const read = {
    at: (/** @type {number} */ width, /** @type {number} */ px, /** @type {number} */ py) => {
      const found = heatAt(figure(width), px, py);
      if (found) cursor.row = found.row;
      return found?.epoch ?? null;
    },
    show: (/** @type {number} */ width, /** @type {number} */ epoch) => readHeat(figure(width), row(), epoch),
    epochs: () => heat.rows[0]?.points.map(({ epoch }) => epoch) ?? [],
    turn: (/** @type {number} */ step) => {
      cursor.row = Math.min(heat.rows.length - 1, Math.max(0, row() + step));
    },
    choose: (/** @type {number} */ epoch) => {
      const label = heat.rows[row()].label;
      choice.choose(layers.includes(label) ? label : choice.layer, epoch);
    },
  };
  const table = () =>
    seriesTable(heat.rows, (value) => (value === null || value === undefined ? '\u2013' : heat.format(value)));
  return html`<activation-figure-frame .heading=${`${title} of every layer`} .height=${heatHeight(heat.rows.length)} .table=${table} .read=${read}
    .draw=${(/** @type {number} */ width) => heatFigure(figure(width))}></activation-figure-frame>
  <p class="legend small soft">A row a layer, a column an epoch. The shades go from the least to the largest number here; one far from the rest has the shade of the nearer end. A cross is an epoch without a number. Click a cell to choose its layer and epoch.</p>`;
}
