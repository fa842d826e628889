// Student's distribution against stdlib's, and against values in closed form. Catches digits lost in a tail, a fraction that
// stops early, and a wrong turn between its two forms.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { quantile, twoSided } from '../../../web/statistics/student.js';

const require = createRequire(new URL('../../../web/package.json', import.meta.url));
/** @type {(t: number, df: number) => number} */
const cdf = require('@stdlib/stats-base-dists-t-cdf');

/** @param {number} actual @param {number} expected @param {number} tolerance of the expected value @param {string} what */
function near(actual, expected, tolerance, what) {
  assert.ok(Math.abs(actual / expected - 1) <= tolerance, `${what}: ${actual} is not ${expected}`);
}

test('the share beyond a t is the library’s, far into the tails', () => {
  const freedoms = [...Array.from({ length: 60 }, (_, i) => i + 1), 99, 100, 999, 1000, 9999];
  for (const df of freedoms)
    for (let t = 1e-3; t < 1e3; t *= 1.1) {
      const expected = 2 * cdf(-t, df);
      if (expected > 1e-290) near(twoSided(t, df), expected, 1e-11, `t ${t}, df ${df}`);
    }
});

test('with one and with two degrees of freedom it is the closed form', () => {
  for (let t = 1e-8; t < 1e8; t *= 3.7) {
    near(twoSided(t, 1), (2 / Math.PI) * Math.atan2(1, t), 1e-14, `t ${t}, df 1`);
    // 1 - t / sqrt(2 + t^2), written without a difference.
    const root = Math.sqrt(2 + t * t);
    near(twoSided(t, 2), 2 / (root * (root + t)), 1e-14, `t ${t}, df 2`);
  }
});

test('it is even in t, goes from 1 to 0, and keeps NaN', () => {
  assert.equal(twoSided(-2.5, 7), twoSided(2.5, 7));
  assert.equal(twoSided(0, 5), 1);
  assert.equal(twoSided(Number.POSITIVE_INFINITY, 5), 0);
  assert.ok(Number.isNaN(twoSided(Number.NaN, 5)));
  for (const df of [0, -1, 1.5, Number.NaN])
    assert.throws(() => twoSided(1, df), { message: `df: must be a whole number from 1, not ${df}` });
});

test('quantiles are those of every table, and undo the distribution', () => {
  for (const [p, df, t] of [
    [0.975, 1, 12.7062047361747],
    [0.975, 4, 2.77644510519779],
    [0.975, 9, 2.2621571627982],
    [0.975, 30, 2.04227245630124],
    [0.8, 2, 1.06066017177982],
    [0.995, 19, 2.86093460646498],
  ])
    near(quantile(p, df), t, 1e-13, `p ${p}, df ${df}`);
  for (const df of [1, 2, 3, 19, 200])
    for (const p of [0.6, 0.8, 0.975, 0.999])
      near(twoSided(quantile(p, df), df), 2 * (1 - p), 1e-13, `p ${p}, df ${df}`);
});
