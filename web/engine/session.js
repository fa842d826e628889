// One training run inside this thread's engine. Nothing it returns refers to the engine's heap.
import { inWords, toJson } from './boundary.js';
import { kSplits } from './splits.js';

/** What can be changed while a run trains. */
const kLivePaths = /^training\.(optimizer\.learningRate|batchSize|epochs|penalty\.\w+)$/;
const kLargestWeight = 1e6;
/** More than any experiment has. */
const kMostSamples = 1e9;

/**
 * @typedef {object} LiveSettings what is changed while a run trains; what is not there is as in the experiment
 * @property {Record<string, number>} [set] values by path: training.optimizer.learningRate, training.batchSize,
 *   training.epochs, training.penalty.l1 and the like
 * @property {Record<string, number[] | boolean>} [frozen] units whose weights stay, by layer ("dense1"); true: all of them
 */

/**
 * @typedef {import('./splits.js').Split} Split
 * @typedef {object} Layer what a layer gives for one sample; a block counts as one layer
 * @property {string} name
 * @property {[channels: number, height: number, width: number]} shape
 */

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
 * @property {boolean} ready whether the run has its data
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

  /**
   * Runs to the end of the epoch in progress.
   * @returns {import('./answers.js').EpochRecord} its record, or the last one where the run ends without another
   */
  epoch() {
    const before = this.step(0).records;
    for (let now = this.step(0); now.ready && now.stage !== 'done' && now.records === before; ) now = this.step(64);
    return this.record();
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

  /**
   * What the network answers over the plane, where the data lie in one: at the centres of size x size cells of the square
   * from -6 to 6, row by row from the top.
   * @param {number} size @returns {Float32Array | null} as predict gives it; null: the data lie in no plane
   */
  mapPlane(size) {
    const view = this.#native.mapPlane(size);
    return view ? Float32Array.from(view) : null;
  }

  /**
   * What every unit of the activation layers answers over the same square.
   * @param {number} size @returns {Float32Array | null} row-major [units of all layers, size x size]
   */
  unitMaps(size) {
    const view = this.#native.unitMaps(size);
    return view ? Float32Array.from(view) : null;
  }

  /**
   * Samples as the network gets them, with their classes; training goes on unchanged.
   * @param {Split} split @param {number} first @param {number} count
   * @returns {{ inputs: Float32Array, labels: Uint32Array }} row-major [samples, features]; fewer where there are no more
   * @throws {RangeError} where one is no split or no count
   */
  samples(split, first, count) {
    const at = indexOf(split, first, count);
    return {
      inputs: Float32Array.from(this.#native.samples(at, first, count)),
      labels: labelsOf(this.#native.labels(at, first, count)),
    };
  }

  /** @param {Split} split @returns {number} its samples, where they have classes; else 0 */
  count(split) {
    return this.#native.labels(indexOf(split, 0, 0), 0, kMostSamples).length / Uint32Array.BYTES_PER_ELEMENT;
  }

  /**
   * What the network answers for them, as predict gives it.
   * @param {Split} split @param {number} first @param {number} count
   * @returns {{ predictions: Float32Array, labels: Uint32Array }}
   */
  answers(split, first, count) {
    const at = indexOf(split, first, count);
    this.#native.samples(at, first, count);
    return {
      predictions: Float32Array.from(this.#native.predict()),
      labels: labelsOf(this.#native.labels(at, first, count)),
    };
  }

  /** @returns {Layer[]} in the order of the network */
  layers() {
    return JSON.parse(this.#native.layerShapes());
  }

  /**
   * What every layer makes of one sample, as in validation; training goes on unchanged.
   * @param {Split} split @param {number} index
   * @returns {(Layer & { values: Float32Array })[]} row-major in the layer's shape
   * @throws {RangeError} where there is no such sample
   */
  trace(split, index) {
    if (this.#native.samples(indexOf(split, index, 1), index, 1).length === 0)
      throw new RangeError(`there is no sample ${index} in the ${split} data`);
    const all = Float32Array.from(this.#native.trace());
    let from = 0;
    return this.layers().map(({ name, shape }) => {
      const values = all.slice(from, from + shape[0] * shape[1] * shape[2]);
      from += values.length;
      return { name, shape, values };
    });
  }

  /**
   * Changes by hand what the run goes on with; its result is then no longer the experiment's. Each call replaces the one
   * before.
   * @param {LiveSettings} settings @throws {Error} with what is wrong; then nothing has changed
   */
  setLive({ set = {}, frozen = {} }) {
    const wrong = Object.keys(set).find((path) => !kLivePaths.test(path));
    if (wrong !== undefined)
      throw new Error(
        `${wrong}: cannot be changed while the run trains; only the learning rate, the batch size, the penalty and the epochs can`,
      );
    const shapes = new Map(this.parameterNames().map(({ name, shape }) => [name, shape]));
    const units = Object.entries(frozen).flatMap(([layer, which]) => {
      const count = shapes.get(`${layer}.weight`)?.[0];
      if (count === undefined) throw new Error(`there is no layer with weights called "${layer}"`);
      const list = Array.isArray(which) ? which : Array.from({ length: which ? count : 0 }, (_, unit) => unit);
      const none = list.find((unit) => !(Number.isInteger(unit) && unit >= 0 && unit < count));
      if (none !== undefined) throw new Error(`${layer} has ${count} units, counted from 0; ${inWords(none)} is none`);
      return list.map((unit) => /** @type {const} */ ([layer, unit]));
    });
    const problem = this.#native.adopt(toJson(set, 'live settings are JSON'));
    if (problem) throw new Error(problem);
    this.#native.unfreeze();
    for (const [layer, unit] of units) this.#native.freeze(layer, unit);
  }

  /**
   * Changes one weight by hand.
   * @param {string} name of the parameter @param {number} index into its elements, row-major
   * @param {number} value from -1e6 to 1e6
   * @throws {RangeError} where there is none, or the value is none
   */
  setParameter(name, index, value) {
    if (!(Math.abs(value) <= kLargestWeight))
      throw new RangeError(`${name}: must be a number from -1000000 to 1000000, not ${inWords(value)}`);
    if (!Number.isInteger(index) || index < 0 || !this.#native.setParameter(name, index, value))
      throw new RangeError(`there is no parameter "${name}" with an element ${inWords(index)}`);
  }

  /** @returns {{name: string, shape: number[]}[]} */
  parameterNames() {
    return JSON.parse(this.#native.parameterNames());
  }

  /**
   * @param {string} name of a parameter, or a batch normalisation's "batchNorm1.runningMean" or "batchNorm1.runningVariance"
   * @returns {Float32Array} a copy, row-major in the parameter's shape
   */
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

/** @param {Split} split @param {number} first @param {number} count @returns {number} the engine's number of the split */
function indexOf(split, first, count) {
  const at = kSplits.indexOf(split);
  if (at < 0) throw new RangeError(`split: must be train, validation or test, not ${inWords(split)}`);
  for (const [name, value] of Object.entries({ first, count })) {
    if (!Number.isInteger(value) || value < 0 || value > kMostSamples)
      throw new RangeError(
        `${name}: must be a whole number of samples from 0 to ${kMostSamples}, not ${inWords(value)}`,
      );
  }
  return at;
}

/** @param {Uint8Array} bytes of the engine's heap */
const labelsOf = (bytes) => new Uint32Array(Uint8Array.from(bytes).buffer);

/** @param {Float32Array | undefined} view @param {string} name */
function copyOf(view, name) {
  if (!view) throw new RangeError(`there is no parameter "${name}"`);
  return Float32Array.from(view);
}
