// The worker's side of a table: reads the file once and keeps its cells; says what they would become whenever the reader
// decides about a column, and makes the engine's table once. Knows no page.
import { readStated } from '../data/columns.js';
import { columnsOf, factsOfTable, packTable, tableOf } from '../data/csv.js';
import { DataError } from '../data/data-error.js';
import { checkMark, markOf } from '../data/fingerprint.js';
import { joinTables } from '../data/join.js';
import { likelyTarget, proposeFor } from '../data/propose.js';
import { readTable, sizeOf } from '../data/read-table.js';
import { answered } from './answers.js';
import { distributionOf } from './distribution.js';

/** @typedef {import('../text/paths.js').Json} Json */

/** @typedef {import('../data/columns.js').Stated} Stated */
/** @typedef {import('../data/files-for-engine.js').Reading} Reading */
/** @typedef {{ type: 'read', read: number, total: number }} ReadEvent bytes of the file */
/**
 * @typedef {import('../data/columns.js').Column & { first: string[], distribution: import('./distribution.js').Distribution | null }} ColumnView
 *   first: the texts of the first rows
 * @typedef {object} Found what a table would be trained as
 * @property {number} features @property {string[]} classNames @property {number[]} classCounts @property {number} rows
 * @property {Record<string, unknown>} experiment
 *
 * @typedef {object} View a table as a preview shows it
 * @property {number} rows @property {number} count of all columns
 * @property {string[]} names of columns that can be predicted, the last among them
 * @property {import('../data/dialect.js').Dialect} dialect
 * @property {ColumnView[]} columns the first ones
 * @property {boolean} gaps whether cells of columns are missing that are learned from
 * @property {string} target that is predicted
 * @property {Found | null} found @property {string} problem why there is nothing found
 * @typedef {object} Decisions
 * @property {string} [target]
 * @property {Record<string, Stated>} choices by column's name
 * @property {string} missing what becomes of missing cells
 * @property {string} split how the rows are parted
 * @property {boolean} isBalanced whether every class counts the same in the loss
 */
/** @typedef {{ features: string[], classNames: string[] }} Names of the network's inputs, and of its classes */
/** @typedef {import('../data/fingerprint.js').FileMark & { called: string }} Expected the file that is asked for; `called`: what is given */
/** @template T @typedef {import('./answers.js').Answer<T>} Answer */

/** Columns that are listed one by one, and of which one can be chosen to be predicted. */
export const kMostColumns = 200;
const kMostNames = 2000;
const kProgressMilliseconds = 100;

export class TableHost {
  #emit;
  /** @type {import('../data/cells.js').Cells | null} */
  #cells = null;
  /** What was said of how it is written. @type {import('../data/dialect.js').Stated} */
  #stated = {};
  /** @type {Blob | Uint8Array | null} */
  #file = null;
  /** @type {import('../data/fingerprint.js').Mark | null} */
  #mark = null;
  /** What is drawn of the columns, by column and role. @type {Map<string, ColumnView['distribution']>} */
  #drawn = new Map();

  /** @param {(event: Json) => void} emit */
  constructor(emit) {
    this.#emit = emit;
  }

  /**
   * Reads a file.
   * @param {Blob | Uint8Array} file @param {string} name @param {import('../data/dialect.js').Stated} stated
   * @param {Expected | null} expected no other file is read
   * @returns {Promise<Answer<null>>}
   */
  open(file, name, stated, expected) {
    this.forget();
    const total = sizeOf(file);
    let next = 0;
    return answered(name, async () => {
      if (expected) {
        this.#mark = await markOf(file, name);
        checkMark(expected, this.#mark, expected.called);
      }
      this.#file = file;
      this.#stated = stated;
      this.#cells = await readTable(file, name, stated, (read) => {
        const now = performance.now();
        if (now < next) return;
        next = now + kProgressMilliseconds;
        this.#emit(/** @type {ReadEvent} */ ({ type: 'read', read, total }));
      });
      return null;
    });
  }

  /**
   * Two files as one.
   * @param {import('../data/join.js').Part} first @param {import('../data/join.js').Part} second
   * @returns {Promise<Answer<{ file: File, target: string }>>}
   */
  join(first, second) {
    return answered(first.name, async () => {
      const { name, text, target } = await joinTables(first, second);
      return { file: new File([text], name), target };
    });
  }

  /** Lets go what was read. */
  forget() {
    this.#cells = null;
    this.#file = null;
    this.#mark = null;
    this.#drawn.clear();
  }

  get cells() {
    if (!this.#cells) throw new Error('no table has been read');
    return this.#cells;
  }

  /**
   * What the sizes of an experiment on it follow from.
   * @param {import('../data/csv.js').FactsAsked} data of the experiment @returns {Promise<Answer<import('../data/csv.js').Facts>>}
   */
  facts(data) {
    const { cells } = this;
    return answered(cells.name, async () => factsOfTable(cells, data));
  }

  /** What the table becomes. @param {Decisions} decisions @returns {Promise<Answer<View>>} */
  look({ target, choices, missing, split, isBalanced }) {
    const { cells } = this;
    return answered(cells.name, async () => {
      const columns = columnsOf(cells, choices);
      const predicted = target ?? likelyTarget(cells);
      /** @type {import('../data/propose.js').Proposal | null} */
      let proposal = null;
      let problem = '';
      try {
        proposal = proposeFor(cells, {
          ...this.#stated,
          target: predicted,
          ...(Object.keys(choices).length ? { columns: shortest(choices) } : {}),
          ...(missing === 'refuse' ? {} : { missing }),
          ...(split === 'random' ? {} : { split }),
          ...(isBalanced ? { classWeights: 'balanced' } : {}),
        });
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        problem = error.message;
      }
      const isGap = (/** @type {import('../data/columns.js').Column} */ { name, role, missing: count }) =>
        count > 0 && name !== predicted && ['number', 'boolean', 'date', 'category'].includes(role);
      const names = cells.columns.slice(0, kMostNames);
      const last = cells.columns[cells.columns.length - 1];
      return {
        rows: cells.rows,
        count: columns.length,
        names: names.includes(last) ? names : [...names, last],
        dialect: cells.dialect,
        columns: columns.slice(0, kMostColumns).map((column, i) => this.#viewOf(column, i)),
        gaps: columns.some(isGap),
        target: predicted,
        found: proposal && foundOf(proposal),
        problem,
      };
    });
  }

  /** @param {import('../data/columns.js').Column} column @param {number} i @returns {ColumnView} */
  #viewOf(column, i) {
    const store = this.cells.stores[i];
    const key = `${i} ${column.role}`;
    if (!this.#drawn.has(key)) this.#drawn.set(key, distributionOf(column.role, store));
    const first = Array.from({ length: Math.min(4, store.length) }, (_, row) => store.textAt(row) ?? '');
    return { ...column, first, distribution: this.#drawn.get(key) ?? null };
  }

  /**
   * The table as the engine takes it: a Blob, which any number of workers read without a copy on the page's thread.
   * @param {Reading} reading @returns {Promise<Answer<Names & { blob: Blob, mark: import('../data/fingerprint.js').Mark }>>}
   */
  pack(reading) {
    const { cells } = this;
    return answered(cells.name, async () => {
      const table = tableOf(cells, reading);
      const { features, classNames } = table;
      const blob = new Blob([/** @type {BlobPart} */ (packTable(table))]);
      this.#mark ??= await markOf(/** @type {Blob | Uint8Array} */ (this.#file), cells.name);
      return { blob, mark: this.#mark, features, classNames };
    });
  }
}

/** As an experiment is written by hand: a role alone is its name. @param {Record<string, Stated>} choices */
const shortest = (choices) =>
  Object.fromEntries(
    Object.entries(choices).map(([name, choice]) => {
      const { role, own } = readStated(choice);
      return [name, role && Object.keys(own).length === 0 ? role : choice];
    }),
  );

/** @param {import('../data/propose.js').Proposal} proposal @returns {Found} */
function foundOf({ described: { features, classNames, classCounts, rows }, experiment }) {
  return { features: features.length, classNames, classCounts, rows, experiment };
}
