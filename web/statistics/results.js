// What a run counts for in means, intervals and tests. A run that diverged has no result, whatever its summary holds:
// files of earlier versions carry the figures of its last epoch.

/** @param {any} summary @param {string} key of the summary, e.g. finalAccuracy @returns {number | null} */
export function resultOf(summary, key) {
  const value = summary[key];
  if (summary.status === 'diverged') return null;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Those that have a number there. @param {any[]} summaries @param {string} key @returns {number[]} */
export function resultsOf(summaries, key) {
  return summaries.flatMap((summary) => resultOf(summary, key) ?? []);
}

/** Summaries by run, in their order. @param {any[]} summaries @returns {Map<string, any[]>} */
export function byRunOf(summaries) {
  /** @type {Map<string, any[]>} */
  const byRun = new Map();
  for (const summary of summaries) {
    const known = byRun.get(summary.run);
    if (known) known.push(summary);
    else byRun.set(summary.run, [summary]);
  }
  return byRun;
}

/** @param {any[]} summaries */
export function divergedIn(summaries) {
  return summaries.filter((summary) => summary.status === 'diverged').length;
}
