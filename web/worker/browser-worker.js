// The worker that trains in the browser, and where it finds the engine.
import { addresses } from '../engine/addresses.js';
import { startServed } from '../threads/start.js';

/** @type {import('../engine/load.js').Source} */
const kBeside = { url: new URL('../generated/training.wasm', import.meta.url).href };

/** Where a worker finds the training engine. @returns {import('../engine/load.js').Source} */
export const trainingEngine = () => (addresses.training ? { url: addresses.training } : kBeside);

/** @type {import('../threads/start.js').Kind} */
const kTrainer = {
  start: (name) => new Worker(new URL('./browser-worker-entry.js', import.meta.url), { type: 'module', name }),
  own: () => addresses.worker,
  text: async () => (await import('virtual:worker-text/worker/browser-worker-entry.js')).default,
  host: async () => (await import('./host.js')).TrainingHost,
};

/** @param {(place: import('../threads/start.js').Place) => void} [onPlace] called once it is known where it works */
export const createBrowserWorker = (onPlace) => startServed(kTrainer, onPlace);
