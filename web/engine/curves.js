// The small engine, for the page and the embeds: activation functions, all that is known of them, and no training.
import createEngineModule from '../generated/curves.js';
import { Activations, callOf } from './activations.js';
import { parse } from './boundary.js';
import { instantiate } from './load.js';

export class CurvesEngine extends Activations {
  #binding;

  /** @param {import('./load.js').Instance} instance */
  constructor(instance) {
    super(instance);
    this.#binding = instance.binding;
    const wording = JSON.parse(this.#binding.activationWording());
    for (const [i, entry] of this.activations.entries()) Object.assign(entry, wording[i]);
  }

  /**
   * Range, kinks, asymptotes, moments and the rest of a function with these parameters; missing ones take their defaults.
   * @param {string} name @param {Record<string, number>} [parameters]
   */
  describe(name, parameters = {}) {
    return parse(this.#binding.describeActivation(...callOf(name, parameters))).properties;
  }

  /**
   * The same evaluation again and again, to measure it: nothing is copied in or out.
   * @param {string} name @param {Record<string, number>} parameters @param {Float32Array} xs @param {0 | 1 | 2} order
   * @returns {() => void} one pass; of use until the next call of another method
   */
  repeated(name, parameters, xs, order) {
    const [given, text] = callOf(name, parameters);
    this.evaluate(name, parameters, xs, order);
    return () => this.#binding.evaluate(given, text, order);
  }
}

/** @param {import('./load.js').Source} source @returns {Promise<CurvesEngine>} */
export async function loadCurves(source) {
  return new CurvesEngine(await instantiate(createEngineModule, source));
}
