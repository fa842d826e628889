// <activation-experiment-list>: the experiments that ship, as cards with what each came to; the decision guide; what was trained on this
// device; and a file with an experiment. Sends `open-preset` with a name, or `open-state` with a training's state.
import { css, html, LitElement } from 'lit';
import { presets } from '../presets/index.js';
import { experimentText } from '../presets/preset.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import './decision-guide.js';
import { outlineOf } from './outlines.js';
import './recent-list.js';
import './result-sketch.js';

/** @typedef {import('../presets/preset.js').Preset} Preset */

/** No experiment's text is as long. */
const kMostBytes = 2 ** 20;

export class ExperimentList extends LitElement {
  static properties = { problem: { state: true } };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      ul { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 1rem; }
      li { border: 1px solid var(--hairline); border-radius: 10px; background: var(--surface); padding: 0.875rem 1rem; display: flex; flex-direction: column; gap: 0.375rem; break-inside: avoid; }
      .block { margin-top: 2rem; }
      .block > h2 { font: 600 1.25rem/1.3 var(--title-face); margin-bottom: 0.5rem; }
      h3 { font-size: 1.0625rem; }
      .facts { margin-top: auto; font-size: 0.8125rem; color: var(--ink-soft); display: flex; justify-content: space-between; gap: 0.75rem; align-items: end; }
      code { font-family: var(--code-face); font-size: 0.8125rem; overflow-wrap: anywhere; }
      .file { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; }
      label.button { display: inline-flex; align-items: center; cursor: pointer; position: relative; overflow: hidden; }
      label.button:focus-within { outline: 2px solid var(--focus); outline-offset: 2px; }
      input[type="file"] { position: absolute; inset: 0; opacity: 0; width: 100%; cursor: pointer; }
      @media print { .file { display: none; } }
    `,
  ];

  constructor() {
    super();
    this.problem = '';
  }

  /** @param {File | undefined} file with an experiment or a preset */
  async openFile(file) {
    if (!file) return;
    this.problem = '';
    if (file.size > kMostBytes) {
      this.problem = `${file.name} is too large for an experiment (at most 1 MB). Data files are chosen in the Train view.`;
      return;
    }
    try {
      const experiment = JSON.parse(experimentText(await file.text()));
      if (experiment === null || typeof experiment !== 'object' || Array.isArray(experiment))
        throw new Error('an experiment is an object {...}');
      const detail = { preset: '', set: {}, experiment };
      this.dispatchEvent(new CustomEvent('open-state', { detail, bubbles: true, composed: true }));
    } catch (error) {
      this.problem = `${file.name} holds no experiment: ${/** @type {Error} */ (error).message}. Choose a .json file as the command line takes it.`;
    }
  }

  /** @param {Preset} preset */
  renderCard({ name, summary, time, files, page, experiment }) {
    const title = experiment.name ?? name;
    const needs = files ? ` Needs ${files}.` : '';
    const outline = outlineOf(name);
    return html`<li><h3>${title}</h3><p class="small">${summary.charAt(0).toUpperCase()}${summary.slice(1)}.</p>
      ${outline ? html`<activation-result-sketch .runs=${outline.runs} .metric=${outline.metric} .of=${title}></activation-result-sketch>` : ''}
      <div class="facts"><span>About ${time} on one core.${needs}</span>
      ${
        page === false
          ? html`<span>By the command line: <code>node cli.js run ${name}</code></span>`
          : html`<button class="button" type="button" aria-label=${`Open ${title}`} @click=${() => this.dispatchEvent(new CustomEvent('open-preset', { detail: name, bubbles: true, composed: true }))}>Open</button>`
      }</div></li>`;
  }

  render() {
    return html`<ul aria-label="Experiments">${presets.map((preset) => this.renderCard(preset))}</ul>
      <p class="small soft">A dot is a seed, the stroke the mean of the validation metric; recorded with the command line.</p>
      <section class="block" aria-labelledby="guide"><h2 id="guide">Which function?</h2><activation-decision-guide></activation-decision-guide></section>
      <section class="block" aria-labelledby="recent"><h2 id="recent">Trained on this device</h2><activation-recent-list></activation-recent-list></section>
      <section class="block" aria-labelledby="file"><h2 id="file">An experiment from a file</h2>
        <div class="file"><label class="button">Open a file\u2026<input type="file" accept=".json,application/json" aria-label="Open an experiment from a file" @change=${(
          /** @type {Event} */ event,
        ) => {
          const input = /** @type {HTMLInputElement} */ (event.target);
          void this.openFile(input.files?.[0]);
          input.value = ''; // else choosing the same file again would be no change
        }}></label><span class="small soft">As the command line takes it, and as \u201cThe whole experiment as JSON\u201d in the Train view has it.</span></div>
        <p class="error" role="status">${this.problem}</p></section>`;
  }
}

define('activation-experiment-list', ExperimentList);
