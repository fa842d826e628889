// <data-files>: asks for the files an experiment needs (MNIST's four, a CSV), chosen from the disk or fetched from an
// address. Sends `files-change` with what the engine takes, what is there and what is wrong with it. The files go
// nowhere but to the workers.
import { css, html, LitElement } from 'lit';
import { fetchFiles } from '../data/fetch-files.js';
import { isTableName, unpackedName } from '../data/file-names.js';
import { prepareFiles, readingOf } from '../data/files-for-engine.js';
import { forgetFiles, keepFile, keptFiles } from '../storage/chosen-files.js';
import { keeping } from '../storage/keeping.js';
import { byteSize } from '../text/numbers.js';
import { followTransfer } from '../text/transfer-progress.js';
import { connection } from '../ui/connection.js';
import { baseStyles, controlStyles } from '../ui/styles.js';

/** A file's name as the engine lists it: without .gz, and with the dot some copies have for the dash. @param {string} name */
export const plainFileName = (name) => unpackedName(name).replace(/\.idx(\d)/, '-idx$1');

/** @typedef {import('../data/fingerprint.js').FileMark} FileMark */

/** What is asked for, in words. @type {Record<string, string>} */
const kAsks = {
  mnist: 'the MNIST digits',
  'fashion-mnist': 'the Fashion-MNIST images',
};

export class DataFiles extends LitElement {
  static properties = {
    wanted: { attribute: false },
    offered: { attribute: false },
    runs: { attribute: false },
    have: { state: true },
    problem: { state: true },
    progress: { state: true },
    over: { state: true },
    kept: { state: true },
    notKept: { state: true },
    offline: { state: true },
    marks: { attribute: false },
    stranger: { state: true },
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
      form { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin-top: 0.75rem; }
      input[type="text"] { flex: 1 1 14rem; min-width: 0; }
      .progress { margin-top: 0.5rem; overflow-wrap: anywhere; }
      .bar { height: 5px; border-radius: 3px; border: 1px solid var(--edge); background: var(--surface); margin-bottom: 0.25rem; overflow: hidden; }
      .bar div { height: 100%; background: var(--ink); }
      @media (forced-colors: active) { .bar { border-color: CanvasText; } .bar div { background: Highlight; forced-color-adjust: none; } }
      .offline { margin-top: 0.375rem; }
      .error { white-space: pre-line; overflow-wrap: anywhere; }
      input[type="file"] { position: absolute; inset: 0; opacity: 0; width: 100%; cursor: pointer; }
      label.button:focus-within { outline: 2px solid var(--focus); outline-offset: 2px; }
    `,
  ];

  constructor() {
    super();
    /** @type {string[]} */
    this.wanted = [];
    /** Files that are at hand, whether or not the browser keeps them. @type {Record<string, Uint8Array | Blob>} */
    this.offered = {};
    /** @type {import('../data/files-for-engine.js').CheckedRun[]} */
    this.runs = [];
    /** @type {Record<string, Uint8Array | Blob>} the files as they came */
    this.have = {};
    this.problem = '';
    /** How far the fetch or the reading of a file is; null: there is none. @type {import('../text/transfer-progress.js').Progress | null} */
    this.progress = null;
    this.doing = 'Fetching';
    /** What is known of the tables, by file. @type {Record<string, { features: string[], classNames: string[] }>} */
    this.tables = {};
    /** The files of the reader's own that the experiment was made with: no others are taken. @type {FileMark[]} */
    this.marks = [];
    /** A file that is not the one asked for, but could be another experiment's. @type {File | null} */
    this.stranger = null;
    /** What tells the tables that were read from others. @type {FileMark[]} */
    this.found = [];
    /** Names under which files were given. @type {Record<string, string>} */
    this.called = {};
    /** Why what was chosen last is not kept for the next visit, or "". */
    this.notKept = '';
    this.offline = connection.offline;
    this.onConnection = () => {
      this.offline = connection.offline;
    };
    /** Counts what was prepared, so that a slow answer does not overtake a later one. */
    this.turn = 0;
    this.over = false;
    /** Names of files that an earlier visit left, or that this one leaves. @type {Set<string>} */
    this.kept = new Set();
    /** What the files were last prepared for. */
    this.readSource = '';
    this.reads = '';
  }

  connectedCallback() {
    super.connectedCallback();
    connection.addEventListener('change', this.onConnection);
    this.onConnection();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    connection.removeEventListener('change', this.onConnection);
  }

  /** The data source that needs the files. */
  get source() {
    return this.runs.find((run) => run.files.length > 0)?.experiment.data.source ?? 'mnist';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    // The same name can be given another file, and another be asked for by it.
    const isOffered = (/** @type {string} */ name) => {
      const before = /** @type {typeof this.offered | undefined} */ (changed.get('offered'))?.[name];
      return this.offered[name] !== undefined && this.offered[name] !== before;
    };
    const isNew = changed.has('offered') && this.wanted.some(isOffered);
    const isOther = (/** @type {FileMark} */ { name, sum }) =>
      this.marks.some((mark) => mark.name === name && mark.sum !== sum);
    const isAsked = changed.has('marks') && this.found.some(isOther);
    if (!changed.has('runs') && !isNew && !isAsked) return;
    const reads = JSON.stringify(this.runs.map((run) => [run.experiment.data.file, readingOf(run)]));
    const { source } = this;
    if (source === this.readSource && reads === this.reads && !isNew && !isAsked) return;
    // The files of another source may have the same names; the same file can be a table of another target.
    if (source !== this.readSource) this.have = {};
    for (const name of this.wanted) if (this.offered[name]) this.have = { ...this.have, [name]: this.offered[name] };
    void this.recall();
    this.readSource = source;
    this.reads = reads;
    this.announce();
  }

  /** Takes the files that an earlier visit has left here. */
  async recall() {
    const { source } = this;
    const names = this.wanted.filter((name) => !this.have[name]);
    const found = await keptFiles(source, names);
    if (source !== this.source || Object.keys(found).length === 0) return;
    this.kept = new Set([...this.kept, ...Object.keys(found)]);
    this.have = { ...found, ...this.have };
    await this.announce();
  }

  async forget() {
    await forgetFiles(this.source, this.wanted);
    this.kept = new Set();
    this.have = {};
    await this.announce();
  }

  /** @param {Iterable<File>} files */
  async take(files) {
    /** @type {Record<string, File | Uint8Array>} */
    const chosen = {};
    const strangers = [];
    this.notKept = '';
    this.stranger = null;
    for (const file of files) {
      const name = this.nameFor(file);
      if (name === '') {
        strangers.push(file.name);
        if (isTableName(file.name)) this.stranger = file;
        continue;
      }
      // A table is read by its worker, and can be too large for the page's thread.
      chosen[name] = this.source === 'csv' ? file : new Uint8Array(await file.arrayBuffer());
      this.called = { ...this.called, [name]: file.name };
    }
    this.have = { ...this.have, ...chosen };
    await this.announce(strangers.length ? `Not one of the files asked for: ${strangers.join(', ')}.` : '');
    for (const [name, file] of Object.entries(chosen)) {
      if (this.have[name] !== file) continue; // it was refused
      if (await keepFile(this.source, name, file)) this.kept = new Set([...this.kept, name]);
      else this.notKept = keeping.textOf('files');
    }
  }

  /** Which of the files asked for it is, or "": a table whose fingerprint is known can have any name. @param {File} file */
  nameFor(file) {
    const name = plainFileName(file.name);
    if (this.wanted.includes(name)) return name;
    const [only] = this.wanted;
    const isKnown = this.wanted.length === 1 && this.marks.some((mark) => mark.name === only && mark.sum !== '');
    return isKnown && isTableName(file.name) ? only : '';
  }

  /** @param {string} address */
  async fetchFrom(address) {
    this.problem = '';
    const follow = followTransfer(this.wanted);
    this.doing = 'Fetching';
    this.progress = { name: '', fraction: null, text: 'Fetching\u2026' };
    try {
      const files = await fetchFiles({
        names: this.wanted,
        address,
        source: this.source,
        onProgress: (at) => {
          this.progress = follow(at, performance.now());
        },
      });
      this.have = { ...this.have, ...files };
      await this.announce();
    } catch (error) {
      this.problem = /** @type {Error} */ (error).message;
    }
    this.progress = null;
  }

  /** Sends what the engine can take of the files there are. @param {string} [problem] already known */
  async announce(problem = '') {
    this.turn += 1;
    const { turn } = this;
    /** @type {Record<string, Uint8Array | Blob>} */
    let files = {};
    this.tables = {};
    this.found = [];
    const before = Object.keys(this.have);
    try {
      if (before.length > 0) {
        this.dispatchEvent(
          new CustomEvent('files-change', {
            detail: { files, problem: '', given: before, reading: true, tables: {}, marks: [] },
          }),
        );
        files = await prepareFiles(this.have, this.runs, (file, name, reading) => this.pack(file, name, reading, turn));
      }
    } catch (error) {
      problem = [problem, /** @type {Error} */ (error).message].filter(Boolean).join('\n');
    }
    if (turn !== this.turn) return;
    this.problem = problem;
    const { tables, found: marks } = this;
    const given = Object.keys(this.have);
    this.dispatchEvent(
      new CustomEvent('files-change', { detail: { files, problem, given, reading: false, tables, marks } }),
    );
  }

  /**
   * @param {Uint8Array | Blob} file @param {string} name @param {import('../data/files-for-engine.js').Reading} reading
   * @param {number} turn of the announcement
   */
  async pack(file, name, reading, turn) {
    const { packTable } = await import('../tables/table-client.js');
    const { StrangerError } = await import('../data/fingerprint.js');
    const follow = followTransfer([name]);
    this.doing = 'Reading';
    const mark = this.marks.find((one) => one.name === name);
    try {
      const onRead = (/** @type {{ read: number, total: number }} */ { read, total }) => {
        if (turn === this.turn) this.progress = follow({ name, received: read, total }, performance.now());
      };
      const expected = mark ? { ...mark, called: this.called[name] ?? name } : null;
      const packed = await packTable(file, name, reading, onRead, expected);
      this.tables = { ...this.tables, [name]: { features: packed.features, classNames: packed.classNames } };
      this.found = [...this.found.filter((one) => one.name !== name), { name, ...packed.mark }];
      return packed.blob;
    } catch (error) {
      if (error instanceof StrangerError && turn === this.turn) {
        const { [name]: _, ...others } = this.have;
        this.have = others;
        const called = this.called[name] ?? name;
        this.stranger = file instanceof File ? file : new File([/** @type {BlobPart} */ (file)], called);
      }
      throw error;
    } finally {
      if (turn === this.turn) this.progress = null;
    }
  }

  /** Makes another experiment of the file that is not this one's. */
  useStranger() {
    this.dispatchEvent(new CustomEvent('table-chosen', { detail: this.stranger, bubbles: true, composed: true }));
    this.stranger = null;
    this.problem = '';
  }

  renderProgress() {
    if (!this.progress) return '';
    const { name, fraction, text } = this.progress;
    return html`<div class="progress">${
      fraction === null
        ? ''
        : html`<div class="bar" role="progressbar" aria-label=${`${this.doing} ${name}`} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(100 * fraction)}><div .style=${`width:${100 * fraction}%`}></div></div>`
    }<span class="soft small" aria-hidden="true">${text}</span></div>`;
  }

  /** What is known of a file that is not there. @param {string} name */
  missingText(name) {
    const mark = this.marks.find((one) => one.name === name);
    if (!mark) return 'missing';
    return `missing: ${byteSize(mark.bytes)}${mark.sum ? `, fingerprint ${mark.sum}` : ''}`;
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
      <p>This experiment trains on ${this.source === 'csv' ? 'a table of your own' : `${kAsks[this.source] ?? 'files'}, which are not bundled with this page`}. Choose ${this.wanted.length > 1 ? 'the files' : 'the file'} from your disk, plain or as <code>.gz</code>; nothing leaves this device.</p>
      <ul aria-label="Files">${this.wanted.map((name) => {
        const bytes = this.have[name];
        const wrong = bytes && this.problem.includes(`${name}:`);
        const size = bytes ? byteSize(bytes instanceof Blob ? bytes.size : bytes.length) : '';
        return html`<li><span class="mark" aria-hidden="true">${wrong ? '!' : bytes ? '\u2713' : '\u00b7'}</span><code>${name}</code>
          <span class="soft">${wrong ? `${size}, cannot be used` : bytes ? size : this.missingText(name)}</span></li>`;
      })}</ul>
      <label class="button">Choose files\u2026<input type="file" multiple aria-label="Choose the data files" @change=${(
        /** @type {Event} */ event,
      ) => {
        const input = /** @type {HTMLInputElement} */ (event.target);
        const files = [...(input.files ?? [])];
        input.value = ''; // else choosing the same file again would be no change
        this.take(files);
      }}></label>
      ${this.notKept ? html`<p class="small" role="status">${this.notKept}</p>` : ''}
      ${this.kept.size > 0 ? html`<p class="small soft">Kept on this device for the next visit. <button class="button bare" type="button" @click=${() => this.forget()}>Forget them</button></p>` : ''}
      <form @submit=${(/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        const form = /** @type {HTMLFormElement} */ (event.target);
        this.fetchFrom(String(new FormData(form).get('address')));
      }}>
        <label for="address">or from the address</label>
        <input id="address" class="input" name="address" type="text" inputmode="url" spellcheck="false" .value=${`./data/${this.source}/`}>
        <button class="button" type="submit" ?disabled=${this.progress !== null}>Fetch</button>
        <span class="soft small" role="status">${this.progress?.name ? html`<span class="visually-hidden">${this.doing} ${this.progress.name}</span>` : ''}</span>
      </form>
      ${this.renderProgress()}
      ${this.offline ? html`<p class="small soft offline">Offline: an address has to wait for the network, unless its files were fetched here before. Files from your disk work.</p>` : ''}
      <p class="error" role="status">${this.problem}</p>
      ${this.stranger ? html`<p><button class="button" type="button" @click=${() => this.useStranger()}>Use ${this.stranger.name} instead</button> <span class="soft small">This makes a new experiment.</span></p>` : ''}
    </div>`;
  }
}

customElements.define('data-files', DataFiles);
