// The Node worker's entry.
import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { RunHost } from '../../worker/host.js';

expose(new RunHost(), /** @type {any} */ (nodeEndpoint)(parentPort));
