// The form's fields against the engine: what a field shows is what every run has, and what is typed is what runs then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askAbout, errorsByField, kFields, readField, withField } from '../../../web/builder/experiment-fields.js';
import { presets } from '../../../web/presets/index.js';
import { newEngine, preset } from '../support.js';

const engine = await newEngine();
const field = (/** @type {string} */ key) => kFields.find((one) => one.key === key) ?? assert.fail(key);
/** @param {any} experiment @returns {any[]} */
const runsOf = (experiment) => {
  const { ok, runs, errors } = engine.checkExperiment(experiment);
  assert.ok(ok, JSON.stringify(errors));
  return runs ?? [];
};
const dense = (/** @type {number} */ units) => ({ type: 'dense', units });
const small = {
  ...preset('relu-vs-elu'),
  data: { source: 'digits', train: 200, validation: 50, test: 0, seed: 1 },
  network: { activation: { name: 'elu' }, layers: [dense(24), { type: 'activation' }, dense(10)] },
  runs: [{ name: 'a' }, { name: 'b', set: { 'training.epochs': 3 } }],
};

/** The value that stands at a path in a run. @type {Record<string, (run: any) => any[]>} */
const kRead = {
  learningRate: (run) => [run.training.optimizer.learningRate],
  epochs: (run) => [run.training.epochs],
  batchSize: (run) => [run.training.batchSize],
};

test('a number typed into a field is what every run then has, in each preset of the page', () => {
  for (const { name, page, experiment } of presets) {
    if (page === false || experiment.grid) continue;
    for (const [key, read] of Object.entries(kRead)) {
      const typed = key === 'learningRate' ? '0.0625' : '3';
      const changed = withField(experiment, field(key), typed);
      const runs = runsOf(changed);
      for (const run of runs) assert.deepEqual(read(run.experiment), [Number(typed)], `${name}: ${key}`);
      assert.equal(readField(field(key), changed, runs)?.text, typed, `${name}: ${key}`);
    }
  }
});

test('a default the text leaves out is shown, and can be changed', () => {
  const { learningRate: _, ...optimizer } = { ...small.training.optimizer, name: 'adam', momentum: undefined };
  const experiment = JSON.parse(JSON.stringify({ ...small, training: { ...small.training, optimizer } }));
  const runs = runsOf(experiment);
  assert.equal(
    readField(field('learningRate'), experiment, runs)?.text,
    String(runs[0].experiment.training.optimizer.learningRate),
  );
  const changed = withField(experiment, field('learningRate'), '0.0625');
  for (const run of runsOf(changed)) assert.equal(run.experiment.training.optimizer.learningRate, 0.0625);
});

test('what the grid varies is shown with all its values and is not edited as one', () => {
  const experiment = preset('relu-vs-elu-sweep');
  const runs = runsOf(experiment);
  const shown = readField(field('learningRate'), experiment, runs);
  assert.deepEqual(shown, {
    text: '0.3, 0.1, 0.03, 0.01, 0.003, 0.001',
    varied: 'Varied by the grid; change it in the JSON.',
    fixed: true,
  });
  assert.equal(readField(field('width'), experiment, runs)?.text, '256');
  const changed = withField(experiment, field('width'), '32');
  for (const run of runsOf(changed))
    assert.deepEqual(
      run.experiment.network.layers
        .filter((/** @type {any} */ layer) => layer.type === 'dense')
        .map((/** @type {any} */ layer) => layer.units),
      [32, 32, 10],
    );
  const batches = { ...small, runs: [{ name: 'a' }], grid: { 'training.batchSize': [10, 20] } };
  assert.equal(readField(field('batchSize'), batches, runsOf(batches))?.text, '10, 20');
});

test('hidden units inside a residual block are shown and changed with the others', () => {
  const block = { type: 'residual', layers: [dense(24), { type: 'activation' }] };
  const experiment = {
    ...small,
    network: { ...small.network, layers: [dense(24), { type: 'activation' }, block, dense(10)] },
  };
  assert.equal(readField(field('width'), experiment, runsOf(experiment))?.text, '24');
  const changed = withField(experiment, field('width'), '40');
  const [run] = runsOf(changed);
  assert.equal(run.experiment.network.layers[0].units, 40);
  assert.equal(run.experiment.network.layers[2].layers[0].units, 40);
  assert.equal(run.experiment.network.layers[3].units, 10);
});

test("ELU's alpha is ELU's: CELU and SELU keep theirs", () => {
  const experiment = {
    ...small,
    runs: [
      { name: 'ELU', set: { 'network.activation': { name: 'elu', alpha: 1 } } },
      { name: 'CELU', set: { 'network.activation': { name: 'celu', alpha: 2 } } },
      { name: 'SELU', set: { 'network.activation': { name: 'selu', alpha: 1.5 } } },
    ],
  };
  const shown = readField(field('alpha'), experiment, runsOf(experiment));
  assert.equal(shown?.text, '1');
  const runs = runsOf(withField(experiment, field('alpha'), '0.25'));
  assert.deepEqual(
    runs.map((run) => run.experiment.network.activation.alpha),
    [0.25, 2, 1.5],
  );
  const without = { ...experiment, runs: experiment.runs.slice(1) };
  assert.equal(readField(field('alpha'), without, runsOf(without)), null);
});

test('an error stands at its field where that is shown, else in the list; a doubtful number is asked about', () => {
  const errors = [
    { path: 'network.activation.alpha', code: '', message: 'network.activation.alpha: must be a number' },
  ];
  assert.equal(errorsByField(errors, []).rest.length, 1);
  assert.equal(errorsByField(errors, [field('alpha')]).fields.alpha, 'Must be a number');
  const changed = withField(small, field('learningRate'), '1,000');
  assert.equal(engine.checkExperiment(changed).ok, false);
  assert.match(askAbout(field('learningRate'), '1,000'), /1000 or as 1\.0;/);
  const seeds = withField(small, field('seeds'), '1,000');
  assert.equal(engine.checkExperiment(seeds).ok, false);
  assert.equal(readField(field('seeds'), seeds, [])?.text, '1,000');
  assert.match(askAbout(field('seeds'), '1,000'), /one number or several/);
  assert.deepEqual(withField(small, field('seeds'), '1, 2;3').seeds, [1, 2, 3]);
});

test('a number no double holds stays as it was typed, is said at its field, and does not run', () => {
  for (const [key, text, said] of /** @type {[string, string, RegExp][]} */ ([
    ['learningRate', '1,5e400', /too large a number/],
    ['learningRate', '1e400', /too large a number/],
    ['seeds', '9007199254740993', /nearest is 9007199254740992/],
  ])) {
    const changed = withField(small, field(key), text);
    const { ok, errors = [] } = engine.checkExperiment(changed);
    assert.equal(ok, false, text);
    assert.ok(errorsByField(errors, kFields).fields[key], text);
    assert.equal(readField(field(key), changed, [])?.text, text);
    assert.match(askAbout(field(key), text), said);
  }
  assert.deepEqual(withField(small, field('seeds'), '0,5').seeds, [0, 5]);
});
