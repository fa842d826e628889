// What stands in for d3-interpolate in the page's bundle gives what the package gives, to the last bit.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import * as ours from '../../../web/figures/number-interpolation.js';

const require = createRequire(new URL('../../../web/package.json', import.meta.url));

test('numbers are interpolated as d3-interpolate does', async () => {
  const theirs = await import(require.resolve('d3-interpolate'));
  let state = 7;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 32 - 0.5) * 10 ** ((state % 13) - 6);
  };
  for (let i = 0; i < 2000; ++i) {
    const [a, b, t] = [random(), random(), random()];
    assert.equal(ours.interpolateNumber(a, b)(t), theirs.interpolateNumber(a, b)(t));
    assert.equal(ours.interpolate(a, b)(t), theirs.interpolate(a, b)(t));
    assert.equal(ours.interpolateRound(a, b)(t), theirs.interpolateRound(a, b)(t));
  }
  assert.throws(() => ours.piecewise(), /no piecewise scales/);
});
