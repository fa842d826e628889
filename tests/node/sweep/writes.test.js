// What the command line writes, where writing fails: a full disk, a kill between any two calls, two writers, a read-only
// folder; and where a path is no plain file: links, pipes, devices. Each old file must be whole, or each new one.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, experimentFile, fourKinds, fromRoot, newFolder, runProgram } from '../support.js';
import { interrupted, withoutTimes } from '../sweep-support.js';

const quick = {
  ...fourKinds,
  training: { ...fourKinds.training, epochs: 2 },
  seeds: [1, 2],
  runs: fourKinds.runs.slice(0, 1),
};
const experiment = experimentFile(quick);
const program = fromRoot('dist/cli.js');
const faulty = fromRoot('tests/node/sweep/faulty-fs.cjs');

/** One finished run, made once. */
const source = join(newFolder(), 'whole.jsonl');
{
  const { code, stderr } = await cli('run', experiment, '--jsonl', source);
  assert.equal(code, 0, stderr);
}
const whole = withoutTimes(source);

/** @param {Record<string, string>} env @param {string[]} args */
const withFaults = (env, args) =>
  spawnSync(process.execPath, ['--require', faulty, program, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });

/** The three commands that write, each over a file that is there. */
const commands = {
  run: (/** @type {string} */ folder) => ['run', experiment, '--jsonl', join(folder, 'out.jsonl')],
  merge: (/** @type {string} */ folder) => ['merge', source, '--jsonl', join(folder, 'out.jsonl')],
  figure: (/** @type {string} */ folder) => ['figure', source, '--kind', 'losses', '--out', join(folder, 'out.svg')],
};

test('a link stays a link, and the file it leads to keeps its mode', async () => {
  const drawn = join(newFolder(), 'drawn.svg');
  assert.equal((await cli('figure', source, '--kind', 'losses', '--out', drawn)).code, 0);
  for (const [name, command] of Object.entries(commands)) {
    const [folder, elsewhere] = [newFolder(), newFolder()];
    const file = name === 'figure' ? 'out.svg' : 'out.jsonl';
    const target = join(elsewhere, 'target');
    cpSync(name === 'figure' ? drawn : source, target);
    chmodSync(target, 0o600);
    symlinkSync(target, join(folder, 'middle'));
    symlinkSync('middle', join(folder, file));
    const { code, stderr } = await cli(...command(folder));
    assert.equal(code, 0, stderr);
    assert.ok(lstatSync(join(folder, file)).isSymbolicLink(), name);
    assert.equal(statSync(target).mode & 0o777, 0o600, name);
    assert.deepEqual(readdirSync(elsewhere), ['target'], name);
    if (name === 'figure') assert.equal(readFileSync(target, 'utf8'), readFileSync(drawn, 'utf8'));
    else assert.deepEqual(withoutTimes(target), whole, name);
    // One that leads to nothing yet makes the file there.
    const dangling = join(folder, `dangling-${file}`);
    symlinkSync(join(elsewhere, 'new'), dangling);
    const args = command(folder).map((arg) => (arg.endsWith(file) ? dangling : arg));
    assert.equal((await cli(...args)).code, 0);
    assert.ok(lstatSync(dangling).isSymbolicLink() && statSync(join(elsewhere, 'new')).size > 0, name);
  }
});

test('pipes and devices are written to, and are what they were after it', async () => {
  const folder = newFolder();
  const lines = (/** @type {string} */ text) => text.match(/^\{"type":"(epoch|summary)"/gm)?.length;
  for (const args of [
    ['run', experiment],
    ['merge', source],
  ]) {
    const command = `${process.execPath} ${program} ${args.join(' ')} --jsonl`;
    const piped = await runProgram('sh', ['-c', `${command} /dev/stdout | cat`]);
    assert.equal(piped.code, 0, piped.stderr);
    assert.equal(lines(piped.stdout), 6, args[0]);
    const direct = await runProgram('sh', ['-c', `${command} /dev/stdout`]);
    assert.equal(lines(direct.stdout), 6, `${args[0]}: ${direct.stderr}`);
    const redirected = await runProgram('sh', ['-c', `${command} /dev/fd/1 > ${folder}/all.txt`]);
    assert.equal(redirected.code, 0, redirected.stderr);
    assert.equal(lines(readFileSync(join(folder, 'all.txt'), 'utf8')), 6, args[0]);
    const fifo = await runProgram('sh', [
      '-c',
      `mkfifo ${folder}/f; cat ${folder}/f & ${command} ${folder}/f >&2; wait; rm ${folder}/f`,
    ]);
    assert.equal(lines(fifo.stdout), 6, `${args[0]}: ${fifo.stderr}`);
    const nothing = await cli(...args, '--jsonl', '/dev/null');
    assert.equal(nothing.code, 0, nothing.stderr);
    assert.ok(statSync('/dev/null').isCharacterDevice());
    if (!existsSync('/dev/full')) continue;
    const full = await cli(...args, '--jsonl', '/dev/full');
    assert.equal(full.code, 2);
    assert.match(full.stderr, /--jsonl: "\/dev\/full" cannot be written: .*ENOSPC/);
  }
  const full = await runProgram('sh', ['-c', `${process.execPath} ${program} merge ${source} > /dev/full`]);
  assert.equal(full.code, 1);
  assert.match(full.stderr, /the results could not be written to stdout: ENOSPC/);
});

test('"-" is no file that is written, and what goes to standard output is nothing else', async () => {
  for (const args of [
    ['run', experiment, '--jsonl', '-'],
    ['merge', source, '--jsonl', '-'],
    ['export', experiment, '--as', 'pytorch', '--out', '-'],
    ['export', source, '--as', 'csv', '--out', '-'],
    ['export', source, '--as', 'tensorboard', '--out', '-'],
    ['figure', source, '--page', '-'],
  ]) {
    const { code, stderr } = await cli(...args);
    assert.equal(code, 2, `${args}`);
    assert.match(stderr, /"-" cannot be written: standard output is \/dev\/stdout, and what has this name \.\/-/);
  }
  assert.equal(existsSync('-'), false);
  const both = await cli('export', experiment, '--as', 'keras', '--seed', '1', '--out', '/dev/stdout');
  assert.equal(both.code, 2);
  assert.match(both.stderr, /--out: keras writes a script and the arrays it reads; name a file/);
  const script = await cli('export', experiment, '--as', 'pytorch', '--out', '/dev/stdout');
  assert.deepEqual([script.code, script.stderr.trim()], [0, 'written: /dev/stdout, one run']);
  assert.match(script.stdout, /^""".*if __name__ == "__main__":\n {4}main\(\)\n$/s);
  assert.match(script.stdout, /^ {4}python3 script\.py --jsonl FILE/m);
  const table = await cli('export', source, '--as', 'csv', '--out', '/dev/stdout');
  assert.equal(table.code, 0, table.stderr);
  assert.match(table.stdout, /^run,seed,epoch,/);
  assert.doesNotMatch(table.stdout, /written/);
});

test('a full disk is an error at whatever byte it comes, and what was there stays whole', async () => {
  for (const [name, command] of Object.entries(commands)) {
    for (const room of name === 'figure' ? [0, 1, 700] : [0, 1, 700, 5000, 9000]) {
      const folder = newFolder();
      const [args, file] = [command(folder), join(folder, name === 'figure' ? 'out.svg' : 'out.jsonl')];
      if (name !== 'run') writeFileSync(file, name === 'figure' ? '<svg/>' : readFileSync(source));
      const before = name === 'run' ? '' : readFileSync(file, 'utf8');
      const { status, stderr } = withFaults({ FAULT_FULL: String(room) }, args);
      assert.equal(status, 2, `${name} with ${room} bytes: ${stderr}`);
      assert.match(stderr, /cannot be written: .*ENOSPC/);
      if (name === 'run') {
        // What it holds are whole lines.
        if (existsSync(file)) assert.match(readFileSync(file, 'utf8'), /^([^\n]*\}\n)*$/);
      } else {
        assert.equal(readFileSync(file, 'utf8'), before);
        assert.deepEqual(readdirSync(folder).length, 1);
      }
      const again = await cli(...args);
      assert.equal(again.code, 0, again.stderr);
      if (name !== 'figure') assert.deepEqual(withoutTimes(file), whole, name);
    }
  }
});

test('a disk that is really full is an error as well', async (t) => {
  const folder = join(newFolder(), 'small');
  mkdirSync(folder);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'none', folder]).status !== 0) {
    t.skip('this process may not mount');
    return;
  }
  try {
    const long = experimentFile({ ...quick, training: { ...quick.training, epochs: 30 } });
    const { code, stderr } = await cli('run', long, '--jsonl', join(folder, 'out.jsonl'));
    assert.equal(code, 2, stderr);
    assert.match(stderr, /cannot be written: ENOSPC/);
    assert.match(readFileSync(join(folder, 'out.jsonl'), 'utf8'), /^([^\n]*\}\n)+$/);
    spawnSync('mount', ['-o', 'remount,size=4m', folder]);
    const again = await cli('run', long, '--jsonl', join(folder, 'out.jsonl'));
    assert.equal(again.code, 0, again.stderr);
    spawnSync('mount', ['-o', 'remount,ro', folder]);
    const content = readFileSync(join(folder, 'out.jsonl'), 'utf8');
    for (const command of Object.values(commands)) {
      const { code, stderr } = await cli(...command(folder).map((arg) => (arg === experiment ? long : arg)));
      assert.equal(code, 2);
      assert.match(stderr, /cannot be written: EROFS/);
    }
    assert.equal(readFileSync(join(folder, 'out.jsonl'), 'utf8'), content);
  } finally {
    spawnSync('umount', [folder]);
  }
});

/** Every call is tried with PLAYGROUND_LONG=1, which takes a minute; else some of them. */
const kStep = process.env.PLAYGROUND_LONG ? 1 : 8;

test('killed at any call, a file is the old or the new one whole, and the same command goes on', async () => {
  for (const name of /** @type {const} */ (['merge', 'figure', 'run'])) {
    const folder = newFolder();
    const args = commands[name](folder);
    const file = String(args.at(-1));
    const old = name === 'figure' ? '<svg/>' : `${readFileSync(source, 'utf8').split('\n', 2).join('\n')}\n`;
    let survived = false;
    for (let call = 1; !survived; call += kStep) {
      assert.ok(call < 1000, 'it comes to its end');
      writeFileSync(file, old);
      const { status, signal, stderr } = withFaults({ FAULT_KILL: String(call), FAULT_FOLDER: folder }, args);
      survived = signal === null;
      if (survived) assert.equal(status, 0, stderr);
      const content = readFileSync(file, 'utf8');
      if (name === 'figure') assert.ok(content === old || /^<svg xmlns[\s\S]*<\/svg>\n$/.test(content), `call ${call}`);
      else if (content !== old) assert.match(content, /^([^\n]*\}\n)+$/, `${name}, call ${call}`);
      if (name === 'merge' && content !== old) assert.deepEqual(withoutTimes(file), whole);
      if (call % 3 !== 0 && !survived) continue;
      const again = await cli(...args);
      assert.equal(again.code, 0, again.stderr);
      if (name !== 'figure') assert.deepEqual(withoutTimes(file), whole, `call ${call}`);
    }
    // An empty one that was never filled is removed when it is a minute old.
    const left = readdirSync(folder).filter((one) => statSync(join(folder, one)).size > 0);
    assert.deepEqual(left, [name === 'figure' ? 'out.svg' : 'out.jsonl']);
  }
});

test('a merge does not write what a run is writing, by whatever name', async () => {
  const folder = newFolder();
  const output = join(folder, 'out.jsonl');
  symlinkSync(output, join(folder, 'link.jsonl'));
  const slow = experimentFile({ ...fourKinds, training: { ...fourKinds.training, epochs: 4000 } });
  /** @type {import('node:child_process').SpawnSyncReturns<string> | undefined} */
  let merged;
  const run = interrupted(['run', slow, '--jsonl', output], /epoch 3,/, 'SIGINT', () => {
    merged ??= spawnSync(
      process.execPath,
      [program, 'merge', source, '--jsonl', join(folder, 'link.jsonl'), '--overwrite'],
      {
        encoding: 'utf8',
      },
    );
    return true;
  });
  assert.equal((await run).code, 130);
  assert.equal(/** @type {any} */ (merged)?.status, 2);
  assert.match(String(/** @type {any} */ (merged)?.stderr), /out\.jsonl" is being written by process \d+ on/);
});
