// From the summaries of an experiment to what they say of its runs: the repeats of each, and comparisons of one with
// another. Plain records in, plain records out, as they stand in the JSONL.

import { numberAt } from '../text/numbers.js';
import { kUncounted, pairedVerdict, proportionVerdict, sameVerdict } from './comparison-text.js';
import { comparePaired, compareProportions, holm } from './paired.js';
import { describeRepeats } from './repeats.js';
import { byRunOf, divergedIn, resultOf, resultsOf } from './results.js';

/** With more runs than this each is compared with the best alone: all pairs would bury what matters. */
export const kAllPairsRuns = 6;

/** @typedef {import('./results.js').Summary} Summary */

/**
 * @typedef {object} Metric what compares networks of one task, as checkExperiment describes it
 * @property {string} title
 * @property {boolean} isShare of samples, with a binomial standard error
 * @property {{final: string, test: string}} keys of a summary
 *
 * @typedef {object} Measure a metric of the validation or the test samples
 * @property {string} key of a summary, e.g. finalAccuracy
 * @property {string} title
 * @property {boolean} isShare
 * @property {boolean} isTest
 */

/** The metrics of an experiment, each once. @param {{metric: Metric}[]} runs checkExperiment's @returns {Metric[]} */
export function metricsOf(runs) {
  return [...new Map(runs.map(({ metric }) => [metric.keys.final, metric])).values()];
}

/** @param {Metric[]} metrics @returns {Measure[]} the validation's and the test's of each */
const measuresOf = (metrics) =>
  metrics.flatMap(({ title, isShare, keys }) => [
    { key: keys.final, title: `validation ${title}`, isShare, isTest: false },
    { key: keys.test, title: `test ${title}`, isShare, isTest: true },
  ]);

/**
 * @param {Summary[]} summaries of one experiment @param {Metric[]} metrics at least one
 * @returns {Measure} by which its runs are compared: test before validation
 */
export function measureOf(summaries, metrics) {
  const measures = measuresOf(metrics);
  const has = (/** @type {Measure} */ measure) => summaries.some((s) => resultOf(s, measure.key) !== null);
  return measures.find((measure) => measure.isTest && has(measure)) ?? measures.find(has) ?? measures[0];
}

/**
 * @typedef {{type: 'repeats', run: string, measure: string, seeds: number, diverged: number, collapsed: number} &
 *   import('./repeats.js').Repeats} RepeatsRecord
 *
 * @typedef {object} Comparison of two runs; the rest is of paired or of single results
 * @property {'comparison'} type
 * @property {[string, string]} runs
 * @property {string} measure
 * @property {number} n
 * @property {number | null} difference of the second from the first
 * @property {boolean | null} significant
 * @property {string} verdict
 * @property {number} [largest] difference of one seed, where all are of rounding alone
 * @property {number} [seed] @property {(number | null)[]} [samples] @property {number | null} [z] with one seed
 * @property {number | null} [pHolm] @property {number} [tests] @property {import('./paired.js').Paired['tTest']} [tTest] with several
 */

/**
 * @typedef {object} Statistics
 * @property {RepeatsRecord[]} repeats a record for each run and measure; none with one seed
 * @property {Comparison[]} comparisons a record for each pair that is compared
 * @property {Measure} measure by which runs are compared
 * @property {Map<string, string>} titles of all measures, by their keys
 * @property {Family[]} families the same comparisons, by what was asked
 *
 * @typedef {object} Family comparisons that answer one question, and are corrected together
 * @property {string | null} file of which they are; null: of all runs, or of the same run in two files
 * @property {boolean} isTwins whether they are of the same run in two files
 * @property {string | null} reference the run all others are compared with; null: all pairs are
 * @property {Comparison[]} comparisons
 *
 * @typedef {{ file: string, own: string }} Place the file that a run is of, and its name there
 */

/**
 * @param {string[]} runs names, in the experiment's order @param {Summary[]} summaries @param {Metric[]} metrics of the runs
 * @param {{validation?: number, test?: number}} [samples] what the experiment's data say, for summaries that do not
 * @param {Map<string, Place>} [places] of runs of several files, by name
 * @returns {Statistics}
 */
export function compareRuns(runs, summaries, metrics, samples = {}, places = new Map()) {
  const measure = measureOf(summaries, metrics);
  const measures = measuresOf(metrics);
  const titles = new Map(measures.map(({ key, title }) => [key, title]));
  const byRun = byRunOf(summaries);
  const ofRun = (/** @type {string} */ run) => byRun.get(run) ?? [];
  const single = new Set(summaries.map((s) => s.seed)).size < 2;
  const present = runs.filter((run) => ofRun(run).length > 0);
  // A metric that is no share of samples has no standard error of its own: with one seed it is not compared.
  const compared = single && !measure.isShare ? [] : present;
  const families = groupsOf(compared, places).map(({ file, names, twins }) => {
    const reference = !twins && names.length > kAllPairsRuns ? bestOf(names, ofRun, measure.key) : null;
    const pairs = twins ?? pairsOf(names, reference);
    /** @type {Comparison[]} */
    const comparisons = single
      ? pairs.map(([a, b]) => ofOneSeed(ofRun(a)[0], ofRun(b)[0], measure, samples))
      : ofSeeds(pairs, ofRun, measure.key, Boolean(twins));
    return { file, isTwins: Boolean(twins), reference, comparisons };
  });
  const repeats = single ? [] : present.flatMap((run) => repeatsOf(run, ofRun(run), measures, measure));
  return { repeats, comparisons: families.flatMap(({ comparisons }) => comparisons), measure, titles, families };
}

/** Of which file each run is, where several are open. @param {{ runName: string, place?: Place }[]} trials @returns {Map<string, Place>} */
export const placesOfRuns = (trials) =>
  new Map(trials.flatMap(({ runName, place }) => (place ? [/** @type {const} */ ([runName, place])] : [])));

/**
 * Runs whose pairs answer one question. Where two files have runs of one name, what was done twice is compared with itself, and
 * the runs of each file with each other: a second file must not correct the tests of the first.
 * @param {string[]} runs @param {Map<string, Place>} places
 * @returns {{ file: string | null, names: string[], twins: [string, string][] | null }[]}
 */
function groupsOf(runs, places) {
  const files = [...new Set(runs.map((run) => places.get(run)?.file))];
  const twins = runs.flatMap((a, i) =>
    runs
      .slice(i + 1)
      .filter((b) => places.has(a) && places.get(a)?.own === places.get(b)?.own)
      .map((b) => /** @type {[string, string]} */ ([a, b])),
  );
  if (twins.length === 0) return [{ file: null, names: runs, twins: null }];
  return [
    { file: null, names: runs, twins },
    ...files.map((file = '') => ({ file, names: runs.filter((run) => places.get(run)?.file === file), twins: null })),
  ];
}

/** @param {string} run @param {Summary[]} summaries @param {Measure[]} measures @param {Measure} compared what stands where a run has no result */
function repeatsOf(run, summaries, measures, compared) {
  const found = measures.filter(({ key }) => resultsOf(summaries, key).length > 0);
  return (found.length > 0 ? found : [compared]).map(({ key: measure }) => ({
    type: /** @type {const} */ ('repeats'),
    run,
    measure,
    seeds: summaries.length,
    ...describeRepeats(resultsOf(summaries, measure)),
    diverged: divergedIn(summaries),
    collapsed: summaries.filter((s) => s.status === 'collapsed').length,
  }));
}

/** Runs of two programs that differ by less, as a share of the result, differ by rounding. */
const kRounding = 1e-4;

/**
 * @param {[string, string][]} pairs @param {(run: string) => Summary[]} ofRun @param {string} measure
 * @param {boolean} areTwins whether a pair is one run of two files
 */
function ofSeeds(pairs, ofRun, measure, areTwins) {
  const results = pairs.map(([a, b]) => {
    const second = new Map(ofRun(b).map((s) => [s.seed, resultOf(s, measure)]));
    const common = ofRun(a).flatMap((s) => {
      const [one, other] = [resultOf(s, measure), second.get(s.seed) ?? null];
      return one === null || other === null ? [] : [[one, other]];
    });
    const largest = Math.max(0, ...common.map(([one, other]) => Math.abs(other - one)));
    const isSame = areTwins && common.every(([one, other]) => Math.abs(other - one) <= kRounding * Math.abs(one));
    const paired = comparePaired(
      common.map(([one]) => one),
      common.map(([, other]) => other),
    );
    // Whether rounding is more than chance is no question.
    return isSame && largest > 0 ? { ...paired, tTest: null, interval: null, detectable: null, largest } : paired;
  });
  const tested = results.filter((result) => result.tTest);
  const adjusted = holm(tested.map((result) => result.tTest?.p ?? 1));
  const placeOf = new Map(tested.map((result, place) => [result, place]));
  return results.map((paired, i) => {
    const place = placeOf.get(paired);
    const pHolm = place === undefined ? null : adjusted[place];
    return {
      type: /** @type {const} */ ('comparison'),
      runs: pairs[i],
      measure,
      ...paired,
      pHolm,
      tests: tested.length,
      significant: pHolm === null ? null : pHolm < 0.05,
      verdict:
        'largest' in paired ? sameVerdict(paired.n, paired.largest) : pairedVerdict(paired, pHolm, tested.length),
    };
  });
}

/** @param {Summary} a @param {Summary} b @param {Measure} measure @param {{validation?: number, test?: number}} given */
function ofOneSeed(a, b, measure, given) {
  const samples = [samplesOf(a, measure, given), samplesOf(b, measure, given)];
  const [first, second] = [resultOf(a, measure.key), resultOf(b, measure.key)];
  const known = samples.every((n) => n !== null && n > 0);
  const result =
    known && first !== null && second !== null
      ? compareProportions(first, Number(samples[0]), second, Number(samples[1]))
      : { difference: null, standardError: null, z: null };
  const isUncounted = first !== null && second !== null && !known;
  return {
    type: /** @type {const} */ ('comparison'),
    runs: /** @type {[string, string]} */ ([a.run, b.run]),
    measure: measure.key,
    n: 1,
    seed: a.seed,
    samples,
    ...result,
    significant: result.z === null ? null : Math.abs(result.z) >= 1.96,
    verdict: isUncounted ? kUncounted : proportionVerdict(result),
  };
}

/**
 * How many samples an accuracy was measured on: what the summary says, else what its standard error gives away, else
 * what the experiment's data say.
 * @param {Partial<Summary>} summary @param {Pick<Measure, 'key' | 'isTest'>} measure @param {{validation?: number, test?: number}} given
 */
export function samplesOf(summary, measure, given) {
  if (measure.isTest) return summary.testSamples ?? given.test ?? null;
  if (isNumber(summary.validationSamples)) return summary.validationSamples;
  const p = numberAt(summary, measure.key);
  const error = summary.accuracyStandardError;
  if (p !== null && isNumber(error) && error > 0) return Math.round((p * (1 - p)) / (error * error));
  return given.validation ?? null;
}

/**
 * The run with the best mean. One of which a seed diverged is best only where that is so of all: the mean of the seeds that
 * are left would favour it.
 * @param {string[]} runs at least one @param {(run: string) => Summary[]} ofRun @param {string} measure a summary's key
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
