// One training run inside this thread's engine. Nothing it returns refers to the engine's heap.

/**
 * @typedef {object} Progress
 * @property {'train' | 'validate' | 'test' | 'done'} stage what the next batch will be
 * @property {number} epoch the epoch in progress, from 1
 * @property {number} epochs
 * @property {number} step training steps done in this epoch
 * @property {number} stepsPerEpoch
 * @property {number} records epochs complete, validation included
 * @property {number | null} runningLoss mean loss of this epoch's batches so far
 * @property {number} fraction of the whole run's training steps, 0 to 1
 */

export class Session {
  #native;

  /** @param {any} native the binding's Session, free of errors */
  constructor(native) {
    this.#native = native;
  }

  /**
   * Hands over files: IDX unpacked, CSV as packTable (web/data/csv.js) makes it. Data that is drawn needs none.
   * @param {Record<string, Uint8Array>} files by the names checkExperiment lists
   * @throws {Error} saying which file is wrong and how
   */
  loadFiles(files) {
    for (const [name, bytes] of Object.entries(files)) this.#native.dataBuffer(name, bytes.length).set(bytes);
    const problem = this.#native.loadData();
    if (problem) throw new Error(problem);
  }

  /** @returns {boolean} whether the run has its data; without files it never trains */
  isReady() {
    return JSON.parse(this.#native.step(0)).ready;
  }

  /**
   * Works through up to `batches` batches; returns early when an epoch is complete.
   * @param {number} batches @returns {Progress}
   */
  step(batches) {
    return JSON.parse(this.#native.step(batches));
  }

  /** Runs to the end of the epoch in progress. @returns {import('./answers.js').EpochRecord} its record */
  epoch() {
    return JSON.parse(this.#native.epoch());
  }

  /** The last complete epoch's record. @returns {import('./answers.js').EpochRecord} */
  record() {
    return JSON.parse(this.#native.record());
  }

  /** @param {boolean} [measureLatency] whether to time a forward pass of 1,024 samples @returns {import('./answers.js').SummaryRecord} */
  summary(measureLatency = false) {
    return JSON.parse(this.#native.summary(measureLatency));
  }

  /** Ends the run where it stands. */
  stop() {
    this.#native.stop();
  }

  /** @returns {string} sixteen hexadecimal digits over weights and records, equal wherever the experiment runs */
  hash() {
    return this.#native.hash();
  }

  /** @returns {Uint8Array} everything needed to go on from here, in another session of the same run and seed */
  snapshot() {
    return Uint8Array.from(this.#native.snapshot());
  }

  /** @param {Uint8Array} bytes of snapshot() @throws {Error} where they do not fit this run */
  restore(bytes) {
    this.#native.restoreBuffer(bytes.length).set(bytes);
    const problem = this.#native.restore();
    if (problem) throw new Error(problem);
  }

  /**
   * What the network answers now, as in validation; training goes on unchanged. The colours of a decision boundary are
   * this over a grid of points.
   * @param {ArrayLike<number>} inputs samples one after the other, row-major [samples, features]
   * @returns {Float32Array} probabilities, row-major [samples, classes]
   * @throws {RangeError} where the inputs are no whole samples
   */
  predict(inputs) {
    const room = this.#native.predictInput(inputs.length);
    if (!room) throw new RangeError(`${inputs.length} numbers are not a whole number of samples`);
    room.set(inputs);
    return Float32Array.from(this.#native.predict());
  }

  /** @returns {{name: string, shape: number[]}[]} */
  parameterNames() {
    return JSON.parse(this.#native.parameterNames());
  }

  /** @param {string} name @returns {Float32Array} a copy, row-major in the parameter's shape */
  parameter(name) {
    return copyOf(this.#native.parameter(name), name);
  }

  /** @param {string} name @returns {Float32Array} the gradient of the last training step */
  gradient(name) {
    return copyOf(this.#native.gradient(name), name);
  }

  /** Frees the run's memory in the engine. */
  delete() {
    this.#native.delete();
  }
}

/** @param {Float32Array | undefined} view @param {string} name */
function copyOf(view, name) {
  if (!view) throw new RangeError(`there is no parameter "${name}"`);
  return Float32Array.from(view);
}
