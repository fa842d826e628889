// Loads the engine once for everything on a page and remembers the outcome, good or bad.
import { loadEngine } from '../engine/index.js';

/** @typedef {Awaited<ReturnType<typeof loadEngine>>} Engine */

/** @type {Promise<Engine> | null} */
let loading = null;

/** @returns {Promise<Engine>} rejects with the reason when WebAssembly is missing, blocked or not found */
export function engineReady() {
  loading ??= start();
  return loading;
}

/** Forgets a failed load, so that a retry can succeed. */
export function forgetEngine() {
  loading = null;
}

async function start() {
  if (typeof WebAssembly !== 'object') throw new Error('This browser has no WebAssembly, which the calculations need.');
  return loadEngine({ url: new URL('../generated/engine.wasm', import.meta.url).href });
}

/** The message for the reader when the engine did not load. @param {unknown} error */
export function engineTrouble(error) {
  const reason = error instanceof Error ? error.message : String(error);
  return `The calculations could not start. Either the file engine.wasm did not arrive, or this site forbids WebAssembly (its content security policy needs 'wasm-unsafe-eval'). The browser says: ${reason}`;
}
