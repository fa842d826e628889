// The cells of one column of a table, kept in little memory: as the numbers of its different texts while these are few, then as
// one number a cell. A table of two million rows is read so; arrays of its texts would take gigabytes.
import { isNumber, kGrouped, kMissing, numberIn } from './dialect.js';

/** A finer list of what a cell can be than the roles of columns: what is needed once its text is gone. */
export const kEmpty = 0;
export const kMissingWord = 1;
export const kNumber = 2;
export const kDate = 3;
export const kText = 4;

/** Different texts that are kept: more than any list of classes or categories may have. */
export const kMostTexts = 4096;
/** Rows whose cells can always be shown as they stand in the file. */
export const kFirstRows = 4;
/** Cells that are no number, and texts of them, which a message can show. */
const kShown = 3;

const kBlock = 2 ** 16;
const kDayMilliseconds = 24 * 3600 * 1000;
/** Year, month and day, or day.month.year, and a time of day with its distance from UTC. */
const kDateText =
  /^(?:(\d{4})[-/](\d{1,2})[-/](\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4}))(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|([+-]\d{2}):?(\d{2}))?)?$/;

/** Days since 1 January 1970, with the time of day as a fraction; NaN where there is no such day. @param {string} cell */
export function dayOf(cell) {
  const found = kDateText.exec(cell);
  if (!found) return Number.NaN;
  const [year, month, day] = (found[1] ? found.slice(1, 4) : found.slice(4, 7).reverse()).map(Number);
  const [hour, minute, second, zone, zoneMinute] = found.slice(7).map((part) => Number(part ?? 0));
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return Number.NaN;
  if (hour > 23 || minute > 59 || second > 60 || Math.abs(zone) > 14 || zoneMinute > 59) return Number.NaN;
  const east = zone + (found[10]?.startsWith('-') ? -zoneMinute : zoneMinute) / 60;
  return at.getTime() / kDayMilliseconds + (hour - east + minute / 60 + second / 3600) / 24;
}

/** A list of numbers that grows in blocks, so that no number is copied more than once or twice. */
export class NumberList {
  #Type;
  /** @type {(Float64Array | Uint32Array | Uint16Array | Uint8Array)[]} */
  #blocks = [];
  length = 0;

  /** @param {new (length: number) => Float64Array | Uint32Array | Uint16Array | Uint8Array} Type */
  constructor(Type) {
    this.#Type = Type;
  }

  /** @param {number} value */
  push(value) {
    const at = this.length & (kBlock - 1);
    const last = this.length >>> 16;
    const block = this.#blocks[last];
    if (!block || at >= block.length) this.#grow(last);
    this.#blocks[last][at] = value;
    this.length += 1;
  }

  /** The first block begins small: a table can have very many columns of few rows. @param {number} last */
  #grow(last) {
    const before = this.#blocks[last];
    const block = new this.#Type(last > 0 ? kBlock : before ? Math.min(kBlock, 4 * before.length) : 16);
    if (before) block.set(before);
    this.#blocks[last] = block;
  }

  /** @param {number} i below `length` */
  at(i) {
    return this.#blocks[i >>> 16][i & (kBlock - 1)];
  }
}

/** A text as a whole number below 2^53: two of two million are the same once in five thousand tables. @param {string} text */
function hashOf(text) {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let i = 0; i < text.length; ++i) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 2654435761);
    high = Math.imul(high ^ code, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return 4294967296 * (2097151 & high) + (low >>> 0);
}

/** The text alone: what is cut out of a file's text would keep all of that in memory. @param {string} text */
const copyOf = (text) => (text.length < 13 ? text : JSON.parse(JSON.stringify(text)));

export class ColumnStore {
  #decimal;
  /** The number of each different text; null once there are too many of them. @type {Map<string, number> | null} */
  #numbers = new Map();
  /** The cells by the number of their text. @type {NumberList | null} */
  #codes = new NumberList(Uint16Array);
  /** Without texts: the number, the day, or the hash of a text. @type {NumberList} */
  #values = new NumberList(Float64Array);
  #kinds = new NumberList(Uint8Array);
  /** Texts of single rows that are kept without the others. @type {Map<number, string>} */
  #kept = new Map();
  #strange = 0;
  #isPlain;
  #grouped = '';
  #below = '';

  /** @param {'point' | 'comma'} decimal @param {boolean} [isStated] whether the file's reader said so */
  constructor(decimal, isStated = false) {
    this.#decimal = decimal;
    /** Whether the decimal sign cannot be a separator of thousands. */
    this.#isPlain = isStated;
    this.length = 0;
    /** The different texts in the order of their first cells, and how many cells each has; empty where `isMany`. @type {string[]} */
    this.texts = [];
    /** @type {number[]} */
    this.counts = [];
    /** Cells of each kind. */
    this.kindCounts = [0, 0, 0, 0, 0];
    /** The first different texts that are neither numbers nor missing. @type {string[]} */
    this.oddTexts = [];
  }

  /** Whether there are more than kMostTexts different texts: then they are not kept. */
  get isMany() {
    return this.#codes === null;
  }

  /** @param {string} cell without space around it */
  add(cell) {
    const row = this.length;
    this.length += 1;
    const { texts } = this;
    if (this.#codes && this.#numbers) {
      let code = this.#numbers.get(cell);
      if (code === undefined && texts.length < kMostTexts) {
        const own = copyOf(cell);
        code = texts.length;
        texts.push(own);
        this.counts.push(0);
        this.#numbers.set(own, code);
        const kind = this.kindOf(own);
        this.#noteOdd(own, kind);
        if (kind === kNumber) this.#noteGroups(own);
      }
      if (code !== undefined) {
        this.#codes.push(code);
        this.counts[code] += 1;
        return;
      }
      this.#forgetTexts();
    }
    this.#addMany(cell, row);
  }

  /** @param {string} cell */
  kindOf(cell) {
    if (cell === '') return kEmpty;
    if (isNumber(cell, this.#decimal)) return kNumber;
    if (kMissing.test(cell)) return kMissingWord;
    return Number.isNaN(dayOf(cell)) ? kText : kDate;
  }

  /** @param {string} cell @param {number} kind */
  #noteOdd(cell, kind) {
    if (kind < kDate || this.oddTexts.length >= kShown || this.oddTexts.includes(cell)) return;
    this.oddTexts.push(copyOf(cell));
  }

  /** @param {string} number */
  #noteGroups(number) {
    if (this.#isPlain) return;
    if (kGrouped[this.#decimal].test(number)) this.#grouped ||= copyOf(number);
    else if (!/^[+-]?\d{1,3}$/.test(number)) this.#isPlain = true;
    else if (Number(number) !== 0) this.#below ||= copyOf(number);
  }

  /** Numbers of which some look like thousands with a separator and none speaks against it: one of them, and one below 1000. @returns {string[]} none else */
  get groups() {
    return !this.#isPlain && this.#grouped && this.#below ? [this.#grouped, this.#below] : [];
  }

  #forgetTexts() {
    const { texts } = this;
    const codes = /** @type {NumberList} */ (this.#codes);
    this.#codes = null;
    this.#numbers = null;
    for (let row = 0; row < codes.length; ++row) this.#addMany(texts[codes.at(row)], row);
    this.texts = [];
    this.counts = [];
  }

  /** @param {string} cell @param {number} row */
  #addMany(cell, row) {
    const number = numberIn(cell, this.#decimal);
    const kind = Number.isNaN(number) ? this.kindOf(cell) : kNumber;
    this.kindCounts[kind] += 1;
    this.#kinds.push(kind);
    this.#values.push(kind === kNumber ? number : kind === kDate ? dayOf(cell) : kind === kText ? hashOf(cell) : 0);
    this.#noteOdd(cell, kind);
    if (kind === kNumber) this.#noteGroups(cell);
    const isStrange = kind !== kNumber && this.#strange < kShown;
    if (isStrange) this.#strange += 1;
    if (isStrange || row < kFirstRows) this.#kept.set(row, copyOf(cell));
  }

  /** Counts the kinds where the texts are there. */
  summarise() {
    if (this.isMany) return;
    this.kindCounts = [0, 0, 0, 0, 0];
    for (const [i, text] of this.texts.entries()) this.kindCounts[this.kindOf(text)] += this.counts[i];
  }

  /** @param {number} row @returns {string | undefined} undefined: it is not kept */
  textAt(row) {
    return this.#codes ? this.texts[this.#codes.at(row)] : this.#kept.get(row);
  }

  /**
   * What each cell is by a function of its text; where the texts are gone, of its kind and number.
   * @param {(text: string) => number} ofText @param {(kind: number, value: number) => number} ofMany
   * @returns {(row: number) => number}
   */
  reader(ofText, ofMany) {
    const codes = this.#codes;
    if (codes) {
      const byCode = Float64Array.from(this.texts, ofText);
      return (row) => byCode[codes.at(row)];
    }
    return (row) => ofMany(this.#kinds.at(row), this.#values.at(row));
  }

  /** The numbers of the cells; NaN where one holds none. @returns {(row: number) => number} */
  numbers() {
    const decimal = this.#decimal;
    return this.reader(
      (text) => numberIn(text, decimal),
      (kind, value) => (kind === kNumber ? value : Number.NaN),
    );
  }

  /** The days of the cells; NaN where one is none. @returns {(row: number) => number} */
  days() {
    return this.reader(dayOf, (kind, value) => (kind === kDate ? value : Number.NaN));
  }

  /** The numbers of the cells' texts, as in `texts`. @returns {(row: number) => number} where not `isMany` */
  codes() {
    const codes = /** @type {NumberList} */ (this.#codes);
    return (row) => codes.at(row);
  }

  /** Whether no two cells that hold something are alike. Numbers beyond 2^53 are taken for different. */
  get isDifferent() {
    if (!this.isMany) return this.counts.every((count, i) => count === 1 || this.texts[i] === '');
    const values = new Float64Array(this.length - this.kindCounts[kEmpty] - this.kindCounts[kMissingWord]);
    let next = 0;
    for (let row = 0; row < this.length; ++row)
      if (this.#kinds.at(row) >= kNumber) values[next++] = this.#values.at(row);
    values.sort();
    return (
      this.kindCounts[kMissingWord] <= 1 &&
      values.every((value, i) => i === 0 || value !== values[i - 1] || Math.abs(value) >= Number.MAX_SAFE_INTEGER)
    );
  }
}
