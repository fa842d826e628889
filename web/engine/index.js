// Loads the WASM engine and wraps its binding: JSON text becomes objects, views of the heap become copies. It runs in
// the page, in a worker and under Node alike, and knows no DOM, no Worker and no file.
import createEngineModule from '../generated/engine.js';
import { Session } from './session.js';

/** @typedef {{path: string, code: string, message: string}} Problem */

/** What the engine says is wrong with its input: `errors` holds all of it, `message` is for people. */
export class EngineError extends Error {
  /** @param {Problem[]} errors */
  constructor(errors) {
    super(errors.map((e) => e.message).join('\n'));
    this.name = 'EngineError';
    this.errors = errors;
  }
}

/**
 * Compiles and starts an engine. Every engine has a heap of its own; after a trap it must be thrown away.
 * @param {{wasmBinary?: BufferSource, module?: WebAssembly.Module, url?: string | URL}} source the engine's bytes, or a
 *   module compiled from them (which several workers can share), or their address
 * @returns {Promise<Engine>}
 * @throws {Error} where the address cannot be fetched or the bytes are no WASM this machine can run
 */
export async function loadEngine(source) {
  const module = source.module ?? (await compile(source));
  /** @type {WebAssembly.Memory | undefined} */
  let memory;
  const binding = await createEngineModule({
    instantiateWasm: (
      /** @type {WebAssembly.Imports} */ imports,
      /** @type {(i: WebAssembly.Instance, m: WebAssembly.Module) => void} */ done,
    ) => {
      const instance = new WebAssembly.Instance(module, imports);
      // Its name is shortened by the linker, its type is not.
      memory = Object.values(instance.exports).find((e) => e instanceof WebAssembly.Memory);
      done(instance, module);
      return instance.exports;
    },
  });
  return new Engine(binding, module, memory);
}

/** @param {{wasmBinary?: BufferSource, url?: string | URL}} source */
async function compile({ wasmBinary, url }) {
  if (wasmBinary) return WebAssembly.compile(wasmBinary);
  if (!url) throw new TypeError('loadEngine needs wasmBinary, module or url');
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the engine could not be fetched: ${response.status} ${response.statusText}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

export class Engine {
  #binding;
  #memory;
  /** The compiled module, to be shared with workers. */
  module;
  /** The table of all activation functions: names, formulas, parameters, frameworks. */
  activations;
  #byName;

  /** @param {any} binding @param {WebAssembly.Module} module @param {WebAssembly.Memory} [memory] */
  constructor(binding, module, memory) {
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

  /** @param {string} name @returns {any} the table's entry, or undefined */
  activation(name) {
    return this.#byName.get(name);
  }

  /**
   * Range, kinks, asymptotes and the rest of a function with these parameters; missing ones take their defaults.
   * @param {string} name @param {Record<string, number>} [parameters]
   */
  describe(name, parameters = {}) {
    return parse(this.#binding.describeActivation(nameText(name), toJson(parameters, kParameters))).properties;
  }

  /**
   * Values (order 0), slopes (1) or curvatures (2) in float32.
   * @param {string} name @param {Record<string, number>} parameters @param {ArrayLike<number>} xs
   * @param {0 | 1 | 2} [order] @returns {Float32Array} a copy
   */
  evaluate(name, parameters, xs, order = 0) {
    const given = [nameText(name), toJson(parameters, kParameters)];
    this.#binding.curveInput(xs.length).set(xs);
    const result = this.#binding.evaluate(...given, order);
    if (typeof result === 'string') parse(result);
    return Float32Array.from(result);
  }

  /**
   * @param {unknown} experiment an object or its JSON text
   * @returns {{ok: boolean, errors?: Problem[], experiment?: any, runs?: any[]}} all errors at once, or every run with
   *   its defaults filled in and its cost
   * @throws {EngineError} where it is neither: undefined, a function, an object that contains itself
   */
  checkExperiment(experiment) {
    return JSON.parse(this.#binding.checkExperiment(toText(experiment)));
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

const kParameters = 'the parameters are an object of numbers';

/** @param {string} path @param {string} message */
const wrongType = (path, message) => new EngineError([{ path, code: 'wrong-type', message }]);

/** A value as a message shows it. @param {unknown} value */
function inWords(value) {
  if (value === undefined) return 'undefined';
  if (typeof value === 'bigint') return `the BigInt ${value}n`;
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  const text = jsonOrNothing(value);
  if (text === undefined) return 'an object that JSON cannot hold: one that contains itself, or a BigInt';
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}

/**
 * Where JSON.stringify throws, and where it gives nothing, undefined. NaN and the infinities become text, which the engine
 * then refuses at its place: null could mean that there is none.
 * @param {unknown} value @returns {string | undefined}
 */
function jsonOrNothing(value) {
  try {
    return JSON.stringify(value, (_key, part) =>
      typeof part === 'number' && !Number.isFinite(part) ? String(part) : part,
    );
  } catch {
    return undefined;
  }
}

/** @param {unknown} value @param {string} what it should be @returns {string} */
function toJson(value, what) {
  const text = jsonOrNothing(value);
  if (text === undefined) throw wrongType('', `${what}, not ${inWords(value)}`);
  return text;
}

/** @param {unknown} experiment */
function toText(experiment) {
  return typeof experiment === 'string'
    ? experiment
    : toJson(experiment, 'an experiment is an object or its JSON text');
}

/** @param {unknown} name */
function nameText(name) {
  if (typeof name !== 'string') throw wrongType('name', `an activation is given by its name, not ${inWords(name)}`);
  return name;
}

/** @param {string} text */
function parse(text) {
  const answer = JSON.parse(text);
  if (!answer.ok) throw new EngineError(answer.errors);
  return answer;
}
