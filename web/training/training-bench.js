// <activation-training-bench>: data, network and output of the run that is shown, side by side, with what is done to each by hand.
// Gives the panels what they draw and turns what they send into changes of the experiment or of the running trials.
import { css, html, LitElement } from 'lit';
import { live } from 'lit/directives/live.js';
import { define } from '../ui/define.js';
import '../workbench/data-panel.js';
import { columnsOf, hasUnit, mappedUnits } from '../workbench/network-layout.js';
import '../workbench/network-panel.js';
import '../workbench/start-weights.js';
import '../workbench/output-plane.js';
import { isAtOrIn } from '../builder/experiment-places.js';
import { stagesOf } from '../builder/layer-edits.js';
import { seedsOf, setForRun, writtenOf } from '../builder/run-edits.js';
import { changesOf } from '../builder/run-variants.js';
import { starterOn, trainingPoints } from '../builder/starter.js';
import { chartsOf } from '../results/training-charts.js';
import { fixed, grouped, numberAt, significant } from '../text/numbers.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { heldBack, kNone, ownPoints } from '../workbench/own-points.js';

/** @typedef {import('../text/paths.js').Json} Json */
/** @typedef {import('./trials.js').Trial} Trial */
/** @typedef {import('./trials.js').Run} Run */

/** Cells a side of the boundary of the run that is shown, of those beside it, and of a unit's picture. */
const kBoundary = 100;
const kSmall = 40;
const kUnitCells = 24;
/** Networks of more units have no pictures: they would take longer than the training. */
const kMostMapped = 64;
const kViewMilliseconds = 100;
/** Networks of more parameters have no lines; their weights are asked for when a unit's are listed. */
const kMostWeights = 20_000;

export class TrainingBench extends LitElement {
  static properties = {
    model: { attribute: false },
    catalog: { attribute: false },
    experiment: { attribute: false },
    checked: { attribute: false },
    shown: { type: Number },
    version: { type: Number },
    tab: {},
    trials: { attribute: false },
    results: { attribute: false },
    earlier: { attribute: false },
    tables: { attribute: false },
    points: { state: true },
    unit: { state: true },
    viewed: { state: true },
    listing: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .bench { display: grid; grid-template-columns: 12rem minmax(0, 1fr) 20rem; gap: 1.25rem; align-items: start; }
      .bench { min-height: 34rem; }
      .column { min-width: 0; }
      h3 { font: 600 0.8125rem/1.3 var(--text-face); letter-spacing: 0.02em; color: var(--ink-soft); margin-bottom: 0.375rem; }
      .reading { font-size: 0.75rem; min-height: 1.25rem; margin-bottom: 0.25rem; }
      .others { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 0.5rem; }
      .other { border: 0; background: none; padding: 0; font-size: 0.75rem; color: var(--accent); text-align: start; width: 4.5rem; }
      .other span { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .charts { display: grid; gap: 0.5rem; }
      @media (max-width: 1100px) { .bench { grid-template-columns: 11rem minmax(0, 1fr); } .output { grid-column: 1 / -1; } .output .charts { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
      @media (max-width: 760px) { .bench { grid-template-columns: minmax(0, 1fr); } .bench { min-height: 0; } .column:not(.chosen) { display: none; } .output { grid-column: auto; } .output .charts { grid-template-columns: minmax(0, 1fr); } }
    `,
  ];

  constructor() {
    super();
    /** @type {import('./training-model.js').TrainingModel | null} */
    this.model = null;
    /** @type {import('../engine/answers.js').Catalog | null} */
    this.catalog = null;
    /** @type {Json} */
    this.experiment = null;
    /** The runs as the engine took them; none while something is wrong. @type {import('../engine/answers.js').CheckedRun[]} */
    this.checked = [];
    this.shown = 0;
    this.version = 0;
    /** The column that a narrow page shows. */
    this.tab = 'network';
    /** @type {Trial[]} */
    this.trials = [];
    /** The trials whose records are shown: recorded ones before there are any others. @type {Trial[]} */
    this.results = [];
    /** @type {Trial[]} */
    this.earlier = [];
    /** What is known of the tables, by file. @type {Record<string, import('../tables/table-host.js').Names>} */
    this.tables = {};
    /** @type {{ train: number, points: import('../workbench/output-plane.js').Point[] }} */
    this.points = { train: 0, points: [] };
    /** The unit whose answers are shown large. @type {{ index: number, name: string } | null} */
    this.unit = null;
    /** Counts the views that arrived. */
    this.viewed = 0;
    /** Whether a unit's weights are listed. */
    this.listing = false;
    this.pointsData = '';
    /** The run that was checked last, so that an experiment with an error still shows its network. @type {import('../engine/answers.js').CheckedRun | null} */
    this.last = null;
    this.pointsOf = (/** @type {Json} */ data) => /** @type {any} */ (this.model?.engine)?.planePoints(data);
    this.onView = () => {
      this.frame ||= requestAnimationFrame(() => {
        this.frame = 0;
        this.viewed += 1;
      });
    };
    this.frame = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.model?.addEventListener('view', this.onView);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.model?.removeEventListener('view', this.onView);
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('model')) {
      /** @type {any} */ (changed.get('model'))?.removeEventListener('view', this.onView);
      this.model?.addEventListener('view', this.onView);
    }
    const run = this.checked[Math.min(this.shown, this.checked.length - 1)];
    if (run) this.last = run;
    const unit = this.mapped && this.unit;
    if (!unit || !hasUnit(columnsOf(this.layers, stagesOf(this.layers), this.features), unit)) this.unit = null;
    void this.loadPoints();
    this.watch();
    this.preview();
  }

  get isPlane() {
    return Boolean(this.catalog?.sources.find(({ name }) => name === this.last?.experiment.data.source)?.plane);
  }

  /** Whether units have pictures of what they answer. */
  get mapped() {
    return this.isPlane && mappedUnits(this.layers, this.features) <= kMostMapped;
  }

  get layers() {
    return this.last?.experiment.network.layers ?? [];
  }

  get features() {
    return this.last ? (this.inputs?.length ?? featuresOf(this.last)) : 0;
  }

  /** @returns {string[] | null} */
  get inputs() {
    return this.isPlane ? (this.last?.experiment.data.inputs ?? null) : null;
  }

  /** The units of the run that is shown whose weights stay, by layer. */
  get frozen() {
    return /** @type {Record<string, number[]>} */ (this.model?.liveOf.get(this.shown)?.frozen ?? {});
  }

  /** Gets the samples in the plane when the data change. */
  async loadPoints() {
    const data = this.isPlane ? JSON.stringify(this.last?.experiment.data) : '';
    if (data === this.pointsData) return;
    this.pointsData = data;
    if (data === '') {
      this.points = { train: 0, points: [] };
      return;
    }
    const points = await this.pointsOf(JSON.parse(data)).catch(() => null);
    if (data !== this.pointsData) return;
    this.points = points ?? { train: 0, points: [] };
    if (!points) this.pointsData = ''; // the next change asks again
  }

  /** Asks the runs for what is drawn of them. */
  watch() {
    const { model, last } = this;
    if (!model || !last) return;
    const drawn = last.parameters <= kMostWeights;
    const request =
      this.isPlane || drawn || this.listing
        ? {
            boundary: this.isPlane ? kBoundary : 0,
            units: this.mapped ? kUnitCells : 0,
            weights: drawn || this.listing,
            most: drawn ? kViewMilliseconds : 5 * kViewMilliseconds,
          }
        : null;
    if (JSON.stringify([request, this.shown]) === JSON.stringify([model.watched.request, model.watched.shown])) return;
    model.watchRuns(this.shown, request, this.isPlane ? kSmall : 0);
  }

  /** Small networks in the plane are on show before anyone trains them. */
  preview() {
    if (this.mapped && this.checked.length > 0 && this.model?.phase === 'idle') this.model.preview();
  }

  /** @returns {Trial | undefined} the first trial of the run that is shown, where it has been prepared */
  get trial() {
    const found = this.trials.find(({ runIndex }) => runIndex === this.shown);
    return !this.last || found?.runName === this.last.name ? found : undefined;
  }

  /** @returns {Trial | undefined} what is known of it */
  get result() {
    return this.results.find(({ runIndex, seed }) => runIndex === this.trial?.runIndex && seed === this.trial.seed);
  }

  /** @param {Trial | undefined} trial @returns {import('../workbench/output-plane.js').PlaneView | null} */
  viewOf(trial) {
    const view = trial?.view;
    if (!view || !trial.checked || !this.last) return null;
    // The picture of another network than the one that is drawn would be read at the wrong units.
    const shape = (/** @type {import('../engine/answers.js').CheckedRun} */ { experiment: { data, network } }) =>
      JSON.stringify([data.inputs, data.classes, network.layers]);
    if (shape(trial.checked) !== shape(this.last)) return null;
    return {
      boundary: view.boundary,
      units: view.units,
      unitCells: kUnitCells * kUnitCells,
      weights: view.weights ?? [],
    };
  }

  /** The units' states in the last epoch. @param {Trial | undefined} trial @returns {Record<string, string>} */
  statesOf(trial) {
    const layers = trial?.records.at(-1)?.layers ?? [];
    return Object.fromEntries(
      layers.filter(({ phase }) => phase === 'train').map(({ layer, unitStates }) => [layer, unitStates ?? '']),
    );
  }

  /** @param {Json} experiment @param {string} [note] */
  send(experiment, note = '') {
    this.dispatchEvent(new CustomEvent('experiment-change', { detail: { experiment, note } }));
  }

  /** @param {Record<string, Json>} changes for the run that is shown @param {string} [note] */
  change(changes, note) {
    const grid = Object.keys(this.experiment.grid ?? {});
    const varied = Object.keys(changes).find((path) => grid.some((one) => isAtOrIn(one, path) || isAtOrIn(path, one)));
    if (varied !== undefined)
      this.send(this.experiment, `The grid varies ${varied}: change it there, under \u201cAll settings\u201d.`);
    else this.send(setForRun(this.experiment, this.shown, changes), note);
  }

  /** @param {Json} data */
  onData(data) {
    const plane = (/** @type {string} */ name) =>
      Boolean(this.catalog?.sources.find((one) => one.name === name)?.plane);
    const wasPlane = plane(this.experiment.data?.source);
    if (data.source === this.experiment.data?.source || (wasPlane && plane(data.source))) {
      this.sendData(data);
      return;
    }
    // Data of another shape want another network.
    this.send(
      { ...starterOn(data, plane(data.source)), seeds: seedsOf(this.experiment) },
      'The network and the training were replaced by a start that fits these data; Undo brings the earlier experiment back.',
    );
  }

  /** @param {string} name of a function, for all layers */
  onActivation(name) {
    this.change(changesOf(this.experiment, this.shown, { activation: name }));
  }

  /** @param {{ layer: string, units: number[] }} change */
  onFreeze({ layer, units }) {
    const frozen = { ...this.frozen, [layer]: units };
    if (units.length === 0) delete frozen[layer];
    this.dispatchEvent(new CustomEvent('freeze-change', { detail: { frozen, layer, units } }));
    this.requestUpdate();
  }

  /** The boundaries of the other runs, one click each. */
  renderOthers() {
    const firsts = this.trials.filter(({ runIndex }, i) => this.trials[i - 1]?.runIndex !== runIndex);
    const others = firsts.filter((trial) => trial.runIndex !== this.trial?.runIndex && trial.view?.boundary);
    if (others.length === 0) return '';
    return html`<div class="others" role="group" aria-label="The other runs">${others.map(
      (trial) =>
        html`<button class="other" type="button" .style=${`--accent:${trial.look.colour}`} aria-label=${`Show ${trial.runName}`} @click=${() => this.dispatchEvent(new CustomEvent('run-shown', { detail: trial.runIndex }))}><activation-output-plane small .points=${[]} .classes=${this.classes} .isRegression=${this.classes === 0} .view=${{ boundary: trial.view?.boundary ?? null, units: null, unitCells: 0, weights: [] }}></activation-output-plane><span>${trial.runName}</span></button>`,
    )}</div>`;
  }

  /** Where the run that is shown stands, in numbers. */
  renderReading() {
    const { result } = this;
    const record = result?.records.at(-1);
    const metric = result?.metric;
    const text =
      record && metric
        ? `epoch ${record.epoch} \u00b7 loss ${significant(record.trainLoss)} \u00b7 validation ${metric.title} ${fixed(numberAt(record, metric.keys.validation), 3)}`
        : '';
    return html`<p class="reading">${text || `${this.last ? `${grouped(this.last.parameters)} parameters` : ''}`}</p>`;
  }

  get classes() {
    return this.last ? (this.last.task === 'regression' ? 0 : (this.last.experiment.data.classes ?? 2)) : 2;
  }

  /** @param {string} name */
  column(name) {
    return name === this.tab ? 'column chosen' : 'column';
  }

  render() {
    const { catalog, experiment, trial, last } = this;
    const view = this.viewOf(trial);
    const written = experiment ? writtenOf(experiment, this.shown) : null;
    const functions = catalog ? functionsOf(catalog) : [];
    const isOwn = experiment?.data?.source === 'points';
    const paused = trial?.state === 'paused';
    return html`<div class="bench">
      <section class=${this.column('data')} role="group" aria-label="Data of the runs"><h3>Data</h3>
        <activation-data-panel .sources=${catalog?.sources ?? []} .data=${written?.data ?? {}} .checked=${last?.experiment.data ?? null} .pointsOf=${catalog ? this.pointsOf : null}
          @data-change=${(/** @type {CustomEvent} */ event) => this.onData(event.detail)}></activation-data-panel></section>
      <section class=${this.column('network')} role="group" aria-label="Network of the run"><h3>Network${trial && this.trials.some(({ runIndex }) => runIndex !== trial.runIndex) ? html` of ${trial.runName}` : ''}</h3>
        <activation-network-panel .layers=${this.layers} .written=${live(written?.network?.layers ?? [])} .inputs=${this.inputs} .names=${this.tables[last?.experiment.data.file ?? ''] ?? null} .writtenInputs=${live(written?.data?.inputs ?? null)} .ended=${trial?.state === 'done' || trial?.state === 'failed'} .features=${this.features} .functions=${functions} .activation=${last?.experiment.network.activation?.name ?? ''}
          .view=${view} .states=${this.statesOf(this.result)} .frozen=${this.frozen} .editable=${paused} .accent=${trial?.look.colour ?? ''} .style=${`--accent:${trial?.look.colour ?? 'var(--ink)'}`} .unit=${this.unit} .broken=${this.checked.length === 0 && this.last !== null}
          @layers-change=${(/** @type {CustomEvent} */ event) => this.change({ 'network.layers': event.detail })}
          @inputs-change=${(/** @type {CustomEvent} */ event) => this.change({ 'data.inputs': event.detail })}
          @activation-change=${(/** @type {CustomEvent} */ event) => this.onActivation(event.detail)}
          @unit-shown=${(/** @type {CustomEvent} */ event) => {
            this.unit = event.detail;
          }} @unit-chosen=${(/** @type {CustomEvent} */ event) => {
            this.listing = event.detail !== null;
          }} @freeze=${(/** @type {CustomEvent} */ event) => this.onFreeze(event.detail)}
          @weight-change=${(/** @type {CustomEvent} */ event) => trial && this.model?.setWeight(trial, event.detail.parameter, event.detail.element, event.detail.value)}></activation-network-panel>
        <activation-start-weights .weights=${written?.network?.weights ?? null}></activation-start-weights></section>
      <section class=${`${this.column('output')} output`} role="group" aria-label="Output of the run"><h3>Output</h3>${this.renderReading()}
        ${
          this.isPlane
            ? html`<activation-output-plane .points=${isOwn ? ownPoints(experiment) : this.points.points} .train=${this.points.train} .held=${isOwn ? heldBack(ownPoints(experiment), this.points) : kNone} .classes=${this.classes} .isRegression=${this.classes === 0} .view=${view} .unit=${this.unit} .drawing=${isOwn} .label=${trial?.runName ?? ''}
            @points-change=${(/** @type {CustomEvent} */ event) => this.onPoints(event.detail)}></activation-output-plane>${this.renderOthers()}`
            : html`<div class="charts">${chartsOf(this.results, this.earlier, 200)}</div>`
        }</section></div>`;
  }

  /** @param {import('../workbench/output-plane.js').Point[]} points */
  onPoints(points) {
    const classes = Math.max(2, ...points.map(([, , name]) => name + 1));
    this.sendData({ ...writtenOf(this.experiment, this.shown).data, points, ...(classes > 2 ? { classes } : {}) });
  }

  /** Other samples of the same shape. Where they are few, a batch is at most all of them. @param {Json} data */
  sendData(data) {
    const { batchSize } = this.experiment.training ?? {};
    const train = data.points ? trainingPoints(data) : 0;
    const isSmall = train > 0 && batchSize > train;
    const before = writtenOf(this.experiment, this.shown).data ?? {};
    const keys = Object.keys({ ...before, ...data }).filter(
      (key) => JSON.stringify(data[key]) !== JSON.stringify(before[key]),
    );
    const changes = Object.fromEntries(keys.map((key) => [`data.${key}`, data[key]]));
    if (isSmall) changes['training.batchSize'] = train;
    this.change(changes, isSmall ? `The batch size is ${train} now: there are no more training points.` : '');
  }
}

/** The functions that train: names and titles, from the schema. @param {import('../engine/answers.js').Catalog} catalog */
export function functionsOf({ schema }) {
  return (schema.$defs.activationKeys.oneOf ?? []).map(({ properties, title = '' }) => ({
    name: String(properties?.name.const),
    title,
  }));
}

/** @param {import('../engine/answers.js').CheckedRun} run @returns {number} the numbers of a sample */
function featuresOf({ experiment: { data }, inputShape }) {
  return data.features ?? inputShape.reduce((product, side) => product * side, 1);
}

define('activation-training-bench', TrainingBench);
