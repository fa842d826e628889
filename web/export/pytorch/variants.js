// What the runs of an experiment have in common stands in the script once, as a constant or in its place; what differs is in
// the entries of RUNS. Functions of the same text are written once.
import { indent, literal } from './python.js';

export class Variants {
  /** @type {Map<string, string[]>} what differs, by its key in RUNS: an expression a run */
  #different = new Map();
  /** @type {Map<string, string>} constants, by name */
  #constants = new Map();
  #names;

  /** @param {string[]} names of the runs */
  constructor(names) {
    this.#names = names;
  }

  /**
   * @param {string} key in RUNS @param {string[]} values one a run, as Python text
   * @param {string} [constant] the name of what is one for all runs; without one it is written where it is used
   * @returns {string} what stands for it in `train`
   */
  value(key, values, constant) {
    if (values.some((value) => value !== values[0])) {
      this.#different.set(key, values);
      return `run["${key}"]`;
    }
    if (constant === undefined) return values[0];
    this.#constants.set(constant, values[0]);
    return constant;
  }

  /**
   * A function a run.
   * @param {string} name @param {string} key in RUNS
   * @param {((name: string) => string)[]} texts its definition, by the name it is given
   * @returns {{ name: string, definitions: string[] }} by what it is called in `train`
   */
  functions(name, key, texts) {
    const { names, definitions } = this.distinctFunctions(name, texts);
    return { name: this.value(key, names), definitions };
  }

  /**
   * @param {string} name @param {((name: string) => string)[]} texts
   * @returns {{ names: string[], definitions: string[] }} a name for each text, numbered where there are several
   */
  distinctFunctions(name, texts) {
    const kinds = [...new Set(texts.map((text) => text(name)))];
    const names = texts.map((text) => (kinds.length === 1 ? name : `${name}_${kinds.indexOf(text(name)) + 1}`));
    const definitions = new Map(texts.map((text, i) => [names[i], text(names[i])]));
    return { names, definitions: [...definitions.values()] };
  }

  /** How many runs there are. */
  get count() {
    return this.#names.length;
  }

  /** Whether a run is looked up in RUNS at all. */
  get differ() {
    return this.#different.size > 0;
  }

  /** @returns {string} the constants, a line each */
  constants() {
    return [...this.#constants].map(([name, value]) => `${name} = ${value}`).join('\n');
  }

  /** @returns {string} RUNS: a dictionary of what differs, or the names alone */
  table() {
    if (!this.differ) return `RUNS = [${this.#names.map(literal).join(', ')}]`;
    const entries = this.#names.map((name, i) => {
      const own = [...this.#different].map(([key, values]) => [key, values[i]]);
      const line = `${literal(name)}: {${own.map(([key, value]) => `"${key}": ${value}`).join(', ')}},`;
      if (line.length <= 106 && !line.includes('\n')) return line;
      return `${literal(name)}: {\n${indent(own.map(([key, value]) => `"${key}": ${value},`).join('\n'))}\n},`;
    });
    return `RUNS = {\n${indent(entries.join('\n'))}\n}`;
  }
}
