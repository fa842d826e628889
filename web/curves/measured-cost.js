// What a function costs on this device: nanoseconds an element, measured with the loops that train the networks. One function
// after the other, when the page has nothing better to do; each once.

/** @typedef {import('./page-engine.js').Engine} Engine */
/** @typedef {{ value: number, slope: number }} Cost nanoseconds an element */

/** Elements of a pass: they and their results lie in a usual second-level cache. */
const kElements = 16_384;
/** A measurement is at least this long, in milliseconds: browsers round their clock, to as much as 1 ms. */
const kLeastMilliseconds = 5;
const kRepeats = 3;

/** @type {Map<string, Promise<Cost>>} */
const measured = new Map();
/** The measurements that wait, one after the other. @type {Promise<unknown>} */
let queue = Promise.resolve();

/** When the page is idle, or after a while. */
const idle = () =>
  new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(resolve, { timeout: 2000 });
    else setTimeout(resolve, 200);
  });

/** The least of several means: what disturbs a measurement makes it longer. @param {() => void} pass */
function nanoseconds(pass) {
  pass();
  let least = Number.POSITIVE_INFINITY;
  let passes = 1;
  for (let i = 0; i < kRepeats; ) {
    const start = performance.now();
    for (let n = 0; n < passes; ++n) pass();
    const milliseconds = performance.now() - start;
    if (milliseconds < kLeastMilliseconds) {
      passes *= 2;
      continue;
    }
    least = Math.min(least, milliseconds / passes);
    i += 1;
  }
  return (least * 1e6) / kElements;
}

/**
 * @param {Engine} engine @param {string} name of the function, measured at its defaults
 * @returns {Promise<Cost>} the same for every later call
 */
export function costOf(engine, name) {
  const known = measured.get(name);
  if (known) return known;
  // Inputs of a trained network's layer: on both sides of 0, in no order that a branch could learn.
  const xs = Float32Array.from({ length: kElements }, (_, i) => (((i * 2_654_435_761) >>> 0) / 2 ** 32 - 0.5) * 6);
  const of = async (/** @type {0 | 1} */ order) => {
    await idle();
    return nanoseconds(engine.repeated(name, {}, xs, order));
  };
  const cost = queue.then(async () => ({ value: await of(0), slope: await of(1) }));
  queue = cost.catch(() => {});
  measured.set(name, cost);
  return cost;
}
