// A table from the disk to a trained network by the command line: what is printed, written, trained and refused.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { cli, newFolder, trees } from '../support.js';

test('describe prints what it found and writes an experiment that run trains, with the names of the classes', async () => {
  const folder = newFolder();
  const table = join(folder, 'trees.csv.gz');
  const out = join(folder, 'trees.json');
  writeFileSync(table, gzipSync(trees(60)));
  const { code, stdout, stderr } = await cli('describe', table, '--target', 'kind', '--out', out);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /60 rows; cells separated by semicolons, decimal comma, the first line names the columns/);
  assert.match(stdout, /to be predicted: kind, 2 classes: elm, oak\n/);
  assert.match(stdout, /^id +index +0 +left out: it counts the rows$/m);
  assert.match(stdout, /^day +date /m);
  assert.match(stdout, /^height, m +number /m);
  assert.match(stdout, /^wet +boolean +0 +no is 0 and yes is 1$/m);
  assert.match(stdout, /^soil +category +0 +one column for each of 3 words$/m);
  const { data } = JSON.parse(readFileSync(out, 'utf8'));
  assert.deepEqual([data.features, data.classes, data.train, data.validation], [6, 2, 48, 12]);
  writeFileSync(join(folder, 'trees.xlsx'), 'PK');
  assert.match(
    (await cli('describe', join(folder, 'trees.xlsx'))).stderr,
    /spreadsheet program's own file; save its sheet as CSV/,
  );
  const near = await cli('describe', table, '--target', 'Kind');
  assert.match(near.stderr, /has no column "Kind" to predict; did you mean "kind"\?/);
  // What fills gaps is no remedy for a wrong name.
  assert.doesNotMatch(near.stderr, /--set data\.missing/);
  const other = join(folder, 'birds.csv');
  writeFileSync(other, 'wing,song\n1,a\n2,b\n');
  const misread = await cli('run', out, '--data', other);
  assert.match(misread.stderr, /--data: birds\.csv was read: trees\.csv: has no column "kind"/);
  const renamed = join(folder, 'beeches.csv');
  writeFileSync(renamed, readFileSync(table));
  const shorter = ['--set', 'training.epochs=1'];
  assert.match(
    (await cli('run', out, '--data', renamed, ...shorter)).stderr,
    /^--data: beeches\.csv was read for trees\.csv$/m,
  );
  for (const place of [table, folder])
    assert.doesNotMatch((await cli('run', out, '--data', place, ...shorter)).stderr, /was read/);
  const again = await cli('describe', table, '--target', 'kind', '--out', out);
  assert.equal(again.code, 2);
  assert.match(again.stderr, /is there already; --overwrite replaces it/);
  const trained = await cli('run', out, '--data', table, '--jsonl', join(folder, 'records.jsonl'));
  assert.equal(trained.code, 0, trained.stderr);
  assert.match(trained.stdout, /for always predicting "(oak|elm)"/);
  const summary = readFileSync(join(folder, 'records.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .find(({ type }) => type === 'summary');
  assert.deepEqual(summary.classNames, ['elm', 'oak']);
  assert.ok(summary.score > 0.9, String(summary.score));
});

test('run trains on a table at once, reads it as it is said, and gives the hash of the written experiment', async () => {
  const folder = newFolder();
  const table = join(folder, 'trees.csv');
  writeFileSync(table, trees(60));
  const hashOf = (/** @type {{ stdout: string, stderr: string }} */ { stdout, stderr }) => {
    const [hash] = /[0-9a-f]{16}/.exec(stdout) ?? [];
    assert.ok(hash, stderr);
    return hash;
  };
  const out = join(folder, 'trees.json');
  await cli('describe', table, '--target', 'kind', '--out', out);
  const direct = await cli('run', table, '--target', 'kind');
  assert.equal(hashOf(direct), hashOf(await cli('run', out, '--data', folder)));
  const fewer = await cli('run', table, '--target', 'kind', '--set', 'data.columns={"day":"ignored","soil":"ignored"}');
  assert.notEqual(hashOf(fewer), hashOf(direct));
  const number = await cli('run', table, '--target', 'height, m', '--set', 'training.epochs=3');
  assert.match(number.stdout, /validation R/);
});

test('gaps are refused with their lines, or filled where that is said', async () => {
  const folder = newFolder();
  const table = join(folder, 'gaps.csv');
  writeFileSync(
    table,
    trees(60)
      .replace(/^3;(.*?);.*?;/m, '3;$1;;')
      .replace(/^9;(.*?);.*?;/m, '9;$1;NA;'),
  );
  const refused = await cli('run', table, '--target', 'kind');
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /values are missing.*line 4 "height, m", line 10 "height, m"/);
  for (const how of ['mean', 'median', 'most-frequent']) {
    const { code, stdout, stderr } = await cli('run', table, '--target', 'kind', '--set', `data.missing="${how}"`);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /completed/);
  }
});

test('describe shows the columns of a table that needs a decision, and takes it as run does', async () => {
  const folder = newFolder();
  const table = join(folder, 'my ships.csv');
  const rows = Array.from({ length: 120 }, (_, i) => `${i + 1},${i % 2},T${i % 90},${i % 9 ? i : ''}`);
  writeFileSync(table, ['ShipId,Survived,Ticket,Age', ...rows].join('\n'));
  const refused = await cli('describe', table);
  assert.equal(refused.code, 2);
  assert.match(refused.stdout, /ShipId +index .*counts the rows/);
  assert.match(refused.stdout, /Ticket +text +0 +to be decided: it has 90 different texts, more than 64/);
  assert.match(refused.stderr, /"Ticket" cannot be used.*\n.*values are missing.*\n.*--set data\.missing=median/);
  const decided = ['--set', 'data.missing=median', '--set', 'data.columns.Ticket=ignored'];
  const out = join(folder, 'ships.json');
  const described = await cli('describe', table, ...decided, '--out', out);
  assert.equal(described.code, 0, described.stderr);
  assert.match(described.stdout, /Ticket +ignored/);
  assert.ok(described.stdout.includes(`--data '${table}'`), described.stdout);
  const { data } = JSON.parse(readFileSync(out, 'utf8'));
  assert.deepEqual([data.missing, data.columns, data.target], ['median', { Ticket: 'ignored' }, 'Survived']);
  const trained = await cli('run', table, ...decided, '--set', 'training.epochs=2');
  assert.equal(trained.code, 0, trained.stderr);
  const wrong = await cli('run', table, ...decided, '--set', 'data.columns.Tickt=ignored');
  assert.match(wrong.stderr, /data\.columns names "Tickt", which is no column/);
  const foreign = await cli('describe', table, '--set', 'training.epochs=2');
  assert.match(foreign.stderr, /--set training\.epochs: describe takes what says how a table is read/);
});

for (const [what, args, expected] of /** @type {[string, string[], RegExp][]} */ ([
  ['no file', ['describe', 'nowhere.csv'], /there is no file "nowhere\.csv"/],
  ['no argument', ['describe'], /describe takes one file/],
  ['a target for a preset', ['run', 'relu-vs-elu', '--target', 'y'], /--target is for a table/],
  ['an option of run', ['describe', 'a.csv', '--jobs', '2'], /describe takes no --jobs/],
]))
  test(`${what} is refused`, async () => {
    const { code, stderr } = await cli(...args);
    assert.equal(code, 2);
    assert.match(stderr, expected);
    assert.ok(!existsSync('nowhere.csv'));
  });
