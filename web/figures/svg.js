// A figure is a plain tree of SVG nodes; this file makes such trees, prints them as text (Node,
// export) and patches them into a live SVG element without rebuilding it. It knows no figure.

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

/** @param {string} text */
function escapeXml(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
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

/**
 * @param {SvgNode} tree
 * @param {Document} document
 * @returns {SVGElement}
 */
function createElement(tree, document) {
  const element = /** @type {SVGElement} */ (document.createElementNS(kNamespace, tree.tag));
  patchElement(element, tree);
  return element;
}

/**
 * Makes `element` (same tag as the tree's root) equal to the tree. Only what differs is touched, so
 * a slider that moves one curve costs one attribute.
 * @param {SVGElement} element
 * @param {SvgNode} tree
 */
function patchElement(element, tree) {
  for (const [name, value] of Object.entries(tree.attributes)) {
    if (value === null || value === undefined) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
  }
  for (const { name } of [...element.attributes]) {
    const value = tree.attributes[name];
    if (value === null || value === undefined) element.removeAttribute(name);
  }
  if (tree.text !== undefined) {
    if (element.textContent !== tree.text) element.textContent = tree.text;
    return;
  }
  for (const node of [...element.childNodes]) {
    if (node.nodeType !== 1) node.remove();
  }
  const document = element.ownerDocument;
  for (let i = 0; i < tree.children.length; ++i) {
    const child = tree.children[i];
    const existing = /** @type {SVGElement | undefined} */ (element.children[i]);
    if (!existing) element.append(createElement(child, document));
    else if (existing.tagName === child.tag) patchElement(existing, child);
    else existing.replaceWith(createElement(child, document));
  }
  while (element.children.length > tree.children.length) element.lastElementChild?.remove();
}

/**
 * Shows the tree inside `host`, in the SVG element already there if there is one.
 * @param {Element | ShadowRoot} host
 * @param {SvgNode} tree
 * @returns {SVGElement}
 */
export function showSvg(host, tree) {
  const present = host.querySelector(':scope > svg') ?? host.firstElementChild;
  if (present && present.tagName === 'svg') {
    patchElement(/** @type {SVGElement} */ (present), tree);
    return /** @type {SVGElement} */ (present);
  }
  const element = createElement(tree, /** @type {Document} */ (host.ownerDocument));
  host.append(element);
  return element;
}
