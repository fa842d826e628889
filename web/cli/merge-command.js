// Joins files of records of one experiment, as its shards write them, into the results of the whole.
import { statSync } from 'node:fs';
import { EngineError, loadEngine } from '../engine/index.js';
import { InputError } from './input-error.js';
import { jobsOf, parseShard, shardOf } from './jobs.js';
import { compileEngine } from './node-engine.js';
import { RecordsFile, writeRecords } from './records-file.js';
import { report } from './report.js';
import { readOwn } from './sweep-output.js';

/** How many missing runs are named before the rest is counted. */
const kNamed = 10;

/** @param {{paths: string[], jsonl?: string, overwrite: boolean}} options */
export async function mergeCommand({ paths, jsonl, overwrite }) {
  const files = paths.map(readGiven);
  const first = files[0];
  for (const file of files) {
    if (file.header.fingerprint !== first.header.fingerprint) throw new InputError(different(first, file));
    if (file.header.engine !== first.header.engine) {
      console.error(`"${first.path}" and "${file.path}" were written by different versions of the engine`);
    }
  }
  const { shard: _shard, ...header } = first.header;
  // What a joined file holds already is kept.
  if (jsonl !== undefined && !overwrite && !paths.includes(jsonl) && statSync(jsonl, { throwIfNoEntry: false })) {
    const existing = readOwn(jsonl, header);
    if (existing) files.push(existing);
  }

  const { module } = await compileEngine();
  const checked = (await loadEngine({ module })).checkExperiment(header.experiment);
  if (!checked.ok) throw new EngineError(checked.errors ?? []);
  const jobs = jobsOf(checked);
  const chosen = new Map(jobs.map((job) => [job, chooseResult(job, files)]));
  const done = jobs.filter((job) => chosen.get(job));
  const missing = jobs.filter((job) => !chosen.get(job));
  const summaries = done.map((job) => chosen.get(job)?.result.summary);
  const { text, records } = report({ checked, summaries, total: jobs.length });
  if (jsonl !== undefined) {
    const parts = done.flatMap((job) => chosen.get(job) ?? []);
    try {
      writeRecords(jsonl, header, parts, records);
    } catch (error) {
      throw new InputError(`--jsonl: "${jsonl}" cannot be written: ${/** @type {Error} */ (error).message}`);
    }
  }
  console.log(text);
  if (missing.length === 0) return;
  console.error(`${missing.length} of ${jobs.length} runs are missing:`);
  const counts = new Set(files.map((file) => parseShard(file.header.shard)?.count));
  const [count] = counts.size === 1 ? counts : [undefined];
  for (const job of missing.slice(0, kNamed)) {
    console.error(`  ${job.run}, seed ${job.seed}${count ? `, of shard ${shardOf(job, count)}/${count}` : ''}`);
  }
  if (missing.length > kNamed) console.error(`  and ${missing.length - kNamed} more`);
  if (count) {
    const shards = [...new Set(missing.map((job) => shardOf(job, count)))].sort((a, b) => a - b);
    console.error(`run ${shards.map((shard) => `--shard ${shard}/${count}`).join(', ')} again: finished runs are kept`);
  }
  process.exitCode = 1;
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
 * @param {import('./jobs.js').TrainingJob} job @param {RecordsFile[]} files
 * @returns {{from: RecordsFile, result: import('./records-file.js').Result} | undefined} the first file's that has it
 * @throws {Error} where two files contradict each other
 */
function chooseResult(job, files) {
  /** @type {{from: RecordsFile, result: import('./records-file.js').Result} | undefined} */
  let chosen;
  for (const from of files) {
    const result = from.of(job);
    if (!result?.summary) continue;
    chosen ??= { from, result };
    const [a, b] = [chosen.result.summary, result.summary];
    if (a.hash === b.hash) continue;
    throw new Error(
      `${job.run}, seed ${job.seed} has the hash ${a.hash} in "${chosen.from.path}" and ${b.hash} in "${from.path}". ` +
        'The same run gives the same bits on every machine: one of the two files was altered, written by another ' +
        'version of the engine, or by a machine that computes wrongly. Nothing was merged',
    );
  }
  return chosen;
}
