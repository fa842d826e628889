// The grid: which runs it makes, how they are called, and what is said to every mistake in it. A reader that counts the
// axes in another order, takes an unnamed list, or stops at the first mistake would fail here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fourKinds, newEngine } from '../support.js';

const engine = await newEngine();
const { runs: _runs, ...base } = fourKinds;
const dense = (/** @type {number} */ units) => ({ type: 'dense', units });
const narrow = [dense(4), { type: 'activation' }, dense(5)];
const wide = [dense(9), { type: 'batchNorm' }, { type: 'activation' }, dense(5)];
const rate = 'training.optimizer.learningRate';

/** @param {any} grid @param {any} [rest] */
const check = (grid, rest = { name: '' }) => engine.checkExperiment({ ...base, ...rest, grid });
/** @param {any} answer @returns {string[]} */
const names = (answer) => answer.runs.map((/** @type {any} */ run) => run.name);
/** @param {any} grid @param {any} [rest] @returns {string[]} */
function messages(grid, rest) {
  const answer = check(grid, rest);
  assert.equal(answer.ok, false);
  return (answer.errors ?? []).map((e) => e.message);
}

test('every run is crossed with every combination, runs outermost and the last key fastest', () => {
  const answer = check(
    {
      [rate]: [0.1, 0.01],
      'network.layers': [
        { name: 'BN', value: wide },
        { name: 'no BN', value: narrow },
      ],
    },
    { runs: [{ name: 'GELU' }, { name: 'ELU', set: { 'network.activation': { name: 'elu', alpha: 1 } } }] },
  );
  assert.deepEqual(names(answer), [
    'GELU, learningRate 0.1, BN',
    'GELU, learningRate 0.1, no BN',
    'GELU, learningRate 0.01, BN',
    'GELU, learningRate 0.01, no BN',
    'ELU, learningRate 0.1, BN',
    'ELU, learningRate 0.1, no BN',
    'ELU, learningRate 0.01, BN',
    'ELU, learningRate 0.01, no BN',
  ]);
  const run = answer.runs?.[5];
  assert.ok(run);
  assert.equal(run.base, 'ELU');
  assert.deepEqual(run.grid, ['learningRate 0.1', 'no BN']);
  assert.equal(run.experiment.training.optimizer.learningRate, 0.1);
  assert.equal(run.experiment.network.layers.length, 3);
  assert.equal(run.experiment.network.activation?.name, 'elu');
  // The normalised experiment gives the same runs again.
  assert.deepEqual(engine.checkExperiment(answer.experiment), answer);
});

test('a run in a grid is the run written out: same numbers, same hash', () => {
  const grid = { [rate]: [0.05, 0.001], 'network.layers': [{ name: 'BN', value: wide }] };
  const experiment = { ...base, grid };
  const written = { ...base, runs: [{ name: 'x', set: { [rate]: 0.001, 'network.layers': wide } }] };
  assert.deepEqual(
    engine.checkExperiment(experiment).runs?.[1].experiment,
    engine.checkExperiment(written).runs?.[0].experiment,
  );
  const hashes = [engine.createSession(experiment, 1, 3), engine.createSession(written, 0, 3)].map((session) => {
    while (session.step(100).stage !== 'done');
    const hash = session.hash();
    session.delete();
    return hash;
  });
  assert.equal(hashes[0], hashes[1]);
  assert.throws(() => engine.createSession(experiment, 2, 3), /there is no run 2; the experiment has 2/);
});

test('values are called by their names, else by the key and themselves', () => {
  assert.deepEqual(names(check({ 'network.init': ['he-normal', { name: 'Glorot', value: 'glorot-uniform' }] })), [
    'init he-normal',
    'Glorot',
  ]);
  assert.deepEqual(names(check({ 'network.activation': [{ name: 'elu', alpha: 1 }, { name: 'relu' }] })), [
    'elu',
    'relu',
  ]);
  assert.deepEqual(names(check({ 'training.epochs': [1, 2.0] }, { name: 'four' })), [
    'four, epochs 1',
    'four, epochs 2',
  ]);
  // Two keys that end alike are distinguished by their whole path.
  assert.deepEqual(names(check({ 'network.layers[0].units': [3], 'network.layers[2].units': [4] })), [
    'network.layers[0].units 3, network.layers[2].units 4',
  ]);
});

test('mistakes are reported all at once, each with its path', () => {
  assert.deepEqual(messages({ [rate]: [0.1, -1, 'fast'], 'training.epochs': [0, 3] }), [
    'grid.training.epochs[0]: must be a whole number from 1 to 100000, not 0',
    'grid.training.optimizer.learningRate[1]: must be a number above 0 and at most 1000, not -1',
    'grid.training.optimizer.learningRate[2]: must be a number above 0 and at most 1000, not "fast"',
  ]);
  assert.deepEqual(
    messages({ 'network.layers': [narrow, { name: 'x', value: wide, more: 1 }], 'training.batchSize': [] }),
    [
      'grid.network.layers[0]: a list needs a name; write {"name": "...", "value": ...}',
      'grid.network.layers[1]: a named value is exactly {"name": ..., "value": ...}',
      'grid.training.batchSize: must be a list of 1 to 1000 values, not empty',
    ],
  );
  assert.deepEqual(messages({ 'training.clip': [{ value: 1 }] }), [
    'grid.training.clip[0]: an object needs a name; write {"name": "...", "value": ...}',
  ]);
  assert.deepEqual(messages({ [rate]: [0.1, 0.1] }), [
    'grid.training.optimizer.learningRate[1]: two values are named "learningRate 0.1"; give them names that differ: {"name": "...", "value": ...}',
  ]);
  assert.deepEqual(messages({ 'network.layer': [1, 2] }), [
    'grid.network.layer[0]: unknown key "layer"; did you mean "layers"?',
    'grid.network.layer[1]: unknown key "layer"; did you mean "layers"?',
  ]);
  assert.deepEqual(messages({ 'training.optimiser.learningRate': [1, 2] }), [
    'grid.training.optimiser.learningRate: there is no "optimiser" in training; did you mean "optimizer"?',
  ]);
  assert.deepEqual(messages({ seeds: [1, 2] }), ['grid.seeds: belongs to the whole experiment, not to one run']);
  assert.deepEqual(messages({}), ['grid: must be an object of paths, each with a list of values, not empty']);
  assert.deepEqual(messages([1]), ['grid: must be an object of paths, each with a list of values, not a list']);
});

test('what only a combination makes wrong names the run', () => {
  assert.deepEqual(messages({ 'training.batchSize': [10, 400], 'data.train': [300, 500] }), [
    'grid.training.batchSize[1]: a batch of 400 is larger than the 300 training samples',
  ]);
  assert.match(
    messages({ 'network.layers[0].units': [3, 100000], 'network.layers[2].units': [3, 100000] }).join('\n'),
    /^grid(\.network\.layers\[\d\]\.units\[1\])?: .*MiB/,
  );
});

test('a grid may not overwrite what a run sets, nor an axis another', () => {
  assert.deepEqual(messages({ [rate]: [0.1] }, { runs: [{ name: 'a', set: { [rate]: 0.2 } }] }), [
    'grid.training.optimizer.learningRate: overwrites runs[0].set.training.optimizer.learningRate; leave out one of them',
  ]);
  assert.deepEqual(messages({ [rate]: [0.1], 'training.optimizer': [{ name: 'adam' }] }), [
    'grid.training.optimizer: overwrites grid.training.optimizer.learningRate; put the outer path first',
  ]);
});

test('the number of runs is bounded, and reported', () => {
  const many = Array.from({ length: 40 }, (_, i) => (i + 1) / 100);
  const sizes = { [rate]: many, 'training.batchSize': many.map((_, i) => i + 2) };
  assert.deepEqual(messages(sizes), ['grid: makes 1600 runs; at most 1000 are allowed']);
  const seeds = Array.from({ length: 400 }, (_, i) => i);
  assert.deepEqual(messages({ [rate]: many }, { seeds }), [
    'grid: 40 runs with 400 seeds each are 16000; at most 10000 are allowed',
  ]);
  const long = Object.fromEntries(['data.train', rate].map((key) => [key, [{ name: 'x'.repeat(1500), value: 1 }]]));
  assert.deepEqual(messages(long), ['grid: makes names of 3004 bytes; at most 2000 are allowed: give shorter names']);
  assert.deepEqual(
    messages(
      {
        'data.train': [
          { name: 'B, C', value: 300 },
          { name: 'C', value: 301 },
        ],
      },
      { runs: [{ name: 'A' }, { name: 'A, B' }] },
    ),
    ['grid: two runs would be named "A, B, C"; give values or runs other names'],
  );
});

test('a session of a thousand runs is made as soon as one of a single run', () => {
  const values = Array.from({ length: 1000 }, (_, i) => (i + 1) / 1000);
  const time = (/** @type {any} */ grid, /** @type {number} */ run) => {
    const times = Array.from({ length: 5 }, () => {
      // Processor time: on a busy machine the clock includes other programs.
      const start = process.cpuUsage();
      engine.createSession({ ...base, grid }, run, 1).delete();
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    });
    return Math.min(...times);
  };
  // Checking all of them takes half a second.
  assert.ok(time({ [rate]: values }, 999) < time({ [rate]: [0.1] }, 0) + 50);
});
