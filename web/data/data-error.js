// What is wrong with data from outside, and how several such problems are reported together.

/** Bad data: `problems` holds all that was found, a sentence each; `message` is for people. */
export class DataError extends Error {
  /** @param {string[]} problems */
  constructor(problems) {
    super(problems.join('\n'));
    this.name = 'DataError';
    this.problems = problems;
  }
}

const kShown = 3;

/** Gathers the places of one kind of mistake: the first few are shown, the rest counted. */
export class Places {
  /** @type {string[]} */
  #first = [];
  count = 0;

  /** @param {() => string} describe called only for those that are shown */
  add(describe) {
    this.count += 1;
    if (this.#first.length < kShown) this.#first.push(describe());
  }

  /** @returns {string} "line 3, line 9 and 4 more" */
  toString() {
    const more = this.count - this.#first.length;
    return this.#first.join(', ') + (more > 0 ? ` and ${more} more` : '');
  }
}
