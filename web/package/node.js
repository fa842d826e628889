// The package under Node: the engine's WASM is read from the disk, which fetch() does not do there.
import { readFile } from 'node:fs/promises';
import { startEngine } from './engine.js';

export * from './exports.js';

/**
 * @param {import('./exports.js').Source} [source] where the engine's WASM is; absent: engine.wasm beside this module
 * @returns {Promise<import('./exports.js').Engine>} each call gives an engine with a heap of its own
 * @throws {Error} where the WASM cannot be read or run
 */
export async function createEngine(source = { url: new URL('./engine.wasm', import.meta.url) }) {
  const { url, module, wasmBinary } = source;
  if (module || wasmBinary || !url || new URL(url).protocol !== 'file:') return startEngine(source);
  return startEngine({ wasmBinary: new Uint8Array(await readFile(new URL(url))) });
}
