// The forms in which people's tables are written: what is a header, a missing value, a date, a number or an id.
// Catches a first row that is lost, numbers that become words, and advice that does not help.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CellsReader, readCells } from '../../../web/data/cells.js';
import { dayOf } from '../../../web/data/column-store.js';
import { columnsOf, describeCsv } from '../../../web/data/csv.js';
import { proposeFor } from '../../../web/data/propose.js';

/** @param {string} text @param {number} piece bytes at a time */
function cellsOf(text, piece) {
  const bytes = new TextEncoder().encode(text);
  const reader = new CellsReader('a.csv');
  for (let at = 0; at < bytes.length; at += piece) reader.push(bytes.subarray(at, at + piece));
  return reader.finish();
}

test('a header is none where its words stand again below, and missing values and dates are known as files write them', () => {
  const header = (/** @type {string[]} */ ...lines) => readCells(lines.join('\n'), 'a.csv').dialect.header;
  assert.equal(header('p,x,s', 'e,x,s', 'e,b,y', 'p,x,w'), false);
  assert.equal(header('class,shape,surface', 'e,x,s', 'p,b,s'), true);
  const roles = (/** @type {string[]} */ ...cells) =>
    columnsOf(readCells(['value,kind', ...cells.map((cell, i) => `${cell},${'ab'[i % 2]}`)].join('\n'), 'a.csv'))[0]
      .role;
  for (const missing of ['.', '*', '--', 'n.a.', 'N/A', 'missing', '\\N'])
    assert.equal(roles('1.5', '2.5', missing, '4', '7'), 'number', missing);
  assert.equal(roles('2026-01-31T12:00:00+02:00', '2026-02-01 03:00', '2026-02-02'), 'date');
  assert.equal(roles('31.01.2026', '1.2.2026', '28.02.2026'), 'date');
  assert.equal(roles('31.01.2026', '30.02.2026', '28.02.2026'), 'text');
  assert.equal(dayOf('2026-01-31T01:00-05:30'), dayOf('2026-01-31T06:30Z'));
  assert.equal(dayOf('31.1.2026'), dayOf('2026-01-31'));
  assert.equal(roles('"9,65"', '"8,5"', '"7,25"'), 'number');
  // 1,234 may be a thousand: it is read as a number only where the file says so.
  assert.equal(roles('"1,234"', '"2,500"', '"3,250"'), 'text');
});

test('what is meant as a number or a date and cannot be read as one is no list of words', () => {
  const read = (/** @type {string[]} */ ...cells) =>
    columnsOf(readCells(['value\tkind', ...cells.map((cell) => `${cell}\ta`)].join('\n'), 'a.csv'))[0];
  for (const cells of [
    ['740.023,28 €', '12.000,50 €', '1.000,00 €'],
    ['12,50 €', '7,00 €', '12,50 €'],
    ['45%', '7%', '45%'],
    ['4.2 cm', '5 cm', '7.25 cm'],
    ['(1.5)', '(2)', '(3.25)'],
    ['\u22121', '\u22122.5', '\u22123'],
    ['USD 12', 'USD 7.5', 'USD 1'],
    ['3/100', '7/100', '12/100'],
    ['12\u00a0345', '1\u00a0000', '1\u00a0000'],
  ])
    assert.match(read(...cells).why, /may be meant as numbers: write them with digits/, cells[0]);
  for (const cells of [
    ['1/31/2023', '2/1/2023', '1/31/2023'],
    ['14:05', '3:20', '14:05'],
    ['3:20 PM', '4:10 AM', '3:20 PM'],
  ])
    assert.match(read(...cells).why, /dates are read as 2026-01-31 or 31.01.2026/, cells[0]);
  for (const words of [
    ['10-19', '20-29', '10-19'],
    ['A1', 'B2', 'A1'],
    ['1st', '2nd', '1st'],
    ['v1.2.3', 'v1.2.4', 'v1.2.3'],
  ])
    assert.equal(read(...words).role, 'category', words[0]);
});

test('cells that are parted by spaces may be aligned, in pieces as well, and rows without a cell are none', () => {
  const aligned = [' 0.5   18  "a  b"', '  1.25\t 7  c ', '10.125 3    "d ""e"""', ''].join('\n');
  for (const piece of [1, 2, 3, 7, 1000]) {
    const { stores, rows, dialect, problems } = cellsOf(aligned, piece);
    assert.deepEqual([rows, dialect.delimiter, problems], [3, ' ', []]);
    assert.deepEqual(
      stores.map((store) => store.texts),
      [
        ['0.5', '1.25', '10.125'],
        ['18', '7', '3'],
        ['a  b', 'c', 'd "e"'],
      ],
    );
  }
  // A large one is parsed in several pieces: no space at the end of one is lost.
  const long = Array.from({ length: 90_000 }, (_, i) => `  ${i}   ${i % 7}    ${'ab'[i % 2]}  `).join('\n');
  const cells = cellsOf(long, 1001);
  assert.deepEqual([cells.rows, cells.problems], [90_000, []]);
  // A tab before the last cell, as in auto-mpg.
  const mixed = Array.from({ length: 9 }, (_, i) => `${10 + i}.0   8   30${i}.0\t"car ${i}"`).join('\n');
  assert.deepEqual([readCells(mixed, 'a.data').columns.length, readCells(mixed, 'a.data').dialect.delimiter], [4, ' ']);
  assert.deepEqual(readCells(';;\nA title;;\n;;\nx;y;kind\n1;2;a\n3;4;b\n', 'a.csv').columns, ['x', 'y', 'kind']);
  assert.equal(readCells('x;y;kind\n1;2;a\n;;\n3;4;b\n;;\n;;\n', 'a.csv').rows, 2);
});

test('years name columns, an id is no number, and the column to be predicted is the likeliest', () => {
  const rows = (/** @type {string} */ header, /** @type {(i: number) => string} */ row) =>
    [header, ...Array.from({ length: 30 }, (_, i) => row(i))].join('\n');
  const years = readCells(
    rows('country,2019,2020,2021,income', (i) => `c${i},${i},${i * 2.5},${i + 7},${i % 2 ? 'low' : 'high'}`),
    'a.csv',
  );
  assert.deepEqual([years.rows, years.columns], [30, ['country', '2019', '2020', '2021', 'income']]);
  const targetOf = (/** @type {string} */ text) => proposeFor(readCells(text, 'a.csv'), {}).described.data.target;
  assert.equal(targetOf(rows('x,y,label', (i) => `${i},${(i * i) % 7},${i % 2 ? 'in' : 'out'}`)), 'label');
  assert.equal(targetOf(rows('5,0,0', (i) => `${i % 3},${(i * 7) % 5},0`)), 'column2');
  const roleOf = (/** @type {string} */ name) =>
    columnsOf(
      readCells(
        rows(`${name},kind`, (i) => `${700 - i * 3},${i % 2 ? 'a' : 'b'}`),
        'a.csv',
      ),
    )[0].role;
  for (const id of ['PassengerId', 'order_id', 'customer ID']) assert.equal(roleOf(id), 'index', id);
  for (const name of ['humid', 'grid', 'Paid']) assert.equal(roleOf(name), 'number', name);
});

test('what is missing in the column to be predicted is no gap that can be filled', () => {
  const lines = ['x,stage', ...Array.from({ length: 20 }, (_, i) => `${i},${i === 4 ? '' : 'ab'[i % 2]}`)];
  assert.throws(() => describeCsv(lines.join('\n'), 'stage'), {
    message:
      'data.csv: "stage", which is to be predicted, is missing in 1 of 20 rows; write it there, or delete these rows: line 6 "stage"',
  });
});

test('comments, the names of rows and separators at the end of rows are no part of a table', () => {
  const names = (/** @type {string} */ text, /** @type {number} */ piece = 1000) => {
    const { columns, rows, problems, unnamed } = cellsOf(text, piece);
    assert.deepEqual(problems, [], text);
    return [columns, rows, unnamed.indexOf(true)];
  };
  const body = ['1,2,a', '3,4,b', '5,6,a'].join('\n');
  for (const piece of [1, 5, 1000]) {
    assert.deepEqual(names(`# a table, from here\n# and there\nx,y,kind\n${body}`, piece), [['x', 'y', 'kind'], 3, -1]);
    assert.deepEqual(names(`# made today\n# x,y,kind\n${body}`, piece), [['x', 'y', 'kind'], 3, -1]);
    assert.deepEqual(names(`#id,y,kind\n${body}`, piece), [['id', 'y', 'kind'], 3, -1]);
    assert.deepEqual(names(`#,x,y,kind\n${body}`, piece), [['x', 'y', 'kind'], 3, -1]);
    assert.deepEqual(names(`#,x,kind\n${body}`, piece), [['#', 'x', 'kind'], 3, -1]);
    assert.deepEqual(names('#  x y kind\n1 2 a\n3 4 b\n', piece), [['x', 'y', 'kind'], 2, -1]);
    assert.deepEqual(names('#\tx\ty\tkind\n1\t2\ta\n3\t4\tb\n', piece), [['x', 'y', 'kind'], 2, -1]);
    // R's write.table, and separators after every cell.
    assert.deepEqual(names('"x" "kind"\n"1" 5 "a"\n"2" 6 "b"\n', piece), [['column1', 'x', 'kind'], 2, 0]);
    assert.deepEqual(names('x,kind\n1,a,\n2,b,\n', piece), [['x', 'kind', 'column3'], 2, 2]);
    assert.deepEqual(names('x,kind,\n1,a,\n2,b,\n', piece), [['x', 'kind', 'column3'], 2, 2]);
  }
  assert.deepEqual(names('# 1,2\n# 3,4\n1,2\n3,4\n'), [['column1', 'column2'], 2, -1]);
  for (const piece of [3, 1000])
    assert.match(
      cellsOf('x,kind\n1,a\n\n2,"b\n3,c\n4,d\n', piece).problems[0],
      /a quoted cell is never closed, .* in the row that begins on line 4$/,
    );
  const spaced = readCells('\n\n# x,y,kind\n1,2,a\n3,4,b,\n', 'a.csv');
  assert.deepEqual(spaced.columns, ['x', 'y', 'kind']);
  assert.match(spaced.problems[0], /line 5 has 4/);
  for (const json of ['{"a": 1, "b": 2}\n{"a": 3, "b": 4}\n', ' [\n {"a": 1}]', '[["x", "y"], [1, 2]]'])
    assert.throws(() => readCells(json, 'a.csv'), /a\.csv: holds JSON and no table; .*: save it as CSV/);
  for (const text of ['{a},b\n{x},1\n', '[1],b\n[2],c\n', '"{""a"": 1}",b\n"{}",c\n'])
    assert.deepEqual(readCells(text, 'a.csv').problems, []);
  // A cell that holds the separator is no name of a row.
  for (const text of ['name,price\nThing 0,1,000\nThing 1,2,500\n', 'x\ty\n0.5\ta\tnote 1\n1.5\tb\tnote 2\n'])
    assert.match(readCells(text, 'a.csv').problems[0], /every row must have 2 cells/);
  assert.deepEqual(names('#fff,1,a\n#000,2,b\n#f00,3,a\n'), [['column1', 'column2', 'column3'], 3, -1]);
  assert.deepEqual(names('#fff,1,a\nblue,2,b\n#f00,3,a\n'), [['column1', 'column2', 'column3'], 3, -1]);
  const roles = columnsOf(readCells('"x" "kind"\n"1" 5 "a"\n"2" 6.5 "b"\n"3" 7 "b"', 'a.csv')).map(({ role }) => role);
  assert.deepEqual(roles, ['index', 'number', 'category']);
  assert.match(
    readCells(`x,y,kind\n${body}\n# done\n`, 'a.csv').problems[0],
    /line 5 has 1; lines that begin with "#" below the header are no rows: delete them/,
  );
});

test('a number that may hold a separator of thousands is asked about', () => {
  const why = (/** @type {string[]} */ cells, stated = {}) =>
    columnsOf(readCells(['value\tkind', ...cells.map((cell) => `${cell}\ta`)].join('\n'), 'a.csv', stated))[0].why;
  const many = Array.from({ length: 9000 }, (_, i) =>
    i % 9 ? `${1 + (i % 99)}.${100 + (i % 900)}` : `${100 + (i % 800)}`,
  );
  for (const cells of [['1.234', '987', '12.500'], ['12.345', '87', '1.204', '45'], many])
    assert.match(why(cells), /beside "\d{2,3}" may be meant as \d+: write it without a separator of thousands, or say/);
  assert.match(why(['1.234', '987', '12.500'], { decimal: 'point' }), /every cell is a number/);
  for (const cells of [
    ['1.234', '2.345', '3.456'],
    ['1.234', '987', '0.5'],
    ['1.234', '0', '12.500'],
    ['0.234', '987', '5'],
    ['1.234', '987', '1500'],
  ])
    assert.match(why(cells), /every cell is a number/, cells[0]);
  assert.match(why(['1,234', '5,678', '9,012']), /or say that the decimal sign is a comma/);
  assert.match(why(['1,234', '5,678', '9,012'], { decimal: 'comma' }), /every cell is a number/);
  assert.match(why(['1,234', '5,6', '9,012']), /every cell is a number/);
  // Beside decimal commas a point is none.
  const both = readCells('a;b;kind\n711.161;0,5;x\n50.000;1,25;y\n12.500;3,5;x\n', 'a.csv');
  assert.equal(both.dialect.decimal, 'comma');
  assert.match(columnsOf(both)[0].why, /may be meant as numbers/);
  assert.match(why(['2024-02-28', '2024-02-31', '2024-03-01']), /but "2024-02-31" is no day of the calendar/);
  const prices = ['x\tprice', ...Array.from({ length: 30 }, (_, i) => `${i}\t${i % 2 ? `${i}.500` : 100 + i}`)];
  assert.throws(
    () => describeCsv(prices.join('\n'), 'price'),
    /"price", which is to be predicted: "1.500" beside "100"/,
  );
});
