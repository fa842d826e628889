// Finds the experiment a command names: a preset or a file.
import { readFileSync, statSync } from 'node:fs';
import { closest, distance } from 'fastest-levenshtein';
import { presets, sweeps } from '../presets/index.js';
import { InputError } from './input-error.js';

const kPresets = [...presets, ...sweeps];

/** @param {string} name @returns {string} the experiment's JSON text */
export function loadExperimentText(name) {
  const preset = kPresets.find((p) => p.name === name);
  if (preset) return JSON.stringify(preset.experiment);
  const stat = statSync(name, { throwIfNoEntry: false });
  if (stat?.isFile()) return readFileSync(name, 'utf8');
  if (stat) throw new InputError(`"${name}" is a folder; give a preset's name or a JSON file`);
  const names = kPresets.map((p) => p.name);
  const near = closest(name, names);
  const hint = distance(name, near) <= 3 ? `did you mean "${near}"?` : `the presets are ${names.join(', ')}`;
  throw new InputError(`unknown preset "${name}", and no such file; ${hint}`);
}

/** @returns {string} a line a preset */
export function describePresets() {
  const width = Math.max(...kPresets.map((p) => p.name.length));
  return kPresets.map((p) => `${p.name.padEnd(width)}  ${p.summary}`).join('\n');
}
