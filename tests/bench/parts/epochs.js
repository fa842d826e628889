// One epoch of the preset relu-vs-elu, its training part: WASM under Node, with and without statistics, and the native
// build against the article's own program in PyTorch on one thread, TensorFlow.js and ConvNetJS. Each runs an epoch in
// turn; only the native build, which no ratio is taken to, runs all of its epochs at once.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTraining } from '../../../web/engine/training.js';
import { makeConvNetNetwork } from '../peers/convnet-network.js';
import { makeTensorFlowNetwork } from '../peers/tfjs-network.js';
import { startPyTorch } from '../support/line-process.js';
import { fewestMeasured, withoutStatistics } from '../support/measure.js';
import { fromRoot } from '../support/paths.js';
import { percent, printTable, ratio, short, times } from '../support/report.js';

const kWarmUp = 2;
const kEpochs = 14; // with the warm-up
const kSlowPeersEvery = 4; // they take a second and more an epoch; the first ones warm them up as well

// In the preset's order.
const kCells = /** @type {const} */ ([
  { cell: 'relu', activation: 'relu', batchNorm: false },
  { cell: 'elu', activation: 'elu', batchNorm: false },
  { cell: 'relu+bn', activation: 'relu', batchNorm: true },
  { cell: 'elu+bn', activation: 'elu', batchNorm: true },
]);

/** Milliseconds of each epoch but the first ones, by the native build. @param {any} experiment @param {string} name */
function nativeEpochs(experiment, name) {
  const program = fromRoot('build/native/tests/cpp/native_run');
  if (!existsSync(program)) return [];
  const folder = mkdtempSync(join(tmpdir(), 'playground-bench-'));
  const file = join(folder, 'experiment.json');
  const runs = experiment.runs.filter((/** @type {any} */ run) => run.name === name);
  writeFileSync(file, JSON.stringify({ ...experiment, runs }));
  const { stdout } = spawnSync(program, [file], { encoding: 'utf8', maxBuffer: 1 << 28 });
  rmSync(folder, { recursive: true });
  const records = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return records.filter((r) => r.type === 'epoch' && r.epoch > kWarmUp).map((r) => r.milliseconds);
}

/** @param {any} engine @param {any} experiment @param {number} index @param {any} pytorch */
async function measureCell(engine, experiment, index, pytorch) {
  const { cell, activation, batchNorm } = kCells[index];
  const sessions = {
    wasm: engine.createSession(experiment, index, 0),
    plain: engine.createSession(withoutStatistics(experiment), index, 0),
  };
  const ask = async (/** @type {string} */ program) => {
    const answer = await pytorch?.ask(JSON.stringify({ cell, program }));
    return answer === undefined ? Number.NaN : JSON.parse(answer).milliseconds;
  };
  const slow = {
    tensorflow: await makeTensorFlowNetwork(activation, batchNorm),
    convnet: cell === 'relu' ? makeConvNetNetwork() : undefined,
  };
  const native = nativeEpochs(experiment, experiment.runs[index].name);
  /** @type {Record<string, number[]>} */
  const kept = { wasm: [], plain: [], article: [], bare: [], tensorflow: [], convnet: [], native };
  for (let epoch = 0; epoch < kEpochs; ++epoch) {
    const round = {
      wasm: sessions.wasm.epoch().milliseconds,
      plain: sessions.plain.epoch().milliseconds,
      article: await ask('article'),
      bare: await ask('bare'),
    };
    if (epoch >= kWarmUp) for (const [kind, milliseconds] of Object.entries(round)) kept[kind].push(milliseconds);
    if (epoch >= kWarmUp && (epoch + 1) % kSlowPeersEvery !== 0) continue;
    for (const [kind, network] of Object.entries(slow)) {
      const milliseconds = network?.epoch();
      if (epoch >= kWarmUp && milliseconds !== undefined) kept[kind].push(milliseconds);
    }
  }
  sessions.wasm.delete();
  sessions.plain.delete();
  slow.tensorflow?.end();
  return summarize(cell, kept);
}

/** @param {string} cell @param {Record<string, number[]>} kept */
function summarize(cell, kept) {
  const { wasm, plain, native, article, bare, tensorflow, convnet } = Object.fromEntries(
    Object.entries(kept).map(([kind, list]) => [kind, fewestMeasured(list)]),
  );
  const cost = ratio(wasm, plain);
  return {
    cell,
    wasm,
    plain,
    native,
    article,
    bare,
    tensorflow,
    convnet,
    toArticle: ratio(wasm, article),
    plainToArticle: ratio(plain, article),
    plainToBare: ratio(plain, bare),
    overTensorFlow: ratio(tensorflow, wasm),
    overConvNet: ratio(convnet, wasm),
    statistics: cost === undefined ? undefined : cost - 1,
  };
}

export async function measureEpochs() {
  const preset = JSON.parse(readFileSync(fromRoot('web/presets/experiments/relu-vs-elu.json'), 'utf8')).experiment;
  const experiment = { ...preset, training: { ...preset.training, epochs: kEpochs } };
  const engine = await loadTraining({ wasmBinary: readFileSync(fromRoot('web/generated/training.wasm')) });
  const pytorch = await startPyTorch('pytorch_epochs.py');
  const results = [];
  for (const index of kCells.keys()) results.push(await measureCell(engine, experiment, index, pytorch));
  pytorch?.end();

  console.log(
    'training part, 6,000 samples in batches of 128, fewest milliseconds; article: its PyTorch program (DataLoader,',
  );
  console.log('statistics), bare: the same steps and nothing else; TF.js: a core program; one thread everywhere');
  printTable(
    ['cell', 'WASM', 'no statistics', 'native', 'article', 'bare', 'TF.js', 'ConvNetJS'],
    results.map((r) => [r.cell, ...[r.wasm, r.plain, r.native, r.article, r.bare, r.tensorflow, r.convnet].map(short)]),
  );
  console.log();
  printTable(
    [
      'cell',
      'WASM / article',
      'no statistics / article',
      'no statistics / bare',
      'TF.js / WASM',
      'ConvNetJS / WASM',
      'statistics cost',
    ],
    results.map((r) => [
      r.cell,
      ...[r.toArticle, r.plainToArticle, r.plainToBare, r.overTensorFlow, r.overConvNet].map(times),
      percent(r.statistics),
    ]),
  );
  const [relu] = results;
  const costs = results.map((r) => r.statistics ?? Number.NaN);
  const dearest = costs.every(Number.isFinite) ? Math.max(...costs) : undefined;
  return {
    data: results,
    goals: [
      {
        what: "relu-vs-elu, ReLU epoch with statistics over the article's PyTorch program",
        measured: times(relu.toArticle),
        goal: 'at most 1.3x, better 1.0x',
        met: relu.toArticle === undefined ? undefined : relu.toArticle <= 1.3,
      },
      {
        what: 'relu-vs-elu, ReLU epoch, faster than TensorFlow.js WASM',
        measured: times(relu.overTensorFlow),
        goal: 'at least 10x, better 15x',
        met: relu.overTensorFlow === undefined ? undefined : relu.overTensorFlow >= 10,
      },
      {
        what: "statistics' cost of an epoch, the dearest of relu-vs-elu's networks",
        measured: percent(dearest),
        goal: 'at most 5 %',
        met: dearest === undefined ? undefined : dearest <= 0.05,
      },
    ],
  };
}
