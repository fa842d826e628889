// Unpacks gzip by the platform's own decompressor, in browsers and Node alike. Bytes that are not gzip pass as they are.
// What is unpacked is bounded while it comes: a small file may hold gigabytes.

/** The largest file that is taken whole, packed or unpacked: MNIST's largest has 45 MiB. */
export const kMostFileBytes = 64 * 2 ** 20;

/**
 * @param {Uint8Array} bytes @param {string} name for the error message @param {number} [most] bytes unpacked
 * @returns {Promise<Uint8Array>}
 */
export async function unpack(bytes, name, most = kMostFileBytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  const parts = [];
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length;
      if (size > most) break;
      parts.push(part.value);
    }
  } catch {
    throw new Error(`${name}: is damaged gzip (truncated or corrupt); fetch it again`);
  }
  if (size > most) {
    reader.cancel().catch(() => {});
    throw new Error(`${name}: holds more than ${most / 2 ** 20} MiB unpacked, the limit`);
  }
  return joined(parts, size);
}

/** @param {Uint8Array[]} parts @param {number} size of all together */
export function joined(parts, size) {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
