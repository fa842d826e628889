// Who hears of a run's events, by their type.

/** @typedef {import('./protocol.js').TrialDetails} TrialDetails */

export class TrialEmitter {
  /** @type {Map<string, Set<(detail: never) => void>>} */
  #listeners = new Map();

  /**
   * @template {keyof TrialDetails} T
   * @param {T} type @param {(detail: TrialDetails[T]) => void} listener
   * @returns {() => void} stops listening
   */
  on(type, listener) {
    const set = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, set.add(listener));
    return () => set.delete(listener);
  }

  /** For the run itself. @param {keyof TrialDetails} type @param {unknown} detail */
  dispatch(type, detail) {
    for (const listener of this.#listeners.get(type) ?? []) listener(/** @type {never} */ (detail));
  }
}
