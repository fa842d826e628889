// The numbers of a figure as HTML: its table, and what its runs came to with their hashes. One writer for the page of a figure's
// folder and for what is pasted into articles.
import { Markup, markup } from './markup.js';

/** @typedef {{ columns: string[], rows: string[][], note?: string }} Table */
/** @typedef {import('./figure-results.js').Results} Results */

/** Rows of a table in an article. Of more every second, third ... is listed, and the last. */
const kMostRows = 25;

/** @param {Table} table @param {{ hasHash?: boolean }} [options] hasHash: whether the last cell of a row is code */
export const tableMarkup = ({ columns, rows }, { hasHash = false } = {}) =>
  markup`<table><thead><tr>${columns.map((column) => markup`<th scope="col" dir="auto">${column}</th>`)}</tr></thead><tbody>${rows.map(
    ([first, ...rest]) =>
      markup`<tr><th scope="row" dir="auto">${first}</th>${rest.map((cell, i) =>
        hasHash && i === rest.length - 1 ? markup`<td><code>${cell}</code></td>` : markup`<td>${cell}</td>`,
      )}</tr>`,
  )}</tbody></table>`;

/** What is said below the table of results. @param {Results} results */
export const resultsNote = ({ source, fingerprint }) =>
  `Records: ${source}. A hash is a checksum of the final weights and of all recorded figures: training this experiment again gives the same one.${fingerprint ? ' Fingerprint of the experiment: ' : ''}`;

/** @param {Table} table @returns {Table} */
function thinned({ columns, rows, note = '' }) {
  const every = Math.ceil(rows.length / kMostRows);
  if (every <= 1) return { columns, rows, note };
  const listed = rows.filter((_, i) => i % every === 0 || i === rows.length - 1);
  return { columns, rows: listed, note: `${listed.length} of ${rows.length} rows. ${note}`.trim() };
}

/**
 * The numbers of a figure in an article, behind a line that opens them; a feed or a printout shows them open.
 * @param {Table | null} table @param {Results | null} results
 * @param {(content: Markup) => Markup} scrolling puts a table into what scrolls it sideways
 * @returns {Markup | null} on one line; null where there are none
 */
export function numbersMarkup(table, results, scrolling) {
  const listed = table && thinned(table);
  const numbers = listed && [
    scrolling(tableMarkup(listed)),
    listed.note ? markup`<p><small>${listed.note}</small></p>` : '',
  ];
  const result = results && [
    scrolling(tableMarkup(results, { hasHash: true })),
    markup`<p><small>${resultsNote(results)}${results.fingerprint ? markup`<code>${results.fingerprint}</code>.` : ''}</small></p>`,
  ];
  if (!numbers && !result) return null;
  const summary = result ? 'The numbers, and the recorded result' : 'The numbers as a table';
  return markup`<details><summary>${summary}</summary>${result ?? null}${numbers ?? null}</details>`;
}
