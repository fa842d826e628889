// Whether what a training came to is the result of the experiment on screen, and of nothing else.

/** @typedef {import('../training/trials.js').Trial} Trial */

/** @param {{ runName: string, seed: number }} trial */
export const titleOf = ({ runName, seed }) => `"${runName}", seed ${seed}`;

export const kNothingYet = 'there are no results yet. Train first, then export.';

/**
 * @param {Trial} trial @param {import('../engine/answers.js').CheckedRun[]} runs of the experiment as it is now
 * @throws {Error} where a file would hold other results than the experiment's
 */
export function checkUnchanged(trial, runs) {
  const { runIndex, byHand, checked } = trial;
  if (byHand.length > 0)
    throw new Error(
      `${titleOf(trial)}, was changed by hand, its result is not the experiment's alone. Train again without changes.`,
    );
  if (JSON.stringify(checked?.experiment) !== JSON.stringify(runs[runIndex]?.experiment))
    throw new Error(`${titleOf(trial)}, was trained before the last edit. Train again, then export.`);
}
