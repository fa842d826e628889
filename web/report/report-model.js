// What the report shows: the files that are open, and the trials that they hold. Has of a TrainingModel what the charts and
// the layers read. Sends `records` when there are others.
import { readRecords } from '../records/read-records.js';
import { runsOfTrials } from '../training/trials.js';
import { createBrowserWorker, trainingEngine } from '../worker/browser-worker.js';
import { RemoteEngine } from '../worker/remote-engine.js';
import { reportTrials } from './report-trials.js';

/** @typedef {import('./report-trials.js').OpenedFile} OpenedFile */
/** @typedef {import('../training/trials.js').Trial} Trial */
/** @typedef {import('../engine/answers.js').Catalog} Catalog */

/** Files that are compared with each other. */
export const kMostFiles = 2;

export class ReportModel extends EventTarget {
  /** @type {OpenedFile[]} */
  files = [];
  /** @type {Trial[]} */
  trials = [];
  /** What was left out, a sentence each. @type {string[]} */
  notes = [];
  /** Of the trials, so that what is drawn of them is drawn again only when there are others. */
  recordsVersion = 0;
  #engine = new RemoteEngine(() => createBrowserWorker(), trainingEngine());
  /** @type {Promise<Catalog> | null} */
  #catalog = null;

  /** As the layers ask. */
  get shown() {
    return this.trials;
  }

  get runs() {
    return runsOfTrials(this.trials);
  }

  /** What the engine describes; where there is none, as it was when the page was built. @returns {Promise<Catalog>} */
  catalog() {
    this.#catalog ??= this.#engine
      .catalog()
      .catch(async () => /** @type {Catalog} */ ((await import('../generated/recorded-answers.js')).kDescribed));
    return this.#catalog;
  }

  /**
   * Opens a file beside those that are open.
   * @param {Blob} source @param {string} name @param {(share: number) => void} [onProgress] hears how much of it was read, 0 to 1
   * @throws {Error} where nothing of it can be shown, in words; what was open stays
   */
  async open(source, name, onProgress = () => {}) {
    if (this.files.length >= kMostFiles)
      throw new Error(`${name}: ${kMostFiles} files can be compared at a time. Close one of them first.`);
    const set = await readRecords(source, name, (bytes) => onProgress(bytes / Math.max(1, source.size)));
    const { experiment } = set.header;
    // Records are shown as well where no engine runs.
    const answer = experiment ? await this.#engine.checkExperiment(experiment).catch(() => null) : null;
    await this.#show([...this.files, { set, answer }]);
  }

  /** @param {OpenedFile} file */
  drop(file) {
    return this.#show(this.files.filter((one) => one !== file));
  }

  /** @param {OpenedFile[]} files */
  async #show(files) {
    const { trials, notes } = reportTrials(files, await this.catalog());
    Object.assign(this, { files, trials, notes });
    this.recordsVersion += 1;
    // The engine has answered: its worker need not wait for another file.
    this.#engine.close();
    this.dispatchEvent(new Event('records'));
  }

  close() {
    this.#engine.close();
  }
}
