// What could not be kept on this device and why, for the places that say so. A later success takes it back.

/** @typedef {'visit' | 'recent' | 'files'} Place */
/** @typedef {'full' | 'blocked' | 'large'} Why large: more than the page keeps of one thing */

class Keeping extends EventTarget {
  /** @type {Map<Place, Why>} */
  #failed = new Map();

  /** @type {typeof import('./keeping-text.js').keepingText | null} */
  #write = null;

  /** Whether anything is kept, or looked for. In a foreign page nothing is: its storage is not ours. */
  isAllowed = true;

  /** @param {Place} place @returns {string} what is not kept there, why, and what can be done; "": all is */
  textOf(place) {
    const why = this.#failed.get(place);
    return why ? (this.#write?.(place, why) ?? 'Not kept.') : '';
  }

  /** @param {Place} place @param {Why} why @returns {Promise<void>} */
  async fail(place, why) {
    if (this.#failed.get(place) === why) return;
    this.#failed.set(place, why);
    // The words are a file of their own, which few visits need.
    const words = await import('./keeping-text.js').catch(() => null);
    this.#write = words?.keepingText ?? null;
    this.dispatchEvent(new Event('change'));
  }

  /** @param {Place} place */
  succeed(place) {
    if (this.#failed.delete(place)) this.dispatchEvent(new Event('change'));
  }
}

/** Hears of every change: `change`. */
export const keeping = new Keeping();

/** @param {unknown} error of the browser's database @returns {Why} */
export const whyNot = (error) => (/** @type {Error} */ (error)?.name === 'QuotaExceededError' ? 'full' : 'blocked');
