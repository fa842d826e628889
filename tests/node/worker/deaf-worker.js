// A worker that is caught in one call for ever, as in a batch of any size: it neither answers nor ends.
import { parentPort } from 'node:worker_threads';
// @ts-expect-error the package has no types for its modules by path
import { expose } from '../../../web/node_modules/comlink/dist/esm/comlink.mjs';
// @ts-expect-error
import nodeEndpoint from '../../../web/node_modules/comlink/dist/esm/node-adapter.mjs';
import { RunHost } from '../../../web/worker/host.js';

class DeafHost extends RunHost {
  async play() {
    this.stepOnce();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}

expose(new DeafHost(), /** @type {any} */ (nodeEndpoint)(parentPort));
