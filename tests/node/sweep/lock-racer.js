// One of several processes that try for the same lock; started by lock.test.js, which says when and what for.
import { randomBytes } from 'node:crypto';
import { closeSync, linkSync, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

const { lockFile } = await import(process.env.LOCK_MODULE ?? '../../../web/cli/files/file-lock.js');

/** @param {string} path */
function tryFor(path) {
  try {
    const lock = lockFile(path);
    return typeof lock === 'function' ? lock : () => lock.release();
  } catch (error) {
    if (/is being written/.test(/** @type {Error} */ (error).message)) return undefined;
    throw error;
  }
}

/** One try at a given moment; what was got is kept until the next round. @param {{path: string, at: number}} round */
function takeOver({ path, at }) {
  while (Date.now() < at);
  return tryFor(path) !== undefined;
}

/**
 * Takes and releases as often as asked. The witness is a file that must not exist when an owner makes it. Now and then a
 * lock appears as a killed process would have left it.
 * @param {{path: string, times: number, witness: string}} work
 */
function takeOften({ path, times, witness }) {
  const stale = `${witness}-stale-${process.pid}`;
  const pause = new Int32Array(new SharedArrayBuffer(4));
  let twoOwners = 0;
  for (let taken = 0; taken < times; ) {
    const release = tryFor(path);
    if (!release) {
      Atomics.wait(pause, 0, 0, 0.05);
      continue;
    }
    taken += 1;
    try {
      closeSync(openSync(witness, 'wx'));
      unlinkSync(witness);
    } catch {
      twoOwners += 1;
    }
    release();
    if (taken % 100 !== 0) continue;
    try {
      writeFileSync(
        stale,
        JSON.stringify({ host: hostname(), pid: 2 ** 22 + 1, token: randomBytes(12).toString('hex') }),
      );
      linkSync(stale, `${path}.lock`);
    } catch {
      // Another process has it already.
    }
    unlinkSync(stale);
  }
  return twoOwners;
}

process.on('message', (/** @type {any} */ work) => {
  process.send?.('at' in work ? takeOver(work) : takeOften(work));
});
process.send?.('ready');
