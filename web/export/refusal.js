// What an export cannot express: said with the path in the experiment, never left out.

/** @typedef {{ path: string, message: string }} Reason */

export class Refusal extends Error {
  /** @param {Reason[]} reasons at least one */
  constructor(reasons) {
    super(reasons.map(({ path, message }) => `${path}: ${message}`).join('\n'));
    this.reasons = reasons;
  }
}

/** @param {string} path @param {string} message @returns {never} @throws {Refusal} */
export function refuse(path, message) {
  throw new Refusal([{ path, message }]);
}
