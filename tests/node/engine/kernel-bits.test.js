// Every activation gives the same bits as WASM and natively, value and slope, over the accuracy test's dense sample of
// floats: what that test proves of the native kernels then holds in the page. (A hash a function: a difference names it.)
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fromRoot, newEngine, newFolder, parseLines, runProgram } from '../support.js';

/** As tests/accuracy/exhaustive/exhaustive.cpp has it: of the bits, with every NaN the same. @param {Float32Array} values */
function hashOf(values) {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  let hash = 0;
  for (const word of bits) {
    const isNan = (word & 0x7fffffff) > 0x7f800000;
    hash = Math.imul(hash ^ (isNan ? 0x7fc00000 : word), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

test('WASM gives the native bits of every function, value and slope', async () => {
  const file = join(newFolder(), 'inputs');
  const { code, stdout, stderr } = await runProgram(fromRoot('build/native/tests/accuracy/exhaustive'), [
    '--hashes',
    file,
  ]);
  assert.equal(code, 0, stderr);
  const bytes = readFileSync(file);
  const inputs = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  assert.ok(inputs.length > 1 << 21);

  const engine = await newEngine();
  const expected = parseLines(stdout);
  assert.deepEqual(
    new Set(expected.map((line) => line.name)),
    new Set(engine.activations.map((/** @type {{name: string}} */ entry) => entry.name)),
  );
  const different = expected.filter(({ name, parameters, order, hash }) => {
    const results = engine.evaluate(name, parameters, inputs, order === 'value' ? 0 : 1);
    return hashOf(results) !== hash;
  });
  assert.deepEqual(
    different.map(({ name, parameters, order }) => `${name} ${JSON.stringify(parameters)} ${order}`),
    [],
  );
});
