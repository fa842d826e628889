// <activation-experiment-details>: the whole of an experiment, as a form made from the engine's schema and as its JSON, which is
// always the same thing. Sends `experiment-change`.
import { css, html, LitElement } from 'lit';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { sentence } from './experiment-fields.js';
import { presetByName } from './preset-choices.js';
import './settings-form.js';

/** @typedef {import('./experiment-form.js').Problem} Problem */
/** @typedef {import('../text/paths.js').Json} Json */

/** Problems of the JSON text that are listed at once. */
const kMostTextProblems = 8;

export class ExperimentDetails extends LitElement {
  static properties = {
    preset: {},
    experiment: { attribute: false },
    problems: { attribute: false },
    runs: { attribute: false },
    check: { attribute: false },
    schema: { attribute: false },
    opened: { state: true },
    text: { state: true },
    draftOf: { state: true },
    textProblem: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      details { margin-top: 0.5rem; }
      summary { cursor: pointer; font-size: 0.8125rem; color: var(--ink-soft); width: max-content; padding: 0.25rem 0; }
      summary:hover { color: var(--ink); }
      textarea.input { font-family: var(--code-face); font-size: 0.8125rem; line-height: 1.45; min-height: 20rem; resize: vertical; tab-size: 2; }
      #json-error { white-space: pre-line; overflow-wrap: anywhere; }
      .actions { display: flex; gap: 0.5rem; margin-top: 0.5rem; }
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
    /** The engine's reading of a text. @type {((text: string) => Promise<{ errors?: Problem[] }>) | null} */
    this.check = null;
    /** The engine's schema of experiments, or null while it is not known. @type {import('./settings-schema.js').Schema | null} */
    this.schema = null;
    /** Whether all settings have been opened: they are made only then. */
    this.opened = false;
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

  render() {
    if (!this.experiment) return '';
    return html`${this.draftNote ? html`<p class="notice" role="status">${this.draftNote}</p>` : ''}
      <details @toggle=${() => {
        this.opened = true;
      }}><summary>All settings</summary>
        ${this.opened ? html`<activation-settings-form .schema=${this.schema} .experiment=${this.experiment} .checked=${this.runs[0]?.experiment ?? null} .problems=${this.problems} @experiment-change=${(/** @type {CustomEvent} */ event) => this.send(event.detail.experiment)}></activation-settings-form>` : ''}
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

define('activation-experiment-details', ExperimentDetails);
