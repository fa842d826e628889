// What could not be kept on this device and why, for the places that say so. A later success takes it back.

/** @typedef {'visit' | 'recent' | 'files'} Place */
/** @typedef {'full' | 'blocked' | 'large'} Why large: more than the page keeps of one thing */

/** @type {Record<Why, string>} */
const kWhy = {
  full: 'this device has no space left for the page',
  blocked: 'the browser lets this page store nothing (a private window, blocked site data or a sandbox)',
  large: 'it is larger than what the page keeps',
};

/** What is not kept, and what comes of it or can be done. @type {Record<Place, [string, Record<Why, string>]>} */
const kTexts = {
  visit: [
    'These runs are not kept for a reload',
    {
      full: 'What was kept before can be forgotten under Experiments.',
      blocked: 'They go on for as long as the page is open.',
      large: 'They go on for as long as the page is open.',
    },
  ],
  recent: [
    'The last training is not in this list',
    {
      full: 'Forget trainings or data files here, and the next one is kept again.',
      blocked: 'Its results stay in the Train view for as long as the page is open.',
      large: 'Its results stay in the Train view for as long as the page is open.',
    },
  ],
  files: [
    'Not kept for the next visit',
    {
      full: 'The files are used now; forget others under Experiments, then choose these again.',
      blocked: 'The files are used now, and have to be chosen again after a reload.',
      large: 'The files are used now, and have to be chosen again after a reload.',
    },
  ],
};

class Keeping extends EventTarget {
  /** @type {Map<Place, Why>} */
  #failed = new Map();

  /** @param {Place} place @returns {string} what is not kept there, why, and what can be done; "": all is */
  textOf(place) {
    const why = this.#failed.get(place);
    if (!why) return '';
    const [what, then] = kTexts[place];
    return `${what}: ${kWhy[why]}. ${then[why]}`;
  }

  /** @param {Place} place @param {Why} why */
  fail(place, why) {
    if (this.#failed.get(place) === why) return;
    this.#failed.set(place, why);
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
