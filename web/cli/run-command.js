// Runs an experiment headless: checks it, trains what is not done yet, writes the JSONL, and prints the results.
import { isTableName } from '../data/file-names.js';
import { loadTraining } from '../engine/training.js';
import { checkedFrom } from './checked-experiment.js';
import { readDataFiles } from './data-folder.js';
import { InputError } from './files/input-error.js';
import { imagesExperiment } from './images-file.js';
import { isImagesPlace } from './images-place.js';
import { isPreset, loadExperimentText } from './load-experiment.js';
import { imageReadingOf, isTakenByReading, parseSet, readingOf } from './settings.js';
import { headerOf } from './sweep/fingerprint.js';
import { compileEngine } from './sweep/node-engine.js';
import { Sweep } from './sweep/sweep.js';
import { SweepOutput } from './sweep/sweep-output.js';
import { shardOf, trialsOf } from './sweep/trials.js';
import { tableExperiment } from './table-file.js';
import { report } from './text/final-report.js';
import { print, say } from './text/print.js';
import { ProgressLine } from './text/progress-line.js';

/** What a shell makes of a signal: 128 and its number. */
const kSignals = { SIGINT: 130, SIGTERM: 143 };

/**
 * @param {object} options
 * @param {string} options.name a preset or a file @param {string[]} options.sets "path=value"
 * @param {string} [options.data] @param {string} [options.target] of a table @param {string} [options.labels] of an IDX file @param {string} [options.jsonl] @param {boolean} options.overwrite
 * @param {number} options.jobs how many at a time @param {import('./sweep/trials.js').Shard} [options.shard]
 * @param {number} options.saveSeconds
 */
export async function runCommand({
  name,
  sets,
  data,
  target,
  labels,
  jsonl,
  overwrite,
  jobs: size,
  shard,
  saveSeconds,
}) {
  const { module, digest } = await compileEngine();
  const engine = await loadTraining({ module });
  const isTable = isTableName(name);
  if (target !== undefined && !isTable) throw new InputError('--target is for a table; an experiment names its own');
  if (isTable && data !== undefined) throw new InputError(`--data: "${name}" is the table itself`);
  const isImages = !isTable && !isPreset(name) && isImagesPlace(name);
  if (isImages && data !== undefined) throw new InputError(`--data: "${name}" is the images themselves`);
  if (labels !== undefined && !isImages) throw new InputError('--labels is for an IDX file of images');
  const changes = sets.map(parseSet);
  const table = isTable ? await tableExperiment(name, { ...readingOf(changes), target }) : null;
  let experiment = table
    ? JSON.stringify(table.experiment)
    : isImages
      ? JSON.stringify((await imagesExperiment(name, labels, imageReadingOf(changes))).experiment)
      : loadExperimentText(name, (words) => engine.suggest(name, words));
  for (const { path, value } of changes)
    if (!table || !isTakenByReading(path, table.joined !== undefined))
      experiment = JSON.stringify(engine.setInExperiment(experiment, path, value));
  const place = table?.joined ?? (isTable || isImages ? name : data);
  const { experiment: whole, checked } = await checkedFrom(experiment, place, engine);
  experiment = whole;
  const all = trialsOf(checked);
  const trials = shard ? all.filter((trial) => shardOf(trial, shard.count) === shard.index) : all;
  const files = await readDataFiles(place, checked.runs);

  const header = headerOf(checked, files, digest, shard);
  const output = jsonl === undefined ? undefined : new SweepOutput({ path: jsonl, header, trials, overwrite });
  for (const note of output?.notes ?? []) say(note);
  const isDone = (/** @type {import('./sweep/trials.js').Trial} */ trial) =>
    output?.summaries.has(trial.index) ?? false;
  const left = trials.filter((trial) => !isDone(trial));
  if (output && (left.length < trials.length || output.resumed.size > 0)) {
    const begun = output.resumed.size > 0 ? `, ${output.resumed.size} more started` : '';
    say(`resuming "${jsonl}": ${trials.length - left.length} of ${trials.length} trials are done${begun}`);
  }

  const line = new ProgressLine(process.stderr, trials, isDone);
  const sweep = new Sweep({
    module,
    size,
    experiment,
    files,
    saveMilliseconds: 1000 * saveSeconds,
    output,
    line,
    say,
  });
  const interruption = output && watchSignals();
  try {
    const training = sweep.train(left);
    training.catch(() => {}); // where it was interrupted nobody waits for it
    const signal = await Promise.race([training.then(() => undefined), ...(interruption ? [interruption.came] : [])]);
    line.clear();
    if (signal) {
      const saved = await sweep.save();
      say(
        `${signal}: ${output?.summaries.size} of ${trials.length} trials are in "${jsonl}", ${saved} unfinished ones saved; the same command resumes them`,
      );
      process.exitCode = kSignals[signal];
      return;
    }
    const trained = await training;
    const summaries = trials.flatMap((trial) => output?.summaries.get(trial.index) ?? trained.get(trial.index) ?? []);
    if (size > 1 && left.length > 1) {
      print(`${size} trials shared this machine at a time: times are longer than alone.\n`);
    }
    const { text, records } = report({ checked, summaries, total: all.length, shard });
    output?.finish(records);
    print(text);
  } finally {
    interruption?.stop();
    output?.close();
  }
}

/** The first signal is handled; a second one ends the program as usual. */
function watchSignals() {
  const names = /** @type {(keyof typeof kSignals)[]} */ (Object.keys(kSignals));
  /** @type {() => void} */
  let stop = () => {};
  /** @type {Promise<keyof typeof kSignals>} */
  const came = new Promise((resolve) => {
    const listeners = names.map((name) => {
      const listener = () => {
        stop();
        resolve(name);
      };
      process.on(name, listener);
      return { name, listener };
    });
    stop = () => {
      for (const { name, listener } of listeners) process.off(name, listener);
    };
  });
  return { came, stop: () => stop() };
}
