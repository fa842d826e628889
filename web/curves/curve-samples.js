// Samples functions for the curves figure: evenly over the range, with the points around each kink
// added so that a jump is drawn as a jump. Keeps what it sampled until it changes.

/** @typedef {import('./page-engine.js').Engine} Engine */
/** @typedef {import('../sharing/link-state.js').FunctionChoice} FunctionChoice */
/** @typedef {import('./property-text.js').Properties} Properties */
/** @typedef {0 | 1 | 2} Order */
/** @typedef {{ xs: Float32Array, ys: Float32Array[], jumps: { order: number, x: number, left: number, right: number }[], properties: Properties }} Sample */

/** @typedef {{ hue: string, colour: string, dash: string }} Look */

export const kOrders = /** @type {Order[]} */ ([0, 1, 2]);
export const kOrderTitles = ['Value', 'Slope', 'Curvature'];
export const kOrderSymbols = ['f(x)', 'f\u2032(x)', 'f\u2033(x)'];
const kPoints = 512;
const kKept = 64;

/** @type {Map<string, Sample>} */
const kept = new Map();

/** @type {Map<string, Properties>} */
const described = new Map();

/** @template T @param {Map<string, T>} map @param {string} key @param {T} value */
function keep(map, key, value) {
  if (map.size >= kKept) map.delete(/** @type {string} */ (map.keys().next().value));
  map.set(key, value);
  return value;
}

/**
 * engine.describe(), remembered. Throws the engine's error for a bad name or parameter.
 * @param {Engine} engine @param {FunctionChoice} choice @returns {Properties}
 */
export function describeFunction(engine, choice) {
  const key = JSON.stringify(choice);
  return described.get(key) ?? keep(described, key, engine.describe(choice.name, choice.params));
}

/** The distance at which a one-sided limit is taken: the next floats away from x. @param {number} x */
const besides = (x) => Math.max(1e-6, Math.abs(x) * 3e-7);

/**
 * Values, slopes and curvatures over the domain. Throws the engine's error for a bad name or parameter.
 * @param {Engine} engine @param {FunctionChoice} choice @param {[number, number]} domain @param {Order[]} orders
 * @returns {Sample}
 */
export function sampleFunction(engine, choice, domain, orders) {
  const key = JSON.stringify([choice.name, choice.params, domain, orders]);
  const known = kept.get(key);
  if (known) return known;
  const properties = describeFunction(engine, choice);
  const inside = properties.kinks.filter((kink) => kink.x > domain[0] && kink.x < domain[1]);
  const points = [];
  for (let i = 0; i < kPoints; ++i) points.push(domain[0] + ((domain[1] - domain[0]) * i) / (kPoints - 1));
  for (const { x } of inside) points.push(x - besides(x), x, x + besides(x));
  points.sort((a, b) => a - b);
  const xs = Float32Array.from(points);
  /** @type {Sample['jumps']} */
  const jumps = [];
  const ys = /** @type {Order[]} */ ([0, 1, 2]).map((order) =>
    orders.includes(order) ? engine.evaluate(choice.name, choice.params, xs, order) : new Float32Array(0),
  );
  for (const kink of inside) {
    const index = points.indexOf(kink.x);
    const breaks = [Boolean(kink.jump), Boolean(kink.jump) || kink.leftSlope !== kink.rightSlope, true];
    for (const order of orders) {
      if (!breaks[order]) continue;
      const left = order === 1 ? kink.leftSlope : ys[order][index - 1];
      const right = order === 1 ? kink.rightSlope : ys[order][index + 1];
      ys[order][index] = Number.NaN;
      if (left !== null && right !== null && left !== right) jumps.push({ order, x: kink.x, left, right });
    }
  }
  return keep(kept, key, { xs, ys, jumps, properties });
}

/**
 * Function, slope or curvature at a few points.
 * @param {Engine} engine @param {FunctionChoice} choice @param {number[]} xs @param {Order} order
 */
export function valuesAt(engine, choice, xs, order) {
  return engine.evaluate(choice.name, choice.params, xs, order);
}
