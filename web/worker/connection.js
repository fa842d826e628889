// The line between a run and its worker: calls go by Comlink, events come by a port of their own. A test can put another
// one in its place.
import { transfer, wrap } from 'comlink';

/** @typedef {import('./protocol.js').RunWorker} RunWorker */
/** @typedef {import('comlink').Remote<import('./host.js').RunHost>} RemoteHost */
/**
 * @typedef {object} Connection
 * @property {(module: WebAssembly.Module, job: import('./protocol.js').Job) => Promise<void>} start
 * @property {RemoteHost} host
 * @property {() => void} close
 */

/** The worker's own failure says more than its closed port, and can arrive a little later. */
const kCloseMilliseconds = 500;

/**
 * @param {RunWorker} worker
 * @param {(event: import('./protocol.js').RunEvent) => void} onEvent
 * @param {(reason: Error) => void} onLost called when the other end of the event port is gone
 * @returns {Connection}
 */
export function connect(worker, onEvent, onLost) {
  const host = /** @type {RemoteHost} */ (wrap(worker.endpoint));
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => onEvent(data);
  // Newer browsers say when a port's other end has died with its worker.
  let closed = false;
  port1.addEventListener('close', () => {
    if (!closed) setTimeout(() => onLost(new Error('the worker ended unexpectedly')), kCloseMilliseconds);
  });
  return {
    start: (module, job) => host.start(module, job, transfer(port2, [port2])),
    host,
    close: () => {
      closed = true;
      port1.close(); // an open port would keep Node alive
    },
  };
}
