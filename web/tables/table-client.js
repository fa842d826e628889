// The page's side of a table: a worker reads it, so that the page answers while two million rows are read. One table is
// open at a time: what was read for the preview is there when the experiment that it became asks for the same file.

import { DataError } from '../data/data-error.js';
import { watched } from '../worker/browser-worker.js';
import { connect } from '../worker/connection.js';
import { newLockName } from '../worker/worker-lock.js';

/** @typedef {Blob | Uint8Array} Source */
/** @typedef {import('./table-host.js').ReadEvent} ReadEvent */
/** @typedef {(event: ReadEvent) => void} OnRead */

function createTableWorker() {
  const name = newLockName();
  return watched(new Worker(new URL('./table-worker-entry.js', import.meta.url), { type: 'module', name }), name);
}

/** Without what is left to be inferred. @param {import('../data/dialect.js').Stated} said @returns {import('../data/dialect.js').Stated} */
function statedOf({ delimiter, decimal, header }) {
  const all = Object.entries({ delimiter, decimal, header });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined && value !== 'auto'));
}

/** Nobody waits for the answer any more. */
export class ClosedError extends Error {}

export class OpenTable {
  #connection;
  #end;
  /** @type {(reason: Error) => void} */
  #lose = () => {};

  /**
   * Begins to read a file.
   * @param {Source} file @param {string} name for messages @param {import('../data/dialect.js').Stated} stated
   * @param {OnRead} onRead called ten times a second at most
   * @param {() => import('../worker/protocol.js').TrialWorker} [createWorker]
   * @throws {Error} where no worker may be started
   */
  constructor(file, name, stated, onRead, createWorker = createTableWorker) {
    this.file = file;
    this.name = name;
    this.stated = stated;
    /** Whether its worker can be asked. */
    this.isOpen = true;
    this.onRead = onRead;
    const worker = createWorker();
    /** @type {Promise<never>} */
    const lost = new Promise((_, reject) => {
      this.#lose = reject;
    });
    lost.catch(() => {});
    this.lost = lost;
    this.#end = (/** @type {Error} */ reason) => {
      this.isOpen = false;
      worker.terminate();
      this.#connection.close(reason);
      this.#lose(reason);
    };
    const onLost = (/** @type {Error} */ reason) =>
      this.#end(
        new DataError([
          `${name}: reading it broke off: ${reason.message}. Choose the file again; if it happens again, leave out rows or columns.`,
        ]),
      );
    this.#connection = connect(worker, (event) => this.onRead(/** @type {any} */ (event)), onLost);
    worker.onFailure(onLost);
    /** Resolves when the file has been read. @type {Promise<null>} */
    this.read = this.#ask('open', file, name, stated);
    this.read.catch(() => {});
  }

  /** @param {import('./table-host.js').Decisions} decisions @returns {Promise<import('./table-host.js').View>} @throws {DataError} */
  look(decisions) {
    return this.#ask('look', decisions);
  }

  /** @param {import('./table-host.js').Reading} reading @returns {Promise<Blob>} what the engine takes @throws {DataError} */
  async pack(reading) {
    await this.read;
    return this.#ask('pack', reading);
  }

  /** Ends the worker, whatever it is doing: what waits for it is rejected with a ClosedError. */
  close() {
    if (this.isOpen) this.#end(new ClosedError(`${this.name}: was closed`));
  }

  /** @param {string} method @param {unknown[]} values @returns {Promise<any>} */
  async #ask(method, ...values) {
    const answer = /** @type {import('./table-host.js').Answer<unknown>} */ (
      await Promise.race([this.#connection.call(method, ...values), this.lost])
    );
    if ('problems' in answer) throw new DataError(answer.problems);
    return answer.value;
  }
}

/** @type {OpenTable | null} */
let current = null;

/**
 * Begins to read a table in the place of the one that was open before.
 * @param {Source} file @param {string} name @param {OnRead} onRead @param {import('../data/dialect.js').Stated} [said]
 * @returns {OpenTable} @throws {DataError} where no worker may be started
 */
export function openTable(file, name, onRead, said = {}) {
  current?.close();
  current = null;
  try {
    current = new OpenTable(file, name, statedOf(said), onRead);
  } catch (error) {
    throw new DataError([
      `${name}: cannot be read here, since this page may start no worker (${/** @type {Error} */ (error).message}): open the playground in a tab of its own`,
    ]);
  }
  return current;
}

/**
 * Makes of a file what the engine takes, then lets its worker go.
 * @param {Source} file @param {string} name @param {import('./table-host.js').Reading} reading @param {OnRead} [onRead]
 * @returns {Promise<Blob>} @throws {DataError} with what is wrong with it
 */
export async function packTable(file, name, reading, onRead = () => {}) {
  const stated = statedOf(reading);
  const isSame =
    current?.isOpen &&
    current.file === file &&
    current.name === name &&
    JSON.stringify(current.stated) === JSON.stringify(stated);
  const table = isSame && current ? current : openTable(file, name, onRead, reading);
  table.onRead = onRead;
  try {
    return await table.pack(reading);
  } finally {
    table.close();
  }
}
