// The whole engine, for workers and the command line: experiments and sessions besides the activations.
import createEngineModule from '../generated/training.js';
import { Activations } from './activations.js';
import { EngineError, inWords, parse, toJson, wrongType } from './boundary.js';
import { instantiate } from './load.js';
import { Session } from './session.js';

export { EngineError };

/** @param {import('./load.js').Source} source @returns {Promise<TrainingEngine>} */
export async function loadTraining(source) {
  return new TrainingEngine(await instantiate(createEngineModule, source));
}

export class TrainingEngine extends Activations {
  #binding;

  /** @param {import('./load.js').Instance} instance */
  constructor(instance) {
    super(instance);
    this.#binding = instance.binding;
  }

  /**
   * @param {unknown} experiment an object or its JSON text
   * @returns {import('./answers.js').Answer} all errors at once, or every run with
   *   its defaults filled in and its cost
   * @throws {EngineError} where it is neither: undefined, a function, an object that contains itself
   */
  checkExperiment(experiment) {
    return JSON.parse(this.#binding.checkExperiment(toText(experiment)));
  }

  /**
   * What experiments and records may hold: for every kind of descriptor a list, and the JSON Schema of both as "schema".
   * cpp/catalog/catalog.hpp has the form.
   * @returns {import('./answers.js').Catalog}
   */
  catalog() {
    return JSON.parse(this.#binding.catalog());
  }

  /**
   * The experiment with the value at a path such as "network.layers[1].units" replaced.
   * @param {unknown} experiment @param {string} path @param {unknown} value
   * @throws {EngineError} where the path leads nowhere or one of the three is not what it should be
   */
  setInExperiment(experiment, path, value) {
    if (typeof path !== 'string')
      throw wrongType('path', `a path is text such as "training.epochs", not ${inWords(path)}`);
    const json = toJson(value, `${path}: a value is JSON`);
    return parse(this.#binding.setInExperiment(toText(experiment), path, json)).experiment;
  }

  /**
   * The samples of data that lie in the plane.
   * @param {unknown} data an experiment's "data"
   * @returns {{ train: number, points: [number, number, number][] }} x1, x2 and the class or the target; the first `train`
   *   train, the others validate. Other data have no points.
   * @throws {EngineError} with everything that is wrong
   */
  planePoints(data) {
    return parse(this.#binding.planePoints(toText(data)));
  }

  /**
   * One run with one seed, in this thread. Call delete() on it when done.
   * @param {unknown} experiment @param {number} runIndex @param {number} seed
   * @throws {EngineError} with everything that is wrong with the experiment, the run or the seed
   */
  createSession(experiment, runIndex, seed) {
    // WASM would take "1", true and null for numbers.
    for (const [path, value] of Object.entries({ run: runIndex, seed })) {
      if (typeof value !== 'number') throw wrongType(path, `${path}: must be a whole number, not ${inWords(value)}`);
    }
    const native = new this.#binding.Session(toText(experiment), runIndex, seed);
    const errors = JSON.parse(native.errors());
    if (errors.length > 0) {
      native.delete();
      throw new EngineError(errors);
    }
    return new Session(native);
  }
}

/** @param {unknown} experiment */
function toText(experiment) {
  return typeof experiment === 'string'
    ? experiment
    : toJson(experiment, 'an experiment is an object or its JSON text');
}
