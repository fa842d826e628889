// Two files with as many rows as one table: the column to be predicted in a file of its own, in any order and every form, on
// the command line and as a text that is the same everywhere. Catches an answer that moves to another row.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { joinTables } from '../../../web/data/join.js';
import { cli, newFolder } from '../support.js';

/** @param {string} name @param {string | Uint8Array} content */
const part = (name, content) => ({
  name,
  source: typeof content === 'string' ? new TextEncoder().encode(content) : content,
});

test('the text of both is the same in any order, with names, quotes and decimal commas', async () => {
  const table = part('wide data.csv.gz', gzipSync('59 2 32.1\n48 1 21.6\n72 2 30.5\n'));
  const target = part('wide_target.txt', '151\n75\n141\n');
  const expected = {
    name: 'wide data+wide_target.csv',
    text: 'column1,column2,column3,target\n59,2,32.1,151\n48,1,21.6,75\n72,2,30.5,141\n',
    target: 'target',
  };
  assert.deepEqual(await joinTables(table, target), expected);
  assert.deepEqual(await joinTables(target, table), expected);
  const words = await joinTables(
    part('x.csv', 'a;b\n1,5;"c;d"\n2,5;"e ""f"""\n'),
    part('y.csv', 'kind\noak\n"el;m"\n'),
  );
  assert.equal(words.text, 'a;b;kind\n1,5;"c;d";oak\n2,5;"e ""f""";"el;m"\n');
  // Of two single columns the name says which is the target.
  const single = await joinTables(part('labels.csv', 'kind\na\nb\n'), part('sizes.csv', 'kind\n1\n2\n'));
  assert.deepEqual([single.text, single.target], ['kind,kind of labels\n1,a\n2,b\n', 'kind of labels']);
});

test('a first line that is taken for a name is a row where the other file has one row more', async () => {
  const table = part('x.csv', '1,2\n3,4\n5,6\n');
  const joined = await joinTables(table, part('kinds.csv', 'oak\nelm\noak\n'));
  assert.equal(joined.text, 'column1,column2,target\n1,2,oak\n3,4,elm\n5,6,oak\n');
  const words = await joinTables(part('words.csv', 'a,b\nc,d\na,f\n'), part('y.csv', '1\n2\n3\n'));
  assert.equal(words.text, 'column1,column2,target\na,b,1\nc,d,2\na,f,3\n');
  const named = await joinTables(table, part('kinds.csv', 'kind\noak\nelm\noak\n'));
  assert.equal(named.target, 'kind');
  await assert.rejects(
    joinTables(part('x.csv', '1,2\n3,4\n5,6\n'), part('y.csv', 'kind\noak\nelm\n'), { stated: { header: 'present' } }),
    /"1", "2", is taken for names, but looks like values/,
  );
});

test('a column to be predicted beside an index, as pandas writes it, is a single one', async () => {
  const table = part('x.csv', 'a,b\n1,2\n3,4\n5,6\n');
  const series = part('answers.csv', ',kind\n0,oak\n1,elm\n2,oak\n');
  const expected = 'a,b,kind\n1,2,oak\n3,4,elm\n5,6,oak\n';
  assert.equal((await joinTables(table, series, { isTarget: true })).text, expected);
  assert.equal((await joinTables(series, table)).text, expected);
  const indexed = part('x.csv', ',a,b\n0,1,2\n1,3,4\n2,5,6\n');
  assert.equal((await joinTables(indexed, series)).text, ',a,b,kind\n0,1,2,oak\n1,3,4,elm\n2,5,6,oak\n');
  await assert.rejects(
    joinTables(table, part('y.csv', 'u,v\n1,oak\n7,elm\n2,oak\n'), { isTarget: true }),
    /y\.csv: has 2 columns; .* a single one, beside a number for each row/,
  );
  // Rows in another order, or others, are no rows of the table.
  for (const [first, second, message] of [
    [
      table,
      part('y.csv', ',kind\n2,oak\n0,elm\n1,oak\n'),
      /y\.csv: line 2 is of row "2", and x\.csv does not say which/,
    ],
    [indexed, part('y.csv', ',kind\n2,oak\n0,elm\n1,oak\n'), /line 2 is of row "2", beside row "0" of x\.csv/],
    [
      indexed,
      part('y.csv', ',kind\n1,oak\n2,elm\n3,oak\n'),
      /line 2 is of row "1", beside row "0" of x\.csv: put both/,
    ],
  ])
    await assert.rejects(
      joinTables(/** @type {any} */ (first), /** @type {any} */ (second), { isTarget: true }),
      message,
    );
  const shuffled = part('x.csv', ',a,b\n2,1,2\n0,3,4\n1,5,6\n');
  assert.match(
    (await joinTables(shuffled, part('y.csv', ',kind\n2,oak\n0,elm\n1,oak\n'))).text,
    /\n2,1,2,oak\n0,3,4,elm\n/,
  );
  const named = part('x.csv', 'id,a\n1,2\n2,4\n3,9\n');
  assert.match((await joinTables(named, series, { isTarget: true })).text, /\n1,2,oak\n2,4,elm\n/);
  // A table of one column keeps it, and its index stays a column.
  const pair = await joinTables(part('one.csv', ',a\n0,1\n1,3\n2,5\n'), part('y.csv', 'kind\noak\nelm\noak\n'));
  assert.equal(pair.text, ',a,kind\n0,1,oak\n1,3,elm\n2,5,oak\n');
});

test('an empty line of the column to be predicted is refused: no answer moves to another row', async () => {
  const table = part('x.csv', 'a,b\n1,2\n3,4\n5,6\n');
  // As pandas writes a column without a name that has a gap.
  await assert.rejects(joinTables(table, part('y.csv', '0\n10\n""\n30\n')), /y\.csv: line 3 is empty; each row/);
  await assert.rejects(joinTables(table, part('y.csv', '\n10\n20\n30\n')), /y\.csv: line 1 is empty/);
  const joined = await joinTables(table, part('y.csv', 'kind\n"an\nelm"\noak\nash\n'));
  assert.match(joined.text, /^a,b,kind\n1,2,"an\nelm"\n3,4,oak\n5,6,ash\n$/);
  // An end of line at the end of a cell is space around it, and one at the end of the file is no row.
  const spaced = await joinTables(table, part('y.csv', 'kind\n"elm\n"\noak\nash\n\n'));
  assert.match(spaced.text, /^a,b,kind\n1,2,elm\n3,4,oak\n5,6,ash\n$/);
});

test('an index without a name stays one, and decimal commas alone are one column', async () => {
  const indexed = part('x.csv', ',a,b\n0,1.5,2\n1,2.5,3\n2,3.5,4\n');
  const joined = await joinTables(indexed, part('y.csv', 'kind\noak\nelm\noak\n'));
  assert.equal(joined.text.split('\n')[0], ',a,b,kind');
  const sizes = await joinTables(part('x.csv', 'a;b\n1,5;2,5\n3,5;4,5\n'), part('y.csv', 'size\n1,5\n2,5\n'));
  assert.equal(sizes.text, 'a;b;size\n1,5;2,5;1,5\n3,5;4,5;2,5\n');
});

test('the file that is named as the target is it', async () => {
  const [labels, sizes] = [part('labels.csv', 'kind\na\nb\n'), part('sizes.csv', 'size\n1\n2\n')];
  assert.equal((await joinTables(labels, sizes, { isTarget: true })).target, 'size');
  assert.equal((await joinTables(labels, sizes)).target, 'kind');
  await assert.rejects(
    joinTables(sizes, part('x.csv', 'a,b\n1,2\n3,4\n'), { isTarget: true }),
    /x\.csv: has 2 columns; a file of what is to be predicted holds a single one/,
  );
});

test('files that do not fit together are refused with the figures', async () => {
  const table = part('x.csv', 'a,b\n1,2\n3,4\n');
  await assert.rejects(
    joinTables(table, part('y.csv', 'kind\noak\n')),
    /x\.csv has 2 rows below its first line, which names the columns \("a", "b"\) and y\.csv has 1 rows? below .*as many/,
  );
  await assert.rejects(joinTables(table, part('z.csv', 'c,d\n1,2\n3,4\n')), /have 2 and 2 columns; .* a single column/);
  await assert.rejects(
    joinTables(part('x.csv', 'a;b\n1,5;2\n3,5;4\n'), part('y.csv', 'size\n1.5\n2.5\n')),
    /one has decimal points and the other decimal commas/,
  );
  await assert.rejects(joinTables(table, part('y.csv', 'kind\n"oak\nelm\n')), /y\.csv: a quoted cell is never closed/);
});

test('the command line trains on both, and writes them as one beside the experiment', async () => {
  const folder = newFolder();
  const table = join(folder, 'plants.csv');
  const target = join(folder, 'plants_target.csv');
  const numbers = Array.from({ length: 60 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
  writeFileSync(table, `${numbers.map((row) => row.map((one) => one.toFixed(4)).join()).join('\n')}\n`);
  writeFileSync(target, `${numbers.map(([one]) => (one > 0 ? 'oak' : 'elm')).join('\n')}\n`);
  const trained = await cli('run', table, '--target', target, '--set', 'training.epochs=3');
  assert.equal(trained.code, 0, trained.stderr);
  assert.match(trained.stdout, /\nelm +\d+ +[\d.]+\noak +\d+ +[\d.]+/);
  const hash = /[0-9a-f]{16}/.exec(trained.stdout)?.[0];

  const out = join(folder, 'plants.json');
  const described = await cli('describe', table, '--target', target, '--out', out);
  assert.equal(described.code, 0, described.stderr);
  assert.match(described.stdout, /to be predicted: target, 2 classes: elm, oak/);
  const joined = join(folder, 'plants+plants_target.csv');
  assert.match(readFileSync(joined, 'utf8'), /^column1,column2,target\n0\.0000,1\.0000,elm\n/);
  const again = await cli('run', out, '--data', joined, '--set', 'training.epochs=3');
  assert.equal(/[0-9a-f]{16}/.exec(again.stdout)?.[0], hash, again.stderr);
  const refused = await cli('describe', table, '--target', target, '--out', join(folder, 'other.json'));
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /plants\+plants_target\.csv" is there already; --overwrite replaces it/);
  assert.equal(existsSync(join(folder, 'other.json')), false);
});
