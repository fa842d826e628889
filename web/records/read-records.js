// A file of records in memory, as the page shows it: what `run` and `merge` write by --jsonl, the record.json of a figure, and
// what playground_hooks.py and exported scripts write of PyTorch's runs. What is whole is kept, what was lost is named.
import { bytesOf } from '../data/read-table.js';
import { kMostLineBytes, linesOf } from './lines.js';
import { modelSummary } from './model-summary.js';
import { isObject, problemOf } from './record-check.js';

/** @typedef {import('../text/paths.js').Json} Json */
/** @typedef {import('../engine/answers.js').EpochRecord} EpochRecord */
/** @typedef {import('../engine/answers.js').SummaryRecord} SummaryRecord */
/** @typedef {{ run: string, seed: number, epochs: EpochRecord[], summary: SummaryRecord | null }} RecordedTrial epochs ascending */
/**
 * @typedef {object} RecordSet
 * @property {string} name of the file
 * @property {Json} header of an experiment, or of a model: { type: 'model', name, framework, parameters,
 *   summaries: whether a run that has ended has a summary in the file }
 * @property {RecordedTrial[]} trials in the order of the file
 * @property {string[]} problems what was left out, a sentence each
 */

/** A file that cannot be shown at all: the message says what is wrong and what to do instead. */
export class RecordsError extends Error {}

/** Letters of all epochs that are kept: they take a few times as much memory. */
const kMostKept = 128 * 2 ** 20;
/** How many lost lines are named before the rest is counted. */
const kNamed = 5;
/** With more lost lines than this it is another file, or of no use. */
const kMostLost = 1000;
const kMostTrials = 4096;
const kWhat = 'A file of records is what "run", "merge" and exported scripts write by --jsonl, or playground_hooks.py.';

class Reader {
  /** @type {Json} */
  header = null;
  /** @type {Map<string, RecordedTrial>} */
  trials = new Map();
  #name;
  #lost = /** @type {string[]} */ ([]);
  #lostCount = 0;
  #kept = 0;
  /** Epochs that are over that. */
  #dropped = 0;

  /** @param {string} name */
  constructor(name) {
    this.#name = name;
  }

  /** @param {Json} record @param {number} number of its line @param {boolean} isCut whether its end is missing */
  takeHeader(record, number, isCut) {
    const isExperiment =
      record?.type === 'experiment' && typeof record.fingerprint === 'string' && isObject(record.experiment);
    if (!isExperiment && !isModel(record)) throw new RecordsError(whyNoHeader(this.#name, record, number, isCut));
    this.header = record;
  }

  /** @param {Json} record @param {string} place in the file, in words @param {boolean} ended @param {number} size letters */
  take(record, place, ended, size) {
    if (record === undefined) return this.lose(place, ended ? 'is not JSON' : 'is cut short');
    if (!isObject(record)) return this.lose(place, 'is no record');
    // An exported script's have none: no engine of the playground trained it.
    if (this.header.type === 'model' && record.type === 'summary') record.hash ??= '';
    const problem = problemOf(record);
    if (problem) return this.lose(place, `does not fit: ${problem}`);
    if (record.type !== 'epoch' && record.type !== 'summary') return;
    const key = `${record.seed} ${record.run}`;
    const trial = this.trials.get(key) ?? { run: record.run, seed: record.seed, epochs: [], summary: null };
    if (!this.trials.has(key) && this.trials.size >= kMostTrials)
      return this.lose(place, `is of one more training than the ${kMostTrials} that a page can show`);
    this.trials.set(key, trial);
    if (record.type === 'summary') trial.summary = record;
    else this.#takeEpoch(trial, record, size);
  }

  /** @param {RecordedTrial} trial @param {Json} record @param {number} size */
  #takeEpoch(trial, record, size) {
    // A run that started again writes its epochs again: the last ones count.
    while (trial.epochs.length > 0 && trial.epochs[trial.epochs.length - 1].epoch >= record.epoch) trial.epochs.pop();
    if (this.#kept + size > kMostKept) {
      this.#dropped += 1;
      return;
    }
    this.#kept += size;
    trial.epochs.push({ layers: [], gradients: [], combined: [], ...record });
  }

  /** @param {string} place @param {string} why */
  lose(place, why) {
    this.#lostCount += 1;
    if (this.#lostCount > kMostLost)
      throw new RecordsError(
        `${this.#name}: more than ${kMostLost} of its lines cannot be read; ${this.#lost[0]}. ${kWhat}`,
      );
    if (this.#lost.length < kNamed) this.#lost.push(`${place} ${why}; it is left out`);
  }

  /** @returns {RecordSet} @throws {RecordsError} where it holds nothing to show */
  end() {
    const { header } = this;
    if (!header) throw new RecordsError(`${this.#name} is empty. ${kWhat}`);
    if (this.trials.size === 0) {
      const lost = this.#lost.length > 0 ? ` that can be read: ${this.#lost.join('; ')}` : ' yet';
      throw new RecordsError(`${this.#name} names its ${header.type}, and holds no epoch and no summary${lost}.`);
    }
    const more = this.#lostCount - this.#lost.length;
    const problems = [
      ...this.#lost,
      ...(more > 0 ? [`${more} more lines are left out`] : []),
      ...(this.#dropped > 0
        ? [
            `${this.#dropped} epochs are left out: the file has more than the ${kMostKept / 2 ** 20} MiB that a page keeps; all results are there`,
          ]
        : []),
    ].map((text) => `${this.#name}: ${text}.`);
    const trials = [...this.trials.values()].map((trial) =>
      header.type === 'model' && trial.epochs.length > 0 && (trial.summary || !header.summaries)
        ? { ...trial, summary: { ...modelSummary(trial), ...trial.summary } }
        : trial,
    );
    return { name: this.#name, header, trials, problems };
  }
}

/** @param {Json} record */
const isModel = (record) =>
  record?.type === 'model' && typeof record.name === 'string' && typeof record.framework === 'string';

/** @param {string} name @param {Json} record @param {number} number @param {boolean} isCut */
function whyNoHeader(name, record, number, isCut) {
  if (isCut) return `${name}: line ${number}, which names the experiment, is cut short.`;
  const what = isObject(record) && typeof record.type === 'string' ? `is of type "${record.type.slice(0, 40)}"` : '';
  return `${name}: its first line names no experiment and no model${what ? `; it ${what}` : ''}. ${kWhat}`;
}

/** @param {string | undefined} text @returns {Json} what JSON it is; undefined for none */
function parsed(text) {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How the list of records in a record.json begins, on a line of its own. */
const kListStart = '"records":[';
/** How the record.json of a figure begins: one JSON value, with the records as a list in it. */
const kFigureStart = /^\s*\{\s*("generator"\s*:\s*"Activation Playground"|$)/;

/**
 * @param {import('../data/read-table.js').Source} source may be gzipped @param {string} name for messages
 * @param {(bytes: number) => void} [onProgress] hears how many bytes of the file were read
 * @returns {Promise<RecordSet>} @throws {RecordsError | import('../data/data-error.js').DataError} where nothing of it can be shown
 */
export async function readRecords(source, name, onProgress) {
  const reader = new Reader(name);
  /** The lines of a record.json. @type {{ text: string, number: number }[] | null} */
  let whole = null;
  for await (const { text, number, ended } of linesOf(bytesOf(source, name, onProgress))) {
    const record = whole ? undefined : parsed(text);
    if (whole) whole.push({ text: text ?? '', number });
    else if (reader.header && text === undefined)
      reader.lose(`line ${number}`, `is longer than ${kMostLineBytes / 2 ** 20} MiB, the limit`);
    else if (reader.header) reader.take(record, `line ${number}`, ended, (text ?? '').length);
    else if (kFigureStart.test(text ?? '')) whole = [{ text: text ?? '', number }];
    else reader.takeHeader(record, number, record === undefined && !ended && text?.[0] === '{');
  }
  if (whole) takeWhole(reader, whole, name);
  await refuseAltered(reader.header, name);
  return reader.end();
}

/** @param {Reader} reader @param {{ text: string, number: number }[]} lines of the record of a figure @param {string} name */
function takeWhole(reader, lines, name) {
  const record = parsed(lines.map(({ text }) => text).join('\n'));
  if (!Array.isArray(record?.records)) {
    const why = record?.functions ? 'is the record of a figure of curves, and holds no training' : 'is not whole';
    throw new RecordsError(`${name} ${why}. ${kWhat}`);
  }
  // Its header is that of the records it was made of.
  const {
    generator: _g,
    version: _v,
    title: _t,
    kind: _k,
    link: _l,
    source: _s,
    trials: _r,
    records,
    ...header
  } = record;
  reader.takeHeader({ type: 'experiment', ...header }, 1, false);
  // It is written with a record a line. An editor may have set it otherwise.
  const first = lines.findIndex(({ text }) => text === kListStart) + 1;
  const isByLine = first > 0 && lines.length === first + records.length + 1;
  const placeOf = (/** @type {number} */ at) =>
    isByLine ? `line ${lines[first + at].number}` : `record ${at + 1} of its list`;
  for (const [at, one] of records.entries()) reader.take(one, placeOf(at), true, JSON.stringify(one).length);
}

/** @param {Json} header @param {string} name @throws {RecordsError} where it does not fit its own checksum */
async function refuseAltered(header, name) {
  const subtle = globalThis.crypto?.subtle; // absent in pages that are not served securely
  if (!header || header.checksum === undefined || !subtle) return;
  const { checksum, ...said } = header;
  const bytes = new TextEncoder().encode(`${JSON.stringify(said)}\0`);
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes)).subarray(0, 8);
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== checksum)
    throw new RecordsError(
      `${name} was altered: its first line, which names the experiment, does not fit its own checksum. Restore that line.`,
    );
}
