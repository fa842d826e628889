// Unpacks gzip by the platform's own decompressor, in browsers and Node alike. Bytes that are not gzip pass as they are.

/**
 * @param {Uint8Array} bytes @param {string} name for the error message
 * @returns {Promise<Uint8Array>}
 */
export async function unpack(bytes, name) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(new DecompressionStream('gzip'));
  try {
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw new Error(`${name}: is damaged gzip (truncated or corrupt); fetch it again`);
  }
}
