// The browser worker's entry.
import { serve } from './connection.js';
import { TrainingHost } from './host.js';
import { holdLock } from './worker-lock.js';

// Nothing is answered before the lock is held: a worker that is lost in its first call would not be missed.
const held = holdLock(self.name, (message) => self.postMessage(message));
self.addEventListener('message', ({ data: port }) => held.then(() => serve(TrainingHost, port)), { once: true });
