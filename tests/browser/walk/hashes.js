// The hashes that a preset must come to in every browser: the recorded ones where it is trained to its end, Node's where it is
// shortened; and those that the workers of a page come to.
import { presets } from '../../../web/presets/index.js';
import { recordedResult } from '../../../web/presets/results.js';
import { newEngine } from '../../node/support.js';

/** @typedef {import('../../../web/text/paths.js').Json} Json */

/** A trial's hash by its run and its seed. @typedef {Record<string, string>} Hashes */

/** What the page shows at first: the walk trains it there, to its end. */
export const kTrainedOnPage = 'relu-vs-elu';

/** Trained to their end in every test: together these take some seconds of one core, the others over a minute. */
const kQuick = ['spiral-activations', 'circle-inputs', 'normalisation-small-batches'];

/** The others of the page that need no file, by what is trained of them. */
const others = presets.filter(({ name, page, files }) => page !== false && !files && name !== kTrainedOnPage);
const isWhole = (/** @type {string} */ name) => kQuick.includes(name) || Boolean(process.env.PLAYGROUND_LONG);
export const kWhole = others.filter(({ name }) => isWhole(name));
export const kShortened = others.filter(({ name }) => !isWhole(name));

/** The samples of a shortened preset, by what they are for. */
const kFewSamples = { train: 250, validation: 100, test: 100 };

/** One epoch with the first seed on few samples: all runs and all layers stay. @param {Json} experiment @returns {Json} */
export const shortOf = ({ data, training, seeds, ...rest }) => ({
  ...rest,
  data: Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      key in kFewSamples ? Math.min(value, kFewSamples[/** @type {keyof typeof kFewSamples} */ (key)]) : value,
    ]),
  ),
  training: { ...training, epochs: 1 },
  seeds: seeds.slice(0, 1),
});

/** @param {{ run: string, seed: number, hash: string }[]} summaries @returns {Hashes} */
export const byTrial = (summaries) =>
  Object.fromEntries(summaries.map(({ run, seed, hash }) => [`${run}, seed ${seed}`, hash]));

/** @param {string} name of a preset @param {number[]} [seeds] absent: all of its own @returns {Promise<Hashes>} */
export async function recordedHashes(name, seeds) {
  const result = await recordedResult(name);
  if (!result) throw new Error(`${name} has no recorded result`);
  const trials = result.trials.filter(({ seed }) => seeds?.includes(seed) ?? true);
  return byTrial(trials.map(({ run, seed, summary }) => ({ run, seed, hash: summary.hash })));
}

/** @type {ReturnType<typeof newEngine> | undefined} */
let engine;

/** @param {Json} experiment @returns {Promise<Hashes>} trained in this process */
export async function nodeHashes(experiment) {
  engine ??= newEngine();
  const node = await engine;
  const { runs = [], experiment: full } = /** @type {any} */ (node.checkExperiment(experiment));
  return byTrial(
    runs.flatMap((/** @type {{ name: string }} */ { name }, /** @type {number} */ index) =>
      full.seeds.map((/** @type {number} */ seed) => {
        const session = node.createSession(experiment, index, seed);
        while (session.step(1000).stage !== 'done');
        const hash = session.hash();
        session.delete();
        return { run: name, seed, hash };
      }),
    ),
  );
}

/**
 * Trains an experiment in the page's own workers, beside what the page shows: nothing of it is drawn.
 * @param {import('./tab.js').Tab} tab with a training that can be used @param {Json} experiment @returns {Promise<Hashes>}
 */
export async function pageHashes(tab, experiment) {
  const summaries = await tab.evaluate(async (given) => {
    const { model } = /** @type {any} */ (document.querySelector('activation-training-view'));
    const { runs, experiment: full } = await model.engine.checkExperiment(given);
    const pool = model.openPool();
    return Promise.all(
      runs.flatMap((/** @type {unknown} */ _, /** @type {number} */ runIndex) =>
        full.seeds.map(async (/** @type {number} */ seed) => {
          const trial = pool.start({ experiment: given, runIndex, seed });
          const { run, hash } = await trial.finished;
          trial.terminate();
          return { run, seed, hash };
        }),
      ),
    );
  }, experiment);
  return byTrial(summaries);
}
