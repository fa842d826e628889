// A short run of the seeded fuzzer; the long one is tests/fuzz/main.js.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromRoot, runProgram } from '../support.js';

test('changed inputs of every kind are answered by a result, an error in words, or a named limit', async () => {
  const args = [fromRoot('tests/fuzz/main.js'), '--seconds', process.env.PLAYGROUND_LONG ? '60' : '8', '--seed', '1'];
  const { code, stdout, stderr } = await runProgram(process.execPath, args);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^\d{3,} cases from seed 1, 0 finds/);
});
