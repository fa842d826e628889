// <activation-results-view>: what files of records came to, as if the runs had been trained here: results, curves, a sweep's
// table, every trial in numbers, and the layers. On the page files are opened in it, by choosing or dropping them; in a
// figure the file is that of its state.
import { html, LitElement } from 'lit';
import { guard } from 'lit/directives/guard.js';
import '../results/run-results.js';
import '../results/summary-table.js';
import { chartsOf } from '../results/training-charts.js';
import { defaultState } from '../sharing/link-state.js';
import { counted } from '../text/numbers.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles, tableStyles } from '../ui/styles.js';
import { resultsStyles } from './activation-results-view.styles.js';
import { fetchRecords } from './fetch-records.js';
import { kMostFiles, ReportModel } from './report-model.js';
import './sweep-tables.js';

/** @typedef {import('../sharing/link-state.js').LayersState} LayersState */
/** @typedef {import('./report-trials.js').OpenedFile} OpenedFile */
/** @typedef {import('../training/trials.js').Trial} Trial */

/** Runs that are drawn before anyone chooses others. */
const kMostDrawn = 8;
/** With more trials their table is closed at first. */
const kMostListed = 8;
/** Pixels of a chart, and of one in a figure of an article. */
const kChartHeight = 270;
const kFigureHeight = 210;
/** In a figure, which opens no files. */
const kNoRecords =
  'The address of the records is missing: set the attribute records="record.json", or in a link the part records=record.json.';

export class ActivationResults extends LitElement {
  static properties = {
    state: { attribute: false },
    show: { attribute: false },
    hide: { attribute: false },
    version: { state: true },
    problem: { state: true },
    reading: { state: true },
    drawn: { state: true },
    layers: { state: true },
  };

  static styles = [baseStyles, controlStyles, tableStyles, resultsStyles];

  constructor() {
    super();
    this.state = defaultState().results;
    /** With `controls` files are opened here, and all is shown; without, it is the figure of an article: `table`, `layers`. @type {string[]} */
    this.show = ['controls'];
    /** @type {string[]} */
    this.hide = [];
    this.version = 0;
    /** Why a file is not shown, or "". */
    this.problem = '';
    /** The file that is being read. @type {{ name: string, share: number } | null} */
    this.reading = null;
    /** Names of the runs that are drawn; null: the first ones. @type {Set<string> | null} */
    this.drawn = null;
    /** @type {LayersState} */
    this.layers = defaultState().layers;
    this.model = new ReportModel();
    this.model.addEventListener('records', () => {
      this.drawn = null;
      this.layers = defaultState().layers;
      this.version += 1;
    });
    /** The address of the records that are shown or asked for. */
    this.address = '';
    /** Resolves when the file of the state is read, and no other is. @type {Promise<void>} */
    this.read = Promise.resolve();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.model.close();
  }

  /** @param {string} part */
  shows(part) {
    return (this.show.includes(part) || this.show.includes('controls')) && !this.hide.includes(part);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    const { records } = this.state;
    if (!changed.has('state') || records === this.address) return;
    this.address = records;
    if (records) void this.openAddress(records);
  }

  /** @param {string} address of records */
  async openAddress(address) {
    await this.take(async () => {
      const { blob, name } = await fetchRecords(address, this.shows('controls'));
      for (const file of this.model.files) await this.model.drop(file);
      return [{ source: blob, name }];
    });
  }

  /** Opens files one after the other. @param {File[]} files */
  async openFiles(files) {
    await this.take(async () => files.map((file) => ({ source: file, name: file.name })));
  }

  /** @param {() => Promise<{ source: Blob, name: string }[]>} list */
  async take(list) {
    const before = this.read;
    this.read = (async () => {
      await before;
      this.problem = '';
      try {
        for (const { source, name } of await list()) {
          this.reading = { name, share: 0 };
          await this.model.open(source, name, (share) => {
            this.reading = { name, share };
          });
        }
      } catch (error) {
        this.problem = error instanceof Error ? error.message : String(error);
      }
      this.reading = null;
    })();
    await this.read;
  }

  /** Resolves when all is drawn that the state asks for. */
  async drawnAll() {
    await this.updateComplete;
    await this.read;
    await this.loadLayers();
    await this.updateComplete;
    const results = /** @type {import('../results/run-results.js').RunResults | null} */ (
      this.renderRoot.querySelector('activation-run-results')
    );
    await results?.drawn();
  }

  /** The layers are a part of their own. */
  async loadLayers() {
    if (this.shows('layers')) await import('../layers/activation-layers.js').catch(() => {});
  }

  /** @param {Partial<LayersState>} change */
  async showLayers(change) {
    await this.loadLayers();
    this.layers = { ...this.layers, ...change };
    await this.updateComplete;
    this.renderRoot.querySelector('.layers')?.scrollIntoView();
  }

  /** @param {OpenedFile} file */
  renderFile(file) {
    const { name, header, trials } = file.set;
    const what =
      header.type === 'model'
        ? `${header.name}, ${header.framework}`
        : header.experiment.name || 'An experiment without a name';
    return html`<li><b>${name}</b> <span class="soft">${what}: ${counted(trials.length, 'training')}</span>
      ${file.answer?.ok ? html`<button class="button" type="button" @click=${() => this.openExperiment(file)}>Open its experiment</button>` : ''}
      <button class="button bare" type="button" aria-label=${`Close ${name}`} @click=${() => this.closeFile(file)}>Close</button></li>`;
  }

  /** @param {OpenedFile} file */
  async closeFile(file) {
    this.problem = '';
    await this.model.drop(file);
  }

  /** @param {OpenedFile} file */
  openExperiment({ set }) {
    const detail = { preset: '', set: {}, experiment: set.header.experiment };
    this.dispatchEvent(new CustomEvent('open-state', { detail, bubbles: true, composed: true }));
  }

  renderOpening() {
    const { files } = this.model;
    const { reading } = this;
    return html`<div class="opening">
      <label class="button choose">Open results\u2026<input class="visually-hidden" type="file" multiple accept=".jsonl,.json,.gz" ?disabled=${files.length >= kMostFiles || reading !== null} @change=${(
        /** @type {Event} */ event,
      ) => {
        const input = /** @type {HTMLInputElement} */ (event.target);
        const chosen = [...(input.files ?? [])];
        input.value = ''; // the same file again is a choice too
        void this.openFiles(chosen);
      }}></label>
      <p class="small soft">${files.length >= kMostFiles ? `${kMostFiles} files are compared. Close one to open another.` : files.length > 0 ? 'A second file is compared with this one.' : 'Or drop a file anywhere on the page. It stays on this device.'}</p></div>
      ${reading ? html`<p class="small" role="status">Reading ${reading.name}\u2026 <progress max="1" .value=${reading.share} aria-label=${`Reading ${reading.name}`}></progress></p>` : ''}
      ${files.length > 0 ? html`<ul class="files">${files.map((file) => this.renderFile(file))}</ul>` : ''}`;
  }

  renderEmpty() {
    if (!this.show.includes('controls') || this.reading || this.problem) return '';
    return html`<div class="empty"><p>Files of records open here with their curves, results and layers:</p>
      <dl><dt>An experiment run on the command line</dt><dd><code>node dist/cli.js run relu-vs-elu --jsonl results.jsonl</code></dd>
      <dt>A figure\u2019s folder</dt><dd><code>record.json</code></dd>
      <dt>An exported PyTorch script</dt><dd><code>python3 relu_vs_elu.py --jsonl pytorch.jsonl</code></dd>
      <dt>A PyTorch model of your own, watched while it trains</dt><dd><a href="./playground_hooks.py" download>playground_hooks.py</a></dd></dl></div>`;
  }

  /** Which runs are drawn, where there are many. @param {import('../training/trials.js').Run[]} runs @param {Set<string>} drawn */
  renderRunChoice(runs, drawn) {
    if (runs.length <= kMostDrawn) return '';
    return html`<details class="runs"><summary class="small">${drawn.size} of ${runs.length} runs are drawn: choose others</summary><div class="checks">${runs.map(
      ({ name }) =>
        html`<label class="check"><input type="checkbox" .checked=${drawn.has(name)} @change=${(
          /** @type {Event} */ event,
        ) => {
          const chosen = new Set(drawn);
          if (/** @type {HTMLInputElement} */ (event.target).checked) chosen.add(name);
          else chosen.delete(name);
          this.drawn = chosen;
        }}> ${name}</label>`,
    )}</div></details>`;
  }

  /** @param {Trial[]} trials */
  renderTable(trials) {
    return html`<details ?open=${trials.length <= kMostListed}><summary class="small soft">Every trial in numbers</summary><activation-summary-table .trials=${trials} .cores=${Number.POSITIVE_INFINITY}></activation-summary-table></details>`;
  }

  renderReport() {
    const { trials, runs, files } = this.model;
    const isWhole = this.show.includes('controls');
    const drawn = this.drawn ?? new Set(runs.slice(0, kMostDrawn).map(({ name }) => name));
    const charted = trials.filter(({ runName }) => drawn.has(runName));
    const results = html`<activation-run-results .runs=${runs} .brief=${!isWhole} .advises=${false}></activation-run-results>`;
    return html`${isWhole ? html`<section>${results}</section>` : ''}
      ${this.renderRunChoice(runs, drawn)}
      ${this.hide.includes('charts') ? '' : chartsOf(charted, [], isWhole ? kChartHeight : kFigureHeight)}
      ${isWhole ? '' : results}
      ${this.shows('table') ? html`<activation-sweep-tables .files=${files}></activation-sweep-tables>${this.renderTable(trials)}` : ''}
      ${this.shows('layers') ? html`<section class="layers" @state-change=${(/** @type {CustomEvent<LayersState>} */ event) => this.onLayers(event)}><h3>Layers</h3><activation-layers-view .model=${this.model} .state=${this.layers}></activation-layers-view></section>` : ''}`;
  }

  /** The choice of a layer is this view's own. @param {CustomEvent<LayersState>} event */
  onLayers(event) {
    event.stopPropagation();
    this.layers = event.detail;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('version') && this.model.trials.length > 0) void this.loadLayers();
  }

  /** @param {CustomEvent} event */
  onOpenLayers(event) {
    if (!this.shows('layers')) return;
    event.stopPropagation();
    void this.showLayers(event.detail);
  }

  render() {
    const { model, problem } = this;
    const { records } = this.state;
    const isWithout = !records && !this.show.includes('controls');
    const notices = [...(isWithout ? [kNoRecords] : []), ...(problem ? [problem] : []), ...model.notes];
    return html`<div class=${this.show.includes('controls') ? 'whole' : 'figure'} @open-layers=${(/** @type {CustomEvent} */ event) => this.onOpenLayers(event)}>
      ${this.show.includes('controls') ? this.renderOpening() : ''}
      ${notices.map((text) => html`<p class="notice" role="alert">${text}</p>`)}
      ${model.trials.length === 0 ? this.renderEmpty() : guard([this.version, this.drawn, this.layers, this.show, this.hide], () => this.renderReport())}</div>`;
  }
}

define('activation-results-view', ActivationResults);
