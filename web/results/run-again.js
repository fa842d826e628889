// Whether a training here came to the result that was recorded: their hashes, trial by trial.
import { numberAt, significant } from '../text/numbers.js';

/** @typedef {import('../training/trials.js').Trial} Trial */

/** Trials that are named; the rest are counted. */
const kMostNamed = 3;

/** Letters of a hash that a sentence shows. */
const kHashLetters = 8;

/** Of hashes in an article: what engine made them is not known. @type {{ isOtherEngine: boolean | null }} */
export const kByArticle = { isOtherEngine: null };

/** @param {Trial} here @param {Trial} recorded */
function differenceOf(here, recorded) {
  const [mine, theirs] = [here, recorded].map(({ summary }) => String(summary?.hash).slice(0, kHashLetters));
  const metric = here.metric;
  const values =
    metric &&
    numberAt(recorded.summary ?? {}, metric.keys.final) !== null &&
    [here, recorded].map(({ summary }) => significant(numberAt(summary ?? {}, metric.keys.final)));
  return `${here.name} has ${mine} instead of ${theirs}${values ? `, and ${metric.title} ${values[0]} instead of ${values[1]}` : ''}`;
}

/** @param {{ isOtherEngine: boolean | null } | null} published */
function reasonOf(published) {
  if (!published || published.isOtherEngine === null)
    return 'That happens where the engine of this page is of another version than the one that recorded it, or the data are others.';
  return published.isOtherEngine
    ? 'The engine of this page is of another version than the one that recorded it.'
    : 'The engine is the one that recorded it: the data are others, or the record was changed.';
}

/**
 * Trials as an article has them, which lists their hashes alone, the first ones of many.
 * @param {Trial[]} trials @param {string[]} hashes in the order of the trials @returns {Trial[]}
 */
export const withHashes = (trials, hashes) =>
  trials
    .slice(0, hashes.length)
    .map((trial, i) => ({ ...trial, summary: /** @type {Trial['summary']} */ ({ hash: hashes[i] }) }));

/**
 * What the comparison of a training with the recorded result of the same experiment comes to, in sentences.
 * @param {Trial[]} here @param {Trial[]} recorded @param {{ isOtherEngine: boolean | null } | null} [published] what is known of a result
 *   that an author has published
 * @returns {{ isSame: boolean, text: string } | null} null where there is nothing to compare, or not yet
 */
export function runAgain(here, recorded, published = null) {
  if (recorded.length === 0 || !here.every(({ summary }) => summary)) return null;
  const pairs = here.flatMap((trial) => {
    const other = recorded.find(({ runName, seed }) => runName === trial.runName && seed === trial.seed);
    // What was stopped, or changed by hand, is another training.
    const isSame = trial.summary?.status !== 'stopped' && trial.byHand.length === 0;
    return other?.summary && isSame ? [{ trial, other }] : [];
  });
  if (pairs.length === 0) return null;
  const differing = pairs.filter(({ trial, other }) => trial.summary?.hash !== other.summary?.hash);
  const which = published ? 'published' : 'recorded';
  if (differing.length === 0)
    return {
      isSame: true,
      text: `Run again here: ${pairs.length === 1 ? `the hash is the ${which} one` : `all ${pairs.length} hashes are the ${which} ones`}, so every number is the same to the last bit.`,
    };
  const named = differing.slice(0, kMostNamed).map(({ trial, other }) => differenceOf(trial, other));
  const more = differing.length - named.length;
  const text = `Run again here: ${differing.length} of ${pairs.length} trainings have another hash than the ${which} result. ${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}. ${reasonOf(published)}`;
  return { isSame: false, text };
}
