// The package with the engine's WASM in it: for bundlers and hosts that lose the file.
import engine from 'virtual:engine-bytes';
import { unpack } from '../engine/unpack.js';
import { startEngine } from './engine.js';

export * from './exports.js';

/**
 * @param {import('./exports.js').Source} [source] where the engine's WASM is; absent: in this module
 * @returns {Promise<import('./exports.js').Engine>} each call gives an engine with a heap of its own
 * @throws {Error} where the WASM cannot run
 */
export async function createEngine(source) {
  if (source) return startEngine(source);
  const packed = Uint8Array.from(atob(engine), (character) => character.charCodeAt(0));
  return startEngine({ wasmBinary: /** @type {BufferSource} */ (await unpack(packed, 'engine.wasm')) });
}
