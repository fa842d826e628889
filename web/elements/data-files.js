// <data-files>: asks for the files an experiment needs (MNIST's four), plain or gzipped, recognises them
// by name and sends `files-change`. The files are read here and go nowhere but to the workers.
import { css, html, LitElement } from 'lit';
import { byteSize } from './numbers.js';
import { baseStyles, controlStyles } from './styles.js';

/** A file's name as the engine lists it: without .gz, and with the dot some copies have for the dash. @param {string} name */
export const plainFileName = (name) => name.replace(/\.gz$/i, '').replace(/\.idx(\d)/, '-idx$1');

export class DataFiles extends LitElement {
  static properties = {
    wanted: { attribute: false },
    have: { state: true },
    problem: { state: true },
    over: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .drop { border: 1px dashed var(--line); border-radius: 8px; padding: 0.875rem 1rem; background: var(--surface); font-size: 0.875rem; }
      .drop.over { border-style: solid; background: var(--sunken); }
      ul { margin: 0.5rem 0; padding: 0; list-style: none; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 0.125rem 1rem; }
      li { display: flex; gap: 0.5rem; font-size: 0.8125rem; }
      li code { font-family: var(--code-face); font-size: 0.75rem; overflow-wrap: anywhere; }
      .mark { width: 1rem; flex: none; font-weight: 700; }
      label.button { display: inline-flex; align-items: center; cursor: pointer; position: relative; }
      input[type="file"] { position: absolute; inset: 0; opacity: 0; width: 100%; cursor: pointer; }
      label.button:focus-within { outline: 2px solid var(--focus); outline-offset: 2px; }
    `,
  ];

  constructor() {
    super();
    /** @type {string[]} */
    this.wanted = [];
    /** @type {Record<string, Uint8Array>} */
    this.have = {};
    this.problem = '';
    this.over = false;
  }

  /** @param {Iterable<File>} files */
  async take(files) {
    const have = { ...this.have };
    const strangers = [];
    for (const file of files) {
      const name = plainFileName(file.name);
      if (this.wanted.includes(name)) have[name] = new Uint8Array(await file.arrayBuffer());
      else strangers.push(file.name);
    }
    this.have = have;
    this.problem = strangers.length ? `Not one of the files asked for: ${strangers.join(', ')}.` : '';
    this.dispatchEvent(new CustomEvent('files-change', { detail: have }));
  }

  render() {
    return html`<div class=${this.over ? 'drop over' : 'drop'}
        @dragover=${(/** @type {DragEvent} */ event) => {
          event.preventDefault();
          this.over = true;
        }}
        @dragleave=${() => {
          this.over = false;
        }}
        @drop=${(/** @type {DragEvent} */ event) => {
          event.preventDefault();
          this.over = false;
          this.take(event.dataTransfer?.files ?? []);
        }}>
      <p>This experiment trains on the MNIST digits, which this page does not carry. Choose the files of the original distribution from your disk, plain or as <code>.gz</code>; they stay on this device.</p>
      <ul aria-label="Files">${this.wanted.map(
        (
          name,
        ) => html`<li><span class="mark" aria-hidden="true">${this.have[name] ? '\u2713' : '\u00b7'}</span><code>${name}</code>
          <span class="soft">${this.have[name] ? byteSize(this.have[name].length) : 'missing'}</span></li>`,
      )}</ul>
      <label class="button">Choose files\u2026<input type="file" multiple aria-label="Choose the MNIST files" @change=${(/** @type {Event} */ event) => this.take(/** @type {HTMLInputElement} */ (event.target).files ?? [])}></label>
      <p class="error" role="status">${this.problem}</p>
    </div>`;
  }
}

customElements.define('data-files', DataFiles);
