// CSV files: what is read, what is refused and in which words, and the way from the text to a trained network.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { CellsReader, readCells } from '../../../web/data/cells.js';
import { describeCsv, packTable, readCsv, tableOf } from '../../../web/data/csv.js';
import { DataError } from '../../../web/data/data-error.js';
import { prepareFiles } from '../../../web/data/files-for-engine.js';
import { cli, experimentFile, newEngine, newFolder } from '../support.js';

/** @typedef {import('../../../web/data/csv.js').Task} Task */

/** @param {string} text @param {string} [target] @param {Task} [task] */
const read = (text, target = 'y', task = 'classification') => readCsv(text, { name: 'a.csv', target, task });

/** @param {Uint8Array} bytes @param {number} [piece] bytes at a time */
function cellsOf(bytes, piece = bytes.length) {
  const reader = new CellsReader('a.csv');
  for (let at = 0; at < bytes.length; at += piece) reader.push(bytes.subarray(at, at + piece));
  return reader.finish();
}

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

test('classes are the texts of the file, sorted: numbers by value, words by code point', () => {
  assert.deepEqual(read('x,y\n1,10\n1,9\n1,-2\n1,9.0\n').classNames, ['-2', '9', '9.0', '10']);
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
      'a.csv: every row must have 3 cells, separated by a comma: line 7 has 2, line 10 has 4',
      'a.csv: has no column "kind" to predict; it has "x", "y\nz", "y", separated by a comma',
    ],
  );
});

for (const [what, text, target, expected] of /** @type {[string, string, string, RegExp][]} */ ([
  ['an empty file', '', 'y', /has no header/],
  ['a header alone', 'x,y\n', 'y', /has no rows below its header/],
  ['a name given twice', 'x,x,y\n1,2,3\n', 'y', /line 1: "x" names more than one column/],
  ['a target by the values of its first line', '1,2\n3,4\n', '2', /has "column1", "column2".*"header": "present"/],
  [
    'a mistake among numbers',
    'x,y\n0x10,a\n2,b\n3,b\n',
    'y',
    /"x" cannot be used: most of its cells are numbers, but "0x10"/,
  ],
  ['a gap among numbers', 'x,y\n,a\n2,b\n3,b\n?,a\n', 'y', /missing.*line 2 "x", line 5 "x"/],
  ['a column that counts the rows, alone', 'id,y\n1,a\n2,b\n3,b\n', 'y', /"id" is left out, since it counts the rows/],
  ['one class', 'x,y\n1,a\n2,a\n', 'y', /"y" has one class only, "a"/],
  ['a quote that never ends', 'x,y\n1,"a\n2,b\n', 'y', /quoted cell is never closed/],
  ['the target alone', 'y\na\nb\n', 'y', /needs a column beside/],
  ['a target with gaps', 'x,y\n1,a\n2,\n3,b\n', 'y', /missing.*line 3 "y"/],
])) {
  test(`${what} is refused`, () => assert.match(problemsOf(() => read(text, target)).join('\n'), expected));
}

test('a regression target that is no number, too many classes, and no text are refused', () => {
  assert.match(problemsOf(() => read('x,y\n1,a\n2,3\n', 'y', 'regression'))[0], /a number to be predicted.*line 2 "y"/);
  const many = `x,y\n${Array.from({ length: 1001 }, (_, i) => `1,${i}`).join('\n')}`;
  assert.match(problemsOf(() => read(many))[0], /1001 classes, more than 1000; .*"regression"/);
  assert.match(problemsOf(() => cellsOf(new Uint8Array([0x78, 0xff, 0xfe])))[0], /not UTF-8/);
  assert.match(problemsOf(() => cellsOf(new Uint8Array([0x78, 0x0a, 0xc3])))[0], /not UTF-8/);
});

// Each was read wrongly once: a first sample lost in silence, labels that became others, a file that could not be used.
for (const [what, text, target, expected] of /** @type {[string, string, string, any][]} */ ([
  [
    'a file without a header keeps its first sample',
    '3.0,1.0,oak\n3.1,2.0,elm\n3.2,3.0,oak\n',
    'column3',
    { rows: 3, features: ['column1', 'column2'], classNames: ['elm', 'oak'] },
  ],
  [
    'classes may be called None, NA, null and ?',
    'x,y\n1,None\n2,NA\n3,"null"\n4,?\n',
    'y',
    { rows: 4, classNames: ['?', 'NA', 'None', 'null'] },
  ],
  ['01 and 1 are two classes', 'x,y\n1,01\n2,1\n3,10\n4,01\n', 'y', { classNames: ['01', '1', '10'] }],
  ['1E3 and 1000 are two classes', 'x,y\n1,1E3\n2,1000\n', 'y', { classNames: ['1000', '1E3'] }],
  [
    'numbers above 2^53 stay as they are',
    'x,y\n1,9007199254740993\n2,9007199254740992\n',
    'y',
    { classNames: ['9007199254740992', '9007199254740993'] },
  ],
  [
    'tabs with a comma in the header',
    'width, mm\tkind\n0\toak\n1\telm\n2\toak\n',
    'kind',
    { features: ['width, mm'], rows: 3 },
  ],
  [
    'semicolons with a comma in the header',
    'width, mm;kind\n0;oak\n1;elm\n',
    'kind',
    { features: ['width, mm'], rows: 2 },
  ],
  ['ends of CRLF over ends of LF', 'x,y\r\n1,a\n2,b\n3,a\n', 'y', { rows: 3 }],
  ['quoted cells before CRLF', 'x,y\r\n1,"a"\r\n2,"b\r\nc"\r\n', 'y', { rows: 2, classNames: ['a', 'b\r\nc'] }],
  ['ends of CR alone', 'x,y\r1,a\r2,b\r', 'y', { rows: 2 }],
  ['a first line "sep=;"', 'sep=;\nx;y\n1;a\n2;b\n', 'y', { rows: 2, features: ['x'] }],
  ['an index without a name is left out', ',x,y\n0,5,a\n1,6,b\n2,5,a\n', 'y', { features: ['x'] }],
  [
    'a date becomes days',
    'day,y\n1970-01-02,a\n1970/01/03 12:00,b\n',
    'y',
    { features: ['day'], values: [1, 0, 2.5, 1] },
  ],
  ['yes and no become 1 and 0', 'rain,y\nYes,a\nno,b\nno,a\n', 'y', { features: ['rain'], values: [1, 0, 0, 1, 0, 0] }],
  [
    'words become a column each',
    'tree,y\noak,a\nelm,b\noak,a\n',
    'y',
    { features: ['tree=elm', 'tree=oak'], values: [0, 1, 0, 1, 0, 1, 0, 1, 0] },
  ],
  ['decimal commas', 'x;y\n1,5;a\n2,5;b\n-,5;a\n', 'y', { values: [1.5, 0, 2.5, 1, -0.5, 0] }],
  [
    'counts before the rows, as scikit-learn writes them',
    '3,2,setosa\n5.1,3.5,0\n4.9,3,1\n5,3,0\n',
    'column3',
    { rows: 3, features: ['column1', 'column2'], classNames: ['0', '1'] },
  ],
  ['a title above the header', 'Trees of 1998\nx,y\n1,a\n2,b\n', 'y', { rows: 2 }],
  ['single quotes', "x,y\n1,'a,b'\n2,'c'\n", 'y', { classNames: ['a,b', 'c'] }],
  ['spaces', '59 2 a\n48 1 b\n72 2 a\n', 'column3', { rows: 3, features: ['column1', 'column2'] }],
]))
  test(what, () => {
    const table = read(text, target);
    for (const [key, value] of Object.entries(expected))
      assert.deepEqual(key === 'values' ? [...table.values] : /** @type {any} */ (table)[key], value, key);
  });

test('UTF-16 is read by its mark, and the separator, the decimal sign and the header can be said', () => {
  const text = 'x;y\n1,5;4\n2;5\n';
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  for (const piece of [1, 3, 100])
    assert.deepEqual(
      cellsOf(utf16, piece).stores.map((store) => store.texts),
      [
        ['1,5', '2'],
        ['4', '5'],
      ],
    );
  const words = 'x;y\noak;b\nelm;b\noak;c\n';
  const said = readCsv(words, {
    name: 'a.csv',
    target: 'column1',
    task: 'classification',
    delimiter: 'semicolon',
    header: 'absent',
  });
  assert.deepEqual([said.rows, said.classNames], [4, ['elm', 'oak', 'x']]);
  assert.equal(read(words).rows, 3);
  const point = () => readCsv(text, { name: 'a.csv', target: 'x', task: 'regression', decimal: 'point' });
  assert.match(problemsOf(point)[0], /with a decimal point; delete.*: line 2 "x" holds "1,5"/);
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
  // Prices of which one is missing are no 50 classes.
  const prices = Array.from({ length: 50 }, (_, i) => `${i},${i === 7 ? 'NA' : 100 + i}`);
  assert.throws(
    () => describeCsv(['x,price', ...prices].join('\n'), 'price'),
    /delete the other rows.*line 9 "price" holds "NA"/,
  );
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
    packTable(tableOf(readCells(clouds(20), 'a.csv'), { target: 'kind', task: 'classification' })),
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

test('the command line names the classes in its report, and again when the records are joined', async () => {
  const folder = newFolder();
  const table = join(folder, 'clouds.csv');
  const records = join(folder, 'records.jsonl');
  writeFileSync(table, clouds(100));
  const trained = await cli('run', table, '--set', 'training.epochs=3', '--jsonl', records);
  assert.equal(trained.code, 0, trained.stderr);
  const list =
    /Validation accuracy of each class:\nclass +samples +.*\n-+ .*\nflat +(\d+) +[01]\.\d{4}\nround +(\d+) +[01]\.\d{4}\n/;
  const found = list.exec(trained.stdout);
  assert.equal(Number(found?.[1]) + Number(found?.[2]), 20, trained.stdout);
  const joined = await cli('merge', records);
  assert.equal(joined.code, 0, joined.stderr);
  assert.equal(list.exec(joined.stdout)?.[0], found?.[0]);
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
  assert.match(stderr, /--data: clouds\.csv: "kind", which is to be predicted, is missing.*line 2 "kind"/);
});
