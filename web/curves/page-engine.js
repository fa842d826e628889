// Loads the curves' engine once for everything on a page and remembers the outcome, good or bad.
import { addresses } from '../engine/addresses.js';
import { loadCurves } from '../engine/curves.js';

/** @typedef {import('../engine/curves.js').CurvesEngine} Engine */

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

const kBeside = { url: new URL('../generated/curves.wasm', import.meta.url).href };

const start = () => loadCurves(addresses.curves ? { url: addresses.curves } : kBeside);
