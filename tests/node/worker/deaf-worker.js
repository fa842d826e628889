// A worker that is caught in one call for ever, as in a batch of any size: it neither answers nor ends.
import { parentPort } from 'node:worker_threads';
import { serve } from '../../../web/threads/connection.js';
import { TrainingHost } from '../../../web/worker/host.js';

class DeafHost extends TrainingHost {
  async play() {
    this.stepOnce();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}

parentPort?.once('message', (port) => serve(DeafHost, port));
