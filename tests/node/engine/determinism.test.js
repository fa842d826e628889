// One result everywhere: the same experiment natively, in this thread's WASM, and in worker threads. It covers MLPs
// with and without BatchNorm, SGD and Adam, and every layer, loss and optimiser. Chromium's part is in tests/browser/.
// A sum taken in another order anywhere fails here.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  cli,
  everyLayer,
  experimentFile,
  fourKinds,
  fromRoot,
  newEngine,
  newFolder,
  parseLines,
  preset,
  runProgram,
} from '../support.js';

/** Everything of a record but its times. @param {any} record */
function withoutTimes({ milliseconds, meanEpochMilliseconds, forward1024Milliseconds, ...rest }) {
  return rest;
}

/** @param {string} file */
async function native(file) {
  const { code, stdout, stderr } = await runProgram(fromRoot('build/native/tests/cpp/native_run'), [file]);
  assert.equal(code, 0, stderr);
  return parseLines(stdout).map(withoutTimes);
}

for (const experiment of [fourKinds, everyLayer]) {
  test(`native, WASM in this thread and WASM in workers give the same records and hashes: ${experiment.name}`, async () => {
    const { runs, seeds } = experiment;
    const { epochs } = experiment.training;
    const file = experimentFile(experiment);
    const expected = await native(file);
    assert.ok(expected.length > runs.length * seeds.length * 2);

    const engine = await newEngine();
    const inThread = [];
    for (let run = 0; run < runs.length; ++run) {
      for (const seed of seeds) {
        const session = engine.createSession(experiment, run, seed);
        for (let epoch = 1; epoch <= epochs; ++epoch) {
          const record = session.epoch();
          if (record.epoch === epoch) inThread.push(withoutTimes(record));
        }
        while (session.step(100).stage !== 'done');
        inThread.push(withoutTimes(session.summary()));
        session.delete();
      }
    }
    assert.deepEqual(inThread, expected);

    for (const jobs of ['1', '3']) {
      const output = join(newFolder(), 'records.jsonl');
      const { code, stderr } = await cli('run', file, '--jsonl', output, '--jobs', jobs);
      assert.equal(code, 0, stderr);
      const key = (/** @type {any} */ r) => `${r.run} ${r.seed} ${r.type} ${r.epoch ?? ''}`;
      const sorted = (/** @type {any[]} */ records) => [...records].sort((a, b) => (key(a) < key(b) ? -1 : 1));
      const records = parseLines(readFileSync(output, 'utf8')).filter(
        (r) => r.type === 'epoch' || r.type === 'summary',
      );
      assert.deepEqual(sorted(records.map(withoutTimes)), sorted(expected));
    }
  });
}

test('the main experiment has one hash a run natively and under Node', async () => {
  const experiment = { ...preset('relu-vs-elu'), training: { ...preset('relu-vs-elu').training, epochs: 1 } };
  const file = experimentFile(experiment);
  const hashes = (/** @type {any[]} */ records) => records.filter((r) => r.type === 'summary').map((r) => r.hash);
  const output = join(newFolder(), 'records.jsonl');
  const { code, stderr } = await cli('run', file, '--jsonl', output);
  assert.equal(code, 0, stderr);
  assert.deepEqual(hashes(parseLines(readFileSync(output, 'utf8'))), hashes(await native(file)));
});

test('digits have the same bits natively and as WASM, and are drawn in a moment', async () => {
  const dense = (/** @type {number} */ units) => ({ type: 'dense', units });
  const experiment = {
    version: 1,
    data: { source: 'digits', train: 1500, validation: 300, test: 200, difficulty: 0.8, seed: 4 },
    network: { activation: { name: 'elu' }, layers: [dense(40), { type: 'activation' }, dense(10)] },
    training: { optimizer: { name: 'adam', learningRate: 0.002 }, batchSize: 64, epochs: 2 },
  };
  const engine = await newEngine();
  const session = engine.createSession(experiment, 0, 0);
  const epochs = [session.epoch(), session.epoch()];
  while (session.step(100).stage !== 'done');
  const records = [...epochs, session.summary()].map(withoutTimes);
  session.delete();
  assert.deepEqual(records, await native(experimentFile(experiment)));

  // Processor time: whatever else this machine does must not count.
  const start = process.cpuUsage();
  engine.createSession({ ...experiment, data: { source: 'digits', train: 10_000, validation: 2000 } }, 0, 0).delete();
  const { user, system } = process.cpuUsage(start);
  const milliseconds = (user + system) / 1000;
  assert.ok(milliseconds < 4000, `${milliseconds} ms for 12,000 digits`);
});
