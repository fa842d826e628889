// What an experiment on a table leaves out follows from its file; what is written by hand is checked against it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completeExperiment } from '../../../web/data/complete.js';
import { factsOfFile, prepareFiles } from '../../../web/data/files-for-engine.js';
import { newEngine, trees } from '../support.js';

const bytes = new TextEncoder().encode(trees(60));
const kTable = { source: 'csv', file: 'trees.csv', target: 'kind' };

/** @param {Record<string, unknown>} data @param {Record<string, unknown>} [more] @returns {any} */
const experimentOn = (data, more = {}) => ({
  version: 1,
  data: { ...kTable, ...data },
  network: { layers: [{ type: 'dense', units: 4 }, { type: 'activation', name: 'elu' }, { type: 'dense' }] },
  training: { optimizer: { name: 'adam' }, batchSize: 8, epochs: 2 },
  ...more,
});

/** @param {unknown} experiment */
const completed = (experiment) => completeExperiment(experiment, (data) => factsOfFile(bytes, data));

/** @param {unknown} experiment the runs of it as the engine checks them */
async function checked(experiment) {
  const { experiment: whole, problems } = await completed(experiment);
  const { errors, runs = [] } = (await newEngine()).checkExperiment(whole);
  return { problems, errors: errors ?? [], runs: /** @type {any[]} */ (runs), whole };
}

for (const [what, data, expected] of /** @type {[string, Record<string, unknown>, unknown[]][]} */ ([
  ['nothing is said', {}, [6, 2, 48, 12, 0]],
  ['the training rows', { train: 40 }, [6, 2, 40, 20, 0]],
  ['a training share', { train: 0.9 }, [6, 2, 54, 6, 0]],
  ['a validation share', { validation: 0.25 }, [6, 2, 45, 15, 0]],
  ['three shares', { train: 0.7, validation: 0.2, test: 0.1 }, [6, 2, 42, 12, 6]],
  ['three thirds', { train: 1 / 3, validation: 1 / 3, test: 1 / 3 }, [6, 2, 20, 20, 20]],
  ['shares that leave rows out', { train: 0.5, validation: 0.1 }, [6, 2, 30, 6, 0]],
  ['a share and a count', { train: 10, validation: 0.5 }, [6, 2, 10, 30, 0]],
  ['a test share, the rest open', { test: 0.5 }, [6, 2, 24, 6, 30]],
  ['fewer columns', { columns: { soil: 'ignored' } }, [3, 2, 48, 12, 0]],
  ['a number as the target', { target: 'height, m' }, [7, undefined, 48, 12, 0]],
]))
  test(`the sizes follow from the file where ${what}`, async () => {
    const { problems, errors, runs } = await checked(experimentOn(data));
    assert.deepEqual([problems, errors], [[], []]);
    const { features, classes, train, validation, test: tested } = runs[0].experiment.data;
    assert.deepEqual([features, classes, train, validation, tested], expected);
    const { units } = runs[0].experiment.network.layers.at(-1);
    assert.equal(units, classes ?? 1);
    assert.equal(runs[0].loss.name, classes ? 'softmax-cross-entropy' : 'mean-squared-error');
  });

test('nothing is changed where nothing is left out', async () => {
  const whole = experimentOn({ features: 6, classes: 2, train: 40, validation: 20 });
  const { experiment, waiting } = await completeExperiment(whole, () => assert.fail('the file was asked for'));
  assert.equal(experiment, whole);
  assert.deepEqual(waiting, []);
  const spiral = { version: 1, data: { source: 'spiral' } };
  assert.equal((await completed(spiral)).experiment, spiral);
  for (const odd of [
    null,
    3,
    'text',
    [],
    {},
    { data: null },
    { data: kTable, runs: 7 },
    { data: kTable, runs: [null] },
  ])
    assert.ok(await completed(odd));
});

test('what is written by hand is checked against the file, both numbers named', async () => {
  const wrong = experimentOn({ features: 7, classes: 3, train: 70, validation: 10 });
  const { errors, runs } = await checked(wrong);
  assert.deepEqual(errors, []);
  const engine = await newEngine();
  const session = engine.createSession(wrong, 0, 0);
  await assert.rejects(
    async () => session.loadFiles(await prepareFiles({ 'trees.csv': bytes }, runs)),
    /has 6 columns beside "kind", but data\.features is 7; has 2 classes in "kind", but data\.classes is 3; has 60 rows, but data\.train, validation and test together are 80/,
  );
  session.delete();
  const weights = { name: 'softmax-cross-entropy', classWeights: [1, 2, 3] };
  const training = { ...experimentOn({}).training, loss: weights };
  const [error] = (await checked(experimentOn({}, { training }))).errors;
  assert.equal(error.path, 'training.loss.classWeights');
  assert.match(error.message, /has 3 weights, and the data have 2 classes/);
});

test('shares that are too many, and rows that are not there, are errors at their place', async () => {
  const tooMany = await checked(experimentOn({ train: 0.8, validation: 0.3 }));
  assert.equal(tooMany.problems[0].path, 'data.train');
  assert.match(tooMany.problems[0].message, /the other shares of rows add up to 1\.1; at most 1 is there/);
  const none = await checked(experimentOn({ train: 60 }));
  assert.equal(none.problems[0].path, 'data.validation');
  assert.match(none.problems[0].message, /is the rest of the file's 60 rows, of which 60 are given away/);
  const { problems } = await checked(experimentOn({}, { grid: { 'data.target': ['kind', 'soil'] } }));
  assert.match(
    problems[0].message,
    /grid\["data\.target"\] changes what data\.features, classes and train follow from/,
  );
});

test('a run that reads the table otherwise has its own sizes', async () => {
  const runs = [{ name: 'all' }, { name: 'no soil', set: { 'data.columns': { soil: 'ignored' } } }];
  const { errors, runs: both } = await checked(experimentOn({}, { runs }));
  assert.deepEqual(errors, []);
  assert.deepEqual(
    both.map(({ experiment }) => experiment.data.features),
    [6, 3],
  );
});

test('until the file is there everything else is checked', async () => {
  const engine = await newEngine();
  const open = experimentOn({ train: 0.8, validation: 0.2 });
  const { experiment, waiting } = await completeExperiment(open, async () => null);
  assert.deepEqual(waiting, ['trees.csv']);
  assert.deepEqual(engine.checkExperiment(experiment).errors ?? [], []);
  open.training.optimizer.name = 'adm';
  const again = await completeExperiment(open, async () => null);
  assert.deepEqual(
    engine.checkExperiment(again.experiment).errors?.map(({ path }) => path),
    ['training.optimizer.name'],
  );
});
