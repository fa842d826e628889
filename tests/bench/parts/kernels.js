// The products of a dense layer and mnist-cnn's convolutions against what four-lane multiply + add can do on this machine, WASM and native.
import { fewest, median } from '../support/measure.js';
import { startPrograms } from '../support/programs.js';
import { percent, printTable, short } from '../support/report.js';

const kRounds = 6;
const kMilliseconds = 12;
const kProductNames = { forward: 'x W^T + b', weight: 'dW = dy^T x', input: 'dx = dy W' };
const kConvolutionNames = { forward: 'forward', weight: 'weight gradient', input: 'input gradient' };
const kProducts = /** @type {(keyof typeof kProductNames)[]} */ (Object.keys(kProductNames));

// [batch, inputs, units]; `large` marks the shapes that have a share of the limit for their goal.
const kShapes = [
  { shape: [128, 64, 256], of: 'relu-vs-elu', large: true },
  { shape: [128, 256, 256], of: 'relu-vs-elu', large: true },
  { shape: [256, 128, 256], of: 'relu-vs-elu', large: true },
  { shape: [128, 256, 10], of: 'relu-vs-elu, narrow', large: false },
  { shape: [128, 784, 256], of: 'mnist-mlp', large: false },
  { shape: [112, 256, 256], of: 'remainder', large: false },
  { shape: [13, 64, 256], of: 'remainder', large: false },
  { shape: [10, 2, 4], of: 'toy', large: false },
  { shape: [10, 4, 2], of: 'toy', large: false },
  { shape: [10, 2, 8], of: 'toy', large: false },
  { shape: [10, 8, 8], of: 'toy', large: false },
  { shape: [10, 8, 2], of: 'toy', large: false },
];

// mnist-cnn's, valid and of stride 1. The first is a product [filters, patch] x [patch, places] an image, with a patch of 9
// elements: too few to hide what its gathering and each place's load and store cost. The second goes by Winograd's tiles
// (cpp/tensor/winograd.hpp). Both are counted by the operations of the direct sum, of which tiles do less than half: their
// share of the limit may be above 100 %.
const kBatch = 250;
const kConvolutions = [
  { image: [1, 28, 28], filters: 32, kernel: 3 },
  { image: [32, 13, 13], filters: 64, kernel: 3 },
];
const kConvolutionRounds = 4;
const kConvolutionMilliseconds = 60;

/**
 * Asks every row's question in turn, the limit beside each: the machine's clock is not the same a moment later.
 * @template {{question: string, flops: number}} T
 * @param {import('../support/programs.js').Programs} programs @param {T[]} rows @param {number} rounds @param {number} milliseconds
 */
async function measureShares(programs, rows, rounds, milliseconds) {
  /** @type {{wasm: number[], native: number[]}} */
  const limits = { wasm: [], native: [] };
  const timed = rows.map((row) => ({
    ...row,
    seconds: { wasm: /** @type {number[]} */ ([]), native: /** @type {number[]} */ ([]) },
    shares: { wasm: /** @type {number[]} */ ([]), native: /** @type {number[]} */ ([]) },
  }));
  for (let round = 0; round < rounds; ++round) {
    for (const { question, flops, seconds, shares } of timed) {
      for (const kind of /** @type {const} */ (['wasm', 'native'])) {
        const limit = await programs[kind](`limit ${kMilliseconds / 2}`);
        const spent = await programs[kind](question.replace('MILLISECONDS', String(milliseconds)));
        limits[kind].push(limit);
        seconds[kind].push(spent);
        shares[kind].push((limit * flops) / spent);
      }
    }
  }
  const results = timed.map(({ seconds, shares, question: _question, ...what }) => ({
    ...what,
    wasm: (what.flops * 1e-9) / fewest(seconds.wasm),
    native: (what.flops * 1e-9) / fewest(seconds.native),
    wasmShare: median(shares.wasm),
    nativeShare: median(shares.native),
  }));
  return { limits, results };
}

/** @param {{wasm: number, wasmShare: number, native: number, nativeShare: number}} row */
const cellsOf = (row) => [short(row.wasm), percent(row.wasmShare), short(row.native), percent(row.nativeShare)];
const kHeads = ['WASM GFLOP/s', 'of limit', 'native GFLOP/s', 'of limit'];

export async function measureKernels() {
  const programs = await startPrograms();
  const products = await measureShares(
    programs,
    kShapes.flatMap(({ shape, of, large }) =>
      kProducts.map((product) => ({
        ...{ shape, of, large, product },
        question: `product MILLISECONDS ${product} ${shape.join(' ')}`,
        flops: 2 * shape.reduce((a, b) => a * b),
      })),
    ),
    kRounds,
    kMilliseconds,
  );
  const convolutions = await measureShares(
    programs,
    kConvolutions.flatMap(({ image, filters, kernel }) =>
      kProducts.map((product) => {
        const [channels, height, width] = image;
        const patch = channels * kernel * kernel;
        const places = (height - kernel + 1) * (width - kernel + 1);
        const question = `convolution MILLISECONDS ${product} ${kBatch} ${image.join(' ')} ${filters} ${kernel}`;
        return { image, filters, kernel, patch, product, question, flops: 2 * kBatch * filters * patch * places };
      }),
    ),
    kConvolutionRounds,
    kConvolutionMilliseconds,
  );
  programs.end();

  const limitOf = (/** @type {'wasm' | 'native'} */ kind) =>
    1e-9 / fewest([...products.limits[kind], ...convolutions.limits[kind]]);
  const limit = { wasm: limitOf('wasm'), native: limitOf('native') };
  console.log(
    `four-lane multiply + add, the limit: WASM ${short(limit.wasm)} GFLOP/s, native ${short(limit.native)} GFLOP/s`,
  );
  printTable(
    ['batch x inputs x units', 'of', 'product', ...kHeads],
    products.results.map((r) => [r.shape.join(' x '), r.of, kProductNames[r.product], ...cellsOf(r)]),
    [0, 1, 2],
  );
  console.log(`\nmnist-cnn's convolutions, batches of ${kBatch}, as the layer does them; operations of the direct sum`);
  printTable(
    ['image -> filters, kernel', 'patch', 'product', ...kHeads],
    convolutions.results.map((r) => [
      `${r.image.join(' x ')} -> ${r.filters}, ${r.kernel} x ${r.kernel}`,
      String(r.patch),
      kConvolutionNames[r.product],
      ...cellsOf(r),
    ]),
    [0, 2],
  );
  const least = products.results.filter((r) => r.large).reduce((a, b) => (a.wasmShare < b.wasmShare ? a : b));
  return {
    data: { limit, products: products.results, convolutions: convolutions.results },
    goals: [
      {
        what: `least of relu-vs-elu's large products (${least.shape.join(' x ')}, ${kProductNames[least.product]}), share of the limit`,
        measured: percent(least.wasmShare),
        goal: 'at least 75 %, better 90 %',
        met: least.wasmShare >= 0.75,
      },
    ],
  };
}
