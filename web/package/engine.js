// The engine as the package offers it: everything of the training engine, and run(), which trains from the first epoch to
// the last. It knows neither files nor addresses; index.js, node.js and inline.js find the WASM.
import { EngineError } from '../engine/boundary.js';
import { instantiate } from '../engine/load.js';
import { TrainingEngine } from '../engine/training.js';
import { unpack } from '../engine/unpack.js';
import createEngineModule from '../generated/training.js';
import { prepareWeights, withHashes } from '../weights/complete-weights.js';

/** @typedef {import('../engine/load.js').Source} Source */
/** @typedef {import('../engine/answers.js').Experiment} Experiment */
/** @typedef {import('../engine/answers.js').EpochRecord} EpochRecord */
/** @typedef {import('../engine/answers.js').SummaryRecord} SummaryRecord */

/**
 * @typedef {object} RunOptions
 * @property {number | string} [run] the number of a run of the experiment, from 0, or its name; absent: the first
 * @property {number} [seed] absent: the experiment's first
 * @property {Record<string, Uint8Array>} [files] the IDX files that checkExperiment lists, by name, plain or gzip
 * @property {(record: EpochRecord) => void} [onEpoch] called after each epoch with its record
 * @property {AbortSignal} [signal] ends the run where it stands; its reason is what is thrown
 */

/** @typedef {{ records: EpochRecord[], summary: SummaryRecord }} RunResult one record an epoch; the summary holds the hash */

/** Batches at a time: a question to the engine costs what a small batch does. */
const kBatches = 8;

/** How long a run keeps its thread at a time, in milliseconds, before a page or a server has a turn. */
const kSlice = 30;

const nextTurn = () => new Promise((resolve) => setTimeout(resolve));

export class Engine extends TrainingEngine {
  /**
   * Trains one run with one seed in this thread, in short slices. Its records are those of the command line, with the same
   * hash.
   * @param {Experiment | string} experiment an object or its JSON text @param {RunOptions} [options]
   * @returns {Promise<RunResult>}
   * @throws {EngineError} with everything that is wrong with the experiment or the seed
   * @throws {RangeError} where there is no such run @throws {Error} where a file is missing or cannot be read
   */
  async run(experiment, { run = 0, seed, files = {}, onEpoch, signal } = {}) {
    const checked = this.checkExperiment(experiment);
    if (!checked.ok) throw new EngineError(checked.errors);
    const index = typeof run === 'string' ? checked.runs.findIndex(({ name }) => name === run) : run;
    const chosen = checked.runs[index];
    if (!chosen) {
      const names = checked.runs.map(({ name }, i) => `${i} "${name}"`).join(', ');
      throw new RangeError(`there is no run ${JSON.stringify(run)}; there are ${names}`);
    }
    const missing = chosen.files.filter((name) => !files[name]);
    if (missing.length > 0) throw new Error(`the run "${chosen.name}" needs files: ${missing.join(', ')}`);
    const unpacked = await Promise.all(
      chosen.files.map(async (name) => /** @type {const} */ ([name, await unpack(files[name], name)])),
    );
    const { packed, hashes } = await prepareWeights(Object.fromEntries(unpacked), [chosen]);
    const given = typeof experiment === 'string' ? JSON.parse(experiment) : experiment;
    const whole = hashes.size > 0 ? withHashes(given, hashes) : experiment;
    const session = this.createSession(whole, index, seed ?? checked.experiment.seeds[0]);
    try {
      if (unpacked.length > 0) session.loadFiles({ ...Object.fromEntries(unpacked), ...packed });
      return await trained(session, onEpoch, signal);
    } finally {
      session.delete();
    }
  }
}

/**
 * @param {import('../engine/session.js').Session} session with its data
 * @param {RunOptions['onEpoch']} onEpoch @param {RunOptions['signal']} signal @returns {Promise<RunResult>}
 */
async function trained(session, onEpoch, signal) {
  /** @type {EpochRecord[]} */
  const records = [];
  let turn = performance.now();
  for (let now = session.step(0); now.stage !== 'done'; ) {
    signal?.throwIfAborted();
    now = session.step(kBatches);
    if (now.records > records.length) {
      const record = session.record();
      records.push(record);
      onEpoch?.(record);
    }
    if (performance.now() - turn < kSlice) continue;
    await nextTurn();
    turn = performance.now();
  }
  return { records, summary: session.summary() };
}

/** @param {Source} source @returns {Promise<Engine>} an engine with a heap of its own @throws {Error} where the WASM cannot be had */
export async function startEngine(source) {
  return new Engine(await instantiate(createEngineModule, source));
}
