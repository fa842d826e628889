import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nanosecondsOf } from '../../../web/curves/measured-cost.js';

const kElements = 16_384;

/**
 * A clock that only the passes move. @param {(time: number) => number} costAt milliseconds of a pass that begins at a time
 * @param {number} pauseLength of every pause, in milliseconds
 */
function measure(costAt, pauseLength) {
  let now = 0;
  let begun = 0;
  const begin = () => {
    begun += 1;
    const mine = begun;
    return () => {
      assert.equal(mine, begun, 'a pass of before a pause is not used after it');
      now += costAt(now);
    };
  };
  const pause = async () => {
    now += pauseLength;
    begun += 1;
  };
  return nanosecondsOf(begin, pause, () => now);
}

describe('what a function costs on this device', () => {
  test('is that of the optimised code, however late the browser has it', async () => {
    for (const late of [0, 10, 40]) {
      const nanoseconds = await measure((time) => (time < late ? 0.08 : 0.005), 2);
      assert.ok(Math.abs(nanoseconds - 5000 / kElements) < 1e-6, `${late} ms: ${nanoseconds}`);
    }
  });

  test('ends where every measurement is less than the one before', async () => {
    const cost = (/** @type {number} */ time) => 8 * 0.9 ** (time / 10);
    const nanoseconds = await measure(cost, 0);
    assert.ok(nanoseconds > 0 && Number.isFinite(nanoseconds));
  });
});
