// Fetches an experiment's files from a web address, checks them, and keeps them in the browser's Cache API. A second
// visit then needs no network. What goes wrong says what, where, and what to do instead. Runs in the page and under
// Node, which keeps nothing.
import { joined, kMostFileBytes, unpack } from '../engine/unpack.js';
import { kChecksums } from './checksums.js';
import { DataError } from './data-error.js';
import { kMostTableBytes, unpackedName } from './file-names.js';

const kCacheName = 'activation-playground-data-1';
const kSumHeader = 'x-content-sha256';

/**
 * @typedef {object} FetchOptions
 * @property {string[]} names the files' names as checkExperiment lists them
 * @property {string} address the folder that holds them, or the file itself where there is one only
 * @property {string} [source] the experiment's data.source, which may have known checksums
 * @property {string} [instead] what a person can do where nothing can be fetched
 * @property {(progress: {name: string, received: number, total: number}) => void} [onProgress] bytes; total 0: unknown
 * @property {boolean} [keeps] false: nothing is kept for another time, or taken from an earlier one
 * @property {typeof fetch} [fetch]
 * @property {Pick<CacheStorage, 'open'>} [caches] @property {SubtleCrypto} [subtle]
 * @property {Record<string, string>} [checksums] SHA-256 by name, of unpacked bytes
 */

/** There is no such file at any of the addresses that were tried. */
class Missing extends Error {}

/** Why nothing can come from there: said once, not for each file. */
class Blocked extends Error {}

/** Whether anything can be fetched at all: the policy of the figure in one file allows no request. */
export const mayFetch = () => !globalThis.document?.documentElement.hasAttribute('data-standalone');

/**
 * @param {FetchOptions} options
 * @returns {Promise<Record<string, Uint8Array>>} by name, gzip or plain, as they came
 * @throws {DataError} with every file that could not be had
 */
export async function fetchFiles(options) {
  const { names, instead = 'Download the files and choose them from your disk instead.' } = options;
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  const problems = [];
  try {
    for (const name of names) {
      try {
        files[name] = await fetchOne(name, options);
      } catch (error) {
        if (error instanceof Blocked) throw error;
        // Where the first of several is not there the others are not asked for: each would fail in the same words.
        const others = names.length - 1;
        if (error instanceof Missing && name === names[0] && others > 0)
          throw new Error(`${error.message}; the other ${others} were not asked for`);
        problems.push(/** @type {Error} */ (error).message);
      }
    }
  } catch (error) {
    problems.push(/** @type {Error} */ (error).message);
  }
  if (problems.length) throw new DataError([...problems, instead]);
  return files;
}

/** @param {string} address @param {string[]} names @param {string} name @returns {URL[]} in the order they are tried */
function candidates(address, names, name) {
  let base;
  try {
    base = new URL(address, globalThis.document?.baseURI);
  } catch {
    throw new Blocked(`"${address}" is no web address; it begins with https:// or names a folder of this site`);
  }
  if (base.protocol !== 'https:' && base.protocol !== 'http:')
    throw new Blocked(`"${address}" is no web address; it begins with https:// or http://`);
  base.hash = '';
  if (names.length === 1 && isFile(base, name)) return [base];
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const plain = new URL(encodeURIComponent(name), base);
  const packed = new URL(`${encodeURIComponent(name)}.gz`, base);
  return isIdx(name) ? [packed, plain] : [plain, packed];
}

/**
 * Whether an address is that of the one file itself, not of its folder: it ends in the file's name, or as files do, or it
 * asks a question.
 * @param {URL} url @param {string} name
 */
function isFile(url, name) {
  let last = url.pathname.split('/').pop() ?? '';
  try {
    last = decodeURIComponent(last);
  } catch {
    // It holds a % of its own.
  }
  if (last === '') return url.search !== '';
  const plain = unpackedName(last).toLowerCase();
  return plain === name.toLowerCase() || /\.(csv|tsv|txt|data|gz)$/i.test(last) || url.search !== '';
}

/** @param {string} name */
const isIdx = (name) => /-idx\d-ubyte$/.test(name);

/** @param {string} name @param {FetchOptions} options @returns {Promise<Uint8Array>} */
async function fetchOne(name, options) {
  const urls = candidates(options.address, options.names, name);
  const subtle = options.subtle ?? globalThis.crypto?.subtle;
  const cache = await openCache(options.keeps === false ? undefined : (options.caches ?? globalThis.caches));
  for (const url of urls) {
    const kept = cache && subtle && (await fromCache(cache, url, subtle));
    if (kept) return kept;
  }
  const missing = [];
  for (const url of urls) {
    const response = await request(url, options.fetch ?? fetch);
    if (response.status === 404) {
      missing.push(url.href);
      continue;
    }
    if (!response.ok) throw new Error(`${name}: ${url.href} answers ${response.status} ${response.statusText}`.trim());
    const limit = options.source === 'csv' ? kMostTableBytes : kMostFileBytes;
    const bytes = await readBody(response, name, url, limit, options.onProgress);
    await check(bytes, name, url, options, subtle);
    if (cache && subtle) await keep(cache, url, bytes, subtle);
    return bytes;
  }
  throw new Missing(`${name}: there is nothing at ${missing.join(' nor at ')} (404)`);
}

/** @param {URL} url @param {typeof fetch} fetchIt */
async function request(url, fetchIt) {
  const page = globalThis.document;
  let forbidden = false;
  const onViolation = (/** @type {SecurityPolicyViolationEvent} */ event) => {
    forbidden ||= event.blockedURI.startsWith(url.origin);
  };
  page?.addEventListener('securitypolicyviolation', onViolation);
  try {
    return await fetchIt(url.href, { referrerPolicy: 'no-referrer', credentials: 'omit' });
  } catch {
    // The browser's error says only that it failed; the violation event follows a turn later.
    await new Promise((resolve) => setTimeout(resolve, 50));
    throw new Blocked(`${url.href} could not be reached: ${reason(url, forbidden)}`);
  } finally {
    page?.removeEventListener('securitypolicyviolation', onViolation);
  }
}

/** @param {URL} url @param {boolean} forbidden by the page's policy */
function reason(url, forbidden) {
  const here = globalThis.location;
  if (forbidden)
    return `this page's policy does not allow ${url.origin}; whoever runs it can add it to connect-src, or put the files on the same site`;
  if (globalThis.navigator?.onLine === false) return 'this device is offline, and the files were not kept here before';
  if (here?.protocol === 'https:' && url.protocol === 'http:') return 'a page of https:// may not load from http://';
  if (here && here.origin !== url.origin)
    return `${url.host} does not answer, or does not allow other sites to read its files (CORS)`;
  return `${url.host} does not answer`;
}

/**
 * @param {Response} response @param {string} name @param {URL} url @param {number} limit bytes that are taken
 * @param {FetchOptions['onProgress']} onProgress
 * @returns {Promise<Uint8Array>}
 */
async function readBody(response, name, url, limit, onProgress) {
  // The length of what is sent packed says nothing of what arrives unpacked.
  const total = response.headers.get('content-encoding') ? 0 : Number(response.headers.get('content-length') ?? 0);
  const parts = [];
  let received = 0;
  try {
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      parts.push(part.value);
      received += part.value.length;
      if (received > limit) break;
      onProgress?.({ name, received, total });
    }
    if (received > limit) reader?.cancel().catch(() => {});
  } catch {
    throw new Error(`${name}: the connection to ${url.host} broke off after ${received} bytes; try again`);
  }
  if (received > limit) throw new Error(`${name}: ${url.href} sends more than ${limit / 2 ** 20} MiB, the limit`);
  return joined(parts, received);
}

/**
 * Refuses what is not the file asked for, before it is kept.
 * @param {Uint8Array} bytes @param {string} name @param {URL} url @param {FetchOptions} options
 * @param {SubtleCrypto | undefined} subtle
 */
async function check(bytes, name, url, options, subtle) {
  const start = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart().toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html'))
    throw new Error(`${name}: ${url.href} answers with a web page (HTML) instead of the file`);
  const expected = (options.checksums ?? kChecksums[options.source ?? ''])?.[name];
  if (!isIdx(name) && !expected) return; // a table is unpacked as it is read
  const plain = await unpack(bytes, `${name} from ${url.href}`);
  if (isIdx(name) && !isWholeIdx(plain))
    throw new Error(`${name}: what ${url.href} gives is no whole IDX file (${plain.length} bytes unpacked)`);
  if (!expected || !subtle) return;
  const found = await sha256(plain, subtle);
  if (found !== expected)
    throw new Error(`${name}: ${url.href} gives another file: SHA-256 ${found} instead of ${expected}`);
}

/** Whether the length fits the dimensions. @param {Uint8Array} bytes */
function isWholeIdx(bytes) {
  const dimensions = bytes[3];
  if (bytes[0] !== 0 || bytes[1] !== 0 || !(dimensions >= 1 && dimensions <= 4)) return false;
  if (bytes.length < 4 + 4 * dimensions) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let count = 1;
  for (let d = 0; d < dimensions; ++d) count *= view.getUint32(4 + 4 * d);
  return bytes.length === 4 + 4 * dimensions + count;
}

/** @param {Uint8Array} bytes @param {SubtleCrypto} subtle */
async function sha256(bytes, subtle) {
  const digest = new Uint8Array(await subtle.digest('SHA-256', /** @type {BufferSource} */ (bytes)));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A browser may have none, or refuse it (a frame without storage): then nothing is kept. @param {Pick<CacheStorage, 'open'> | undefined} caches */
async function openCache(caches) {
  try {
    return await caches?.open(kCacheName);
  } catch {
    return undefined;
  }
}

/** @param {Cache} cache @param {URL} url @param {SubtleCrypto} subtle @returns {Promise<Uint8Array | undefined>} */
async function fromCache(cache, url, subtle) {
  try {
    const kept = await cache.match(url.href);
    if (!kept) return undefined;
    const bytes = new Uint8Array(await kept.arrayBuffer());
    if ((await sha256(bytes, subtle)) === kept.headers.get(kSumHeader)) return bytes;
    await cache.delete(url.href);
  } catch {
    // What cannot be read is fetched again.
  }
  return undefined;
}

/** @param {Cache} cache @param {URL} url @param {Uint8Array} bytes @param {SubtleCrypto} subtle */
async function keep(cache, url, bytes, subtle) {
  try {
    const headers = { [kSumHeader]: await sha256(bytes, subtle) };
    await cache.put(url.href, new Response(/** @type {BodyInit} */ (bytes), { headers }));
  } catch {
    // No room: it is fetched again next time.
  }
}
