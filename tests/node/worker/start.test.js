// Where what serves a page is started: as a worker of the site, as one made of text, or in the page.
// Catches a page without a worker that trains nowhere, a worker that is left behind, and a reason that is not the first.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { connect, UnreadableError } from '../../../web/threads/connection.js';
import { kReady } from '../../../web/threads/entry.js';

/** @typedef {typeof import('../../../web/threads/start.js')} Start */

/** What a page was found to allow is remembered: each test has a page of its own. @returns {Promise<Start>} */
const newPage = () => import(`../../../web/threads/start.js?page=${Math.random()}`);

class FakeWorker extends EventTarget {
  isTerminated = false;
  /** @type {unknown[]} */
  given = [];
  /** @param {'starts' | 'fails' | 'hangs'} kind @param {string} [message] */
  constructor(kind, message = '') {
    super();
    const event =
      kind === 'starts'
        ? Object.assign(new Event('message'), { data: { type: kReady } })
        : Object.assign(new Event('error'), { message });
    if (kind !== 'hangs') setTimeout(() => this.dispatchEvent(event));
  }
  /** @param {unknown} value */
  postMessage(value) {
    this.given.push(value);
  }
  terminate() {
    this.isTerminated = true;
  }
}

class Doubler {
  static closed = 0;
  /** @param {number} value */
  double(value) {
    return 2 * value;
  }
  close() {
    Doubler.closed += 1;
  }
}

/** @type {FakeWorker[]} */
let made = [];
const { Worker: before } = /** @type {any} */ (globalThis);
afterEach(() => {
  made = [];
  /** @type {any} */ (globalThis).Worker = before;
});

/**
 * @param {'starts' | 'fails' | 'hangs' | 'throws'} module @param {'starts' | 'fails' | 'hangs'} [text]
 * @returns {import('../../../web/threads/start.js').Kind}
 */
function kindOf(module, text = 'fails') {
  const keep = (/** @type {FakeWorker} */ worker) => {
    made.push(worker);
    return /** @type {any} */ (worker);
  };
  /** @type {any} */ (globalThis).Worker = class extends FakeWorker {
    constructor() {
      super(text, 'of text');
      keep(this);
    }
  };
  return {
    start: () => {
      if (module === 'throws') throw new Error('forbidden');
      return keep(new FakeWorker(module, 'of the site'));
    },
    text: async () => 'postMessage(1)',
    host: async () => Doubler,
  };
}

/** @param {Start} page @param {import('../../../web/threads/start.js').Kind} kind */
function open(page, kind) {
  /** @type {{ places: string[], failures: string[] }} */
  const seen = { places: [], failures: [] };
  const served = page.startServed(kind, (place) => seen.places.push(place));
  served.onFailure(({ message }) => seen.failures.push(message));
  const connection = connect(
    served,
    () => {},
    () => {},
  );
  return { ...seen, served, connection };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

test('a worker of the site is given the port once it has started, and its death is reported', async () => {
  const { places, failures, connection } = open(await newPage(), kindOf('starts'));
  await soon();
  assert.deepEqual([places, made.length, made[0].given.length], [['worker'], 1, 1]);
  made[0].dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
  assert.deepEqual(failures, ['the worker failed: out of memory']);
  connection.close(new Error('done'));
});

for (const first of /** @type {const} */ (['throws', 'fails'])) {
  test(`where a worker of the site ${first}, one is made of text, and the next at once`, async () => {
    const page = await newPage();
    const { places, failures, connection } = open(page, kindOf(first, 'starts'));
    await soon();
    assert.deepEqual([places, failures], [['text-worker'], []]);
    assert.equal(made.at(-1)?.given.length, 1);
    assert.ok(made.slice(0, -1).every((worker) => worker.isTerminated));
    connection.close(new Error('done'));
    const again = open(page, kindOf(first, 'starts'));
    const count = made.length;
    await soon();
    assert.deepEqual([again.places, made.length - count], [['text-worker'], 1]);
    again.connection.close(new Error('done'));
  });
}

test('where there is no file of a worker, as in the figure in one file, one is made of text', async () => {
  const kind = { ...kindOf('starts', 'starts'), start: undefined };
  const { places, failures, connection } = open(await newPage(), kind);
  await soon();
  assert.deepEqual([places, failures, made.length], [['text-worker'], [], 1]);
  connection.close(new Error('done'));
});

test('where neither may start the page serves, until it is ended', async () => {
  const { places, failures, served, connection } = open(await newPage(), kindOf('throws', 'fails'));
  assert.equal(await connection.call('double', 21), 42);
  assert.deepEqual([places, failures], [['page'], []]);
  served.terminate();
  assert.equal(Doubler.closed, 1);
  connection.close(new Error('done'));
});

test('where nothing can be had the first reason is reported', async () => {
  const kind = {
    ...kindOf('fails', 'fails'),
    host: async () => {
      throw new Error('no host either');
    },
  };
  const { places, failures, connection } = open(await newPage(), kind);
  await soon();
  assert.deepEqual([places, failures], [[], ['the worker failed: of the site']]);
  connection.close(new Error('done'));
});

test('one that is ended while it starts is terminated, and nothing else is tried', async () => {
  const { places, failures, served, connection } = open(await newPage(), kindOf('hangs', 'starts'));
  await soon();
  served.terminate();
  await soon();
  assert.deepEqual([places, failures, made.length, made[0].isTerminated], [[], [], 1, true]);
  connection.close(new Error('done'));
});

test('what arrives and cannot be read rejects the calls that wait; where none waits, the other end is of no more use', async () => {
  const { MessageChannel: Before } = globalThis;
  /** @type {MessagePort | undefined} */
  let port;
  globalThis.MessageChannel = class extends Before {
    constructor() {
      super();
      port = this.port1;
    }
  };
  /** @type {Error[]} */
  const lost = [];
  const served = { give: () => {}, terminate: () => {}, onFailure: () => {} };
  const connection = connect(
    served,
    () => {},
    (reason) => lost.push(reason),
  );
  globalThis.MessageChannel = Before;
  const calls = [connection.call('load'), connection.call('check')];
  port?.dispatchEvent(new Event('messageerror'));
  for (const call of calls) await assert.rejects(call, UnreadableError);
  assert.equal(lost.length, 0);
  port?.dispatchEvent(new Event('messageerror'));
  assert.ok(lost[0] instanceof UnreadableError);
  connection.close(new Error('the test is over'));
});
