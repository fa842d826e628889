// Side-by-side measurements, printed as ratios of one run. A peer that is missing is said, not hidden.
// The benches are loaded when they run: the arguments are checked, by --check alone, where nothing is built yet.
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { endAllProcesses } from './support/line-process.js';
import { fromRoot } from './support/paths.js';
import { printGoals } from './support/report.js';

/** @typedef {{data: unknown, goals?: import('./support/report.js').Goal[]}} Result */
/** @type {Record<string, {title: string, run: () => Promise<Result>}>} */
const kBenches = {
  kernels: {
    title: 'dense layers and convolutions, share of the machine',
    run: async () => (await import('./parts/kernels.js')).measureKernels(),
  },
  activations: {
    title: 'all functions beside PyTorch and TensorFlow.js',
    run: async () => (await import('./parts/activations.js')).measureActivations(),
  },
  epochs: {
    title: "relu-vs-elu's four networks beside PyTorch, TensorFlow.js and ConvNetJS",
    run: async () => (await import('./parts/epochs.js')).measureEpochs(),
  },
  mnist: {
    title: "mnist-mlp's four networks beside PyTorch",
    run: async () => (await import('./parts/mnist.js')).measureMnist(),
  },
  cnn: {
    title: "mnist-cnn's network beside PyTorch and ConvNetJS",
    run: async () => (await import('./parts/cnn.js')).measureCnn(),
  },
  small: {
    title: "networks of TensorFlow Playground's size",
    run: async () => (await import('./parts/small.js')).measureSmall(),
  },
  sizes: { title: 'downloads', run: async () => (await import('./parts/sizes.js')).measureSizes() },
  'first-curve': {
    title: 'how soon the page shows something',
    run: async () => (await import('./parts/first-curve.js')).measureFirstCurve(),
  },
  page: {
    title: 'how the page answers while it works',
    run: async () => (await import('./parts/page.js')).measurePage(),
  },
  workbench: {
    title: 'what networks that are drawn while they train cost the page',
    run: async () => (await import('./parts/workbench.js')).measureWorkbench(),
  },
  layers: {
    title: 'how soon the layers are seen, and what following them costs',
    run: async () => (await import('./parts/layers.js')).measureLayers(),
  },
  memory: { title: 'does it stay where it was', run: async () => (await import('./parts/memory.js')).measureMemory() },
};

const kUsage = `build.sh bench [NAME ...] [--json FILE]: side-by-side measurements, all without a NAME
  NAME         ${Object.keys(kBenches).join(', ')}
  --json FILE  writes the figures
build.sh bench exhaustive --help describes the measurement of errors`;

/** @param {string} mistake @returns {never} */
function refuse(mistake) {
  console.error(`bench: ${mistake}`);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { json: { type: 'string' }, check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    // What follows the first sentence is about positional arguments, which are names here.
    return refuse(/** @type {Error} */ (error).message.split(/\.?(?: To specify |\n)/)[0]);
  }
}

const { values, positionals: wanted } = readArguments();
if (values.help) {
  console.log(kUsage);
  process.exit(0);
}
const unknown = wanted.find((name) => !Object.hasOwn(kBenches, name));
if (unknown !== undefined)
  refuse(`unknown name "${unknown}"; there are ${Object.keys(kBenches).join(', ')}, and exhaustive by itself`);
if (values.json === '') refuse('--json needs a file');
// Found now rather than when all is measured.
if (values.json !== undefined && !statSync(dirname(values.json), { throwIfNoEntry: false })?.isDirectory())
  refuse(`--json: there is no folder ${dirname(values.json)}`);
if (values.check) process.exit(0);
if (!existsSync(fromRoot('web/generated/training.wasm'))) {
  console.error('the engines are not built; run ./build.sh bench');
  process.exit(1);
}

/** @type {Record<string, unknown>} */
const data = {};
/** @type {import('./support/report.js').Goal[]} */
const goals = [];
for (const [name, { title, run }] of Object.entries(kBenches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`${goals.length + Object.keys(data).length > 0 ? '\n' : ''}== ${name}: ${title}`);
  try {
    const result = await run();
    data[name] = result.data;
    goals.push(...(result.goals ?? []));
  } catch (error) {
    // The others are still worth their time.
    console.log(`failed: ${/** @type {Error} */ (error).message}`);
    process.exitCode = 1;
    endAllProcesses();
  }
}
printGoals(goals);
if (values.json) writeFileSync(values.json, `${JSON.stringify({ benches: data, goals }, undefined, 2)}\n`);
