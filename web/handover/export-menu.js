// <activation-export-menu>: the experiment on screen as a file for another program. Gets `checked`, what the engine says of it,
// and `catalog`, what the engine describes. What writes the file is loaded when it is chosen.
import { css, html, LitElement } from 'lit';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';

/** @typedef {import('../engine/answers.js').CheckedRun} CheckedRun */
/** @typedef {{ experiment: import('../text/paths.js').Json, runs: CheckedRun[], seeds: number[] }} Checked */

const kForms = /** @type {const} */ ({
  pytorch: {
    title: 'PyTorch script',
    note: 'Draws the same data and weights, and prints the same losses',
    ending: 'py',
  },
  notebook: { title: 'PyTorch notebook', note: 'The same text for Jupyter', ending: 'ipynb' },
});
/** @typedef {keyof typeof kForms} Form */

/** Of what the trainings recorded. */
const kResultForms = /** @type {const} */ ({
  jsonl: {
    title: 'Results as records',
    note: 'JSONL, for Open results and the command line: report FILE',
    ending: 'jsonl',
  },
  csv: { title: 'Epochs as a table', note: 'CSV, a row an epoch', ending: 'csv' },
  tensorboard: { title: 'TensorBoard events', note: 'A zip file with a folder for each training', ending: 'zip' },
});
/** @typedef {keyof typeof kResultForms} ResultForm */

/** @param {string} title */
const nameOf = (title) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60) || 'experiment';

export class ExportMenu extends LitElement {
  static properties = {
    checked: { attribute: false },
    catalog: { attribute: false },
    files: { attribute: false },
    model: { attribute: false },
    chosen: { state: true },
    said: { state: true },
    failed: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      :host { position: relative; }
      summary { list-style: none; cursor: pointer; display: inline-flex; align-items: center; }
      summary::-webkit-details-marker { display: none; }
      .menu { position: absolute; inset-inline-end: 0; top: calc(100% + 0.25rem); z-index: 25; width: min(22rem, 90vw); background: var(--surface); border: 1px solid var(--edge); border-radius: 8px; padding: 0.5rem; box-shadow: 0 4px 16px rgb(0 0 0 / 0.12); }
      .menu button { display: block; width: 100%; text-align: start; border: 0; background: none; border-radius: 6px; padding: 0.5rem; font-size: 0.875rem; }
      .menu button:hover, .menu button:focus-visible { background: var(--sunken); }
      .menu p { padding: 0.25rem 0.5rem; overflow-wrap: anywhere; }
      .which { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; padding: 0.5rem; border-top: 1px solid var(--edge); }
      .which select { min-width: 0; max-width: 100%; }
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
    /** Whose trainings have the results. @type {{ trials: import('../training/trials.js').Trial[] } | null} */
    this.model = null;
    /** The index of one training; "": all of them. */
    this.chosen = '';
    this.said = '';
    /** Whether it says why there is no file. */
    this.failed = false;
  }

  /** @param {Form} form @returns {Promise<{ name: string, text: string }>} @throws {Error} where the experiment has no such form */
  async fileOf(form) {
    const { checked, catalog } = this;
    if (!checked || !catalog) throw new Error('The experiment has errors: fix the highlighted fields first.');
    const [{ pytorchScript }, { notebookOf }, { engineReady }] = await Promise.all([
      import('../export/pytorch/script.js'),
      import('../export/pytorch/notebook.js'),
      import('../curves/page-engine.js'),
    ]);
    const title = checked.experiment.name || 'An experiment without a name';
    const name = `${nameOf(title)}.${kForms[form].ending}`;
    const files = Object.fromEntries(
      await Promise.all(
        Object.entries(this.files).map(async ([key, file]) => [
          key,
          file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : file,
        ]),
      ),
    );
    const script = pytorchScript(
      checked.runs,
      { catalog, curves: await engineReady() },
      { title, file: name, seeds: checked.seeds, files, notebook: form === 'notebook' },
    );
    return { name, text: form === 'notebook' ? notebookOf(script) : script };
  }

  /** @param {Form} form */
  async write(form) {
    this.said = '';
    try {
      const { name, text } = await this.fileOf(form);
      const { save } = await import('../sharing/pictures.js');
      save({ name, blob: new Blob([text], { type: form === 'notebook' ? 'application/json' : 'text/x-python' }) });
      this.failed = false;
      this.said = form === 'pytorch' ? `Saved as ${name}. Run it: python3 ${name}` : `Saved as ${name}.`;
    } catch (error) {
      this.failed = true;
      this.said = `Not written: ${error instanceof Error ? error.message : error}`;
    }
  }

  /** @param {ResultForm} form */
  async writeResults(form) {
    this.said = '';
    try {
      const { checked, model } = this;
      if (!checked || !model) throw new Error('The experiment has errors: fix the highlighted fields first.');
      const [{ resultFile }, { save }] = await Promise.all([
        import('./result-files.js'),
        import('../sharing/pictures.js'),
      ]);
      const trials = model.trials.filter((_, i) => this.chosen === '' || i === Number(this.chosen));
      const { blob, said } = resultFile(form, checked, trials);
      const name = `${nameOf(checked.experiment.name || 'An experiment without a name')}.${kResultForms[form].ending}`;
      save({ name, blob });
      this.failed = false;
      this.said = `Saved as ${name}.${said}`;
    } catch (error) {
      this.failed = true;
      this.said = `Not written: ${error instanceof Error ? error.message : error}`;
    }
  }

  /** Which of the trainings the results are of. */
  choiceOf() {
    const trials = this.model?.trials ?? [];
    if (trials.length < 2) return '';
    return html`<label class="small which">Results of <select .value=${this.chosen} @change=${(
      /** @type {Event} */ event,
    ) => {
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

  render() {
    return html`<details @toggle=${() => this.requestUpdate()} @keydown=${(/** @type {KeyboardEvent} */ event) => this.onKey(event)}><summary class="button">Export\u2026</summary><div class="menu">
      ${Object.entries(kForms).map(([form, { title, note }]) => html`<button type="button" @click=${() => this.write(/** @type {Form} */ (form))}>${title}<br><span class="small soft">${note}</span></button>`)}
      ${this.choiceOf()}
      ${Object.entries(kResultForms).map(([form, { title, note }]) => html`<button type="button" @click=${() => this.writeResults(/** @type {ResultForm} */ (form))}>${title}<br><span class="small soft">${note}</span></button>`)}
      <p class=${this.failed ? 'small warn' : 'small soft'} role="status">${this.said || 'Weights and other forms: cli.js export, on the command line.'}</p></div></details>`;
  }
}

define('activation-export-menu', ExportMenu);
