// The final report: the text on the terminal, and the records that end the JSONL.
import { compareRuns, metricsOf } from '../../statistics/compare-runs.js';
import { classTable } from './class-table.js';
import { comparisonsText, gridTable, repeatsTable } from './statistics-text.js';
import { summaryTable } from './text-table.js';

/** With more results than this the verdict of each is left to the file. */
const kVerdicts = 24;

/**
 * @param {{checked: import('../../engine/answers.js').Checked, summaries: import('../../engine/answers.js').SummaryRecord[], total: number, shard?: import('../sweep/trials.js').Shard}} results `summaries` in the
 *   experiment's order, `total` how many the whole experiment has
 * @returns {{text: string, records: object[]}}
 */
export function report({ checked, summaries, total, shard }) {
  const parts = [];
  if (shard) parts.push(`Shard ${shard.index} of ${shard.count}: ${summaries.length} of ${total} trials.`);
  const metrics = metricsOf(checked.runs);
  if (summaries.length > 0) parts.push(summaryTable(summaries, metrics));
  const several = checked.experiment.seeds.length > 1;
  const name = (/** @type {import('../../engine/answers.js').SummaryRecord} */ s) =>
    several ? `${s.run} (seed ${s.seed})` : s.run;
  if (summaries.length > 0 && summaries.length <= kVerdicts) {
    parts.push(summaries.map((s) => `${name(s)}: ${s.verdict}`).join('\n'));
  }
  parts.push(classTable(summaries, name));
  if (shard) {
    parts.push('The statistics over seeds are computed when the shards are merged: cli.js merge FILE...');
    return { text: joined(parts), records: [] };
  }
  const names = checked.runs.map((run) => run.name);
  const statistics = compareRuns(names, summaries, metrics, checked.runs[0].experiment.data);
  parts.push(repeatsTable(statistics), gridTable(checked, summaries, statistics), comparisonsText(statistics));
  return { text: joined(parts), records: [...statistics.repeats, ...statistics.comparisons] };
}

/** @param {string[]} parts */
const joined = (parts) => parts.filter((part) => part !== '').join('\n\n');
