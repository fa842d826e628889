// Questions about the samples of a run, through its worker: what is misread, what it looks like, what each layer makes of it.
// Catches an answer that mixes the weights of two steps, one that moves the run, and one of a run that is gone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TrainingHost } from '../../../web/worker/host.js';
import { checkQuestion } from '../../../web/worker/looker.js';
import { newEngine } from '../support.js';
import { mortalWorkers, newPool, next } from './pool-support.js';

const digits = {
  version: 1,
  data: { source: 'digits', train: 200, validation: 150, test: 40 },
  network: {
    activation: { name: 'relu' },
    layers: [
      { type: 'conv2d', filters: 4, kernel: 3 },
      { type: 'activation' },
      { type: 'maxPool2d', size: 4 },
      { type: 'dropout', rate: 0.25 },
      { type: 'flatten' },
      { type: 'dense', units: 10 },
    ],
  },
  training: { optimizer: { name: 'adam', learningRate: 0.01 }, batchSize: 20, epochs: 6 },
};
const setup = { experiment: digits, runIndex: 0, seed: 1 };
const all = /** @type {const} */ ({ ask: 'answers', split: 'validation', count: 1000 });

/** The run in this thread, after some epochs. @param {number} epochs */
async function trained(epochs) {
  const session = (await newEngine()).createSession(digits, 0, 1);
  for (let i = 0; i < epochs; ++i) session.epoch();
  while (epochs === digits.training.epochs && session.step(1000).stage !== 'done');
  return session;
}

/** @param {import('../../../web/worker/looker.js').Answers} answers @returns {number[][]} rows the true classes */
function confusionOf({ labels, predicted }) {
  const counts = Array.from({ length: 10 }, () => new Array(10).fill(0));
  for (const [i, label] of labels.entries()) counts[label][predicted[i]] += 1;
  return counts;
}

test('the session gives samples, answers and the outputs of every layer', async () => {
  const session = await trained(2);
  const { inputs, labels } = session.samples('validation', 140, 100);
  assert.equal(labels.length, 10, 'no more than there are');
  assert.equal(inputs.length, 10 * 784);
  assert.ok(Math.max(...inputs) > 0.7 && Math.min(...inputs) >= 0);
  assert.deepEqual(session.answers('validation', 140, 100).predictions, session.predict(inputs));
  assert.deepEqual(
    ['train', 'validation', 'test'].map((split) => session.count(/** @type {any} */ (split))),
    [200, 150, 40],
  );
  assert.notDeepEqual(session.samples('train', 0, 1).inputs, session.samples('validation', 0, 1).inputs);
  assert.notDeepEqual(session.samples('test', 0, 1).inputs, session.samples('validation', 0, 1).inputs);
  const layers = session.trace('validation', 140);
  assert.deepEqual(
    layers.map(({ name, shape }) => [name, ...shape]),
    [
      ['conv2d1', 4, 26, 26],
      ['activation1', 4, 26, 26],
      ['maxPool2d1', 4, 6, 6],
      ['dropout1', 4, 6, 6],
      ['flatten1', 144, 1, 1],
      ['dense1', 10, 1, 1],
    ],
  );
  const [convolution, activation, pool, dropout, flat, logits] = layers.map(({ values }) => values);
  // The convolution at one place, from its weights.
  const weight = session.parameter('conv2d1.weight');
  const bias = session.parameter('conv2d1.bias');
  const [filter, row, column] = [2, 11, 7];
  let sum = bias[filter];
  for (let i = 0; i < 9; ++i) sum += weight[filter * 9 + i] * inputs[(row + Math.floor(i / 3)) * 28 + column + (i % 3)];
  assert.ok(Math.abs(convolution[(filter * 26 + row) * 26 + column] - sum) < 1e-5);
  assert.deepEqual(
    activation,
    convolution.map((value) => Math.max(0, value)),
  );
  const block = [0, 1, 2, 3].flatMap((y) => [0, 1, 2, 3].map((x) => activation[(26 + 4 + y) * 26 + 8 + x]));
  assert.equal(pool[36 + 6 + 2], Math.max(...block));
  assert.deepEqual(dropout, pool, 'nothing is dropped in evaluation');
  assert.deepEqual(flat, pool);
  const exps = logits.map(Math.exp);
  const total = exps.reduce((one, other) => one + other);
  const predictions = session.answers('validation', 140, 1).predictions;
  for (const [i, p] of predictions.entries()) assert.ok(Math.abs(p - exps[i] / total) < 1e-5);
  assert.throws(() => session.trace('test', 40), /there is no sample 40 in the test data/);
  assert.throws(
    () => session.samples(/** @type {any} */ ('all'), 0, 1),
    /split: must be train, validation or test, not "all"/,
  );
  assert.throws(() => session.samples('train', -1, 1), /first: must be a whole number of samples from 0 to/);
  assert.throws(() => session.answers('train', 0, Number.NaN), /count: must be a whole number of samples from 0 to/);
});

test('a run is asked while it trains, and comes to the same hash', { timeout: 60_000 }, async (t) => {
  const run = newPool(t).start(setup);
  let asked = 0;
  run.on('epoch', async ({ epoch }) => {
    if (epoch === digits.training.epochs) return;
    const answers = await run.look(all);
    const trace = await run.look({ ask: 'trace', split: 'train', index: 3 });
    assert.equal(answers.total, 150);
    assert.equal(answers.labels.length, 150);
    assert.equal(trace.layers.length, 6);
    asked += 1;
  });
  const { hash, confusion } = await run.finished;
  const end = await trained(digits.training.epochs);
  assert.equal(hash, end.hash());
  assert.ok(asked >= 3, `${asked} epochs looked at`);
  // Done, and still there to be asked: the counts are those of the summary.
  const answers = await run.look(all);
  assert.deepEqual(confusionOf(answers), confusion);
  assert.equal(answers.records, digits.training.epochs);
  assert.ok(answers.probabilities.every((p) => p >= 0.1 && p <= 1));
  const wrong = [...answers.labels.keys()].filter((i) => answers.labels[i] !== answers.predicted[i]);
  const { pixels, labels } = await run.look({ ask: 'samples', split: 'validation', indices: wrong });
  assert.deepEqual(
    [...labels],
    wrong.map((i) => answers.labels[i]),
  );
  for (const [i, index] of wrong.entries())
    assert.deepEqual(pixels.subarray(i * 784, (i + 1) * 784), end.samples('validation', index, 1).inputs);
  const filters = await run.look({ ask: 'filters' });
  assert.deepEqual([filters?.name, filters?.shape], ['conv2d1.weight', [4, 1, 3, 3]]);
  assert.deepEqual(filters?.values, end.parameter('conv2d1.weight'));
});

test('what a run begins with is given before its first step alone', async (t) => {
  const run = newPool(t).start({ ...setup, startPaused: true });
  const { tensors, samples } = await run.look({ ask: 'beginning' });
  const session = (await newEngine()).createSession(digits, 0, 1);
  const weights = tensors.map(({ name, values }) => [name, values]);
  assert.deepEqual(
    weights,
    session.parameterNames().map(({ name }) => [name, session.parameter(name)]),
  );
  assert.deepEqual(
    samples,
    [
      { split: /** @type {const} */ ('train'), count: 200 },
      { split: /** @type {const} */ ('validation'), count: 150 },
      { split: /** @type {const} */ ('test'), count: 40 },
    ].map(({ split, count }) => ({ split, ...session.samples(split, 0, count) })),
  );
  await run.stepOnce();
  await assert.rejects(run.look({ ask: 'beginning' }), /the run has begun, and has other weights by now/);
});

test(
  'one answer is of one set of weights, though it is made in pieces and the run plays on',
  { timeout: 60_000 },
  async (t) => {
    const experiment = { ...digits, training: { ...digits.training, epochs: 2000 } };
    const run = newPool(t).start({ ...setup, experiment });
    await next(run, 'epoch');
    const answers = await run.look(all);
    const session = (await newEngine()).createSession(experiment, 0, 1);
    for (
      let now = session.step(0);
      now.epoch !== answers.epoch || now.step !== answers.step || now.records !== answers.records;
    )
      now = session.step(1);
    const { predictions } = session.answers('validation', 0, 150);
    for (const [i, best] of answers.predicted.entries())
      assert.equal(answers.probabilities[i], predictions[10 * i + best], `sample ${i}`);
  },
);

// In this thread, where the step is made between two pieces of the answer for certain: a worker that is quick has answered
// before the second message reaches it.
test('a step that is made while an answer is made begins the answer again', async () => {
  const host = new TrainingHost(() => {});
  const { module } = await newEngine();
  await host.start(module, setup);
  host.stepOnce();
  const look = () => /** @type {Promise<import('../../../web/worker/looker.js').Answers>} */ (host.look(all));
  const late = look();
  host.stepOnce();
  const both = await late;
  const after = await look();
  assert.deepEqual(both.probabilities, after.probabilities);
  assert.deepEqual([both.epoch, both.step], [1, 2]);
});

test('a paused run gets a worker to be asked by; one without a worker says so', { timeout: 60_000 }, async (t) => {
  const paused = newPool(t).start({ ...setup, startPaused: true });
  assert.equal(paused.hasWorker, false);
  assert.equal((await paused.look(all)).records, 0);
  const workers = mortalWorkers();
  const run = newPool(t, { ...workers, recover: 3 }).start(setup);
  await run.finished;
  run.terminate();
  await assert.rejects(run.look(all), /the run has no worker/);
});

test('a run whose worker is lost answers by the next one', { timeout: 60_000 }, async (t) => {
  const workers = mortalWorkers();
  const run = newPool(t, { ...workers, recover: 3 }).start({ ...setup, startPaused: true });
  const first = await run.look(all);
  const late = run.look(all);
  workers.kill();
  assert.deepEqual((await late).probabilities, first.probabilities);
});

test('a question that makes no sense is refused, with what is wrong', () => {
  const wrong = /** @type {[any, RegExp][]} */ ([
    [{ ask: 'answers', split: 'all', count: 1 }, /split: must be train, validation or test, not all/],
    [{ ask: 'answers', split: 'test', count: 1e6 }, /count: must be a whole number from 0 to 10000, not 1000000/],
    [{ ask: 'samples', split: 'test', indices: [0.5] }, /index: must be a whole number/],
    [
      { ask: 'samples', split: 'test', indices: new Array(401).fill(0) },
      /indices: must be a whole number from 0 to 400, not 401/,
    ],
    [{ ask: 'trace', split: 'test', index: -1 }, /index: must be a whole number/],
    [
      { ask: 'weather', split: 'test' },
      /ask: must be answers, samples, trace, filters, network or beginning, not weather/,
    ],
  ]);
  for (const [question, message] of wrong) assert.throws(() => checkQuestion(question), message);
});
