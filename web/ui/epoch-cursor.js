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

/** @param {Node} node @returns {EpochCursor} the one of the figure that it is in: an element with data-own-cursor, or else the page */
export function cursorOf(node) {
  const holder = holderOf(node);
  const cursor = cursors.get(holder) ?? new EpochCursor();
  cursors.set(holder, cursor);
  return cursor;
}

/** @param {Node} node @returns {Node} */
function holderOf(node) {
  if (node instanceof Element && node.hasAttribute('data-own-cursor')) return node;
  const parent = node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
  return parent ? holderOf(parent) : node;
}
