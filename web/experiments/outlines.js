// What a preset's recorded result came to, with the function that gives each run its colour.
import { presets } from '../presets/index.js';
import { kOutlines } from '../presets/result-outlines.js';
import { applyDifferences } from '../text/paths.js';

/** @typedef {import('./result-sketch.js').SketchRun} SketchRun */
/** @typedef {import('../text/paths.js').Json} Json */

/** The first function of a run's network, as it is written. @param {Json} experiment @param {Json} run */
function activationOf(experiment, run) {
  const { network } = applyDifferences(experiment, run?.set ?? {}).experiment;
  const layers = /** @type {Json[]} */ (
    (network?.layers ?? []).flatMap((/** @type {Json} */ one) => one.layers ?? one)
  );
  const own = layers.find(({ type }) => type === 'activation')?.name;
  return own ?? network?.activation?.name ?? 'identity';
}

/** @param {string} name of a preset @returns {{ metric: string, runs: SketchRun[] } | null} null: nothing is recorded */
export function outlineOf(name) {
  const outline = Object.hasOwn(kOutlines, name) ? kOutlines[name] : null;
  const preset = presets.find((one) => one.name === name);
  if (!outline || !preset) return null;
  const { experiment } = preset;
  return {
    metric: outline.metric,
    runs: outline.runs.map(({ name: run, values, trials }, i) => ({
      name: run,
      activation: activationOf(
        experiment,
        experiment.runs?.find((/** @type {Json} */ one) => one.name === run) ?? experiment.runs?.[i],
      ),
      values,
      note: values.length < trials ? 'diverged' : undefined,
    })),
  };
}
