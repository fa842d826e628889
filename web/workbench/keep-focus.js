// Keeps the focus in an element when the control that has it is drawn no longer, or can no longer be pressed: without that
// the focus falls to the body, and who works by keyboard starts at the top of the page.

/** @typedef {{ element: HTMLElement, data: DOMStringMap }} Had what had the focus before an update, and its data then */

/** A reactive controller of Lit. */
export class KeepFocus {
  /**
   * @param {import('lit').ReactiveControllerHost & { renderRoot: DocumentFragment | HTMLElement }} host
   * @param {(had: Had) => HTMLElement | null | undefined} next the control that has the focus then
   */
  constructor(host, next) {
    host.addController(this);
    this.host = host;
    this.next = next;
    /** @type {Had | null} */
    this.had = null;
  }

  get active() {
    const root = /** @type {ShadowRoot | undefined} */ (this.host.renderRoot);
    return /** @type {HTMLElement | null} */ (root?.activeElement ?? null);
  }

  hostUpdate() {
    const element = this.active;
    // The data are copied: the element may be drawn again as another one's.
    this.had = element && { element, data: { ...element.dataset } };
  }

  hostUpdated() {
    const { had, active } = this;
    this.had = null;
    if (!had || (active && active !== had.element)) return;
    if (had.element.isConnected && !(/** @type {any} */ (had.element).disabled)) return;
    this.next(had)?.focus();
  }
}

/**
 * The control of a network that is nearest to one that had the focus and is gone: of a unit or its card, the unit, its layer,
 * or the list of layers; of a layer that was removed, the one in its place.
 * @param {ParentNode} root @param {import('../builder/layer-edits.js').Stage[]} stages
 * @param {import('./network-layout.js').Column[]} columns @param {Had} had @returns {HTMLElement | null}
 */
export function nearestControl(root, stages, columns, { element, data }) {
  const hidden = stages.flatMap(({ role }, i) => (role === 'hidden' ? [i] : []));
  const at = Number(data.stage ?? columns.findIndex(({ layer }) => layer === data.layer) - 1);
  const near = hidden.findLast((i) => i <= at) ?? hidden[0];
  const places = [
    element.isConnected && data.other ? `[data-name="${data.other}"]` : '',
    data.unit === undefined ? '' : `.unit[data-layer="${data.layer}"][data-unit="${data.unit}"]`,
    `.remove[data-stage="${near}"]`,
    '[data-name="layers-more"]',
  ];
  for (const place of places.filter(Boolean)) {
    const found = /** @type {HTMLElement | null} */ (root.querySelector(place));
    if (found) return found;
  }
  return null;
}
