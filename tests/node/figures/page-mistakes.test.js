// `cli.js figure --page`, where something is wrong: what, where and what to do is said, and nothing is destroyed. Catches a
// folder of another program that is written over, a half-written one, and a stack trace.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, experimentFile, fourKinds, fromRoot, newFolder } from '../support.js';

const kCurves = '#v1:fn=relu,elu';

/** @param {RegExp} message @param {string[]} args of figure @param {number} [expected] the exit code */
async function mistake(message, args, expected = 2) {
  const folder = join(newFolder(), 'page');
  const given = args.includes('--page') || args.includes('--out') ? args : [...args, '--page', folder];
  const { code, stdout, stderr } = await cli('figure', ...given);
  assert.match(stderr, message);
  assert.doesNotMatch(stderr, /\n {4}at /, 'no stack trace');
  assert.equal(stdout, '');
  assert.equal(code, expected, stderr);
  assert.equal(existsSync(folder), false, 'nothing was made');
}

/** @param {string} text @returns {string} the path of a file that holds it */
function fileOf(text, name = 'file.json') {
  const path = join(newFolder(), name);
  writeFileSync(path, text);
  return path;
}

test('a spec that is none: what it is not, and what was meant', async () => {
  await mistake(/unknown preset "relu-vs-elo", and no such file; did you mean "relu-vs-elu"\?/, ['relu-vs-elo']);
  await mistake(/fn: unknown function "rleu"; did you mean "relu"\?/, ['#v1:fn=rleu']);
  await mistake(/fn=elu: .*alpha.*beta|fn=elu: .*beta/, ['v1:fn=elu(beta:2)']);
  await mistake(/This part of the link could not be read and was left out: x=5\.\.1/, ['#v1:fn=relu&x=5..1']);
  await mistake(/a part this page does not know: colour=red/, ['https://example.org/p/#v1:fn=relu&colour=red']);
  await mistake(/link is of version 7/, ['#v7:fn=relu']);
  await mistake(/link is damaged/, ['#v1:z=AAAA']);
  await mistake(/holds no figure: a link of the playground goes on with "#v1:\.\.\."/, [
    'https://example.org/playground/',
  ]);
  await mistake(/list of experiments, which is no figure/, ['#v1:view=experiments']);
  await mistake(/unknown preset "nothing"/, ['#v1:view=training&train=nothing']);
  await mistake(/is data, and a figure is of an experiment; train it by run/, [fileOf('a,b\n1,2\n', 'table.csv')]);
  await mistake(/is a folder; give a preset's name or a JSON file|is data/, [newFolder()]);
});

test('a link of what is not there, or of what is not made here, is not drawn as another figure', async () => {
  const layers = '#v1:view=layers&train=relu-vs-elu';
  await mistake(/records=a\.jsonl: this link shows a file of records, which is not fetched here; download the file/, [
    'https://example.org/pg/#v1:view=results&records=a.jsonl',
  ]);
  await mistake(/view=results: this link shows a file of records/, ['#v1:view=results']);
  await mistake(/run=9: there is no run number 9, only 0 to 3: 0 ReLU, 1 ELU, /, [`${layers}&run=9`]);
  await mistake(/run=1: there is no run number 1, only 0: 0 ELU$/m, [`${layers}&runs=ELU&run=1`]);
  await mistake(/runs=Foo: there is no such run|there is no run "Foo"/, [`${layers}&runs=Foo`, '--run', 'ELU']);
  await mistake(/beside=7: there is no run number 7/, [`${layers}&beside=7`]);
  await mistake(/beside=1: a run cannot be compared with itself/, [`${layers}&run=1&beside=1`]);
  await mistake(/layer=foo: ELU has no activation layer called "foo"; it has activation1, activation2/, [
    `${layers}&run=1&layer=foo`,
  ]);
  await mistake(/epoch=99: ReLU has no epoch 99; it has 10 epochs/, [`${layers}&epoch=99`]);
  await mistake(/code=caffe: there is no framework "caffe"; there are pytorch, /, ['#v1:code=caffe&fn=relu']);
  const { code, stderr } = await cli(
    ...['figure', `${layers}&run=3&beside=0&layer=activation2&epoch=10`, '--page', join(newFolder(), 'page')],
  );
  assert.equal(code, 0, stderr);
});

test('the record of a figure is named, with what to give instead', async () => {
  const folder = join(newFolder(), 'figure');
  assert.equal((await cli('figure', 'relu-vs-elu', '--page', folder)).code, 0);
  const record = join(folder, 'record.json');
  const said =
    /record\.json" is the record of a figure, and neither an experiment nor .*of its link: figure '(#v1:.*)' --page FOLDER\. report shows/;
  await mistake(said, [record]);
  await mistake(said, [record, '--out', join(newFolder(), 'x.svg')]);
  await mistake(said, ['relu-vs-elu', '--records', record]);
  const run = await cli('run', record);
  assert.match(run.stderr, said);
  assert.equal(run.code, 2);
  const curves = join(newFolder(), 'curves');
  assert.equal((await cli('figure', kCurves, '--page', curves)).code, 0);
  await mistake(/its link: figure '#v1:view=curves&fn=relu,elu' --page FOLDER\.$/m, [join(curves, 'record.json')]);
  const link = said.exec(run.stderr)?.[1] ?? '';
  assert.equal((await cli('figure', link, '--page', join(newFolder(), 'again'))).code, 0);
});

test('an experiment that cannot run lists its errors, each with its path', async () => {
  const broken = { ...fourKinds, network: { ...fourKinds.network, activation: { name: 'rleu' } } };
  await mistake(/network\.activation\.name: unknown activation "rleu"/, [experimentFile(broken)], 1);
  await mistake(/the experiment has an error/, [fileOf('{"version": 1,')], 1);
  await mistake(/training\.epochs/, ['#v1:view=training&set=training.epochs=-1'], 1);
});

test('records: of another experiment, none, or too long to be made here', async () => {
  const records = join(newFolder(), 'records.jsonl');
  const own = experimentFile({ ...fourKinds, runs: fourKinds.runs.slice(0, 1), seeds: [1] });
  assert.equal((await cli('run', own, '--jsonl', records)).code, 0);
  await mistake(/--records: ".*" is of another experiment than "relu-vs-elu"/, ['relu-vs-elu', '--records', records]);
  await mistake(/there is no file "nowhere"/, ['relu-vs-elu', '--records', 'nowhere']);
  await mistake(/is a file of records itself/, [records, '--records', records]);
  await mistake(/--run: there is no run "none"; there are "SGD"/, [records, '--run', 'none']);
  await mistake(/--kind must be .*, not "none"/, [records, '--kind', 'none']);
  await mistake(/train it by run elu-paper-figure-2 --jsonl FILE, and add --records FILE/, ['elu-paper-figure-2']);
  await mistake(/--kind is for experiments, and this link shows curves/, [kCurves, '--kind', 'losses']);
});

test('options that do not fit', async () => {
  for (const [url, message] of /** @type {[string, RegExp][]} */ ([
    ['figures/relu', /--url: "figures\/relu" is no address; give a whole one, such as https:/],
    ['ftp://example.org/', /must begin with https:\/\/ or http:\/\//],
    ['https://example.org/?a=1', /must be the address of a folder alone/],
  ]))
    await mistake(message, [kCurves, '--url', url]);
  await mistake(/--theme must be light or dark, not "blue"/, [kCurves, '--theme', 'blue']);
  await mistake(/--playground: "here" is no address/, [kCurves, '--playground', 'here']);
  await mistake(/--out FILE\.svg or --page FOLDER, not both/, [kCurves, '--page', 'p', '--out', 'f.svg']);
  await mistake(/figure takes --url with --page FOLDER only/, ['f', '--out', 'f.svg', '--url', 'https://example.org/']);
});

test('a folder of another program is left as it is, one of ours is written again', async () => {
  const folder = newFolder();
  for (const [name, text] of [
    ['index.html', '<!doctype html><title>My page</title>'],
    ['figure.svg', '<svg/>'],
  ]) {
    const there = join(folder, name);
    writeFileSync(there, text);
    await mistake(/holds .* that this command did not write; name another folder, or add --overwrite/, [
      ...[kCurves, '--page', folder],
    ]);
    assert.equal(readFileSync(there, 'utf8'), text);
    assert.deepEqual(readdirSync(folder), [name]);
    const other = newFolder();
    writeFileSync(join(other, name), text);
    assert.equal((await cli('figure', kCurves, '--page', other, '--overwrite')).code, 0);
    assert.notEqual(readFileSync(join(other, name), 'utf8'), text);
    spawnSync('rm', [there]);
  }
  // What is not a file of a figure stays beside it.
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  assert.equal((await cli('figure', kCurves, '--page', folder)).code, 0);
  const before = readFileSync(join(folder, 'index.html'), 'utf8');
  assert.equal((await cli('figure', '#v1:fn=gelu', '--page', folder)).code, 0);
  assert.notEqual(readFileSync(join(folder, 'index.html'), 'utf8'), before);
  assert.equal(readFileSync(join(folder, 'notes.txt'), 'utf8'), 'mine');
  assert.equal(readdirSync(folder).length, 8);
});

test('where it cannot be written: a file in the way, a full disk; what was there stays whole', async () => {
  const file = fileOf('text', 'in-the-way');
  await mistake(/--page: ".*in-the-way" is a file; name a folder/, [kCurves, '--page', file]);
  await mistake(/--page: ".*" cannot be written: /, [kCurves, '--page', join(file, 'page')]);
  assert.equal(readFileSync(file, 'utf8'), 'text');

  const old = join(newFolder(), 'page');
  assert.equal((await cli('figure', kCurves, '--page', old)).code, 0);
  const names = readdirSync(old).sort();
  const contents = names.map((name) => readFileSync(join(old, name), 'utf8'));
  const fresh = join(newFolder(), 'page');
  for (const folder of [old, fresh]) {
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        ...['--require', fromRoot('tests/node/sweep/faulty-fs.cjs'), fromRoot('dist/cli.js')],
        ...['figure', '#v1:fn=gelu', '--page', folder],
      ],
      { encoding: 'utf8', env: { ...process.env, FAULT_FULL: '300000' } },
    );
    assert.match(stderr, /--page: ".*page" cannot be written: .*(no space|ENOSPC)/);
    assert.equal(status, 2);
  }
  assert.equal(existsSync(fresh), false);
  assert.deepEqual(readdirSync(old).sort(), names);
  assert.deepEqual(
    names.map((name) => readFileSync(join(old, name), 'utf8')),
    contents,
  );
});

test('what is read is not written over', async () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'page'));
  const path = join(folder, 'page', 'record.json');
  const text = JSON.stringify({ ...fourKinds, runs: fourKinds.runs.slice(0, 1), seeds: [1] });
  writeFileSync(path, text);
  await mistake(/figure: ".*record\.json" would be written over/, [
    ...[path, '--page', join(folder, 'page'), '--overwrite'],
  ]);
  assert.equal(readFileSync(path, 'utf8'), text);
});
