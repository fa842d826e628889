// The epoch that is being read off: one for all charts over epochs, so that the pointer over one of them marks the same
// epoch in each.

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

export const epochCursor = new EpochCursor();
