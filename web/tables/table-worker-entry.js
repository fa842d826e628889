// The entry of the worker that reads tables.
import { serve } from '../worker/connection.js';
import { holdLock } from '../worker/worker-lock.js';
import { TableHost } from './table-host.js';

const held = holdLock(self.name, (message) => self.postMessage(message));
self.addEventListener('message', ({ data: port }) => held.then(() => serve(TableHost, port)), { once: true });
