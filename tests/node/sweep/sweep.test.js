// Sweeps that are interrupted: by Ctrl-C and by kill -9, and gone on with by the same command. A program that trains a
// run twice, loses one, doubles an epoch, or ends with other bits than an undisturbed run would fail here.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, experimentFile, fourKinds, fromRoot, newEngine, newFolder, runProgram } from '../support.js';
import { hashesOf, interrupted, recordsOf, summariesOf, withoutTimes } from '../sweep-support.js';

/** Two runs of a second or two each, in epochs long enough to be interrupted in time on a busy machine. */
const kEpochs = 120;
const slow = {
  ...fourKinds,
  data: { ...fourKinds.data, train: 6000 },
  training: { ...fourKinds.training, epochs: kEpochs },
  seeds: [1],
  runs: fourKinds.runs.slice(1, 3),
};

/** @type {Promise<Record<string, string>> | undefined} */
let reference;
/** The hashes of the two in one piece; worked out when first asked, since it occupies this thread. */
const undisturbed = () => {
  reference ??= newEngine().then((engine) =>
    Object.fromEntries(
      slow.runs.map(({ name }, i) => {
        const session = engine.createSession(slow, i, 1);
        while (session.step(1000).stage !== 'done');
        return [`${name} 1`, session.hash()];
      }),
    ),
  );
  return reference;
};

/** Every epoch of every run once, and in order. @param {string} path */
function assertComplete(path) {
  for (const { name } of slow.runs) {
    const epochs = recordsOf(path).filter((r) => r.type === 'epoch' && r.run === name);
    assert.deepEqual(
      epochs.map((r) => r.epoch),
      Array.from({ length: kEpochs }, (_, i) => i + 1),
    );
  }
}

test('after Ctrl-C the same command goes on where it was, to the same hashes', async () => {
  const output = join(newFolder(), 'records.jsonl');
  const args = ['run', experimentFile(slow), '--jsonl', output, '--jobs', '2'];
  // Both are past an epoch: on a busy machine one of them begins late.
  const first = await interrupted(args, /^(?=[\s\S]*Adam: epoch 3,)(?=[\s\S]*SGD \+ BN: epoch 3,)/, 'SIGINT');
  assert.equal(first.code, 130);
  assert.match(
    first.stderr,
    /SIGINT: 0 of 2 trials are in ".*", 2 unfinished ones saved; the same command resumes them/,
  );
  assert.equal(readdirSync(`${output}.snapshots`).length, 2);
  const before = recordsOf(output).length;

  const second = await interrupted(args, /epoch \d+,/, 'SIGTERM');
  assert.equal(second.code, 143);
  assert.match(second.stderr, /resuming ".*": 0 of 2 trials are done, 2 more started/);
  assert.doesNotMatch(second.stderr, /epoch 1,/);
  assert.ok(recordsOf(output).length > before);

  const last = await cli(...args);
  assert.equal(last.code, 0, last.stderr);
  assert.doesNotMatch(last.stderr, /epoch 1,/);
  assert.deepEqual(hashesOf(output), await undisturbed());
  assertComplete(output);
  assert.equal(existsSync(`${output}.snapshots`), false);

  // All is done: the same command prints the results again and trains nothing.
  const again = await cli(...args);
  assert.equal(again.code, 0);
  assert.match(again.stderr, /2 of 2 trials are done/);
  assert.doesNotMatch(again.stderr, /epoch/);
  const table = (/** @type {string} */ text) => text.slice(text.indexOf('run '));
  assert.equal(table(again.stdout), table(last.stdout));
});

test('kill -9 loses what came after the last save, and doubles nothing', async () => {
  const output = join(newFolder(), 'records.jsonl');
  const args = ['run', experimentFile(slow), '--jsonl', output, '--jobs', '2', '--save-every', '0.1'];
  // On a busy machine the first save may come before the first epoch's end.
  const snapshot = `${output}.snapshots/run0-seed1.snapshot`;
  const saved = () => existsSync(snapshot) && JSON.parse(readFileSync(snapshot, 'utf8').split('\n', 1)[0]).epochs >= 1;
  const killed = await interrupted(args, /Adam: epoch \d/, 'SIGKILL', saved);
  assert.equal(killed.signal, 'SIGKILL');
  assert.ok(existsSync(`${output}.lock`), 'and yet it can be resumed at once');
  // As if the last line had been torn.
  appendFileSync(output, '{"type":"epoch","run":"Adam","seed":1,"ep');
  const last = await cli(...args);
  assert.equal(last.code, 0, last.stderr);
  assert.match(last.stderr, /more started/);
  assert.doesNotMatch(last.stderr, /Adam: epoch 1,/);
  assert.deepEqual(hashesOf(output), await undisturbed());
  assertComplete(output);
});

// Catches a second process, for example a requeued task whose earlier process still runs, that writes over what the first has written.
test('a file is written by one process at a time, and a dead one holds it no longer', async () => {
  const output = join(newFolder(), 'records.jsonl');
  const args = ['run', experimentFile(slow), '--jsonl', output];
  const lock = `${output}.lock`;
  writeFileSync(lock, JSON.stringify({ host: hostname(), pid: process.pid }));
  const second = await cli(...args);
  assert.equal(second.code, 2);
  assert.match(second.stderr, new RegExp(`is being written by process ${process.pid} on .*; wait for its end`));
  assert.equal(existsSync(output), false);
  // Another machine's, which has not shown for a minute that it lives; then one that was torn.
  writeFileSync(lock, JSON.stringify({ host: 'elsewhere', pid: 1 }));
  assert.match((await cli(...args)).stderr, /by process 1 on elsewhere/);
  utimesSync(lock, new Date(), new Date(Date.now() - 61_000));
  const first = await interrupted(args, /epoch 1,/, 'SIGTERM');
  assert.equal(first.code, 143);
  assert.equal(existsSync(lock), false, 'it is given free at the end');
  writeFileSync(lock, '{"ho');
  assert.equal((await interrupted(args, /epoch \d+,/, 'SIGTERM')).code, 143);
});

test('a snapshot that does not fit is reported, and the trial starts again', async () => {
  const output = join(newFolder(), 'records.jsonl');
  const args = ['run', experimentFile(slow), '--jsonl', output];
  const change = (/** @type {(header: any, bytes: Buffer) => void} */ edit, sealed = true) => {
    const [name] = readdirSync(`${output}.snapshots`);
    const path = join(`${output}.snapshots`, name);
    const file = readFileSync(path);
    const [content, seal] = [file.subarray(0, -32), file.subarray(-32)];
    const end = content.indexOf(10);
    const header = JSON.parse(content.toString('utf8', 0, end));
    const bytes = content.subarray(end + 1);
    edit(header, bytes);
    const changed = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), bytes]);
    const newSeal = createHash('sha256').update(changed).digest();
    writeFileSync(path, Buffer.concat([changed, sealed ? newSeal : seal]));
  };
  await interrupted(args, /epoch 2,/, 'SIGINT');
  change((header) => {
    header.engine = 'another';
  });
  const other = await interrupted(args, /epoch 2,/, 'SIGINT');
  assert.match(other.stderr, /Adam starts again: the snapshot is from another version of the engine/);
  assert.match(other.stderr, /Adam: epoch 1,/);
  // As a hand or a bad disk would: one epoch less in the header, one bit in the bytes.
  for (const edit of /** @type {((header: any, bytes: Buffer) => void)[]} */ ([
    (header) => {
      header.epochs -= 1;
    },
    (_, bytes) => {
      bytes[bytes.length >> 1] ^= 1;
    },
  ])) {
    change(edit, false);
    const { stderr } = await interrupted(args, /epoch 2,/, 'SIGINT');
    assert.match(stderr, /Adam starts again: the snapshot is damaged or truncated, or was changed: its checksum/);
    assert.match(stderr, /Adam: epoch 1,/);
  }
  // With a checksum that fits: the engine's own count says that it is another one.
  change((header) => {
    header.epochs -= 1;
  });
  const fewer = await interrupted(args, /epoch 2,/, 'SIGINT');
  assert.match(fewer.stderr, /Adam starts again: the snapshot is of \d+ epochs, and the records before it are of \d+/);
  change((_, bytes) => bytes.fill(7, 100, 200));
  const last = await cli(...args);
  assert.equal(last.code, 0, last.stderr);
  assert.match(last.stderr, /Adam starts again: the snapshot is damaged or truncated/);
  assert.deepEqual(hashesOf(output), await undisturbed());
  assertComplete(output);
});

test('a file that lost an epoch during the run is not complete, and the same command trains it', async () => {
  const output = join(newFolder(), 'records.jsonl');
  const args = ['run', experimentFile(slow), '--jsonl', output];
  const child = spawn(process.execPath, [fromRoot('dist/cli.js'), ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  let removed = false;
  child.stderr.on('data', (data) => {
    stderr += data;
    if (removed || !/epoch 2,/.test(stderr)) return;
    // In place, as an editor does: the run goes on adding to the same file.
    const lines = readFileSync(output, 'utf8').split('\n');
    writeFileSync(output, [lines[0], ...lines.slice(2)].join('\n'));
    removed = true;
  });
  const [code] = await once(child, 'close');
  assert.ok(removed);
  assert.match(stderr, /records\.jsonl" is not complete, it was changed during the run: .*: epoch 1 of \d+ is missing/);
  assert.notEqual(code, 0);
  const rest = await cli(...args);
  assert.equal(rest.code, 0, rest.stderr);
  assert.deepEqual(hashesOf(output), await undisturbed());
  assertComplete(output);
});

test('a file torn anywhere in its last line is repaired to the same file', async () => {
  const quick = { ...fourKinds, training: { ...fourKinds.training, epochs: 2 } };
  const output = join(newFolder(), 'records.jsonl');
  const args = ['run', experimentFile(quick), '--jsonl', output];
  assert.equal((await cli(...args)).code, 0);
  const whole = withoutTimes(output);
  const text = readFileSync(output, 'utf8');
  // In the statistics at the end, in a summary, in an epoch, in the first line.
  const summary = text.lastIndexOf('{"type":"summary"');
  for (const at of [text.length - 9, summary + 90, text.lastIndexOf('{"type":"epoch"') + 200, 100]) {
    truncateSync(output, at);
    const { code, stderr } = await cli(...args);
    assert.equal(code, 0, stderr);
    assert.deepEqual(withoutTimes(output), whole);
  }
  assert.equal(summariesOf(output).length, 8);
});

test('a file of something else is refused with what to do, and kept', async () => {
  const quick = { ...fourKinds, training: { ...fourKinds.training, epochs: 1 }, seeds: [1] };
  const folder = newFolder();
  const output = join(folder, 'records.jsonl');
  const file = experimentFile(quick);
  assert.equal((await cli('run', file, '--jsonl', output)).code, 0);
  const content = readFileSync(output, 'utf8');
  const refused = async (/** @type {string[]} */ args, /** @type {RegExp} */ message) => {
    const { code, stdout, stderr } = await cli('run', ...args);
    assert.match(stderr, message);
    assert.equal(code, 2);
    assert.equal(stdout, '');
  };
  const advice = 'name another file, or write over it by --overwrite';
  await refused(
    [file, '--jsonl', output, '--set', 'training.epochs=2'],
    new RegExp(`holds the results of another experiment, of the same name, changed since or on other data; ${advice}`),
  );
  await refused(['relu-vs-elu', '--jsonl', output], /another experiment, "four kinds"; name another file/);
  await refused([file, '--jsonl', output, '--shard', '1/2'], /holds the whole experiment, not shard 1\/2; give every/);
  assert.equal(readFileSync(output, 'utf8'), content);
  const notes = join(folder, 'notes.txt');
  for (const text of ['my notes', 'my notes\n', '{"type":"epoch"}\n']) {
    writeFileSync(notes, text);
    await refused([file, '--jsonl', notes], new RegExp(`"${notes}" holds something else: .*; ${advice}`));
    assert.equal(readFileSync(notes, 'utf8'), text);
  }
  const lines = content.split('\n');
  writeFileSync(notes, [`${lines[0].slice(0, -9)}`, ...lines.slice(1)].join('\n'));
  await refused(
    [file, '--jsonl', notes],
    /is damaged: line 1, which names the experiment, is cut short; .*; name another/,
  );
  const over = await cli('run', file, '--jsonl', notes, '--overwrite');
  assert.equal(over.code, 0, over.stderr);
  assert.deepEqual(withoutTimes(notes), withoutTimes(output));
});

test('records can go to a pipe', async () => {
  const quick = { ...fourKinds, training: { ...fourKinds.training, epochs: 1 }, seeds: [1] };
  const command = `${process.execPath} ${fromRoot('dist/cli.js')} run ${experimentFile(quick)} --jsonl /dev/stdout | cat`;
  const { code, stdout, stderr } = await runProgram('sh', ['-c', command]);
  assert.equal(code, 0, stderr);
  assert.equal(stdout.match(/^\{"type":"summary"/gm)?.length, 4);
});
