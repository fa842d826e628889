// The data files that were chosen from the disk, kept in the browser's own database so that a reload finds them. They go
// nowhere else, and can be forgotten.
import { del, entries, get, set } from 'idb-keyval';
import { keeping, whyNot } from './keeping.js';

/** @typedef {{ source: string, name: string, at: number, bytes: Uint8Array | Blob }} KeptFile a table is kept as a Blob, which is not copied */

/** @param {Uint8Array | Blob} bytes */
const sizeOf = (bytes) => (bytes instanceof Blob ? bytes.size : bytes.length);

const kPrefix = 'file ';
/** Bytes of all files together; of more, the oldest go. */
const kMostBytes = 256 * 1024 * 1024;

/** @param {string} source of data @param {string} name */
const keyOf = (source, name) => `${kPrefix}${source}/${name}`;

/** @returns {Promise<[string, KeptFile][]>} */
async function kept() {
  const all = /** @type {[string, KeptFile][]} */ (await entries());
  return all.filter(([key]) => typeof key === 'string' && key.startsWith(kPrefix));
}

/**
 * @param {string} source the experiment's data.source @param {string} name @param {Uint8Array | Blob} bytes as they came
 * @returns {Promise<boolean>} whether it is kept: not where the browser forbids it or has no room
 */
export async function keepFile(source, name, bytes) {
  if (!keeping.isAllowed) return false;
  if (sizeOf(bytes) > kMostBytes) {
    await keeping.fail('files', 'large');
    return false;
  }
  try {
    const others = (await kept()).filter(([key]) => key !== keyOf(source, name)).sort(([, a], [, b]) => a.at - b.at);
    let total = sizeOf(bytes) + others.reduce((sum, [, file]) => sum + sizeOf(file.bytes), 0);
    for (const [key, file] of others) {
      if (total <= kMostBytes) break;
      await del(key);
      total -= sizeOf(file.bytes);
    }
    await set(keyOf(source, name), /** @type {KeptFile} */ ({ source, name, at: Date.now(), bytes }));
    keeping.succeed('files');
    return true;
  } catch (error) {
    await keeping.fail('files', whyNot(error));
    return false;
  }
}

/** @param {string} source @param {string[]} names @returns {Promise<Record<string, Uint8Array | Blob>>} those that are kept */
export async function keptFiles(source, names) {
  /** @type {Record<string, Uint8Array | Blob>} */
  const found = {};
  if (!keeping.isAllowed) return found;
  try {
    for (const name of names) {
      const file = /** @type {KeptFile | undefined} */ (await get(keyOf(source, name)));
      if (file?.bytes instanceof Uint8Array || file?.bytes instanceof Blob) found[name] = file.bytes;
    }
  } catch {
    // Then none is.
  }
  return found;
}

/** @returns {Promise<{ source: string, name: string, bytes: number }[] | null>} null: the browser keeps nothing here */
export async function listFiles() {
  try {
    return (await kept()).map(([, { source, name, bytes }]) => ({ source, name, bytes: sizeOf(bytes) }));
  } catch {
    return null;
  }
}

/** @param {string} source @param {string[]} [names] absent: all of the source */
export async function forgetFiles(source, names) {
  try {
    for (const [key, file] of await kept())
      if (file.source === source && (names === undefined || names.includes(file.name))) await del(key);
  } catch {
    // Then there is none.
  }
}
