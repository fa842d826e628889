// The results on screen as files for other programs: records as `run` writes them, events of TensorBoard, and a table.
import { strToU8, zipSync } from 'fflate';
import { recordFile } from '../export/record-lines.js';
import { epochTable } from '../export/tensorboard/epoch-table.js';
import { eventFolders } from '../export/tensorboard/folders.js';

/** @typedef {import('../training/trials.js').Trial} Trial */
/** @typedef {'jsonl' | 'csv' | 'tensorboard'} ResultForm */

/**
 * Those that a file can be of.
 * @param {import('./export-menu.js').Checked} checked @param {Trial[]} trials
 * @throws {Error} where a file would hold other results than the experiment's
 */
function finishedOf({ runs }, trials) {
  const finished = trials.flatMap(({ runName: run, runIndex, seed, records, summary, byHand, checked }) =>
    summary ? [{ run, runIndex, seed, epochs: records, summary, byHand, checked }] : [],
  );
  if (finished.length === 0) throw new Error('there are no results yet. Train first, then export.');
  for (const { run, seed, runIndex, byHand, checked } of finished) {
    const name = `"${run}", seed ${seed},`;
    if (byHand.length > 0)
      throw new Error(
        `${name} was changed by hand, its result is not the experiment's alone. Train again without changes.`,
      );
    if (JSON.stringify(checked?.experiment) !== JSON.stringify(runs[runIndex]?.experiment))
      throw new Error(`${name} was trained before the last edit. Train again, then export.`);
  }
  return finished;
}

/**
 * @param {ResultForm} form @param {import('./export-menu.js').Checked} checked @param {Trial[]} trials those chosen
 * @returns {{ blob: Blob, said: string }}
 */
export function resultFile(form, checked, trials) {
  const finished = finishedOf(checked, trials);
  const left = trials.length - finished.length;
  const said = left > 0 ? ` ${left} of ${trials.length} trainings are not finished, and left out.` : '';
  if (form === 'jsonl')
    return { blob: new Blob([recordFile(checked.experiment, finished)], { type: 'application/jsonl' }), said };
  if (form === 'csv') return { blob: new Blob([epochTable(finished)], { type: 'text/csv' }), said };
  const files = eventFolders(finished).map(({ folder, file, bytes }) => [`${folder}/${file}`, bytes]);
  const note = strToU8('Unpack the folders, and run: tensorboard --logdir .\n');
  const zip = zipSync({ 'README.txt': note, ...Object.fromEntries(files) });
  return { blob: new Blob([new Uint8Array(zip)], { type: 'application/zip' }), said };
}
