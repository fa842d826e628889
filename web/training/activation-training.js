// <activation-training>: the training section, for the page and the embed: experiment, runs, live
// charts and results over one state. Owns the TrainingModel; sends `state-change` and `model-change`.
import { css, html, LitElement } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { epochsFigure } from '../figures/epochs.js';
import './data-files.js';
import { engineReady, engineTrouble, forgetEngine } from '../ui/page-engine.js';
import './experiment-form.js';
import { applyDifferences, differences } from '../text/paths.js';
import '../ui/figure-frame.js';
import { defaultState } from '../sharing/link-state.js';
import { fixed, significant } from '../text/numbers.js';
import { kPresets, presetByName } from './preset-choices.js';
import './run-controls.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import './summary-table.js';
import { kMostTrials, TrainingModel } from './training-model.js';

/** @typedef {import('../sharing/link-state.js').TrainingState} TrainingState */
/** @typedef {import('./training-model.js').Trial} Trial */

/** The loss axis: fixed, and wide enough for the runs that fail. It grows by whole decades only. */
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
const kLossDomain = /** @type {[number, number]} */ ([0.01, 100]);

/** Paths that lead nowhere which are named one by one; the rest are counted. */
const kMostNamed = 8;

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

export class ActivationTraining extends LitElement {
  static properties = {
    state: { attribute: false },
    hide: { attribute: false },
    experiment: { state: true },
    problems: { state: true },
    trouble: { state: true },
    notes: { state: true },
    version: { state: true },
    stale: { state: true },
    wanted: { state: true },
    files: { state: true },
    given: { state: true },
    filesProblem: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      :host { min-height: 30rem; }
      .gap { margin-top: 1.25rem; }
      .charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.5rem 2.5rem; margin-top: 1.5rem; }
      summary-table { margin-top: 1.5rem; }
      .notice { margin-bottom: 0.75rem; }
      @media (max-width: 760px) { .charts { grid-template-columns: minmax(0, 1fr); } }
    `,
  ];

  constructor() {
    super();
    /** @type {TrainingState} */
    this.state = defaultState().training;
    /** @type {string[]} */
    this.hide = [];
    /** @type {any} */
    this.experiment = null;
    /** @type {import('./experiment-form.js').Problem[]} */
    this.problems = [];
    this.trouble = '';
    /** @type {string[]} what the link asked for and cannot have */
    this.notes = [];
    this.version = 0;
    /** Whether the results shown are of an earlier experiment than the form's. */
    this.stale = false;
    /** @type {{ experiment: any, runs: any[], seeds: number[] } | null} the last experiment without errors */
    this.checked = null;
    /** @type {string[]} files the data need */
    this.wanted = [];
    /** @type {Record<string, Uint8Array>} */
    this.files = {};
    /** @type {string[]} names of the files that are there, whether or not they can be used */
    this.given = [];
    this.filesProblem = '';
    /** @type {TrainingModel | null} */
    this.model = null;
    /** @type {TrainingState | null} the state the experiment was made of */
    this.shown = null;
    /** @param {string} text */
    this.check = (text) => /** @type {TrainingModel} */ (this.model).engine.checkExperiment(text);
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.model?.discard();
  }

  async load() {
    try {
      this.trouble = '';
      const engine = await engineReady();
      if (!this.model) {
        this.model = new TrainingModel(engine);
        this.model.addEventListener('change', () => {
          this.version += 1;
        });
      }
      this.dispatchEvent(new CustomEvent('model-change', { detail: this.model }));
      this.readState();
    } catch (error) {
      forgetEngine();
      this.trouble = engineTrouble(error);
    }
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('state') || !this.model || this.state === this.shown) return;
    // A link that changes only the curves must not throw running networks away.
    if (JSON.stringify(this.state) !== JSON.stringify(this.shown)) this.readState();
  }

  /** Makes the experiment the state names: a preset with differences, or a whole one. */
  readState() {
    const { state } = this;
    this.shown = state;
    this.notes = [];
    if (state.experiment) return this.setExperiment(state.experiment, true);
    const preset = presetByName(state.preset);
    if (!preset)
      this.notes = [
        `There is no experiment called \u201c${state.preset}\u201d here; this is \u201c${kPresets[0].title}\u201d instead.`,
      ];
    const base = (preset ?? kPresets[0]).experiment;
    const { experiment, failed } = applyDifferences(base, preset ? state.set : {});
    if (failed.length) {
      const more = failed.length - kMostNamed;
      const named = failed.slice(0, kMostNamed).map((path) => (path.length > 60 ? `${path.slice(0, 60)}\u2026` : path));
      this.notes = [
        ...this.notes,
        `The link changes what this experiment does not have, which was left out: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
      ];
    }
    if (!preset) this.state = this.shown = { ...state, preset: kPresets[0].name, set: {} };
    this.setExperiment(experiment, true);
  }

  /**
   * Checks an experiment and shows what it would run. Results already there stay until the next start, unless `replace`.
   * @param {any} experiment @param {boolean} replace
   */
  setExperiment(experiment, replace) {
    const model = /** @type {TrainingModel} */ (this.model);
    const answer = model.engine.checkExperiment(experiment);
    this.experiment = experiment;
    this.problems = answer.ok ? [] : (answer.errors ?? []);
    if (answer.ok && answer.runs) {
      const seeds = answer.experiment.seeds ?? [0];
      const count = answer.runs.length * seeds.length;
      this.wanted = [...new Set(answer.runs.flatMap((/** @type {any} */ run) => run.files ?? []))];
      this.checked = { experiment, runs: answer.runs, seeds };
      if (count > kMostTrials) {
        const message = `seeds: ${answer.runs.length} runs with ${seeds.length} seeds are ${count} trials; the page shows up to ${kMostTrials} at once (the command line has no such limit)`;
        this.problems = [{ path: 'seeds', code: 'too-many', message }];
      }
    }
    // Runs of another experiment must not stand under the name of this one.
    if (replace && this.problems.length > 0) {
      model.discard();
      this.stale = false;
    } else if (replace || model.phase === 'idle') this.prepare();
    else this.stale = this.problems.length === 0;
  }

  /** Puts the checked experiment's runs in the place of what was there. */
  prepare() {
    this.stale = false;
    if (this.checked && this.problems.length === 0) {
      this.model?.prepare(this.checked.experiment, this.checked.runs, this.checked.seeds);
    }
  }

  /** @param {any} experiment @param {string} [of] the preset it was made from */
  onExperiment(experiment, of = this.state.preset) {
    this.setExperiment(experiment, false);
    const preset = presetByName(of);
    const set = preset ? differences(preset.experiment, experiment) : null;
    this.announce(set ? { preset: of, set, experiment: null } : { preset: '', set: {}, experiment });
  }

  /** @param {string} name */
  onPreset(name) {
    this.announce({ preset: name, set: {}, experiment: null });
    this.readState();
  }

  /** @param {TrainingState} state */
  announce(state) {
    this.state = this.shown = state;
    this.dispatchEvent(new CustomEvent('state-change', { detail: state, bubbles: true, composed: true }));
  }

  get missing() {
    return this.wanted.filter((name) => !this.given.includes(name));
  }

  /** Why training cannot start, or "". */
  get blocked() {
    if (this.problems.length) return 'Fix the highlighted fields first.';
    const { missing, wanted } = this;
    if (missing.length)
      return `${missing.length} of ${wanted.length} files ${missing.length === 1 ? 'is' : 'are'} still missing.`;
    if (wanted.some((name) => !this.files[name]))
      return `The ${wanted.length === 1 ? 'file' : 'files'} cannot be used: see the reason above.`;
    return '';
  }

  train() {
    if (this.blocked || !this.model) return;
    if (this.stale || this.model.phase !== 'idle') this.prepare();
    this.model.start(this.wanted.length ? this.files : undefined);
  }

  /** @param {Key} key */
  series(key) {
    return (this.model?.trials ?? []).map((trial) => ({
      label: trial.name,
      ...trial.look,
      points: trial.records.map((record) => ({ epoch: record.epoch, value: record[key] })),
    }));
  }

  get epochs() {
    return Math.max(1, ...(this.model?.trials ?? []).map((trial) => trial.epochs));
  }

  /** Where runs diverged, marked on the loss chart. */
  get stops() {
    return (this.model?.trials ?? [])
      .filter((trial) => trial.summary?.status === 'diverged')
      .map((trial) => ({
        epoch: Math.max(1, trial.records.length),
        colour: trial.look.colour,
        label: '\u00d7',
      }));
  }

  get baseline() {
    if (this.quality.key === 'validationR2') return { value: 0, label: 'always the mean' };
    const record = (this.model?.trials ?? []).flatMap((trial) => trial.records)[0];
    return typeof record?.majorityBaseline !== 'number'
      ? null
      : { value: record.majorityBaseline, label: `majority class, ${fixed(record.majorityBaseline, 3)}` };
  }

  /** The metric over the validation samples: accuracy or R2. */
  get quality() {
    const losses = (this.checked?.runs ?? []).map((run) => run.experiment.training.loss?.name);
    return losses.length > 0 && losses.every((name) => name === 'mean-squared-error' || name === 'huber')
      ? kQualities.numbers
      : kQualities.classes;
  }

  get lossLabel() {
    const names = new Set((this.checked?.runs ?? []).map((run) => run.experiment.training.loss?.name));
    return `${names.size === 1 ? (kLosses[[...names][0]] ?? 'cross-entropy') : names.size ? 'loss' : 'cross-entropy'}, log scale`;
  }

  /** @param {Key} key @param {(value: number) => string} format */
  tableOf(key, format) {
    const trials = this.model?.trials ?? [];
    const rows = Array.from({ length: Math.max(0, ...trials.map((trial) => trial.records.length)) }, (_, i) => [
      String(i + 1),
      ...trials.map((trial) => format(trial.records[i]?.[key])),
    ]);
    return { columns: ['Epoch', ...trials.map((trial) => trial.name)], rows };
  }

  /** @param {Key} key @param {string} what */
  altText(key, what) {
    const trials = this.model?.trials ?? [];
    const ends = trials
      .filter((trial) => trial.records.length)
      .map((trial) => `${trial.name} ${significant(trial.records.at(-1)[key])} after epoch ${trial.records.length}`);
    return `${what} over epochs. ${ends.length ? `${ends.join('; ')}.` : 'No epoch has been run yet.'}`;
  }

  renderCharts() {
    const series = this.series('trainLoss');
    const losses = series.flatMap((one) => one.points.map((point) => point.value));
    const { quality } = this;
    const shared = { height: 270, epochs: /** @type {[number, number]} */ ([1, this.epochs]), labels: true };
    return html`<div class="charts">
      <figure-frame heading="Training loss" term="loss" .height=${270} .table=${() => this.tableOf('trainLoss', significant)}
        .draw=${(/** @type {number} */ width) => epochsFigure({ ...shared, width, scale: 'log', domain: decadesAround(kLossDomain, losses), label: this.lossLabel, series, stops: this.stops, alt: this.altText('trainLoss', 'Training loss') })}></figure-frame>
      <figure-frame heading=${quality.heading} term=${quality.term} .height=${270} .table=${() => this.tableOf(quality.key, (value) => fixed(value))}
        .draw=${(/** @type {number} */ width) => epochsFigure({ ...shared, width, domain: quality.domain, label: quality.label, series: this.series(quality.key), baseline: this.baseline, alt: this.altText(quality.key, quality.heading) })}></figure-frame>
    </div>`;
  }

  render() {
    if (this.trouble)
      return html`<div class="notice" role="alert"><p>${this.trouble}</p><button class="button" type="button" @click=${() => this.load()}>Try again</button></div>`;
    const { model } = this;
    if (!model || !this.experiment)
      return html`<p class="soft small" aria-busy="true">Loading the experiment\u2026</p>`;
    return html`${this.notes.map((note) => html`<p class="notice" role="alert">${note}</p>`)}
      ${
        this.hide.includes('controls')
          ? ''
          : html`<experiment-form .preset=${this.state.preset} .experiment=${this.experiment} 
            .runs=${this.problems.length ? [] : (this.checked?.runs ?? [])} .problems=${this.problems} .check=${this.check} .changed=${Object.keys(this.state.set).length > 0}
            @experiment-change=${(/** @type {CustomEvent} */ event) => this.onExperiment(event.detail.experiment, event.detail.preset)} @preset-change=${(/** @type {CustomEvent} */ event) => this.onPreset(event.detail)}></experiment-form>`
      }
      ${
        this.wanted.length
          ? html`<data-files class="gap" .wanted=${this.wanted} .runs=${this.checked?.runs ?? []} @files-change=${(
              /** @type {CustomEvent} */ event,
            ) => {
              const { files, problem, given } = event.detail;
              Object.assign(this, { files, filesProblem: problem, given });
            }}></data-files>`
          : ''
      }
      <run-controls class="gap" .model=${model} .version=${this.version} .blocked=${this.blocked} .stale=${this.stale} @train=${() => this.train()}></run-controls>
      ${guard([model.recordsVersion], () => this.renderCharts())}
      ${this.hide.includes('summary') ? '' : guard([model.recordsVersion], () => html`<summary-table .trials=${[...model.trials]} .cores=${model.cores}></summary-table>`)}`;
  }
}

customElements.define('activation-training', ActivationTraining);
