// Packs a long link: DEFLATE in the letters an address takes as they are. What comes from a link is unpacked up to a limit.
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';

/** Bytes a link may unpack to: links come from outside. */
export const kMostUnpacked = 2 ** 20;

/** @param {string} text @returns {string | null} null where it is longer than is unpacked */
export function pack(text) {
  const bytes = strToU8(text);
  if (bytes.length > kMostUnpacked) return null;
  const packed = deflateSync(bytes, { level: 9 });
  return btoa(strFromU8(packed, true)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** @param {string} packed @returns {string | null} null where it is damaged or unpacks to more than the limit */
export function unpack(packed) {
  try {
    const bytes = strToU8(atob(packed.replace(/-/g, '+').replace(/_/g, '/')), true);
    // A buffer that is given is filled and never grown; one byte more than allowed shows that there was more.
    const out = inflateSync(bytes, { out: new Uint8Array(kMostUnpacked + 1) });
    if (out.length > kMostUnpacked) return null;
    return new TextDecoder('utf-8', { fatal: true }).decode(out);
  } catch {
    return null;
  }
}
