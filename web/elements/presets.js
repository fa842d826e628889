// The experiments that come with the page, as its form lists them.
import { presets } from '../presets/index.js';

export const kPresets = presets.map(({ name, summary, experiment }) => ({
  name,
  title: /** @type {string} */ (experiment.name),
  about: `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
  experiment,
}));

/** @param {string} name */
export const presetByName = (name) => kPresets.find((preset) => preset.name === name) ?? null;
