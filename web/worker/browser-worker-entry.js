// The browser worker's entry.
import { serve } from './connection.js';
import { TrainingHost } from './host.js';
import { holdLock } from './worker-lock.js';

self.addEventListener('message', ({ data: port }) => serve(TrainingHost, port), { once: true });
holdLock(self.name, (message) => self.postMessage(message));
