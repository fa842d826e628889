// Which characters names may hold (the engine) and which the terminal, files and figures show (JavaScript) is one rule
// in two languages. Catches a character that one of them lets through.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replaceUndisplayable } from '../../../web/engine/displayable.js';
import { fourKinds, newEngine } from '../support.js';

test('the engine accepts in a name exactly what is displayed unchanged', async () => {
  const engine = await newEngine();
  const accepts = (/** @type {string} */ name) => engine.checkExperiment({ ...fourKinds, runs: undefined, name }).ok;
  let refused = 0;
  const compare = (/** @type {number[]} */ points) => {
    const name = `a${String.fromCodePoint(...points)}z`;
    const shown = replaceUndisplayable(name, () => '') === name && !/[\t\n]/.test(name);
    if (accepts(name) && shown) return;
    if (points.length === 1) {
      assert.equal(accepts(name), shown, `U+${points[0].toString(16)}`);
      refused += 1;
    } else {
      compare(points.slice(0, points.length / 2));
      compare(points.slice(points.length / 2));
    }
  };
  // No surrogates: half a pair is no character, and does not reach the engine.
  const blocks = Array.from({ length: 0x110000 / 128 }, (_, block) => block * 128);
  for (const start of blocks.filter((block) => block < 0xd800 || block >= 0xe000))
    compare(Array.from({ length: 128 }, (_, i) => start + i));
  // 65 control characters, 2 separators, 12 that turn the direction, the byte order mark, 3 annotation marks, 66 that are
  // no characters (the Unicode Standard, 23.7).
  assert.equal(refused, 65 + 2 + 12 + 1 + 3 + 66);
});
