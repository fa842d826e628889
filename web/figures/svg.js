// A figure is a plain tree of SVG nodes; this file makes such trees, prints them as text (Node,
// export) and patches them into a live SVG element without rebuilding it. It knows no figure.
import { replaceUndisplayable } from '../engine/displayable.js';

/**
 * @typedef {object} SvgNode
 * @property {string} tag
 * @property {Record<string, string | number | null | undefined>} attributes
 * @property {SvgNode[]} children
 * @property {string} [text]
 */

const kNamespace = 'http://www.w3.org/2000/svg';

/**
 * One SVG node. Attributes that are null or undefined are left out; a string child is its text.
 * @param {string} tag
 * @param {Record<string, string | number | null | undefined>} [attributes]
 * @param {(SvgNode | null | false)[] | string} [children]
 * @returns {SvgNode}
 */
export function svgNode(tag, attributes = {}, children = []) {
  if (typeof children === 'string') return { tag, attributes, children: [], text: children };
  return {
    tag,
    attributes,
    children: /** @type {SvgNode[]} */ (children.filter(Boolean)),
  };
}

/** A label as any document can show it. @param {string} text */
export const shownText = (text) => replaceUndisplayable(text, () => '\ufffd');

/** @param {string} text */
function escapeXml(text) {
  return shownText(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[\t\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * The tree as markup, complete with the namespace: what a file, a print or a test wants.
 * @param {SvgNode} tree
 * @param {boolean} [root]
 * @returns {string}
 */
export function svgText(tree, root = true) {
  let out = `<${tree.tag}`;
  if (root) out += ` xmlns="${kNamespace}"`;
  for (const [name, value] of Object.entries(tree.attributes)) {
    if (value !== null && value !== undefined) out += ` ${name}="${escapeXml(String(value))}"`;
  }
  const inner =
    tree.text !== undefined ? escapeXml(tree.text) : tree.children.map((child) => svgText(child, false)).join('');
  return inner ? `${out}>${inner}</${tree.tag}>` : `${out}/>`;
}

/** @type {SvgNode} what a new element is compared with */
const kNothing = { tag: '', attributes: {}, children: [], text: undefined };

/** @param {SvgNode} tree @param {Document} document */
function createElement(tree, document) {
  const element = /** @type {SVGElement} */ (document.createElementNS(kNamespace, tree.tag));
  patchElement(element, tree, kNothing);
  return element;
}

/**
 * Turns an element that shows `old` into one that shows `tree` (same tag). Only what differs is touched, and the
 * document is not read, so that a slider that moves one curve costs one attribute.
 * @param {SVGElement} element
 * @param {SvgNode} tree
 * @param {SvgNode} old
 */
function patchElement(element, tree, old) {
  for (const name in tree.attributes) {
    const value = tree.attributes[name];
    if (value === old.attributes[name]) continue;
    if (value === null || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, String(value));
  }
  for (const name in old.attributes) {
    if (!(name in tree.attributes)) element.removeAttribute(name);
  }
  if (tree.text !== undefined || old.text !== undefined) {
    if (tree.text !== old.text) element.textContent = shownText(tree.text ?? '');
    if (tree.text !== undefined) return;
  }
  const document = element.ownerDocument;
  const before = old.text === undefined ? old.children : [];
  let next = element.firstElementChild;
  for (let i = 0; i < tree.children.length; ++i) {
    const child = tree.children[i];
    const present = /** @type {SVGElement | null} */ (next);
    next = next?.nextElementSibling ?? null;
    if (!present || i >= before.length) element.append(createElement(child, document));
    else if (before[i].tag !== child.tag) present.replaceWith(createElement(child, document));
    else if (before[i] !== child) patchElement(present, child, before[i]);
  }
  for (let i = tree.children.length; i < before.length; ++i) element.lastElementChild?.remove();
}

/** @type {WeakMap<Element | ShadowRoot, { element: SVGElement, tree: SvgNode }>} what each host shows */
const shown = new WeakMap();

/**
 * Shows the tree inside `host`, which is this function's alone: the SVG already there is changed in place.
 * @param {Element} host
 * @param {SvgNode} tree
 * @returns {SVGElement}
 */
export function showSvg(host, tree) {
  const present = shown.get(host);
  const element = present?.element ?? createElement(tree, host.ownerDocument);
  if (present) patchElement(element, tree, present.tree);
  else host.append(element);
  shown.set(host, { element, tree });
  return element;
}

/** The same, in the middle: what begins alike differs at its end. @param {string} label @param {number} most letters */
export function shortenedInside(label, most) {
  if (label.length <= most) return label;
  const end = Math.floor((most - 1) / 2);
  return `${label.slice(0, Math.max(1, most - 1 - end)).trimEnd()}\u2026${end > 0 ? label.slice(-end).trimStart() : ''}`;
}

/** A label that has space for some letters only, with a sign where it was cut. @param {string} label @param {number} most letters */
export const shortened = (label, most) =>
  label.length > most ? `${label.slice(0, Math.max(1, most - 1)).trimEnd()}\u2026` : label;
