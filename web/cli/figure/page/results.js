// What the trials of a figure came to, as a page shows it and as record.json holds it.
import { resultsTable } from '../../../sharing/figure-results.js';
import { jsonLine } from '../../files/write-file.js';

/** @typedef {import('../subject.js').Subject} Subject */

/** @param {Subject} subject @returns {import('../../../sharing/figure-results.js').Results | null} null for curves */
export function resultsOf({ records, shown }) {
  if (!records) return null;
  const done = shown.flatMap(({ run, seed, label, runIndex }) => {
    const summary = records.summaryOf({ run, seed });
    return summary ? [{ label, summary, metric: records.checked.runs[runIndex].metric }] : [];
  });
  return resultsTable(done, { source: records.source, fingerprint: records.header.fingerprint });
}

/**
 * Writes record.json line by line: records may be larger than memory.
 * @param {Subject} subject @param {{ title: string, hash: string, kind: string }} page hash: the link of the live figure
 * @param {(bytes: Uint8Array | string) => void} write
 */
export function writeRecord({ state, drawing, records, shown }, { title, hash, kind }, write) {
  const about = { generator: 'Activation Playground', version: 1, title, kind, link: hash };
  if (!records) {
    const { functions, orders, x, y } = state.curves;
    write(jsonLine({ ...about, functions, orders, x, y, table: drawing.table }));
    return;
  }
  const head = JSON.stringify({ ...about, source: records.source, ...withoutType(records.header) });
  const summaries = shown.flatMap((trial) => records.summaryOf(trial) ?? []);
  const hashes = summaries.map(({ run, seed, status, hash: own }) => ({ run, seed, status, hash: own }));
  write(`${head.slice(0, -1)},\n"trials":${lineOf(hashes)},\n"records":[\n`);
  const asked = new Set(shown.map(({ run, seed }) => `${seed} ${run}`));
  let between = '';
  for (const record of both(records.epochs(), summaries)) {
    if (!asked.has(`${record.seed} ${record.run}`)) continue;
    write(between);
    write(lineOf(record));
    between = ',\n';
  }
  write('\n]}\n');
}

/** @param {unknown} value @returns {string} JSON that any editor can show */
const lineOf = (value) => jsonLine(value).toString('utf8').trimEnd();

/** A header belongs to a file of lines; its checksum is of that one. @param {import('../../../text/paths.js').Json} header */
const withoutType = ({ type: _type, checksum: _checksum, shard: _shard, ...rest }) => rest;

/** @template T, U @param {Iterable<T>} first @param {Iterable<U>} second @returns {Generator<T | U>} */
function* both(first, second) {
  yield* first;
  yield* second;
}
