// The recorded results of the presets: what their experiments gave on the command line, for a page that has not trained yet.
// Each file of results/ is loaded when it is asked for. Defines the format of these files and whose result one is.
import { presets } from './index.js';
import { kResultFiles } from './result-files.js';

/** @typedef {import('../engine/answers.js').EpochRecord} EpochRecord */
/** @typedef {import('../engine/answers.js').SummaryRecord} SummaryRecord */
/** @typedef {import('../text/paths.js').Json} Json */

/**
 * A file of results/, one line an epoch, written by web/tools/record-results.js. Long ones hold every second, third ... epoch
 * of a trial, its first and its last. Left out are all times: they are of another
 * machine, and a repeated recording gives the same file without them. Numbers have five significant digits, in rows four;
 * whole numbers, those of the summary, and edges of a histogram that would meet have all.
 * Histograms and unit states are those of each trial's last epoch: with all of them a file would be twice as large.
 * @typedef {object} ResultFile
 * @property {string} preset its name
 * @property {string} experiment SHA-256 of the experiment's canonical text, in hexadecimal digits
 * @property {{ layers: string[], gradients: string[] }} columns the keys of the rows below, in their order; rows of `combined`
 *   have those of `layers`. A row that ends early has no values for the last keys.
 * @property {{ run: string, seed: number, epochs: Json[], summary: Json }[]} trials in the experiment's order
 */

/**
 * @typedef {object} RecordedTrial one run with one seed. The records are those of a training here, and their times are null.
 * @property {string} run
 * @property {number} seed
 * @property {EpochRecord[]} epochs
 * @property {SummaryRecord} summary
 *
 * @typedef {{ preset: string, experiment: string, trials: RecordedTrial[] }} RecordedResult
 * @typedef {{ experiment: Json, source: string, isOtherEngine: boolean, trials: RecordedTrial[] }} PublishedResult of an
 *   author's figure: the experiment with all its defaults, where the records are from, in words, and whether another engine
 *   made them than the figure has
 */

/**
 * The recorded result of a preset, or null where there is none. Rejects where its file does not arrive.
 * @param {string} name @returns {Promise<RecordedResult | null>}
 */
export async function recordedResult(name) {
  if (!Object.hasOwn(kResultFiles, name)) return null;
  const file = (await kResultFiles[name]()).default;
  return unpacked(/** @type {ResultFile} */ (file));
}

/**
 * Whether the result is of exactly this experiment: of its preset as it ships. The file's digest is of that one, which a test
 * checks: the page needs no digest, which browsers refuse to compute on insecure origins.
 * @param {Pick<RecordedResult, 'preset'>} result @param {Json} experiment
 */
export function isOf({ preset }, experiment) {
  const shipped = presets.find(({ name }) => name === preset);
  return shipped !== undefined && canonicalText(shipped.experiment) === canonicalText(experiment);
}

/** The objects whose keys have an order that counts: settings are made one after another, and a grid names its runs by it. */
const kOrdered = new Set(['set', 'grid']);

/** An experiment's text, the same for every order of keys that makes no difference. @param {Json} experiment */
export const canonicalText = (experiment) =>
  JSON.stringify(experiment, (key, value) =>
    value === null || typeof value !== 'object' || Array.isArray(value) || kOrdered.has(key)
      ? value
      : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))),
  );

/** @param {ResultFile} file @returns {RecordedResult} */
export function unpacked({ preset, experiment, columns, trials }) {
  /** @param {string[]} keys @param {Json[][]} rows */
  const objects = (keys, rows) => rows.map((row) => Object.fromEntries(row.map((value, i) => [keys[i], value])));
  return {
    preset,
    experiment,
    trials: trials.map(({ run, seed, epochs, summary }) => ({
      run,
      seed,
      epochs: epochs.map((epoch) => ({
        type: 'epoch',
        run,
        seed,
        ...epoch,
        layers: objects(columns.layers, epoch.layers),
        combined: objects(columns.layers, epoch.combined),
        gradients: objects(columns.gradients, epoch.gradients),
        milliseconds: null,
      })),
      summary: { type: 'summary', run, seed, ...summary, meanEpochMilliseconds: null, forward1024Milliseconds: null },
    })),
  };
}
