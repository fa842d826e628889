// Fits the styles of the elements to foreign pages, which are built otherwise than ours. One rem is there what the page sets
// its root to, often 62.5 %: it becomes var(--rem), which a figure sets to the reader's own size (elements/live-figure.js), and
// which is 1rem where nobody sets it. And a column is narrower than its window: what holds in a narrow window holds in a
// narrow column too. Pages without such a column do not change.
import { fileURLToPath } from 'node:url';

const kStyles = /\bcss`[^`]*`/g;
const kLength = /(?<![\w.-])(-?\d*\.?\d+)rem\b/g;
const kNarrow = /@media (\(max-width: \d+px\)) \{/g;

/** @param {string} text @param {number} from just behind an opening brace @returns {number} just behind the brace that closes it */
function endOfBlock(text, from) {
  let depth = 1;
  let at = from;
  for (; depth > 0; at += 1) {
    if (at >= text.length) throw new Error(`foreign-styles: a block does not end: ${text.slice(from, from + 60)}`);
    depth += { '{': 1, '}': -1 }[text[at]] ?? 0;
  }
  return at;
}

/** @param {string} text of styles */
function withColumns(text) {
  let fitted = '';
  let from = 0;
  for (const match of text.matchAll(kNarrow)) {
    const start = match.index + match[0].length;
    const end = endOfBlock(text, start);
    fitted += `${text.slice(from, end)}@container ${match[1]} {${text.slice(start, end)}`;
    from = end;
  }
  return fitted + text.slice(from);
}

/** @param {string} code of a module @returns {string} the same with its styles fitted */
export const fitStyles = (code) =>
  code.replace(kStyles, (text) =>
    withColumns(text.replace(kLength, (_, number) => `calc(${number} * var(--rem, 1rem))`)),
  );

/** @returns {import('vite').Plugin} */
export const foreignStylesPlugin = () => ({
  name: 'foreign-styles',
  enforce: 'pre',
  transform(code, id) {
    const isOwn = id.startsWith(fileURLToPath(new URL('../../', import.meta.url))) && !id.includes('node_modules');
    const fitted = isOwn && id.endsWith('.js') ? fitStyles(code) : code;
    return fitted === code ? null : { code: fitted, map: null };
  },
});
