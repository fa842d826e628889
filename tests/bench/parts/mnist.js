// One epoch of the preset mnist-mlp, 54,000 images through 784-256-10, against the same program in PyTorch on one thread.
import { readFileSync } from 'node:fs';
import { loadTraining } from '../../../web/engine/training.js';
import { startPyTorch } from '../support/line-process.js';
import { fewestMeasured, withoutStatistics } from '../support/measure.js';
import { readMnist } from '../support/mnist-files.js';
import { fromRoot } from '../support/paths.js';
import { printTable, ratio, short, times } from '../support/report.js';

const kRounds = 3; // the first warms up
const kHowToName = 'name the folder of its IDX files, plain or .gz: MNIST_DIR=FOLDER ./build.sh bench mnist';

/** @param {any} engine @param {any} experiment @param {number} index @param {Record<string, Uint8Array>} files */
function startSession(engine, experiment, index, files) {
  const session = engine.createSession(experiment, index, experiment.seeds[0]);
  session.loadFiles(files);
  return session;
}

export async function measureMnist() {
  const experiment = JSON.parse(readFileSync(fromRoot('web/presets/experiments/mnist-mlp.json'), 'utf8')).experiment;
  const engine = await loadTraining({ wasmBinary: readFileSync(fromRoot('web/generated/training.wasm')) });
  const { runs = [] } = engine.checkExperiment(experiment);
  const { files, folder, missing } = await readMnist(runs[0].files);
  if (!files || folder === undefined) {
    console.log(`${missing}: not measured; ${kHowToName}`);
    return { data: undefined };
  }
  const pytorch = await startPyTorch('pytorch_mnist.py', { args: [folder] });
  const plain = withoutStatistics(experiment);
  const results = [];
  for (const [index, run] of experiment.runs.entries()) {
    const activation = run.set?.['network.activation']?.name ?? experiment.network.activation.name;
    const session = startSession(engine, experiment, index, files);
    const without = startSession(engine, plain, index, files);
    /** @type {Record<string, number[]>} */
    const kept = { wasm: [], plain: [], pytorch: [] };
    for (let round = 0; round < kRounds; ++round) {
      const answer = await pytorch?.ask(activation);
      const milliseconds = {
        wasm: session.epoch().milliseconds,
        plain: without.epoch().milliseconds,
        pytorch: answer === undefined ? Number.POSITIVE_INFINITY : JSON.parse(answer).milliseconds,
      };
      if (round > 0) for (const [kind, value] of Object.entries(milliseconds)) kept[kind].push(value);
    }
    session.delete();
    without.delete();
    results.push({
      run: run.name,
      wasm: fewestMeasured(kept.wasm),
      plain: fewestMeasured(kept.plain),
      pytorch: fewestMeasured(kept.pytorch),
    });
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
