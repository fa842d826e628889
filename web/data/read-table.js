// Reads a table from its file, plain or gzip, as it comes from the disk: in pieces, so that little of it is in memory at a
// time, with its progress. Runs in a worker of the page and under Node.
import { CellsReader } from './cells.js';
import { DataError } from './data-error.js';
import { kMostTableBytes } from './file-names.js';

/** @typedef {Blob | Uint8Array} Source of bytes, as they came */

/** @param {number} bytes */
const mebibytes = (bytes) => `${bytes / 2 ** 20} MiB`;

/** @param {Source} source */
export const sizeOf = (source) => (source instanceof Uint8Array ? source.length : source.size);

/** Bytes that are handed on at a time. */
const kPiece = 2 ** 20;
/** Of a packed file: all that a piece unpacks to, up to a thousand times as much, is in memory at once. */
const kPackedPiece = 2 ** 14;

/** @param {Source} source @returns {ReadableStream<Uint8Array>} */
function streamOf(source) {
  if (!(source instanceof Uint8Array)) return source.stream();
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at < source.length) controller.enqueue(source.subarray(at, at + kPiece));
      else controller.close();
      at += kPiece;
    },
  });
}

/** @param {Source} source */
async function isPacked(source) {
  const start = source instanceof Uint8Array ? source : new Uint8Array(await source.slice(0, 2).arrayBuffer());
  return start[0] === 0x1f && start[1] === 0x8b;
}

/**
 * The bytes of a file, unpacked, in pieces.
 * @param {Source} source @param {string} name for messages
 * @param {(read: number) => void} [onProgress] bytes of the file as it is, that have been read
 * @throws {DataError} where it is too large, is damaged or cannot be read
 */
export async function* bytesOf(source, name, onProgress = () => {}) {
  const tooLarge = (/** @type {string} */ what) => new DataError([`${name}: ${what} the limit: leave out rows`]);
  if (sizeOf(source) > kMostTableBytes)
    throw tooLarge(`has ${sizeOf(source)} bytes, more than ${mebibytes(kMostTableBytes)},`);
  const packed = await isPacked(source);
  let read = 0;
  /** Why the file itself gave no more. @type {Error | null} */
  let broken = null;
  const from = streamOf(source).getReader();
  const piece = packed ? kPackedPiece : kPiece;
  /** What came and has not been handed on. */
  let rest = /** @type {Uint8Array} */ (new Uint8Array());
  /** @type {ReadableStream<import('../text/paths.js').Json>} */
  const counted = new ReadableStream({
    async pull(controller) {
      while (rest.length === 0) {
        const part = await from.read().catch((error) => {
          broken = error;
          throw error;
        });
        if (part.done) return controller.close();
        rest = part.value;
      }
      const next = rest.subarray(0, piece);
      rest = rest.subarray(piece);
      read += next.length;
      controller.enqueue(next);
    },
    cancel: (reason) => from.cancel(reason),
  });
  const stream = packed ? counted.pipeThrough(new DecompressionStream('gzip')) : counted;
  const reader = stream.getReader();
  let size = 0;
  try {
    for (;;) {
      const part = await reader.read().catch((error) => {
        throw new DataError([
          packed && !broken
            ? `${name}: is damaged gzip (truncated or corrupt); fetch it again`
            : `${name}: cannot be read (${error.message}); it may have been changed or moved: choose it again`,
        ]);
      });
      if (part.done) return;
      size += part.value.length;
      if (size > kMostTableBytes) throw tooLarge(`holds more than ${mebibytes(kMostTableBytes)} unpacked,`);
      onProgress(read);
      yield part.value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/**
 * @param {Source} source @param {string} name for messages @param {import('./dialect.js').Stated} [stated]
 * @param {(read: number) => void} [onProgress] bytes of the file that have been read
 * @returns {Promise<import('./cells.js').Cells>} @throws {DataError} with what is wrong
 */
export async function readTable(source, name, stated, onProgress) {
  const reader = new CellsReader(name, stated);
  for await (const bytes of bytesOf(source, name, onProgress)) reader.push(bytes);
  return reader.finish();
}
