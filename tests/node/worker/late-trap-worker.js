// A worker whose training ends in a trap just after it has sent a snapshot.
import { parentPort } from 'node:worker_threads';
import { serve } from '../../../web/threads/connection.js';
import { TrainingHost } from '../../../web/worker/host.js';
import { trap } from './trap.js';

class LateTrapHost extends TrainingHost {
  save() {
    super.save();
    trap();
  }
}

parentPort?.once('message', (port) => serve(LateTrapHost, port));
