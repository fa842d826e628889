// <activation-experiment-form>: the preset and the essentials of an experiment, with the engine's objections at the fields they
// concern and what would be right there. Sends `experiment-change`, `preset-change`, `undo` and `redo`; starts nothing.
import { css, html, LitElement } from 'lit';
import { live } from 'lit/directives/live.js';
import { isBranch } from '../text/paths.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { typed } from '../ui/typed.js';
import { askAbout, errorsByField, kFields, readField, withEach, withField, withScaled } from './experiment-fields.js';
import { kPresets, presetByName } from './preset-choices.js';
import { fixed } from './run-edits.js';
import { SettingsSchema } from './settings-schema.js';

/** @typedef {{ path: string, code: string, message: string, fix?: unknown }} Problem */
/** @typedef {import('../text/paths.js').Json} Json */

export class ExperimentForm extends LitElement {
  static properties = {
    preset: {},
    experiment: { attribute: false },
    problems: { attribute: false },
    runs: { attribute: false },
    checking: { type: Boolean },
    changed: { type: Boolean },
    schema: { attribute: false },
    canUndo: { type: Boolean },
    canRedo: { type: Boolean },
    note: {},
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .row { display: grid; grid-template-columns: minmax(13rem, 3fr) minmax(8rem, 1.3fr) repeat(6, minmax(4.5rem, 1fr)); gap: 0.625rem; align-items: start; }
      .about .button { font-size: 0.8125rem; min-height: 1.5rem; padding-block: 0; }
      .line { display: flex; gap: 0.5rem 1rem; align-items: start; margin-top: 0.375rem; }
      .about { min-height: 1.25rem; flex: 1; }
      .history { white-space: nowrap; }
      .history .button { font-size: 0.8125rem; min-height: 1.5rem; padding-block: 0; }
      .field { position: relative; }
      .scale { position: absolute; right: 3px; top: 1.3125rem; display: flex; gap: 1px; direction: ltr; }
      .field:has(> .scale) > .input { padding-right: 3.75rem; }
      .scale .button { min-height: 1.75rem; padding: 0 0.3125rem; font-size: 0.75rem; border-color: transparent; background: var(--sunken); }
      .error .button { font-size: 0.75rem; min-height: 1.5rem; padding-block: 0; }
      .problems { margin: 0.5rem 0 0; padding: 0; list-style: none; }
      .problems li { padding: 0.25rem 0; overflow-wrap: anywhere; }
      @media (max-width: 880px) { .row { grid-template-columns: repeat(3, minmax(0, 1fr)); } .preset { grid-column: 1 / -1; } }
      @media (max-width: 760px) { .line { margin-bottom: 0.5rem; } }
      @media (max-width: 400px) { .row { gap: 0.375rem; grid-template-columns: minmax(0, 5fr) repeat(2, minmax(0, 4fr)); } .row .input { padding-inline: 0.375rem; } .row > .field:not(.preset) { font-size: 0.8125rem; } }
      @media (max-width: 340px) { .row { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
    `,
  ];

  constructor() {
    super();
    this.preset = '';
    /** @type {Json} */
    this.experiment = null;
    /** @type {Problem[]} */
    this.problems = [];
    /** The checked runs; none where the experiment has problems. @type {{ experiment: Json }[]} */
    this.runs = [];
    /** Whether the problems and the runs are of an earlier experiment. */
    this.checking = false;
    this.changed = false;
    /** The engine's schema of experiments, or null while it is not known. @type {import('./settings-schema.js').Schema | null} */
    this.schema = null;
    /** @type {SettingsSchema | null} */
    this.reader = null;
    this.canUndo = false;
    this.canRedo = false;
    /** What became of the last change, or "". */
    this.note = '';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('schema')) this.reader = this.schema && new SettingsSchema(this.schema);
  }

  /** @param {Json} experiment @param {string} [preset] which it is a version of */
  send(experiment, preset = this.preset) {
    this.dispatchEvent(new CustomEvent('experiment-change', { detail: { experiment, preset } }));
  }

  /** An experiment of the reader's own that has kept a preset's name is not to be taken for it. */
  get ownTitle() {
    const { name } = this.experiment;
    if (typeof name !== 'string' || name === '') return 'An experiment of your own';
    return kPresets.some(({ title }) => title === name) ? `${name}, your version` : name;
  }

  /**
   * What a field shows. Until the engine has answered that is what the experiment says, or the last default.
   * @param {import('./experiment-fields.js').Field} field
   */
  shownIn(field) {
    const written = this.checking ? readField(field, this.experiment, []) : null;
    return written ?? readField(field, this.experiment, this.runs);
  }

  /** @param {import('./experiment-fields.js').Field} field @param {Record<string, string>} errors */
  renderField(field, errors) {
    const shown = this.shownIn(field);
    if (!shown) return '';
    const error = errors[field.key] && (askAbout(field, shown.text) || errors[field.key]);
    return html`<div class="field"><label for=${field.key}>${field.label}</label>
      <input id=${field.key} class="input" type="text" inputmode=${field.key === 'seeds' ? 'text' : 'decimal'} autocomplete="off" .value=${typed(shown.text)} ?readonly=${shown.fixed}
        aria-invalid=${error ? 'true' : 'false'} aria-describedby=${`${field.key}-error`}
        @change=${(/** @type {Event} */ event) => this.send(withField(this.experiment, field, /** @type {HTMLInputElement} */ (event.target).value))}>
      ${field.key === 'learningRate' ? this.renderScale('training.optimizer.learningRate', field.label.toLowerCase()) : ''}
      <p id=${`${field.key}-error`} class="error" role="status">${error ?? ''} ${this.renderFix(this.problems.find((problem) => field.path.test(problem.path)))}</p>
      ${shown.varied ? html`<p class="small soft varied">${shown.varied}</p>` : ''}</div>`;
  }

  /** The optimiser's name; its other settings keep what both have. */
  renderOptimizer() {
    if (isBranch(this.experiment.grid?.['training.optimizer'])) return '';
    const union = this.reader?.unionAt('training', 'optimizer');
    const types = union?.types ?? [];
    const used = [
      ...new Set(
        (this.runs.length ? this.runs.map((run) => run.experiment) : [this.experiment]).map(
          (one) => one.training?.optimizer?.name,
        ),
      ),
    ];
    const name = used.length === 1 ? String(used[0]) : '';
    return html`<div class="field"><label for="optimizer">Optimiser</label><select id="optimizer" .value=${live(name)} @change=${(
      /** @type {Event} */ event,
    ) => {
      const type = types.find((one) => one.name === /** @type {HTMLSelectElement} */ (event.target).value);
      if (union && type)
        this.send(
          withEach(this.experiment, 'training.optimizer', (before) => this.reader?.start(union, type, [before])),
        );
    }}>${name ? '' : html`<option value="" selected>mixed</option>`}${union ? '' : html`<option value=${name} selected>${name}</option>`}${types.map((type) => html`<option value=${type.name} ?selected=${type.name === name}>${type.title}</option>`)}</select></div>`;
  }

  /** Half and twice of a number, one click each; it takes effect in runs that train. @param {string} path @param {string} label */
  renderScale(path, label) {
    const button = (/** @type {string} */ text, /** @type {number} */ factor, /** @type {string} */ what) =>
      html`<button class="button" type="button" title=${`${what} the ${label}, also while it trains`} @click=${() => this.send(withScaled(this.experiment, path, factor))}><span aria-hidden="true">${text}</span><span class="visually-hidden">${what} the ${label}</span></button>`;
    return html`<span class="scale">${button('\u00bd', 0.5, 'Halve')}${button('2\u00d7', 2, 'Double')}</span>`;
  }

  /** What would be right in the place of what is wrong, as a button. @param {Problem | undefined} problem */
  renderFix(problem) {
    const better = problem && fixed(this.experiment, problem);
    if (!better) return '';
    return html`<button class="button" type="button" @click=${() => this.send(better)}>Set to ${JSON.stringify(problem.fix)}</button>`;
  }

  render() {
    if (!this.experiment) return '';
    const { fields, rest } = errorsByField(
      this.problems,
      kFields.filter((field) => this.shownIn(field)),
    );
    const preset = presetByName(this.preset);
    return html`<div class="row">
        <div class="field preset"><label for="preset">Experiment</label>
          <select id="preset" @change=${(/** @type {Event} */ event) => this.dispatchEvent(new CustomEvent('preset-change', { detail: /** @type {HTMLSelectElement} */ (event.target).value }))}>
            ${kPresets.map((one) => html`<option value=${one.name} ?selected=${one.name === this.preset}>${one.title}</option>`)}
            ${preset ? '' : html`<option value="" selected>${this.ownTitle}</option>`}
          </select></div>
        ${kFields.slice(0, 1).map((field) => this.renderField(field, fields))}${this.renderOptimizer()}${kFields.slice(1).map((field) => this.renderField(field, fields))}
      </div>
      <div class="line"><p class="about small soft">${this.note ? html`<span role="status">${this.note}</span>` : (preset?.about ?? '')}
        ${this.changed && preset ? html`<b>Changed.</b> <button class="button bare" type="button" @click=${() => this.dispatchEvent(new CustomEvent('preset-change', { detail: this.preset }))}>Undo the changes</button>` : ''}</p>
        <span class="history"><button class="button bare" type="button" title="Undo the last change (Ctrl+Z)" ?disabled=${!this.canUndo} @click=${() => this.dispatchEvent(new Event('undo'))}>Undo</button>
        <button class="button bare" type="button" title="Make the change again (Ctrl+Y)" ?disabled=${!this.canRedo} @click=${() => this.dispatchEvent(new Event('redo'))}>Redo</button></span></div>
      ${rest.length ? html`<div role="alert"><ul class="problems">${rest.map((problem) => html`<li class="error">${problem.message} ${this.renderFix(problem)}</li>`)}</ul></div>` : ''}
`;
  }
}

define('activation-experiment-form', ExperimentForm);
