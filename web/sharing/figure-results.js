// What the trials of a figure came to, as a table with their hashes: for the page of a figure's folder, and for markup that stands
// in an article. Pure functions.
import { fixed, numberAt } from '../text/numbers.js';

/**
 * @typedef {object} Results
 * @property {string} source where the records are from, in words
 * @property {string} fingerprint of the experiment; "" where it is not known
 * @property {string[]} columns
 * @property {string[][]} rows one a trial; the last cell is its hash
 * @property {{ run: string, text: string }[]} verdicts one a trial, where there are few; else the rows have their status
 * @property {number} more trials that are not listed
 */
/**
 * @typedef {object} Done a trial that has ended
 * @property {string} label
 * @property {{ title: string, keys: { final: string } }} metric
 * @property {{ hash: string, status: string, verdict: string }} summary
 */

/** Trials that are listed, and those that have a sentence each. */
const kMostTrials = 40;
const kMostVerdicts = 8;

/** @param {Done[]} done @param {Pick<Results, 'source' | 'fingerprint'>} about @returns {Results} */
export function resultsTable(done, about) {
  const listed = done.slice(0, kMostTrials);
  const titles = [...new Set(done.map(({ metric }) => metric.title))];
  const isBrief = done.length <= kMostVerdicts;
  return {
    ...about,
    columns: ['Run', ...titles.map((title) => `Final ${title}`), ...(isBrief ? [] : ['Status']), 'Hash'],
    rows: listed.map(({ label, metric, summary }) => [
      label,
      ...titles.map((title) => fixed(title === metric.title ? numberAt(summary, metric.keys.final) : null)),
      ...(isBrief ? [] : [summary.status]),
      summary.hash,
    ]),
    verdicts: isBrief ? done.map(({ label, summary }) => ({ run: label, text: summary.verdict })) : [],
    more: done.length - listed.length,
  };
}
