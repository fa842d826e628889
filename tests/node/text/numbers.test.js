// Numbers as text. Catches a hyphen for a minus on the page, and a typographic minus in what spreadsheets and code read
// back. Also a negative zero, and a missing number written as one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as numbers from '../../../web/text/numbers.js';

const { duration, fixed, fixedAscii, norm, normAscii, percent, plain, significant, signedAscii, timeLeft } = numbers;

test('on the page a minus is a minus sign, in exponents too, and zero has none', () => {
  assert.deepEqual(
    [fixed(-1.5, 1), norm(-2e5, 1), significant(-4e-5), plain(-1e-7)],
    ['\u22121.5', '\u22122.0e+5', '\u22124.0e\u22125', '\u22121e\u22127'],
  );
  assert.deepEqual([fixed(-1e-9), percent(-1e-9), significant(-0)], ['0.0000', '0.0\u202f%', '0']);
  assert.deepEqual([fixed(null), fixed(Number.NaN), fixed(-Infinity)], ['\u2013', 'NaN', '\u2212\u221e']);
});

test('in the terminal and in copies all is ASCII', () => {
  assert.deepEqual(
    [fixedAscii(-1.5, 1), normAscii(-2e5, 1), signedAscii(0.25, 2), signedAscii(-1e-9, 2)],
    ['-1.5', '-2.0e+5', '+0.25', '0.00'],
  );
  assert.deepEqual(
    [fixedAscii(null), normAscii(null), fixedAscii(Infinity), signedAscii(undefined)],
    ['-', '-', 'inf', '-'],
  );
});

test('a duration has one form, and what is unknown has no text', () => {
  assert.deepEqual([0.4, 40, 200, 7500].map(duration), ['1 s', '40 s', '3 min 20 s', '2 h 5 min']);
  assert.deepEqual([timeLeft(3), timeLeft(null), timeLeft(Infinity)], ['3 s left', '', '']);
});
