// <activation-recent-list>: what was trained on this device, newest first, and the data files that were chosen; each can be opened again
// or forgotten. Sends `open-state` with the training's state.
import { css, html, LitElement } from 'lit';
import { forgetFiles, listFiles } from '../storage/chosen-files.js';
import { keeping } from '../storage/keeping.js';
import { forgetRecent, recentChanges, recentRuns } from '../storage/recent-runs.js';
import { byteSize } from '../text/numbers.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import './result-sketch.js';

/** @typedef {import('../storage/recent-runs.js').Recent} Recent */

const kFormat = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

export class RecentList extends LitElement {
  static properties = { runs: { state: true }, files: { state: true } };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      ul { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 0.75rem 1rem; }
      li { border: 1px solid var(--hairline); border-radius: 10px; background: var(--surface); padding: 0.625rem 0.875rem; min-width: 0; }
      .head { display: flex; gap: 0.5rem; align-items: baseline; justify-content: space-between; }
      h3 { font-size: 0.9375rem; overflow-wrap: anywhere; }
      .actions { display: flex; gap: 0.25rem; justify-content: flex-end; }
      .notice { margin-bottom: 0.75rem; }
      .files { margin-top: 0.75rem; }
      code { font-family: var(--code-face); font-size: 0.75rem; overflow-wrap: anywhere; }
    `,
  ];

  constructor() {
    super();
    /** null: the browser keeps nothing here; undefined: not asked yet. @type {Recent[] | null | undefined} */
    this.runs = undefined;
    /** @type {{ source: string, name: string, bytes: number }[] | null} */
    this.files = [];
    this.onChange = () => void this.load();
  }

  connectedCallback() {
    super.connectedCallback();
    recentChanges.addEventListener('change', this.onChange);
    keeping.addEventListener('change', this.onChange);
    void this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    recentChanges.removeEventListener('change', this.onChange);
    keeping.removeEventListener('change', this.onChange);
  }

  async load() {
    [this.runs, this.files] = await Promise.all([recentRuns(), listFiles()]);
  }

  /** @param {Recent} recent */
  renderRecent({ id, at, title, state, metric, runs }) {
    return html`<li><div class="head"><h3>${title}</h3><span class="small soft">${kFormat.format(at)}</span></div>
      <activation-result-sketch .runs=${runs} .metric=${metric} .of=${title}></activation-result-sketch>
      <div class="actions"><button class="button bare" type="button" aria-label=${`Forget ${title}`} @click=${() => forgetRecent(id)}>Forget</button>
        <button class="button" type="button" aria-label=${`Open ${title}, trained ${kFormat.format(at)}`} @click=${() => this.dispatchEvent(new CustomEvent('open-state', { detail: state, bubbles: true, composed: true }))}>Open</button></div></li>`;
  }

  renderFiles() {
    const { files } = this;
    if (!files || files.length === 0) return '';
    const sources = [...new Set(files.map(({ source }) => source))];
    return html`<div class="files"><h3>Data files kept here</h3>${sources.map((source) => {
      const own = files.filter((file) => file.source === source);
      return html`<p class="small">${own.map(({ name, bytes }, i) => html`${i > 0 ? ', ' : ''}<code>${name}</code> ${byteSize(bytes)}`)}
        <button class="button bare" type="button" aria-label=${`Forget the files of ${source}`} @click=${async () => {
          await forgetFiles(source);
          await this.load();
        }}>Forget</button></p>`;
    })}</div>`;
  }

  render() {
    const { runs } = this;
    if (runs === undefined) return html`<p class="soft small">\u00a0</p>`;
    if (runs === null)
      return html`<p class="soft small">Trainings are not listed here: the browser lets this page store nothing. A private window, blocked site data or a sandbox do that. Links and copied JSON keep an experiment all the same.</p>`;
    const notKept = keeping.textOf('recent');
    return html`${notKept ? html`<p class="small notice" role="status">${notKept}</p>` : ''}${
      runs.length === 0
        ? html`<p class="soft small">What you train is listed here, on this device only.</p>`
        : html`<ul aria-label="Trained on this device">${runs.map((recent) => this.renderRecent(recent))}</ul>
          <p class="actions"><button class="button bare" type="button" @click=${() => forgetRecent()}>Clear the list</button></p>`
    }${this.renderFiles()}`;
  }
}

define('activation-recent-list', RecentList);
