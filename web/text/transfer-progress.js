// How far the download or the reading of files is, and how long the one that is on its way still takes.
import { byteSize, timeLeft } from './numbers.js';

/** Time left is said of what takes longer, in milliseconds. */
const kLong = 1000;

/** @typedef {{ name: string, fraction: number | null, text: string }} Progress fraction null: the size is not known */

/** @param {string[]} names of all files @returns {(at: { name: string, received: number, total: number }, now: number) => Progress} */
export function followTransfer(names) {
  let current = '';
  let since = 0;
  let before = 0;
  return ({ name, received, total }, now) => {
    if (name !== current) {
      current = name;
      since = now;
      before = received;
    }
    const elapsed = now - since;
    const rate = (received - before) / elapsed;
    const left = total > 0 && rate > 0 ? (total - received) / rate : 0;
    const isLong = elapsed + left > kLong;
    const file = names.length > 1 ? `, file ${names.indexOf(name) + 1} of ${names.length}` : '';
    const size = `${byteSize(received)}${total ? ` of ${byteSize(total)}` : ''}`;
    return {
      name,
      fraction: total > 0 ? Math.min(1, received / total) : null,
      text: `${name}${file}: ${size}${isLong && left > 0 ? `, ${timeLeft(left / 1000)}` : ''}`,
    };
  };
}
