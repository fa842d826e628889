// What the figure in one file holds packed: the engines and the recorded results, as gzip in base64. It is unpacked when it
// is asked for. web/tools/standalone writes the calls.
import { gunzipSync, strFromU8 } from 'fflate';

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
export const bytesOf = (text) =>
  /** @type {Uint8Array<ArrayBuffer>} */ (gunzipSync(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))));

/** @param {string} text @returns {import('../text/paths.js').Json} */
export const jsonOf = (text) => JSON.parse(strFromU8(bytesOf(text)));
