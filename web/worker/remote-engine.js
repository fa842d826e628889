// The training engine as the page has it: in a worker of its own, started when it is first asked. It checks experiments,
// and gives it, compiled where that can be sent, to the workers of the runs.
import { connect as connectByPort, TrapError, UnreadableError } from '../threads/connection.js';

export class RemoteEngine {
  #createWorker;
  #source;
  /** @type {{connection: import('../threads/connection.js').Connection, opened: Promise<void>, end: (reason: Error) => void} | null} */
  #worker = null;
  /** @type {import('./protocol.js').Shared | undefined} */
  #module;

  /**
   * @param {() => import('../threads/connection.js').Served} createWorker
   * @param {import('../engine/load.js').Source} source where the worker finds the engine
   */
  constructor(createWorker, source) {
    this.#createWorker = createWorker;
    this.#source = source;
  }

  /** The engine for the workers of the runs. @returns {Promise<import('./protocol.js').Shared>} */
  get module() {
    if (this.#module) return Promise.resolve(this.#module);
    return this.#open().then(() => /** @type {import('./protocol.js').Shared} */ (this.#module));
  }

  /**
   * Answers come in the order of the questions.
   * @param {unknown} experiment an object or its JSON text
   * @returns {Promise<import('../engine/answers.js').Answer>}
   * @throws {Error} where the worker cannot be started or is lost; the next question begins another
   */
  async checkExperiment(experiment) {
    return /** @type {Promise<import('../engine/answers.js').Answer>} */ (this.#ask('check', experiment));
  }

  /**
   * What experiments and records may hold, and the JSON Schema of both: cpp/catalog/catalog.hpp has the form.
   * @returns {Promise<import('../engine/answers.js').Catalog>}
   */
  async catalog() {
    return /** @type {Promise<import('../engine/answers.js').Catalog>} */ (this.#ask('catalog'));
  }

  /**
   * The samples of data in the plane.
   * @param {unknown} data an experiment's "data"
   * @returns {Promise<{ train: number, points: [number, number, number][] }>} @throws {Error} with what is wrong
   */
  async planePoints(data) {
    return /** @type {ReturnType<RemoteEngine['planePoints']>} */ (this.#ask('planePoints', data));
  }

  /** Ends the worker; the next question begins another. */
  close() {
    this.#worker?.end(new Error('the engine was closed'));
  }

  /** @param {string} method @param {unknown[]} values */
  async #ask(method, ...values) {
    const { connection, end } = await this.#open();
    try {
      return await connection.call(method, ...values);
    } catch (reason) {
      // An engine that broke off is of no more use: the next question gets another.
      if (reason instanceof TrapError) end(reason);
      throw reason;
    }
  }

  async #open() {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    await worker.opened;
    return worker;
  }

  #start() {
    const worker = this.#createWorker();
    const end = (/** @type {Error} */ reason) => {
      if (this.#worker?.end === end) this.#worker = null;
      worker.terminate();
      connection.close(reason);
    };
    const connection = connectByPort(worker, () => {}, end);
    worker.onFailure(end);
    const source = this.#module instanceof WebAssembly.Module ? { module: this.#module } : this.#source;
    const opened = connection
      .call('load', source)
      .catch((reason) => {
        // The worker has the engine; the others compile it where they find it.
        if (reason instanceof UnreadableError) return null;
        end(reason);
        throw reason;
      })
      .then((module) => {
        this.#module = /** @type {WebAssembly.Module | null} */ (module) ?? this.#source;
      });
    return { connection, opened, end };
  }
}
