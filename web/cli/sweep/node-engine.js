// The engine and its workers under Node. In dist/ the files stand beside cli.js, in the package the engine above its folder, in
// the source tree each in its own.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { digest } from './fingerprint.js';

/** @returns {Promise<{module: WebAssembly.Module, digest: string}>} the engine, and what distinguishes it from other versions */
export async function compileEngine() {
  const candidates = ['./training.wasm', '../engine.wasm', '../../generated/training.wasm'].map(
    (path) => new URL(path, import.meta.url),
  );
  const found = candidates.find((url) => existsSync(url));
  if (!found) throw new Error('training.wasm is missing; run ./build.sh first');
  const bytes = readFileSync(found);
  return { module: await WebAssembly.compile(bytes), digest: digest(bytes) };
}

/** @param {URL} [script] @returns {import('../../threads/connection.js').Served} */
export function createNodeWorker(script = new URL('./node-worker-entry.js', import.meta.url)) {
  const worker = new Worker(fileURLToPath(script));
  let stopped = false;
  return {
    give: (port) =>
      worker.postMessage(port, [
        /** @type {import('node:worker_threads').TransferListItem} */ (/** @type {unknown} */ (port)),
      ]),
    terminate: () => {
      stopped = true;
      void worker.terminate();
    },
    onFailure: (listener) => {
      worker.on('error', (error) => listener(new Error(`the worker failed: ${error.message}`)));
      worker.on('exit', (code) => {
        if (!stopped) listener(new Error(`the worker ended unexpectedly with code ${code}`));
      });
    },
  };
}
