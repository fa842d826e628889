// The command line: its records, its table, and what it says to every kind of mistake.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { cli, experimentFile, fourKinds, fromRoot, newFolder, parseLines, runProgram } from '../support.js';

test('records have the agreed fields', async () => {
  const output = join(newFolder(), 'records.jsonl');
  const { code, stdout, stderr } = await cli('run', 'relu-vs-elu', '--set', 'training.epochs=1', '--jsonl', output);
  assert.equal(code, 0, stderr);
  const records = parseLines(readFileSync(output, 'utf8'));
  const types = ['experiment', ...Array(4).fill(['epoch', 'summary']).flat(), ...Array(6).fill('comparison')];
  assert.deepEqual(
    records.map((r) => r.type),
    types,
  );
  assert.equal(records[0].experiment.name, 'ReLU against ELU');
  const epoch = records.find((r) => r.type === 'epoch' && r.run === 'ELU + BN');
  for (const key of [
    'seed',
    'epoch',
    'trainLoss',
    'validationLoss',
    'validationAccuracy',
    'gradientNorm',
    'milliseconds',
  ]) {
    assert.equal(typeof epoch[key], 'number', key);
  }
  assert.deepEqual(
    epoch.layers.map((/** @type {any} */ l) => `${l.layer} ${l.phase}`),
    ['activation1 train', 'activation1 validation', 'activation2 train', 'activation2 validation'],
  );
  const layer = epoch.layers[0];
  for (const key of [
    'mean',
    'meanAbs',
    'std',
    'fractionZero',
    'deadUnits',
    'fractionSaturated',
    'oftenSaturatedUnits',
    'units',
    'batches',
  ]) {
    assert.equal(typeof layer[key], 'number', key);
  }
  assert.equal(layer.batches, 47);
  assert.equal(layer.units, 256);
  // 46 batches of 128 and one of 112: an epoch's last batch is in its histogram, and the share of zeros is exact.
  const binned = layer.histogram.counts.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, 0);
  assert.equal(binned + layer.histogram.below + layer.histogram.above, 112 * 256);
  assert.deepEqual(
    epoch.gradients.map((/** @type {any} */ g) => g.layer),
    ['dense1', 'dense2', 'dense3'],
  );
  assert.ok(Math.abs(epoch.gradients[0].weight - epoch.gradientNorm) < 1e-12);
  const summary = records.find((r) => r.type === 'summary' && r.run === 'ELU');
  for (const key of [
    'finalAccuracy',
    'majorityBaseline',
    'meanEpochMilliseconds',
    'forward1024Milliseconds',
    'meanGradientNorm',
  ]) {
    assert.equal(typeof summary[key], 'number', key);
  }
  assert.match(summary.hash, /^[0-9a-f]{16}$/);
  assert.match(summary.status, /^(completed|collapsed)$/);
  assert.match(stdout, /run +seed +accuracy +baseline/);
  assert.match(stderr, /ELU \+ BN: epoch 1, loss 0\.9165/); // PyTorch's own first epoch
});

/** @param {string[]} args @param {RegExp} message @param {number} exitCode */
async function mistake(args, message, exitCode) {
  const { code, stdout, stderr } = await cli(...args);
  assert.match(stderr, message);
  assert.doesNotMatch(stderr, /\n {4}at /, 'no stack trace');
  assert.equal(stdout, '');
  assert.equal(code, exitCode);
}

test('mistakes on the command line are reported in a sentence', async () => {
  const latin1 = experimentFile(fourKinds);
  writeFileSync(latin1, Buffer.from(JSON.stringify({ ...fourKinds, name: 'caf\u00e9' }), 'latin1'));
  await mistake(['run', latin1], /is not UTF-8, the encoding of JSON/, 2);
  await mistake(
    ['run', 'relu-vs-elo'],
    /unknown preset "relu-vs-elo", and no such file; did you mean "relu-vs-elu"\?/,
    2,
  );
  await mistake(
    ['run', 'nothing-like-it-at-all'],
    /the presets are relu-vs-elu, spiral-activations, .*relu-vs-elu-sweep, .*mnist-mlp/,
    2,
  );
  await mistake(['run'], /run takes one preset or file/, 2);
  await mistake(['train'], /unknown command "train"/, 2);
  await mistake(['run', 'relu-vs-elu', '--jobs', '0'], /--jobs must be a whole number from 1 to 64, not "0"/, 2);
  await mistake(['run', 'relu-vs-elu', '--job', '1'], /--job/, 2);
  await mistake(['run', 'relu-vs-elu', '--shard', '0/3'], /--shard takes i\/n with i from 1 to n.*not "0\/3"/, 2);
  await mistake(['run', 'relu-vs-elu', '--shard', '4/3'], /not "4\/3"/, 2);
  await mistake(
    ['run', 'relu-vs-elu', '--save-every', '0'],
    /--save-every must be a number of seconds from 0\.1 to/,
    2,
  );
  await mistake(['run', 'relu-vs-elu', '--overwrite'], /--overwrite needs --jsonl FILE/, 2);
  await mistake(['merge'], /merge takes the files to join/, 2);
  await mistake(['merge', 'a.jsonl', '--jobs', '2'], /merge takes no --jobs/, 2);
  await mistake(['presets', 'all'], /presets takes no argument/, 2);
  await mistake(['run', 'relu-vs-elu', '--set', 'epochs'], /--set takes path=value/, 2);
  const set = (/** @type {string} */ text) => ['run', 'relu-vs-elu', '--set', text];
  await mistake(set('training.epochs=1e400'), /--set training\.epochs: the value 1e400 is too large for a double/, 2);
  await mistake(set('training.epochs=-1e400'), /the value -1e400 is too large for a double/, 2);
  await mistake(set('seeds=[1,1e400]'), /--set seeds: a number in \[1,1e400\] is too large for a double/, 2);
  await mistake(set(`training.epochs=1${'0'.repeat(1000)}`), /the value 10{39}\u2026 is too large for a double/, 2);
  await mistake(['run', 'relu-vs-elu', '--jsonl', '/nowhere/at/all.jsonl'], /--jsonl: .* cannot be written/, 2);
});

test('mistakes in an experiment are reported all at once, and nothing runs', async () => {
  const set = (/** @type {string[]} */ ...values) => values.flatMap((value) => ['--set', value]);
  await mistake(
    ['run', 'relu-vs-elu', ...set('training.optimizer.learningRate=NaN', 'training.epochs=2.5', 'data.train=-1')],
    /3 errors; nothing was run:\n {2}data\.train: .*\n {2}training\.optimizer\.learningRate: must be a number above 0 and at most 1000, not "NaN"\n {2}training\.epochs: must be a whole number from 1 to 100000, not 2\.5/,
    1,
  );
  await mistake(
    ['run', 'relu-vs-elu', ...set('network.activation.name=rleu')],
    /network\.activation\.name: unknown activation "rleu"; did you mean "relu"\?/,
    1,
  );
  await mistake(
    ['run', 'relu-vs-elu', ...set('training.batchSize=6001')],
    /a batch of 6001 is larger than the 6000 training samples/,
    1,
  );
  await mistake(
    ['run', 'relu-vs-elu', ...set('network.layer[0]=1')],
    /there is no "layer" in network; did you mean "layers"\?/,
    1,
  );
  await mistake(['run', 'relu-vs-elu', ...set('network.layers[0].units=1000000000')], /at most 1024 MiB/, 1);
  const file = join(newFolder(), 'broken.json');
  writeFileSync(file, '{ "version": 1,\n "data": }');
  await mistake(['run', file], /not valid JSON at line 2/, 1);
});

/** @param {number[]} shape @param {Uint8Array} bytes */
function idx(shape, bytes) {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 8, shape.length]);
  for (const [i, extent] of shape.entries()) header.writeUInt32BE(extent, 4 + 4 * i);
  return Buffer.concat([header, bytes]);
}

/** An experiment on 40 tiny images, and a folder that serves it, but for what `change` does to it. */
function tinyImages(change = (/** @type {string} */ _folder) => {}) {
  const folder = join(newFolder(), 'images');
  mkdirSync(folder);
  const pixels = Uint8Array.from({ length: 40 * 784 }, (_, i) => (i * 7919) % 256);
  const labels = Uint8Array.from({ length: 40 }, (_, i) => i % 10);
  writeFileSync(join(folder, 'train-images-idx3-ubyte.gz'), gzipSync(idx([40, 28, 28], pixels)));
  writeFileSync(join(folder, 'train-labels-idx1-ubyte'), idx([40], labels));
  change(folder);
  const experiment = {
    ...fourKinds,
    data: { source: 'mnist', train: 30, validation: 10, test: 0 },
    network: { activation: { name: 'relu' }, layers: [{ type: 'dense', units: 10 }] },
    training: { optimizer: { name: 'adam' }, batchSize: 10, epochs: 1 },
    seeds: [0],
    runs: [{ name: 'linear' }],
  };
  return { file: experimentFile(experiment), folder, pixels, labels };
}

test('images are read from a folder, plain or gzip', async () => {
  const { file, folder } = tinyImages();
  const { code, stdout, stderr } = await cli('run', file, '--data', folder);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /linear +0 +0\.\d{4}/);
});

// Catches a table that shows a regression by columns of accuracies that it does not have.
test('a regression is shown by its R2, beside the loss of always predicting the mean', async () => {
  const file = experimentFile({
    version: 1,
    name: 'plane',
    data: { source: 'plane-regression', train: 200, validation: 100 },
    network: {
      activation: { name: 'tanh' },
      layers: [{ type: 'dense', units: 4 }, { type: 'activation' }, { type: 'dense', units: 1 }],
    },
    training: {
      loss: { name: 'mean-squared-error' },
      optimizer: { name: 'sgd', learningRate: 0.03 },
      batchSize: 10,
      epochs: 5,
    },
    seeds: [0],
    runs: [{ name: 'tanh' }],
  });
  const { code, stdout, stderr } = await cli('run', file);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^run +seed +R\u00b2 +loss +mean's loss +ms\/epoch/m);
  assert.match(stdout, /^tanh +0( +0\.\d{4}){3} /m);
  assert.doesNotMatch(stdout, /accuracy|baseline/);
});

test('bad data files are refused in words', async () => {
  const good = tinyImages();
  await mistake(
    ['run', good.file],
    /needs data files: give the folder with train-images-idx3-ubyte\(\.gz\).*--data DIR/,
    2,
  );
  await mistake(['run', good.file, '--data', '/no/such/folder'], /there is no folder "\/no\/such\/folder"/, 2);
  await mistake(
    ['run', good.file, '--data', newFolder()],
    /lacks train-images-idx3-ubyte\(\.gz\), train-labels-idx1-ubyte\(\.gz\)/,
    2,
  );
  const labels = (/** @type {Buffer} */ bytes) => (/** @type {string} */ folder) =>
    writeFileSync(join(folder, 'train-labels-idx1-ubyte'), bytes);
  const changes = /** @type {[(folder: string) => void, RegExp][]} */ ([
    [labels(idx([40], new Uint8Array(20))), /train-labels-idx1-ubyte: .*truncated/],
    [labels(Buffer.from('PK\u0003\u0004 not idx')), /train-labels-idx1-ubyte: is not an IDX file/],
    [labels(idx([40], new Uint8Array(40).fill(11))), /label 11 at position 0 is out of range/],
    [labels(idx([39], new Uint8Array(39))), /39 labels for the 40 images/],
    [
      (folder) =>
        writeFileSync(
          join(folder, 'train-images-idx3-ubyte.gz'),
          gzipSync(idx([40, 28, 28], new Uint8Array(40 * 784))).subarray(0, 30),
        ),
      /damaged gzip/,
    ],
    [
      (folder) =>
        writeFileSync(join(folder, 'train-images-idx3-ubyte.gz'), gzipSync(idx([40, 5, 5], new Uint8Array(1000)))),
      /25 pixels, not 784/,
    ],
  ]);
  for (const [change, message] of changes) {
    const { file, folder } = tinyImages(change);
    await mistake(['run', file, '--data', folder], message, 1);
  }
});

test('while WASM is compiled the event loop has something to wait for', async () => {
  // Else Node leaves the loop and waits for V8's threads, which can wait for it.
  const watcher = join(newFolder(), 'watcher.cjs');
  writeFileSync(
    watcher,
    `const { compile } = WebAssembly;
WebAssembly.compile = (bytes) => {
  process._rawDebug('waits for', process.getActiveResourcesInfo().join());
  return compile(bytes);
};`,
  );
  for (const args of [
    ['run', 'relu-vs-elu', '--set', 'training.epochs=1'],
    ['export', 'relu-vs-elu', '--as', 'pytorch', '--out', '/dev/null'],
    ['schema'],
  ]) {
    const program = fromRoot('dist/cli.js');
    const { code, stderr } = await runProgram(process.execPath, ['--require', watcher, program, ...args]);
    assert.equal(code, 0, stderr);
    const waits = [...stderr.matchAll(/^waits for (.*)$/gm)].map(([, resources]) => resources);
    assert.ok(waits.length > 0, `${args}: nothing was compiled`);
    for (const resources of waits) assert.match(resources, /Timeout/, `${args}`);
  }
});

test('a file of records is named as one wherever it is no input, and a name with line ends breaks no table', async () => {
  const folder = newFolder();
  const header = { type: 'model', name: 'Net', framework: 'PyTorch 1.13', summaries: true };
  const epoch = {
    type: 'epoch',
    run: 'a\nb',
    seed: 0,
    epoch: 1,
    trainLoss: 1,
    validationLoss: 1,
    validationAccuracy: 0.5,
  };
  const end = { epochs: 1, finalAccuracy: 0.5, finalLoss: 1, status: 'completed', verdict: 'completed' };
  const model = join(folder, 'model.jsonl');
  const lines = [header, epoch, { type: 'summary', run: 'a\nb', seed: 0, ...end }];
  writeFileSync(model, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  for (const args of [
    ['run', model],
    ['export', model, '--as', 'pytorch', '--out', join(folder, 'x.py')],
  ]) {
    const { code, stderr } = await cli(...args);
    assert.equal(code, 2, stderr);
    assert.match(
      stderr,
      /model\.jsonl" is a file of records, and no experiment; "report .*model\.jsonl" prints what it holds/,
    );
  }
  for (const args of [
    ['merge', model],
    ['figure', model, '--out', join(folder, 'x.svg')],
  ])
    assert.match(
      (await cli(...args)).stderr,
      /holds what PyTorch came to, and no experiment; "report .*model\.jsonl" and the page/,
    );
  assert.match((await cli('report', folder)).stderr, /is a folder; name a file of records in it/);
  const report = await cli('report', model);
  assert.equal(report.code, 0, report.stderr);
  assert.match(report.stdout, /^a\\u000ab +0 +0\.5000/m);
});
