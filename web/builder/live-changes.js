// Which changes of an experiment can take effect while it trains: those of the learning rate, the batch size, the penalty
// and the number of epochs.
import { differences } from '../text/paths.js';

/** @typedef {import('../text/paths.js').Json} Json */

const kLive = /^training\.(optimizer\.learningRate|batchSize|epochs|penalty\.\w+)$/;

/** @type {Record<string, string>} */
const kWords = {
  'training.optimizer.learningRate': 'learning rate',
  'training.batchSize': 'batch size',
  'training.epochs': 'epochs',
};

/**
 * @param {Json} begun the run as it was started, with every default @param {Json} now the same run as it is written now
 * @returns {Record<string, number> | null} what differs, by path; null: something else differs as well
 */
export function liveChanges(begun, now) {
  const found = differences(begun, { ...now, name: begun.name });
  if (!found || Object.keys(found).some((path) => !kLive.test(path))) return null;
  return found;
}

/** @param {Record<string, number>} changes @returns {string} in words */
export const liveText = (changes) =>
  Object.entries(changes)
    .map(([path, value]) => `${kWords[path] ?? path.replace('training.', '').replace('.', ' ')} ${value}`)
    .join(', ');
