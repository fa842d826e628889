// Everything that takes input from outside, each with inputs that are right but for a few changes. A target's case must be
// answered: by a result that fits, or by an error in words. What else it throws, and how long it takes, main.js looks at.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingEpochs, RecordsFile, writeRecords } from '../../web/cli/sweep/records-file.js';
import { SnapshotStore } from '../../web/cli/sweep/snapshot-store.js';
import { trialsOf } from '../../web/cli/sweep/trials.js';
import { report } from '../../web/cli/text/final-report.js';
import { CellsReader } from '../../web/data/cells.js';
import { describeCells, packTable, tableOf } from '../../web/data/csv.js';
import { loadCurves } from '../../web/engine/curves.js';
import { loadTraining } from '../../web/engine/training.js';
import { presets } from '../../web/presets/index.js';
import { pack, unpack } from '../../web/sharing/link-packing.js';
import { decodeState, defaultState, encodeState, usePacking } from '../../web/sharing/link-state.js';
import { applyDifferences } from '../../web/text/paths.js';
import { mutateBytes, mutateLong, mutateText, mutateValue } from './mutate.js';

/** @typedef {import('./mutate.js').Random} Random */

const wasm = readFileSync(new URL('../../web/generated/training.wasm', import.meta.url));
const newCurves = () =>
  loadCurves({ wasmBinary: readFileSync(new URL('../../web/generated/curves.wasm', import.meta.url)) });
const folder = mkdtempSync(join(tmpdir(), 'playground-fuzz-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let engine = await loadTraining({ wasmBinary: wasm });
let curves = await newCurves();

usePacking({ pack, unpack });

/** After a trap an engine is thrown away. */
export async function renewEngine() {
  engine = await loadTraining({ wasmBinary: wasm });
  curves = await newCurves();
}

const small = {
  version: 1,
  name: 'small',
  data: { source: 'shifted-gaussian', train: 60, validation: 20, features: 4, classes: 3 },
  network: {
    activation: { name: 'elu' },
    layers: [{ type: 'dense', units: 5 }, { type: 'activation' }, { type: 'dense', units: 3 }],
  },
  training: { optimizer: { name: 'adam' }, batchSize: 20, epochs: 3 },
  seeds: [0, 1],
  runs: [{ name: 'one' }, { name: 'two', set: { 'training.epochs': 2 } }],
};
const images = {
  ...small,
  data: { source: 'mnist', train: 12, validation: 4, test: 0 },
  network: { activation: { name: 'relu' }, layers: [{ type: 'dense', units: 10 }] },
  training: { optimizer: { name: 'adam' }, batchSize: 4, epochs: 1 },
  seeds: [0],
  runs: [{ name: 'one' }],
};

/** @param {number[]} shape */
function idx(shape) {
  const count = shape.reduce((a, b) => a * b, 1);
  const bytes = Buffer.alloc(4 + 4 * shape.length + count, 3);
  bytes.set([0, 0, 8, shape.length]);
  for (const [i, extent] of shape.entries()) bytes.writeUInt32BE(extent, 4 + 4 * i);
  return bytes;
}

/** Records as the command line writes them, by the engine. */
const checked = engine.checkExperiment(small);
if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
/** @type {object[]} */
const records = [{ type: 'experiment', experiment: checked.experiment, fingerprint: 'f', engine: 'e' }];
/** @type {Uint8Array} */
let snapshot = new Uint8Array();
const trials = trialsOf(checked);
for (const job of trials) {
  const session = engine.createSession(small, job.runIndex, job.seed);
  for (let done = 0; session.step(1000).stage !== 'done'; ) {
    const { records: count } = session.step(0);
    if (count > done) records.push(session.record());
    done = count;
    if (count === 1) snapshot = session.snapshot();
  }
  records.push(session.record(), session.summary());
  session.delete();
}
const lines = records.map((record) => JSON.stringify(record));

/** @type {Record<string, (random: Random) => unknown>} */
export const kTargets = {
  csv(random) {
    const table = random.pick([
      'a,b,kind\n1,2,x\n3,4,y\n5,6,x\n',
      'a;b\r\n1;2\r\n3;4\r\n',
      '"a ""q""",b\n"1",2\n3,4\n',
    ]);
    const text = mutateText(random, table);
    const bytes = random.chance(0.3)
      ? mutateBytes(random, new TextEncoder().encode(text))
      : new TextEncoder().encode(text);
    const reader = new CellsReader('data.csv');
    reader.push(bytes);
    const cells = reader.finish();
    const target = random.pick(['kind', 'b', 'a', '']);
    const { data } = describeCells(cells, target, {});
    const result = tableOf(cells, { target, task: /** @type {any} */ (data.task) });
    const packed = packTable(result);
    const values = new Float64Array(packed.buffer, 24, result.rows * (result.features.length + 1));
    assert.ok(values.every(Number.isFinite));
    assert.ok(packed.length >= 24 + 8 * values.length);
  },
  idx(random) {
    const files = { 'train-images-idx3-ubyte': idx([16, 28, 28]), 'train-labels-idx1-ubyte': idx([16]) };
    const name = random.pick(/** @type {(keyof typeof files)[]} */ (Object.keys(files)));
    const session = engine.createSession(images, 0, 0);
    try {
      session.loadFiles({ ...files, [name]: mutateBytes(random, files[name]) });
      session.step(2);
    } finally {
      session.delete();
    }
  },
  records(random) {
    const changed = [...lines];
    for (let i = 1 + random.below(4); i > 0; --i) {
      const at = random.below(changed.length);
      const kind = random.below(4);
      if (kind === 0) changed[at] = mutateText(random, changed[at]);
      else if (kind === 1) changed.splice(at, 1);
      else if (kind === 2) changed.splice(at, 0, random.pick(lines));
      else changed[at] = JSON.stringify(mutateValue(random, JSON.parse(lines[at % lines.length])));
    }
    const path = join(folder, 'records.jsonl');
    writeFileSync(path, changed.join('\n'));
    const file = RecordsFile.read(path);
    if (!file) return;
    try {
      const answer = engine.checkExperiment(file.header.experiment);
      if (!answer.ok) return;
      const asked = trialsOf(answer);
      const parts = asked.flatMap((trial) => {
        const result = file.of(trial);
        return result?.summary && !missingEpochs(result) ? [{ from: file, result }] : [];
      });
      report({ checked: answer, summaries: parts.flatMap(({ result }) => result.summary ?? []), total: asked.length });
      const out = { path: join(folder, 'out.jsonl'), regular: true };
      writeRecords(out, file.header, parts);
      const again = RecordsFile.read(out.path);
      again?.close();
      assert.deepEqual(again?.problems, [], 'what it writes is whole');
    } finally {
      file.close();
    }
  },
  sealed(random) {
    const store = new SnapshotStore(folder, { fingerprint: 'f', engine: 'e' });
    const [job] = trials;
    store.write(job, { bytes: snapshot, epochs: 1 });
    const path = join(folder, 'run0-seed0.snapshot');
    const before = readFileSync(path);
    const after = mutateBytes(random, before);
    writeFileSync(path, after);
    assert.ok(before.equals(after) || 'problem' in (store.read(job) ?? {}), 'what was changed is noticed');
  },
  snapshots(random) {
    const session = engine.createSession(small, 0, 0);
    try {
      session.restore(mutateBytes(random, snapshot));
      session.step(3);
    } finally {
      session.delete();
    }
  },
  links(random) {
    const state = defaultState();
    const experiment = { ...state, training: { ...state.training, preset: '', experiment: small } };
    const links = [encodeState(state) ?? '', encodeState(experiment) ?? '', '#v1:fn=relu,elu(alpha:0.5)&x=-5..5'];
    const text = mutateText(random, random.pick(links));
    // Packed, a short link holds a long text: what is repeated in it costs next to nothing.
    const body = text.replace(/^#v1:/, '');
    const long = random.chance(0.3) ? mutateLong(random, body) : body;
    const link = random.chance(0.4) ? `#v1:z=${pack(long)}` : text;
    const { state: decoded, problems } = decodeState(random.chance(0.1) ? mutateText(random, link) : link);
    applyDifferences(small, decoded.training.set);
    assert.ok(problems.every((problem) => typeof problem === 'string'));
    encodeState(decoded);
  },
  experiments(random) {
    const whole = mutateValue(random, random.pick([small, ...presets.map((preset) => preset.experiment)]));
    const text = random.chance(0.3) ? mutateText(random, JSON.stringify(whole)) : JSON.stringify(whole);
    const answer = engine.checkExperiment(text);
    if (!answer.ok) {
      assert.ok(answer.errors?.length && answer.errors.every((e) => e.message !== '' && typeof e.path === 'string'));
      return;
    }
    const run = random.below(answer.runs?.length ?? 1);
    const { parameters, files, experiment } = /** @type {any} */ (answer.runs)[run];
    const { data, training } = experiment;
    if (
      files.length > 0 ||
      parameters > 5000 ||
      data.train > 2000 ||
      data.validation > 2000 ||
      training.batchSize > 200
    )
      return;
    const session = engine.createSession(text, run, answer.experiment.seeds[0]);
    try {
      for (let step = 0; step < 3; ++step) session.step(1);
      session.summary();
    } finally {
      session.delete();
    }
  },
  values(random) {
    const circular = { ...small, data: /** @type {any} */ ({}) };
    circular.data.inner = circular;
    const odd = [undefined, null, () => 1, Symbol('x'), 1n, circular, Number.NaN, { ...small, seeds: [1n] }, [], 5, ''];
    const value = (/** @type {unknown} */ right) => /** @type {any} */ (random.chance(0.5) ? right : random.pick(odd));
    const experiment = value(small);
    const kind = random.below(5);
    if (kind === 0) engine.checkExperiment(experiment);
    else if (kind === 1) engine.setInExperiment(experiment, value('training.epochs'), value(2));
    else if (kind === 2) engine.createSession(experiment, value(0), value(0)).delete();
    else if (kind === 3) curves.describe(value('elu'), value({ alpha: 2 }));
    else engine.evaluate(value('elu'), value({ alpha: 2 }), [1, 2]);
  },
};
