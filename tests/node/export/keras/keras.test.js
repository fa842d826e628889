// Exported scripts of Keras 3. Debian has no Keras, so three things stand for it: every name and argument of Keras is one that was
// looked up; what needs NumPy alone, the data and the orders, runs for real and is compared with PyTorch's; and the whole
// script runs with a stand-in that does by PyTorch what Keras documents, and gives the engine's losses. Where Keras is
// installed the scripts are run by it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { beginningOf } from '../../../../web/engine/trained.js';
import { kerasArrays, kerasScript } from '../../../../web/export/keras/script.js';
import { pytorchScript } from '../../../../web/export/pytorch/script.js';
import { Refusal } from '../../../../web/export/refusal.js';
import { npz } from '../../../../web/export/weights/npz.js';
import { presets } from '../../../../web/presets/index.js';
import { cli, everyLayer, experimentFile, fourKinds, fromRoot, newFolder, runProgram } from '../../support.js';
import { randomCase } from '../random-experiments.js';
import { engines, kPython, missingPyTorch } from '../scripts.js';
import { shortened } from '../shortened.js';
import { kSignatures } from './signatures.js';

const isLong = process.env.PLAYGROUND_LONG === '1';
const skip = await missingPyTorch();
const { engine, curves } = await engines();

/** Losses of the first epoch, relative; what masks or running variances change is compared by the shape of the script alone. */
const kNear = 2e-4;
const kShort = { train: 150, validation: 50, epochs: 1 };
const kStandIn = fromRoot('tests/node/export/keras/standin_keras.py');

/** @typedef {{ path: string, where: string, experiment: any, index: number, seed: number }} Written */

/**
 * Writes scripts of all runs.
 * @param {any[]} experiments @returns {{ written: Written[], refusals: string[] }}
 */
function writeAll(experiments) {
  const folder = newFolder();
  /** @type {Written[]} */
  const written = [];
  /** @type {string[]} */
  const refusals = [];
  for (const experiment of experiments) {
    const { runs = [], errors } = engine.checkExperiment(experiment);
    assert.ok(runs.length > 0, JSON.stringify(errors));
    for (const [index, run] of runs.entries()) {
      const seed = 3;
      const stem = `script_${written.length}`;
      const options = { title: 'a "title"', file: `${stem}.py`, arrays: `${stem}.npz`, seed };
      try {
        const path = join(folder, options.file);
        writeFileSync(path, kerasScript(run, curves, options));
        const session = engine.createSession(experiment, index, seed);
        writeFileSync(join(folder, options.arrays), npz(kerasArrays(beginningOf(session), run, curves)));
        session.delete();
        written.push({ path, where: `${experiment.name}, ${run.name} (${path})`, experiment, index, seed });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refusals.push(...error.message.split('\n'));
      }
    }
  }
  return { written, refusals };
}

/** @param {string[]} scripts @param {string | null} standin @returns {Promise<any[]>} an answer each */
async function read(scripts, standin) {
  const job = JSON.stringify({ scripts, signatures: kSignatures, standin });
  const { code, stdout, stderr } = await runProgram(kPython, [fromRoot('tests/node/export/keras/read_keras.py')], job);
  assert.equal(code, 0, stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** @param {Written} one @param {string[]} printed @returns {string[]} what is not as here */
function compareLosses({ where, experiment, index, seed }, printed) {
  const session = engine.createSession(experiment, index, seed);
  const record = session.epoch();
  session.delete();
  const [, train, validation] = /^epoch 1: trainLoss (\S+), validationLoss ([^,]+),/.exec(printed[0] ?? '') ?? [];
  const text = JSON.stringify(engine.checkExperiment(experiment).runs?.[index].experiment.network);
  if (/ropout/.test(text)) return [];
  const pairs = [['trainLoss', Number.parseFloat(train), record.trainLoss]];
  if (!text.includes('"batchNorm"'))
    pairs.push(['validationLoss', Number(validation), record.validationLoss ?? Number.NaN]);
  return pairs
    .filter(
      ([, theirs, own]) => !(Math.abs(Number(theirs) - Number(own)) <= kNear * Math.max(0.01, Math.abs(Number(own)))),
    )
    .map(([name, theirs, own]) => `${where}: ${name} ${theirs}, but ${own} here`);
}

const random = Array.from({ length: isLong ? 200 : 40 }, (_, seed) => ({
  name: `random ${seed}`,
  ...randomCase(seed).experiment,
}));
const small = [
  fourKinds,
  everyLayer,
  ...presets.filter(({ files }) => !files).map((one) => shortened(one.experiment, kShort)),
];

test(
  'scripts give the losses of the engine by what Keras documents, and use no other name of it',
  { skip },
  async () => {
    const { written } = writeAll([...small, ...random]);
    assert.ok(written.length >= 60, String(written.length));
    const answers = await read(
      written.map(({ path }) => path),
      kStandIn,
    );
    const wrong = answers.flatMap(({ unknown, error, lines }, i) => {
      const { where } = written[i];
      if (error) return [`${where}: ${error}`];
      return [...unknown.map((/** @type {string} */ name) => `${where}: ${name}`), ...compareLosses(written[i], lines)];
    });
    assert.deepEqual(wrong, []);
  },
);

test('the order of the batches is that of PyTorch, after any way to draw weights', { skip }, async () => {
  const inits = [
    'pytorch-default',
    'zeros',
    'he-normal',
    'glorot-uniform',
    'orthogonal',
    'unit-norm-rows',
    { name: 'normal', truncated: true },
  ];
  const { written } = writeAll(inits.map(drawing));
  const answers = await read(
    written.map(({ path }) => path),
    kStandIn,
  );
  const jobs = written.map(({ path, experiment, seed }) => {
    const { runs = [] } = engine.checkExperiment(experiment);
    const script = path.replace('.py', '_pytorch.py');
    const options = { title: 'x', file: 'x.py', seeds: [seed] };
    writeFileSync(script, pytorchScript(runs, { catalog: engine.catalog(), curves }, options));
    return {
      script,
      run: runs[0].name,
      seed,
      drawn: 0,
      masked: 0,
      rate: 0,
      train: 40,
      validation: 20,
      batch: 7,
      epochs: 3,
    };
  });
  const program = [fromRoot('tests/node/export/read_draws.py')];
  const { code, stdout, stderr } = await runProgram(kPython, program, JSON.stringify(jobs));
  assert.equal(code, 0, stderr);
  for (const [i, line] of stdout.trim().split('\n').entries()) {
    assert.equal(answers[i].error, null);
    assert.deepEqual(answers[i].orders, JSON.parse(line).orders, JSON.stringify(inits[i]));
  }
});

test('Keras itself runs the scripts', { skip: await missingKeras() }, async () => {
  const { written } = writeAll([...small, ...random.slice(0, 10)]);
  const answers = await read(
    written.map(({ path }) => path),
    null,
  );
  assert.deepEqual(
    answers.flatMap(({ error, lines }, i) => (error ? [error] : compareLosses(written[i], lines))),
    [],
  );
});

test('what Keras does in another way is refused with its path', async () => {
  const { refusals } = writeAll([
    ...random,
    {
      ...fourKinds,
      training: { optimizer: { name: 'sgd', momentum: 0.9 }, schedule: { name: 'cosine' } },
      runs: [{ name: 'x' }],
    },
    {
      ...fourKinds,
      training: { optimizer: { name: 'rmsprop' }, earlyStopping: { patience: 3 } },
      runs: [{ name: 'x' }],
    },
  ]);
  for (const refusal of refusals)
    assert.match(refusal, /^(data|network\.|training\.)[\w.[\]]*: .+; the export to PyTorch writes it$/);
  for (const path of ['training.schedule', 'training.optimizer.name', 'training.earlyStopping', 'data'])
    assert.ok(
      refusals.some((refusal) => refusal.startsWith(`${path}: `)),
      path,
    );
});

test('export --as keras writes the script and its arrays, of one run and one seed', async () => {
  const out = join(newFolder(), 'model.py');
  const path = experimentFile(fourKinds);
  const several = await cli('export', path, '--as', 'keras', '--out', out);
  assert.match(several.stderr, /choose by --run one of "SGD", "Adam"/);
  const one = ['export', path, '--as', 'keras', '--out', out, '--run', 'Adam', '--seed', '2'];
  const { code, stdout, stderr } = await cli(...one);
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, /^written: \S+model\.py and \S+model\.npz, which it reads, "Adam" with seed 2/);
  assert.ok(existsSync(out.replace('.py', '.npz')));
  const script = readFileSync(out, 'utf8');
  assert.match(script, /^Not as there: the last digits, which kinks amplify; the epsilon of Adam, /m);
  assert.equal((await runProgram(kPython, ['-m', 'py_compile', out])).code, 0);
  writeFileSync(out, '');
  assert.match((await cli(...one)).stderr, /is there already; --overwrite replaces it/);
  const momentum = await cli(
    'export',
    path,
    '--as',
    'keras',
    '--out',
    `${out}2.py`,
    '--run',
    'SGD',
    '--seed',
    '1',
    '--set',
    'training.keep=best',
  );
  assert.deepEqual(
    [momentum.code, momentum.stderr.trim()],
    [
      2,
      '--as keras: the experiment cannot be written so:\n  training.keep: the last weights alone are kept; the export to PyTorch writes it',
    ],
  );
  assert.ok(!existsSync(`${out}2.npz`) && !existsSync(`${out}2.py`));
});

/** Draws in blocks, in pairs, one that keeps its second number for the next, and masks between the epochs' seeds. @param {unknown} init */
function drawing(init) {
  const activation = { type: 'activation' };
  const dense = (/** @type {number} */ units) => ({ type: 'dense', units });
  return {
    version: 1,
    name: JSON.stringify(init),
    data: { source: 'shifted-gaussian', train: 40, validation: 20, features: 12, classes: 3 },
    network: {
      activation: { name: 'tanh' },
      init,
      layers: [
        dense(5),
        activation,
        { type: 'dropout', rate: 0.2 },
        dense(3),
        activation,
        dense(3),
        activation,
        dense(2),
        activation,
        dense(3),
      ],
    },
    training: { optimizer: { name: 'sgd' }, batchSize: 7, epochs: 3 },
  };
}

/** @returns {Promise<string | undefined>} */
async function missingKeras() {
  const { code } = await runProgram(kPython, ['-c', 'import keras; assert keras.__version__ >= "3"']).catch(() => ({
    code: 1,
  }));
  return code === 0 ? undefined : 'Keras 3 is not installed, and Debian has no package of it';
}
