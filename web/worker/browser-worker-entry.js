// The browser worker's entry.
import { expose } from 'comlink';
import { RunHost } from './host.js';
import { holdLock } from './worker-lock.js';

holdLock(self.name, (message) => self.postMessage(message));
expose(new RunHost());
