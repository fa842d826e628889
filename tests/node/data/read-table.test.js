// Tables that are read in pieces: wherever a piece ends, the cells and their lines are those of the whole. Columns of more texts
// than are kept, and what is refused since nothing could hold it. Catches a row that is cut in two, and a label that changes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { CellsReader, kMostRows, readCells } from '../../../web/data/cells.js';
import { kMostTexts } from '../../../web/data/column-store.js';
import { columnsOf, describeCells, tableOf } from '../../../web/data/csv.js';
import { proposeFor } from '../../../web/data/propose.js';
import { bytesOf, readTable } from '../../../web/data/read-table.js';

/** Cells that are hard to cut: quotes, line ends, separators, letters of several bytes. */
const kCells = [
  'oak',
  '"a ""b"""',
  '"two\nlines"',
  '"two\r\nlines"',
  '"x;y"',
  'Größe',
  '\u{1f600}\u4e2d',
  ' elm ',
  '""',
];
const kMeant = ['oak', 'a "b"', 'two\nlines', 'two\r\nlines', 'x;y', 'Größe', '\u{1f600}\u4e2d', 'elm', ''];

/** @param {number} rows @param {string} end */
function hardTable(rows, end) {
  const lines = ['number;label;text'];
  for (let i = 0; i < rows; ++i)
    lines.push(`${(i * 0.37).toFixed(4)};${kCells[i % kCells.length]};${'long word '.repeat(i % 5)}${i}`);
  return lines.join(end) + end;
}

/** @param {Uint8Array} bytes @param {number} piece */
function inPieces(bytes, piece) {
  const reader = new CellsReader('a.csv');
  for (let at = 0; at < bytes.length; at += piece) reader.push(bytes.subarray(at, at + piece));
  return reader.finish();
}

for (const end of ['\n', '\r\n', '\r'])
  test(`cells and lines are those of the whole wherever a piece ends: ${JSON.stringify(end)}`, () => {
    const rows = 90_000;
    const text = hardTable(rows, end);
    assert.ok(text.length > 3 * 2 ** 20); // the form is inferred from the first two
    // Each label with a line end in it takes one line more.
    const extra = (/** @type {number} */ i) => (/\n|\r/.test(kMeant[i % kMeant.length]) ? 1 : 0);
    for (const piece of [997, 65_536, 2 ** 20 + 1, text.length * 4]) {
      const cells = inPieces(Buffer.from(text), piece);
      assert.deepEqual([cells.rows, cells.problems, cells.dialect.delimiter], [rows, [], ';']);
      let line = 2;
      const numberAt = cells.stores[0].numbers();
      for (let row = 0; row < rows; ++row) {
        assert.equal(cells.stores[1].textAt(row), kMeant[row % kMeant.length], `row ${row}`);
        assert.equal(cells.lines.at(row), line, `row ${row}`);
        assert.equal(numberAt(row), Number((row * 0.37).toFixed(4)));
        line += 1 + extra(row);
      }
    }
  });

test('UTF-16 and gzip come in pieces too, and the progress is that of the file on the disk', async () => {
  const text = hardTable(60_000, '\n');
  const utf16 = Uint8Array.from(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
  const packed = Uint8Array.from(gzipSync(utf16));
  for (const source of [utf16, new Blob([utf16]), packed, new Blob([packed])]) {
    /** @type {number[]} */
    const seen = [];
    const cells = await readTable(source, 'a.csv', {}, (read) => seen.push(read));
    assert.equal(cells.rows, 60_000);
    assert.equal(cells.stores[1].textAt(6), '\u{1f600}\u4e2d');
    const size = source instanceof Blob ? source.size : source.length;
    assert.equal(seen.at(-1), size);
    assert.ok(source === packed || seen[0] < size || source instanceof Blob, `${seen}`);
    assert.ok(seen.every((read, i) => i === 0 || read >= seen[i - 1]));
  }
});

test('damaged gzip, and a file that went away, say so', async () => {
  const packed = gzipSync('x,y\n1,a\n2,b\n');
  await assert.rejects(readTable(packed.subarray(0, packed.length - 9), 'a.csv'), /a\.csv: is damaged gzip/);
  const gone = /** @type {any} */ (new Blob(['x']));
  gone.stream = () => new ReadableStream({ pull: () => Promise.reject(new Error('no such file')) });
  await assert.rejects(readTable(gone, 'a.csv'), /a\.csv: cannot be read \(no such file\).*choose it again/);
  let pieces = 0;
  for await (const _ of bytesOf(new Uint8Array(3 * 2 ** 20), 'a.csv')) pieces += 1;
  assert.equal(pieces, 3);
});

test('columns of more different texts than are kept: numbers, dates, ids, words and mistakes', () => {
  const rows = kMostTexts + 900;
  const lines = ['id,number,day,uuid,word,odd,kind'];
  for (let i = 0; i < rows; ++i) {
    const day = new Date(86_400_000 * i).toISOString().slice(0, 10);
    const number = i === rows - 2 ? '' : `${i / 4}`;
    lines.push(`${i},${number},${day},u-${i * 7919},w${i % (kMostTexts + 5)},${i === rows - 1 ? 'abc' : i},k${i % 2}`);
  }
  const cells = readCells(lines.join('\n'), 'a.csv');
  assert.deepEqual(
    columnsOf(cells).map(({ role, missing, why }) => [role, missing, why]),
    [
      ['index', 0, 'it counts the rows'],
      ['number', 1, 'every cell is a number or missing'],
      ['date', 0, 'days since 1 January 1970'],
      ['index', 0, 'every row has its own text'],
      ['text', 0, 'it has over 4096 different texts, more than 64'],
      ['text', 0, 'most of its cells are numbers, but "abc" is no number'],
      ['category', 0, 'one column for each of 2 words'],
    ],
  );
  const problems = (/** @type {() => unknown} */ attempt) => {
    try {
      attempt();
    } catch (error) {
      return /** @type {any} */ (error).problems;
    }
    throw new Error('nothing was refused');
  };
  const ignored = /** @type {any} */ ({ word: 'ignored', odd: 'ignored' });
  assert.deepEqual(
    problems(() => proposeFor(cells, { target: 'kind', columns: ignored })),
    [
      `a.csv: values are missing; fill them in, leave out their rows, or have them filled ("missing": "median"): line ${rows} "number"`,
    ],
  );
  assert.deepEqual(
    problems(() =>
      tableOf(cells, { target: 'odd', task: 'regression', columns: { word: 'ignored' }, missing: 'mean' }),
    ),
    [
      `a.csv: a number to be predicted must be a finite number in every row, with a decimal point; delete the other rows, or predict classes: line ${rows + 1} "odd" holds "abc"`,
    ],
  );
  assert.match(
    problems(() => tableOf(cells, { target: 'word', task: 'classification', columns: ignored, missing: 'mean' }))[0],
    /"word" has over 4096 classes, more than 1000/,
  );
  const { features, data } = describeCells(cells, 'kind', { columns: ignored, missing: 'mean' });
  assert.deepEqual([features, data.train], [['number', 'day'], rows - Math.round(rows / 5)]);
  const { numbers } = tableOf(cells, { target: 'kind', task: 'classification', columns: ignored, missing: 'mean' });
  for (const row of [0, 17, rows - 3])
    assert.deepEqual(
      numbers.map((numberAt) => numberAt(row)),
      [row / 4, row, row % 2],
    );
});

test('more rows than are read, and more numbers than a network’s memory holds, are refused with the figures', () => {
  const reader = new CellsReader('a.csv');
  reader.pushText('x,y\n');
  const thousand = '1,a\n'.repeat(1000);
  assert.throws(
    () => {
      for (let i = 0; i < 2001; ++i) reader.pushText(thousand);
      reader.finish();
    },
    new RegExp(`a\\.csv: has more than ${kMostRows} rows, the limit: leave out rows`),
  );
  const many = new CellsReader('a.csv');
  many.pushText('tree,kind\n');
  const trees = Array.from({ length: 64 }, (_, i) => `tree${i},${i % 2 ? 'a' : 'b'}\n`).join('');
  for (let i = 0; i < 23_000; ++i) many.pushText(trees);
  assert.throws(
    () => proposeFor(many.finish(), { target: 'kind' }),
    /its 1472000 rows of 65 numbers, .* take 1118 MiB in a network's memory; at most 1024 MiB are allowed: leave out columns, or keep 1032444 rows/,
  );
});
