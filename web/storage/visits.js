// What a visit leaves behind: the trials of this tab as they were when the page was left, so that a reload or a way back
// finds them there, paused. Kept in the browser's own database under a key of the tab; nothing where there is none.
import { del, get, keys, set } from 'idb-keyval';
import { keeping, whyNot } from './keeping.js';

/** @typedef {import('../training/trials.js').Trial} Trial */
/** @typedef {import('../text/paths.js').Json} Json */

/**
 * @typedef {object} KeptTrial
 * @property {number} runIndex @property {number} seed
 * @property {import('../engine/answers.js').EpochRecord[]} records
 * @property {import('../engine/answers.js').SummaryRecord | null} summary
 * @property {Uint8Array | null} snapshot where it stood; null: it has ended, or had not begun
 * @property {number} epochs of the snapshot
 * @property {string[]} byHand
 * @property {import('../engine/session.js').LiveSettings} [live] what was changed by hand
 *
 * @typedef {{ experiment: Json, at: number, trials: KeptTrial[] }} Visit
 */

const kPrefix = 'visit ';
/** Bytes of snapshots that are kept, and for how long. */
const kMostBytes = 64 * 1024 * 1024;
const kMilliseconds = 24 * 3600 * 1000;

/** The tab's own name, which a reload keeps; "" where the browser forbids it, or nothing is to be kept. */
function tabKey() {
  if (!keeping.isAllowed) return '';
  try {
    const known = sessionStorage.getItem('tab');
    const name = known ?? `${Date.now()}-${Math.random()}`;
    if (known === null) sessionStorage.setItem('tab', name);
    return kPrefix + name;
  } catch {
    return ''; // a sandboxed frame, or storage that is blocked
  }
}

/** Keeps the visit in the place of the one before. @param {Json} experiment @param {KeptTrial[]} trials */
export async function keepVisit(experiment, trials) {
  if (!keeping.isAllowed) return;
  const key = tabKey();
  const bytes = trials.reduce((sum, { snapshot }) => sum + (snapshot?.byteLength ?? 0), 0);
  if (key === '' || bytes > kMostBytes) return keeping.fail('visit', key === '' ? 'blocked' : 'large');
  try {
    await set(key, /** @type {Visit} */ ({ experiment, at: Date.now(), trials }));
    keeping.succeed('visit');
  } catch (error) {
    await keeping.fail('visit', whyNot(error));
  }
}

/** @returns {Promise<Visit | null>} the tab's last one; those of tabs long closed are thrown away */
export async function lastVisit() {
  const key = tabKey();
  if (key === '') return null;
  try {
    for (const one of await keys()) {
      if (typeof one !== 'string' || !one.startsWith(kPrefix) || one === key) continue;
      const visit = await get(one);
      if (!(Date.now() - visit?.at < kMilliseconds)) await del(one);
    }
    return (await get(key)) ?? null;
  } catch {
    return null;
  }
}

/** Forgets the tab's visit: its runs have been replaced. */
export async function forgetVisit() {
  const key = tabKey();
  if (key === '') return;
  try {
    await del(key);
  } catch {
    // Then none is kept.
  }
}
