// A worker whose training ends in a trap at once.
import { parentPort } from 'node:worker_threads';
import { serve } from '../../../web/threads/connection.js';
import { TrainingHost } from '../../../web/worker/host.js';
import { trap } from './trap.js';

class TrappingHost extends TrainingHost {
  async play() {
    trap();
  }
}

parentPort?.once('message', (port) => serve(TrappingHost, port));
