// What is said of runs side by side, and what is done to them by hand, as pure functions. Catches a claim of equal weights
// that is false, a sentence that calls chance a difference, and an edit that reaches another run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stagesOf, withLayer, withNorms, withoutStage } from '../../../web/builder/layer-edits.js';
import { addRun, removeRun, setForRun } from '../../../web/builder/run-edits.js';
import { adviceFor } from '../../../web/results/advice.js';
import { comparisonSentence } from '../../../web/results/comparison-sentence.js';
import { sameStartText } from '../../../web/results/same-start.js';
import { newEngine } from '../support.js';

const engine = await newEngine();
const dense = (/** @type {number} */ units) => ({ type: 'dense', units });
const activation = { type: 'activation' };
const small = {
  version: 1,
  data: { source: 'spiral' },
  network: { activation: { name: 'relu' }, init: 'he-normal', layers: [dense(4), activation, dense(2)] },
  training: { optimizer: { name: 'adam', learningRate: 0.01 }, epochs: 1 },
};
const images = (/** @type {Record<string, unknown>} */ convolution) => ({
  ...small,
  data: { source: 'digits', train: 40, validation: 20 },
  network: {
    activation: { name: 'relu' },
    layers: [{ type: 'conv2d', ...convolution }, activation, { type: 'globalAveragePool' }, dense(10)],
  },
  training: { ...small.training, batchSize: 8 },
});

/** The first weights of a run. @param {unknown} experiment @param {number} run */
function weightsOf(experiment, run) {
  const session = engine.createSession(experiment, run, 3);
  const all = session.parameterNames().filter(({ name }) => /^(dense|conv2d)/.test(name));
  const values = all.map(({ name }) => [...session.parameter(name)]);
  session.delete();
  return JSON.stringify(values);
}

test('equal initial weights are claimed exactly where the engine draws them', () => {
  const variants = /** @type {[string, any, Record<string, unknown>][]} */ ([
    ['another activation', small, { 'network.activation': { name: 'gelu' } }],
    ['BatchNorm', small, { 'network.layers': withNorms(small.network.layers, 'batchNorm') }],
    ['another rate', small, { 'training.optimizer.learningRate': 0.1 }],
    ['wider', small, { 'network.layers[0].units': 5 }],
    ['another initialiser', small, { 'network.init': 'glorot-uniform' }],
    [
      'a matched gain',
      { ...small, network: { ...small.network, init: { name: 'orthogonal', gain: 'matched' } } },
      { 'network.activation': { name: 'tanh' } },
    ],
    ['filters', images({ filters: 4, kernel: 3 }), { 'network.layers[0].filters': 6 }],
    ['a kernel', images({ filters: 4, kernel: 3 }), { 'network.layers[0].kernel': 5 }],
  ]);
  for (const [what, base, set] of variants) {
    const experiment = { ...base, runs: [{ name: 'a' }, { name: 'b', set }] };
    const { ok, runs, errors } = engine.checkExperiment(experiment);
    assert.ok(ok, JSON.stringify(errors));
    const claimed = !sameStartText(runs).startsWith('The same data. Other initial weights');
    assert.equal(claimed, weightsOf(experiment, 0) === weightsOf(experiment, 1), `${what}: ${sameStartText(runs)}`);
  }
});

test('a sentence says who is ahead only where that is more than chance', () => {
  const measure = { key: 'finalAccuracy', title: 'validation accuracy', isShare: true, isTest: false };
  const base = {
    type: /** @type {const} */ ('comparison'),
    runs: /** @type {[string, string]} */ (['A', 'B']),
    measure: '',
    verdict: '',
    tests: 1,
  };
  const of = (/** @type {any} */ more) => comparisonSentence({ ...base, ...more }, measure);
  assert.equal(
    of({ n: 5, difference: 0.021, interval: [0.013, 0.029], significant: true, pHolm: 0.002, detectable: 0.01 }),
    'B is ahead of A by 2.1 points (95\u202f% interval 1.3 to 2.9, n = 5; paired t-test p = .002).',
  );
  assert.match(
    of({ n: 5, difference: -0.004, interval: [-0.02, 0.012], significant: false, pHolm: 0.5, detectable: 0.014 }),
    /^A and B: no significant difference \(0\.4 points, .*With 5 seeds, only 1\.4 points or more would have been found\.$/,
  );
  assert.match(of({ n: 1, difference: 0, significant: null, z: 0 }), /no difference with one seed/);
  assert.match(of({ n: 0, difference: null, significant: null }), /cannot be compared yet/);
});

test('what to try follows from what failed', () => {
  const { experiment } = engine.checkExperiment(small).runs?.[0] ?? assert.fail();
  assert.deepEqual(adviceFor({ status: 'completed' }, experiment), []);
  assert.deepEqual(
    adviceFor({ status: 'collapsed' }, experiment).map(({ changes }) => changes['training.optimizer.learningRate']),
    [0.001, 0.003],
  );
  assert.equal(adviceFor({ status: 'diverged' }, experiment).at(-1)?.changes['training.clip'].norm, 1);
});

test('an edit reaches the run that is shown where it takes the value from, and no other', () => {
  const two = addRun(small, 0, { 'network.activation': { name: 'gelu' } }, { name: 'GELU', base: 'ReLU' });
  assert.deepEqual(two.runs, [{ name: 'ReLU' }, { name: 'GELU', set: { 'network.activation': { name: 'gelu' } } }]);
  const own = setForRun(two, 1, { 'network.activation': { name: 'elu', alpha: 2 } });
  assert.deepEqual(
    [own.network, own.runs[1].set],
    [small.network, { 'network.activation': { name: 'elu', alpha: 2 } }],
  );
  const inner = setForRun(own, 1, { 'network.activation.alpha': 3 });
  assert.equal(inner.runs[1].set['network.activation'].alpha, 3);
  const shared = setForRun(two, 1, { 'training.epochs': 9 });
  assert.deepEqual([shared.training.epochs, shared.runs], [9, two.runs]);
  const third = addRun(inner, 1, { 'network.layers[0].units': 7 }, { name: 'GELU', base: '' });
  assert.deepEqual(third.runs[2], {
    name: 'GELU 2',
    set: { 'network.activation': { name: 'elu', alpha: 3 }, 'network.layers[0].units': 7 },
  });
  assert.deepEqual(
    removeRun(third, 1).runs.map((/** @type {{ name: string }} */ { name }) => name),
    ['ReLU', 'GELU 2'],
  );
  for (const experiment of [two, own, inner, shared, third]) assert.ok(engine.checkExperiment(experiment).ok);
});

test('layers are added and taken out whole', () => {
  const { layers } = small.network;
  const deeper = withNorms(withLayer(layers), 'layerNorm');
  assert.deepEqual(
    deeper.map(({ type }) => type),
    ['dense', 'layerNorm', 'activation', 'dense', 'layerNorm', 'activation', 'dense'],
  );
  assert.deepEqual(
    withoutStage(deeper, stagesOf(deeper)[0]).map(({ type }) => type),
    ['dense', 'layerNorm', 'activation', 'dense'],
  );
  assert.deepEqual(withNorms(deeper, null), withLayer(layers));
  assert.ok(engine.checkExperiment({ ...small, network: { ...small.network, layers: deeper } }).ok);
});
