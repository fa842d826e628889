// The package in browsers, and in any host that fetches: the engine's WASM is the file beside this one.
import { startEngine } from './engine.js';

export * from './exports.js';

/**
 * @param {import('./exports.js').Source} [source] where the engine's WASM is; absent: engine.wasm beside this module
 * @returns {Promise<import('./exports.js').Engine>} each call gives an engine with a heap of its own
 * @throws {Error} where the WASM cannot be fetched or run
 */
export async function createEngine(source) {
  if (source) return startEngine(source);
  const url = new URL('./engine.wasm', import.meta.url);
  return startEngine({ url }).catch((error) => {
    // A bundler that moves the code and not the file leaves a page of the host in its place, which is no WASM.
    throw new Error(
      `the engine is not at ${url.href} (${error.message}). Give createEngine({ url }) the address of activation-playground/engine.wasm, or import activation-playground/inline, which needs no file`,
      { cause: error },
    );
  });
}
