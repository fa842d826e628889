// A worker whose engine traps on every experiment it is asked about.
import { parentPort } from 'node:worker_threads';
import { serve } from '../../../web/threads/connection.js';
import { TrainingHost } from '../../../web/worker/host.js';
import { trap } from './trap.js';

class TrappingHost extends TrainingHost {
  /** @override @returns {any} */
  check() {
    trap();
  }
}

parentPort?.once('message', (port) => serve(TrappingHost, port));
