// <activation-training-view>: the training section, for the page and the embed: experiment, runs, live
// charts and results over one state. Owns the TrainingModel; sends `state-change` and `model-change`.
import { LitElement } from 'lit';
import { kPresets, presetByName } from '../builder/preset-choices.js';
import { tooMany } from '../builder/run-edits.js';
import { defaultState } from '../sharing/link-state.js';
import { forgetVisit } from '../storage/visits.js';
import { counted } from '../text/numbers.js';
import { applyDifferences, differences } from '../text/paths.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { createBrowserWorker, trainingEngine } from '../worker/browser-worker.js';
import { RemoteEngine } from '../worker/remote-engine.js';
import { trainingStyles } from './activation-training.styles.js';
import { fillOnArrival, leftOutOf } from './arrival.js';
import { EditHistory, isSame } from './edit-history.js';
import { applyLive, applyNames, isAsBegun, isOfSameData, isOtherNetwork } from './live-edits.js';
import { checkWithFiles } from './own-files.js';
import { announceMoves, chooseRuns, keepRecorded, prepareOthers } from './run-changes.js';
import { TrainingModel } from './training-model.js';
import { blockedOf, figureOf, kNoFiles, resultsDrawn, wholeOf } from './training-parts.js';
import { expectedTrials } from './trials.js';
import { keep } from './visits.js';

/** @typedef {import('../sharing/link-state.js').TrainingState} TrainingState */
/** @typedef {import('./trials.js').Trial} Trial */

/** How near the viewport the section is when its engine is loaded. */
const kNear = '400px';

export class ActivationTraining extends LitElement {
  static properties = {
    state: { attribute: false },
    show: { attribute: false },
    hide: { attribute: false },
    images: { attribute: false },
    published: { attribute: false },
    article: { attribute: false },
    chart: { attribute: false },
    only: { attribute: false },
    experiment: { state: true },
    checking: { state: true },
    problems: { state: true },
    trouble: { state: true },
    notes: { state: true },
    version: { state: true },
    stale: { state: true },
    wanted: { state: true },
    table: { state: true },
    tableProblem: { state: true },
    files: { state: true },
    have: { state: true },
    waiting: { state: true },
    catalog: { state: true },
    filesProblem: { state: true },
    reading: { state: true },
    tables: { state: true },
    run: { state: true },
    tab: { state: true },
    note: { state: true },
    place: { state: true },
  };

  static styles = [baseStyles, controlStyles, trainingStyles];

  constructor() {
    super();
    /** @type {TrainingState} */
    this.state = defaultState().training;
    /** `controls`, without which it is the figure of an article; there `charts`, and `table`. @type {string[]} */
    this.show = ['controls'];
    /** @type {string[]} */
    this.hide = [];
    this.images = defaultState().images;
    /** What the author of a figure published of it. @type {import('../presets/results.js').PublishedResult | null} */
    this.published = null;
    /** What the article around a figure has of its results: its picture, where that is shown, and hashes. @type {{ pictured: boolean, hashes: string[] }} */
    this.article = { pictured: false, hashes: [] };
    /** The kind of figure that is drawn of it in an article, or "". */
    this.chart = '';
    /** The names of the runs that a figure shows; none: all. @type {string[]} */
    this.only = [];
    /** @type {import('../text/paths.js').Json} */
    this.experiment = null;
    /** @type {import('../builder/experiment-form.js').Problem[]} */
    this.problems = [];
    /** Where the engine works. @type {import('../threads/start.js').Place} */
    this.place = 'worker';
    /** Why there is no engine. @type {import('./no-engine.js').Absence | null} */
    this.trouble = null;
    /** @type {string[]} what the link asked for and cannot have */
    this.notes = [];
    this.version = 0;
    /** Whether the results shown are of an earlier experiment than the form's. */
    this.stale = false;
    /** The last experiment without errors, as it is written; `whole`: with all its defaults. @type {{ experiment: import('../text/paths.js').Json, whole?: import('../text/paths.js').Json, runs: import('../engine/answers.js').CheckedRun[], seeds: number[] } | null} */
    this.checked = null;
    /** @type {string[]} files the data need */
    this.wanted = [];
    /** @type {Record<string, Uint8Array | Blob>} */
    this.files = {};
    /** The files that are there, as they came, whether or not they can be used. @type {Record<string, Uint8Array | Blob>} */
    this.have = {};
    /** Files that the experiment as it is written leaves its sizes to, and those that are not read yet. @type {string[]} */
    this.leaves = [];
    this.waiting = /** @type {string[]} */ ([]);
    /** The question to the engine whose answer is awaited. */
    this.asked = {};
    this.filesProblem = '';
    /** What is known of the tables, by file. @type {Record<string, import('../tables/table-host.js').Names>} */
    this.tables = {};
    /** Whether a file is being read. */
    this.reading = false;
    /** The table that is previewed. @type {import('./own-files.js').Own | null} */
    this.table = null;
    this.tableProblem = '';
    /** Files that a preview was left with. @type {Record<string, Blob | Uint8Array>} */
    this.offered = {};
    /** What the engine describes, once it is known. @type {import('../engine/answers.js').Catalog | null} */
    this.catalog = null;
    /** Whether what an earlier visit left has been asked for. */
    this.visited = false;
    /** The run that the bench shows. */
    this.run = 0;
    /** The part that a narrow page shows. */
    this.tab = 'network';
    /** What the last change brought along, or "". */
    this.note = '';
    /** @type {EditHistory<TrainingState>} */
    this.history = new EditHistory();
    /** The trials of the training before, as far as they can be compared. @type {Trial[]} */
    this.earlier = [];
    const start = () => createBrowserWorker((place) => Object.assign(this, { place }));
    this.model = new TrainingModel(new RemoteEngine(start, trainingEngine()));
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
    /** Resolves when `catalog` is there, or cannot be. @type {Promise<void>} */
    this.described = Promise.resolve();
    /** Resolves when what was there before a visit, or is recorded, is shown. @type {Promise<void>} */
    this.filled = Promise.resolve();
    this.onLeave = () => void keep(this.model);
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
    window.addEventListener('pagehide', this.onLeave);
    this.dispatchEvent(new CustomEvent('model-change', { detail: this.model }));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer.disconnect();
    window.removeEventListener('pagehide', this.onLeave);
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

  /** Resolves when all is drawn that stands there before a training. */
  async drawn() {
    await this.updateComplete; // a state that has just been given is not asked about before
    await this.settled();
    await resultsDrawn(this);
  }

  /** Gets what the engine describes. Where that fails, its next answer tries again. */
  async loadCatalog() {
    // The check of the experiment reports a lost engine.
    this.catalog = await this.model.catalog().catch(() => null);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    const others = changed.has('only') && String(this.only) !== String(changed.get('only') ?? '');
    // What else a link changes must not throw running networks away.
    if (others || (changed.has('state') && !isSame(this.state, this.shown))) this.readState();
  }

  /** Makes the experiment the state names: a preset with differences, or a whole one. @param {boolean} [replace] whether the runs on screen go */
  readState(replace = true) {
    const { state } = this;
    this.shown = state;
    this.notes = [];
    if (state.experiment) return this.setExperiment(state.experiment, replace);
    const preset = presetByName(state.preset);
    if (!preset)
      this.notes = [
        `There is no experiment called \u201c${state.preset}\u201d here; this is \u201c${kPresets[0].title}\u201d instead.`,
      ];
    const base = (preset ?? kPresets[0]).experiment;
    const { experiment, failed } = applyDifferences(base, preset ? state.set : {});
    if (failed.length) this.notes = [...this.notes, leftOutOf(failed)];
    if (!preset) this.state = this.shown = { ...state, preset: kPresets[0].name, set: {} };
    this.setExperiment(experiment, replace);
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
    const asked = {};
    this.asked = asked;
    if (this.trouble) this.model.described = undefined; // what was described in its place
    this.trouble = null;
    this.answered = checkWithFiles(this, experiment).then(
      ({ answer, whole, leaves, waiting }) => {
        if (asked !== this.asked || !this.checking) return;
        // Numbers in the place of what a file would say are nobody's experiment.
        Object.assign(this, { experiment: waiting.length ? experiment : whole, leaves, waiting });
        this.take(answer);
      },
      async (error) => {
        const help = await import('./no-engine.js').catch(() => null);
        if (asked !== this.asked) return;
        this.trouble = help ? help.troubleOf(error) : kNoFiles;
        void help?.showWithoutEngine(this);
      },
    );
  }

  /** @param {Awaited<ReturnType<RemoteEngine['checkExperiment']>>} answer what the engine says of the experiment */
  take(answer) {
    const { model, experiment, replacing: replace } = this;
    this.checking = false;
    this.replacing = false;
    if (!this.catalog) this.described = this.loadCatalog();
    this.problems = answer.ok ? [] : (answer.errors ?? []);
    if (answer.ok && answer.runs) {
      const seeds = answer.experiment.seeds ?? [0];
      chooseRuns(this, answer.runs);
      this.wanted = [...new Set(answer.runs.flatMap((run) => run.files))];
      this.checked = { experiment, whole: answer.experiment, runs: answer.runs, seeds };
      this.run = Math.min(this.run, answer.runs.length - 1);
      this.problems = [...this.problems, ...tooMany(experiment, answer.runs.length, seeds.length)];
    } else if (this.leaves.length > 0) this.wanted = this.leaves;
    // Reading files is a part of its own, which few experiments need; what was given goes with the field that shows it.
    if (this.wanted.length > 0) void import('../builder/data-files.js');
    else Object.assign(this, { have: {}, files: {}, reading: false });
    if (this.problems.length === 0) applyNames(model, this.checked);
    // Runs of another experiment must not stand under the name of this one.
    if (replace && this.problems.length > 0) {
      model.discard();
      this.stale = false;
    } else if (replace || model.phase === 'idle') this.prepare(!replace);
    else if (model.phase === 'done' && this.problems.length === 0 && isOtherNetwork(model, this.checked))
      prepareOthers(this);
    else this.stale = this.problems.length > 0 || (!isAsBegun(model, this.checked) && !applyLive(model, this.checked));
    if (this.problems.length > 0) model.forgetRecorded();
  }

  /** Puts the checked experiment's runs in the place of what was there. @param {boolean} [keeps] whether that stays as the earlier result */
  prepare(keeps = true) {
    if (this.visited) void forgetVisit();
    this.stale = false;
    const trained = this.model.trials.filter(({ records }) => records.length > 0);
    const before = trained.length > 0 ? trained : this.model.recorded;
    const kept = before.length > 0 ? before : this.earlier;
    this.earlier = keeps && isOfSameData(kept, this.checked) ? kept : [];
    if (this.checked && this.problems.length === 0) {
      const { trials: others, recorded } = this.model;
      this.model.prepare(this.checked.experiment, this.checked.runs, this.checked.seeds);
      if (keeps) keepRecorded(this.model, recorded, this.checked);
      if (keeps) announceMoves(this, others);
      this.filled = fillOnArrival(this);
    }
  }

  /**
   * @param {import('../text/paths.js').Json} experiment @param {string} [of] the preset it was made from @param {string} [note]
   */
  onExperiment(experiment, of = this.state.preset, note = '') {
    this.setExperiment(experiment, false);
    const preset = presetByName(of);
    const set = preset ? differences(preset.experiment, experiment) : null;
    const { files } = this.state;
    this.announce(set ? { preset: of, set, experiment: null } : { preset: '', set: {}, experiment, files });
    this.note = note;
  }

  /** @param {TrainingState} state of another experiment */
  onState(state) {
    const { phase, trials } = this.model;
    const left = phase === 'running' || phase === 'paused';
    const epochs = Math.max(0, ...trials.map(({ records }) => records.at(-1)?.epoch ?? 0));
    this.announce(state);
    this.earlier = [];
    this.readState();
    if (left)
      this.note = `The runs before were ended after ${counted(epochs, 'epoch')}. Undo brings their experiment back.`;
  }

  /** @param {TrainingState} state @param {boolean} [isNew] whether it can be undone */
  announce(state, isNew = true) {
    if (isNew && !isSame(state, this.state)) this.history.push(this.state);
    this.note = '';
    this.state = this.shown = state;
    this.dispatchEvent(new CustomEvent('state-change', { detail: state, bubbles: true, composed: true }));
  }

  /** @param {'undo' | 'redo'} which */
  goThroughHistory(which) {
    const state = this.history[which](this.state);
    if (!state) {
      this.note = `There is nothing to ${which}.`;
      return;
    }
    this.announce(state, false);
    this.readState(false);
  }

  get missing() {
    return this.wanted.filter((name) => !this.have[name]);
  }

  /** Why training cannot start, or "". */
  get blocked() {
    return blockedOf(this);
  }

  /** Resolves when it is known whether training can start. */
  async untilChecked() {
    await this.settled(); // what was just edited may be on its way to the engine
    while (this.checking && !this.trouble) await this.answered; // or was edited meanwhile
  }

  /** @param {'train' | 'step' | 'epoch'} [how] */
  async train(how = 'train') {
    await this.untilChecked();
    if (this.blocked) return;
    const { model } = this;
    if (this.stale || model.phase !== 'idle') this.prepare();
    model.start(this.wanted.length ? this.files : undefined);
    if (how === 'train') return;
    model.pause(); // before the first step: they are queued
    if (how === 'step') model.stepOnce();
    else model.epochOnce();
  }

  /** Back to the same initial weights: of the experiment as it is now, where it was changed. */
  reset() {
    const { model } = this;
    const isKept = model.trials.some(({ state, run }) => state === 'done' && !run);
    if (this.stale || isKept || model.liveOf.size > 0 || model.trials.some(({ byHand }) => byHand.length > 0))
      this.prepare();
    else model.reset();
  }

  /** @param {string} part */
  shows(part) {
    return this.show.includes(part) && !this.hide.includes(part);
  }

  render() {
    if (!this.experiment) return '';
    const { model } = this;
    const trials = model.trials.length || !this.checking ? model.trials : expectedTrials(this.experiment, this.only);
    return this.shows('controls') ? wholeOf(this, trials) : figureOf(this, trials);
  }
}

define('activation-training-view', ActivationTraining);
