// One run with one seed, of those that the menu lists: what a file of a single network is made of.
import { titleOf } from './unchanged.js';

/** @typedef {import('../training/trials.js').Trial} Trial */

/** @param {Trial[]} trials of the list @param {string} chosen the index of one, or "" @returns {Trial} @throws {Error} where none is chosen */
export function chosenOf(trials, chosen) {
  if (chosen === '' && trials.length > 1)
    throw new Error('a network is one run with one seed. Choose one of the trainings in the list.');
  return trials[Number(chosen)];
}

/**
 * @param {Trial} trial @param {import('../engine/answers.js').CheckedRun} run of it @param {Record<string, unknown>} files that there are
 * @param {string} why what they are for @throws {Error} where one is missing
 */
export function checkFiles(trial, run, files, why) {
  const missing = run.files.filter((name) => !files[name]);
  if (missing.length === 0) return;
  const [are, them] = missing.length === 1 ? ['is', 'the file'] : ['are', 'the files'];
  throw new Error(`${titleOf(trial)}, ${why}, and ${missing.join(', ')} ${are} missing. Choose ${them} first.`);
}
