// HTML as text: whatever is put into it is escaped. Names come from outside.
import { shownText } from '../figures/svg.js';
import { escaped } from '../text/html.js';

/** A piece of HTML that is complete. */
export class Markup {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/** @typedef {string | number | Markup | (Markup | string)[] | null} Part */

/** @param {Part} part @returns {string} */
const textOf = (part) =>
  part === null
    ? ''
    : Array.isArray(part)
      ? part.map(textOf).join('')
      : part instanceof Markup
        ? part.text
        : escaped(shownText(String(part)));

/** A template whose values are escaped, but for other markup. @param {TemplateStringsArray} strings @param {Part[]} parts */
export const markup = (strings, ...parts) =>
  new Markup(strings.map((string, i) => string + (i < parts.length ? textOf(parts[i]) : '')).join(''));

/** A link's hash with the characters escaped that hosts remove from addresses. @param {string} hash */
export const addressSafe = (hash) =>
  hash.replace(/["'{}<>^`|\\\s]/g, (character) => (character === "'" ? '%27' : encodeURIComponent(character)));
