// Takes what a figure needs from a file of records, and says what that file lacks.
import { missingEpochs } from '../sweep/records-file.js';
import { trialsOf } from '../sweep/trials.js';
import { say } from '../text/print.js';
import { checkedBy } from './records-drawing.js';

/**
 * What a file of records holds; what was lost or belongs to another experiment is said.
 * @param {import('../sweep/records-file.js').RecordsFile} file open as long as they are read @param {import('../../engine/training.js').TrainingEngine} engine
 * @returns {import('./records-drawing.js').Records}
 */
export function recordsOfFile(file, engine) {
  for (const problem of file.problems) say(problem);
  const checked = checkedBy(engine, file.header.experiment);
  const trials = trialsOf(checked);
  for (const sentence of file.foreignTo(trials)) say(sentence);
  for (const trial of trials) {
    const result = file.of(trial);
    const gap = result && missingEpochs(result);
    if (gap) say(`"${file.path}": ${trial.label}: ${gap}; run it again`);
  }
  return {
    name: file.path,
    checked,
    epochs: () => file.epochs(),
    summaryOf: (trial) => file.of(trial)?.summary,
  };
}
