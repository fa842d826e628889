// Files from a web address: what comes, what is refused before it is kept, what a second visit needs, and the words.
// The server, its failures and the browser's cache are made here.
import assert from 'node:assert/strict';
import { createHash, webcrypto } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { fetchFiles } from '../../../web/data/fetch-files.js';
import { cli, experimentFile } from '../support.js';

/** @param {number[]} shape @param {(i: number) => number} value @returns {Buffer} */
function idx(shape, value) {
  const count = shape.reduce((product, extent) => product * extent, 1);
  const file = Buffer.alloc(4 + 4 * shape.length + count);
  file.set([0, 0, 8, shape.length]);
  for (const [d, extent] of shape.entries()) file.writeUInt32BE(extent, 4 + 4 * d);
  for (let i = 0; i < count; ++i) file[4 + 4 * shape.length + i] = value(i);
  return file;
}

const kImages = 'train-images-idx3-ubyte';
const kLabels = 'train-labels-idx1-ubyte';
const images = idx([60, 28, 28], (i) => (i * 7) % 256);
const labels = idx([60], (i) => i % 10);
const sums = Object.fromEntries(
  Object.entries({ [kImages]: images, [kLabels]: labels }).map(([name, bytes]) => [
    name,
    createHash('sha256').update(bytes).digest('hex'),
  ]),
);
const html = '<!DOCTYPE html>\n<html><body>Not here</body></html>';

/** What the server gives by path; anything else is 404. @type {Record<string, Buffer | string | number>} */
const site = {
  [`/good/${kImages}.gz`]: gzipSync(images),
  [`/good/${kLabels}`]: labels,
  [`/html/${kImages}.gz`]: html,
  [`/html/${kLabels}.gz`]: html,
  [`/cut/${kImages}`]: images.subarray(0, 3000),
  [`/cut/${kLabels}.gz`]: gzipSync(labels).subarray(0, 30),
  [`/half/${kImages}.gz`]: gzipSync(images),
  [`/other/${kImages}`]: idx([60, 28, 28], () => 9),
  [`/other/${kLabels}`]: labels,
  [`/fails/${kImages}.gz`]: 503,
  [`/fails/${kLabels}.gz`]: 403,
  [`/nine/${kImages}`]: images,
  [`/nine/${kLabels}`]: idx([60], (i) => i % 12),
  [`/count/${kImages}`]: images,
  [`/count/${kLabels}`]: idx([59], (i) => i % 10),
  '/table/points.csv': 'x,y\n1,a\n2,b\n3,a\n4,b\n',
};

/** @type {string[]} */
let asked = [];
const server = createServer((request, response) => {
  const path = String(request.url);
  asked.push(path);
  const given = site[path];
  if (given === undefined) response.writeHead(404).end(html);
  else if (typeof given === 'number') response.writeHead(given).end();
  else response.writeHead(200, { 'content-length': Buffer.byteLength(given) }).end(given);
});
let url = '';

before(async () => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  url = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
});
after(() => server.close());

/** A browser's Cache API as far as it is used. */
class FakeCaches {
  /** @type {Map<string, {bytes: Uint8Array, headers: [string, string][]}>} */
  kept = new Map();
  async open() {
    return /** @type {any} */ ({
      match: async (/** @type {string} */ key) => {
        const found = this.kept.get(key);
        return found && new Response(/** @type {any} */ (found.bytes), { headers: found.headers });
      },
      put: async (/** @type {string} */ key, /** @type {Response} */ response) => {
        const bytes = new Uint8Array(await response.arrayBuffer());
        this.kept.set(key, { bytes, headers: [...response.headers] });
      },
      delete: async (/** @type {string} */ key) => this.kept.delete(key),
    });
  }
}

const subtle = /** @type {SubtleCrypto} */ (/** @type {unknown} */ (webcrypto.subtle));

/** @param {string} folder @param {Partial<import('../../../web/data/fetch-files.js').FetchOptions>} [more] */
function get(folder, more = {}) {
  asked = [];
  return fetchFiles({ names: [kImages, kLabels], address: `${url}/${folder}`, checksums: sums, subtle, ...more });
}

/** @param {Promise<unknown>} attempt @returns {Promise<string[]>} what was wrong, without the server's address */
async function problemsOf(attempt) {
  try {
    await attempt;
  } catch (error) {
    return /** @type {any} */ (error).problems.map((/** @type {string} */ text) => text.replaceAll(url, 'SITE'));
  }
  throw new Error('nothing was refused');
}

const instead = 'Download the files and choose them from your disk instead.';

test('files come packed or plain, with their progress, and their checksums are of what is inside', async () => {
  /** @type {any[]} */
  const reported = [];
  const files = await get('good', { onProgress: (progress) => reported.push(progress) });
  assert.deepEqual(Buffer.from(files[kImages]), gzipSync(images));
  assert.deepEqual(Buffer.from(files[kLabels]), labels);
  assert.deepEqual(asked, [`/good/${kImages}.gz`, `/good/${kLabels}.gz`, `/good/${kLabels}`]);
  assert.deepEqual(reported.at(-1), { name: kLabels, received: labels.length, total: labels.length });
});

test('a second visit needs no network, and a corrupt copy is thrown away', async () => {
  const caches = new FakeCaches();
  const first = await get('good', { caches });
  const offline = () => Promise.reject(new TypeError('offline'));
  asked = [];
  assert.deepEqual(await get('good', { caches, fetch: offline }), first);
  assert.deepEqual(asked, []);
  for (const kept of caches.kept.values()) kept.bytes = kept.bytes.slice(0, -1);
  assert.deepEqual(await get('good', { caches }), first);
  assert.equal(asked.length, 3);
  for (const kept of caches.kept.values()) kept.headers = [];
  assert.deepEqual(await get('good', { caches }), first);
  assert.equal(asked.length, 3);
});

test('what is refused is not kept', async () => {
  for (const folder of ['html', 'cut', 'fails']) {
    const caches = new FakeCaches();
    await assert.rejects(get(folder, { caches }));
    assert.equal(caches.kept.size, 0, folder);
  }
});

test('a web page instead of data, and files that are cut off', async () => {
  assert.deepEqual(await problemsOf(get('html')), [
    `${kImages}: SITE/html/${kImages}.gz answers with a web page (HTML) instead of the file`,
    `${kLabels}: SITE/html/${kLabels}.gz answers with a web page (HTML) instead of the file`,
    instead,
  ]);
  assert.deepEqual(await problemsOf(get('cut')), [
    `${kImages}: what SITE/cut/${kImages} gives is no whole IDX file (3000 bytes unpacked)`,
    `${kLabels} from SITE/cut/${kLabels}.gz: is damaged gzip (truncated or corrupt); fetch it again`,
    instead,
  ]);
});

test('a missing file, another file, and a server that refuses', async () => {
  assert.deepEqual(await problemsOf(get('half')), [
    `${kLabels}: there is nothing at SITE/half/${kLabels}.gz nor at SITE/half/${kLabels} (404)`,
    instead,
  ]);
  const [other] = await problemsOf(get('other'));
  assert.match(
    other,
    new RegExp(`^${kImages}: SITE/other/${kImages} gives another file: SHA-256 \\w{64} instead of ${sums[kImages]}$`),
  );
  assert.deepEqual((await problemsOf(get('fails'))).slice(0, 2), [
    `${kImages}: SITE/fails/${kImages}.gz answers 503 Service Unavailable`,
    `${kLabels}: SITE/fails/${kLabels}.gz answers 403 Forbidden`,
  ]);
});

test('an address that cannot be reached is said once', async () => {
  const problems = await problemsOf(get('', { address: 'http://127.0.0.1:1/data' }));
  assert.equal(problems.length, 2);
  assert.match(
    problems[0],
    /^http:\/\/127\.0\.0\.1:1\/data\/train-images-idx3-ubyte\.gz could not be reached: .* does not answer/,
  );
  assert.match((await problemsOf(get('', { address: 'ftp://example.org/' })))[0], /is no web address/);
  assert.match((await problemsOf(get('', { address: 'mnist' })))[0], /"mnist" is no web address/);
});

test("MNIST's own checksums stand against anything else", async () => {
  const [problem] = await problemsOf(get('good', { checksums: undefined, source: 'mnist' }));
  assert.match(problem, /gives another file: SHA-256/);
  assert.ok(await get('good', { checksums: undefined, source: 'fashion-mnist' }));
});

test('the command line takes an address, and says what is wrong with what comes', async () => {
  const experiment = (/** @type {any} */ data) => ({
    version: 1,
    data,
    network: { activation: { name: 'relu' }, layers: [{ type: 'dense', units: data.classes ?? 10 }] },
    training: { optimizer: { name: 'sgd', learningRate: 0.1 }, batchSize: 2, epochs: 1 },
  });
  const fashion = experimentFile(experiment({ source: 'fashion-mnist', train: 40, validation: 20, test: 0 }));
  const good = await cli('run', fashion, '--data', `${url}/good/`);
  assert.equal(good.code, 0, good.stderr);
  for (const [folder, expected] of /** @type {[string, RegExp][]} */ ([
    ['html', /--data: train-images.*\(HTML\) instead of the file[\s\S]*give their folder by --data DIR instead/],
    ['nine', /label 10 at position 10 is out of range; labels go from 0 to 9/],
    ['count', /has 59 labels for the 60 images of train-images-idx3-ubyte/],
  ])) {
    const { code, stderr } = await cli('run', fashion, '--data', `${url}/${folder}`);
    assert.notEqual(code, 0);
    assert.match(stderr, expected);
  }
  const data = { source: 'csv', file: 'points.csv', target: 'y', features: 1, classes: 2, train: 3, validation: 1 };
  for (const address of [`${url}/table`, `${url}/table/points.csv`]) {
    const { code, stderr } = await cli('run', experimentFile(experiment(data)), '--data', address);
    assert.equal(code, 0, stderr);
  }
});
