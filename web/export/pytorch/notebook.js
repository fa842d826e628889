// The script as a Jupyter notebook, nbformat 4: a cell for each of its parts, below the part's title.
import { kCell } from './script.js';

/** @param {string} script written for a notebook @returns {string} JSON */
export function notebookOf(script) {
  const [head, ...parts] = script.split(new RegExp(`^${kCell} (?=\\S)`, 'm'));
  const [, about, imports] = /** @type {RegExpExecArray} */ (/^"""([\s\S]*?)"""\n([\s\S]*)$/.exec(head));
  const [title, ...text] = about.trim().split('\n');
  const cells = [
    markdown(`# ${title}\n${text.join('\n')}`),
    code(imports),
    ...parts.flatMap((part) => {
      const end = part.indexOf('\n');
      return [markdown(`## ${part.slice(0, end)}`), code(part.slice(end))];
    }),
  ].map((cell, i) => ({ ...cell, id: `cell-${i + 1}` }));
  const metadata = {
    kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
    language_info: { name: 'python' },
  };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

/** @param {string} text */
const markdown = (text) => ({ cell_type: 'markdown', metadata: {}, source: linesOf(text) });

/** @param {string} text */
const code = (text) => ({ cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: linesOf(text) });

/** Each with its line's end, but the last. @param {string} text */
const linesOf = (text) => text.trim().split(/(?<=\n)/);
