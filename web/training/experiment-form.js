// <experiment-form>: preset, essentials and the JSON of an experiment, with the engine's objections at
// the fields they concern. Sends `experiment-change` and `preset-change`; starts nothing.
import { css, html, LitElement } from 'lit';
import { live } from 'lit/directives/live.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { askAbout, errorsByField, kFields, readField, sentence, withField } from './experiment-fields.js';
import { kPresets, presetByName } from './preset-choices.js';
import './settings-form.js';

/** @typedef {{ path: string, code: string, message: string }} Problem */
/** @typedef {import('../text/paths.js').Json} Json */

/** Problems of the JSON text that are listed at once. */
const kMostTextProblems = 8;

export class ExperimentForm extends LitElement {
  static properties = {
    preset: {},
    experiment: { attribute: false },
    problems: { attribute: false },
    runs: { attribute: false },
    checking: { type: Boolean },
    check: { attribute: false },
    schema: { attribute: false },
    opened: { state: true },
    changed: { type: Boolean },
    text: { state: true },
    draftOf: { state: true },
    textProblem: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .row { display: grid; grid-template-columns: minmax(15rem, 2.4fr) repeat(6, minmax(4.5rem, 1fr)); gap: 0.625rem; align-items: start; }
      .about .button { font-size: 0.8125rem; min-height: 1.5rem; padding-block: 0; }
      .about { margin-top: 0.5rem; min-height: 1.25rem; }
      details { margin-top: 0.5rem; }
      summary { cursor: pointer; font-size: 0.8125rem; color: var(--ink-soft); width: max-content; padding: 0.25rem 0; }
      summary:hover { color: var(--ink); }
      textarea.input { font-family: var(--code-face); font-size: 0.8125rem; line-height: 1.45; min-height: 20rem; resize: vertical; tab-size: 2; }
      #json-error { white-space: pre-line; overflow-wrap: anywhere; }
      .problems { margin: 0.5rem 0 0; padding: 0; list-style: none; }
      .problems li { padding: 0.25rem 0; overflow-wrap: anywhere; }
      .actions { display: flex; gap: 0.5rem; margin-top: 0.5rem; }
      @media (max-width: 880px) { .row { grid-template-columns: repeat(3, minmax(0, 1fr)); } .preset { grid-column: 1 / -1; } }
      @media (max-width: 400px) { .row { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
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
    /** The engine's reading of a text. @type {((text: string) => Promise<{ errors?: Problem[] }>) | null} */
    this.check = null;
    /** The engine's schema of experiments, or null while it is not known. @type {import('./settings-schema.js').Schema | null} */
    this.schema = null;
    /** Whether all settings have been opened: they are made only then. */
    this.opened = false;
    this.changed = false;
    /** @type {string | null} the JSON being edited, or null when it follows the experiment */
    this.text = null;
    this.textProblem = '';
    /** The text being read by the engine. @type {Promise<void>} */
    this.reading = Promise.resolve();
    /** What the text was started from: it stays that experiment's draft. @type {{ preset: string, experiment: Json } | null} */
    this.draftOf = null;
  }

  /** @param {Json} experiment @param {string} [preset] which it is a version of */
  send(experiment, preset = this.preset) {
    this.dispatchEvent(new CustomEvent('experiment-change', { detail: { experiment, preset } }));
  }

  /** @param {string} text */
  edit(text) {
    if (this.text === null) this.draftOf = { preset: this.preset, experiment: this.experiment };
    this.text = text;
  }

  discard() {
    this.text = null;
    this.draftOf = null;
    this.textProblem = '';
  }

  /** An experiment of the reader's own that has kept a preset's name is not to be taken for it. */
  get ownTitle() {
    const { name } = this.experiment;
    if (typeof name !== 'string' || name === '') return 'An experiment of your own';
    return kPresets.some(({ title }) => title === name) ? `${name}, your version` : name;
  }

  /** What became of the experiment since the text was begun, or "". */
  get draftNote() {
    if (!this.draftOf || this.draftOf.experiment === this.experiment) return '';
    const title = presetByName(this.draftOf.preset)?.title ?? this.draftOf.experiment?.name ?? 'another experiment';
    return this.draftOf.preset === this.preset
      ? 'The experiment has changed since its JSON was edited below. The edited text is kept: Apply puts it in place of the changes, Discard drops it.'
      : `The edited JSON below was started from \u201c${title}\u201d. It is kept: Apply goes back to that experiment, Discard drops it.`;
  }

  /**
   * The engine reads the text first: JavaScript would make null of 1e400, keep the last of two equal keys without a word,
   * and take seconds over what is nested deep. What is wrong with a field goes on to that field.
   */
  async applyText() {
    const text = this.text ?? '';
    /** @type {Problem[]} */
    let problems;
    try {
      problems = (await this.check?.(text))?.errors ?? [];
    } catch (error) {
      this.textProblem = `The text could not be checked: ${error instanceof Error ? error.message : error}. Apply tries again.`;
      return;
    }
    if (text !== this.text) return; // edited, applied or discarded meanwhile
    const ofText = problems.filter(({ path }) => path === '');
    // An error without a path comes first where the text is no experiment at all; else it counts those not listed.
    if (ofText.length > 0 && ofText[0].code !== 'more-errors') {
      const more = ofText.length - kMostTextProblems;
      this.textProblem = [
        ...ofText.slice(0, kMostTextProblems).map(sentence),
        ...(more > 0 ? [`${more} more problems are not listed.`] : []),
      ].join('\n');
      return;
    }
    try {
      const experiment = JSON.parse(text.replace(/^\ufeff/, ''));
      const { preset } = this.draftOf ?? this;
      this.discard();
      this.send(experiment, preset);
    } catch (error) {
      this.textProblem = `This is not JSON: ${error instanceof Error ? error.message : error}`;
    }
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
      <input id=${field.key} class="input" type="text" inputmode=${field.key === 'seeds' ? 'text' : 'decimal'} autocomplete="off" .value=${live(shown.text)} ?readonly=${shown.fixed}
        aria-invalid=${error ? 'true' : 'false'} aria-describedby=${`${field.key}-error`}
        @change=${(/** @type {Event} */ event) => this.send(withField(this.experiment, field, /** @type {HTMLInputElement} */ (event.target).value))}>
      <p id=${`${field.key}-error`} class="error" role="status">${error ?? ''}</p>
      ${shown.varied ? html`<p class="small soft varied">${shown.varied}</p>` : ''}</div>`;
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
        ${kFields.map((field) => this.renderField(field, fields))}
      </div>
      <p class="about small soft">${preset?.about ?? ''}
        ${this.changed && preset ? html`Changed. <button class="button bare" type="button" @click=${() => this.dispatchEvent(new CustomEvent('preset-change', { detail: this.preset }))}>Undo the changes</button>` : ''}</p>
      ${rest.length ? html`<div role="alert"><ul class="problems">${rest.map((problem) => html`<li class="error">${problem.message}</li>`)}</ul></div>` : ''}
      ${this.draftNote ? html`<p class="notice" role="status">${this.draftNote}</p>` : ''}
      <details @toggle=${() => {
        this.opened = true;
      }}><summary>All settings</summary>
        ${this.opened ? html`<settings-form .schema=${this.schema} .experiment=${this.experiment} .checked=${this.runs[0]?.experiment ?? null} .problems=${this.problems} @experiment-change=${(/** @type {CustomEvent} */ event) => this.send(event.detail.experiment)}></settings-form>` : ''}
      </details>
      <details><summary>The whole experiment as JSON</summary>
        <div class="field"><label for="json">Data, network, training and the runs as differences from them</label>
          <textarea id="json" class="input" spellcheck="false" .value=${this.text ?? JSON.stringify(this.experiment, null, 2)} aria-invalid=${this.textProblem ? 'true' : 'false'} aria-describedby="json-error"
            @input=${(/** @type {Event} */ event) => {
              this.edit(/** @type {HTMLTextAreaElement} */ (event.target).value);
            }}></textarea></div>
        <p id="json-error" class="error" role="status">${this.textProblem}</p>
        <div class="actions"><button class="button" type="button" ?disabled=${this.text === null} @click=${() => {
          this.reading = this.applyText();
        }}>Apply</button>
          <button class="button bare" type="button" ?disabled=${this.text === null} @click=${() => this.discard()}>Discard</button></div>
      </details>`;
  }
}

customElements.define('experiment-form', ExperimentForm);
