// Prints what files of records hold: results, verdicts, the layers after the last epoch, and comparisons, also between two
// files. Of a PyTorch model, whose records playground_hooks.py writes, as of an experiment.
import { basename } from 'node:path';
import { loadTraining } from '../engine/training.js';
import { reportTrials } from '../report/report-trials.js';
import { compareRuns, placesOfRuns } from '../statistics/compare-runs.js';
import { InputError } from './files/input-error.js';
import { recordsAt } from './records-at.js';
import { compileEngine } from './sweep/node-engine.js';
import { layersTable } from './text/layers-table.js';
import { print, say } from './text/print.js';
import { comparisonsText, repeatsTable } from './text/statistics-text.js';
import { summaryTable } from './text/text-table.js';

/** Files that are compared. */
const kMostFiles = 2;
/** With more trials than this their layers are left to the page. */
const kMostLayers = 8;

/** @param {string[]} paths */
export async function reportCommand(paths) {
  if (paths.length > kMostFiles)
    throw new InputError(
      `report compares ${kMostFiles} files, not ${paths.length}; merge joins those of one experiment`,
    );
  const engine = await loadTraining(await compileEngine());
  const files = [];
  for (const path of paths) {
    const set = await recordsAt(path, { name: basename(path) });
    const { experiment } = set.header;
    files.push({ set, answer: experiment ? engine.checkExperiment(experiment) : null });
  }
  const { trials, notes } = reportTrials(files, engine.catalog());
  for (const note of notes) say(note);
  const summaries = trials.flatMap(({ summary }) => summary ?? []);
  const metrics = [...new Map(trials.flatMap(({ metric }) => (metric ? [[metric.name, metric]] : []))).values()];
  const names = [...new Set(trials.map(({ runName }) => runName))];
  const parts = files.map(({ set: { name, header } }) =>
    header.type === 'model'
      ? `${name}: ${header.name}, ${header.framework}${header.every > 1 ? `; statistics of every ${header.every}th training batch` : ''}`
      : `${name}: ${header.experiment.name || 'an experiment without a name'}`,
  );
  if (summaries.length > 0) parts.push(summaryTable(summaries, metrics));
  parts.push(trials.map(({ name, summary, why }) => `${name}: ${summary?.verdict ?? why}`).join('\n'));
  if (trials.length <= kMostLayers) parts.push(...trials.map(layersTable));
  if (metrics.length > 0 && summaries.length > 0) {
    const statistics = compareRuns(names, summaries, metrics, {}, placesOfRuns(trials));
    parts.push(repeatsTable(statistics), names.length > 1 ? comparisonsText(statistics) : '');
  }
  print(parts.filter((part) => part !== '').join('\n\n'));
}
