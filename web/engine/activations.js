// The functions as both engines bind them: their table and values. Views of the heap become copies.
import { inWords, parse, toJson, wrongType } from './boundary.js';

const kParameters = 'the parameters are an object of numbers';

export class Activations {
  #binding;
  #memory;
  #byName;
  /** The compiled module, to be shared with workers. */
  module;
  /** The table of all activation functions: names, titles, parameters; of the curves' engine also formulas and frameworks. */
  activations;

  /** @param {import('./load.js').Instance} instance */
  constructor({ binding, module, memory }) {
    this.#binding = binding;
    this.#memory = memory;
    this.module = module;
    this.activations = JSON.parse(binding.activationTable());
    this.#byName = new Map(this.activations.map((/** @type {{name: string}} */ entry) => [entry.name, entry]));
  }

  /** @returns {number} bytes of the engine's heap; it grows when needed and never shrinks */
  heapBytes() {
    return this.#memory?.buffer.byteLength ?? 0;
  }

  /** @param {string} name @returns {import('./answers.js').ActivationEntry | undefined} of the table */
  activation(name) {
    return this.#byName.get(name);
  }

  /**
   * Values (order 0), slopes (1) or curvatures (2) in float32.
   * @param {string} name @param {Record<string, number>} parameters @param {ArrayLike<number>} xs
   * @param {0 | 1 | 2} [order] @returns {Float32Array} a copy
   */
  evaluate(name, parameters, xs, order = 0) {
    const given = callOf(name, parameters);
    this.#binding.curveInput(xs.length).set(xs);
    const result = this.#binding.evaluate(...given, order);
    if (typeof result === 'string') parse(result);
    return Float32Array.from(result);
  }

  /**
   * The word that a misspelt one may have been meant as.
   * @param {string} wrong @param {readonly string[]} words @returns {string} the nearest, or "" where none is near
   */
  suggest(wrong, words) {
    return this.#binding.suggest(wrong, JSON.stringify(words));
  }
}

/** A function and its parameters as the bindings take them. @param {unknown} name @param {unknown} parameters @returns {[string, string]} */
export function callOf(name, parameters) {
  if (typeof name !== 'string') throw wrongType('name', `an activation is given by its name, not ${inWords(name)}`);
  return [name, toJson(parameters, kParameters)];
}
