// Writes what a file of records holds for another program: events of TensorBoard, a folder for each training, or a table.
import { join } from 'node:path';
import { epochTable } from '../export/tensorboard/epoch-table.js';
import { eventFolders } from '../export/tensorboard/folders.js';
import { counted } from '../text/numbers.js';
import { InputError } from './files/input-error.js';
import { makeFolder, saveText } from './files/save-text.js';
import { recordsAt } from './records-at.js';
import { print, say, sayWritten } from './text/print.js';

/**
 * @param {object} options
 * @param {string} options.path of records @param {'tensorboard' | 'csv'} options.form @param {string} options.out
 * @param {string[]} options.runs names; none: all @param {string[]} options.seeds
 */
export async function exportRecords({ path, form, out, runs, seeds }) {
  const { trials, problems } = await recordsAt(path, {
    missing: `"${path}" is no file. Logs are of records: run an experiment by "run ${path} --jsonl FILE", and export that file`,
    advice: ' Run an experiment by "run ... --jsonl FILE", and export that file.',
  });
  for (const problem of problems) say(problem);
  const chosen = trials.filter(
    ({ run, seed }) =>
      (runs.length === 0 || runs.includes(run)) && (seeds.length === 0 || seeds.includes(String(seed))),
  );
  if (chosen.length === 0)
    throw new InputError(
      `"${path}" has no training of that run and seed; it has ${trials.map(({ run, seed }) => `"${run}", seed ${seed}`).join('; ')}`,
    );
  if (form === 'csv') {
    saveText(out, epochTable(chosen));
    return sayWritten(out, `${out}, a row an epoch of ${counted(chosen.length, 'training')}`);
  }
  for (const { folder, file, bytes } of eventFolders(chosen)) {
    makeFolder(out, folder);
    saveText(join(out, folder, file), bytes);
  }
  print(`written: ${out}, ${counted(chosen.length, 'training')}; tensorboard --logdir ${out}`);
}
