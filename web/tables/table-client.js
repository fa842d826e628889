// The page's side of a table: a worker reads it, so that the page answers while two million rows are read. One table is
// open at a time: what was read for the preview is there when the experiment that it became asks for the same file.
import { DataError } from '../data/data-error.js';
import { StrangerError } from '../data/fingerprint.js';
import { connect } from '../threads/connection.js';
import { startServed } from '../threads/start.js';

/** @typedef {import('../text/paths.js').Json} Json */

/** @typedef {Blob | Uint8Array} Source */
/** @typedef {import('./table-host.js').ReadEvent} ReadEvent */
/** @typedef {(event: ReadEvent) => void} OnRead */
/** @typedef {import('./table-host.js').Names & { blob: Blob, mark: import('../data/fingerprint.js').Mark }} Packed what the engine takes */
/** @typedef {import('./table-host.js').Expected} Expected */

/** @type {import('../threads/start.js').Kind} */
const kTableReader = {
  start: (name) => new Worker(new URL('./table-worker-entry.js', import.meta.url), { type: 'module', name }),
  text: async () => (await import('virtual:worker-text/tables/table-worker-entry.js')).default,
  host: async () => (await import('./table-host.js')).TableHost,
};

/** Without what is left to be inferred. @param {import('../data/dialect.js').Stated} said @returns {import('../data/dialect.js').Stated} */
function statedOf({ delimiter, decimal, header }) {
  const all = Object.entries({ delimiter, decimal, header });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined && value !== 'auto'));
}

/** Nobody waits for the answer any more. */
export class ClosedError extends Error {}

/** A worker that reads tables, one after another. */
class Reader {
  #connection;
  #worker;
  /** @type {(reason: Error) => void} */
  #lose = () => {};
  #lost;
  #calls = 0;

  constructor() {
    this.isAlive = true;
    /** @type {OnRead} */
    this.onRead = () => {};
    this.#worker = startServed(kTableReader);
    /** @type {Promise<never>} */
    this.#lost = new Promise((_, reject) => {
      this.#lose = reject;
    });
    this.#lost.catch(() => {});
    const end = (/** @type {Error} */ reason) => this.end(reason);
    this.#connection = connect(this.#worker, (event) => this.onRead(/** @type {Json} */ (event)), end);
    this.#worker.onFailure(end);
  }

  /** Whether an answer is on its way. */
  get isBusy() {
    return this.#calls > 0;
  }

  /** @param {Error} reason for which everything is rejected that waits */
  end(reason) {
    this.isAlive = false;
    this.#worker.terminate();
    this.#connection.close(reason);
    this.#lose(reason);
  }

  /** @param {string} method @param {unknown[]} values */
  async ask(method, ...values) {
    this.#calls += 1;
    try {
      return await Promise.race([this.#connection.call(method, ...values), this.#lost]);
    } finally {
      this.#calls -= 1;
    }
  }
}

/** A worker that waits for the next table: without a network another could not be had. @type {Reader | null} */
let idle = null;

export class OpenTable {
  #reader;
  /** @type {(reason: Error) => void} */
  #close = () => {};
  #closed;
  #isClosed = false;

  /**
   * Begins to read a file.
   * @param {Source} file @param {string} name for messages @param {import('../data/dialect.js').Stated} stated
   * @param {OnRead} onRead called ten times a second at most @param {Expected | null} expected no other file is read
   */
  constructor(file, name, stated, onRead, expected) {
    this.file = file;
    this.name = name;
    this.stated = stated;
    this.#reader = idle ?? new Reader();
    idle = null;
    this.onRead = onRead;
    this.#reader.onRead = (event) => this.onRead(event);
    /** @type {Promise<never>} */
    this.#closed = new Promise((_, reject) => {
      this.#close = reject;
    });
    this.#closed.catch(() => {});
    /** Resolves when the file has been read. @type {Promise<null>} */
    this.read = this.#ask('open', file, name, stated, expected);
    this.read.catch(() => {});
  }

  /** Whether it can be asked. */
  get isOpen() {
    return this.#reader.isAlive && !this.#isClosed;
  }

  /** @param {import('./table-host.js').Decisions} decisions @returns {Promise<import('./table-host.js').View>} @throws {DataError} */
  look(decisions) {
    return this.#ask('look', decisions);
  }

  /** @param {import('./table-host.js').Reading} reading @returns {Promise<Packed>} @throws {DataError} */
  async pack(reading) {
    await this.read;
    return this.#ask('pack', reading);
  }

  /**
   * What the sizes of an experiment follow from.
   * @param {import('../data/csv.js').FactsAsked} data of the experiment @returns {Promise<import('../data/csv.js').Facts>} @throws {DataError}
   */
  async facts(data) {
    await this.read;
    return this.#ask('facts', data);
  }

  /** Lets what was read go, or ends the worker in the middle of it: what waits is rejected with a ClosedError. */
  close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const reason = new ClosedError(`${this.name}: was closed`);
    this.#close(reason);
    if (!this.#reader.isAlive) return;
    if (this.#reader.isBusy || idle) this.#reader.end(reason);
    else {
      this.#reader.ask('forget').catch(() => {});
      idle = this.#reader;
    }
  }

  /** @param {string} method @param {unknown[]} values @returns {Promise<Json>} */
  async #ask(method, ...values) {
    const answer = await Promise.race([this.#reader.ask(method, ...values), this.#closed]).catch((error) => {
      if (error instanceof ClosedError) throw error;
      throw new DataError([
        `${this.name}: reading it broke off: ${error.message}. Choose the file again; if that happens again, leave out rows or columns.`,
      ]);
    });
    const { problems, isStranger, value } = /** @type {Json} */ (answer);
    if (problems) throw isStranger ? new StrangerError(problems) : new DataError(problems);
    return value;
  }
}

/** The table of the preview. @type {OpenTable | null} */
let current = null;

/**
 * @param {Source} file @param {string} name @param {OnRead} onRead @param {import('../data/dialect.js').Stated} said
 * @param {Expected | null} expected @returns {OpenTable}
 */
function begin(file, name, onRead, said, expected) {
  if (idle && !idle.isAlive) idle = null;
  return new OpenTable(file, name, statedOf(said), onRead, expected);
}

/**
 * Begins to read a table for the preview, in the place of the one before.
 * @param {Source} file @param {string} name @param {OnRead} onRead @param {import('../data/dialect.js').Stated} [said]
 * @returns {OpenTable}
 */
export function openTable(file, name, onRead, said = {}) {
  current?.close();
  current = null;
  current = begin(file, name, onRead, said, null);
  return current;
}

/**
 * Makes one table of two files with as many rows, the column to be predicted in a file of its own.
 * @param {File} first @param {File} second in any order
 * @returns {Promise<{ file: File, target: string }>} @throws {DataError} where they do not fit together
 */
export async function joinFiles(first, second) {
  const reader = new Reader();
  try {
    const parts = [first, second].map((file) => ({ name: file.name, source: file }));
    const answer = /** @type {import('./table-host.js').Answer<{ file: File, target: string }>} */ (
      await reader.ask('join', ...parts)
    );
    if ('problems' in answer) throw new DataError(answer.problems);
    return answer.value;
  } finally {
    reader.end(new ClosedError('the files were joined'));
  }
}

/**
 * What the sizes of an experiment on a table follow from.
 * @param {Source} file @param {string} name @param {import('../text/paths.js').Json} data of the experiment, unchecked
 * @param {Expected | null} expected where it must be a certain file
 * @returns {Promise<import('../data/csv.js').Facts>} @throws {DataError} where it is another, or cannot be read as the data say
 */
export async function tableFacts(file, name, data, expected) {
  const { target, task, columns, missing } = data;
  const table = begin(file, name, () => {}, data, expected);
  try {
    return await table.facts({ target, task, columns, missing });
  } finally {
    table.close();
  }
}

/**
 * Makes of a file what the engine takes, then lets what was read go. What the preview has read is not read again.
 * @param {Source} file @param {string} name @param {import('./table-host.js').Reading} reading @param {OnRead} onRead
 * @param {Expected | null} expected where it must be a certain file
 * @returns {Promise<Packed>} @throws {StrangerError} where it is another @throws {DataError} with what is wrong with it
 */
export async function packTable(file, name, reading, onRead, expected) {
  const isSame =
    !expected &&
    current?.isOpen &&
    current.file === file &&
    current.name === name &&
    JSON.stringify(current.stated) === JSON.stringify(statedOf(reading));
  const table = isSame && current ? current : begin(file, name, onRead, reading, expected);
  table.onRead = onRead;
  try {
    return await table.pack(reading);
  } finally {
    table.close();
  }
}
