// <activation-layers-view>: what happens in each layer over the epochs: all layers at once, then the layer and epoch that are
// chosen. Reads the TrainingModel it is given; sends `state-change` with the choice.
import { html, LitElement } from 'lit';
import { epochsFigure } from '../figures/epochs.js';
import { onsetOf } from '../results/onset.js';
import { lastEpoch, readingOf } from '../results/training-charts.js';
import { define } from '../ui/define.js';
import '../ui/figure-frame.js';
import { defaultState } from '../sharing/link-state.js';
import { numberAt, significant } from '../text/numbers.js';
import { HiddenWork } from '../ui/defer-hidden-work.js';
import { definitionOf } from '../ui/definitions.js';
import { layersStyles } from './activation-layers.styles.js';
import { heatChoices, kMostFans, renderFans, renderHeat, renderScales } from './all-layers.js';
import { chosenOf } from './choice.js';
import { renderHistogram } from './epoch-histogram.js';
import {
  combinedSeries,
  domainOf,
  epochAxis,
  formatOf,
  gradientDomain,
  gradientHeight,
  gradientSeries,
  kGradientCharts,
  layerEntry,
  layerSeries,
  learnedSeries,
  recordAt,
  seriesTable,
} from './layer-charts.js';
import './unit-grid.js';

/** @typedef {import('../training/training-model.js').TrainingModel} TrainingModel */
/** @typedef {import('../training/trials.js').Trial} Trial */

/** With more trials the choice is a list. */
const kMostButtons = 8;

export class ActivationLayers extends LitElement {
  static properties = {
    state: { attribute: false },
    model: { attribute: false },
    show: { attribute: false },
    version: { state: true },
    overview: { state: true },
    shade: { state: true },
    phase: { state: true },
    shown: { state: true },
  };

  static styles = layersStyles;

  constructor() {
    super();
    this.state = defaultState().layers;
    /** @type {TrainingModel | null} */
    this.model = null;
    /** With `details` the layer that is chosen and the gradients stand below the chart of all layers. @type {string[]} */
    this.show = ['details'];
    this.version = 0;
    /** How all layers are shown; null goes by their number. @type {'fans' | 'shades' | null} */
    this.overview = null;
    /** The key of what is shown as shades. */
    this.shade = 'std';
    /** The row of shades that is read off. */
    this.cursor = { row: 0 };
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
    const { statistics } = await this.model.catalog().catch(() => ({ statistics: [] })); // the next record asks again
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
    void this.readCatalog(); // of what was recorded or trained before this was loaded
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
    const trials = this.model?.shown ?? [];
    // What the link asked for and is not there is left behind.
    const known = trials.some(({ records }) => records.length > 0) ? chosenOf(this.state, trials).state : this.state;
    this.state = { ...known, ...change };
    this.dispatchEvent(new CustomEvent('state-change', { detail: this.state, bubbles: true, composed: true }));
  }

  /** The run that was compared with changes places with the one that was shown. @param {Trial} before @param {number} run */
  chooseRun(before, run) {
    this.change(run === this.state.beside ? { run, beside: before.index } : { run });
  }

  /** @param {Trial[]} trials @param {Trial} trial @param {string[]} layers @param {string} layer */
  renderChoices(trials, trial, layers, layer) {
    if (trials.length > kMostButtons)
      return html`<div class="choices"><label class="choice"><span class="caption">Run</span><select @change=${(
        /** @type {Event} */ event,
      ) =>
        this.chooseRun(
          trial,
          Number(/** @type {HTMLSelectElement} */ (event.target).value),
        )}>${trials.map((one) => html`<option value=${one.index} ?selected=${one === trial}>${one.name}</option>`)}</select></label>
        ${layers.length ? this.renderLayerChoices(layers, layer) : ''}</div>`;
    return html`<div class="choices">
      <div class="choice"><span class="caption" id="run-caption">Run</span><div class="segments" role="group" aria-labelledby="run-caption">
        ${trials.map((one) => html`<button type="button" aria-pressed=${one === trial ? 'true' : 'false'} @click=${() => this.chooseRun(trial, one.index)}><b .style=${`--accent:${one.look.colour}`}>${one.name}</b></button>`)}</div></div>
      ${layers.length ? this.renderLayerChoices(layers, layer) : ''}
    </div>`;
  }

  /** @param {string[]} layers @param {string} layer */
  renderLayerChoices(layers, layer) {
    const phases = /** @type {const} */ (['train', 'validation']);
    return html`<div class="choice"><span class="caption" id="layer-caption">Layer</span><div class="segments" role="group" aria-labelledby="layer-caption">
        ${layers.map((name) => html`<button type="button" aria-pressed=${name === layer ? 'true' : 'false'} @click=${() => this.change({ layer: name })}>${name}</button>`)}</div></div>
      <div class="choice"><span class="caption" id="phase-caption">Percentiles, histogram and units from</span><div class="segments" role="group" aria-labelledby="phase-caption">
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
        return html`<activation-figure-frame .heading=${title} .term=${definitionOf(title, statistic)} .height=${200} .table=${() => seriesTable([...[...own].reverse(), combinedSeries(trial, layer, statistic)], read)}
        .read=${this.readingOf(figure, trial)} .draw=${(/** @type {number} */ width) => epochsFigure(figure(width))}></activation-figure-frame>`;
      })}${this.renderLearned(trial, layer, epochs, epoch)}</div>
    <p class="legend small soft">${trial.name} in full colour: solid over the training batches, dotted over the validation batches. ${trials.length > 1 ? 'The other trials are faint. ' : ''}The vertical line is the chosen epoch; a click chooses another.</p>`;
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
    return html`<activation-figure-frame heading="Learned parameter" term="learned" .height=${200} .table=${() => seriesTable(series)}
      .read=${this.readingOf(figure, trial)} .draw=${(/** @type {number} */ width) => epochsFigure(figure(width))}></activation-figure-frame>`;
  }

  /** All activation layers at once. @param {Trial} trial @param {string[]} layers @param {string} layer @param {number} epoch */
  renderOverview(trial, layers, layer, epoch) {
    const overview = this.overview ?? (layers.length > kMostFans ? 'shades' : 'fans');
    const choice = {
      layer,
      epoch,
      phase: this.phase,
      scale: this.state.scale,
      choose: (/** @type {string} */ name, /** @type {number} */ at) => this.choose(trial, at, name),
    };
    const kinds = /** @type {const} */ ([
      ['fans', 'Percentiles'],
      ['shades', 'Heat map'],
    ]);
    return html`<section class="overview"><div class="choices"><h3>All layers</h3>
        <div class="segments" role="group" aria-label="How all layers are shown">${kinds.map(
          ([kind, title]) =>
            html`<button type="button" aria-pressed=${kind === overview ? 'true' : 'false'} @click=${() => {
              this.overview = kind;
            }}>${title}</button>`,
        )}</div>
        ${
          overview === 'shades'
            ? html`<label class="choice"><span class="caption">Shade</span><select @change=${(
                /** @type {Event} */ event,
              ) => {
                this.shade = /** @type {HTMLSelectElement} */ (event.target).value;
              }}>${heatChoices(this.statistics).map(({ key, title }) => html`<option value=${key} ?selected=${key === this.shade}>${title}</option>`)}</select></label>`
            : renderScales(trial, layers, choice, (scale) => this.change({ scale }))
        }</div>
      ${overview === 'fans' ? renderFans(trial, layers, choice) : renderHeat(trial, layers, this.statistics, this.shade, choice, this.cursor)}</section>`;
  }

  /** @param {Trial} trial @param {number} epoch @param {string} [layer] */
  choose(trial, epoch, layer = this.state.layer) {
    this.change({ layer, epoch: epoch === trial.records.at(-1)?.epoch ? 0 : epoch });
  }

  /** A chart is read off as all are, and a click chooses the epoch. @param {Parameters<typeof readingOf>[0]} figure @param {Trial} trial */
  readingOf(figure, trial) {
    return { ...readingOf(figure), choose: (/** @type {number} */ at) => this.choose(trial, at) };
  }

  /** Where what went wrong began. @param {Trial} trial @param {string} layer @param {number} epoch */
  renderOnset(trial, layer, epoch) {
    const onset = onsetOf(trial);
    if (!onset) return '';
    const isShown = onset.layer === layer && onset.epoch === epoch;
    const hasUnits = Boolean(layerEntry(recordAt(trial, onset.epoch), onset.layer, this.phase)?.unitStates);
    const where = hasUnits ? 'It is shown below.' : 'The charts below mark it; train to see its units.';
    return html`<p class="onset"><b>${trial.summary?.status === 'completed' ? 'Inactive units' : 'Where it began'}:</b> ${onset.text}. ${isShown ? html`<span class="soft">${where}</span>` : html`<button class="button" type="button" @click=${() => this.choose(trial, onset.epoch, onset.layer)}>Show it</button>`}</p>`;
  }

  /** @param {Trial[]} trials with records @param {Trial} trial @param {string} layer @param {number} epoch */
  renderEpoch(trials, trial, layer, epoch) {
    const record = recordAt(trial, epoch);
    const entry = layerEntry(record, layer, this.phase);
    if (!entry) return html`<p class="empty">${trial.name} has no layer called ${layer}.</p>`;
    const position = trial.records.indexOf(record);
    const others = trials.filter((one) => one !== trial && layerEntry(one.records[0], layer, this.phase));
    const beside = others.find(({ index }) => index === this.state.beside) ?? null;
    const history = trial.records.flatMap((one) => {
      const states = layerEntry(one, layer, this.phase)?.unitStates;
      return states ? [{ epoch: one.epoch, states }] : [];
    });
    return html`<div class="scrub"><label for="scrub">Epoch</label>
        <input id="scrub" type="range" min="1" max=${trial.records.length} step="1" .value=${String(position + 1)} aria-valuetext=${`epoch ${epoch}`} ?disabled=${trial.records.length < 2}
          @input=${(/** @type {Event} */ event) => this.choose(trial, trial.records[Number(/** @type {HTMLInputElement} */ (event.target).value) - 1].epoch)}>
        <output>${epoch} of ${lastEpoch(trial)}</output>
        ${
          others.length
            ? html`<label class="choice"><span class="caption">Compare with</span><select @change=${(
                /** @type {Event} */ event,
              ) => {
                const { value } = /** @type {HTMLSelectElement} */ (event.target);
                this.change({ beside: value === '' ? null : Number(value) });
              }}><option value="" ?selected=${beside === null}>no other run</option>${others.map(({ index, name }) => html`<option value=${index} ?selected=${index === beside?.index}>${name}</option>`)}</select></label>`
            : ''
        }</div>
      <div class="pair">
        ${renderHistogram(trial, beside, layer, epoch, this.phase)}
        ${
          entry.unitStates
            ? html`<activation-unit-grid .states=${entry.unitStates} .history=${history} .colour=${trial.look.colour} .epoch=${epoch}
          .phase=${this.phase} .saturates=${entry.oftenSaturatedUnits !== null}></activation-unit-grid>`
            : ''
        }
      </div>`;
  }

  /** @param {Trial} trial @param {number} epoch */
  renderGradients(trial, epoch) {
    const epochs = epochAxis(trial);
    const height = gradientHeight(trial);
    const names = gradientSeries(trial, 'weight').map(
      ({ label, colour }) => html`<b .style=${`color:${colour}`}>${label}</b>`,
    );
    return html`<h3>Weighted layers</h3><div class="gradients">${kGradientCharts.map(
      ({ key, term, heading, label, usual }) => {
        const series = gradientSeries(trial, key);
        const domain = gradientDomain(series, usual);
        const ends = series.map((one) => `${one.label} ${significant(one.points.at(-1)?.value)}`).join(', ');
        const figure = (/** @type {number} */ width) => ({
          width,
          height,
          epochs,
          domain,
          scale: /** @type {const} */ ('log'),
          label: `${label}, log scale`,
          series,
          labels: true,
          leaders: true,
          marker: { epoch },
          alt: `${heading} of each layer of ${trial.name} over epochs; last: ${ends}.`,
        });
        return html`<activation-figure-frame .heading=${heading} .term=${term} .height=${height} .table=${() => seriesTable(series)}
        .read=${this.readingOf(figure, trial)} .draw=${(/** @type {number} */ width) => epochsFigure(figure(width))}></activation-figure-frame>`;
      },
    )}</div>
    ${names.length > 1 ? html`<p class="legend small soft">The colours go by depth, from ${names[0]} to ${names[names.length - 1]}.</p>` : ''}`;
  }

  render() {
    const trials = this.model?.shown ?? [];
    const withRecords = trials.filter((trial) => trial.records.length);
    if (!this.model || withRecords.length === 0) {
      const ended = trials.filter(({ summary }) => summary?.status === 'diverged');
      return html`<div class="empty">${
        ended.length
          ? ended.map(({ name, summary }) => html`<p>${name} ${summary?.verdict}, so it has no epoch to show.</p>`)
          : 'Nothing to show yet. Train a network, and each of its layers appears here with the first epoch.'
      }</div>`;
    }
    const { trial, layers, layer, epoch, notes } = chosenOf(this.state, trials);
    const said = notes.length
      ? html`<div class="notes" role="status">${notes.map((note) => html`<p class="notice">${note}</p>`)}</div>`
      : '';
    if (trial.records.length === 0)
      return html`${this.renderChoices(trials, trial, [], '')}<p class="empty">${trial.summary ? `${trial.name} ${trial.summary.verdict}, so it has no epoch to show.` : `${trial.name} has no complete epoch yet.`}</p>`;
    if (trial.records[0].gradients.length === 0) {
      return html`${said}${this.renderChoices(trials, trial, layers, layer)}
        <p class="empty">${trial.name} was trained without statistics. Take <code>"statistics": false</code> out of its experiment to see its layers.</p>`;
    }
    const isWhole = this.show.includes('details');
    const details = () =>
      html`<section><div class="choices"><h3>${layer}</h3></div>${this.renderEpoch(withRecords, trial, layer, epoch)}${this.renderStatistics(trials, trial, layer, epoch)}</section>`;
    return html`${said}${this.renderChoices(trials, trial, layers, layer)}${this.renderOnset(trial, layer, epoch)}
      ${layer ? html`${this.renderOverview(trial, layers, layer, epoch)}${isWhole ? details() : ''}` : html`<p class="empty">This network has no activation layers.</p>`}
      ${isWhole ? html`<section>${this.renderGradients(trial, epoch)}</section>` : ''}`;
  }
}

define('activation-layers-view', ActivationLayers);
