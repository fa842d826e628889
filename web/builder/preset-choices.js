// The experiments that come with the page, as its form lists them.
import { presets } from '../presets/index.js';

export const kPresets = presets
  .filter(({ page }) => page !== false)
  .map(({ name, summary, files, experiment }) => ({
    name,
    title: /** @type {string} */ (experiment.name),
    about: `${summary.charAt(0).toUpperCase()}${summary.slice(1)}${files ? ` (needs ${files})` : ''}.`,
    experiment,
  }));

/** @param {string} name */
export const presetByName = (name) => kPresets.find((preset) => preset.name === name) ?? null;
