// Starts what works beside a page: a worker of the site where the page may have one, else a worker made of the same code as
// text, else the page itself, in short slices. The numbers are the same in each place.
import { serve } from './connection.js';
import { kReady } from './entry.js';
import { site } from './site.js';
import { newLockName, watchLock } from './worker-lock.js';

/** @typedef {import('./connection.js').Served} Served */
/** @typedef {import('./connection.js').Host} Host */
/**
 * @typedef {'worker' | 'text-worker' | 'page'} Place where it works
 * @typedef {object} Kind of worker
 * @property {(name: string) => Worker} [start] as a module of the site; the figure in one file has none
 * @property {() => string} [own] the address of a copy of the same as one classic script, where the page around has one; or ""
 * @property {() => Promise<string>} text the same as one classic script
 * @property {() => Promise<Host>} host what it serves
 * @typedef {object} Ties
 * @property {(reason: Error) => void} fail it has started and died
 * @property {AbortSignal} end it is wanted no more
 * @typedef {(port: MessagePort) => void} Give
 */

/** The policy by which pages that demand trusted types let a worker start from an address. */
const kPolicyName = 'activation-playground';

/** @typedef {{ createScriptURL(url: string): unknown }} Policy */

/** @type {Policy | null | undefined} */
let trusted;

/** The address of a script of ours, as a page that demands trusted types takes it. @param {string} url @returns {string} */
function scriptAddress(url) {
  try {
    const factory = /** @type {{ trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }} */ (globalThis)
      .trustedTypes;
    trusted ??= factory?.createPolicy(kPolicyName, { createScriptURL: (own) => own }) ?? null;
  } catch {
    trusted = null; // a page that names its policies, and not this one: the worker is refused, and another place is found
  }
  return /** @type {string} */ (trusted?.createScriptURL(url) ?? url);
}

/** In the order in which they are tried. @type {Record<Place, (kind: Kind, ties: Ties) => Promise<Give>>} */
const kPlaces = {
  worker: async ({ start, own }, ties) => {
    const address = own?.();
    if (address) return begun((name) => new Worker(scriptAddress(address), { name }), ties);
    if (!start || site.isForeign) throw new Error('this page has no file of the worker');
    return begun(start, ties);
  },
  // A page without an origin, as in a sandboxed frame, may load no worker from anywhere, and a script from another site
  // none from there. Text that the page has may become one.
  'text-worker': async ({ text }, ties) => {
    const url = URL.createObjectURL(new Blob([await text()], { type: 'text/javascript' }));
    try {
      return await begun((name) => new Worker(scriptAddress(url), { name }), ties);
    } finally {
      URL.revokeObjectURL(url);
    }
  },
  page: async ({ host }, { end }) => {
    const Host = await host();
    return (port) => end.addEventListener('abort', serve(Host, port), { once: true });
  },
};

/** What this page has been found to allow: what was refused once is not tried again. @type {Place} */
let allowed = globalThis.origin === 'null' ? 'text-worker' : 'worker';

/**
 * @param {Kind} kind @param {(place: Place) => void} [onPlace] called once it is known where it works
 * @returns {Served} at once: what is given to it waits until it has started
 */
export function startServed(kind, onPlace = () => {}) {
  const ending = new AbortController();
  const end = ending.signal;
  /** @type {((reason: Error) => void)[]} */
  const listeners = [];
  const fail = (/** @type {Error} */ reason) => {
    if (!end.aborted) for (const listener of listeners) listener(reason);
  };
  const started = firstPlace(kind, { fail, end }).then(({ place, give }) => {
    if (!end.aborted) onPlace(place);
    return give;
  });
  started.catch(fail);
  return {
    give: (port) => {
      started.then(
        (give) => end.aborted || give(port),
        () => {},
      );
    },
    terminate: () => ending.abort(),
    onFailure: (listener) => listeners.push(listener),
  };
}

/**
 * @param {Kind} kind @param {Ties} ties
 * @throws {Error} of the first place that was tried, where none can be had
 */
async function firstPlace(kind, ties) {
  const places = /** @type {Place[]} */ (Object.keys(kPlaces));
  let first;
  for (const place of places.slice(places.indexOf(allowed))) {
    try {
      const give = await kPlaces[place](kind, ties);
      allowed = place;
      return { place, give };
    } catch (error) {
      first ??= error;
    }
    if (ties.end.aborted) break;
  }
  throw first;
}

/**
 * A worker that says that it has started: one that the page's policy forbids fails without a reason.
 * @param {NonNullable<Kind['start']>} start its entry holds the lock of the name it is given @param {Ties} ties
 * @returns {Promise<Give>} @throws {Error} where it may not be started, or has failed before
 */
async function begun(start, { fail, end }) {
  // Its text may have come after its end.
  if (end.aborted) throw new Error('the worker was terminated');
  const name = newLockName();
  const worker = start(name);
  const unwatch = watchLock(worker, name, fail);
  const stop = () => {
    unwatch();
    worker.terminate();
  };
  return new Promise((resolve, reject) => {
    let hasStarted = false;
    const lost = (/** @type {Error} */ reason) => {
      if (hasStarted) return fail(reason);
      stop();
      reject(reason);
    };
    end.addEventListener('abort', () => {
      stop();
      reject(new Error('the worker was terminated'));
    });
    worker.addEventListener('message', ({ data }) => {
      if (data?.type !== kReady) return;
      hasStarted = true;
      resolve((port) => worker.postMessage(port, [port]));
    });
    worker.addEventListener('error', ({ message }) =>
      lost(new Error(`the worker failed: ${message || 'it could not be loaded'}`)),
    );
    worker.addEventListener('messageerror', () => lost(new Error('the worker sent what could not be read')));
  });
}
