// What every bench measures with. Times of one run are compared only with times of the same run, taken in turn; the
// fewest seconds are what the work takes, everything else on the machine only adds.

/** @param {number[]} values */
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** @param {number[]} values of which Infinity stands for none */
export const fewest = (values) => Math.min(Number.POSITIVE_INFINITY, ...values);

/** The fewest of what was measured, undefined where nothing was: Infinity and NaN stand for none. @param {number[]} values */
export function fewestMeasured(values) {
  const measured = values.filter(Number.isFinite);
  return measured.length > 0 ? fewest(measured) : undefined;
}

/** Milliseconds of one call. @param {() => unknown} call */
export function timeOf(call) {
  const start = performance.now();
  call();
  return performance.now() - start;
}

/** @param {any} experiment */
export const withoutStatistics = (experiment) => ({
  ...experiment,
  training: { ...experiment.training, statistics: false },
});

/** The fewest seconds of one call, over a number of milliseconds of calls. @param {() => unknown} call @param {number} milliseconds */
export function fewestSeconds(call, milliseconds) {
  const end = performance.now() + milliseconds;
  let best = Number.POSITIVE_INFINITY;
  do best = Math.min(best, timeOf(call));
  while (performance.now() < end);
  return best / 1000;
}
