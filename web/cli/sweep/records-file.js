// Reads a JSONL file of records back, however it came to an end, and writes one in the experiment's order. Lines are
// kept on disk and known by their place, so that a file may be larger than memory; the file stays open until close(), so
// that they are the same lines where a run replaces it meanwhile. Guarantee: what is whole is kept, what was lost is named.
import { closeSync, openSync, readSync } from 'node:fs';
import { isObject, problemOf } from '../../records/record-check.js';
import { refuseFigureRecord } from '../files/figure-record.js';
import { InputError } from '../files/input-error.js';
import { kMostLineBytes, linesOf } from '../files/line-reader.js';
import { jsonLine, replaceFile } from '../files/write-file.js';
import { isAltered } from './fingerprint.js';
import { keyOf } from './trials.js';

/** @typedef {import('../files/line-reader.js').Place} Place */
/** @typedef {import('../../text/paths.js').Json} Json */
/** @typedef {{epochs: Map<number, Place>, summary?: import('../../engine/answers.js').SummaryRecord, summaryPlace?: Place}} Result of one training, epochs ascending */

/** How many lost lines are named before the rest is counted. */
const kNamed = 5;
/** With more lost lines than this it is another file, or of no use. */
const kMostLost = 1000;

export class RecordsFile {
  path;
  /** The first line. @type {Json} */
  header;
  /** By keyOf. @type {Map<string, Result>} */
  results = new Map();
  /** What could not be read, a sentence each; the first few, then how many more. */
  #lost = /** @type {string[]} */ ([]);
  #lostCount = 0;
  /** The epochs of each result as a stack. @type {Map<Result, number[]>} */
  #orders = new Map();
  /** What every place refers to; below zero: closed. */
  #input;

  /** @param {string} path @param {Json} header @param {number} input the file's descriptor, this object's to close */
  constructor(path, header, input) {
    this.path = path;
    this.header = header;
    this.#input = input;
  }

  close() {
    if (this.#input >= 0) closeSync(this.#input);
    this.#input = -1;
  }

  /** @param {{run: string, seed: number}} trial @returns {Result | undefined} */
  of(trial) {
    return this.results.get(keyOf(trial));
  }

  /**
   * Which records belong to none of these trials, e.g. because a name or a seed was changed.
   * @param {Iterable<{run: string, seed: number}>} trials @param {string} [of] what the trials are
   * @returns {string[]} a sentence, or none where all belong
   */
  foreignTo(trials, of = 'its experiment') {
    const own = new Set(Array.from(trials, keyOf));
    const foreign = [...this.results].filter(([key]) => !own.has(key));
    if (foreign.length === 0) return [];
    const count = foreign.reduce((sum, [, { epochs, summary }]) => sum + epochs.size + (summary ? 1 : 0), 0);
    const [seed, ...name] = foreign[0][0].split(' ');
    const records = count === 1 ? '1 record belongs' : `${count} records belong`;
    return [
      `"${this.path}": ${records} to no run and seed of ${of}, e.g. to "${name.join(' ')}", seed ${seed}; ${count === 1 ? 'it is' : 'they are'} left out`,
    ];
  }

  /** What was lost, for whoever reads the file. @returns {string[]} a sentence each, none where the file is whole */
  get problems() {
    const more = this.#lostCount - this.#lost.length;
    return more > 0 ? [...this.#lost, `"${this.path}": and ${more} more lines are left out`] : this.#lost;
  }

  /** Every epoch's record, read one at a time: they are large. @returns {Generator<import('../../engine/answers.js').EpochRecord>} in the order of the file's runs */
  *epochs() {
    for (const { epochs } of this.results.values()) {
      for (const place of epochs.values()) yield JSON.parse(this.lineAt(place).toString('utf8'));
    }
  }

  /** @param {Place} place @returns {Buffer} the line and its end @throws {Error} where the file has become shorter */
  lineAt({ offset, length }) {
    const bytes = Buffer.alloc(length + 1, '\n');
    for (let done = 0; done < length; ) {
      const count = readSync(this.#input, bytes, done, length - done, offset + done);
      if (count === 0) throw new InputError(`"${this.path}" has become shorter while it was read; nothing was written`);
      done += count;
    }
    return bytes;
  }

  /**
   * @param {string} path of a file that exists
   * @returns {RecordsFile | undefined} to be closed by who asked for it; undefined for one that holds nothing yet
   * @throws {InputError} where it is no file of records, or its first line is lost
   */
  static read(path) {
    const input = openSync(path, 'r');
    /** @type {RecordsFile | undefined} */
    let file;
    try {
      file = RecordsFile.#readOpen(path, input);
      return file;
    } finally {
      if (!file) closeSync(input);
    }
  }

  /** @param {string} path @param {number} input */
  static #readOpen(path, input) {
    /** @type {RecordsFile | undefined} */
    let file;
    for (const { text, number, place, ended } of linesOf(input)) {
      if (text?.trim() === '') continue;
      const record = parseLine(text);
      if (file) file.#take(record, { text, place, ended, number });
      else if (record?.type === 'experiment' && typeof record.fingerprint === 'string' && isObject(record.experiment)) {
        if (isAltered(record)) {
          throw new InputError(
            `"${path}" was altered: its first line, which names the experiment, does not fit its own checksum, so what follows cannot be assigned to an experiment; restore that line`,
          );
        }
        file = new RecordsFile(path, record, input);
      } else if (record === undefined && !ended && beginsHeader(text)) {
        return undefined; // Whoever was writing the first line was killed.
      } else if (record === undefined && text !== undefined && text.startsWith(kHeaderStart)) {
        throw new InputError(
          `"${path}" is damaged: line ${number}, which names the experiment, is cut short; what follows cannot be assigned to one`,
        );
      } else if (record?.type === 'model') {
        throw new InputError(
          `"${path}" holds what PyTorch came to, and no experiment; "report ${path}" and the page, under Results, show it`,
        );
      } else {
        refuseFigureRecord(path);
        throw new InputError(`"${path}" holds something else: its first line names no experiment`);
      }
    }
    return file;
  }

  /** @param {Json} record @param {{text: string | undefined, place: Place, ended: boolean, number: number}} line */
  #take(record, { text, place, ended, number }) {
    if (text === undefined) return this.#lose(number, `is longer than ${kMostLineBytes / 2 ** 20} MiB, the limit`);
    if (record === undefined) return this.#lose(number, ended ? 'is not JSON' : 'is cut short');
    if (!isObject(record)) return this.#lose(number, 'is no record');
    const problem = problemOf(record);
    if (problem) return this.#lose(number, `does not fit: ${problem}`);
    this.#add(record, place);
  }

  /** @param {number} number @param {string} why */
  #lose(number, why) {
    this.#lostCount += 1;
    if (this.#lostCount > kMostLost) {
      throw new InputError(
        `"${this.path}" is no file of records, or badly damaged: more than ${kMostLost} of its lines cannot be read, the limit; ${this.#lost[0]}`,
      );
    }
    if (this.#lost.length < kNamed) this.#lost.push(`"${this.path}": line ${number} ${why}; it is left out`);
  }

  /** @param {Json} record @param {Place} place */
  #add(record, place) {
    if (record.type !== 'epoch' && record.type !== 'summary') return;
    const key = keyOf(record);
    /** @type {Result} */
    const result = this.results.get(key) ?? { epochs: new Map() };
    this.results.set(key, result);
    if (record.type === 'summary') {
      result.summary = record;
      result.summaryPlace = place;
      return;
    }
    // A run that started again writes its epochs again: the last ones count.
    const order = this.#orders.get(result) ?? [];
    this.#orders.set(result, order);
    for (let last = order.at(-1); last !== undefined && last >= record.epoch; last = order.at(-1)) {
      result.epochs.delete(last);
      order.pop();
    }
    order.push(record.epoch);
    result.epochs.set(record.epoch, place);
  }
}

/**
 * Whether a result lacks an epoch that it should have.
 * @param {Result} result @returns {string | undefined} in words; undefined: all are there
 */
export function missingEpochs({ epochs, summary }) {
  const expected = summary ? summary.epochs : epochs.size;
  let next = 1;
  for (const epoch of epochs.keys()) {
    if (epoch !== next) break;
    next += 1;
  }
  if (next > expected && epochs.size === expected) return undefined;
  if (next > expected) return `it has ${epochs.size} epochs where its summary says ${expected}`;
  return `epoch ${next}${summary ? ` of ${expected}` : ''} is missing`;
}

/** How every file of records begins. */
const kHeaderStart = '{"type":"experiment",';

/** @param {string | undefined} text */
const beginsHeader = (text) => text !== undefined && kHeaderStart.startsWith(text.slice(0, kHeaderStart.length));

/**
 * Writes a file of records in the order of the trials, as a run undisturbed and one at a time would have.
 * @param {import('../files/write-file.js').Target} target @param {Json} header
 * @param {{from: RecordsFile, result: Result, epochs?: number}[]} parts whose lines to copy; `epochs`: only the first ones
 * @param {object[]} [tail] records that come last @param {() => void} [check] as replaceFile takes it
 */
export function writeRecords(target, header, parts, tail = [], check = () => {}) {
  const produce = (/** @type {(bytes: Uint8Array) => void} */ write) => {
    write(jsonLine(header));
    for (const { from, result, epochs = Number.POSITIVE_INFINITY } of parts) {
      check();
      for (const [epoch, place] of result.epochs) if (epoch <= epochs) write(from.lineAt(place));
      if (result.summaryPlace) write(from.lineAt(result.summaryPlace));
    }
    for (const record of tail) write(jsonLine(record));
  };
  replaceFile(target, produce, check);
}

/** @param {string | undefined} text @returns {Json} what JSON it is; undefined for none */
function parseLine(text) {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
