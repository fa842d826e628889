// Reads a text file line by line in bounded memory. A line longer than the limit is passed over, not held.
import { readSync } from 'node:fs';

/** The longest line that is read: an epoch of the largest network that is allowed takes a tenth of it. */
export const kMostLineBytes = 32 * 2 ** 20;

/** @typedef {{offset: number, length: number}} Place of a line in its file, the line's end not counted */

/**
 * @param {number} input a descriptor, open for reading
 * @returns {Generator<{text: string | undefined, number: number, place: Place, ended: boolean}>} lines that hold something,
 *   `number` from 1; `text` is undefined for one that is too long; `ended` is false for a last line without a line's end
 */
export function* linesOf(input) {
  const chunk = Buffer.alloc(1 << 20);
  /** @type {Buffer[]} the beginning of the line in progress */
  let parts = [];
  let length = 0;
  let offset = 0; // of the line in progress
  let number = 1;
  let at = 0; // of the next chunk
  const take = (/** @type {Buffer} */ bytes) => {
    length += bytes.length;
    if (length > kMostLineBytes) parts = [];
    else if (bytes.length > 0) parts.push(Buffer.from(bytes));
  };
  const line = (/** @type {boolean} */ ended) => {
    const text = length > kMostLineBytes ? undefined : Buffer.concat(parts, length).toString('utf8');
    return { text, number, place: { offset, length }, ended };
  };
  for (;;) {
    const count = readSync(input, chunk, 0, chunk.length, at);
    if (count === 0) break;
    at += count;
    const bytes = chunk.subarray(0, count);
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      if (end > start || length > 0) {
        take(bytes.subarray(start, end));
        yield line(true);
      }
      offset += length + 1;
      number += 1;
      parts = [];
      length = 0;
      start = end + 1;
    }
    take(bytes.subarray(start));
  }
  if (length > 0) yield line(false);
}
