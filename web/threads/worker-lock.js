// How a page learns that a worker has ended without an event, as when the browser ends it for its memory: the worker holds
// a lock for as long as it lives, and the page waits for the same lock. No time limit is needed, so a worker that is in
// one long batch is never taken for a dead one.

/** What the worker posts when it holds its lock. */
const kHeld = 'playground-lock-held';

/** Browsers have locks in secure contexts only, and refuse them to sandboxed frames without an origin. */
const locks = () => (typeof navigator === 'undefined' ? undefined : navigator.locks);

/** A name no other worker of this origin has: locks are shared by all tabs. */
export function newLockName() {
  return `training run ${[...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-')}`;
}

/**
 * The worker's side: takes the lock and never gives it back.
 * @param {string} name @param {(message: unknown) => void} post
 * @returns {Promise<void>} resolves when the lock is held, or there is none: without one the run trains all the same
 */
export function holdLock(name, post) {
  return new Promise((resolve) => {
    const held = locks()?.request(name, () => {
      post({ type: kHeld });
      resolve();
      return new Promise(() => {});
    });
    if (held) held.catch(() => resolve());
    else resolve();
  });
}

/**
 * The page's side.
 * @param {Worker} worker @param {string} name @param {(reason: Error) => void} onEnded
 * @returns {() => void} ceases to wait
 */
export function watchLock(worker, name, onEnded) {
  const waiting = new AbortController();
  const { signal } = waiting;
  worker.addEventListener(
    'message',
    ({ data }) => {
      if (data?.type !== kHeld) return;
      locks()
        ?.request(name, { signal }, () =>
          onEnded(new Error('the worker ended unexpectedly; it may have run out of memory')),
        )
        .catch(() => {}); // aborted: the worker was terminated by its owner
    },
    { signal },
  );
  return () => waiting.abort();
}
