// Networks as small as TensorFlow Playground's, an epoch and the decision boundary, against a plain JavaScript engine of
// its kind. Ours classifies by softmax and so has two outputs for the other's one.
import { readFileSync } from 'node:fs';
import { loadTraining } from '../../../web/engine/training.js';
import { PerSampleNetwork } from '../peers/per-sample-engine.js';
import { fewest, timeOf } from '../support/measure.js';
import { fromRoot } from '../support/paths.js';
import { printTable, short, times } from '../support/report.js';

const kSamples = 250;
const kBatch = 10;
const kSteps = kSamples / kBatch;
const kRate = 0.03;
const kGrid = 100;
const kReach = 6; // the boundary covers [-6, 6] in both features
const kWarmUp = 300;
const kRounds = 300;

const kNetworks = [
  { name: '2-4-2-1 tanh', hidden: [4, 2], activation: /** @type {const} */ ('tanh'), goal: 3 },
  { name: '2-8x6-1 ReLU', hidden: [8, 8, 8, 8, 8, 8], activation: /** @type {const} */ ('relu'), goal: 10 },
];

/** A small seeded stream in [0, 1), so that the peer learns the same in every run. @param {number} seed */
function makeRandom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Two normal clouds a line can part, targets -1 and 1. @param {() => number} random */
function makeSamples(random) {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: kSamples }, () => {
    const inputs = [normal(), normal()];
    return { inputs, target: inputs[0] - 0.5 * inputs[1] + 0.3 * normal() > 0 ? 1 : -1 };
  });
}

const grid = () => {
  const at = (/** @type {number} */ i) => -kReach + (2 * kReach * (i + 0.5)) / kGrid;
  return Array.from({ length: kGrid * kGrid }, (_, i) => [at(i % kGrid), at(Math.floor(i / kGrid))]);
};

/** @param {typeof kNetworks[number]} network */
function experimentOf({ hidden, activation }) {
  const layers = hidden.flatMap((units) => [{ type: 'dense', units }, { type: 'activation' }]);
  return {
    version: 1,
    name: 'a small network',
    data: {
      source: 'shifted-gaussian',
      train: kSamples,
      validation: kSamples,
      features: 2,
      classes: 2,
      shift: 0,
      seed: 0,
    },
    network: {
      activation: { name: activation },
      init: 'pytorch-default',
      layers: [...layers, { type: 'dense', units: 2 }],
    },
    training: {
      optimizer: { name: 'sgd', learningRate: kRate },
      batchSize: kBatch,
      epochs: kWarmUp + kRounds,
      validationBatchSize: kSamples,
    },
    seeds: [0],
    runs: [{ name: 'small' }],
  };
}

/** @param {any} engine @param {typeof kNetworks[number]} network */
function measureNetwork(engine, network) {
  const session = engine.createSession(experimentOf(network), 0, 0);
  const random = makeRandom(1);
  const samples = makeSamples(random);
  const peer = new PerSampleNetwork([2, ...network.hidden, 1], network.activation, random);
  const points = grid();
  const flat = Float32Array.from(points.flat());
  /** @type {Record<string, number[]>} */
  const kept = { train: [], whole: [], boundary: [], peerTrain: [], peerBoundary: [] };
  let sum = 0; // of what the peer answers, so that its forward passes are not thrown away
  for (let round = 0; round < kWarmUp + kRounds; ++round) {
    const train = timeOf(() => session.step(kSteps));
    const rest = timeOf(() => session.epoch());
    const peerTrain = timeOf(() => peer.epoch(samples, kBatch, kRate));
    // The boundary takes far longer than an epoch: every tenth round is enough.
    if (round % 10 === 0) {
      const boundary = timeOf(() => session.predict(flat));
      const peerBoundary = timeOf(() => {
        for (const point of points) sum += peer.forward(point);
      });
      if (round >= kWarmUp) {
        kept.boundary.push(boundary);
        kept.peerBoundary.push(peerBoundary);
      }
    }
    if (round < kWarmUp) continue;
    kept.train.push(train);
    kept.whole.push(train + rest);
    kept.peerTrain.push(peerTrain);
  }
  const accuracy = session.record().validationAccuracy;
  session.delete();
  const right = samples.filter(({ inputs, target }) => peer.forward(inputs) * target > 0).length;
  const peerAccuracy = right / kSamples;
  if (!Number.isFinite(sum) || peerAccuracy < 0.8)
    throw new Error(`the per-sample engine does not learn ${network.name}`);

  const best = Object.fromEntries(Object.entries(kept).map(([kind, list]) => [kind, fewest(list)]));
  return {
    name: network.name,
    goal: network.goal,
    ...best,
    epochRatio: best.peerTrain / best.train,
    boundaryRatio: best.peerBoundary / best.boundary,
    ratio: (best.peerTrain + best.peerBoundary) / (best.train + best.boundary),
    accuracy,
    peerAccuracy,
  };
}

export async function measureSmall() {
  const engine = await loadTraining({ wasmBinary: readFileSync(fromRoot('web/generated/training.wasm')) });
  const results = kNetworks.map((network) => measureNetwork(engine, network));
  console.log(
    `${kSamples} samples in batches of ${kBatch}, fewest milliseconds; boundary: ${kGrid} x ${kGrid} points; ours has 2 outputs`,
  );
  console.log(
    'for the 1; epoch: the training pass; with record: ours with its validation and statistics handed over too',
  );
  printTable(
    [
      '',
      'epoch',
      'peer',
      'ratio',
      '|',
      'boundary',
      'peer',
      'ratio',
      '|',
      'both',
      '|',
      'epoch with record',
      'accuracy',
      'peer',
    ],
    results.map((/** @type {any} */ r) => [
      r.name,
      r.train.toFixed(3),
      r.peerTrain.toFixed(3),
      times(r.epochRatio),
      '|',
      short(r.boundary),
      short(r.peerBoundary),
      times(r.boundaryRatio),
      '|',
      times(r.ratio),
      '|',
      r.whole.toFixed(3),
      r.accuracy.toFixed(3),
      r.peerAccuracy.toFixed(3),
    ]),
  );
  return {
    data: results,
    goals: results.map((r) => ({
      what: `${r.name}, epoch and boundary, faster than a per-sample engine`,
      measured: times(r.ratio),
      goal: `at least ${r.goal}x`,
      met: r.ratio >= r.goal,
    })),
  };
}
