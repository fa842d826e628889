// Keeps a file to one process at a time. The lock is a file beside it that names its process; it appears complete, by
// link(), or not at all. A lock whose holder is gone is never removed by others but succeeded: its one successor is who
// first links FILE.lock.TOKEN, the token being the dead holder's. Why that gives one owner, always:
// 1. Tokens are never used twice, and FILE.lock is removed by its owner only. The owner first links the successor of
// its own token, so that no other process can succeed it any more. It removes FILE.lock before any successor file. 2.
// Who links a successor file and then still finds the same token in FILE.lock is the owner: at that moment nothing of
// the chain from FILE.lock to it had been removed, and link() gave the place to one process only. 3. Who finds another
// token, or none, has seen a lock that is gone; it takes its link back and looks again.
import { randomBytes } from 'node:crypto';
import { linkSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError } from './input-error.js';
import { isAlive, ownIdentity } from './process-identity.js';

const kBeatMilliseconds = 15_000; // how often a holder shows that it lives
const kStaleMilliseconds = 60_000; // what cannot be seen from here is gone after this long without a sign
const kTornMilliseconds = 2_000; // only where the file system has no links is a lock seen while it is written

/** @typedef {{path: string, token: string, content: import('../../text/paths.js').Json}} Holder one lock or successor file */

/** Tokens of this process, which may have no other way to know itself. @type {Set<string>} */
const held = new Set();

/** A lock that is held. */
export class FileLock {
  #root;
  #own;
  #tokens;
  #lastBeat = Date.now();
  #beat;

  /** @param {string} lock @param {string[]} tokens from the one in FILE.lock to the own @param {string} own path of the own file */
  constructor(lock, tokens, own) {
    this.#root = lock;
    this.#tokens = tokens;
    this.#own = own;
    held.add(tokens[tokens.length - 1]);
    this.#beat = setInterval(() => this.#showLife(), kBeatMilliseconds);
    this.#beat.unref();
    sweepOnce(lock, tokens, () => this.#isOurs());
  }

  /**
   * To be called before every write: a process that was paused for long may have been taken for gone.
   * @throws {InputError} where another process has the file now
   */
  check() {
    if (!this.#isOurs()) {
      throw new InputError(
        `the lock "${this.#root}" was lost: this process was paused for longer than a minute, or the lock was removed, and another process may write the file now`,
      );
    }
    if (Date.now() - this.#lastBeat >= kBeatMilliseconds) this.#showLife();
  }

  release() {
    clearInterval(this.#beat);
    const next = successorPath(this.#root, this.#tokens[this.#tokens.length - 1]);
    try {
      if (!this.#isOurs() || !mark(this.#own, next)) return;
    } catch {
      return; // A full disk, say: the lock ends with this process.
    }
    if (readHolder(this.#root)?.token === this.#tokens[0]) {
      rmSync(this.#root, { force: true });
      for (const token of this.#tokens.slice(0, -1)) rmSync(successorPath(this.#root, token), { force: true });
    }
    rmSync(next, { force: true });
    held.delete(this.#tokens[this.#tokens.length - 1]);
  }

  #isOurs() {
    const last = this.#tokens[this.#tokens.length - 1];
    return readHolder(this.#root)?.token === this.#tokens[0] && !exists(successorPath(this.#root, last));
  }

  #showLife() {
    this.#lastBeat = Date.now();
    try {
      utimesSync(this.#own, new Date(), new Date());
    } catch {
      // It was removed; check() says so before the next write.
    }
  }
}

/**
 * @param {string} path of the file to be kept, links followed @param {string} [option] that named it, for the message
 * @returns {FileLock}
 * @throws {InputError} where another process has it
 */
export function lockFile(path, option = '--jsonl') {
  const lock = `${path}.lock`;
  const taken = tryLock(lock);
  if (taken instanceof FileLock) return taken;
  const { host, pid } = taken.content ?? {};
  throw new InputError(
    `${option}: "${path}" is being written by process ${pid} on ${host}; wait for its end, or name another file (if there is no such process, remove "${lock}")`,
  );
}

/** @param {string} lock @returns {FileLock | Holder} the lock, or who has it */
function tryLock(lock) {
  const token = randomBytes(12).toString('hex');
  const content = JSON.stringify({ ...ownIdentity(), token });
  for (;;) {
    const chain = chainOf(lock);
    const tail = chain.at(-1);
    if (!tail) {
      if (create(lock, content)) return new FileLock(lock, [token], lock);
      continue; // another process was faster
    }
    const state = stateOf(tail);
    if (state === 'held') return tail;
    if (state === 'torn') {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
      continue;
    }
    const next = successorPath(lock, tail.token);
    if (!create(next, content)) continue; // another process was faster
    if (readHolder(lock)?.token === chain[0].token) {
      return new FileLock(lock, [...chain.map((holder) => holder.token), token], next);
    }
    rmSync(next, { force: true });
  }
}

/** From FILE.lock to the last successor. @param {string} lock @returns {Holder[]} */
function chainOf(lock) {
  /** @type {Holder[]} */
  const chain = [];
  for (let path = lock; ; ) {
    const holder = readHolder(path);
    if (!holder) return chain;
    // An owner that was killed while it gave the file free has left its own content as its successor.
    if (chain.some((before) => before.token === holder.token)) holder.token += 'r';
    if (chain.some((before) => before.token === holder.token)) return chain;
    chain.push(holder);
    path = successorPath(lock, holder.token);
  }
}

/** @param {Holder} holder @returns {'held' | 'torn' | 'gone'} */
function stateOf({ path, content }) {
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  if (content === undefined) return age < kTornMilliseconds ? 'torn' : 'gone';
  const alive = held.has(content.token) || isAlive(content);
  return (alive ?? age < kStaleMilliseconds) ? 'held' : 'gone';
}

/** @param {string} path @returns {Holder | undefined} undefined where there is none @throws {InputError} where it is no file */
function readHolder(path) {
  // A pipe would never end, and a link that leads nowhere looks as if there were no lock.
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat && !stat.isFile()) {
    const what = stat.isDirectory() ? 'a folder' : stat.isSymbolicLink() ? 'a link' : 'a pipe or device';
    throw new InputError(`"${path}" is ${what} where a lock file should be; remove it, or name another file`);
  }
  const text = readOr(path, undefined);
  if (text === undefined) return undefined;
  try {
    const content = JSON.parse(text);
    if (typeof content?.host === 'string' && Number.isSafeInteger(content.pid) && content.pid > 0) {
      const plain = typeof content.token === 'string' && /^[0-9a-f]{24}$/.test(content.token);
      return { path, token: plain ? content.token : stand(path), content };
    }
  } catch {
    // Not ours, or torn.
  }
  return { path, token: stand(path), content: undefined };
}

/** What stands for the token of a lock that has none. @param {string} path */
function stand(path) {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat ? `${stat.ino.toString(16)}-${stat.ctimeNs.toString(16)}` : 'none';
}

/** @param {string} lock @param {string} token */
const successorPath = (lock, token) => `${lock}.${token}`;

/**
 * Makes the own file its own successor, without taking room on the disk.
 * @param {string} own @param {string} next @returns {boolean} false where there is a successor
 */
function mark(own, next) {
  try {
    linkSync(own, next);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    return create(next, readOr(own, ''));
  }
}

/**
 * A file with this content, complete from its first moment on.
 * @param {string} path @param {string} content @returns {boolean} false where there is one already
 */
function create(path, content) {
  const temporary = `${path}-${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(temporary, content, { flag: 'wx' });
    linkSync(temporary, path);
    return true;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EEXIST') return false;
    // Paused for long, this process may have lost its temporary file to a sweep.
    if (code === 'ENOENT' && exists(dirname(path))) return false;
    // Some file systems have no links: there a lock is seen while it is written, for a moment.
    if (['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'].includes(String(code)) && exists(temporary)) {
      return createWithoutLinks(path, content);
    }
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** @param {string} path @param {string} content */
function createWithoutLinks(path, content) {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @type {Set<string>} locks whose leftovers this process has looked for */
const swept = new Set();

/**
 * Removes what killed processes left beside a lock. A file is abandoned if it was listed while the lock was certainly
 * held and is of no token of its chain. It must also be a minute old, or of a process that is gone.
 * @param {string} lock @param {string[]} tokens @param {() => boolean} isOurs
 */
function sweepOnce(lock, tokens, isOurs) {
  if (swept.has(lock)) return;
  swept.add(lock);
  const prefix = `${basename(lock)}.`;
  const kept = new Set(tokens.map((token) => prefix + token));
  try {
    const names = readdirSync(dirname(lock)).filter(
      (name) => (name.startsWith(prefix) || name.startsWith(`${basename(lock)}-`)) && !kept.has(name),
    );
    if (names.length === 0 || !isOurs()) return;
    for (const name of names.filter((one) => /[.-][0-9a-f-]+r?$/.test(one))) {
      const path = join(dirname(lock), name);
      const { content } = readHolder(path) ?? {};
      const gone = content !== undefined && !held.has(content.token) && isAlive(content) === false;
      if (gone || Date.now() - statSync(path).mtimeMs > kStaleMilliseconds) rmSync(path, { force: true });
    }
  } catch {
    // They do no harm.
  }
}

/** @param {string} path */
const exists = (path) => statSync(path, { throwIfNoEntry: false }) !== undefined;

/** @template T @param {string} path @param {T} otherwise where there is no such file @returns {string | T} */
function readOr(path, otherwise) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return otherwise;
    throw error;
  }
}
