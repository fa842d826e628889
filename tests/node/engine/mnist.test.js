// E1 on the real MNIST, where this machine has it: the four IDX files of a folder named by MNIST_DIR.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, mnistFolder, newFolder, parseLines } from '../support.js';

const absent = mnistFolder ? false : 'MNIST is not on this machine; set MNIST_DIR to the folder of its four IDX files';

test('the MNIST MLP learns as its PyTorch twin does', { skip: absent }, async () => {
  const output = join(newFolder(), 'records.jsonl');
  const { code, stderr } = await cli(
    'run',
    'mnist-mlp',
    '--data',
    /** @type {string} */ (mnistFolder),
    '--jobs',
    '2',
    '--jsonl',
    output,
  );
  assert.equal(code, 0, stderr);
  const summaries = parseLines(readFileSync(output, 'utf8')).filter((r) => r.type === 'summary');
  assert.deepEqual(summaries.map((s) => s.run).sort(), ['ELU', 'GELU', 'Leaky ReLU', 'ReLU']);
  for (const s of summaries) {
    // tests/golden/mnist_mlp.py: PyTorch's own test accuracies with these weights and batches.
    const pytorch = { ReLU: 0.9769, ELU: 0.9706, 'Leaky ReLU': 0.9765, GELU: 0.9752 }[/** @type {string} */ (s.run)];
    assert.ok(Math.abs(s.testAccuracy - Number(pytorch)) < 0.003, `${s.run}: ${s.testAccuracy}`);
    assert.equal(s.parameters + 512, 204298); // Keras counts BatchNorm's 512 running statistics too
  }
});
