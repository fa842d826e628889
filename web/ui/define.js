// Registers an element. In a foreign page the same elements may be there already, from another copy of these files:
// the first stays, and nothing is thrown.

/** @param {string} name @param {CustomElementConstructor} element */
export function define(name, element) {
  if (!customElements.get(name)) customElements.define(name, element);
}
