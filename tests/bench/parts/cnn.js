// One epoch of the preset mnist-cnn's network, its training part: WASM under Node with and without statistics against the
// same program in PyTorch on one thread and, an image at a time, ConvNetJS; all in turn. Real images where MNIST_DIR
// names them, else drawn digits: the work is the same.
import { readFileSync } from 'node:fs';
import { loadTraining } from '../../../web/engine/training.js';
import { makeConvNetCnn } from '../peers/convnet-network.js';
import { startPyTorch } from '../support/line-process.js';
import { fewestMeasured, withoutStatistics } from '../support/measure.js';
import { readMnist } from '../support/mnist-files.js';
import { fromRoot } from '../support/paths.js';
import { percent, printTable, ratio, short, times } from '../support/report.js';

const kImages = 3000;
const kRounds = 5; // the first warms up
const kConvNetImages = 100; // it takes some 20 ms an image, whatever their number
const kFlopsOfImage = 17e6; // of a training step: three products a layer

/** @param {any} preset @param {string} activation @param {any} data */
const experimentOf = (preset, activation, data) => ({
  ...preset,
  data,
  network: { ...preset.network, activation: { name: activation } },
  training: { ...preset.training, epochs: kRounds },
  runs: [{ name: activation }],
});

/** @param {any} engine @param {any} experiment @param {Record<string, Uint8Array> | undefined} files */
function startSession(engine, experiment, files) {
  const session = engine.createSession(experiment, 0, 0);
  if (files) session.loadFiles(files);
  return session;
}

/** @param {(experiment: any) => any} start @param {any} experiment @param {any} pytorch @param {any} convnet */
async function measureNetwork(start, experiment, pytorch, convnet) {
  const activation = experiment.network.activation.name;
  const sessions = { wasm: start(experiment), plain: start(withoutStatistics(experiment)) };
  const ask = async (/** @type {string} */ program) => {
    const answer = await pytorch?.ask(JSON.stringify({ activation, program }));
    return answer === undefined ? Number.NaN : JSON.parse(answer).milliseconds;
  };
  /** @type {Record<string, number[]>} */
  const kept = { wasm: [], plain: [], bare: [], loader: [], convnet: [] };
  for (let round = 0; round < kRounds; ++round) {
    const milliseconds = {
      wasm: sessions.wasm.epoch().milliseconds,
      bare: await ask('bare'),
      plain: sessions.plain.epoch().milliseconds,
      loader: await ask('loader'),
      convnet: ((convnet?.epoch() ?? Number.NaN) / kConvNetImages) * kImages,
    };
    if (round > 0) for (const [kind, value] of Object.entries(milliseconds)) kept[kind].push(value);
  }
  sessions.wasm.delete();
  sessions.plain.delete();
  const fewest = Object.fromEntries(Object.entries(kept).map(([kind, list]) => [kind, fewestMeasured(list)]));
  const { wasm, plain, bare, loader } = fewest;
  const cost = ratio(wasm, plain);
  return {
    activation,
    images: kImages,
    ...{ wasm, plain, bare, loader, convnet: fewest.convnet },
    toBare: ratio(wasm, bare),
    plainToBare: ratio(plain, bare),
    toLoader: ratio(wasm, loader),
    overConvNet: ratio(fewest.convnet, wasm),
    statistics: cost === undefined ? undefined : cost - 1,
  };
}

export async function measureCnn() {
  const preset = JSON.parse(readFileSync(fromRoot('web/presets/experiments/mnist-cnn.json'), 'utf8')).experiment;
  const engine = await loadTraining({ wasmBinary: readFileSync(fromRoot('web/generated/training.wasm')) });
  const sizes = { train: kImages, validation: 500, test: 0 };
  const mnist = { ...preset.data, ...sizes };
  const { runs = [] } = engine.checkExperiment(experimentOf(preset, 'relu', mnist));
  const { files } = await readMnist(runs[0].files);
  const data = files ? mnist : { source: 'digits', ...sizes };
  const pytorch = await startPyTorch('pytorch_cnn.py', { args: [String(kImages)] });
  const convnet = makeConvNetCnn(kConvNetImages);
  const start = (/** @type {any} */ experiment) => startSession(engine, experiment, files);
  const results = [];
  for (const activation of ['relu', 'elu']) {
    // ConvNetJS has no ELU.
    const peer = activation === 'relu' ? convnet : undefined;
    results.push(await measureNetwork(start, experimentOf(preset, activation, data), pytorch, peer));
  }
  pytorch?.end();

  console.log(
    `training part of an epoch, ${kImages} ${files ? 'images of MNIST' : 'drawn digits'} in batches of 250, fewest milliseconds; PyTorch on one`,
  );
  console.log(
    `thread, bare (the goal's) and with a DataLoader; ConvNetJS with SGD, from ${kConvNetImages} images, times ${kImages / kConvNetImages}`,
  );
  printTable(
    ['', 'WASM', 'no statistics', 'bare', 'DataLoader', 'ConvNetJS', 'WASM GFLOP/s'],
    results.map((r) => [
      r.activation,
      ...[r.wasm, r.plain, r.bare, r.loader, r.convnet].map(short),
      short(r.wasm === undefined ? undefined : (kFlopsOfImage * kImages * 1e-6) / r.wasm),
    ]),
  );
  console.log();
  printTable(
    ['', 'WASM / bare', 'no statistics / bare', 'WASM / DataLoader', 'ConvNetJS / WASM', 'statistics cost'],
    results.map((r) => [
      r.activation,
      ...[r.toBare, r.plainToBare, r.toLoader, r.overConvNet].map(times),
      percent(r.statistics),
    ]),
  );
  const dearest = results.reduce((a, b) => ((a.toBare ?? 0) > (b.toBare ?? 0) ? a : b));
  const [relu] = results;
  return {
    data: { source: data.source, results },
    goals: [
      {
        what: `mnist-cnn, ${dearest.activation} epoch with statistics over PyTorch's bare loop, the dearer of two`,
        measured: times(dearest.toBare),
        goal: 'at most 1.2x, better 1.0x',
        met: dearest.toBare === undefined ? undefined : dearest.toBare <= 1.2,
      },
      {
        what: 'mnist-cnn, ReLU epoch, faster than ConvNetJS',
        measured: times(relu.overConvNet),
        goal: 'at least 30x',
        met: relu.overConvNet === undefined ? undefined : relu.overConvNet >= 30,
      },
    ],
  };
}
