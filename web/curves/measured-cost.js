// What a function costs on this device: nanoseconds an element, measured with the loops that train the networks. One function
// after the other, when the page has nothing better to do; each once.

/** @typedef {import('./page-engine.js').Engine} Engine */
/** @typedef {{ value: number, slope: number }} Cost nanoseconds an element */

/** Elements of a pass: they and their results lie in a usual second-level cache. */
const kElements = 16_384;
/** A measurement is at least this long, in milliseconds: browsers round their clock, to as much as 1 ms. */
const kLeastMilliseconds = 5;
/** Measurements that did not make the least less by a twentieth. */
const kRepeats = 4;
const kLess = 0.95;
const kMostRepeats = 40;

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

/**
 * The least of several means: what disturbs a measurement makes it longer. A browser first runs a function as code that was
 * compiled in a hurry, and replaces it when a better one is ready, which is late where the processor has much to do: it is
 * measured until the least has stood for kRepeats measurements, with a pause before each.
 * @param {() => () => void} begin gives the pass; asked after each pause, in which the engine may have done something else
 * @param {() => Promise<unknown>} pause @param {() => number} clock in milliseconds
 */
export async function nanosecondsOf(begin, pause, clock) {
  let least = Number.POSITIVE_INFINITY;
  let passes = 1;
  for (let unchanged = 0, i = 0; unchanged < kRepeats && i < kMostRepeats; ) {
    await pause();
    const pass = begin();
    const start = clock();
    for (let n = 0; n < passes; ++n) pass();
    const milliseconds = clock() - start;
    if (milliseconds < kLeastMilliseconds) {
      passes *= 2;
      continue;
    }
    const mean = milliseconds / passes;
    unchanged = mean < least * kLess ? 0 : unchanged + 1;
    least = Math.min(least, mean);
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
  const of = (/** @type {0 | 1} */ order) =>
    nanosecondsOf(
      () => engine.repeated(name, {}, xs, order),
      idle,
      () => performance.now(),
    );
  const cost = queue.then(async () => ({ value: await of(0), slope: await of(1) }));
  queue = cost.catch(() => {});
  measured.set(name, cost);
  return cost;
}
