// Runs an experiment headless: checks it, gives every run and seed a worker, writes the JSONL and the summary table.
import { closeSync, openSync, writeSync } from 'node:fs';
import { EngineError, loadEngine } from '../engine/index.js';
import { RunPool } from '../worker/pool.js';
import { readDataFiles } from './data-folder.js';
import { InputError } from './input-error.js';
import { loadExperimentText } from './load-experiment.js';
import { compileEngine, createNodeWorker } from './node-engine.js';
import { ProgressLine } from './progress-line.js';
import { summaryTable } from './table.js';

/** @param {{name: string, sets: string[], data?: string, jsonl?: string, jobs: number}} options */
export async function runCommand({ name, sets, data, jsonl, jobs }) {
  const module = await compileEngine();
  const engine = await loadEngine({ module });
  let experiment = loadExperimentText(name);
  for (const text of sets) {
    const { path, value } = parseSet(text);
    experiment = JSON.stringify(engine.setInExperiment(experiment, path, value));
  }
  const checked = engine.checkExperiment(experiment);
  if (!checked.ok) throw new EngineError(checked.errors ?? []);
  const runs = checked.runs ?? [];
  const files = await readDataFiles(data, runs);
  const seeds = checked.experiment.seeds;

  const output = jsonl === undefined ? undefined : openOutput(jsonl);
  const write = (/** @type {unknown} */ record) =>
    output !== undefined && writeSync(output, `${JSON.stringify(record)}\n`);
  const pool = new RunPool({ size: jobs, createWorker: createNodeWorker, module });
  const line = new ProgressLine(process.stderr, runs.length * seeds.length);
  const jobList = runs.flatMap((run, runIndex) =>
    seeds.map((/** @type {number} */ seed) => ({
      label: seeds.length > 1 ? `${run.name} (seed ${seed})` : run.name,
      job: { experiment, runIndex, seed, files },
    })),
  );
  try {
    const summaries = await Promise.all(
      jobList.map(async ({ label, job }) => {
        const run = pool.start(job);
        const keep = (/** @type {unknown} */ record) => {
          try {
            write(record);
          } catch (error) {
            run.reject(
              new InputError(`--jsonl: "${jsonl}" cannot be written: ${/** @type {Error} */ (error).message}`),
            );
          }
        };
        run.on('progress', (event) => line.update(label, event));
        run.on('epoch', (record) => {
          keep(record);
          line.epoch(label, record);
        });
        const summary = await run.finished;
        keep(summary);
        line.finish(label);
        run.terminate();
        return summary;
      }),
    );
    line.clear();
    if (jobs > 1 && jobList.length > 1)
      console.log(`${jobs} runs shared this machine at a time: times are longer than alone.\n`);
    console.log(summaryTable(summaries));
    console.log();
    for (const s of summaries) console.log(`${seeds.length > 1 ? `${s.run} (seed ${s.seed})` : s.run}: ${s.verdict}`);
  } finally {
    pool.terminateAll();
    if (output !== undefined) closeSync(output);
  }
}

/** @param {string} text "path=value", the value JSON or else a plain text */
function parseSet(text) {
  const split = text.indexOf('=');
  if (split < 1) throw new InputError(`--set takes path=value, e.g. --set training.epochs=3, not "${text}"`);
  const path = text.slice(0, split);
  const value = text.slice(split + 1);
  let tooLarge = false;
  // JSON.parse makes Infinity of 1e400, which would reach the engine as null.
  const finite = (/** @type {string} */ _key, /** @type {unknown} */ part) => {
    tooLarge ||= part === Infinity || part === -Infinity;
    return part;
  };
  try {
    const parsed = JSON.parse(value, finite);
    if (!tooLarge) return { path, value: parsed };
  } catch {
    return { path, value };
  }
  const shown = value.length > 40 ? `${value.slice(0, 40)}\u2026` : value;
  throw new InputError(
    typeof JSON.parse(value) === 'number'
      ? `--set ${path}: the value ${shown} is too large for a double`
      : `--set ${path}: a number in ${shown} is too large for a double`,
  );
}

/** @param {string} path */
function openOutput(path) {
  try {
    return openSync(path, 'w');
  } catch (error) {
    throw new InputError(`--jsonl: "${path}" cannot be written: ${/** @type {Error} */ (error).message}`);
  }
}
