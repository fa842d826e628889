// The core's inner loops as programs to ask: kernels.cpp built natively and as WASM.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { LineProcess } from './line-process.js';
import { fromRoot } from './paths.js';

const require = createRequire(import.meta.url);
const kNative = 'build/native/tests/bench/bench_kernels';
const kWasm = 'build/wasm/tests/bench/bench_kernels';

/**
 * @typedef {object} Programs
 * @property {(question: string) => Promise<number>} wasm seconds, NaN where the question is none
 * @property {(question: string) => Promise<number>} native
 * @property {() => void} end
 */

/** @returns {Promise<Programs>} */
export async function startPrograms() {
  if (!existsSync(fromRoot(kNative)) || !existsSync(fromRoot(`${kWasm}.cjs`)))
    throw new Error('the kernels are not built; run ./build.sh bench');
  const native = new LineProcess(fromRoot(kNative));
  // Under Node the glue must not fetch a file's path.
  const module = await require(fromRoot(`${kWasm}.cjs`))({ wasmBinary: readFileSync(fromRoot(`${kWasm}.wasm`)) });
  return {
    wasm: async (question) => Number(module.ccall('answerLine', 'string', ['string'], [question])),
    native: async (question) => Number(await native.ask(question)),
    end: () => native.end(),
  };
}
