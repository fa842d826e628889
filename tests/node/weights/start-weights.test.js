// Files of weights that a run starts from: as the export, NumPy and PyTorch write them, damaged and mutated. Catches a format that
// gives other numbers, a tensor at another's place, running statistics left out, and a hash that depends on the format.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DataError } from '../../../web/data/data-error.js';
import { trainedOf } from '../../../web/engine/trained.js';
import { placesOf } from '../../../web/export/places.js';
import { weightsJson } from '../../../web/export/weights/json.js';
import { npz } from '../../../web/export/weights/npz.js';
import { safetensors } from '../../../web/export/weights/safetensors.js';
import { weightsOf } from '../../../web/export/weights/tensors.js';
import { startEngine } from '../../../web/package/engine.js';
import { packStart } from '../../../web/weights/start-weights.js';
import { generator, mutateBytes, mutateValue } from '../../fuzz/mutate.js';
import { randomCase } from '../export/random-experiments.js';
import { disagreements, kPython, missingPyTorch } from '../export/scripts.js';
import {
  cli,
  everyLayer,
  experimentFile,
  fromRoot,
  newEngine,
  newFolder,
  parseLines,
  runProgram,
  wasm,
} from '../support.js';

/** How many mutated files are read. */
const kMutations = Number(process.env.PLAYGROUND_MUTATIONS ?? 600);
const kSeed = Number(process.env.PLAYGROUND_SEED ?? 1);

const engine = await newEngine();

const small = {
  version: 1,
  data: { source: 'moons', train: 60, validation: 20 },
  network: {
    activation: { name: 'elu' },
    layers: [
      { type: 'dense', units: 5 },
      { type: 'batchNorm' },
      { type: 'activation', name: 'prelu', perChannel: true },
      { type: 'dense', units: 2 },
    ],
  },
  training: { optimizer: { name: 'sgd', learningRate: 0.1 }, batchSize: 20, epochs: 2 },
};

/** A run that was trained, and its weights. @param {object} experiment @param {number} [index] */
function trained(experiment, index = 0) {
  const text = JSON.stringify(experiment);
  const checked = engine.checkExperiment(text);
  assert.ok(checked.ok, JSON.stringify(checked.errors));
  const run = checked.runs[index];
  const session = engine.createSession(text, index, 0);
  session.epoch();
  return { run, session, weights: weightsOf(trainedOf(session), run, 0) };
}

/** @param {ReturnType<typeof trained>['weights']} weights @returns {Record<string, Uint8Array>} */
const allFormats = (weights) => ({
  'start.safetensors': safetensors(weights),
  'start.npz': npz(weights),
  'start.json': new TextEncoder().encode(weightsJson(weights)),
});

/** @param {{ network: object }} experiment @param {string} file @param {string} hash */
const startingFrom = (experiment, file, hash) =>
  JSON.stringify({ ...experiment, network: { ...experiment.network, weights: { file, hash } } });

const first = trained(small);
const files = allFormats(first.weights);

/** @param {Uint8Array} bytes @param {string} [file] @param {any} [run] */
const problemsOf = async (bytes, file = 'start.x', run = first.run) => {
  try {
    await packStart(bytes, file, run);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return error.problems.join('\n');
  }
  return '';
};

test('every format of the export starts a run with the same numbers, under the same hash', async () => {
  for (const [experiment, index] of /** @type {[any, number][]} */ ([
    [small, 0],
    [everyLayer, 0],
    [everyLayer, 1],
    [everyLayer, 2],
  ])) {
    const { run, session, weights } = index === 0 && experiment === small ? first : trained(experiment, index);
    const packed = await Promise.all(
      Object.entries(allFormats(weights)).map(([file, bytes]) => packStart(bytes, file, /** @type {any} */ (run))),
    );
    assert.equal(new Set(packed.map(({ hash }) => hash)).size, 1);
    const next = engine.createSession(startingFrom(experiment, 'start.npz', packed[0].hash), index, 0);
    assert.equal(next.isReady(), false);
    next.loadFiles({ 'start.npz': packed[1].packed });
    for (const { engine: name } of placesOf(/** @type {any} */ (run)))
      assert.deepEqual(next.parameter(name), session.parameter(name), name);
    assert.throws(
      () => {
        const other = engine.createSession(startingFrom(experiment, 'start.npz', '0123456789abcdef'), index, 0);
        other.loadFiles({ 'start.npz': packed[1].packed });
      },
      { message: new RegExp(`their hash is "${packed[0].hash}"`) },
    );
  }
});

test('the tensors of generated networks have the names of the export and the shapes of the engine', () => {
  for (let seed = 0; seed < 100; seed += 1) {
    const { experiment } = { experiment: /** @type {any} */ (randomCase(seed)) };
    const { run, session, weights } = trained(experiment.experiment ?? experiment);
    const places = placesOf(/** @type {any} */ (run));
    assert.deepEqual(
      places.map(({ file, shape }) => ({ name: file, shape })).sort((a, b) => a.name.localeCompare(b.name)),
      weights.tensors.map(({ name, shape }) => ({ name, shape })).sort((a, b) => a.name.localeCompare(b.name)),
      `seed ${seed}`,
    );
    session.delete();
  }
});

test(
  'files of NumPy and PyTorch are read, and what only Python can read is refused',
  { skip: await missingPyTorch() },
  async () => {
    const folder = newFolder();
    const { code, stderr } = await runProgram(kPython, [fromRoot('tests/node/weights/write_weights.py'), folder]);
    assert.equal(code, 0, stderr);
    const read = (/** @type {string} */ name) => new Uint8Array(readFileSync(join(folder, name)));
    const { hash, packed } = await packStart(read('plain.npz'), 'plain.npz', /** @type {any} */ (first.run));
    assert.equal((await packStart(read('packed.npz'), 'packed.npz', /** @type {any} */ (first.run))).hash, hash);
    assert.equal((await packStart(read('plain.json'), 'plain.json', /** @type {any} */ (first.run))).hash, hash);
    const session = engine.createSession(startingFrom(small, 'a', hash), 0, 0);
    session.loadFiles({ a: packed });
    // What PyTorch makes of one sample with these weights.
    const expected = JSON.parse(read('plain.json').length ? readFileSync(join(folder, 'outputs.json'), 'utf8') : '');
    const logits = session.predict(expected.inputs);
    for (const [i, value] of expected.outputs.entries()) assert.ok(Math.abs(logits[i] - value) < 1e-6, `${i}`);
    assert.match(
      await problemsOf(read('model.pt'), 'model.pt'),
      /model.pt: is a file of torch.save, which only Python/,
    );
    assert.match(await problemsOf(read('half.npz')), /"0.weight" holds "<f2"; the engine's weights are float32/);
    assert.match(await problemsOf(read('columns.npz')), /"0.weight" is stored column by column/);
  },
);

test('the package takes the file as it is', async () => {
  const installed = await startEngine({ wasmBinary: wasm });
  const start = JSON.stringify({ ...small, network: { ...small.network, weights: { file: 'start.npz' } } });
  const { summary } = await installed.run(start, { files: { 'start.npz': files['start.npz'] } });
  const { packed, hash } = await packStart(files['start.npz'], 'start.npz', /** @type {any} */ (first.run));
  const session = engine.createSession(startingFrom(small, 'start.npz', hash), 0, 0);
  session.loadFiles({ 'start.npz': packed });
  while (session.step(64).stage !== 'done');
  assert.equal(summary.hash, session.hash());
  await assert.rejects(installed.run(start, { files: { 'start.npz': files['start.npz'].subarray(0, 900) } }), {
    message: /start.npz: is a zip file that cannot be read/,
  });
});

test('runs and grids compare drawn weights with those of a file', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'start.npz'), files['start.npz']);
  const start = { file: 'start.npz' };
  const summariesOf = async (/** @type {object} */ experiment) => {
    const out = join(newFolder(), 'out.jsonl');
    const { code, stderr } = await cli('run', experimentFile(experiment), '--data', folder, '--jsonl', out);
    assert.equal(code, 0, stderr);
    return parseLines(readFileSync(out, 'utf8')).filter(({ type }) => type === 'summary');
  };
  const [{ hash: drawn }] = await summariesOf(small);
  const [{ hash: started }] = await summariesOf({ ...small, network: { ...small.network, weights: start } });
  assert.notEqual(started, drawn);
  const runs = [{ name: 'drawn' }, { name: 'started', set: { 'network.weights': start } }];
  assert.deepEqual(
    (await summariesOf({ ...small, runs })).map(({ hash }) => hash),
    [drawn, started],
  );
  const grid = {
    'network.weights': [
      { name: 'drawn', value: null },
      { name: 'started', value: start },
    ],
  };
  assert.deepEqual(
    (await summariesOf({ ...small, grid })).map(({ hash }) => hash),
    [drawn, started],
  );
  const path = experimentFile({ ...small, grid: { 'network.weights': [{ name: 'a', value: { file: 'other.npz' } }] } });
  const { code, stderr } = await cli('run', path, '--data', folder);
  assert.equal(code, 2);
  assert.match(stderr, /lacks other.npz\(.gz\)/);
});

test('a file of weights of another name is said where its hash fits, and refused by both names where it does not', async () => {
  const folder = newFolder();
  const renamed = join(folder, 'renamed.npz');
  writeFileSync(renamed, files['start.npz']);
  const of = (/** @type {object} */ more) =>
    experimentFile({ ...small, network: { ...small.network, weights: { file: 'start.npz', ...more } } });
  const open = await cli('run', of({}), '--data', renamed);
  const [, hash] =
    /^--data: renamed\.npz was read for start\.npz: its weights have the hash "([0-9a-f]+)"$/m.exec(open.stderr) ?? [];
  assert.ok(hash, open.stderr);
  const out = join(folder, 'out.py');
  for (const args of [['run'], ['export', '--as', 'pytorch', '--out', out, '--overwrite']]) {
    const { code, stderr } = await cli(args[0], of({ hash }), ...args.slice(1), '--data', renamed);
    assert.equal(code, 0, stderr);
    assert.equal(
      stderr.split('\n').filter((line) => /was read for start\.npz: its weights have the hash/.test(line)).length,
      1,
    );
    const other = hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    const refused = await cli(args[0], of({ hash: other }), ...args.slice(1), '--data', renamed);
    assert.equal(refused.code, 2);
    assert.match(
      refused.stderr,
      /^network\.weights: renamed\.npz was read: start\.npz: holds other weights than the experiment was made with: their hash is /m,
    );
    assert.doesNotMatch(refused.stderr, /was read for/);
  }
  const named = join(folder, 'start.npz');
  writeFileSync(named, files['start.npz']);
  for (const place of [named, folder]) {
    const { code, stderr } = await cli('run', of({ hash }), '--data', place);
    assert.deepEqual([code, /was read/.test(stderr)], [0, false]);
  }
});

test('the exported script starts from the same weights', { skip: await missingPyTorch() }, async () => {
  const { run, weights } = trained(everyLayer, 1);
  const { packed, hash } = await packStart(safetensors(weights), 'start.npz', /** @type {any} */ (run));
  const [, chosen] = everyLayer.runs;
  const started = { ...chosen, set: { ...chosen.set, 'network.weights': { file: 'start.npz', hash } } };
  const experiment = { ...everyLayer, seeds: [3], runs: [{ ...chosen, name: 'drawn' }, started] };
  const found = await disagreements([{ name: 'started', experiment, tolerance: 0.02 }], {
    files: { 'start.npz': packed },
  });
  assert.deepEqual(found, []);
});

test('what is wrong with a file is said with its place', async () => {
  const header = (/** @type {object} */ object, /** @type {number} */ body) => {
    const text = new TextEncoder().encode(JSON.stringify(object));
    const bytes = new Uint8Array(8 + text.length + body);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
    bytes.set(text, 8);
    return bytes;
  };
  const tensor = (/** @type {object} */ more) => ({
    '0.weight': { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...more },
  });
  /** @type {[Uint8Array, RegExp][]} */
  const cases = [
    [header(tensor({}), 8).subarray(0, 40), /start.x: begins as safetensors, and is cut short; copy it again/],
    [new Uint8Array(), /start.x: is no safetensors, npz or JSON; save/],
    [Uint8Array.of(0x89, 0x48, 0x44, 0x46), /but HDF5 as Keras writes it/],
    [Uint8Array.of(0x80, 2, 3), /but a pickle/],
    [header(tensor({}), 4), /"0.weight" has no data_offsets within the 4 bytes/],
    [header(tensor({}), 12), /bytes 8 to 12 belong to no tensor/],
    [header(tensor({ data_offsets: [-4, 4] }), 8), /has no data_offsets within/],
    [header(tensor({ data_offsets: [0, 2 ** 60] }), 8), /has no data_offsets within/],
    [header(tensor({ shape: [3] }), 8), /has the shape \[3\], and 8 bytes/],
    [header(tensor({ shape: [1e300, 1e300] }), 8), /has no shape, which is a list/],
    [header(tensor({ dtype: 'BF16' }), 8), /holds "BF16"; the engine's weights are float32/],
    [
      header({ ...tensor({}), b: { dtype: 'F32', shape: [1], data_offsets: [4, 8] } }, 8),
      /"b" overlaps another tensor at byte 4/,
    ],
    [header({ a: 3 }, 0), /"a" has no dtype/],
    [new TextEncoder().encode('{"tensors": 3}'), /has no "tensors"/],
    [
      new TextEncoder().encode('{"tensors": {"a": {"shape": [2], "values": [1]}}}'),
      /"a" has 1 values, and its shape 2/,
    ],
    [
      new TextEncoder().encode('{"tensors": {"a": {"shape": [1], "values": [1e39]}}}'),
      /"a" holds a value, number 0, that is no finite/,
    ],
    [new TextEncoder().encode('{"tensors"'), /is no JSON that can be read/],
  ];
  for (const [bytes, pattern] of cases) assert.match(await problemsOf(bytes), pattern);
  const { tensors, about } = first.weights;
  const changed = (/** @type {any} */ change) => safetensors({ about, tensors: change(structuredClone(tensors)) });
  assert.match(
    await problemsOf(changed((/** @type {any[]} */ all) => all.slice(1))),
    /lacks "0.weight", dense1.weight with the shape \[5, 2\]/,
  );
  assert.match(
    await problemsOf(
      changed((/** @type {any[]} */ all) => [...all, { name: '9.bias', shape: [1], values: new Float32Array(1) }]),
    ),
    /holds "9.bias", and the network has no such tensor\n.*names are PyTorch's/,
  );
  const broken = changed((/** @type {any[]} */ all) => {
    all[1].values[3] = Number.NaN;
    return all;
  });
  assert.match(await problemsOf(broken), /"0.bias" holds NaN, number 3; weights must be finite/);
});

test(`${kMutations} mutated files end in words, or in weights that the engine takes under their hash`, async () => {
  let taken = 0;
  for (let i = 0; i < kMutations; i += 1) {
    const random = generator(kSeed * 1_000_003 + i);
    const file = random.pick(Object.keys(files));
    let bytes = mutateBytes(random, files[file]);
    if (file === 'start.json' && random.chance(0.7))
      bytes = new TextEncoder().encode(
        JSON.stringify(mutateValue(random, JSON.parse(new TextDecoder().decode(files[file])))),
      );
    const begun = performance.now();
    let start;
    try {
      start = await packStart(bytes, file, /** @type {any} */ (first.run));
    } catch (error) {
      assert.ok(error instanceof DataError, `seed ${kSeed}, file ${i}: ${error}`);
      assert.ok(
        error.problems.every((problem) => problem.startsWith(`${file}: `) && problem.length < 600),
        error.message,
      );
    }
    assert.ok(performance.now() - begun < 2000, `file ${i} takes too long`);
    if (!start) continue;
    taken += 1;
    const session = engine.createSession(startingFrom(small, file, start.hash), 0, 0);
    session.loadFiles({ [file]: start.packed });
    session.step(1);
    session.delete();
  }
  assert.ok(taken > 0, 'no file was taken');
});
