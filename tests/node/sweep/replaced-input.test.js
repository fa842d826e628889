// A file of records that is replaced or cut short while `merge` and `figure` read it, through the real command line. A
// command that opens the path a second time would fail here: it finds other bytes where its lines were.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, experimentFile, fourKinds, fromRoot, newFolder } from '../support.js';
import { recordsOf } from '../sweep-support.js';

const folder = newFolder();
const source = join(folder, 'source.jsonl');
{
  const quick = { ...fourKinds, runs: fourKinds.runs.slice(0, 2) };
  const { code, stderr } = await cli('run', experimentFile(quick), '--jsonl', source);
  assert.equal(code, 0, stderr);
}

/** @param {Record<string, string>} change @param {...string} args */
async function meanwhile(change, ...args) {
  const before = { ...process.env };
  Object.assign(process.env, change, { NODE_OPTIONS: `--require ${fromRoot('tests/node/sweep/replaced-input.cjs')}` });
  try {
    return await cli(...args);
  } finally {
    for (const name of [...Object.keys(change), 'NODE_OPTIONS']) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

/** The records in another order, as a run that ends leaves them: every line has another place. @param {string} name */
function other(name) {
  const [header, ...lines] = readFileSync(source, 'utf8').trim().split('\n');
  const path = join(folder, name);
  writeFileSync(path, `${[header, '', ...lines.slice(3), ...lines.slice(0, 3)].join('\n')}\n`);
  return path;
}

test('merge writes the records it read where its input is replaced meanwhile', async () => {
  const input = join(folder, 'input.jsonl');
  copyFileSync(source, input);
  const out = join(folder, 'merged.jsonl');
  const change = { REPLACED_PATH: input, REPLACED_BY: other('replacing.jsonl') };
  const { code, stderr } = await meanwhile(change, 'merge', input, '--jsonl', out);
  assert.equal(code, 0, stderr);
  assert.equal(existsSync(change.REPLACED_BY), false, 'it was replaced');
  assert.deepEqual(recordsOf(out), recordsOf(source));
});

test('figure draws the records it read where its input is replaced meanwhile', async () => {
  const input = join(folder, 'drawn.jsonl');
  copyFileSync(source, input);
  const out = ['a.svg', 'b.svg'].map((name) => join(folder, name));
  const plain = await cli('figure', input, '--kind', 'losses', '--out', out[0]);
  assert.equal(plain.code, 0, plain.stderr);
  const change = { REPLACED_PATH: input, REPLACED_BY: other('replacing.jsonl') };
  const { code, stderr } = await meanwhile(change, 'figure', input, '--kind', 'losses', '--out', out[1]);
  assert.equal(code, 0, stderr);
  assert.equal(readFileSync(out[1], 'utf8'), readFileSync(out[0], 'utf8'));
});

test('an input that is cut short meanwhile is an error, and the target stays as it was', async () => {
  const input = join(folder, 'cut.jsonl');
  for (const args of [
    ['merge', input, '--overwrite', '--jsonl', join(folder, 'target.jsonl')],
    ['figure', input, '--kind', 'losses', '--out', join(folder, 'target.svg')],
  ]) {
    copyFileSync(source, input);
    const target = String(args.at(-1));
    writeFileSync(target, 'as it was');
    const { code, stderr } = await meanwhile({ REPLACED_PATH: input, REPLACED_SIZE: '2000' }, ...args);
    assert.notEqual(code, 0);
    assert.match(stderr, /cut\.jsonl" has become shorter while it was read/);
    assert.equal(readFileSync(target, 'utf8'), 'as it was');
  }
});
