// The entry of the worker that reads images.
import { serve } from '../worker/connection.js';
import { holdLock } from '../worker/worker-lock.js';
import { ImagesHost } from './images-host.js';

const held = holdLock(self.name, (message) => self.postMessage(message));
self.addEventListener('message', ({ data: port }) => held.then(() => serve(ImagesHost, port)), { once: true });
