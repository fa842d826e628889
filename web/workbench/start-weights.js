// <activation-start-weights>: whether the network starts from weights that are drawn, or from those of a file. Gets `weights`,
// what the experiment says of them; sends `weights-chosen` with a file, and `weights-leave`.
import { css, html, LitElement } from 'lit';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';

export class StartWeights extends LitElement {
  static properties = { weights: { attribute: false } };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      p { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; align-items: center; margin: 0; font-size: 0.8125rem; color: var(--ink-soft); }
      code { overflow-wrap: anywhere; }
      label, button { display: inline-flex; align-items: center; min-height: 1.75rem; padding-block: 0; font-size: 0.8125rem; }
      label { position: relative; overflow: hidden; cursor: pointer; }
      label:focus-within { outline: 2px solid var(--focus); outline-offset: 2px; }
      input { position: absolute; inset: 0; opacity: 0; width: 100%; cursor: pointer; }
    `,
  ];

  constructor() {
    super();
    /** @type {{ file?: string } | null} */
    this.weights = null;
  }

  /** @param {string} name @param {unknown} [detail] */
  send(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** @param {string} text */
  renderChoice(text) {
    return html`<label class="button">${text}<input type="file" accept=".safetensors,.npz,.json,.gz" aria-label="Start from trained weights: a file of safetensors, npz or JSON" @change=${(
      /** @type {Event} */ event,
    ) => {
      const input = /** @type {HTMLInputElement} */ (event.target);
      const [file] = input.files ?? [];
      input.value = ''; // else choosing the same file again would be no change
      if (file) this.send('weights-chosen', file);
    }}></label>`;
  }

  render() {
    const file = this.weights?.file;
    if (!file) return html`<p>Initial weights: drawn from the seed ${this.renderChoice('Start from a file\u2026')}</p>`;
    return html`<p><span>Initial weights: <code>${file}</code></span> ${this.renderChoice('Another\u2026')}
      <button class="button bare" type="button" @click=${() => this.send('weights-leave')}>Draw them instead</button></p>`;
  }
}

define('activation-start-weights', StartWeights);
