// Joins files of records of one experiment, as its shards write them, into the results of the whole.
import { existsSync, realpathSync, statSync } from 'node:fs';
import { EngineError, loadTraining } from '../engine/training.js';
import { lockFile } from './files/file-lock.js';
import { InputError } from './files/input-error.js';
import { targetOf } from './files/write-file.js';
import { sealed } from './sweep/fingerprint.js';
import { compileEngine } from './sweep/node-engine.js';
import { missingEpochs, RecordsFile, writeRecords } from './sweep/records-file.js';
import { readOwn } from './sweep/sweep-output.js';
import { parseShard, shardOf, trialsOf } from './sweep/trials.js';
import { report } from './text/final-report.js';
import { print, say } from './text/print.js';

/** How many missing runs are named before the rest is counted. */
const kNamed = 10;

/** @param {{paths: string[], jsonl?: string, overwrite: boolean}} options */
export async function mergeCommand({ paths, jsonl, overwrite }) {
  if (jsonl === undefined) return merge({ paths, overwrite });
  const target = writable(jsonl, () => targetOf(jsonl));
  // What it holds is read under the lock too: a run that writes it would lose what it adds meanwhile.
  const lock = target.regular ? writable(jsonl, () => lockFile(target.path)) : undefined;
  try {
    await merge({ paths, jsonl, overwrite, output: { target, check: () => lock?.check() } });
  } finally {
    lock?.release();
  }
}

/**
 * @param {object} options
 * @param {string[]} options.paths @param {string} [options.jsonl] @param {boolean} options.overwrite
 * @param {Output} [options.output] where `jsonl` leads
 */
async function merge(options) {
  /** Open to the end: what is written is what was read. @type {RecordsFile[]} */
  const files = [];
  try {
    await mergeInto(files, options);
  } finally {
    for (const file of files) file.close();
  }
}

/** @typedef {{target: import('./files/write-file.js').Target, check: () => void}} Output */

/**
 * @param {RecordsFile[]} files takes what it opens
 * @param {{paths: string[], jsonl?: string, overwrite: boolean, output?: Output}} options
 */
async function mergeInto(files, { paths, jsonl, overwrite, output }) {
  for (const path of paths) files.push(readGiven(path));
  const first = files[0];
  for (const file of files) {
    if (file.header.fingerprint !== first.header.fingerprint) throw new InputError(different(first, file));
    if (file.header.engine !== first.header.engine) {
      say(`"${first.path}" and "${file.path}" were written by different versions of the engine`);
    }
  }
  const { shard: _shard, ...whole } = first.header;
  const header = sealed(whole);
  // What a joined file holds already is kept.
  const target = output?.target.regular ? output.target.path : undefined;
  if (target && !overwrite && existsSync(target) && !paths.some((path) => realpathSync(path) === target)) {
    const existing = readOwn(target, header);
    if (existing) files.push(existing);
  }
  for (const problem of files.flatMap((file) => file.problems)) say(problem);

  const { module } = await compileEngine();
  const checked = (await loadTraining({ module })).checkExperiment(header.experiment);
  if (!checked.ok) throw new EngineError(checked.errors ?? []);
  const trials = trialsOf(checked);
  for (const sentence of files.flatMap((file) => file.foreignTo(trials))) say(sentence);
  const chosen = new Map(trials.map((trial) => [trial, chooseResult(trial, files)]));
  const done = trials.filter((trial) => chosen.get(trial));
  const summaries = done.flatMap((trial) => chosen.get(trial)?.result.summary ?? []);
  const { text, records } = report({ checked, summaries, total: trials.length });
  if (output) {
    const parts = done.flatMap((trial) => chosen.get(trial) ?? []);
    writable(String(jsonl), () => writeRecords(output.target, header, parts, records, output.check));
  }
  print(text);
  const missing = trials.filter((trial) => !chosen.get(trial));
  if (missing.length === 0) return;
  sayMissing(missing, trials.length, files);
  process.exitCode = 1;
}

/** @template T @param {string} path @param {() => T} action @returns {T} */
function writable(path, action) {
  try {
    return action();
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`--jsonl: "${path}" cannot be written: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {import('./sweep/trials.js').Trial[]} missing @param {number} total @param {RecordsFile[]} files */
function sayMissing(missing, total, files) {
  say(`${missing.length} of ${total} trials are missing:`);
  const counts = new Set(files.map((file) => parseShard(file.header.shard)?.count));
  const [count] = counts.size === 1 ? counts : [undefined];
  for (const trial of missing.slice(0, kNamed)) {
    say(`  ${trial.run}, seed ${trial.seed}${count ? `, of shard ${shardOf(trial, count)}/${count}` : ''}`);
  }
  if (missing.length > kNamed) say(`  and ${missing.length - kNamed} more`);
  if (count) {
    const shards = [...new Set(missing.map((trial) => shardOf(trial, count)))].sort((a, b) => a - b);
    say(`run ${shards.map((shard) => `--shard ${shard}/${count}`).join(', ')} again: finished trials are kept`);
  }
}

/** @param {string} path */
function readGiven(path) {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new InputError(`there is no file "${path}"`);
  const file = RecordsFile.read(path);
  if (!file) throw new InputError(`"${path}" is empty`);
  return file;
}

/** @param {RecordsFile} a @param {RecordsFile} b */
function different(a, b) {
  const [nameA, nameB] = [a, b].map((file) => file.header.experiment?.name ?? '');
  const how =
    nameA === nameB
      ? `both are of "${nameA}", but its values or its data files differ`
      : `one is of "${nameA}", the other of "${nameB}"`;
  return `"${a.path}" and "${b.path}" are of different experiments (${how}); nothing was merged`;
}

/**
 * @param {import('./sweep/trials.js').Trial} trial @param {RecordsFile[]} files
 * @returns {{from: RecordsFile, result: import('./sweep/records-file.js').Result} | undefined} the first file's that has it
 * @throws {Error} where two files contradict each other
 */
function chooseResult(trial, files) {
  /** @type {{from: RecordsFile, result: import('./sweep/records-file.js').Result} | undefined} */
  let chosen;
  for (const from of files) {
    const result = from.of(trial);
    if (!result?.summary) continue;
    const gap = missingEpochs(result);
    if (gap) {
      say(`"${from.path}": ${trial.label} is left out: ${gap}; run it again`);
      continue;
    }
    chosen ??= { from, result };
    const [a, b] = [chosen.result.summary, result.summary];
    if (!a || !b || a.hash === b.hash) continue;
    throw new Error(
      `${trial.run}, seed ${trial.seed} has the hash ${a.hash} in "${chosen.from.path}" and ${b.hash} in "${from.path}". ` +
        'The same trial gives the same bits on every machine: one of the two files was altered, written by another ' +
        'version of the engine, or by a machine that computes wrongly. Nothing was merged',
    );
  }
  return chosen;
}
