// <activation-layers>: what happens in each layer over the epochs, for the run and layer chosen. Reads
// the TrainingModel it is given; sends `state-change` with the choice.
import { css, html, LitElement } from 'lit';
import { epochsFigure } from '../figures/epochs.js';
import { histogramFigure } from '../figures/histogram.js';
import { decadesAround, lastEpoch, readingOf } from './training-charts.js';
import '../ui/figure-frame.js';
import { defaultState } from '../sharing/link-state.js';
import { numberAt, significant } from '../text/numbers.js';
import { HiddenWork } from '../ui/defer-hidden-work.js';
import { definitionOf } from '../ui/definitions.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import {
  combinedSeries,
  domainOf,
  formatOf,
  gradientSeries,
  kGradientCharts,
  layerEntry,
  layerSeries,
  learnedSeries,
  seriesTable,
} from './layer-charts.js';
import './unit-grid.js';

/** @typedef {import('../training/training-model.js').TrainingModel} TrainingModel */
/** @typedef {import('../training/trials.js').Trial} Trial */

/** With more trials the choice is a list. */
const kMostButtons = 8;
const kGradientDomain = /** @type {[number, number]} */ ([1e-4, 10]);

export class ActivationLayers extends LitElement {
  static properties = {
    state: { attribute: false },
    model: { attribute: false },
    version: { state: true },
    position: { state: true },
    phase: { state: true },
    shown: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .choices { display: flex; flex-wrap: wrap; gap: 0.75rem 1.5rem; align-items: center; margin-bottom: 1.25rem; }
      .choices .caption { font-size: 0.8125rem; color: var(--ink-soft); }
      .choice { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; }
      .choice b { color: var(--accent); font-weight: inherit; }
      .charts { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1.25rem 1.75rem; }
      .pair { display: grid; grid-template-columns: minmax(0, 1.2fr) minmax(0, 1fr); gap: 1.25rem 2.5rem; margin-top: 1.5rem; }
      .gradients { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.25rem 2.5rem; margin-top: 1.5rem; }
      .scrub { display: grid; grid-template-columns: max-content 1fr max-content; gap: 0.75rem; align-items: center; margin-top: 0.5rem; font-size: 0.8125rem; --accent: var(--ink); }
      .statistics { margin-bottom: 0.75rem; }
      .statistics summary { cursor: pointer; font-size: 0.8125rem; color: var(--ink-soft); width: max-content; padding: 0.25rem 0; }
      .statistics summary:hover { color: var(--ink); }
      .check { display: inline-flex; align-items: center; gap: 0.375rem; font-size: 0.8125rem; min-height: 1.5rem; }
      .legend { margin-top: 0.5rem; }
      .empty { border: 1px dashed var(--hairline); border-radius: 8px; padding: 2rem 1rem; text-align: center; color: var(--ink-soft); }
      @media (max-width: 1000px) { .charts { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
      @media (max-width: 760px) { .pair, .gradients { grid-template-columns: minmax(0, 1fr); } }
      @media (max-width: 520px) { .charts { grid-template-columns: minmax(0, 1fr); } }
    `,
  ];

  constructor() {
    super();
    this.state = defaultState().layers;
    /** @type {TrainingModel | null} */
    this.model = null;
    this.version = 0;
    /** @type {number | null} the epoch of histogram and grid; null follows the last */
    this.position = null;
    /** @type {'train' | 'validation'} */
    this.phase = 'train';
    /** The engine's list, which comes with the first check. @type {import('../engine/answers.js').Statistic[]} */
    this.statistics = [];
    /** Keys of the statistics that are drawn. @type {Set<string>} */
    this.shown = new Set();
    this.sight = new HiddenWork(() => {
      this.version += 1;
    });
    this.onChange = () => {
      void this.readCatalog();
      this.sight.ask();
    };
  }

  /** Asks for the list of statistics, once there is something to draw. */
  async readCatalog() {
    if (this.statistics.length > 0 || !this.model?.shown.some((trial) => trial.records.length)) return;
    const { statistics } = await this.model.catalog();
    if (this.statistics.length > 0) return;
    this.statistics = statistics;
    this.shown = new Set(this.statistics.filter(({ drawn }) => drawn).map(({ key }) => key));
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('model')) return;
    const before = /** @type {TrainingModel | null | undefined} */ (changed.get('model'));
    before?.removeEventListener('records', this.onChange);
    this.model?.addEventListener('records', this.onChange);
  }

  connectedCallback() {
    super.connectedCallback();
    this.sight.watch(this);
    this.model?.addEventListener('records', this.onChange);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sight.unwatch();
    this.model?.removeEventListener('records', this.onChange);
  }

  /** @param {Partial<import('../sharing/link-state.js').LayersState>} change */
  change(change) {
    this.state = { ...this.state, ...change };
    this.dispatchEvent(new CustomEvent('state-change', { detail: this.state, bubbles: true, composed: true }));
  }

  /** @param {Trial[]} trials @param {Trial} trial @param {string[]} layers @param {string} layer */
  renderChoices(trials, trial, layers, layer) {
    if (trials.length > kMostButtons)
      return html`<div class="choices"><label class="choice"><span class="caption">Run</span><select @change=${(
        /** @type {Event} */ event,
      ) =>
        this.change({
          run: Number(/** @type {HTMLSelectElement} */ (event.target).value),
        })}>${trials.map((one) => html`<option value=${one.index} ?selected=${one === trial}>${one.name}</option>`)}</select></label>
        ${layers.length ? this.renderLayerChoices(layers, layer) : ''}</div>`;
    return html`<div class="choices">
      <div class="choice"><span class="caption" id="run-caption">Run</span><div class="segments" role="group" aria-labelledby="run-caption">
        ${trials.map((one) => html`<button type="button" aria-pressed=${one === trial ? 'true' : 'false'} @click=${() => this.change({ run: one.index })}><b .style=${`--accent:${one.look.colour}`}>${one.name}</b></button>`)}</div></div>
      ${layers.length ? this.renderLayerChoices(layers, layer) : ''}
    </div>`;
  }

  /** @param {string[]} layers @param {string} layer */
  renderLayerChoices(layers, layer) {
    const phases = /** @type {const} */ (['train', 'validation']);
    return html`<div class="choice"><span class="caption" id="layer-caption">Layer</span><div class="segments" role="group" aria-labelledby="layer-caption">
        ${layers.map((name) => html`<button type="button" aria-pressed=${name === layer ? 'true' : 'false'} @click=${() => this.change({ layer: name })}>${name}</button>`)}</div></div>
      <div class="choice"><span class="caption" id="phase-caption">Histogram and units from</span><div class="segments" role="group" aria-labelledby="phase-caption">
        ${phases.map(
          (name) =>
            html`<button type="button" aria-pressed=${name === this.phase ? 'true' : 'false'} @click=${() => {
              this.phase = name;
            }}>${name === 'train' ? 'training' : 'validation'} batches</button>`,
        )}</div></div>`;
  }

  /** @param {Trial[]} trials @param {Trial} trial @param {string} layer @param {number} epoch */
  renderStatistics(trials, trial, layer, epoch) {
    const entries = trials
      .flatMap((one) => one.records.map((record) => layerEntry(record, layer, 'train')))
      .filter((entry) => entry !== null);
    const epochs = /** @type {[number, number]} */ ([1, Math.max(1, ...trials.map((one) => one.epochs))]);
    return html`${this.renderStatisticChoices()}<div class="charts">${this.statistics
      .filter(({ key }) => this.shown.has(key) && entries.some((entry) => numberAt(entry, key) !== null))
      .map((statistic) => {
        const series = layerSeries(trials, trial, layer, statistic);
        const own = series.filter((one) => !one.muted);
        const last = own.at(-1)?.points.at(-1)?.value ?? null;
        const read = formatOf(statistic);
        const { title, scale } = statistic;
        const label = scale === 'log' ? 'log scale' : '';
        const domain = domainOf(statistic, entries);
        const figure = (/** @type {number} */ width) => ({
          width,
          height: 200,
          epochs,
          domain,
          scale,
          label,
          series,
          marker: { epoch },
          alt: `${title} of ${layer} in ${trial.name} over epochs; ${last === null ? 'not known' : read(last)} in the last one, training batches.`,
        });
        return html`<figure-frame .heading=${title} .term=${definitionOf(title, statistic)} .height=${200} .table=${() => seriesTable([...[...own].reverse(), combinedSeries(trial, layer, statistic)], read)}
        .read=${readingOf(figure)} .draw=${(/** @type {number} */ width) => epochsFigure(figure(width))}></figure-frame>`;
      })}${this.renderLearned(trial, layer, epochs, epoch)}</div>
    <p class="legend small soft">${trial.name} in full colour: solid over the training batches, dotted over the validation batches. The other trials are faint. The vertical line is the epoch shown below.</p>`;
  }

  /** Every statistic that the engine has, to be drawn or not. */
  renderStatisticChoices() {
    return html`<details class="statistics"><summary>Statistics</summary><div class="choice">${this.statistics.map(
      ({ key, title }) =>
        html`<label class="check"><input type="checkbox" .checked=${this.shown.has(key)} @change=${(
          /** @type {Event} */ event,
        ) => {
          const shown = new Set(this.shown);
          if (/** @type {HTMLInputElement} */ (event.target).checked) shown.add(key);
          else shown.delete(key);
          this.shown = shown;
        }}> ${title}</label>`,
    )}</div></details>`;
  }

  /** @param {Trial} trial @param {string} layer @param {[number, number]} epochs @param {number} epoch */
  renderLearned(trial, layer, epochs, epoch) {
    const learned = learnedSeries(trial, layer);
    if (!learned) return '';
    const { parameter, domain, series } = learned;
    const last = significant(series.at(-1)?.points.at(-1)?.value);
    const figure = (/** @type {number} */ width) => ({
      width,
      height: 200,
      epochs,
      domain,
      scale: /** @type {const} */ ('linear'),
      label: series.length > 1 ? `${parameter}: mean, least and largest channel` : parameter,
      series,
      marker: { epoch },
      alt: `The learned ${parameter} of ${layer} in ${trial.name} over epochs; ${last} in the last one.`,
    });
    return html`<figure-frame heading="Learned parameter" term="learned" .height=${200} .table=${() => seriesTable(series)}
      .read=${readingOf(figure)} .draw=${(/** @type {number} */ width) => epochsFigure(figure(width))}></figure-frame>`;
  }

  /** @param {Trial} trial @param {string} layer @param {number} position of the epoch's record, from 1 */
  renderEpoch(trial, layer, position) {
    const { epoch } = trial.records[position - 1];
    const entry = layerEntry(trial.records[position - 1], layer, this.phase);
    if (!entry) return html`<p class="empty">${trial.name} has no layer called ${layer}.</p>`;
    const { histogram } = entry;
    if (!histogram) return '';
    const references = entry.mean === null ? [] : [entry.mean];
    const rows = () => {
      const step = (histogram.edges[1] - histogram.edges[0]) / histogram.counts.length;
      const bins = histogram.counts.map((/** @type {number} */ count, /** @type {number} */ i) => [
        `${significant(histogram.edges[0] + i * step)} to ${significant(histogram.edges[0] + (i + 1) * step)}`,
        String(count),
      ]);
      return {
        columns: ['Activation', 'Values'],
        rows: [['below', String(histogram.below)], ...bins, ['above', String(histogram.above)]],
      };
    };
    return html`<div class="pair">
      <div><figure-frame .heading=${`Activations in epoch ${epoch}`} term="histogram" .height=${220} .table=${rows}
          .draw=${(/** @type {number} */ width) => histogramFigure({ width, height: 220, ...histogram, colour: trial.look.colour, references, label: `${this.phase === 'train' ? 'last training batch; dashed: the epoch\u2019s mean' : 'all validation batches; dashed: their mean'}`, alt: `Histogram of the activations of ${layer} in ${trial.name}, epoch ${epoch}, ${this.phase === 'train' ? 'last training batch' : 'all validation batches'}. Over the epoch: mean ${significant(entry.mean)}, spread ${significant(entry.std)}, from ${significant(entry.min)} to ${significant(entry.max)}.` })}></figure-frame>
        <div class="scrub"><label for="scrub">Epoch</label>
          <input id="scrub" type="range" min="1" max=${trial.records.length} step="1" .value=${String(position)} aria-valuetext=${`epoch ${epoch}`} ?disabled=${!trial.records.slice(0, -1).some((record) => layerEntry(record, layer, this.phase)?.histogram)}
            @input=${(/** @type {Event} */ event) => {
              const value = Number(/** @type {HTMLInputElement} */ (event.target).value);
              this.position = value === trial.records.length ? null : value;
            }}>
          <output>${epoch} of ${lastEpoch(trial)}</output></div></div>
      <unit-grid .states=${entry.unitStates ?? ''} .colour=${trial.look.colour} .epoch=${epoch}
        .phase=${this.phase} .saturates=${entry.oftenSaturatedUnits !== null}></unit-grid>
    </div>`;
  }

  /** @param {Trial} trial @param {number} epoch */
  renderGradients(trial, epoch) {
    const epochs = /** @type {[number, number]} */ ([1, Math.max(1, trial.epochs)]);
    return html`<div class="gradients">${kGradientCharts.map(({ key, term, heading }) => {
      const series = gradientSeries(trial, key);
      const domain = decadesAround(
        kGradientDomain,
        series.flatMap((one) => one.points.map((point) => point.value)),
      );
      const ends = series.map((one) => `${one.label} ${significant(one.points.at(-1)?.value)}`).join(', ');
      const figure = (/** @type {number} */ width) => ({
        width,
        height: 220,
        epochs,
        domain,
        scale: /** @type {const} */ ('log'),
        label: 'L2 norm, log scale',
        series,
        labels: true,
        marker: { epoch },
        alt: `${heading} of each layer of ${trial.name} over epochs; last: ${ends}.`,
      });
      return html`<figure-frame .heading=${heading} .term=${term} .height=${220} .table=${() => seriesTable(series)}
        .read=${readingOf(figure)} .draw=${(/** @type {number} */ width) => epochsFigure(figure(width))}></figure-frame>`;
    })}</div>`;
  }

  render() {
    const trials = this.model?.shown ?? [];
    const withRecords = trials.filter((trial) => trial.records.length);
    if (!this.model || withRecords.length === 0) {
      return html`<div class="empty">Nothing to show yet. Train a network, and each of its layers appears here with the first epoch.</div>`;
    }
    const trial = withRecords.find((one) => one.index === this.state.run) ?? withRecords[0];
    const layers = this.model.layerNames;
    const layer = layers.includes(this.state.layer) ? this.state.layer : layers[0];
    const position = Math.min(this.position ?? trial.records.length, trial.records.length);
    const { epoch } = trial.records[position - 1];
    if (trial.records[0].gradients.length === 0) {
      return html`${this.renderChoices(trials, trial, layers, layer)}
        <p class="empty">${trial.name} was trained without statistics. Take <code>"statistics": false</code> out of its experiment to see its layers.</p>`;
    }
    return html`${this.renderChoices(trials, trial, layers, layer)}
      ${layer ? html`${this.renderStatistics(trials, trial, layer, epoch)}${this.renderEpoch(trial, layer, position)}` : html`<p class="empty">This network has no activation layers.</p>`}
      ${this.renderGradients(trial, epoch)}`;
  }
}

customElements.define('activation-layers', ActivationLayers);
