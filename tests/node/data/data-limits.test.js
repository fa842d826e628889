// Where data come from and how much of it is taken, through the real command line: every way to write the address of one
// CSV file, and files that would take unbounded time or memory, which are refused with the limit.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describeCsv } from '../../../web/data/csv.js';
import { cli, experimentFile, fromRoot, newFolder, runProgram } from '../support.js';

const table = `x,y,kind\n${Array.from({ length: 40 }, (_, i) => `${i % 7},${i % 5},${i % 2 ? 'a' : 'b'}`).join('\n')}\n`;
const { data } = describeCsv(table, 'kind', { name: 'my data.csv' });
const file = experimentFile({
  version: 1,
  name: 'table',
  data,
  network: { activation: { name: 'relu' }, layers: [{ type: 'dense', units: 2 }] },
  training: { optimizer: { name: 'adam' }, batchSize: 8, epochs: 1 },
  seeds: [0],
  runs: [{ name: 'linear' }],
});

/** @type {Record<string, Buffer | string>} */
const site = {
  '/my%20data.csv': table,
  '/a/my%20data.csv.gz': gzipSync(table),
  '/MY%20DATA.CSV': table,
  '/other.csv': table,
  '/get?id=7': table,
  '/folder/my%20data.csv': table,
  '/bomb.csv': gzipSync(`${`1,2,${'a'.repeat(2000)}\n`.repeat(150_000)}`),
};
const server = createServer((request, response) => {
  const given = site[String(request.url)];
  if (given === undefined) response.writeHead(404).end('no');
  else response.writeHead(200).end(given);
});
let base = '';
before(async () => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  base = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
});
after(() => server.close());

test('the address of the one file is that file, however it is written', async () => {
  const places = ['my%20data.csv', 'my data.csv', 'my%20data.csv#top', 'a/my%20data.csv.gz', 'MY%20DATA.CSV'];
  for (const place of [
    ...places,
    'other.csv',
    'get?id=7',
    'folder',
    'folder/',
    '%6dy%20data.csv'.replace('%6d', 'm'),
  ]) {
    const { code, stderr } = await cli('run', file, '--data', `${base}/${place}`);
    assert.equal(code, 0, `${place}: ${stderr}`);
  }
  const folder = join(newFolder(), 'a b');
  mkdirSync(folder);
  writeFileSync(join(folder, 'my data.csv'), table);
  for (const place of [pathToFileURL(folder).href, pathToFileURL(join(folder, 'my data.csv')).href, folder]) {
    const { code, stderr } = await cli('run', file, '--data', place);
    assert.equal(code, 0, `${place}: ${stderr}`);
  }
  const { code, stderr } = await cli('run', file, '--data', 'file://elsewhere/x');
  assert.equal(code, 2);
  assert.match(stderr, /names no file of this machine/);
});

/** The most memory the command line took, in MiB, after its answer. @param {string[]} args */
async function peak(...args) {
  const script = `process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS / 1024)); await import(${JSON.stringify(fromRoot('dist/cli.js'))});`;
  const path = join(newFolder(), 'measured.mjs');
  writeFileSync(path, script);
  const result = await runProgram(process.execPath, [path, ...args]);
  return { ...result, peak: Number(/peak ([\d.]+)$/.exec(result.stderr)?.[1]) };
}

test('what would take too much memory is refused with the limit, before it is there', async () => {
  const folder = newFolder();
  const place = join(folder, 'any.csv');
  const cases = /** @type {[string | Buffer, RegExp][]} */ ([
    [gzipSync(Buffer.alloc(1500 * 2 ** 20)), /the row of line 1 is longer than 16777216 characters/],
    [gzipSync(`${`1,2,${'a'.repeat(2000)}\n`.repeat(150_000)}`), /holds more than 200 MiB unpacked, the limit/],
    [`x,y,kind\n${'\n'.repeat(60 * 2 ** 20)}`, /has more than 4194304 lines, the limit: leave out rows or empty lines/],
    [`x,y,kind\n${','.repeat(60 * 2 ** 20)}`, /the row of line 2 is longer than 16777216 characters/],
    [
      `x,y,kind\n1,2,"${'a\n'.repeat(30 * 2 ** 20)}`,
      /the row of line 2 is longer than .* a quoted cell is never closed/,
    ],
    [
      `${','.repeat(2 ** 20)}\n`,
      /line 1 has 1048577 cells; at most 262144 columns are read: is "comma" its separator\?/,
    ],
    [Buffer.alloc(201 * 2 ** 20, 'a'), /has 210763776 bytes; at most 209715200 \(200 MiB\) are read/],
  ]);
  for (const [content, message] of cases) {
    writeFileSync(place, content);
    const { code, stderr, peak: most } = await peak('run', file, '--data', place);
    assert.match(stderr, message);
    assert.notEqual(code, 0);
    assert.ok(most < 1024, `${message}: ${most} MiB`);
  }
  const { stderr, peak: most } = await peak('run', file, '--data', `${base}/bomb.csv`);
  assert.match(stderr, /holds more than 200 MiB unpacked/);
  assert.ok(most < 1024);
});

test('a table of many rows is read into little memory', async () => {
  const path = join(newFolder(), 'rows.csv');
  const row = (/** @type {number} */ i) =>
    `${[0.1, 0.7, 1.3, 2.1, 3.7, 4.4].map((of) => Math.sin(of * i + of).toFixed(12)).join()},${i % 9},oak,${i % 2 ? 'up' : 'down'}`;
  writeFileSync(path, `a,b,c,d,e,f,g,tree,kind\n${Array.from({ length: 500_000 }, (_, i) => row(i)).join('\n')}\n`);
  const { code, stdout, stderr, peak: most } = await peak('describe', path);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /500000 rows/);
  // 240 MiB; over 1,000 where every cell is a text.
  assert.ok(most < 450, `${most} MiB`);
});

test('a header of many columns is read in linear time', () => {
  const header = Array.from({ length: 200_000 }, (_, i) => `c${i}`).join();
  const start = performance.now();
  assert.throws(() => describeCsv(`${header}\n${'1,'.repeat(199_999)}1\n`, 'none'), /has no column "none"/);
  assert.throws(() => describeCsv(`${header},c7\n1\n`, 'c1'), /"c7" names more than one column/);
  // 2 minutes where it was quadratic; 0.3 s since.
  assert.ok(performance.now() - start < 20_000);
});
