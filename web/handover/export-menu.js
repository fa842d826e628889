// <activation-export-menu>: the experiment on screen as a file for another program. Gets `checked`, what the engine says of it,
// and `catalog`, what the engine describes. What writes the file is loaded when it is chosen.
import { css, html, LitElement, nothing } from 'lit';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';

/** @typedef {import('../engine/answers.js').CheckedRun} CheckedRun */
/** @typedef {{ experiment: import('../text/paths.js').Json, runs: CheckedRun[], seeds: number[] }} Checked */

/** Scripts are made of the experiment alone. */
const kScripts = /** @type {const} */ ({
  pytorch: {
    title: 'PyTorch script',
    note: 'Draws the same data, weights and batches, and prints the same losses up to rounding',
    ending: 'py',
  },
  notebook: { title: 'PyTorch notebook', note: 'The same text for Jupyter', ending: 'ipynb' },
});

/** Of one run and seed, before it is trained. */
const kBeginnings = /** @type {const} */ ({
  keras: {
    title: 'Keras script',
    note: 'Of one run and seed: a zip file with the script and the arrays it reads',
    ending: 'zip',
  },
});

/** Of one trained network. */
const kNetworks = /** @type {const} */ ({
  onnx: { title: 'ONNX model', note: 'For ONNX Runtime and Netron; its outputs are logits', ending: 'onnx' },
  safetensors: { title: 'safetensors', note: '', ending: 'safetensors' },
  npz: { title: 'npz', note: '', ending: 'npz' },
  json: { title: 'JSON', note: '', ending: 'json' },
});

/** Of what the trainings recorded. */
const kResults = /** @type {const} */ ({
  jsonl: {
    title: 'Results as records',
    note: 'JSONL, for Open results and the command line: report FILE',
    ending: 'jsonl',
  },
  csv: { title: 'Epochs as a table', note: 'CSV, a row an epoch', ending: 'csv' },
  tensorboard: { title: 'TensorBoard events', note: 'A zip file with a folder for each training', ending: 'zip' },
});

const kForms = { ...kScripts, ...kBeginnings, ...kNetworks, ...kResults };
/** @typedef {keyof typeof kScripts} Script */
/** @typedef {keyof typeof kNetworks} Network */
/** @typedef {keyof typeof kForms} Form */
/** @typedef {{ blob: Blob, said?: string, of?: string }} Content said: what is to be known of it; of: a training whose name the file has */

/** @param {string} title */
const nameOf = (title) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60) || 'experiment';

/** @template T @param {T | null} model @returns {T} */
function modelOf(model) {
  if (!model) throw new Error('The trainings are not there yet. Try again in a moment.');
  return model;
}

export class ExportMenu extends LitElement {
  static properties = {
    checked: { attribute: false },
    catalog: { attribute: false },
    files: { attribute: false },
    model: { attribute: false },
    chosen: { state: true },
    said: { state: true },
    failed: { state: true },
    again: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      :host { position: relative; }
      summary { list-style: none; cursor: pointer; display: inline-flex; align-items: center; }
      summary::-webkit-details-marker { display: none; }
      .menu { position: absolute; inset-inline-end: 0; top: calc(100% + 0.25rem); z-index: 25; width: min(22rem, calc(100vw - 2rem)); max-height: clamp(14rem, 100dvh - 19rem, 40rem); overflow-y: auto; scroll-margin-block: 8rem 5rem; background: var(--surface); border: 1px solid var(--edge); border-radius: 8px; padding: 0.5rem; box-shadow: 0 4px 16px rgb(0 0 0 / 0.12); }
      .menu button:not(.button) { display: block; width: 100%; text-align: start; border: 0; background: none; border-radius: 6px; padding: 0.375rem 0.5rem; font-size: 0.875rem; line-height: 1.35; }
      .menu button:not(.button):hover:enabled, .menu button:not(.button):focus-visible { background: var(--sunken); }
      .menu button:disabled { opacity: 0.6; cursor: default; }
      .menu p { padding: 0.25rem 0.5rem; overflow-wrap: anywhere; }
      .menu .part { padding: 0.5rem 0.5rem 0.125rem; font-size: 0.75rem; font-weight: 600; color: var(--ink-soft); }
      .menu .part:not(:first-child) { margin-top: 0.375rem; border-top: 1px solid var(--hairline); }
      .row { display: flex; flex-wrap: wrap; gap: 0.375rem; align-items: center; padding: 0.375rem 0.5rem; font-size: 0.875rem; }
      .row .button { padding-inline: 0.5rem; }
      .row select { flex: 1; min-width: 0; width: auto; }
      .row progress { flex: 1; min-width: 4rem; accent-color: var(--ink); }
      .status { position: sticky; bottom: -0.5rem; margin: 0 -0.5rem -0.5rem; padding: 0 0.5rem; background: var(--surface); border-top: 1px solid var(--hairline); }
      .status:not(.says) { border: 0; }
      .status p:not(:empty) { padding-block: 0.5rem; }
      .status p:empty { padding: 0; }
      @media (max-width: 760px) { .menu { max-height: max(14rem, 100dvh - 22rem); } }
      .warn { color: var(--warn); white-space: pre-line; }
    `,
  ];

  constructor() {
    super();
    /** Null: the experiment is not checked, or has errors. @type {Checked | null} */
    this.checked = null;
    /** @type {import('../engine/answers.js').Catalog | null} */
    this.catalog = null;
    /** Those of the experiment's data, by name. @type {Record<string, Uint8Array | Blob>} */
    this.files = {};
    /** Whose trainings have the results. @type {import('../training/training-model.js').TrainingModel | null} */
    this.model = null;
    /** The index of one training; "": all of them. */
    this.chosen = '';
    this.said = '';
    /** Whether it says why there is no file. */
    this.failed = false;
    /** What is trained again for its weights: how far it is. @type {{ stop: AbortController, where: string, fraction: number | null } | null} */
    this.again = null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.again?.stop.abort();
  }

  /** @returns {Checked} @throws {Error} where there is none */
  get whole() {
    if (!this.checked) throw new Error('The experiment has errors: fix the highlighted fields first.');
    return this.checked;
  }

  get title() {
    return this.whole.experiment.name || 'An experiment without a name';
  }

  /** The name of a file without its ending. @param {string} of the training's name where it is of one of several, or "" */
  stemOf(of) {
    return `${nameOf(this.title)}${of ? `_${nameOf(of)}` : ''}`;
  }

  /** What a script of the experiment is not, or "". */
  get otherThanShown() {
    return this.model?.trials.some(({ byHand }) => byHand.length > 0)
      ? ' It trains with the settings of now from its first step on: what is on screen was changed while it trained.'
      : '';
  }

  /** @returns {Promise<Content>} @throws {Error} where the run has no such form */
  async kerasOf() {
    const { whole, title, files } = this;
    const [{ kerasZip }, { engineReady }] = await Promise.all([
      import('./keras-files.js'),
      import('../curves/page-engine.js'),
    ]);
    const stemOf = (/** @type {string} */ of) => this.stemOf(of);
    const written = await kerasZip(whole, modelOf(this.model), this.chosenNow(), files, await engineReady(), {
      title,
      stemOf,
    });
    return { ...written, said: written.said + this.otherThanShown };
  }

  /** @param {Script} form @returns {Promise<Content>} @throws {Error} where the experiment has no such form */
  async scriptOf(form) {
    const { whole: checked, title, catalog } = this;
    if (!catalog) throw new Error('The engine has not started yet. Try again in a moment.');
    const [{ pytorchScript }, { notebookOf }, { engineReady }] = await Promise.all([
      import('../export/pytorch/script.js'),
      import('../export/pytorch/notebook.js'),
      import('../curves/page-engine.js'),
    ]);
    const files = Object.fromEntries(
      await Promise.all(
        Object.entries(this.files).map(async ([key, file]) => [
          key,
          file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : file,
        ]),
      ),
    );
    const name = `${this.stemOf('')}.${kForms[form].ending}`;
    const script = pytorchScript(
      checked.runs,
      { catalog, curves: await engineReady() },
      { title, file: name, seeds: checked.seeds, files, notebook: form === 'notebook' },
    );
    return form === 'notebook'
      ? { blob: new Blob([notebookOf(script)], { type: 'application/json' }), said: this.otherThanShown }
      : {
          blob: new Blob([script], { type: 'text/x-python' }),
          said: ` Run it: python3 ${name}.${this.otherThanShown}`,
        };
  }

  /** @param {Network} form @param {AbortController} stop @returns {Promise<Content>} */
  async networkOf(form, stop) {
    const { whole, model, files } = this;
    const { networkFile } = await import('./network-files.js');
    return networkFile(form, whole, modelOf(model), this.chosenNow(), files, {
      signal: stop.signal,
      onProgress: (trial, progress) => {
        const isFirst = !this.again;
        const where = progress ? `epoch ${progress.epoch} of ${progress.epochs}` : 'waiting for a free core';
        this.again = { stop, where, fraction: progress?.fraction ?? null };
        if (!isFirst) return;
        this.said = `No worker holds the weights of ${trial.name}: it is trained again for them.`;
        void this.updateComplete.then(() => this.cancelButton?.focus());
      },
    });
  }

  /** @param {keyof typeof kResults} form @returns {Promise<Content>} */
  async resultsOf(form) {
    const { whole } = this;
    const { recordedFile, resultFile } = await import('./result-files.js');
    const { shown, recorded, trials } = modelOf(this.model);
    const chosen = this.chosenNow();
    const isChosen = (/** @type {import('../training/trials.js').Trial} */ { index }) =>
      chosen === '' || index === trials[Number(chosen)].index;
    return (shown === recorded ? recordedFile : resultFile)(form, whole, shown.filter(isChosen));
  }

  /** @param {Form} form */
  async write(form) {
    const stop = new AbortController();
    Object.assign(this, { said: '', failed: false });
    try {
      const {
        blob,
        said = '',
        of = '',
      } = await (form in kScripts
        ? this.scriptOf(/** @type {Script} */ (form))
        : form in kBeginnings
          ? this.kerasOf()
          : form in kNetworks
            ? this.networkOf(/** @type {Network} */ (form), stop)
            : this.resultsOf(/** @type {keyof typeof kResults} */ (form)));
      const { save } = await import('../sharing/pictures.js');
      const name = `${this.stemOf(of)}.${kForms[form].ending}`;
      save({ name, blob });
      this.said = `Saved as ${name}.${said}`;
    } catch (error) {
      this.failed = !stop.signal.aborted;
      this.said = stop.signal.aborted
        ? 'Cancelled: nothing was written.'
        : `Not written: ${error instanceof Error ? error.message : error}`;
    }
    if (this.again?.stop !== stop) return;
    const hadFocus = this.cancelButton === this.shadowRoot?.activeElement;
    this.again = null;
    await this.updateComplete;
    if (hadFocus) /** @type {HTMLElement} */ (this.renderRoot.querySelector(`[data-form=${form}]`)).focus();
  }

  get cancelButton() {
    return /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.status button'));
  }

  /** The index of the training that is chosen, where there still is such a one; else "". */
  chosenNow() {
    return Number(this.chosen) < (this.model?.trials.length ?? 0) ? this.chosen : '';
  }

  /** Which of the trainings a network or results are of. */
  choiceOf() {
    const trials = this.model?.trials ?? [];
    if (trials.length < 2) return '';
    return html`<label class="row">Of <select .value=${this.chosenNow()} @change=${(/** @type {Event} */ event) => {
      this.chosen = /** @type {HTMLSelectElement} */ (event.target).value;
    }}><option value="">all runs and seeds</option>${trials.map(({ name }, i) => html`<option value=${i}>${name}</option>`)}</select></label>`;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key !== 'Escape') return;
    const details = /** @type {HTMLDetailsElement} */ (this.renderRoot.querySelector('details'));
    details.open = false;
    details.querySelector('summary')?.focus();
  }

  /** @param {Form} form */
  buttonFor(form) {
    const { title, note } = kForms[form];
    return html`<button type="button" class=${note ? '' : 'button'} data-form=${form} ?disabled=${this.again !== null} @click=${() => this.write(form)}>${title}${note ? html`<br><span class="small soft">${note}</span>` : ''}</button>`;
  }

  /** @param {Event} event */
  onToggle({ target }) {
    this.requestUpdate(); // other trainings than last time
    const { open } = /** @type {HTMLDetailsElement} */ (target);
    if (open) this.renderRoot.querySelector('.menu')?.scrollIntoView({ block: 'nearest' });
  }

  /** How far the training is that is done again. */
  progressOf() {
    if (!this.again) return '';
    const { stop, where, fraction } = this.again;
    return html`<div class="row"><progress aria-label="Trained again" max="1" value=${fraction ?? nothing}></progress><span class="small soft">${where}</span><button type="button" class="button" @click=${() => stop.abort()}>Cancel</button></div>`;
  }

  render() {
    return html`<details @toggle=${(/** @type {Event} */ event) => this.onToggle(event)} @keydown=${(/** @type {KeyboardEvent} */ event) => this.onKey(event)}><summary class="button">Export\u2026</summary><div class="menu">
      <p class="part">Experiment</p>${this.buttonFor('pytorch')}${this.buttonFor('notebook')}${this.buttonFor('keras')}
      <p class="part">What was trained</p>${this.choiceOf()}${this.buttonFor('onnx')}
      <div class="row" role="group" aria-label="Weights">Weights ${this.buttonFor('safetensors')}${this.buttonFor('npz')}${this.buttonFor('json')}</div>
      ${this.buttonFor('jsonl')}${this.buttonFor('csv')}${this.buttonFor('tensorboard')}
      <div class=${this.said ? 'status says' : 'status'}><p class=${this.failed ? 'small warn' : 'small soft'} role="status">${this.said}</p>${this.progressOf()}</div></div></details>`;
  }
}

define('activation-export-menu', ExportMenu);
