// <activation-data-files>: asks for the files an experiment needs (MNIST's four, a CSV, images), chosen from the disk or fetched.
// Sends `files-change` with what the engine takes, what is there and what is wrong with it. The files go only to the workers.
import { html, LitElement } from 'lit';
import { fetchFiles, mayFetch } from '../data/fetch-files.js';
import { isTableName } from '../data/file-names.js';
import { forgetFiles, keepFile, keptFiles } from '../storage/chosen-files.js';
import { keeping } from '../storage/keeping.js';
import {
  asksForArchive,
  hasWeights,
  isOnlyWeights,
  prepareChosen,
  readsOfRun,
  reasonOf,
} from '../tables/prepare-chosen.js';
import { byteSize } from '../text/numbers.js';
import { followTransfer } from '../text/transfer-progress.js';
import { connection } from '../ui/connection.js';
import { define } from '../ui/define.js';
import { dataFilesStyles } from './data-files.styles.js';

/** @typedef {import('../data/fingerprint.js').FileMark} FileMark */

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
    waiting: { attribute: false },
  };

  static styles = dataFilesStyles;

  constructor() {
    super();
    /** @type {string[]} */
    this.wanted = [];
    /** Files that are at hand, whether or not the browser keeps them. @type {Record<string, Uint8Array | Blob>} */
    this.offered = {};
    /** @type {import('../engine/answers.js').CheckedRun[]} */
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
    /** Files that the experiment's sizes follow from: before those are known nothing is made of them. @type {string[]} */
    this.waiting = [];
    /** A file that is not the one asked for, but could be another experiment's. @type {File | null} */
    this.stranger = null;
    /** What distinguishes the tables that were read from others. @type {FileMark[]} */
    this.found = [];
    /** Names under which files were given. @type {Record<string, string>} */
    this.called = {};
    /** Files that were chosen, before they are kept. @type {Record<string, Uint8Array | Blob>} */
    this.unkept = {};
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
    const waited = /** @type {string[] | undefined} */ (changed.get('waiting'))?.length ?? 0;
    const isKnown = waited > 0 && this.waiting.length === 0;
    if (!changed.has('runs') && !isNew && !isAsked && !isKnown) return;
    const reads = JSON.stringify(this.runs.map(readsOfRun));
    const { source } = this;
    if (source === this.readSource && reads === this.reads && !isNew && !isAsked && !isKnown) return;
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
    Object.assign(this, { kept: new Set(), have: {} });
    await this.announce();
  }

  /** @param {(choosing: typeof import('../tables/images-chosen.js')) => Promise<import('../tables/images-chosen.js').Listed>} list */
  async take(list) {
    this.notKept = '';
    this.stranger = null;
    const { wanted } = this;
    const isArchive = asksForArchive(this.runs);
    // A file whose fingerprint is known can have any name.
    const isKnown = wanted.length === 1 && this.marks.some(({ name, sum }) => name === wanted[0] && sum !== '');
    /** @type {Record<string, Blob | Uint8Array>} */
    const chosen = {};
    let problem = '';
    try {
      const choosing = await import('../tables/images-chosen.js');
      let listed = await list(choosing);
      if (this.source === 'csv') listed = await (await import('../tables/tables-chosen.js')).askedTable(listed, wanted);
      const { found, strangers } = await choosing.filesFor(listed, { wanted, isArchive, isKnown });
      if (strangers.length)
        problem = `Not one of the files asked for: ${strangers.map(({ name }) => name).join(', ')}.`;
      this.stranger = strangers.find(({ file }) => file && isTableName(file.name))?.file ?? null;
      for (const [name, { file, called }] of Object.entries(found)) {
        // Tables and images are read by their workers, and can be too large for the page's thread.
        chosen[name] = ['csv', 'images'].includes(this.source) ? file : new Uint8Array(await file.arrayBuffer());
        this.called = { ...this.called, [name]: called };
      }
    } catch (error) {
      problem = /** @type {Error} */ (error).message;
    }
    this.have = { ...this.have, ...chosen };
    this.unkept = { ...this.unkept, ...chosen };
    await this.announce(problem);
  }

  /** Keeps what was chosen for the next visit, when it is known not to be refused. */
  async keepChosen() {
    const chosen = Object.entries(this.unkept).filter(([name, file]) => this.have[name] === file);
    this.unkept = {};
    for (const [name, file] of chosen)
      if (await keepFile(this.source, name, file)) this.kept = new Set([...this.kept, name]);
      else this.notKept = keeping.textOf('files');
  }

  /** @param {DataTransfer | null} dropped */
  takeDropped(dropped) {
    // Asked for now: when the event is over nothing is there any more.
    const files = [...(dropped?.files ?? [])];
    const entries = [...(dropped?.items ?? [])].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
    return this.take(async ({ listEntries, listFiles }) =>
      entries.length > 0 ? listEntries(entries) : listFiles(files),
    );
  }

  /** @param {string} address */
  async fetchFrom(address) {
    this.problem = '';
    const follow = followTransfer(this.wanted);
    Object.assign(this, { doing: 'Fetching', progress: { name: '', fraction: null, text: 'Fetching\u2026' } });
    try {
      const files = await fetchFiles({
        names: this.wanted,
        address,
        source: this.source,
        keeps: keeping.isAllowed,
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
    const before = this.have;
    try {
      if (Object.keys(before).length > 0) {
        const detail = { files, problem: '', have: before, reading: true, tables: {}, marks: [] };
        this.dispatchEvent(new CustomEvent('files-change', { detail }));
        // What is asked for is read first, to know the sizes; then the experiment that they complete asks for it again.
        if (this.waiting.some((name) => before[name])) {
          this.problem = problem;
          return;
        }
        files = await prepareChosen(
          this.have,
          this.runs,
          (file, name, reading) => this.pack(file, name, reading, turn),
          (data) => this.packImages(data, turn),
        );
      }
    } catch (error) {
      problem = [problem, /** @type {Error} */ (error).message].filter(Boolean).join('\n');
    }
    if (turn !== this.turn) return;
    this.problem = problem;
    const { tables, found: marks, have } = this;
    this.dispatchEvent(
      new CustomEvent('files-change', { detail: { files, problem, have, reading: false, tables, marks } }),
    );
    await this.keepChosen();
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
      if (error instanceof StrangerError && turn === this.turn) this.refuse(name, this.called[name] ?? name);
      throw error;
    } finally {
      if (turn === this.turn) this.progress = null;
    }
  }

  /** @param {import('../own-images/prepare-images.js').Data} data @param {number} turn of the announcement */
  async packImages(data, turn) {
    const { packImages } = await import('../tables/images-client.js');
    const { StrangerError } = await import('../data/fingerprint.js');
    const name = String(data.file);
    this.doing = 'Reading';
    const expected = this.marks.map((mark) => ({ ...mark, called: this.called[mark.name] ?? mark.name }));
    try {
      const { packed, classNames, marks } = await packImages(this.have, data, expected, (done, total) => {
        if (turn === this.turn)
          this.progress = { name, fraction: done / total, text: `${name}: ${done} of ${total} images` };
      });
      this.tables = { ...this.tables, [name]: { features: [], classNames } };
      this.found = [...this.found.filter((one) => !marks.some((mark) => mark.name === one.name)), ...marks];
      return packed;
    } catch (error) {
      // Of a pair it is not known which of the two is meant to be another.
      if (error instanceof StrangerError && turn === this.turn && !data.labels)
        this.refuse(name, (this.called[name] ?? name).replace(/(\.zip)?$/i, '.zip'));
      throw error;
    } finally {
      if (turn === this.turn) this.progress = null;
    }
  }

  /** Lets a file go that is not the one asked for; another experiment can be made of it. @param {string} name @param {string} called */
  refuse(name, called) {
    const { [name]: file, ...others } = this.have;
    this.have = others;
    this.stranger = file instanceof File ? file : new File([/** @type {BlobPart} */ (file)], called);
  }

  /** Makes another experiment of the file that is not this one's. */
  useStranger() {
    const { stranger } = this;
    if (!stranger) return;
    const name = isTableName(stranger.name) ? 'table-chosen' : 'images-chosen';
    this.dispatchEvent(new CustomEvent(name, { detail: [stranger], bubbles: true, composed: true }));
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

  /** @param {string} text @param {string} label @param {boolean} isFolder */
  renderInput(text, label, isFolder) {
    return html`<label class="button">${text}<input type="file" ?multiple=${!isFolder} ?webkitdirectory=${isFolder} aria-label=${label} @change=${(
      /** @type {Event} */ event,
    ) => {
      const input = /** @type {HTMLInputElement} */ (event.target);
      const files = [...(input.files ?? [])];
      input.value = ''; // else choosing the same file again would be no change
      void this.take(async ({ listFiles }) => listFiles(files));
    }}></label>`;
  }

  render() {
    const hover = (/** @type {boolean} */ over) => (/** @type {DragEvent} */ event) => {
      event.preventDefault();
      this.over = over;
    };
    const isAlone = isOnlyWeights(this.wanted, this.runs);
    const isArchive = asksForArchive(this.runs);
    return html`<div class=${this.over ? 'drop over' : 'drop'}
        @dragover=${hover(true)} @dragleave=${hover(false)}
        @drop=${(/** @type {DragEvent} */ event) => {
          hover(false)(event);
          void this.takeDropped(event.dataTransfer);
        }}>
      <p>This experiment ${reasonOf(this.wanted, this.runs, this.source)}. Choose ${isArchive ? 'the folder or zip file' : html`${this.wanted.length > 1 ? 'the files' : 'the file'} from your disk, plain or as <code>.gz</code>`}; nothing leaves this device.</p>
      <ul aria-label="Files">${this.wanted.map((name) => {
        const bytes = this.have[name];
        const wrong = bytes && this.problem.includes(`${name}:`);
        const size = bytes ? byteSize(bytes instanceof Blob ? bytes.size : bytes.length) : '';
        return html`<li><span class="mark" aria-hidden="true">${wrong ? '!' : bytes ? '\u2713' : '\u00b7'}</span><code>${name}</code>
          <span class="soft">${wrong ? `${size}, cannot be used` : bytes ? size : this.missingText(name)}</span></li>`;
      })}</ul>
      <p class="choose">${this.renderInput(isArchive ? 'Choose the zip file\u2026' : 'Choose files\u2026', 'Choose the data files', false)}
      ${this.source === 'csv' || isAlone ? '' : this.renderInput('Choose a folder\u2026', 'Choose the folder of the data files', true)}</p>
      ${hasWeights(this.wanted, this.runs) ? html`<p><button class="button bare" type="button" @click=${() => this.dispatchEvent(new CustomEvent('weights-leave', { bubbles: true, composed: true }))}>Draw the weights instead</button></p>` : ''}
      ${this.notKept ? html`<p class="small" role="status">${this.notKept}</p>` : ''}
      ${this.kept.size > 0 ? html`<p class="small soft">Kept on this device for the next visit. <button class="button bare" type="button" @click=${() => this.forget()}>Forget them</button></p>` : ''}
      <form ?hidden=${!mayFetch() || isAlone} @submit=${(/** @type {SubmitEvent} */ event) => {
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
      ${this.offline && mayFetch() ? html`<p class="small soft offline">Offline: an address has to wait for the network, unless its files were fetched here before. Files from your disk work.</p>` : ''}
      <p class="error" role="status">${this.problem}</p>
      ${this.stranger ? html`<p><button class="button" type="button" @click=${() => this.useStranger()}>Use ${this.stranger.name} instead</button> <span class="soft small">This makes a new experiment.</span></p>` : ''}
    </div>`;
  }
}

define('activation-data-files', DataFiles);
