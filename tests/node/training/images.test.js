// What the page knows of a run's images, without a page: when it asks, what it leaves out, and how it counts. Catches questions
// that slow the training down, an answer of another split on show, a failed question that is repeated, and NaN taken for a class.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classNames, imageText, readText } from '../../../web/images/class-names.js';
import { ImageQuestions, kFirst } from '../../../web/images/image-questions.js';
import { mosaicPlace, mosaicSize, rangeOf } from '../../../web/images/pixels.js';
import { confusionOf, momentText, orderOf, sumsOf } from '../../../web/images/reading.js';

const sleep = (/** @type {number} */ milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const host = /** @type {any} */ ({ addController: () => {}, requestUpdate: () => {} });
const moment = { epoch: 3, step: 2, records: 2 };

/** A run that answers after some time. @param {{ cost?: number, total?: number, fails?: boolean }} [options] */
function fakeRun({ cost = 0, total = 5, fails = false } = {}) {
  /** @type {any[]} */
  const asked = [];
  const run = {
    state: 'running',
    asked,
    look: async (/** @type {any} */ question) => {
      asked.push(question);
      await sleep(question.ask === 'answers' ? cost : 0);
      if (fails) throw new Error('the run was terminated');
      const read = Math.min(total, question.count ?? 0);
      const labels = new Uint32Array(question.indices?.length ?? read);
      switch (question.ask) {
        case 'answers':
          return {
            ...moment,
            labels,
            predicted: labels,
            probabilities: new Float32Array(read),
            total,
            milliseconds: cost,
            of: question.split,
          };
        case 'samples':
          return { labels, pixels: Float32Array.from(question.indices) };
        default:
          return { ...moment, values: new Float32Array(1), of: question.split };
      }
    },
  };
  return run;
}

/** @param {any} run @param {object} [more] @returns {any} */
const wantOf = (run, more) => ({ run, moment: 'a', split: 'validation', shown: [], chosen: null, ...more });

test('while a run plays its images take a quarter of its time at most; when it stands they are read at once', async () => {
  const kCost = 40;
  const run = fakeRun({ cost: kCost });
  const questions = new ImageQuestions(host);
  const start = performance.now();
  for (let epoch = 0; performance.now() - start < 1000; ++epoch) {
    questions.follow(wantOf(run, { moment: `epoch ${epoch}` }));
    await sleep(5);
  }
  const looks = run.asked.filter(({ ask }) => ask === 'answers').length;
  const share = (looks * kCost) / (performance.now() - start);
  assert.ok(share < 0.3 && looks >= 3, `${looks} looks, ${share} of the time`);
  run.state = 'paused';
  questions.follow(wantOf(run, { moment: 'paused' }));
  const before = run.asked.length;
  await sleep(3 * kCost);
  assert.ok(run.asked.slice(before - 1).some(({ ask }) => ask === 'answers'));
});

test('the first thousand are read while it plays, all when it stands and that is quick', async () => {
  const run = fakeRun({ total: 6000 });
  const questions = new ImageQuestions(host);
  questions.follow(wantOf(run));
  await sleep(30);
  assert.equal(questions.answers?.labels.length, kFirst);
  run.state = 'done';
  questions.follow(wantOf(run, { moment: 'b' }));
  await sleep(30);
  assert.equal(questions.answers?.labels.length, 6000);
  const slow = fakeRun({ total: 60_000, cost: 300 });
  slow.state = 'done';
  questions.follow(wantOf(slow));
  await sleep(800);
  assert.equal(questions.answers?.labels.length, kFirst, 'sixty times as many would take 18 s');
});

test('pictures are asked for once, and an answer of what is not on show any more is dropped', async () => {
  const run = fakeRun({ cost: 20 });
  const questions = new ImageQuestions(host);
  questions.follow(wantOf(run, { shown: [3, 4], chosen: 3 }));
  await sleep(60);
  assert.deepEqual(questions.picture('validation', 4)?.pixels, new Float32Array([4]));
  questions.follow(wantOf(run, { shown: [4, 5], chosen: 3, moment: 'b' }));
  await sleep(120);
  const samples = run.asked.filter(({ ask }) => ask === 'samples').map(({ indices }) => indices);
  assert.deepEqual(samples, [[3, 4], [5]]);
  assert.equal(questions.traced, 3);
  questions.follow(wantOf(run, { moment: 'c' }));
  await sleep(1);
  questions.follow(wantOf(run, { moment: 'c', split: 'test', chosen: 1 }));
  assert.equal(questions.answers, null);
  await sleep(100);
  for (const one of [questions.answers, questions.trace]) assert.equal(/** @type {any} */ (one)?.of, 'test');
  questions.forget();
  assert.equal(questions.picture('validation', 4), undefined);
});

test('an answer of a later epoch than the one asked about is not asked for again when that epoch’s record arrives', async () => {
  const run = fakeRun();
  let records = 1;
  const { look } = run;
  run.look = async (/** @type {any} */ question) => {
    const answer = await look(question);
    return { ...answer, records };
  };
  const questions = new ImageQuestions(host);
  const asked = (/** @type {string} */ kind) => run.asked.filter(({ ask }) => ask === kind).length;
  const follow = async (/** @type {number} */ epoch) => {
    questions.follow(wantOf(run, { moment: `epoch ${epoch}`, epoch, chosen: 2 }));
    await sleep(20);
  };
  // The run goes on while it is asked: it has completed epoch 3 when it answers, and the records arrive one by one.
  records = 3;
  for (const epoch of [1, 2, 3]) await follow(epoch);
  assert.deepEqual(['answers', 'filters', 'trace'].map(asked), [1, 1, 1]);
  records = 5;
  for (const epoch of [4, 5]) await follow(epoch);
  assert.deepEqual(['answers', 'filters', 'trace'].map(asked), [2, 2, 2]);
  assert.equal(questions.answers?.records, 5);
  // What stands still is asked for what it is now, whatever was answered before.
  run.state = 'paused';
  questions.follow(wantOf(run, { moment: 'paused', epoch: 5, chosen: 2 }));
  await sleep(20);
  assert.equal(asked('answers'), 3);
});

test('a question that fails is reported, and asked again only when something has changed', async () => {
  const run = fakeRun({ fails: true });
  const questions = new ImageQuestions(host);
  questions.follow(wantOf(run));
  await sleep(20);
  questions.follow(wantOf(run));
  await sleep(20);
  assert.equal(questions.problem, 'the run was terminated');
  assert.equal(run.asked.length, 1);
  questions.follow(wantOf(run, { moment: 'b' }));
  await sleep(20);
  assert.equal(run.asked.length, 2);
});

test('the order of the sheet, the counts and the words', () => {
  const answers = {
    ...moment,
    labels: Uint32Array.of(0, 1, 2, 1),
    predicted: Uint32Array.of(0, 2, 1, 2),
    probabilities: Float32Array.of(0.9, 0.5, 0.75, 0.625),
    total: 4,
    milliseconds: 1,
  };
  const indices = (/** @type {any} */ filter) => orderOf(answers, filter).map(({ index }) => index);
  assert.deepEqual(indices({ isWrong: true, label: -1, cell: null }), [2, 3, 1]);
  assert.deepEqual(indices({ isWrong: false, label: 1, cell: null }), [1, 3]);
  assert.deepEqual(indices({ isWrong: true, label: 0, cell: [1, 2] }), [1, 3]);
  assert.deepEqual(confusionOf(answers, null, 'validation', 3), [
    [1, 0, 0],
    [0, 0, 2],
    [0, 1, 0],
  ]);
  assert.deepEqual(sumsOf(confusionOf(answers, null, 'validation', 3)), { read: 4, wrong: 3 });
  const summary = /** @type {any} */ ({ confusion: [[1]], testConfusion: [[2]] });
  assert.deepEqual(confusionOf(null, summary, 'test', 1), [[2]]);
  assert.deepEqual(confusionOf(null, summary, 'train', 1), [], 'none was recorded');
  assert.equal(momentText({ epoch: 1, step: 0, records: 0 }, null), 'Before the first step');
  assert.equal(momentText({ epoch: 3, step: 1, records: 2 }, null), 'In epoch 3, after 1 step');
  assert.equal(momentText({ epoch: 3, step: 9, records: 3 }, null), 'After epoch 3');
  const digits = classNames('mnist', 10);
  assert.equal(
    imageText(digits, { label: 7, predicted: 2, probability: 0.61 }).replace(/\s%/, ' %'),
    'a 7, read as 2, 61 %',
  );
  assert.equal(
    imageText(digits, { label: 8, predicted: 8, probability: 1 }).replace(/\s%/, ' %'),
    'an 8, read correctly, 100 %',
  );
  assert.match(
    readText(classNames('fashion-mnist', 10), { label: 9, predictions: Float32Array.of(0.1, 0.7) }),
    /^an ankle boot, read as trouser, 70/,
  );
  assert.match(
    readText(digits, { label: 1, predictions: new Float32Array(10).fill(Number.NaN) }),
    /^a 1, no answer: the network gives NaN$/,
  );
});

test('maps lie beside each other in their frames', () => {
  const mosaic = { count: 5, height: 3, width: 2, scale: 4, columns: 3, gap: 6 };
  assert.deepEqual(mosaicSize(mosaic), [3 * 8 + 2 * 6 + 2, 2 * 12 + 6 + 2]);
  assert.deepEqual(mosaicPlace(mosaic, 4), [1 + 14, 1 + 18]);
  assert.deepEqual(rangeOf([Number.NaN, -2, 3, Number.POSITIVE_INFINITY]), [-2, 3]);
  assert.deepEqual(rangeOf([Number.NaN]), [0, 0]);
});
