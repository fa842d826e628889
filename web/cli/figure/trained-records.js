// Trains an experiment that nothing was recorded of, and keeps its records for a figure.
import { checkedFrom } from '../checked-experiment.js';
import { readDataFiles } from '../data-folder.js';
import { Sweep } from '../sweep/sweep.js';
import { keyOf, trialsOf } from '../sweep/trials.js';
import { say } from '../text/print.js';
import { ProgressLine } from '../text/progress-line.js';

/** @typedef {import('../../engine/answers.js').EpochRecord} EpochRecord */

/**
 * @param {string} name for messages @param {string} text the experiment's @param {string | undefined} place of its data
 * @param {import('./subject.js').Engine} engine
 * @returns {Promise<{ records: import('./records-drawing.js').Records, files: Record<string, Uint8Array> }>}
 * @throws {import('../../engine/training.js').EngineError} with everything that is wrong with the experiment
 */
export async function trainedRecords(name, text, place, { engine, module }) {
  const { experiment, checked } = await checkedFrom(text, place, engine);
  const files = await readDataFiles(place, checked.runs);
  const trials = trialsOf(checked);
  /** @type {Map<string, EpochRecord[]>} */
  const epochs = new Map(trials.map((trial) => [keyOf(trial), []]));
  const line = new ProgressLine(process.stderr, trials, () => false);
  const display = {
    update: line.update.bind(line),
    epoch: (/** @type {import('../sweep/trials.js').Trial} */ trial, /** @type {EpochRecord} */ record) => {
      epochs.get(keyOf(trial))?.push(record);
      line.epoch(trial, record);
    },
    finish: line.finish.bind(line),
  };
  const sweep = new Sweep({ module, size: 1, experiment, files, saveMilliseconds: 0, line: display, say });
  const trained = await sweep.train(trials);
  line.clear();
  const summaries = new Map([...trained.values()].map((summary) => [keyOf(summary), summary]));
  const records = {
    name,
    checked,
    epochs: () => [...epochs.values()].flat(),
    summaryOf: (/** @type {{run: string, seed: number}} */ trial) => summaries.get(keyOf(trial)),
  };
  return { records, files };
}
