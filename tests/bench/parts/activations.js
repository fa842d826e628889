// All activations, forward and backward, 65,536 normal floats in cache: ours as WASM and native, PyTorch, TensorFlow.js.
import { readFileSync } from 'node:fs';
import { loadCurves } from '../../../web/engine/curves.js';
import { functionOf, kTensorFlowVersion, loadTensorFlow } from '../peers/tfjs.js';
import { kAvx2, startPyTorch } from '../support/line-process.js';
import { fewest, fewestSeconds } from '../support/measure.js';
import { fromRoot } from '../support/paths.js';
import { startPrograms } from '../support/programs.js';
import { printTable, ratio, short } from '../support/report.js';

const kElements = 65536;
const kRounds = 4;
const kMilliseconds = 8;

// The goals: at least as fast as PyTorch where PyTorch is under 1.2 G/s, at least 0.7x for the others that need exp.
// What needs no exponential, and is fast there, has no goal but TensorFlow.js's.
const kSlowGoal = 1;
const kFastGoal = 0.7;
const kSlow = 1.2;
const kTensorFlowGoal = 3;
const kBackwardGoal = 1.5;
const kNeedsExp = new Set(
  (
    'elu celu selu exponential gaussian log-log gelu gelu-tanh quick-gelu silu swish mish sigmoid log-sigmoid tanh ' +
    'lecun-tanh symmetric-sigmoid softplus tanhshrink'
  ).split(' '),
);

/** The table's code for a framework with the parameters' defaults in it. @param {any} entry @param {string} framework */
function codeOf(entry, framework) {
  const code = entry.frameworks[framework]?.code;
  return entry.parameters.reduce(
    (/** @type {string | undefined} */ text, /** @type {any} */ p) =>
      text?.replaceAll(`{${p.name}}`, String(p.default)),
    code,
  );
}

/** @param {import('../support/line-process.js').LineProcess | undefined} pytorch @param {string | undefined} code @param {string} direction */
async function askPyTorch(pytorch, code, direction) {
  if (!pytorch || !code) return Number.POSITIVE_INFINITY;
  const answer = await pytorch.ask(JSON.stringify({ code, direction, milliseconds: kMilliseconds }));
  return answer === undefined ? Number.POSITIVE_INFINITY : (JSON.parse(answer).seconds ?? Number.POSITIVE_INFINITY);
}

/**
 * Seconds of one call, the result let go and never read back; the backend's calls are done when they return.
 * @param {any} tf @param {any} input @param {((x: any) => any) | undefined} f
 */
function askTensorFlow(tf, input, f) {
  if (!f) return Number.POSITIVE_INFINITY;
  try {
    return fewestSeconds(() => tf.dispose(tf.tidy(() => f(input))), kMilliseconds);
  } catch {
    return Number.POSITIVE_INFINITY; // a kernel its WASM backend lacks
  }
}

/** Billions of elements a second, undefined where nothing was measured. @param {number[]} seconds */
function speed(seconds) {
  const best = fewest(seconds);
  return Number.isFinite(best) ? (kElements * 1e-9) / best : undefined;
}

/**
 * Which of the goals a function misses.
 * @param {any} row @param {number} ceiling the fastest pass over this memory of all measured
 */
function withRatios(row, ceiling) {
  const toPyTorch = ratio(row.wasm, row.pytorch);
  const toTensorFlow = ratio(row.wasm, row.tensorflow);
  const goal = row.pytorch < kSlow ? kSlowGoal : kNeedsExp.has(row.name) ? kFastGoal : undefined;
  const misses = [];
  if (toPyTorch !== undefined && goal !== undefined && toPyTorch < goal) misses.push('PyTorch');
  if (toTensorFlow !== undefined && toTensorFlow < kTensorFlowGoal)
    misses.push(row.tensorflow * kTensorFlowGoal > ceiling ? 'TF.js*' : 'TF.js');
  if (row.wasm / row.wasmBackward > kBackwardGoal) misses.push('back');
  return { ...row, toPyTorch, toTensorFlow, backward: row.wasm / row.wasmBackward, misses };
}

export async function measureActivations() {
  const [programs, pytorch, tf] = await Promise.all([
    startPrograms(),
    startPyTorch('pytorch_activations.py', { environment: kAvx2 }),
    loadTensorFlow(),
  ]);
  const input = tf?.randomNormal([kElements], 0, 1, 'float32', 1);
  const { activations } = await loadCurves({ wasmBinary: readFileSync(fromRoot('web/generated/curves.wasm')) });
  const rows = activations.map((/** @type {any} */ entry) => ({
    entry,
    // The identity makes no pass over its input in either library: there is nothing to compare.
    code: entry.name === 'identity' ? undefined : codeOf(entry, 'pytorch'),
    f: tf && functionOf(tf, entry),
    /** @type {Record<string, number[]>} */
    seconds: {
      wasm: [],
      wasmBackward: [],
      native: [],
      nativeBackward: [],
      pytorch: [],
      pytorchBackward: [],
      tensorflow: [],
    },
  }));
  for (let round = 0; round < kRounds; ++round) {
    for (const { entry, code, f, seconds } of rows) {
      const question = `activation ${kMilliseconds} ${entry.name}`;
      seconds.wasm.push(await programs.wasm(`${question} forward`));
      seconds.pytorch.push(await askPyTorch(pytorch, code, 'forward'));
      seconds.tensorflow.push(askTensorFlow(tf, input, f));
      seconds.native.push(await programs.native(`${question} forward`));
      seconds.wasmBackward.push(await programs.wasm(`${question} backward`));
      seconds.pytorchBackward.push(await askPyTorch(pytorch, code, 'backward'));
      seconds.nativeBackward.push(await programs.native(`${question} backward`));
    }
  }
  programs.end();
  pytorch?.end();
  input?.dispose();

  const measured = rows.map((/** @type {any} */ { entry, seconds }) => {
    const speeds = Object.fromEntries(Object.entries(seconds).map(([kind, list]) => [kind, speed(list)]));
    return { name: entry.name, ...speeds };
  });
  const forward = measured.flatMap((/** @type {any} */ r) => [r.wasm, r.native, r.pytorch, r.tensorflow]);
  const ceiling = Math.max(...forward.filter(Number.isFinite));
  const results = measured.map((/** @type {any} */ row) => withRatios(row, ceiling));
  console.log(
    '65,536 floats in cache, inputs normal(0, 1), out of place, billions of elements a second, fewest seconds;',
  );
  console.log(
    `PyTorch: AVX2, one thread; TF.js: ${kTensorFlowVersion} WASM SIMD, one thread, results disposed and not read back`,
  );
  printTable(
    [
      '',
      'WASM',
      'native',
      'PyTorch',
      'TF.js',
      '/PyTorch',
      '/TF.js',
      '|',
      'back: WASM',
      'native',
      'PyTorch',
      'fwd/back',
      'goals',
    ],
    results.map((/** @type {any} */ r) => [
      r.name,
      ...[r.wasm, r.native, r.pytorch, r.tensorflow, r.toPyTorch, r.toTensorFlow].map(short),
      '|',
      ...[r.wasmBackward, r.nativeBackward, r.pytorchBackward, r.backward].map(short),
      r.misses.length === 0 ? 'met' : `missed: ${r.misses.join(' ')}`,
    ]),
    [0, 12],
  );
  if (results.some((/** @type {any} */ r) => r.misses.includes('TF.js*')))
    console.log(`* 3x TF.js would be faster than any pass over this memory made here (${short(ceiling)})`);
  return { data: results, goals: goalsOf(results) };
}

/** @param {any[]} results */
function goalsOf(results) {
  const line = (
    /** @type {string} */ what,
    /** @type {string} */ kind,
    /** @type {string} */ goal,
    /** @type {any[]} */ asked,
  ) => {
    const missed = asked.filter((r) => r.misses.some((/** @type {string} */ m) => m.replace('*', '') === kind));
    const names = missed.length > 6 ? `${missed.length} of them` : missed.map((r) => r.name).join(', ');
    return {
      what,
      measured: `${asked.length - missed.length} of ${asked.length}${missed.length > 0 ? `; not ${names}` : ''}`,
      goal,
      met: asked.length === 0 ? undefined : missed.length === 0,
    };
  };
  const slow = results.filter((r) => r.pytorch < kSlow);
  const fast = results.filter((r) => r.pytorch >= kSlow && kNeedsExp.has(r.name));
  return [
    line('activations on which PyTorch is under 1.2 G/s', 'PyTorch', 'each at least 1x', slow),
    line('others that need exp', 'PyTorch', 'each at least 0.7x PyTorch', fast),
    line(
      'all that TensorFlow.js has',
      'TF.js',
      'each at least 3x',
      results.filter((r) => r.tensorflow !== undefined),
    ),
    line('backward pass of all', 'back', 'each at most 1.5x the forward', results),
  ];
}
