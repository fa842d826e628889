// <experiment-list>: the experiments that ship, as cards: what each compares and what comes out. Sends `open-preset` with
// the name of the one to be opened.
import { css, html, LitElement } from 'lit';
import { presets } from '../presets/index.js';
import { baseStyles, controlStyles } from '../ui/styles.js';

/** @typedef {import('../presets/preset.js').Preset} Preset */

export class ExperimentList extends LitElement {
  static styles = [
    baseStyles,
    controlStyles,
    css`
      ul { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 1rem; }
      li { border: 1px solid var(--hairline); border-radius: 10px; background: var(--surface); padding: 0.875rem 1rem; display: flex; flex-direction: column; gap: 0.375rem; }
      h3 { font-size: 1.0625rem; }
      .facts { margin-top: auto; font-size: 0.8125rem; color: var(--ink-soft); display: flex; justify-content: space-between; gap: 0.75rem; align-items: end; }
      code { font-family: var(--code-face); font-size: 0.8125rem; overflow-wrap: anywhere; }
    `,
  ];

  /** @param {Preset} preset */
  renderCard({ name, summary, time, files, page, experiment }) {
    const title = experiment.name ?? name;
    const needs = files ? ` Needs ${files}.` : '';
    return html`<li><h3>${title}</h3><p class="small">${summary.charAt(0).toUpperCase()}${summary.slice(1)}.</p>
      <div class="facts"><span>About ${time} on one core.${needs}</span>
      ${
        page === false
          ? html`<span>By the command line: <code>node cli.js run ${name}</code></span>`
          : html`<button class="button" type="button" aria-label=${`Open ${title}`} @click=${() => this.dispatchEvent(new CustomEvent('open-preset', { detail: name, bubbles: true, composed: true }))}>Open</button>`
      }</div></li>`;
  }

  render() {
    return html`<ul aria-label="Experiments">${presets.map((preset) => this.renderCard(preset))}</ul>`;
  }
}

customElements.define('experiment-list', ExperimentList);
