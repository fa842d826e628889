// What the tests of runs in real workers share: pools that end with their test, and workers that can be killed.
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { createNodeWorker } from '../../../web/cli/sweep/node-engine.js';
import { TrialPool } from '../../../web/worker/pool.js';
import { preset, wasm } from '../support.js';

export const module = WebAssembly.compile(wasm);

/**
 * @param {import('node:test').TestContext} t
 * @param {{size?: number, createWorker?: any, stopMilliseconds?: number, recover?: number,
 *   module?: import('../../../web/worker/protocol.js').Shared}} [options]
 */
export function newPool(t, options = {}) {
  const pool = new TrialPool({ size: 2, createWorker: createNodeWorker, module, ...options });
  t.after(() => pool.terminateAll());
  return pool;
}

export const long = { ...preset('relu-vs-elu'), training: { ...preset('relu-vs-elu').training, epochs: 1000 } };

/** @param {any} run @param {string} type @returns {Promise<any>} */
export const next = (run, type) =>
  new Promise((resolve) => {
    const off = run.on(type, (/** @type {any} */ detail) => {
      off();
      resolve(detail);
    });
  });

/**
 * Workers that can be killed from outside.
 * @param {{silent?: boolean}} [options] silent: nothing but the closed port says that one has died
 */
export function mortalWorkers({ silent = false } = {}) {
  /** @type {Worker[]} */
  const made = [];
  const script = fileURLToPath(new URL('../../../web/cli/sweep/node-worker-entry.js', import.meta.url));
  const createWorker = () => {
    const worker = new Worker(script);
    made.push(worker);
    let stopped = false;
    return {
      give: (/** @type {any} */ port) => worker.postMessage(port, [port]),
      terminate: () => {
        stopped = true;
        void worker.terminate();
      },
      onFailure: (/** @type {(reason: Error) => void} */ listener) => {
        worker.on('exit', (code) => stopped || silent || listener(new Error(`the worker ended with code ${code}`)));
      },
    };
  };
  return { made, createWorker, kill: () => made[made.length - 1].terminate() };
}
