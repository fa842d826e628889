// One epoch of experiment E1, 54,000 images through 784-256-10, against the same program in PyTorch on one thread.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEngine } from '../../web/engine/index.js';
import { unpack } from '../../web/engine/unpack.js';
import { startPyTorch } from './line-process.js';
import { fewest } from './measure.js';
import { fromRoot } from './paths.js';
import { printTable, ratio, short, times } from './report.js';

const kRounds = 3; // the first warms up

/** @param {string} folder @param {string[]} names @returns {Promise<Record<string, Uint8Array> | undefined>} */
async function readFiles(folder, names) {
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for (const name of names) {
    const path = [join(folder, name), join(folder, `${name}.gz`)].find(existsSync);
    if (!path) return undefined;
    files[name] = await unpack(readFileSync(path), name);
  }
  return files;
}

/** @param {any} engine @param {any} experiment @param {number} index @param {Record<string, Uint8Array>} files */
function startSession(engine, experiment, index, files) {
  const session = engine.createSession(experiment, index, experiment.seeds[0]);
  session.loadFiles(files);
  return session;
}

export async function measureMnist() {
  const folder = process.env.MNIST_DIR ?? fromRoot('../shared/data/mnist');
  const experiment = JSON.parse(readFileSync(fromRoot('web/presets/mnist-mlp.json'), 'utf8'));
  const engine = await loadEngine({ wasmBinary: readFileSync(fromRoot('web/generated/engine.wasm')) });
  const { runs = [] } = engine.checkExperiment(experiment);
  const files = await readFiles(folder, runs[0].files);
  if (!files) {
    console.log(`MNIST is not in ${folder}: not measured (MNIST_DIR names its folder)`);
    return { data: undefined };
  }
  const pytorch = await startPyTorch('pytorch_mnist.py', { args: [folder] });
  const plain = { ...experiment, training: { ...experiment.training, statistics: false } };
  const hasPlain = engine.checkExperiment(plain).ok;
  const results = [];
  for (const [index, run] of experiment.runs.entries()) {
    const activation = run.set?.['network.activation']?.name ?? experiment.network.activation.name;
    const session = startSession(engine, experiment, index, files);
    const without = hasPlain ? startSession(engine, plain, index, files) : undefined;
    /** @type {Record<string, number[]>} */
    const kept = { wasm: [], plain: [], pytorch: [] };
    for (let round = 0; round < kRounds; ++round) {
      const answer = await pytorch?.ask(activation);
      const milliseconds = {
        wasm: session.epoch().milliseconds,
        plain: without?.epoch().milliseconds ?? Number.POSITIVE_INFINITY,
        pytorch: answer === undefined ? Number.POSITIVE_INFINITY : JSON.parse(answer).milliseconds,
      };
      if (round > 0) for (const [kind, value] of Object.entries(milliseconds)) kept[kind].push(value);
    }
    session.delete();
    without?.delete();
    const best = (/** @type {string} */ kind) => {
      const value = fewest(kept[kind]);
      return Number.isFinite(value) ? value : undefined;
    };
    results.push({ run: run.name, wasm: best('wasm'), plain: best('plain'), pytorch: best('pytorch') });
  }
  pytorch?.end();
  console.log(
    "fewest milliseconds of an epoch's training part, 54,000 images in batches of 128; PyTorch with a DataLoader",
  );
  printTable(
    ['', 'WASM', 'no statistics', 'PyTorch', 'WASM / PyTorch', 'no statistics / PyTorch'],
    results.map((r) => [
      r.run,
      ...[r.wasm, r.plain, r.pytorch].map(short),
      times(ratio(r.wasm, r.pytorch)),
      times(ratio(r.plain, r.pytorch)),
    ]),
  );
  return { data: results };
}
