// Pictures of a run while it trains: the plane, the units, the weights. Measures what a picture costs and spaces them, so
// that training keeps most of its worker's time. A picture changes nothing in the run.

/**
 * @typedef {object} ViewRequest what to show of a run
 * @property {number} boundary cells along one side of the plane's map; 0: no map
 * @property {number} units the same for the maps of the units
 * @property {boolean} weights whether to send all weights
 * @property {number} [most] milliseconds from one view to the next while the run plays, at least; 100 where absent
 */

/** Views take at most this share of the time while a run plays. */
export const kViewShare = 0.25;
const kViewMilliseconds = 100;
/** A map of more cells would be finer than any screen shows it, and its values need memory for every unit. */
const kLargestMap = 256;

/** @param {ViewRequest | null} request @throws {RangeError} with what is wrong */
export function checkRequest(request) {
  if (request === null) return;
  for (const name of /** @type {const} */ (['boundary', 'units'])) {
    const size = request[name];
    if (!Number.isInteger(size) || size < 0 || size > kLargestMap)
      throw new RangeError(`${name}: must be a whole number of cells from 0 (no map) to ${kLargestMap}, not ${size}`);
  }
  if (typeof request.weights !== 'boolean')
    throw new RangeError(`weights: must be true or false, not ${request.weights}`);
  const { most = kViewMilliseconds } = request;
  if (!(most >= 0)) throw new RangeError(`most: must be a number of milliseconds from 0, not ${most}`);
}

export class Viewer {
  /** @type {ViewRequest | null} */
  request = null;
  #emit;
  /** When the next view of a run that plays may be made. */
  #due = 0;

  /** @param {import('../threads/connection.js').Emit} emit */
  constructor(emit) {
    this.#emit = emit;
  }

  /** Shows the run as it is now, where it is watched. @param {import('../engine/session.js').Session} session */
  show(session) {
    if (!this.request) return;
    const start = performance.now();
    const { boundary, units, weights, most = kViewMilliseconds } = this.request;
    const { epoch, step } = session.step(0);
    /** @type {import('./protocol.js').ViewEvent} */
    const view = {
      type: 'view',
      epoch,
      step,
      boundary: boundary > 0 ? session.mapPlane(boundary) : null,
      units: units > 0 ? session.unitMaps(units) : null,
      weights: weights
        ? session.parameterNames().map(({ name, shape }) => ({ name, shape, values: session.parameter(name) }))
        : null,
    };
    const arrays = [view.boundary, view.units, ...(view.weights ?? []).map(({ values }) => values)];
    this.#emit(
      view,
      arrays.flatMap((array) => (array ? [/** @type {ArrayBuffer} */ (array.buffer)] : [])),
    );
    const end = performance.now();
    const cost = end - start;
    this.#due = end + Math.max(most - cost, cost / kViewShare - cost);
  }

  /**
   * The same in a run that plays, where it is time for it.
   * @param {import('../engine/session.js').Session} session @returns {number} the milliseconds it took
   */
  showIfDue(session) {
    const start = performance.now();
    if (!this.request || start < this.#due) return 0;
    this.show(session);
    return performance.now() - start;
  }
}
