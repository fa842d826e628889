// A RunWorker in the browser.

/** @returns {import('./protocol.js').RunWorker} */
export function createBrowserWorker() {
  const worker = new Worker(new URL('./run-worker.js', import.meta.url), {
    type: 'module',
    name: 'training run',
  });
  return {
    endpoint: worker,
    terminate: () => worker.terminate(),
    onFailure: (listener) => {
      worker.addEventListener('error', (event) => {
        listener(new Error(`the worker failed: ${event.message || 'it could not be loaded'}`));
      });
      worker.addEventListener('messageerror', () => listener(new Error('the worker sent what could not be read')));
    },
  };
}
