// The results on screen as files for other programs: records as `run` writes them, events of TensorBoard, and a table.
import { strToU8, zipSync } from 'fflate';
import { recordFile } from '../export/record-lines.js';
import { epochTable } from '../export/tensorboard/epoch-table.js';
import { eventFolders } from '../export/tensorboard/folders.js';
import { checkUnchanged, kNothingYet } from './unchanged.js';

/** @typedef {import('../training/trials.js').Trial} Trial */
/** @typedef {'jsonl' | 'csv' | 'tensorboard'} ResultForm */

/**
 * Those that a file can be of.
 * @param {import('./export-menu.js').Checked} checked @param {Trial[]} trials
 * @throws {Error} where a file would hold other results than the experiment's
 */
function finishedOf({ runs }, trials) {
  const finished = trials.flatMap(({ runName: run, runIndex, seed, records, summary, checked }) =>
    summary ? [{ run, runIndex, seed, epochs: records, summary, checked }] : [],
  );
  if (finished.length === 0) throw new Error(kNothingYet);
  for (const trial of trials) if (trial.summary) checkUnchanged(trial, runs);
  return finished;
}

/**
 * The table of a preset's recorded result. What else is made of records needs all of their digits, epochs and histograms, which
 * are not kept: see web/presets/results.js.
 * @param {import('./export-menu.js').Checked} checked @param {Trial[]} trials those chosen @param {ResultForm} form
 * @returns {{ blob: Blob, said: string, of: string }}
 */
export function recordedFile(form, checked, trials) {
  if (form !== 'csv')
    throw new Error(
      'the result on screen is a recorded one, with rounded numbers and few histograms: press Train for all of it, or export the epochs as a table.',
    );
  const finished = finishedOf(checked, trials);
  const isThinned = finished.some(({ epochs, summary }) => epochs.length < summary.epochs);
  return {
    blob: new Blob([epochTable(finished)], { type: 'text/csv' }),
    said: ` Recorded with the command line: without times, and with numbers of five digits, those of layers of four.${isThinned ? ' Epochs are left out of it.' : ''} Train gives all of it.`,
    of: 'recorded',
  };
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
