// What a run counts for in means, intervals and tests. A run that diverged has no result, whatever its summary holds:
// files of earlier versions carry the figures of its last epoch.

import { numberAt } from '../text/numbers.js';

/** @typedef {import('../engine/answers.js').SummaryRecord} Summary */

/** @param {Summary} summary @param {string} key of the summary, e.g. finalAccuracy @returns {number | null} */
export function resultOf(summary, key) {
  return summary.status === 'diverged' ? null : numberAt(summary, key);
}

/** Those that have a number there. @param {Summary[]} summaries @param {string} key @returns {number[]} */
export function resultsOf(summaries, key) {
  return summaries.flatMap((summary) => resultOf(summary, key) ?? []);
}

/** Summaries by run, in their order. @param {Summary[]} summaries @returns {Map<string, Summary[]>} */
export function byRunOf(summaries) {
  /** @type {Map<string, Summary[]>} */
  const byRun = new Map();
  for (const summary of summaries) {
    const known = byRun.get(summary.run);
    if (known) known.push(summary);
    else byRun.set(summary.run, [summary]);
  }
  return byRun;
}

/** @param {Summary[]} summaries */
export function divergedIn(summaries) {
  return summaries.filter((summary) => summary.status === 'diverged').length;
}
