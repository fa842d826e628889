// Side-by-side measurements, printed as ratios of one run. A peer that is missing is said, not hidden.
// Usage: main.js [NAME ...] [--json FILE]; without names every bench, one after the other.
import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureActivations } from './activations.js';
import { measureEpochs } from './epochs.js';
import { measureFirstCurve } from './first-curve.js';
import { measureKernels } from './kernels.js';
import { endAllProcesses } from './line-process.js';
import { measureMemory } from './memory.js';
import { measureMnist } from './mnist.js';
import { fromRoot } from './paths.js';
import { printBars } from './report.js';
import { measureSizes } from './sizes.js';
import { measureSmall } from './small.js';

/** @typedef {{data: unknown, bars?: import('./report.js').Bar[]}} Result */
/** @type {Record<string, {title: string, run: () => Promise<Result>}>} */
const kBenches = {
  kernels: { title: 'a dense layer, share of the machine', run: measureKernels },
  activations: { title: 'all functions beside PyTorch and TensorFlow.js', run: measureActivations },
  epochs: { title: "E2's four networks beside PyTorch, TensorFlow.js and ConvNetJS", run: measureEpochs },
  mnist: { title: "E1's four networks beside PyTorch", run: measureMnist },
  small: { title: "networks of TensorFlow Playground's size", run: measureSmall },
  sizes: { title: 'downloads', run: measureSizes },
  'first-curve': { title: 'how soon the page shows something', run: measureFirstCurve },
  memory: { title: 'does it stay where it was', run: measureMemory },
};

const { values, positionals: wanted } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const unknown = wanted.find((name) => !Object.hasOwn(kBenches, name));
if (unknown !== undefined) {
  console.error(`unknown bench "${unknown}"; there are ${Object.keys(kBenches).join(', ')}`);
  process.exit(2);
}
if (!existsSync(fromRoot('web/generated/engine.wasm'))) {
  console.error('the engine is not built; run ./build.sh bench');
  process.exit(1);
}

/** @type {Record<string, unknown>} */
const data = {};
/** @type {import('./report.js').Bar[]} */
const bars = [];
for (const [name, { title, run }] of Object.entries(kBenches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`${bars.length + Object.keys(data).length > 0 ? '\n' : ''}== ${name}: ${title}`);
  try {
    const result = await run();
    data[name] = result.data;
    bars.push(...(result.bars ?? []));
  } catch (error) {
    // The others are still worth their time.
    console.log(`failed: ${/** @type {Error} */ (error).message}`);
    process.exitCode = 1;
    endAllProcesses();
  }
}
printBars(bars);
if (values.json) writeFileSync(values.json, `${JSON.stringify({ benches: data, bars }, undefined, 2)}\n`);
