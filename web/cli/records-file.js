// Reads a JSONL file of records back, however it came to an end, and writes one in the experiment's order. Lines are
// kept on disk and known by their place, so that a file may be larger than memory. Guarantee: a file is replaced whole,
// by a rename, or not at all.
import { closeSync, fsyncSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { InputError } from './input-error.js';
import { keyOf } from './jobs.js';

/** @typedef {{offset: number, length: number}} Place of a line in its file, the line's end not counted */
/** @typedef {{epochs: Map<number, Place>, summary?: any, summaryPlace?: Place}} Result of one training */

export class RecordsFile {
  path;
  /** The first line. @type {any} */
  header;
  /** By keyOf. @type {Map<string, Result>} */
  results = new Map();

  /** @param {string} path @param {any} header */
  constructor(path, header) {
    this.path = path;
    this.header = header;
  }

  /** @param {{run: string, seed: number}} job @returns {Result | undefined} */
  of(job) {
    return this.results.get(keyOf(job));
  }

  /** Every epoch's record, read one at a time: they are large. @returns {Generator<any>} in the order of the file's runs */
  *epochs() {
    const input = openSync(this.path, 'r');
    try {
      for (const { epochs } of this.results.values()) {
        for (const [, { offset, length }] of [...epochs].sort(([a], [b]) => a - b)) {
          const bytes = Buffer.alloc(length);
          readWhole(input, bytes, offset);
          yield JSON.parse(bytes.toString('utf8'));
        }
      }
    } finally {
      closeSync(input);
    }
  }

  /**
   * @param {string} path of a file that exists
   * @returns {RecordsFile | undefined} undefined for one that holds nothing yet
   * @throws {InputError} where it is no file of records, or damaged elsewhere than in its last line
   */
  static read(path) {
    /** @type {RecordsFile | undefined} */
    let file;
    let number = 0;
    for (const { text, place, ended } of linesOf(path)) {
      number += 1;
      if (text.trim() === '') continue;
      const record = parseLine(text);
      if (record === undefined) {
        // Whoever was writing it was killed.
        if (!ended && (file || kHeaderStart.startsWith(text.slice(0, kHeaderStart.length)))) break;
        if (file) throw new InputError(`"${path}" is damaged: line ${number} is not JSON`);
      }
      if (!file) {
        if (record?.type !== 'experiment' || typeof record.fingerprint !== 'string') {
          throw new InputError(`"${path}" holds something else: its first line names no experiment`);
        }
        file = new RecordsFile(path, record);
      } else file.#add(record, place);
    }
    return file;
  }

  /** @param {any} record @param {Place} place */
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
    // A run that began anew tells its epochs again: the last telling counts.
    for (const epoch of [...result.epochs.keys()]) if (epoch >= record.epoch) result.epochs.delete(epoch);
    result.epochs.set(record.epoch, place);
  }
}

/** How every file of records begins. */
const kHeaderStart = '{"type":"experiment",';

/**
 * Writes a file of records in the order of the jobs, as a run undisturbed and one at a time would have.
 * @param {string} path @param {any} header
 * @param {{from: RecordsFile, result: Result, epochs?: number}[]} parts whose lines to copy; `epochs`: only the first ones
 * @param {any[]} [tail] records that come last
 */
export function writeRecords(path, header, parts, tail = []) {
  const temporary = `${path}.part`;
  const output = openSync(temporary, 'w');
  /** @type {Map<string, number>} */
  const inputs = new Map();
  try {
    writeSync(output, `${JSON.stringify(header)}\n`);
    for (const { from, result, epochs = Number.POSITIVE_INFINITY } of parts) {
      const input = inputs.get(from.path) ?? openSync(from.path, 'r');
      inputs.set(from.path, input);
      const kept = [...result.epochs].filter(([epoch]) => epoch <= epochs).sort(([a], [b]) => a - b);
      for (const [, place] of kept) copyLine(input, output, place);
      if (result.summaryPlace) copyLine(input, output, result.summaryPlace);
    }
    for (const record of tail) writeSync(output, `${JSON.stringify(record)}\n`);
    fsyncSync(output);
  } finally {
    closeSync(output);
    for (const input of inputs.values()) closeSync(input);
  }
  renameSync(temporary, path);
}

/** @param {number} input @param {number} output @param {Place} place */
function copyLine(input, output, { offset, length }) {
  const bytes = Buffer.alloc(length + 1, '\n');
  readWhole(input, bytes.subarray(0, length), offset);
  writeSync(output, bytes);
}

/** @param {number} input @param {Buffer} bytes to be filled @param {number} offset */
function readWhole(input, bytes, offset) {
  for (let done = 0; done < bytes.length; ) {
    const count = readSync(input, bytes, done, bytes.length - done, offset + done);
    if (count === 0) throw new Error('a file of records has become shorter while it was read');
    done += count;
  }
}

/** @param {string} text */
function parseLine(text) {
  try {
    const record = JSON.parse(text);
    return record !== null && typeof record === 'object' ? record : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} path @returns {Generator<{text: string, place: Place, ended: boolean}>} */
function* linesOf(path) {
  const input = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(1 << 20);
    let rest = Buffer.alloc(0);
    let offset = 0; // of `rest`
    for (;;) {
      const count = readSync(input, chunk, 0, chunk.length, null);
      if (count === 0) break;
      rest = Buffer.concat([rest, chunk.subarray(0, count)]);
      let start = 0;
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, start)) {
        const place = { offset: offset + start, length: end - start };
        yield { text: rest.toString('utf8', start, end), place, ended: true };
        start = end + 1;
      }
      rest = rest.subarray(start);
      offset += start;
    }
    if (rest.length > 0) {
      yield { text: rest.toString('utf8'), place: { offset, length: rest.length }, ended: false };
    }
  } finally {
    closeSync(input);
  }
}
