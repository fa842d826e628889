// The line between a page and what serves it on another thread: one port for the calls, their answers and the events, so
// that all arrive in the order in which they were sent. A test can put another one in its place.

/** @typedef {import('../text/paths.js').Json} Json */
/**
 * @typedef {object} Served what is at the other end: a worker of the browser or of Node, or the page itself
 * @property {(port: MessagePort) => void} give takes that end of the connection to it
 * @property {() => void} terminate
 * @property {(listener: (reason: Error) => void) => void} onFailure called when it dies, whether or not it says so, or
 *   cannot be loaded
 *
 * @typedef {object} Connection
 * @property {(method: string, ...values: unknown[]) => Promise<unknown>} call rejects with the message of what the method threw,
 *   as a TrapError where the engine is of no more use
 * @property {(reason: Error) => void} close rejects what is unanswered
 *
 * @typedef {(event: Json, moved?: Transferable[]) => void} Emit
 * @typedef {new (emit: Emit) => object} Host whose methods are called; one named `close`, where it has one, when nothing more is wanted of it
 */

/** What was sent arrived and could not be read: some pages may not take what is compiled, as those opened from a disk. */
export class UnreadableError extends Error {
  name = 'UnreadableError';
}

/** The engine broke off in the middle of a call: its heap is in no known state, and its worker must be replaced. */
export class TrapError extends Error {
  name = 'TrapError';
}

/** What the engine says is wrong comes as an Error; exceptions from inside it are none. @param {unknown} error */
const isTrap = (error) =>
  !(error instanceof Error) || (typeof WebAssembly === 'object' && error instanceof WebAssembly.RuntimeError);

/** The worker's own failure says more than its closed port, and can arrive a little later. */
const kCloseMilliseconds = 500;

/**
 * The page's end.
 * @param {Served} served @param {(event: Json) => void} onEvent
 * @param {(reason: Error) => void} onLost called when the other end of the port is gone
 * @returns {Connection}
 */
export function connect(served, onEvent, onLost) {
  const { port1: port, port2 } = new MessageChannel();
  /** @type {Map<number, {resolve: (value: unknown) => void, reject: (reason: Error) => void}>} */
  const unanswered = new Map();
  let calls = 0;
  let closed = false;
  port.onmessage = ({ data }) => {
    if ('event' in data) return onEvent(data.event);
    const call = unanswered.get(data.id);
    unanswered.delete(data.id);
    if ('error' in data) call?.reject(data.trap ? new TrapError(data.error) : new Error(data.error));
    else call?.resolve(data.value);
  };
  const rejectAll = (/** @type {Error} */ reason) => {
    for (const { reject } of unanswered.values()) reject(reason);
    unanswered.clear();
  };
  // Which call it was the answer to is not known.
  port.addEventListener('messageerror', () => {
    const reason = new UnreadableError('the worker sent what this page may not read');
    if (unanswered.size === 0) onLost(reason);
    rejectAll(reason);
  });
  // Newer browsers say when a port's other end has died with its worker.
  port.addEventListener('close', () => {
    if (!closed) setTimeout(() => onLost(new Error('the worker ended unexpectedly')), kCloseMilliseconds);
  });
  served.give(port2);
  return {
    call: (method, ...values) =>
      new Promise((resolve, reject) => {
        calls += 1;
        unanswered.set(calls, { resolve, reject });
        port.postMessage({ id: calls, method, values });
      }),
    close: (reason) => {
      closed = true;
      port.close(); // an open port would keep Node alive
      rejectAll(reason);
    },
  };
}

/**
 * The other end: answers the calls with a host's methods.
 * @param {Host} Host @param {MessagePort} port the page's port
 * @returns {() => void} ends it
 */
export function serve(Host, port) {
  const host = /** @type {Json} */ (new Host((event, moved = []) => port.postMessage({ event }, moved)));
  port.onmessage = async ({ data: { id, method, values } }) => {
    try {
      port.postMessage({ id, value: await host[method](...values) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      port.postMessage({ id, error: message, trap: isTrap(error) });
    }
  };
  return () => {
    port.close();
    host.close?.();
  };
}
