// The epoch that is being read off: one for all charts of a figure over epochs, so that the pointer over one of them marks the
// same epoch in each. A page is one figure, but for what has been marked as one of its own.

class EpochCursor extends EventTarget {
  /** @type {number | null} null: nothing is being read off */
  epoch = null;

  /** @param {number | null} epoch */
  move(epoch) {
    if (epoch === this.epoch) return;
    this.epoch = epoch;
    this.dispatchEvent(new Event('move'));
  }
}

/** By the node that holds a figure. @type {WeakMap<Node, EpochCursor>} */
const cursors = new WeakMap();

/** Has the charts within a node read off epochs of their own. @param {Node} node */
export function separateCursor(node) {
  cursors.set(node, new EpochCursor());
}

/** @param {Node} node in a document @returns {EpochCursor} the one of the figure that it is in */
export function cursorOf(node) {
  for (let one = /** @type {Node | null} */ (node); one; one = parentOf(one)) {
    const cursor = cursors.get(one);
    if (cursor) return cursor;
  }
  const root = node.ownerDocument ?? node;
  separateCursor(root);
  return cursorOf(root);
}

/** @param {Node} node @returns {Node | null} also out of a shadow root */
const parentOf = (node) => node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
