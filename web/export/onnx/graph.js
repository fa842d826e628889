// A graph of ONNX operators while it is built: each gives its output a name, and constants are kept once.

/** @typedef {import('./model-bytes.js').Attribute} Attribute */

export class Graph {
  /** @type {import('./model-bytes.js').Node[]} */
  nodes = [];
  /** @type {import('./model-bytes.js').Initialiser[]} */
  initialisers = [];
  /** What the operators belong to, for their names: a layer's place in the network. */
  within = '';
  /** @type {Map<string, string>} */
  #constants = new Map();

  /**
   * @param {string} type of the operator @param {string[]} inputs names @param {Record<string, Attribute>} [attributes]
   * @returns {string} the name of its output
   */
  op(type, inputs, attributes = {}) {
    const name = `${this.within}/${type}_${this.nodes.length}`;
    this.nodes.push({ type, inputs, output: name, name, attributes });
    return name;
  }

  /** @param {number} value @returns {string} the name of a scalar */
  number(value) {
    return this.#constant(`number ${value}`, () => ({ shape: [], values: Float32Array.of(value) }));
  }

  /** @param {number[]} sizes whole numbers @returns {string} the name of a list of them */
  sizes(sizes) {
    return this.#constant(`sizes ${sizes}`, () => ({
      shape: [sizes.length],
      values: BigInt64Array.from(sizes.map((size) => BigInt(size))),
    }));
  }

  /** @param {string} name @param {number[]} shape @param {Float32Array} values @returns {string} the name */
  tensor(name, shape, values) {
    this.initialisers.push({ name, shape, values });
    return name;
  }

  /** @param {string} key @param {() => { shape: number[], values: Float32Array | BigInt64Array }} make */
  #constant(key, make) {
    const known = this.#constants.get(key);
    if (known) return known;
    const name = `constant_${this.#constants.size}`;
    this.#constants.set(key, name);
    this.initialisers.push({ name, ...make() });
    return name;
  }
}
