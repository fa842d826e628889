// From the summaries of an experiment to what they say of its runs: the repeats of each, and comparisons of one with
// another. Plain records in, plain records out, as they stand in the JSONL.

import { pairedVerdict, proportionVerdict } from './comparison-text.js';
import { comparePaired, compareProportions, holm } from './paired.js';
import { describeRepeats } from './repeats.js';
import { byRunOf, divergedIn, resultOf, resultsOf } from './results.js';

/** With more runs than this each is compared with the best alone: all pairs would bury what matters. */
export const kAllPairsRuns = 6;

/** @typedef {'finalAccuracy' | 'testAccuracy' | 'finalR2'} Measure a summary's key */

/**
 * @param {any[]} summaries of one experiment
 * @returns {Measure} by which its runs are compared: test before validation
 */
export function measureOf(summaries) {
  if (summaries.some((s) => resultOf(s, 'testAccuracy') !== null)) return 'testAccuracy';
  // The key is there in a regression, even where every run diverged.
  return summaries.some((s) => s.finalR2 !== undefined) ? 'finalR2' : 'finalAccuracy';
}

/**
 * @typedef {object} Statistics
 * @property {any[]} repeats a record for each run and measure; none with one seed
 * @property {any[]} comparisons a record for each pair that is compared
 * @property {Measure} measure by which runs are compared
 * @property {string | null} reference the run all others are compared with; null: all pairs are
 */

/**
 * @param {string[]} runs names, in the experiment's order @param {any[]} summaries
 * @param {{validation?: number, test?: number}} [samples] what the experiment's data say, for summaries that do not
 * @returns {Statistics}
 */
export function compareRuns(runs, summaries, samples = {}) {
  const measure = measureOf(summaries);
  const byRun = byRunOf(summaries);
  const ofRun = (/** @type {string} */ run) => byRun.get(run) ?? [];
  const single = new Set(summaries.map((s) => s.seed)).size < 2;
  const present = runs.filter((run) => ofRun(run).length > 0);
  const reference = present.length > kAllPairsRuns ? bestOf(present, ofRun, measure) : null;
  const pairs = pairsOf(present, reference);
  if (single) {
    // R2 has no standard error of its own: with one seed, regressions are not compared.
    const comparisons =
      measure === 'finalR2' ? [] : pairs.map(([a, b]) => ofOneSeed(ofRun(a)[0], ofRun(b)[0], measure, samples));
    return { repeats: [], comparisons, measure, reference };
  }
  const repeats = present.flatMap((run) => repeatsOf(run, ofRun(run), measure));
  return { repeats, comparisons: ofSeeds(pairs, ofRun, measure), measure, reference };
}

/** @param {string} run @param {any[]} summaries @param {Measure} compared what stands where a run has no result */
function repeatsOf(run, summaries, compared) {
  const measures = /** @type {Measure[]} */ (['finalAccuracy', 'testAccuracy', 'finalR2']);
  const found = measures.filter((measure) => resultsOf(summaries, measure).length > 0);
  return (found.length > 0 ? found : [compared]).map((measure) => ({
    type: 'repeats',
    run,
    measure,
    seeds: summaries.length,
    ...describeRepeats(resultsOf(summaries, measure)),
    diverged: divergedIn(summaries),
    collapsed: summaries.filter((s) => s.status === 'collapsed').length,
  }));
}

/** @param {[string, string][]} pairs @param {(run: string) => any[]} ofRun @param {Measure} measure */
function ofSeeds(pairs, ofRun, measure) {
  const results = pairs.map(([a, b]) => {
    const second = new Map(ofRun(b).map((s) => [s.seed, resultOf(s, measure)]));
    const common = ofRun(a).flatMap((s) => {
      const [one, other] = [resultOf(s, measure), second.get(s.seed) ?? null];
      return one === null || other === null ? [] : [[one, other]];
    });
    return comparePaired(
      common.map(([one]) => one),
      common.map(([, other]) => other),
    );
  });
  const tested = results.filter((result) => result.tTest);
  const adjusted = holm(tested.map((result) => result.tTest?.p ?? 1));
  const placeOf = new Map(tested.map((result, place) => [result, place]));
  return results.map((paired, i) => {
    const place = placeOf.get(paired);
    const pHolm = place === undefined ? null : adjusted[place];
    return {
      type: 'comparison',
      runs: pairs[i],
      measure,
      ...paired,
      pHolm,
      tests: tested.length,
      significant: pHolm === null ? null : pHolm < 0.05,
      verdict: pairedVerdict(paired, pHolm, tested.length),
    };
  });
}

/** @param {any} a @param {any} b summaries @param {Measure} measure @param {{validation?: number, test?: number}} given */
function ofOneSeed(a, b, measure, given) {
  const samples = [samplesOf(a, measure, given), samplesOf(b, measure, given)];
  const [first, second] = [resultOf(a, measure), resultOf(b, measure)];
  const known = samples.every((n) => n !== null && n > 0);
  const result =
    known && first !== null && second !== null
      ? compareProportions(first, Number(samples[0]), second, Number(samples[1]))
      : { difference: null, standardError: null, z: null };
  return {
    type: 'comparison',
    runs: [a.run, b.run],
    measure,
    n: 1,
    seed: a.seed,
    samples,
    ...result,
    significant: result.z === null ? null : Math.abs(result.z) >= 1.96,
    verdict: proportionVerdict(result),
  };
}

/**
 * How many samples an accuracy was measured on: what the summary says, else what its standard error gives away, else
 * what the experiment's data say.
 * @param {any} summary @param {Measure} measure @param {{validation?: number, test?: number}} given
 */
export function samplesOf(summary, measure, given) {
  if (measure === 'testAccuracy') return summary.testSamples ?? given.test ?? null;
  if (isNumber(summary.validationSamples)) return summary.validationSamples;
  const { finalAccuracy: p, accuracyStandardError: error } = summary;
  if (isNumber(p) && isNumber(error) && error > 0) return Math.round((p * (1 - p)) / (error * error));
  return given.validation ?? null;
}

/**
 * The run with the best mean. One of which a seed diverged is best only where that is so of all: the mean of the seeds that
 * are left would favour it.
 * @param {string[]} runs at least one @param {(run: string) => any[]} ofRun @param {Measure} measure
 */
export function bestOf(runs, ofRun, measure) {
  const whole = runs.filter((run) => divergedIn(ofRun(run)) === 0);
  const candidates = whole.length > 0 ? whole : runs;
  const means = new Map(
    candidates.map((run) => [run, describeRepeats(resultsOf(ofRun(run), measure)).mean ?? Number.NEGATIVE_INFINITY]),
  );
  const mean = (/** @type {string} */ run) => Number(means.get(run));
  return candidates.reduce((best, run) => (mean(run) > mean(best) ? run : best));
}

/** @param {string[]} runs @param {string | null} reference @returns {[string, string][]} */
function pairsOf(runs, reference) {
  if (reference !== null) return runs.filter((run) => run !== reference).map((run) => [reference, run]);
  return runs.flatMap((a, i) => runs.slice(i + 1).map((b) => /** @type {[string, string]} */ ([a, b])));
}

/** @param {unknown} value @returns {value is number} */
function isNumber(value) {
  return typeof value === 'number' && Number.isFinite(value);
}
