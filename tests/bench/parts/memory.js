// Whether memory stays where it was: a thousand sessions created, trained and deleted, and one session of many epochs.
//
// The engine's heap only ever grows, in steps, so its size alone would hide a small leak. How many idle sessions still
// fit before it must grow shows the free memory. An engine that has worked is compared with one that has not.
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadTraining } from '../../../web/engine/training.js';
import { fromRoot } from '../support/paths.js';
import { printTable } from '../support/report.js';

const kCycles = 1000;
const kEpochs = 3000;
const kWarmUp = 20;

const kExperiment = {
  version: 1,
  name: 'memory',
  data: { source: 'shifted-gaussian', train: 64, validation: 64, features: 8, classes: 4, shift: -1, seed: 0 },
  network: {
    activation: { name: 'elu' },
    init: 'he-normal',
    layers: [
      { type: 'dense', units: 16 },
      { type: 'batchNorm' },
      { type: 'activation' },
      { type: 'dense', units: 16 },
      { type: 'activation' },
      { type: 'dense', units: 4 },
    ],
  },
  training: {
    optimizer: { name: 'adam', learningRate: 0.001 },
    batchSize: 32,
    epochs: kWarmUp + kEpochs,
    validationBatchSize: 64,
  },
  seeds: [0],
  runs: [{ name: 'memory' }],
};

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

function javascriptBytes() {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** @param {any} engine */
function cycle(engine) {
  const session = engine.createSession(kExperiment, 0, 0);
  session.epoch();
  session.delete();
}

/** How many idle sessions fit before the heap has to grow, up to many. @param {any} engine */
function roomFor(engine) {
  const bytes = engine.heapBytes();
  let count = 0;
  while (count < 20_000) {
    engine.createSession(kExperiment, 0, 0);
    if (engine.heapBytes() > bytes) break;
    ++count;
  }
  return { count, bytes };
}

/** @param {number} times @param {(engine: any) => (() => void)} prepare gives the work to be repeated */
async function grow(times, prepare) {
  const engine = await loadTraining({ wasmBinary: readFileSync(fromRoot('web/generated/training.wasm')) });
  const work = prepare(engine);
  for (let i = 0; i < kWarmUp; ++i) work();
  const [engineBefore, javascriptBefore] = [engine.heapBytes(), javascriptBytes()];
  for (let i = 0; i < times; ++i) work();
  const javascript = javascriptBytes() - javascriptBefore;
  return { engine: engine.heapBytes() - engineBefore, javascript, room: roomFor(engine) };
}

const kCases = [
  {
    what: `${kCycles} times create, train, delete`,
    times: kCycles,
    prepare: (/** @type {any} */ engine) => () => cycle(engine),
  },
  {
    what: `${kEpochs} epochs of one session`,
    times: kEpochs,
    prepare: (/** @type {any} */ engine) => {
      const session = engine.createSession(kExperiment, 0, 0);
      return () => session.epoch();
    },
  },
];

export async function measureMemory() {
  const results = [];
  for (const { what, times, prepare } of kCases) {
    const fresh = await grow(0, prepare);
    const worked = await grow(times, prepare);
    results.push({
      what,
      engineBytes: worked.engine,
      javascriptBytesEach: worked.javascript / times,
      roomFresh: fresh.room.count,
      roomAfter: worked.room.count,
      idleSessionBytes: fresh.room.bytes / (fresh.room.count + 1),
      // One session more or less may be the way the free blocks happen to lie.
      same: worked.engine === 0 && worked.room.count >= fresh.room.count - 1,
    });
  }
  console.log(
    "growth of the heaps; room: idle sessions that still fit into the engine's, without the work and after it",
  );
  printTable(
    ['', 'engine bytes', 'JavaScript bytes each', 'room before', 'room after'],
    results.map((r) => [
      r.what,
      `${r.engineBytes}`,
      r.javascriptBytesEach.toFixed(1),
      `${r.roomFresh}`,
      `${r.roomAfter}`,
    ]),
  );
  return {
    data: results,
    goals: results.map((r) => ({
      what: `engine heap after ${r.what}`,
      measured: r.same ? 'where it was' : `grew ${r.engineBytes} bytes, room ${r.roomFresh} to ${r.roomAfter}`,
      goal: 'where it was',
      met: r.same,
    })),
  };
}
