// A TrialWorker in the browser, and where it finds the engine.
import { newLockName, watchLock } from './worker-lock.js';

/** The training engine's address. */
export const kTrainingEngine = new URL('../generated/training.wasm', import.meta.url).href;

/** @returns {import('./protocol.js').TrialWorker} */
export function createBrowserWorker() {
  const name = newLockName();
  return watched(new Worker(new URL('./browser-worker-entry.js', import.meta.url), { type: 'module', name }), name);
}

/** @param {Worker} worker whose entry holds the lock of this name @param {string} name @returns {import('./protocol.js').TrialWorker} */
export function watched(worker, name) {
  /** @type {() => void} */
  let unwatch = () => {};
  return {
    give: (port) => worker.postMessage(port, [port]),
    terminate: () => {
      unwatch();
      worker.terminate();
    },
    onFailure: (listener) => {
      worker.addEventListener('error', (event) => {
        listener(new Error(`the worker failed: ${event.message || 'it could not be loaded'}`));
      });
      worker.addEventListener('messageerror', () => listener(new Error('the worker sent what could not be read')));
      unwatch = watchLock(worker, name, listener);
    },
  };
}
