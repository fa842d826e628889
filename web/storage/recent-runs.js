// The experiments that were trained on this device, newest first, with what they came to: kept in the browser's own database
// until they are cleared.
import { get, update } from 'idb-keyval';
import { keeping, whyNot } from './keeping.js';

/**
 * @typedef {object} RecentRun
 * @property {string} name of the run
 * @property {string} activation the function that gives it its colour
 * @property {number[]} values of the metric, one a seed that ended
 *
 * @typedef {object} Recent
 * @property {string} id
 * @property {number} at milliseconds since 1970
 * @property {string} title of the experiment
 * @property {import('../sharing/link-state.js').TrainingState} state what opens it again
 * @property {string} metric its title
 * @property {RecentRun[]} runs
 */

const kKey = 'recent runs';
const kMost = 30;

/** Hears of every change: `change`. */
export const recentChanges = new EventTarget();

/** @param {(list: Recent[]) => Recent[]} edit @returns {Promise<boolean>} whether the browser keeps anything */
async function edited(edit) {
  try {
    await update(kKey, (/** @type {Recent[] | undefined} */ list) => edit(Array.isArray(list) ? list : []));
  } catch (error) {
    await keeping.fail('recent', whyNot(error));
    return false;
  }
  keeping.succeed('recent');
  recentChanges.dispatchEvent(new Event('change'));
  return true;
}

/** Keeps a training in the place of an earlier one of the same experiment. @param {Omit<Recent, 'id' | 'at'>} recent */
export function keepRecent(recent) {
  const id = JSON.stringify(recent.state);
  return edited((list) => [{ ...recent, id, at: Date.now() }, ...list.filter((one) => one.id !== id)].slice(0, kMost));
}

/** @returns {Promise<Recent[] | null>} newest first; null: the browser keeps nothing here */
export async function recentRuns() {
  try {
    const list = await get(kKey);
    return Array.isArray(list) ? list : [];
  } catch {
    return null;
  }
}

/** @param {string} [id] absent: all of them */
export const forgetRecent = (id) => edited((list) => (id === undefined ? [] : list.filter((one) => one.id !== id)));
