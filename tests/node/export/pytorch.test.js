// The exported scripts, run by Debian's PyTorch: the same data, initial weights, masks and batches, and the same results.
// Catches a default that is left out of the script, a draw in another order, and a part that no run uses.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { completedFrom, readDataFiles } from '../../../web/cli/data-folder.js';
import { pytorchScript } from '../../../web/export/pytorch/script.js';
import { presets } from '../../../web/presets/index.js';
import { cli, everyLayer, experimentFile, fourKinds, newFolder, parseLines, runProgram, trees } from '../support.js';
import { idxPair } from './idx-pair.js';
import { randomCase } from './random-experiments.js';
import { continues, disagreements, engines, kPython, missingPyTorch } from './scripts.js';
import { shortened } from './shortened.js';

const isLong = process.env.PLAYGROUND_LONG === '1';
const skip = await missingPyTorch();

/** Kinks amplify rounding, within what PyTorch's own float32 and float64 runs show; a loss far from a kink is closer. */
const kKinked = 0.02;
/** Of some thousand steps kinks leave nothing to compare. */
const kShort = { train: 400, validation: 100, epochs: 2 };

test('experiments of all kinds give the same in PyTorch', { skip }, async () => {
  const count = isLong ? 200 : 24;
  assert.deepEqual(await disagreements(Array.from({ length: count }, (_, seed) => randomCase(seed))), []);
});

test(
  'every layer, loss and optimiser gives the same in PyTorch, with several runs in one script',
  { skip },
  async () => {
    const cases = [
      // Before a batch normalisation a bias has no gradient but rounding, of which Adam makes steps.
      { name: 'four kinds', experiment: fourKinds, tolerance: kKinked },
      { name: 'every layer', experiment: everyLayer, tolerance: kKinked },
      { name: 'some are tested', experiment: someTested },
    ];
    assert.deepEqual(await disagreements(cases), []);
  },
);

test('the presets give the same in PyTorch', { skip }, async () => {
  const cases = presets
    .filter(({ files, name }) => !files && (isLong || !/sweep|long|cnn/.test(name)))
    .map(({ name, experiment }) => ({ name, experiment: shortened(experiment, kShort), tolerance: kKinked }));
  assert.ok(cases.length >= 8);
  assert.deepEqual(await disagreements(cases), []);
});

test('images of MNIST are read from its files', { skip }, async () => {
  const folder = newFolder();
  const files = { ...idxPair(folder, 'train', 150), ...idxPair(folder, 't10k', 30) };
  const experiment = {
    version: 1,
    data: { source: 'mnist', train: 90, validation: 40, validationFrom: 'last', test: 25 },
    network: {
      activation: { name: 'tanh' },
      init: 'glorot-uniform',
      layers: [{ type: 'flatten' }, { type: 'dense', units: 12 }, { type: 'activation' }, { type: 'dense', units: 10 }],
    },
    training: { optimizer: { name: 'adam' }, batchSize: 32, epochs: 2, validationBatchSize: 25 },
    runs: [
      { name: 'vectors' },
      {
        name: 'images, the first validate',
        set: {
          'data.validationFrom': 'first',
          'network.layers': [
            { type: 'conv2d', filters: 3, stride: 2 },
            { type: 'activation' },
            { type: 'flatten' },
            { type: 'dense', units: 10 },
          ],
        },
      },
    ],
  };
  assert.deepEqual(await disagreements([{ name: 'mnist', experiment }], { data: folder, files }), []);
  const out = join(folder, 'mnist.py');
  assert.equal((await cli('export', experimentFile(experiment), '--as', 'pytorch', '--out', out)).code, 0);
  const { code, stdout, stderr } = await runProgram(kPython, [out, '--run', 'vectors', '--data', folder]);
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, /vectors, seed 0, completed: finalLoss \d.*testAccuracy 0/);
});

test('a table is split, filled and scaled as here; its rows stand in the script', { skip }, async () => {
  const folder = newFolder();
  const text = trees(70)
    .split('\r\n')
    .map((line, i) => (i % 9 === 4 ? line.replace(/;\d+,5;/, ';;') : line));
  writeFileSync(join(folder, 'trees.csv'), text.join('\r\n'));
  writeFileSync(join(folder, 'whole.csv'), trees(70));
  const counts = { train: 40, validation: 20, test: 8 };
  const dense = (/** @type {number} */ units) => ({ type: 'dense', units });
  const network = (/** @type {number} */ outputs) => [dense(6), { type: 'activation' }, dense(outputs)];
  const base = {
    version: 1,
    data: {
      source: 'csv',
      file: 'trees.csv',
      target: 'kind',
      ...counts,
      split: 'stratify',
      missing: 'median',
      seed: 4,
    },
    network: { activation: { name: 'tanh' }, init: 'glorot-uniform', layers: network(2) },
    training: { optimizer: { name: 'adam' }, batchSize: 16, epochs: 3, validationBatchSize: 25 },
    seeds: [5],
  };
  const changed = (/** @type {object} */ data, /** @type {number} */ outputs) => ({
    ...base,
    data: { ...base.data, ...data },
    network: { ...base.network, layers: network(outputs) },
  });
  const experiments = [
    base,
    changed({ split: 'random', missing: 'most-frequent', columns: { wet: { standardize: false } } }, 2),
    changed({ split: 'file-order', missing: 'mean', standardize: false }, 2),
    changed(
      {
        file: 'whole.csv',
        split: 'random',
        target: 'height, m',
        task: 'regression',
        missing: 'mean',
        columns: { soil: 'ignored' },
      },
      1,
    ),
  ];
  for (const [i, one] of experiments.entries()) {
    const { experiment, problems } = await completedFrom(JSON.stringify(one), folder);
    assert.deepEqual(problems, []);
    const { engine } = await engines();
    const files = await readDataFiles(folder, engine.checkExperiment(experiment).runs ?? []);
    assert.deepEqual(await disagreements([{ name: `table ${i}`, experiment: JSON.parse(experiment) }], { files }), []);
  }
});

test('the script runs as it is and writes records; the notebook has its cells', { skip }, async () => {
  const out = join(newFolder(), 'experiment.py');
  const path = experimentFile(fourKinds);
  const exported = await cli(
    'export',
    path,
    '--as',
    'pytorch',
    '--out',
    out,
    '--run',
    'SGD',
    '--set',
    'training.epochs=2',
  );
  assert.deepEqual([exported.code, exported.stderr], [0, '']);
  const jsonl = `${out}.jsonl`;
  const { code, stdout, stderr } = await runProgram(kPython, [out, '--seed', '2', '--jsonl', jsonl]);
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(
    stdout,
    /^SGD, seed 2, epoch 1: trainLoss 1\.\d+, validationLoss \d\.\d+, validationAccuracy 0\.\d+, .*\n {4}activation1, train: mean /,
  );
  const records = parseLines(readFileSync(jsonl, 'utf8'));
  assert.deepEqual(
    records.map(({ type, run, seed, epoch }) => [type, run, seed, epoch]),
    [
      ['model', undefined, undefined, undefined],
      ['epoch', 'SGD', 2, 1],
      ['epoch', 'SGD', 2, 2],
      ['summary', 'SGD', 2, undefined],
    ],
  );
  // The file opens as results, as those of the playground's own runs do.
  const report = await cli('report', jsonl);
  assert.deepEqual([report.code, report.stderr], [0, '']);
  assert.match(report.stdout, /^.+jsonl: .+, PyTorch \d/);
  const { verdict, finalAccuracy } = records[3];
  const twice = await runProgram(kPython, [out, '--seed', '2', '--jsonl', jsonl]);
  assert.equal(twice.code, 2);
  assert.match(twice.stderr, /error: --jsonl: .*File exists: .*; name a new file/);
  assert.match(
    (await runProgram(kPython, [out, '--seed', '-1'])).stderr,
    /error: --seed: a seed is a whole number from 0/,
  );
  // Of one that was interrupted it is not known what it would have come to.
  const cut = `${out}.cut.jsonl`;
  writeFileSync(cut, readFileSync(jsonl, 'utf8').split('\n').slice(0, 2).join('\n'));
  assert.match((await cli('report', cut)).stdout, /SGD: the file has 1 epoch of it and no summary: it had not ended/);
  writeFileSync(
    cut,
    readFileSync(jsonl, 'utf8').replaceAll(/"validationAccuracy": [\d.]+/g, '"validationAccuracy": 87.5'),
  );
  writeFileSync(cut, readFileSync(cut, 'utf8').replace(/"finalAccuracy": [\d.]+/, '"finalAccuracy": 87.5'));
  const refused = await cli('report', cut);
  assert.equal(refused.code, 2);
  assert.match(
    refused.stderr,
    /holds no epoch and no summary that can be read: line 2 does not fit: "validationAccuracy" must be/,
  );
  assert.ok(report.stdout.includes(`SGD: ${verdict}`), report.stdout);
  assert.match(report.stdout, new RegExp(`^SGD +2 +${finalAccuracy.toFixed(4)} `, 'm'));

  const again = await cli('export', path, '--as', 'pytorch', '--out', out);
  assert.equal(again.code, 2);
  assert.match(again.stderr, /is there already; --overwrite replaces it/);
  const notebook = `${out}.ipynb`;
  assert.equal((await cli('export', path, '--as', 'notebook', '--out', notebook)).code, 0);
  const { cells, nbformat } = JSON.parse(readFileSync(notebook, 'utf8'));
  assert.equal(nbformat, 4);
  const sources = cells.flatMap((/** @type {any} */ cell) => (cell.cell_type === 'code' ? [cell.source.join('')] : []));
  assert.equal(sources.length, 6);
  writeFileSync(`${out}.cells.py`, sources.join('\n\n\n').replace('EPOCHS = 3', 'EPOCHS = 1'));
  const cellsRun = await runProgram(kPython, [`${out}.cells.py`]);
  assert.deepEqual([cellsRun.code, cellsRun.stderr], [0, '']);
  assert.match(cellsRun.stdout, /Adam \+ BN, seed 2, completed: finalLoss/);
});

test('the last lines of a script say what those of a run say', { skip }, async () => {
  const path = experimentFile(endings);
  const out = join(newFolder(), 'endings.py');
  assert.equal((await cli('export', path, '--as', 'pytorch', '--out', out)).code, 0);
  const { code, stdout, stderr } = await runProgram(kPython, [out]);
  assert.deepEqual([code, stderr], [0, '']);
  const said = stdout.trim().split('\n').slice(-endings.runs.length);
  const ofClass = 'every validation sample is predicted as class';
  assert.deepEqual(said.slice(1), [
    'does not: completed',
    `decays: collapsed to one class: ${ofClass} 0 (one class only since epoch 3)`,
    'reaches its goal: completed: its validation accuracy reached the goal set at epoch 1',
    'falls below: completed: its training loss fell below the limit set at epoch 2',
    'stops early: completed: it stopped early at epoch 2, 1 epochs after the best',
    'keeps its best: completed',
    'overflows: diverged at step 7, epoch 1: the training loss is NaN',
    'overflows at the end: diverged at step 1, epoch 1: the validation loss is not finite',
  ]);
  const own = (await cli('run', path)).stdout.split('\n');
  for (const line of said.slice(1))
    assert.ok(
      own.some((one) => continues(one, line)),
      `${line}, but\n${own.join('\n')}`,
    );
  // ELU's course at that rate is decided by rounding: to which class, and since when. That it collapses is not.
  const elu =
    /^ELU: collapsed to one class: every validation sample is predicted as class \d \(one class only since epoch \d\)/;
  assert.match(said[0], elu);
  assert.ok(own.some((one) => elu.test(one)));
  // Each stands at the end of its run as well.
  assert.match(stdout, /^ELU, seed 0, collapsed: finalLoss \d/m);
  assert.match(stdout, /^does not, seed 0, completed: finalLoss \d/m);
  const { stdout: seeds } = await runProgram(kPython, [out, '--run', 'does not', '--seed', '0', '--seed', '1']);
  assert.match(seeds, /\n\ndoes not \(seed 0\): completed\ndoes not \(seed 1\): completed\n$/);
});

test('a collapse to one number, and to a class with a name, is described as here', { skip }, async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'trees.csv'), trees(70));
  // Rectified below zero: the last layer's bias is all that answers.
  const layers = (/** @type {number} */ units) => [{ type: 'activation' }, { type: 'dense', units }];
  const base = {
    version: 1,
    network: { activation: { name: 'threshold', theta: 10, value: 0 }, init: 'he-normal' },
    training: { optimizer: { name: 'sgd', learningRate: 0.05 }, batchSize: 16, epochs: 2, validationBatchSize: 25 },
  };
  const numbers = { source: 'plane-regression', train: 60, validation: 50 };
  const of = (
    /** @type {object} */ data,
    /** @type {number} */ units,
    /** @type {object[]} */ runs = [{ name: 'one' }],
  ) => ({
    ...base,
    data,
    network: { ...base.network, layers: layers(units) },
    runs,
  });
  const named = { source: 'csv', file: 'trees.csv', target: 'kind', train: 40, validation: 20, seed: 4 };
  const unnamed = { data: { source: 'circle', train: 60, validation: 50 }, 'network.layers': layers(2) };
  const regression = { data: numbers, 'network.layers': layers(1), 'training.loss': { name: 'mean-squared-error' } };
  const mixed = [{ name: 'named' }, { name: 'numbered', set: unnamed }, { name: 'a number', set: regression }];
  const { experiment } = await completedFrom(JSON.stringify(of(named, 2, mixed)), folder);
  const { engine } = await engines();
  const files = await readDataFiles(folder, engine.checkExperiment(experiment).runs ?? []);
  const cases = [{ name: 'all kinds', experiment: JSON.parse(experiment) }];
  assert.deepEqual(await disagreements(cases, { files }), []);
  assert.deepEqual(await disagreements([{ name: 'numbers', experiment: of(numbers, 1) }]), []);
  const session = engine.createSession(experiment, 0, 0);
  session.loadFiles(files);
  while (session.step(100).stage !== 'done');
  assert.match(
    session.summary().verdict,
    /^collapsed to one class: every validation sample is predicted as "(oak|elm)" /,
  );
  session.delete();
});

test('what a script cannot do is refused with the path', async () => {
  const { engine, curves } = await engines();
  const images = {
    version: 1,
    data: { source: 'images', file: 'pets', classes: 2, train: 10, validation: 10 },
    network: {
      activation: { name: 'relu' },
      init: 'he-normal',
      layers: [{ type: 'flatten' }, { type: 'dense', units: 2 }],
    },
    training: { optimizer: { name: 'adam' }, batchSize: 5 },
  };
  const { runs = [] } = engine.checkExperiment(images);
  const options = { title: 'pets', file: 'pets.py', seeds: [0] };
  assert.throws(
    () => pytorchScript(runs, { catalog: engine.catalog(), curves }, options),
    /^Error: data\.source: images are scaled/,
  );
  const wrong = await cli('export', experimentFile(fourKinds), '--as', 'matlab', '--out', 'x.m');
  assert.deepEqual(
    [wrong.code, wrong.stderr.trim()],
    [2, '--as: must be pytorch, notebook, keras, safetensors, npz, json, onnx, tensorboard or csv, not "matlab"'],
  );
  const none = await cli('export', experimentFile(fourKinds), '--as', 'pytorch', '--out', 'x.py', '--run', 'Adam +');
  assert.match(none.stderr, /--run: there is no run "Adam \+"; the runs are "SGD", "Adam", /);
});

test('a script holds nothing that it does not use, and is written as PEP 8 wants it', async () => {
  const { engine, curves } = await engines();
  const experiments = [...presets.map(({ experiment }) => experiment), fourKinds, everyLayer];
  for (let seed = 0; seed < 200; ++seed) experiments.push(randomCase(seed).experiment);
  for (const experiment of experiments) {
    const { runs = [] } = engine.checkExperiment(experiment);
    const script = pytorchScript(runs, { catalog: engine.catalog(), curves }, { title: 'x', file: 'x.py', seeds: [0] });
    const where = `${experiment.name}:\n${script}`;
    const names = [...script.matchAll(/^(?:def|class|import|from \w+ import) (\w+)|^([A-Z_0-9]+) = /gm)];
    for (const name of names.map(([, defined, constant]) => defined ?? constant))
      assert.ok(script.split(new RegExp(`\\b${name}\\b`)).length > 2, `${name} is not used in ${where}`);
    for (const line of script.split('\n'))
      assert.ok(line.length <= 120 || /positions=|^ +"/.test(line), `a long line: ${line}\n${where}`);
    assert.doesNotMatch(script, /[ \t]+$/m, where);
    assert.doesNotMatch(script, /\n{4}/, where);
    assert.doesNotMatch(script, /^(?!@).+\n{1,2}(?=@\w|def |class )/m, where);
    assert.doesNotMatch(script, /undefined|\[object|\{\w+\}(?=[ *)]* x)/, where);
  }
});

/** @type {any} */
const kReluVsElu = presets.find(({ name }) => name === 'relu-vs-elu')?.experiment;

/** Runs that end in every way; the first is the run of relu-vs-elu that collapses. */
const endings = {
  ...kReluVsElu,
  training: { ...kReluVsElu.training, epochs: 3 },
  runs: [
    kReluVsElu.runs.find((/** @type {any} */ { name }) => name === 'ELU'),
    { name: 'does not' },
    { name: 'decays', set: { 'training.optimizer.weightDecay': 0.2 } },
    {
      name: 'reaches its goal',
      set: { 'training.stopWhen': { validationAccuracyAtLeast: 0.1, trainLossBelow: 0.01 } },
    },
    { name: 'falls below', set: { 'training.stopWhen': { trainLossBelow: 1 } } },
    { name: 'stops early', set: { 'training.earlyStopping': { patience: 1, minimumImprovement: 10 } } },
    { name: 'keeps its best', set: { 'network.activation': { name: 'elu' }, 'training.keep': 'best' } },
    { name: 'overflows', set: { 'training.optimizer.learningRate': 1000 } },
    {
      name: 'overflows at the end',
      set: {
        'training.optimizer.learningRate': 1000,
        'training.batchSize': 6000,
        'network.layers': [
          ...Array.from({ length: 18 }, () => [{ type: 'dense', units: 32 }, { type: 'activation' }]).flat(),
          { type: 'dense', units: 10 },
        ],
      },
    },
  ],
};

/** One run has samples for the end, the other none; the layers between differ. */
const someTested = {
  version: 1,
  data: { source: 'digits', train: 40, validation: 20, test: 10 },
  network: {
    activation: { name: 'tanh' },
    init: 'glorot-normal',
    layers: [{ type: 'dense', units: 8 }, { type: 'activation' }, { type: 'dense', units: 10 }],
  },
  training: { optimizer: { name: 'sgd' }, batchSize: 10, epochs: 2, validationBatchSize: 20 },
  runs: [{ name: 'tested' }, { name: 'not tested', set: { 'data.test': 0, 'training.statistics': false } }],
};
