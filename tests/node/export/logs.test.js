// Records as logs of other programs: TensorBoard's events read by protobuf, a table, and Weights & Biases. Catches a checksum that
// TensorBoard refuses, a number that is lost on the way, and runs that overwrite each other.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { crc32c } from '../../../web/export/tensorboard/event-bytes.js';
import { cli, experimentFile, fourKinds, fromRoot, newFolder, parseLines, runProgram } from '../support.js';
import { kPython, missingPyTorch } from './scripts.js';

const skip = await missingPyTorch();

const folder = newFolder();
const records = join(folder, 'records.jsonl');
{
  const experiment = { ...fourKinds, seeds: [1, 2], runs: [{ name: 'SGD' }, { ...fourKinds.runs[1], name: 'S/G D' }] };
  const { code, stderr } = await cli('run', experimentFile(experiment), '--jsonl', records);
  assert.equal(code, 0, stderr);
}
const epochs = parseLines(readFileSync(records, 'utf8')).filter(({ type }) => type === 'epoch');

test('CRC-32C is that of the published example', () => {
  assert.equal(crc32c(new TextEncoder().encode('123456789')), 0xe3069283);
});

test('events hold every number and histogram of the records, a folder for each training', { skip }, async () => {
  const logs = join(folder, 'logs');
  const { code, stdout, stderr } = await cli('export', records, '--as', 'tensorboard', '--out', logs);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /4 trainings; tensorboard --logdir/);
  const names = readdirSync(logs).sort();
  assert.deepEqual(names, ['SGD-seed-1', 'SGD-seed-2', 'S_G_D-seed-1', 'S_G_D-seed-2']);
  for (const name of names) {
    const [file] = readdirSync(join(logs, name));
    assert.match(file, /^events\.out\.tfevents\.\d+\./);
    const read = await runProgram(kPython, [fromRoot('tests/node/export/read_events.py'), join(logs, name, file)]);
    assert.equal(read.code, 0, read.stderr);
    const [head, ...events] = parseLines(read.stdout);
    assert.equal(head.version, 'brain.Event:2');
    const own = epochs.filter(({ run, seed }) => name === `${run.replace(/[/ ]/g, '_')}-seed-${seed}`);
    assert.deepEqual(
      events.map(({ step }) => step),
      own.map(({ epoch }) => epoch),
    );
    for (const [i, { values }] of events.entries()) {
      const record = own[i];
      for (const key of ['trainLoss', 'validationLoss', 'validationAccuracy', 'gradientNorm'])
        assert.equal(values[key], Math.fround(record[key]), key);
      for (const { layer, phase, mean, histogram, percentiles, deadUnits } of record.layers) {
        assert.equal(values[`${layer}/${phase}/mean`], Math.fround(mean));
        assert.equal(values[`${layer}/${phase}/deadUnits`], deadUnits);
        const { counts, limits, min, max, num } = values[`${layer}/${phase}`];
        assert.deepEqual(counts, histogram.counts);
        assert.equal(limits.at(-1), histogram.edges[1]);
        assert.deepEqual([min, max], [percentiles[0], percentiles.at(-1)]);
        assert.equal(
          num,
          histogram.counts.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, 0),
        );
      }
      for (const { layer, weight } of record.gradients)
        assert.equal(values[`gradients/${layer}/weight`], Math.fround(weight));
    }
  }
});

test('a table has a row an epoch; one run and seed can be chosen; what is no file of records is refused', async () => {
  const out = join(folder, 'epochs.csv');
  const { code, stderr } = await cli('export', records, '--as', 'csv', '--out', out, '--run', 'SGD', '--seed', '2');
  assert.equal(code, 0, stderr);
  const [head, ...rows] = readFileSync(out, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const own = epochs.filter(({ run, seed }) => run === 'SGD' && seed === 2);
  assert.equal(rows.length, own.length);
  for (const [i, row] of rows.entries()) {
    assert.deepEqual(row.slice(0, 3), ['SGD', '2', String(own[i].epoch)]);
    assert.equal(Number(row[head.indexOf('trainLoss')]), own[i].trainLoss);
    assert.equal(Number(row[head.indexOf('activation1/train/std')]), own[i].layers[0].std);
  }
  const other = join(folder, 'other');
  for (const [args, said] of /** @type {[string[], RegExp][]} */ ([
    [['relu-vs-elu', '--as', 'tensorboard'], /"relu-vs-elu" is no file\. Logs are of records: run an experiment by/],
    [[experimentFile(fourKinds), '--as', 'csv'], /names no experiment and no model.*Run an experiment by/],
    [[records, '--as', 'csv', '--run', 'Adam'], /has no training of that run and seed; it has "SGD", seed 1/],
    [[records, '--as', 'csv', '--set', 'training.epochs=1'], /takes no --set with --as csv/],
  ])) {
    const refused = await cli('export', ...args, '--out', other);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, said);
  }
  const onFile = await cli('export', records, '--as', 'tensorboard', '--out', out, '--overwrite');
  assert.equal(onFile.code, 2);
  assert.match(onFile.stderr, /--out: ".*epochs\.csv" cannot be written: it is a file; name a folder/);
});

test('the importer gives Weights & Biases every epoch and the summary', { skip }, async () => {
  const stub = join(folder, 'stub');
  mkdirSync(stub);
  writeFileSync(
    join(stub, 'wandb.py'),
    `import json

class Run:
    def __init__(self, name):
        self.name, self.summary = name, {}
    def log(self, values, step):
        print(json.dumps({"name": self.name, "step": step, "loss": values["trainLoss"]}))
    def finish(self):
        print(json.dumps({"name": self.name, "hash": self.summary["hash"]}))

def init(project, name, reinit):
    assert project == "mine"
    return Run(name)
`,
  );
  const program = `import runpy, sys\nsys.path.insert(0, sys.argv[1])\nsys.argv[1:] = sys.argv[2:]\nrunpy.run_path(${JSON.stringify(fromRoot('web/public/wandb_import.py'))})`;
  const { code, stdout, stderr } = await runProgram(kPython, ['-c', program, stub, records, 'mine']);
  assert.equal(code, 0, stderr);
  const lines = parseLines(stdout);
  assert.deepEqual(
    lines.filter(({ step }) => step).map(({ name, step, loss }) => [name, step, loss]),
    epochs.map(({ run, seed, epoch, trainLoss }) => [`${run}, seed ${seed}`, epoch, trainLoss]),
  );
  assert.equal(lines.filter(({ hash }) => hash).length, 4);
});
