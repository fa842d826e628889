// The Node worker's entry.
import { parentPort } from 'node:worker_threads';
import { serve } from '../../threads/connection.js';
import { TrainingHost } from '../../worker/host.js';

parentPort?.once('message', (port) => serve(TrainingHost, port));
