// The products of a dense layer against what four-lane multiply + add can do on this machine, WASM and native.
import { fewest, median } from './measure.js';
import { startPrograms } from './programs.js';
import { percent, printTable, short } from './report.js';

const kRounds = 6;
const kMilliseconds = 12;
const kProductNames = { forward: 'x W^T + b', weight: 'dW = dy^T x', input: 'dx = dy W' };
const kProducts = Object.keys(kProductNames);

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

export async function measureKernels() {
  const programs = await startPrograms();
  /** @type {{wasm: number[], native: number[]}} */
  const limits = { wasm: [], native: [] };
  /** @type {any[]} */
  const rows = kShapes.flatMap(({ shape, of, large }) =>
    kProducts.map((product) => ({
      shape,
      of,
      large,
      product,
      flops: 2 * shape.reduce((a, b) => a * b),
      seconds: { wasm: [], native: [] },
      shares: { wasm: [], native: [] },
    })),
  );
  for (let round = 0; round < kRounds; ++round) {
    for (const { shape, product, flops, seconds, shares } of rows) {
      for (const kind of /** @type {const} */ (['wasm', 'native'])) {
        // The limit beside every product: the machine's clock is not the same a moment later.
        const limit = await programs[kind](`limit ${kMilliseconds / 2}`);
        const spent = await programs[kind](`product ${kMilliseconds} ${product} ${shape.join(' ')}`);
        limits[kind].push(limit);
        seconds[kind].push(spent);
        shares[kind].push((limit * flops) / spent);
      }
    }
  }
  programs.end();

  const limit = { wasm: 1e-9 / fewest(limits.wasm), native: 1e-9 / fewest(limits.native) };
  console.log(
    `four-lane multiply + add, the limit: WASM ${short(limit.wasm)} GFLOP/s, native ${short(limit.native)} GFLOP/s`,
  );
  const results = rows.map(({ flops, seconds, shares, ...what }) => ({
    ...what,
    wasm: (flops * 1e-9) / fewest(seconds.wasm),
    native: (flops * 1e-9) / fewest(seconds.native),
    wasmShare: median(shares.wasm),
    nativeShare: median(shares.native),
  }));
  printTable(
    ['batch x inputs x units', 'of', 'product', 'WASM GFLOP/s', 'of limit', 'native GFLOP/s', 'of limit'],
    results.map((r) => [
      r.shape.join(' x '),
      r.of,
      kProductNames[/** @type {keyof typeof kProductNames} */ (r.product)],
      short(r.wasm),
      percent(r.wasmShare),
      short(r.native),
      percent(r.nativeShare),
    ]),
    [0, 1, 2],
  );
  const least = results.filter((r) => r.large).reduce((a, b) => (a.wasmShare < b.wasmShare ? a : b));
  return {
    data: { limit, products: results },
    goals: [
      {
        what: `least of relu-vs-elu's large products (${least.shape.join(' x ')}, ${kProductNames[/** @type {keyof typeof kProductNames} */ (least.product)]}), share of the limit`,
        measured: percent(least.wasmShare),
        goal: 'at least 75 %, better 90 %',
        met: least.wasmShare >= 0.75,
      },
    ],
  };
}
