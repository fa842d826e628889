// What there is to train: every run with every seed, in the experiment's order, and which of them are a shard's.
import { InputError } from '../files/input-error.js';

/**
 * @typedef {object} Trial one run with one seed
 * @property {number} index in the whole experiment, seeds fastest
 * @property {number} runIndex
 * @property {string} run
 * @property {number} seed
 * @property {string} label as messages call it
 * @property {{title: string, keys: {validation: string}}} metric of its task
 * @property {number} work roughly what it costs, to weigh progress by
 */

/** @typedef {{index: number, count: number}} Shard the index from 1 */

/**
 * @param {import('../../engine/answers.js').Checked} checked
 * @returns {Trial[]}
 */
export function trialsOf(checked) {
  const { seeds } = checked.experiment;
  return checked.runs.flatMap((run, runIndex) => {
    const { epochs, batchSize } = run.experiment.training;
    return seeds.map((seed, i) => ({
      index: runIndex * seeds.length + i,
      runIndex,
      run: run.name,
      seed,
      label: seeds.length > 1 ? `${run.name} (seed ${seed})` : run.name,
      metric: run.metric,
      work: epochs * run.stepsPerEpoch * batchSize * (run.parameters + 1000),
    }));
  });
}

/** What two records of one training have in common. @param {{run: string, seed: number}} record */
export function keyOf({ run, seed }) {
  return `${seed} ${run}`;
}

/** @param {string | undefined} text "2/3" @returns {Shard | undefined} */
export function parseShard(text) {
  if (text === undefined) return undefined;
  const match = /^(\d{1,5})\/(\d{1,5})$/.exec(text);
  const [index, count] = match ? [Number(match[1]), Number(match[2])] : [0, 0];
  if (index < 1 || index > count) {
    throw new InputError(`--shard takes i/n with i from 1 to n, e.g. --shard 2/3, not "${text}"`);
  }
  return { index, count };
}

/** The shard, from 1 to `count`, that a trial belongs to. @param {Trial} trial @param {number} count */
export function shardOf(trial, count) {
  return (trial.index % count) + 1;
}
