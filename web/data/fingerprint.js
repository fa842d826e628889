// What distinguishes one file of a table from another: its size and the beginning of its SHA-256, of the bytes unpacked, so that a
// packed copy is the same file.
import { DataError } from './data-error.js';
import { bytesOf } from './read-table.js';

/** @typedef {{ bytes: number, sum: string }} Mark sum: sixteen hexadecimal digits, or "" where the page may not compute it */
/** @typedef {Mark & { name: string }} FileMark */

/** Another file than the one an experiment was made with. */
export class StrangerError extends DataError {}

/**
 * @param {import('./read-table.js').Source} source @param {string} name for messages
 * @param {SubtleCrypto | undefined} [subtle] absent in pages that are not served securely
 * @returns {Promise<Mark>} @throws {DataError} where it cannot be read
 */
export async function markOf(source, name, subtle = globalThis.crypto?.subtle) {
  /** @type {Uint8Array[]} */
  const parts = [];
  let bytes = 0;
  for await (const part of bytesOf(source, name)) {
    bytes += part.length;
    if (subtle) parts.push(part);
  }
  if (!subtle) return { bytes, sum: '' };
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  parts.length = 0;
  const digest = new Uint8Array(await subtle.digest('SHA-256', whole));
  return { bytes, sum: [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('') };
}

/** @param {Mark} mark */
export const markText = ({ bytes, sum }) => `${bytes} bytes${sum ? `, fingerprint ${sum}` : ''}`;

/** @param {Mark} expected @param {Mark} found */
export const isSameFile = (expected, found) =>
  expected.bytes === found.bytes && (expected.sum === found.sum || !expected.sum || !found.sum);

/**
 * @param {FileMark} expected @param {Mark} found @param {string} called the name of the file that was given
 * @throws {StrangerError} where it is another
 */
export function checkMark(expected, found, called) {
  if (isSameFile(expected, found)) return;
  throw new StrangerError([
    `${called}: is not the file that this experiment was made with: it has ${markText(found)}; ${expected.name} had ${markText(expected)}`,
  ]);
}
