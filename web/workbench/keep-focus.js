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
