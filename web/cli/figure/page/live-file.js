// live.html of a folder: the figure in one file, with what was recorded of it, so that it begins with the published curves
// and compares a run of the reader's with them.
import { gzipSync } from 'node:zlib';
import { markup } from '../../../sharing/markup.js';
import { shortText } from '../../../text/short-numbers.js';
import { shippedText } from '../shipped.js';

/** @typedef {import('../../../text/paths.js').Json} Json */
/** @typedef {import('../subject.js').Subject} Subject */

/** Epochs of all trials together. Of more, every second, third ... of a trial is kept, and its first and last. */
const kMostEpochs = 300;
/** Of an epoch's numbers: what is drawn shows fewer. The summary, which is compared, has all. */
const kSignificantDigits = 5;
/** Of a layer's entry; too long to be kept for every epoch. */
const kOfLastEpoch = ['histogram', 'unitStates'];

/**
 * @param {Subject} subject @param {string} digest of the engine that the live figure has
 * @param {string} hash of the link to what it shows where its own address has none
 * @returns {string} HTML
 */
export function liveFile(subject, digest, hash) {
  const html = shippedText('standalone.html');
  const record = recordOf(subject, digest);
  const packed = record && gzipSync(JSON.stringify(record), { level: 9 }).toString('base64');
  const data = packed ? `\n  <script type="text/plain" id="published">${packed}</script>` : '';
  const alone = markup` data-alone="${subject.playground}" data-link="${hash}">`.text;
  return [
    [' data-standalone>', ` data-standalone${alone}`],
    ['<body>', `<body>${data}`],
    // No page stands beside it.
    [' href="./index.html"', subject.playground ? markup` href="${subject.playground}index.html"`.text : ''],
  ].reduce((text, [place, written]) => {
    if (!text.includes(place)) throw new Error('standalone.html is of another version than cli.js; run ./build.sh');
    return text.replace(place, () => written);
  }, html);
}

/**
 * What was recorded, without what no figure shows.
 * @param {Subject} subject @param {string} digest
 * @returns {import('../../../presets/results.js').PublishedResult | null} null: nothing was, or no trial has ended
 */
function recordOf({ records, shown }, digest) {
  if (!records) return null;
  const trials = shown.flatMap(({ run, seed }) => {
    const summary = records.summaryOf({ run, seed });
    return summary ? [{ run, seed, epochs: /** @type {Json[]} */ ([]), summary }] : [];
  });
  if (trials.length === 0) return null;
  const total = trials.reduce((sum, { summary }) => sum + summary.epochs, 0);
  const every = Math.ceil(total / kMostEpochs);
  const byTrial = new Map(trials.map((trial) => [`${trial.seed} ${trial.run}`, trial]));
  for (const record of records.epochs()) {
    const trial = byTrial.get(`${record.seed} ${record.run}`);
    const isLast = record.epoch === trial?.summary.epochs;
    if (trial && (record.epoch === 1 || record.epoch % every === 0 || isLast)) trial.epochs.push(slim(record, isLast));
  }
  const timeless = { meanEpochMilliseconds: null, forward1024Milliseconds: null };
  return {
    experiment: records.checked.experiment,
    source: records.source,
    isOtherEngine: records.header.engine !== digest,
    trials: /** @type {import('../../../presets/results.js').RecordedTrial[]} */ (
      trials.map((trial) => ({ ...trial, summary: { ...trial.summary, ...timeless } }))
    ),
  };
}

/** @param {import('../../../engine/answers.js').EpochRecord} record @param {boolean} isLast of its trial @returns {Json} */
const slim = (record, isLast) =>
  JSON.parse(
    shortText({ ...record, milliseconds: null }, kSignificantDigits, (key) => isLast || !kOfLastEpoch.includes(key)),
  );
