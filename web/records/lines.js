// The lines of a text file that arrives in pieces, in bounded memory. A line longer than the limit is passed over, not held.

/** The longest line that is read: an epoch of the largest network that is allowed takes a tenth of it. */
export const kMostLineBytes = 32 * 2 ** 20;

/**
 * @param {AsyncIterable<Uint8Array>} pieces of UTF-8
 * @returns {AsyncGenerator<{ text: string | undefined, number: number, ended: boolean }>} lines that hold something, `number`
 *   from 1; `text` is undefined for one that is too long; `ended` is false for a last line without a line's end
 */
export async function* linesOf(pieces) {
  const decoder = new TextDecoder();
  let begun = '';
  let isTooLong = false;
  let number = 1;
  const take = (/** @type {string} */ text) => {
    isTooLong ||= begun.length + text.length > kMostLineBytes;
    begun = isTooLong ? '' : begun + text;
  };
  const line = (/** @type {boolean} */ ended) => ({ text: isTooLong ? undefined : begun, number, ended });
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true });
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      take(text.slice(start, end));
      if (isTooLong || begun.trim() !== '') yield line(true);
      begun = '';
      isTooLong = false;
      number += 1;
      start = end + 1;
    }
    take(text.slice(start));
  }
  take(decoder.decode());
  if (isTooLong || begun.trim() !== '') yield line(false);
}
