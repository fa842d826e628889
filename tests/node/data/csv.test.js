// CSV files: what is read, what is refused and in which words, and the way from the text to a trained network.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { csvText, describeCsv, packTable, readCsv } from '../../../web/data/csv.js';
import { DataError } from '../../../web/data/data-error.js';
import { prepareFiles } from '../../../web/data/files-for-engine.js';
import { cli, experimentFile, newEngine, newFolder } from '../support.js';

/** @typedef {import('../../../web/data/csv.js').Task} Task */

/** @param {string} text @param {string} [target] @param {Task} [task] */
const read = (text, target = 'y', task = 'classification') => readCsv(text, { name: 'a.csv', target, task });

/** @param {() => unknown} attempt @returns {string[]} */
function problemsOf(attempt) {
  try {
    attempt();
  } catch (error) {
    assert.ok(error instanceof DataError, String(error));
    return error.problems;
  }
  throw new Error('nothing was refused');
}

/** Two clouds of points, named. @param {number} rows */
function clouds(rows) {
  const lines = ['width,height,kind'];
  for (let i = 0; i < rows; ++i) {
    const side = i % 2 ? 1 : -1;
    lines.push(`${100 + 10 * side + Math.sin(i) * 5},${side + Math.cos(3 * i) * 0.5},${side > 0 ? 'round' : 'flat'}`);
  }
  return `${lines.join('\n')}\n`;
}

/** @param {any} data @param {number} units */
const experimentOn = (data, units) => ({
  version: 1,
  data,
  network: {
    activation: { name: 'tanh' },
    layers: [{ type: 'dense', units: 8 }, { type: 'activation' }, { type: 'dense', units }],
  },
  training: { optimizer: { name: 'adam', learningRate: 0.05 }, batchSize: 10, epochs: 10 },
});

test('columns, rows and classes are read as they are meant', () => {
  const table = read('\ufeffx, y ,"z ""2"""\r\n1,b,-.5\r\n\r\n+2e1,a,3.\r\n0,b,7\r\n');
  assert.deepEqual(table.features, ['x', 'z "2"']);
  assert.deepEqual(table.classNames, ['a', 'b']);
  assert.equal(table.rows, 3);
  assert.deepEqual([...table.values], [1, -0.5, 1, 20, 3, 0, 0, 7, 1]);
  // Semicolons and tabs are recognised as separators.
  assert.deepEqual([...read('x;y\n1;2\n3;4\n', 'y', 'regression').values], [1, 2, 3, 4]);
  assert.deepEqual([...read('y\tx\n1\t2\n3\t4\n', 'y', 'regression').values], [2, 1, 4, 3]);
});

test('classes are sorted: numbers by value, words by code point', () => {
  assert.deepEqual(read('x,y\n1,10\n1,9\n1,-2\n1,9.0\n').classNames, ['-2', '9', '10']);
  assert.deepEqual(read('x,y\n1,b\n1,B\n1,\u{1f600}\n1,\uffee\n1,bb\n').classNames, [
    'B',
    'b',
    'bb',
    '\uffee',
    '\u{1f600}',
  ]);
});

test('everything wrong with a file is reported at once, with its lines', () => {
  assert.deepEqual(
    problemsOf(() => read('x,"y\nz",y\n1,1,a\n,2,b\n3,"1\n0",\n4,5\n6,?,a\n7,1e999,b\n8,1,a,9\n9,NaN,a\n', 'kind')),
    [
      'a.csv: every row must have 3 cells: line 7 has 2, line 10 has 4',
      'a.csv: has no column "kind" to predict; it has "x", "y\nz", "y"',
      'a.csv: values are missing; fill them in or leave out their rows: line 4 "x", line 5 "y", line 8 "y\nz" and 1 more',
      'a.csv: every column but the target must hold finite numbers: line 3 "y" holds "a", line 4 "y" holds "b", line 5 "y\nz" holds "1\\n0" and 4 more',
    ],
  );
});

for (const [what, text, target, expected] of /** @type {[string, string, string, RegExp][]} */ ([
  ['an empty file', '', 'y', /has no header/],
  ['a header alone', 'x,y\n', 'y', /has no rows below its header/],
  ['a name given twice', 'x,x,y\n1,2,3\n', 'y', /line 1: "x" names more than one column/],
  ['a column without a name', 'x,,y\n1,2,3\n', 'y', /line 1: column 2 has no name/],
  ['no header at all', '1,2\n3,4\n', '2', /line 1 holds numbers only/],
  ['a decimal comma', 'x;y\n1,5;a\n2,5;b\n', 'y', /decimals are written with a point\): line 2 "x" holds "1,5"/],
  ['hexadecimal', 'x,y\n0x10,a\n2,b\n', 'y', /holds "0x10"/],
  ['one class', 'x,y\n1,a\n2,a\n', 'y', /"y" has one class only, "a"/],
  ['a quote that never ends', 'x,y\n1,"a\n2,b\n', 'y', /quoted cell is never closed/],
  ['the target alone', 'y\na\nb\n', 'y', /needs a column beside/],
  ['a target with gaps', 'x,y\n1,a\n2,\n3,b\n', 'y', /missing.*line 3 "y"/],
])) {
  test(`${what} is refused`, () => assert.match(problemsOf(() => read(text, target)).join('\n'), expected));
}

test('a regression target that is no number, too many classes, and no text are refused', () => {
  assert.match(problemsOf(() => read('x,y\n1,a\n2,3\n', 'y', 'regression'))[0], /every column must hold.*line 2 "y"/);
  const many = `x,y\n${Array.from({ length: 1001 }, (_, i) => `1,${i}`).join('\n')}`;
  assert.match(problemsOf(() => read(many))[0], /1001 classes, more than 1000; .*"regression"/);
  assert.match(problemsOf(() => csvText(new Uint8Array([0x78, 0xff, 0xfe]), 'a.csv'))[0], /not UTF-8/);
  assert.match(problemsOf(() => csvText(new Uint8Array(64 * 2 ** 20 + 1), 'a.csv'))[0], /at most 67108864/);
});

test('a file proposes its own experiment', () => {
  const { data, rows, features, classNames } = describeCsv(clouds(50), 'kind', { name: 'clouds.csv' });
  assert.deepEqual([rows, features, classNames], [50, ['width', 'height'], ['flat', 'round']]);
  assert.deepEqual(data, {
    source: 'csv',
    file: 'clouds.csv',
    target: 'kind',
    task: 'classification',
    features: 2,
    classes: 2,
    train: 40,
    validation: 10,
    standardize: true,
    seed: 0,
  });
  const regression = describeCsv(clouds(50).replaceAll('flat', '0').replaceAll('round', '1'), 'width').data;
  assert.equal(regression.task, 'regression');
  assert.equal('classes' in regression, false);
  assert.throws(() => describeCsv('x,y\n1,2\n', 'y'), /two rows at least/);
});

test('a network learns a table, and tables that do not fit are refused by the engine', async () => {
  const engine = await newEngine();
  const { data } = describeCsv(clouds(200), 'kind', { name: 'clouds.csv' });
  const experiment = experimentOn(data, 2);
  const { runs } = engine.checkExperiment(experiment);
  assert.deepEqual(runs?.[0].files, ['clouds.csv']);
  const given = { 'clouds.csv': gzipSync(clouds(200)) };
  const files = await prepareFiles(given, runs ?? []);
  const session = engine.createSession(experiment, 0, 0);
  assert.equal(session.isReady(), false);
  session.loadFiles(files);
  for (let epoch = 0; epoch < 10; ++epoch) session.epoch();
  const accuracy = Number(session.record().validationAccuracy);
  assert.ok(accuracy > 0.95, String(accuracy));
  session.delete();

  const wrong = engine.createSession(experimentOn({ ...data, features: 3, train: 500 }, 2), 0, 0);
  assert.throws(() => wrong.loadFiles(files), {
    message:
      'clouds.csv: has 2 columns beside "kind", but data.features is 3; has 200 rows, but data.train, validation and test together are 540',
  });
  assert.throws(() => wrong.loadFiles({}), /clouds\.csv: is missing/);
  assert.throws(() => wrong.loadFiles({ 'clouds.csv': given['clouds.csv'] }), /arrived damaged/);
  wrong.delete();
});

test('runs that predict different things with one file are distinguished from those that agree', async () => {
  const engine = await newEngine();
  const { data } = describeCsv(clouds(20), 'kind', { name: 'a.csv' });
  const experiment = {
    ...experimentOn(data, 2),
    runs: [
      { name: 'one' },
      { name: 'two', set: { 'data.target': 'width' } },
      { name: 'three', set: { 'data.seed': 1 } },
    ],
  };
  const { runs = [] } = engine.checkExperiment(experiment);
  const files = { 'a.csv': Buffer.from(clouds(20)) };
  await assert.rejects(prepareFiles(files, runs), /runs "one" and "two" predict different things/);
  const packed = await prepareFiles(files, [runs[0], runs[2]]);
  assert.deepEqual(
    packed['a.csv'],
    packTable(readCsv(clouds(20), { name: 'a.csv', target: 'kind', task: 'classification' })),
  );
});

test('an experiment on a CSV says what is wrong with its data object', async () => {
  const engine = await newEngine();
  const { errors } = engine.checkExperiment(
    experimentOn({ source: 'csv', file: '../a.csv', task: 'clasification' }, 2),
  );
  assert.deepEqual(
    errors?.map((e) => e.message),
    [
      'data.target: is missing',
      'data.task: unknown task "clasification"; did you mean "classification"?',
      'data.features: is missing',
      'data.classes: is missing',
      'data.train: is missing',
      'data.validation: is missing',
      "data.file: must be a file's name alone; the folder is given where the experiment is run",
    ],
  );
});

test('the command line trains on a CSV, from its folder or by its path', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'clouds.csv'), clouds(100));
  const { data } = describeCsv(clouds(100), 'kind', { name: 'clouds.csv' });
  const file = experimentFile(experimentOn(data, 2));
  const outputs = [];
  for (const place of [folder, join(folder, 'clouds.csv')]) {
    const { code, stdout, stderr } = await cli('run', file, '--data', place);
    assert.equal(code, 0, stderr);
    outputs.push(stdout.match(/[0-9a-f]{16}/)?.[0]);
  }
  assert.ok(outputs[0]);
  assert.equal(outputs[0], outputs[1]);
  writeFileSync(join(folder, 'clouds.csv'), clouds(100).replace('flat', ''));
  const { code, stderr } = await cli('run', file, '--data', folder);
  assert.equal(code, 2);
  assert.match(stderr, /--data: clouds\.csv: values are missing.*line 2 "kind"/);
});
