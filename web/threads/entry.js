// What the entry of every worker of the browser does.
import { serve } from './connection.js';
import { holdLock } from './worker-lock.js';

/** What a worker posts when its code runs. */
export const kReady = 'playground-worker-ready';

/** Serves the port that the page sends. @param {import('./connection.js').Host} Host */
export function serveHere(Host) {
  // Nothing is answered before the lock is held: a worker that is lost in its first call would not be missed.
  const held = holdLock(self.name, (message) => self.postMessage(message));
  self.addEventListener('message', ({ data: port }) => held.then(() => serve(Host, port)), { once: true });
  self.postMessage({ type: kReady });
}
