// The activations of one layer in one epoch as a histogram, with those of a second run laid over it.
import { html } from 'lit';
import { histogramFigure } from '../figures/histogram.js';
import { significant } from '../text/numbers.js';
import '../ui/figure-frame.js';
import { layerEntry, recordAt } from './layer-charts.js';
import { onCommonBins } from './rebin.js';

/** @typedef {import('../training/trials.js').Trial} Trial */

const kHeight = 240;

/** @param {number} value @param {number} step */
const edge = (value, step) => significant(Math.abs(value) < step / 2 ? 0 : value);

/**
 * @param {Trial} trial @param {Trial | null} beside @param {string} layer @param {number} epoch @param {'train' | 'validation'} phase
 */
export function renderHistogram(trial, beside, layer, epoch, phase) {
  const shown = [trial, ...(beside ? [beside] : [])].flatMap((one) => {
    const record = recordAt(one, epoch);
    const entry = layerEntry(record, layer, phase);
    return record && entry?.histogram ? [{ trial: one, record, entry, histogram: entry.histogram }] : [];
  });
  const own = shown.find((one) => one.trial === trial);
  const isIn = (/** @type {import('../engine/answers.js').EpochRecord} */ record) =>
    layerEntry(record, layer, phase)?.histogram;
  if (!trial.records.some(isIn)) return html`<p class="empty">The records of ${trial.name} hold no histograms.</p>`;
  if (!own)
    return html`<p class="empty">The recorded result holds the histograms and the units of its last epoch only. Train to have those of every epoch.</p>`;
  const bins = onCommonBins(shown.map(({ histogram }) => histogram));
  const batches = phase === 'train' ? 'last training batch' : 'all validation batches';
  const nameOf = (/** @type {{ trial: Trial, record: { epoch: number } }} */ { trial: one, record }) =>
    record.epoch === epoch ? one.name : `${one.name} (epoch ${record.epoch})`;
  const { entry } = own;
  const other = shown.find((one) => one !== own);
  const lacks = beside && !other ? ` ${beside.name} has no histogram of this layer and epoch.` : '';
  const table = () => {
    const [{ edges, counts }] = bins;
    const step = counts.length ? (edges[1] - edges[0]) / counts.length : 0;
    return {
      columns: ['Activation', ...shown.map(nameOf)],
      rows: [
        ...counts.map((_, i) => [
          `${edge(edges[0] + i * step, step)} to ${edge(edges[0] + (i + 1) * step, step)}`,
          ...bins.map((one) => String(one.counts[i])),
        ]),
        ...(bins.some(({ below, above }) => below + above > 0)
          ? [['infinite', ...bins.map(({ below, above }) => String(below + above))]]
          : []),
      ],
    };
  };
  const overlay = other
    ? {
        ...bins[shown.indexOf(other)],
        colour: other.trial.look.colour,
        dash: other.trial.look.dash || '5 3',
      }
    : null;
  const draw = (/** @type {number} */ width) =>
    histogramFigure({
      width,
      height: kHeight,
      ...bins[shown.indexOf(own)],
      colour: trial.look.colour,
      overlay,
      references: entry.mean === null ? [] : [entry.mean],
      label: `${batches}; dashed: the epoch\u2019s mean`,
      alt: `Histogram of the activations of ${layer} in ${trial.name}, epoch ${epoch}, ${batches}. Over the epoch: mean ${significant(entry.mean)}, spread ${significant(entry.std)}, from ${significant(entry.min)} to ${significant(entry.max)}.${other ? ` Over it as a line: ${nameOf(other)}, mean ${significant(other.entry.mean)}, spread ${significant(other.entry.std)}.` : ''}`,
    });
  return html`<activation-figure-frame .heading=${`${layer} in epoch ${epoch}`} term="histogram" .height=${kHeight} .table=${table} .note=${`Bars: ${nameOf(own)}.${other ? ` Line: ${nameOf(other)}.` : lacks}`} .draw=${draw}></activation-figure-frame>`;
}
