// The statistics of repeats against references. Student's sleep data (1908) as R's documentation prints its paired
// t-test; Wilcoxon's statistic and p-value of the plants in SciPy's documentation of scipy.stats.wilcoxon; the z values
// of the articles' table (E6); the rest computed in double precision by another program. The t distribution is by
// Simpson's rule over its density, signed ranks by writing out all 2^n signs, power by integrating the noncentral t.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareRuns, samplesOf } from '../../../web/statistics/compare-runs.js';
import { comparePaired, compareProportions, holm } from '../../../web/statistics/paired.js';
import { describeRepeats, detectableDifference } from '../../../web/statistics/repeats.js';
import '../../../web/statistics/large-samples.js';
import { signedRank } from '../../../web/statistics/wilcoxon.js';
import { pText, signedAscii } from '../../../web/text/numbers.js';
import { newEngine } from '../support.js';

/** @param {number | null | undefined} actual @param {number} expected @param {number} [tolerance] */
function near(actual, expected, tolerance = 1e-9) {
  assert.ok(Math.abs(Number(actual) - expected) <= tolerance, `${actual} is not ${expected}`);
}

const { metrics } = (await newEngine()).catalog();
const [accuracy, r2] = ['accuracy', 'r2'].flatMap((name) => metrics.filter((one) => one.name === name));
const validation = { key: 'finalAccuracy', isTest: false };
const onTest = { key: 'testAccuracy', isTest: true };
/** @param {string[]} runs @param {any[]} summaries of a classification @param {{validation?: number, test?: number}} [samples] */
const compare = (runs, summaries, samples) => compareRuns(runs, summaries, [accuracy], samples);

const sleep1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const sleep2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

test('a paired t-test, its interval and its effect size are those of the sleep data', () => {
  const { n, difference, sd, interval, tTest, effectSize } = comparePaired(sleep1, sleep2);
  assert.equal(n, 10);
  near(difference, 1.58);
  near(sd, 1.22999548327987);
  near(tTest?.t, 4.062127683382);
  near(tTest?.p, 0.00283289019738);
  assert.equal(tTest?.df, 9);
  near(interval?.[0], 0.700114236723);
  near(interval?.[1], 2.459885763277);
  near(effectSize, 1.28455756259106);
  const turned = comparePaired(sleep2, sleep1);
  near(turned.effectSize, -1.28455756259106);
  near(turned.tTest?.p, 0.00283289019738);
});

test('mean, deviation and interval of repeats', () => {
  const { n, mean, sd, interval } = describeRepeats([1, 2, 3, 4, 5]);
  assert.equal(n, 5);
  near(mean, 3);
  near(sd, Math.sqrt(2.5));
  near(interval?.[1], 3 + (2.7764451051978 * Math.sqrt(2.5)) / Math.sqrt(5)); // t(.975, 4) of every table
  assert.deepEqual(describeRepeats([0.5]), { n: 1, mean: 0.5, sd: null, interval: null });
  assert.deepEqual(describeRepeats([]), { n: 0, mean: null, sd: null, interval: null });
});

test('signed ranks are exact, with ties and with zeros', () => {
  const plants = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75];
  const cases = /** @type {[number[], number, number][]} */ ([
    [plants, 96, 0.041259765625], // SciPy: statistic 24, the smaller of 24 and 96
    [[1, 2, 3, 4, 5], 15, 0.0625],
    [[1, 1, 1, 1, 1], 15, 0.0625],
    [[1, 2, -3, 4, 5, 6], 18, 0.15625],
    [[2, 2, -1, 3, 0, 5, -1, 4], 25, 0.0625],
    [[0.5, 0.5, 0.5, -0.5, 1, 1, 0], 18.5, 0.15625],
    [[-3, -3, 2, 1], 3, 0.5],
    [[0.25], 1, 1],
    [[1, -2, 3, 0, 0], 4, 0.75],
  ]);
  for (const [differences, statistic, p] of cases) {
    const result = signedRank(differences);
    assert.equal(result?.statistic, statistic, String(differences));
    near(result?.p, p, 1e-12);
    assert.equal(result?.exact, true);
    assert.ok(Number(result?.smallestP) <= Number(result?.p) + 1e-12);
  }
  assert.equal(signedRank([0, 0, 0]), null);
  // .863 - .861 and .802 - .8 are not one double, but one difference: two samples of a thousand.
  assert.equal(signedRank([0.863 - 0.861, 0.8 - 0.802])?.statistic, 1.5);
});

test('the minimum detectable difference is within the approximation stated', () => {
  for (const [n, exact, tolerance] of [
    [3, 3.264045513, 0.052],
    [5, 1.681996965, 0.012],
    [10, 0.996001371, 0.0015],
    [20, 0.660441654, 0.0005],
  ]) {
    assert.ok(Math.abs(detectableDifference(1, n) / exact - 1) < tolerance, `${n}`);
  }
});

test("Holm's correction goes up in steps and never down", () => {
  assert.deepEqual(
    holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(9))),
    [0.03, 0.06, 0.06, 0.02],
  );
  assert.deepEqual(holm([0.9, 0.8]), [1, 1]);
  assert.deepEqual(holm([]), []);
});

test("z of two accuracies is the articles' own", () => {
  assert.equal(signedAscii(compareProportions(0.9918, 10000, 0.9922, 10000).z, 2), '+0.32');
  assert.equal(signedAscii(compareProportions(0.9915, 10000, 0.9906, 10000).z, 2), '-0.68');
  assert.equal(signedAscii(compareProportions(0.9924, 10000, 0.9909, 10000).z, 2), '-1.17');
  assert.equal(compareProportions(1, 100, 1, 100).z, null);
});

/** @param {string} run @param {number} seed @param {number | null} accuracy @param {any} [more] */
const summary = (run, seed, accuracy, more = {}) => ({
  run,
  seed,
  finalAccuracy: accuracy,
  status: 'completed',
  ...more,
});

/** @param {any} statistics */
function assertNoNaN(statistics) {
  const text = JSON.stringify(statistics, (_, value) =>
    typeof value === 'number' && !Number.isFinite(value) ? 'BAD' : value,
  );
  assert.doesNotMatch(text, /BAD|NaN|Infinity|undefined/);
}

test('one seed: z by the samples, test before validation, and a verdict in words', () => {
  const runs = ['ReLU', 'ELU'];
  const [verdict] = compare(
    runs,
    [summary('ReLU', 0, 0.99, { testAccuracy: 0.9918 }), summary('ELU', 0, 0.98, { testAccuracy: 0.9922 })],
    { validation: 12000, test: 10000 },
  ).comparisons;
  assert.equal(verdict.verdict, 'no significant difference (z = +0.32)');
  assert.equal(verdict.measure, 'testAccuracy');
  assert.deepEqual(verdict.samples, [10000, 10000]);
  assert.equal(verdict.significant, false);
  const far = compare(runs, [summary('ReLU', 0, 0.5), summary('ELU', 0, 0.6)], { validation: 2000 });
  assert.match(far.comparisons[0].verdict, /^significant difference \(z = \+6\.39\)/);
  const lost = compare(runs, [summary('ReLU', 0, null, { status: 'diverged' }), summary('ELU', 0, 0.6)], {});
  assert.match(lost.comparisons[0].verdict, /cannot be compared: a run has no accuracy/);
  for (const statistics of [far, lost]) assertNoNaN(statistics);
  const same = compare(runs, [summary('ReLU', 0, 1), summary('ELU', 0, 1)], { validation: 10 });
  assert.equal(same.comparisons[0].verdict, 'no difference');
});

test('the number of samples comes from the summary, its standard error or the data', () => {
  assert.equal(
    samplesOf({ finalAccuracy: 0.864, accuracyStandardError: Math.sqrt((0.864 * 0.136) / 2000) }, validation, {}),
    2000,
  );
  assert.equal(samplesOf({ finalAccuracy: 1, accuracyStandardError: 0 }, validation, { validation: 30 }), 30);
  assert.equal(samplesOf({ finalAccuracy: 1, validationSamples: 40 }, validation, { validation: 30 }), 40);
  assert.equal(samplesOf({ testSamples: 7 }, onTest, { test: 8 }), 7);
  assert.equal(samplesOf({}, onTest, { test: 8 }), 8);
});

test('several seeds: repeats, paired by seed, corrected over all pairs', () => {
  const runs = ['a', 'b', 'c'];
  const values = {
    a: [0.8, 0.81, 0.79, 0.82, 0.8],
    b: [0.85, 0.87, 0.83, 0.88, 0.84],
    c: [0.8, 0.82, 0.78, 0.82, 0.81],
  };
  const summaries = Object.entries(values).flatMap(([run, list]) => list.map((v, seed) => summary(run, seed, v)));
  // In any order of the seeds: pairs go by seed, not by place.
  const { repeats, comparisons, families } = compare(runs, [...summaries.slice(0, 5), ...summaries.slice(5).reverse()]);
  assert.equal(families[0].reference, null);
  assert.deepEqual(
    repeats.map((r) => [r.run, r.n, Number(r.mean?.toFixed(6))]),
    [
      ['a', 5, 0.804],
      ['b', 5, 0.854],
      ['c', 5, 0.806],
    ],
  );
  assert.deepEqual(
    comparisons.map((c) => c.runs.join()),
    ['a,b', 'a,c', 'b,c'],
  );
  const [ab, ac] = comparisons;
  assert.equal(ab.significant, true);
  assert.deepEqual(
    comparisons.map((c) => c.pHolm),
    holm(comparisons.map((c) => Number(c.tTest?.p))),
  );
  assert.match(
    ab.verdict,
    /^significant difference \(\+0\.0500, 95 % interval \+0\.0\d+ to \+0\.0\d+; paired t-test p .*Holm's correction for 3 tests\); d_z \+\d/,
  );
  assert.match(ab.verdict, /Wilcoxon p = \.063 \(smallest attainable with 5 seeds: p = \.063\)/);
  assert.equal(ac.significant, false);
  assert.match(
    ac.verdict,
    /^no significant difference \(.*minimum detectable difference with 5 seeds, uncorrected, at 80 % power: 0\.0\d+\)/,
  );
  assertNoNaN({ repeats, comparisons });
});

test('with more than six runs each is compared with the best', () => {
  const runs = Array.from({ length: 7 }, (_, i) => `run ${i}`);
  const summaries = runs.flatMap((run, i) =>
    [0, 1, 2].map((seed) => summary(run, seed, 0.5 + 0.01 * ((i * 3) % 7) + 0.001 * seed * i)),
  );
  const { comparisons, families } = compare(runs, summaries);
  assert.equal(families[0].reference, 'run 2');
  assert.equal(comparisons.length, 6);
  assert.ok(comparisons.every((c) => c.runs[0] === 'run 2' && Number(c.difference) < 0));
});

test('degenerate repeats are described in words, never as NaN', () => {
  const runs = ['a', 'b'];
  const of = (/** @type {(number | null)[]} */ a, /** @type {(number | null)[]} */ b) => {
    const list = [...a.map((v, i) => summary('a', i, v)), ...b.map((v, i) => summary('b', i, v))];
    const statistics = compare(runs, list);
    assertNoNaN(statistics);
    return statistics.comparisons[0].verdict;
  };
  assert.equal(of([0.5, 0.6, 0.7], [0.5, 0.6, 0.7]), 'no difference in any of the 3 seeds');
  assert.match(of([0.5, 0.6, 0.7], [0.6, 0.7, 0.8]), /^the same difference, \+0\.1000, in each of the 3 seeds/);
  assert.match(of([0.5, null, 0.7], [0.6, 0.7, null]), /^one seed in common \(difference \+0\.1000\)/);
  assert.match(of([null, null], [0.6, 0.7]), /^cannot be compared: the runs have no seed in common/);
  assert.match(of([0.5, 0.6, 0.7], [0.5, 0.61]), /2 seeds, 1 without a difference/);
  const { repeats } = compare(runs, [
    summary('a', 0, null, { status: 'diverged' }),
    summary('a', 1, 0.5, { status: 'collapsed' }),
    summary('b', 0, 0.5),
  ]);
  assert.deepEqual(repeats[0], {
    type: 'repeats',
    run: 'a',
    measure: 'finalAccuracy',
    seeds: 2,
    n: 1,
    mean: 0.5,
    sd: null,
    interval: null,
    diverged: 1,
    collapsed: 1,
  });
});

test('a regression is compared by its R2', () => {
  const regression = (/** @type {string} */ run, /** @type {number} */ seed, /** @type {number} */ r2) =>
    summary(run, seed, null, { finalR2: r2 });
  const list = [0, 1, 2].flatMap((seed) => [
    regression('a', seed, 0.7 + 0.01 * seed),
    regression('b', seed, 0.75 + 0.02 * seed),
  ]);
  const { repeats, comparisons } = compareRuns(['a', 'b'], list, [r2]);
  assert.deepEqual(
    repeats.map((r) => r.measure),
    ['finalR2', 'finalR2'],
  );
  assert.equal(comparisons[0].measure, 'finalR2');
  assertNoNaN({ repeats, comparisons });
  assert.deepEqual(
    compareRuns(
      ['a', 'b'],
      list.filter((s) => s.seed === 0),
      [r2],
    ).comparisons,
    [],
  );
});

test('p-values are written as papers do', () => {
  assert.equal(pText(0.0001), 'p < .001');
  assert.equal(pText(0.0414), 'p = .041');
  assert.equal(pText(1), 'p = 1.000');
});

// Catches a run that is called best because its bad seeds diverged and were left out.
test('a run of which seeds diverged is not the best while others have all of theirs', () => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
  const summary = (/** @type {string} */ run, /** @type {number} */ seed, /** @type {number | null} */ accuracy) => ({
    run,
    seed,
    finalAccuracy: accuracy,
    status: accuracy === null ? 'diverged' : 'completed',
  });
  const summaries = names.flatMap((run, i) =>
    [0, 1, 2].map((seed) => summary(run, seed, run === 'A' ? [0.9, null, null][seed] : 0.5 + i / 100 + seed / 1000)),
  );
  assert.equal(compare(names, summaries).families[0].reference, 'G');
  const all = summaries.map((s) => (s.run !== 'A' && s.seed === 1 ? summary(s.run, s.seed, null) : s));
  assert.equal(compare(names, all).families[0].reference, 'A');
});

test('of two files each run is compared with itself, and a second file corrects no test of the first', () => {
  const runs = ['a · x', 'b · x', 'a · y', 'b · y', 'c · y'];
  const places = new Map(runs.map((run) => [run, { own: run[0], file: `${run.at(-1)}.jsonl` }]));
  const values = { a: [0.8, 0.81, 0.79], b: [0.85, 0.87, 0.83], c: [0.5, 0.6, 0.7] };
  const summaries = runs.flatMap((run) =>
    values[/** @type {'a'} */ (run[0])].map((v, seed) => summary(run, seed, v + (run === 'b · y' ? 1e-6 * seed : 0))),
  );
  const { families } = compareRuns(runs, summaries, [accuracy], {}, places);
  assert.deepEqual(
    families.map(({ file, isTwins, comparisons }) => [file, isTwins, comparisons.map((one) => one.runs.join())]),
    [
      [null, true, ['a · x,a · y', 'b · x,b · y']],
      ['x.jsonl', false, ['a · x,b · x']],
      ['y.jsonl', false, ['a · y,b · y', 'a · y,c · y', 'b · y,c · y']],
    ],
  );
  const [[same, rounded], [alone]] = families.map(({ comparisons }) => comparisons);
  assert.equal(same.verdict, 'no difference in any of the 3 seeds');
  assert.equal(rounded.verdict, 'the same up to rounding in 3 seeds: at most 0.000002 apart');
  assert.equal(rounded.significant, null);
  const [only] = compare(['a · x', 'b · x'], summaries.slice(0, 6)).comparisons;
  assert.deepEqual([alone.tests, alone.pHolm], [1, only.pHolm]);
});

test('where the number of samples is not known, that is said', () => {
  const [one] = compare(['a', 'b'], [summary('a', 0, 0.8), summary('b', 0, 0.7)]).comparisons;
  assert.equal(one.verdict, 'cannot be compared: the records do not say how many samples validated');
});
