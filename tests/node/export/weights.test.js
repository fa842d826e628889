// Trained weights in PyTorch's names, read back by Python: in the model of the exported script they give the same validation.
// Catches a layer under another's name, running statistics left out, and weights before the best epoch was put back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  cli,
  everyLayer,
  experimentFile,
  fourKinds,
  fromRoot,
  newEngine,
  newFolder,
  parseLines,
  runProgram,
} from '../support.js';
import { kPython, missingPyTorch } from './scripts.js';

const skip = await missingPyTorch();
const kFormats = ['safetensors', 'npz', 'json'];

test('weights of all formats give the validation of the run', { skip }, async () => {
  const engine = await newEngine();
  const cases = /** @type {[any, number, number][]} */ ([
    [fourKinds, 2, 1],
    [everyLayer, 0, 1],
    [everyLayer, 1, 1],
    [everyLayer, 2, 1],
  ]);
  for (const [experiment, index, seed] of cases) {
    const { name } = experiment.runs[index];
    const folder = newFolder();
    const path = experimentFile(experiment);
    const chosen = ['--run', name, '--seed', String(seed), '--set', 'training.keep="best"'];
    for (const form of ['pytorch', ...kFormats]) {
      const out = join(folder, form === 'pytorch' ? 'script.py' : `weights.${form}`);
      const { code, stderr } = await cli('export', path, '--as', form, '--out', out, ...chosen);
      assert.equal(code, 0, stderr);
    }
    const files = kFormats.map((form) => join(folder, `weights.${form}`));
    const { code, stdout, stderr } = await runProgram(kPython, [
      fromRoot('tests/node/export/read_weights.py'),
      join(folder, 'script.py'),
      name,
      String(seed),
      ...files,
    ]);
    assert.equal(code, 0, stderr);
    const session = engine.createSession(
      engine.setInExperiment(JSON.stringify(experiment), 'training.keep', 'best'),
      index,
      seed,
    );
    while (session.step(64).stage !== 'done');
    const summary = session.summary();
    const answers = parseLines(stdout);
    assert.equal(answers.length, kFormats.length);
    for (const answer of answers) {
      assert.equal(answer.validationAccuracy, summary.finalAccuracy, name);
      assert.ok(
        Math.abs(answer.validationLoss - Number(summary.finalLoss)) < 1e-5,
        `${answer.validationLoss}, but ${summary.finalLoss}`,
      );
    }
    const { about } = JSON.parse(readFileSync(files[2], 'utf8'));
    assert.deepEqual([about.run, about.seed, about.hash], [name, String(seed), session.hash()]);
    session.delete();
  }
});

test('weights are of one network, and of none that diverged', async () => {
  const path = experimentFile(fourKinds);
  const out = join(newFolder(), 'weights.npz');
  const several = await cli('export', path, '--as', 'npz', '--out', out);
  assert.match(several.stderr, /a network is one run with one seed: choose by --run one of "SGD", "Adam"/);
  const diverged = await cli(
    'export',
    path,
    '--as',
    'npz',
    '--out',
    out,
    '--run',
    'SGD',
    '--seed',
    '1',
    '--set',
    'training.optimizer.learningRate=1000',
  );
  assert.equal(diverged.code, 2);
  assert.match(diverged.stderr, /nothing was written, the run has no trained weights: diverged/);
});

test('what cannot be written is said before anything is trained', async () => {
  const folder = newFolder();
  const one = ['--run', 'Adam', '--seed', '1'];
  const fine = { ...fourKinds, training: { ...fourKinds.training, epochs: 100_000 } };
  for (const [out, said] of /** @type {[string, RegExp][]} */ ([
    [
      join(folder, 'none', 'weights.npz'),
      /--out: ".*weights\.npz" cannot be written: there is no folder ".*none"; make it first/,
    ],
    [folder, /cannot be written: it is a folder/],
  ])) {
    const { code, stderr } = await cli(
      ...['export', experimentFile(fine), '--as', 'npz', '--out', out, '--overwrite', ...one],
    );
    assert.equal(code, 2);
    assert.match(stderr, said);
    assert.doesNotMatch(stderr, /^epoch 1,/m);
  }
});
