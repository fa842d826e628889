// A worker whose training ends in a real WASM trap: an `unreachable`, as an allocation failure in the engine is.
import { parentPort } from 'node:worker_threads';
import { serve } from '../../../web/worker/connection.js';
import { TrainingHost } from '../../../web/worker/host.js';

// (module (func (export "f") unreachable))
const kTrap = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11,
]);

class TrappingHost extends TrainingHost {
  async play() {
    const { instance } = await WebAssembly.instantiate(kTrap);
    /** @type {any} */ (instance.exports).f();
  }
}

parentPort?.once('message', (port) => serve(TrappingHost, port));
