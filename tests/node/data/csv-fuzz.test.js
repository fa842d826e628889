// Generated tables, written in every way that files are: separators, quotes, line ends, encodings, decimal signs, headers, gaps
// and hostile cells. Each is read as it was meant or refused with a sentence; no label becomes another, nothing crashes or hangs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CellsReader } from '../../../web/data/cells.js';
import { packTable, tableOf } from '../../../web/data/csv.js';
import { DataError } from '../../../web/data/data-error.js';

/** CSV_FILES in the environment asks for more: 100,000 take a minute. */
const kFiles = Number(process.env.CSV_FILES ?? 20_000);

/** Whole numbers below `n`, the same for a seed everywhere (Mulberry32). @param {number} seed */
function randomOf(seed) {
  let state = seed;
  return (/** @type {number} */ n) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

const kLabels = [
  ['oak', 'elm', 'ash'],
  ['01', '1', '10', '1.0'],
  ['1E3', '1000', '1e3'],
  ['9007199254740993', '9007199254740992'],
  ['None', 'NA', 'null', '?', 'nan'],
  ['yes', 'no'],
  ['a,b', 'a;b', 'a\tb', 'a|b'],
  ['he said "no"', "it's", '"', "'"],
  ['zwei\nZeilen', 'drei\r\nZeilen'],
  ['=1+1', '@x', '-', '+'],
  ['\u{1f600}', 'Größe', '\u4e2d\u6587', '\u200f\u05d0'],
  ['true', 'TRUE', 'True'],
  ['__proto__', 'constructor', 'toString'],
  ['0', '-0', '00', '+0'],
];

/** @param {Uint8Array} bytes @param {string} target */
function read(bytes, target) {
  const reader = new CellsReader('a.csv');
  reader.push(bytes);
  const table = tableOf(reader.finish(), { target, task: 'classification' });
  const { rows, features } = table;
  return { ...table, values: new Float64Array(packTable(table).buffer, 24, rows * (features.length + 1)) };
}

/** @param {string} cell @param {string} delimiter @param {boolean} always */
const quoted = (cell, delimiter, always) =>
  always || cell.includes(delimiter) || /["\r\n]/.test(cell) || cell !== cell.trim()
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;

/** @param {number} seed */
function generated(seed) {
  const random = randomOf(seed);
  const one = (/** @type {any[]} */ list) => list[random(list.length)];
  const delimiter = one([',', ';', '\t', '|']);
  const decimal = delimiter === ',' ? '.' : one(['.', ',']);
  const end = one(['\n', '\r\n', '\r']);
  const labels = one(kLabels);
  const width = 1 + random(3);
  const rows = 2 + random(30);
  const always = random(4) === 0;
  const hasHeader = random(3) > 0;
  const number = () => `${random(5) ? '' : '-'}${random(200)}${decimal}${1 + random(98)}${random(9) ? '' : 'e2'}`;
  const names = [...Array.from({ length: width }, (_, i) => one(['x', 'size, mm', 'Höhe', 'a "b"']) + i), 'kind'];
  const body = Array.from({ length: rows }, () => [...Array.from({ length: width }, number), one(labels)]);
  const spoilt = random(20) === 0;
  if (spoilt) body[random(rows)][random(width)] = one(['', 'NA', 'abc']);
  const lines = (hasHeader ? [names, ...body] : body).map((cells) =>
    cells.map((cell) => quoted(cell, delimiter, always)).join(delimiter),
  );
  const first = random(12) === 0 ? `sep=${delimiter}${end}` : '';
  const text = `${first}${lines.join(end)}${random(3) ? end : ''}`;
  const encoding = random(10);
  const bytes =
    encoding === 0
      ? Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
      : Buffer.from(encoding === 1 ? `\ufeff${text}` : text);
  const damaged = random(15) === 0;
  if (damaged) bytes[random(bytes.length)] = random(256);
  return { bytes, damaged, target: hasHeader ? 'kind' : `column${width + 1}`, body, width, decimal, spoilt };
}

test(`${kFiles} generated files are read as they were meant, or refused with a sentence`, () => {
  let count = 0;
  let longest = 0;
  for (let seed = 1; seed <= kFiles; ++seed) {
    const { bytes, damaged, target, body, width, decimal, spoilt } = generated(seed);
    const start = performance.now();
    try {
      const { classNames, values, rows, features } = read(bytes, target);
      if (!damaged) {
        const step = values.length / rows;
        const labels = Array.from({ length: rows }, (_, row) => classNames[values[(row + 1) * step - 1]]);
        assert.deepEqual(
          labels,
          body.map((cells) => cells[width].trim()),
          `seed ${seed}`,
        );
        // In a column of two rows a word beside a number is a category.
        if (!spoilt) assert.equal(features.length, width, `seed ${seed}: ${features}`);
        if (!spoilt) assert.equal(values[0], Number(body[0][0].replace(decimal, '.')), `seed ${seed}`);
        count += 1;
      }
    } catch (error) {
      assert.ok(error instanceof DataError, `seed ${seed}: ${/** @type {Error} */ (error).stack}`);
      assert.ok(error.problems.length > 0 && error.problems.every((one) => /^a\.csv: ./.test(one)), `seed ${seed}`);
    }
    longest = Math.max(longest, performance.now() - start);
  }
  // What is refused has a gap, a word among numbers, or one class only.
  assert.ok(count > 0.7 * kFiles, `${count} of ${kFiles} were read`);
  assert.ok(longest < 2000, `${longest} ms`);
});
