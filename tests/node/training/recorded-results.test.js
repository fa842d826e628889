// The recorded results of the presets: each preset of the page has one, of its experiment as it is now, in the format that the
// page reads. The command line gives them again to the last digit: the quick ones here, all of them with PLAYGROUND_LONG.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { canonicalText, isOf, recordedResult } from '../../../web/presets/results.js';
import { problemOf } from '../../../web/records/record-check.js';
import { kOutlines, kResultFiles, outlinesModule, resultFilesModule } from '../../../web/tools/list-presets.js';
import { experimentDigest, recordedPresets, recordPreset, resultPath } from '../../../web/tools/record-results.js';
import { fromRoot, mnistFolder, newEngine } from '../support.js';

/** Run again in every test: about 18 seconds of one core. */
const kQuick = ['relu-vs-elu', 'dead-units', 'normalisation-small-batches'];
const kMostKibibytes = 80;

const engine = await newEngine();
const command = (/** @type {string} */ name) => `run: ./build.sh && node web/tools/record-results.js ${name}`;
const fileOf = (/** @type {string} */ name) => JSON.parse(readFileSync(resultPath(name), 'utf8'));

test('each preset of the page has a recorded result, of its experiment as it is now', () => {
  for (const { name, experiment } of recordedPresets) {
    assert.ok(existsSync(resultPath(name)), `${name} has no recorded result; ${command(name)}`);
    const file = fileOf(name);
    assert.equal(file.preset, name);
    assert.equal(file.experiment, experimentDigest(experiment), `${name} has changed since; ${command(name)}`);
  }
  const files = recordedPresets.map(({ name }) => `${name}.json`).sort();
  assert.deepEqual(readdirSync(fromRoot('web/presets/results')).sort(), files, 'files of no preset of the page');
  assert.equal(readFileSync(kResultFiles, 'utf8'), resultFilesModule(), 'run: node web/tools/list-presets.js');
  assert.equal(readFileSync(kOutlines, 'utf8'), outlinesModule(), 'run: node web/tools/list-presets.js');
});

test('a result has every trial with all that its charts and its table show, and is small', async () => {
  for (const { name, experiment } of recordedPresets) {
    const size = gzipSync(readFileSync(resultPath(name))).length / 1024;
    assert.ok(size <= kMostKibibytes, `${name}: ${size.toFixed(1)} KiB gzipped`);
    const result = await recordedResult(name);
    const { runs, experiment: full } = /** @type {any} */ (engine.checkExperiment(experiment));
    const expected = runs.flatMap((/** @type {any} */ run) =>
      full.seeds.map((/** @type {number} */ seed) => [run.name, seed, run.metric.name]),
    );
    assert.deepEqual(
      result?.trials.map(({ run, seed, summary }) => [run, seed, summary.metric]),
      expected,
      name,
    );
    for (const { run, epochs, summary } of result?.trials ?? []) {
      const where = `${name}, ${run}`;
      const every = epochs.length > 2 ? epochs[2].epoch - epochs[1].epoch : 1;
      const kept = Array.from({ length: summary.epochs }, (_, i) => i + 1).filter(
        (epoch) => epoch === 1 || epoch % every === 0 || epoch === summary.epochs,
      );
      assert.deepEqual(
        epochs.map(({ epoch }) => epoch),
        kept,
        where,
      );
      const { layers } = runs.find((/** @type {any} */ one) => one.name === run).experiment.network;
      const measured = layers.filter((/** @type {any} */ layer) => layer.type === 'activation').length;
      assert.ok(epochs.length > 0 || summary.status === 'diverged', where);
      assert.equal(summary.meanEpochMilliseconds, null, where);
      for (const [i, record] of epochs.entries()) {
        assert.equal(problemOf(record), undefined, where);
        assert.deepEqual([record.run, record.milliseconds], [run, null], where);
        const phases = record.layers.map(({ layer, phase }) => `${layer} ${phase}`);
        assert.ok(phases.length >= 2 * measured && new Set(phases).size === phases.length, `${where}: ${phases}`);
        assert.equal(record.combined.length, phases.length / 2, where);
        assert.ok(record.gradients.length >= Math.min(2, 1 + measured), where);
        for (const entry of record.layers) {
          assert.equal(entry.unitStates?.length, i === epochs.length - 1 ? entry.units : undefined, where);
          assert.equal(entry.histogram !== undefined, i === epochs.length - 1, where);
          const { edges = [0, 1], counts = [] } = entry.histogram ?? {};
          assert.ok(counts.length === 0 || edges[0] < edges[1], `${where}: ${edges}`);
        }
      }
    }
  }
});

test("a result's records are those of the engine, but for digits, times and what only the last epoch keeps", async () => {
  const preset = recordedPresets.find(({ name }) => name === 'normalisation-small-batches');
  const [trial] = (await recordedResult('normalisation-small-batches'))?.trials ?? [];
  const session = engine.createSession(preset?.experiment, 0, trial.seed);
  const record = /** @type {any} */ (session.epoch());
  session.delete();
  const rounded = (/** @type {any} */ object, /** @type {number} */ digits) =>
    JSON.parse(
      JSON.stringify(object, (key, value) => {
        if (key === 'histogram' || key === 'unitStates') return undefined;
        return typeof value === 'number' && !Number.isInteger(value) ? +value.toPrecision(digits) : value;
      }),
    );
  const { layers, combined, gradients, ...rest } = record;
  const expected = { ...rounded(rest, 5), ...rounded({ layers, combined, gradients }, 4), milliseconds: null };
  assert.deepEqual({ ...trial.epochs[0] }, { run: trial.run, seed: trial.seed, ...expected });
});

test('a result is of its own experiment only, in whatever order its keys are', async () => {
  const result = await recordedResult('relu-vs-elu');
  assert.ok(result);
  assert.equal(await recordedResult('relu-vs-elu-sweep'), null, 'one for the command line only');
  assert.equal(await recordedResult('toString'), null);
  const { experiment } = recordedPresets.find(({ name }) => name === 'relu-vs-elu') ?? {};
  const turned = Object.fromEntries(Object.entries(structuredClone(experiment)).reverse());
  assert.notEqual(JSON.stringify(turned), JSON.stringify(experiment));
  assert.ok(isOf(result, experiment) && isOf(result, turned));
  turned.training.epochs += 1;
  assert.ok(!isOf(result, turned));
  assert.ok(!isOf({ preset: 'no such preset' }, experiment));
  const order = { runs: [{ name: 'a', set: { b: 1, a: { d: 1, c: 2 } } }], grid: { z: [1], y: [2] } };
  assert.equal(
    canonicalText(order),
    '{"grid":{"z":[1],"y":[2]},"runs":[{"name":"a","set":{"b":1,"a":{"c":2,"d":1}}}]}',
  );
});

// The slow ones are no tests unless they are asked for: nothing that could run is skipped.
const tried = recordedPresets.filter(({ name }) => kQuick.includes(name) || process.env.PLAYGROUND_LONG);
for (const preset of tried) {
  const { name, files } = preset;
  const skip = files && !mnistFolder ? `needs ${files}: give their folder as MNIST_DIR` : false;
  test(`${name}: the command line gives the recorded result again`, { skip }, () => {
    const again = recordPreset(preset, mnistFolder);
    const found = JSON.parse(again);
    const file = fileOf(name);
    for (const [i, { run, seed, summary }] of file.trials.entries())
      assert.deepEqual(found.trials[i].summary, summary, `${run}, seed ${seed}; ${command(name)}`);
    assert.ok(again === readFileSync(resultPath(name), 'utf8'), `the records of epochs differ; ${command(name)}`);
  });
}
