// The bench's parts load without its peers, and the PyTorch programs that they start are there with what they import.
// Catches a path that a moved file has broken, which only a run of the bench would show.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { fromRoot } from '../support.js';
import { textOf } from './repository.js';

const parts = readdirSync(fromRoot('tests/bench/parts'));

test('every part loads, and its programs exist', async () => {
  assert.ok(parts.length >= 10, parts.join(' '));
  const programs = new Set();
  for (const part of parts) {
    await import(`../../bench/parts/${part}`);
    for (const [, program] of textOf(`tests/bench/parts/${part}`).matchAll(/startPyTorch\('(\w+\.py)'/g))
      programs.add(program);
  }
  assert.deepEqual(
    [...programs].sort(),
    readdirSync(fromRoot('tests/bench/peers')).filter((file) => /\.py$/.test(file)),
  );
  const golden = /parents\[2\] \/ "golden"/;
  assert.match(textOf('tests/bench/peers/pytorch_epochs.py'), golden, 'which imports pytorch_reference from there');
  assert.ok(existsSync(fromRoot('tests/golden/pytorch_reference.py')));
});
