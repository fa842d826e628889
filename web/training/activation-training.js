// <activation-training>: the training section, for the page and the embed: experiment, runs, live
// charts and results over one state. Owns the TrainingModel; sends `state-change` and `model-change`.
import { css, html, LitElement } from 'lit';
import { guard } from 'lit/directives/guard.js';
import './data-files.js';
import './experiment-form.js';
import { defaultState } from '../sharing/link-state.js';
import { applyDifferences, differences } from '../text/paths.js';
import { engineTrouble } from '../ui/engine-trouble.js';
import { kPresets, presetByName } from './preset-choices.js';
import './run-controls.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import './summary-table.js';
import { createBrowserWorker, kTrainingEngine } from '../worker/browser-worker.js';
import { RemoteEngine } from '../worker/remote-engine.js';
import { chartsOf } from './training-charts.js';
import { expectedTrials, kMostTrials, TrainingModel } from './training-model.js';

/** @typedef {import('../sharing/link-state.js').TrainingState} TrainingState */
/** @typedef {import('./training-model.js').Trial} Trial */

/** How near the viewport the section is when its engine is loaded. */
const kNear = '400px';

/** Paths that lead nowhere which are named one by one; the rest are counted. */
const kMostNamed = 8;

export class ActivationTraining extends LitElement {
  static properties = {
    state: { attribute: false },
    hide: { attribute: false },
    experiment: { state: true },
    checking: { state: true },
    problems: { state: true },
    trouble: { state: true },
    notes: { state: true },
    version: { state: true },
    stale: { state: true },
    wanted: { state: true },
    files: { state: true },
    given: { state: true },
    schema: { state: true },
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
    /** @type {import('../text/paths.js').Json} */
    this.experiment = null;
    /** @type {import('./experiment-form.js').Problem[]} */
    this.problems = [];
    this.trouble = '';
    /** @type {string[]} what the link asked for and cannot have */
    this.notes = [];
    this.version = 0;
    /** Whether the results shown are of an earlier experiment than the form's. */
    this.stale = false;
    /** @type {{ experiment: import('../text/paths.js').Json, runs: import('../engine/answers.js').CheckedRun[], seeds: number[] } | null} the last experiment without errors */
    this.checked = null;
    /** @type {string[]} files the data need */
    this.wanted = [];
    /** @type {Record<string, Uint8Array>} */
    this.files = {};
    /** @type {string[]} names of the files that are there, whether or not they can be used */
    this.given = [];
    this.filesProblem = '';
    /** The engine's schema of experiments, once it is known. @type {import('./settings-schema.js').Schema | null} */
    this.schema = null;
    this.model = new TrainingModel(new RemoteEngine(createBrowserWorker, { url: kTrainingEngine }));
    this.model.addEventListener('change', () => {
      this.version += 1;
    });
    /** @type {TrainingState | null} the state the experiment was made of */
    this.shown = null;
    /** Whether the engine may be asked: the section has been near the viewport, or in use. */
    this.wakened = false;
    /** Whether the experiment has not been answered by the engine. */
    this.checking = false;
    /** Whether the runs on screen are to go when it is. */
    this.replacing = false;
    /** Resolves when nothing is left to check. @type {Promise<void>} */
    this.answered = Promise.resolve();
    /** @param {string} text */
    this.check = (text) => this.model.engine.checkExperiment(text);
    this.observer = new IntersectionObserver(
      ([entry]) => {
        if (entry.isIntersecting) void this.settled();
      },
      { rootMargin: kNear },
    );
  }

  connectedCallback() {
    super.connectedCallback();
    this.observer.observe(this);
    this.dispatchEvent(new CustomEvent('model-change', { detail: this.model }));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer.disconnect();
    this.model.discard();
    this.model.engine.close();
  }

  /** Has the engine loaded where it is not; resolves when the experiment on screen is checked. */
  async settled() {
    if (!this.wakened) {
      this.wakened = true;
      if (this.checking) this.ask();
    }
    await this.answered;
  }

  /** Gets the schema for the form. Where that fails, the next answer of the engine tries again. */
  async loadSchema() {
    try {
      this.schema = (await this.model.catalog()).schema;
    } catch {
      this.schema = null; // the check of the experiment reports a lost engine
    }
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('state') || this.state === this.shown) return;
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
   * Shows an experiment, and has it checked. Results already there stay until the next start, unless `replace`.
   * @param {import('../text/paths.js').Json} experiment @param {boolean} replace
   */
  setExperiment(experiment, replace) {
    this.experiment = experiment;
    this.checking = true;
    this.replacing ||= replace;
    if (replace) this.problems = [];
    if (this.wakened) this.ask();
  }

  /** Asks the engine about the experiment. The answer to an earlier one is passed over. */
  ask() {
    const { experiment } = this;
    this.trouble = '';
    this.answered = this.model.engine.checkExperiment(experiment).then(
      (answer) => {
        if (experiment === this.experiment && this.checking) this.take(answer);
      },
      (error) => {
        if (experiment === this.experiment) this.trouble = engineTrouble('training.wasm', error);
      },
    );
  }

  /** @param {Awaited<ReturnType<RemoteEngine['checkExperiment']>>} answer what the engine says of the experiment */
  take(answer) {
    const { model, experiment, replacing: replace } = this;
    this.checking = false;
    this.replacing = false;
    if (!this.schema) void this.loadSchema();
    this.problems = answer.ok ? [] : (answer.errors ?? []);
    if (answer.ok && answer.runs) {
      const seeds = answer.experiment.seeds ?? [0];
      const count = answer.runs.length * seeds.length;
      this.wanted = [...new Set(answer.runs.flatMap((run) => run.files))];
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
      this.model.prepare(this.checked.experiment, this.checked.runs, this.checked.seeds);
    }
  }

  /** @param {import('../text/paths.js').Json} experiment @param {string} [of] the preset it was made from */
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
    if (this.trouble) return 'The experiment could not be checked: see the reason above.';
    if (this.problems.length) return 'Fix the highlighted fields first.';
    const { missing, wanted } = this;
    if (missing.length)
      return `${missing.length} of ${wanted.length} files ${missing.length === 1 ? 'is' : 'are'} still missing.`;
    if (wanted.some((name) => !this.files[name]))
      return `The ${wanted.length === 1 ? 'file' : 'files'} cannot be used: see the reason above.`;
    return '';
  }

  async train() {
    await this.settled(); // what was just edited may be on its way to the engine
    if (this.blocked || this.checking) return;
    if (this.stale || this.model.phase !== 'idle') this.prepare();
    this.model.start(this.wanted.length ? this.files : undefined);
  }

  render() {
    const { model } = this;
    const trouble = this.trouble
      ? html`<div class="notice" role="alert"><p>${this.trouble}</p><button class="button" type="button" @click=${() => this.ask()}>Try again</button></div>`
      : '';
    const trials = model.trials.length || !this.checking ? model.trials : expectedTrials(this.experiment);
    return html`${trouble}${this.notes.map((note) => html`<p class="notice" role="alert">${note}</p>`)}
      ${
        this.hide.includes('controls')
          ? ''
          : html`<experiment-form .preset=${this.state.preset} .experiment=${this.experiment} 
            .checking=${this.checking} .runs=${this.problems.length ? [] : (this.checked?.runs ?? [])} .problems=${this.problems} .check=${this.check} .schema=${this.schema} .changed=${Object.keys(this.state.set).length > 0}
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
      <run-controls class="gap" .model=${model} .version=${this.version} .trials=${trials} .blocked=${this.blocked} .stale=${this.stale} @train=${() => this.train()}></run-controls>
      ${guard([model.recordsVersion, this.checking], () => chartsOf(trials))}
      ${this.hide.includes('summary') ? '' : guard([model.recordsVersion, this.checking], () => html`<summary-table .trials=${[...trials]} .cores=${model.cores}></summary-table>`)}`;
  }
}

customElements.define('activation-training', ActivationTraining);
