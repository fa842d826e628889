// One epoch of experiment E2, statistics on: WASM under Node and the native build against the same program in PyTorch
// on one thread, taken in turn so that a machine that slows down slows all of them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { loadEngine } from '../../web/engine/index.js';
import { fromRoot } from './paths.js';

const kRounds = 3;

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Milliseconds of each epoch by run, but the first, which warms up. @param {any} engine @param {any} experiment */
function wasmEpochs(engine, experiment) {
  return experiment.runs.map((/** @type {any} */ _run, /** @type {number} */ index) => {
    const session = engine.createSession(experiment, index, 0);
    const times = Array.from({ length: experiment.training.epochs }, () => session.epoch().milliseconds);
    session.delete();
    return times.slice(1);
  });
}

/** @returns {number[][] | undefined} */
function pytorchEpochs() {
  const { status, stdout } = spawnSync('/usr/bin/python3', [fromRoot('tests/bench/pytorch_epochs.py')], {
    encoding: 'utf8',
  });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

/** @param {any} experiment @param {string} file */
function nativeEpochs(experiment, file) {
  const program = fromRoot('build/native/tests/cpp/native_run');
  if (!existsSync(program)) return undefined;
  const { stdout } = spawnSync(program, [file], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const records = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return experiment.runs.map((/** @type {any} */ run) =>
    records.filter((r) => r.type === 'epoch' && r.run === run.name && r.epoch > 1).map((r) => r.milliseconds),
  );
}

export async function measureEpochs() {
  const file = fromRoot('web/presets/relu-vs-elu.json');
  const experiment = JSON.parse(readFileSync(file, 'utf8'));
  const engine = await loadEngine({ wasmBinary: readFileSync(fromRoot('web/generated/engine.wasm')) });
  wasmEpochs(engine, experiment);
  const rounds = Array.from({ length: kRounds }, () => ({
    wasm: wasmEpochs(engine, experiment),
    native: nativeEpochs(experiment, file),
    pytorch: pytorchEpochs(),
  }));
  if (!rounds[0].pytorch)
    console.log('PyTorch is missing (apt-get install python3-torch libopenblas0-pthread): no ratios to it');
  for (const [index, run] of experiment.runs.entries()) {
    const of = (/** @type {'wasm' | 'native' | 'pytorch'} */ kind) =>
      rounds[0][kind] ? median(rounds.flatMap((round) => round[kind]?.[index] ?? [])) : undefined;
    const [wasm, native, pytorch] = [of('wasm'), of('native'), of('pytorch')];
    const parts = [`${run.name}: WASM ${wasm?.toFixed(1)} ms`];
    if (native) parts.push(`native ${native.toFixed(1)} ms`);
    if (pytorch && wasm) parts.push(`PyTorch ${pytorch.toFixed(1)} ms; WASM / PyTorch ${(wasm / pytorch).toFixed(2)}`);
    console.log(parts.join(', '));
  }
}
