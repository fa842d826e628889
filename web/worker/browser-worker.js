// A RunWorker in the browser.
import { newLockName, watchLock } from './worker-lock.js';

/** @returns {import('./protocol.js').RunWorker} */
export function createBrowserWorker() {
  const name = newLockName();
  const worker = new Worker(new URL('./browser-worker-entry.js', import.meta.url), { type: 'module', name });
  /** @type {() => void} */
  let unwatch = () => {};
  return {
    endpoint: worker,
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
