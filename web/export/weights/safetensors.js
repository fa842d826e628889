// The format of Hugging Face: the length of a header, the header as JSON, then the numbers one after the other, little endian.

/** The header's length is one that keeps the numbers aligned. */
const kAlignment = 8;

/** @param {import('./tensors.js').Weights} weights @returns {Uint8Array} */
export function safetensors({ tensors, about }) {
  /** @type {Record<string, unknown>} */
  const header = { __metadata__: about };
  let end = 0;
  for (const { name, shape, values } of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(text.length / kAlignment) * kAlignment;
  const bytes = new Uint8Array(8 + length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.fill(0x20, 8, 8 + length);
  bytes.set(text, 8);
  let at = 8 + length;
  for (const { values } of tensors) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}
