// Finds the experiment a command names: a preset or a file.
import { readFileSync, statSync } from 'node:fs';
import { isWorkbookName } from '../data/file-names.js';
import { presets } from '../presets/index.js';
import { experimentText } from '../presets/preset.js';
import { refuseFigureRecord } from './files/figure-record.js';
import { InputError } from './files/input-error.js';

const kElsewhere = `Times are of one core and all runs; --set changes a value, e.g. --set 'seeds=[0,1,2,3,4]'.
Not runs, and on the page: the value tables, the plot of the functions, and the alpha slider.`;

/** @param {string} name */
export const isPreset = (name) => presets.some((preset) => preset.name === name);

/**
 * @param {string} name @param {(words: string[]) => string} nearest the word that `name` may have been meant as, or ""
 * @returns {string} the experiment's JSON text
 */
export function loadExperimentText(name, nearest) {
  const preset = presets.find((p) => p.name === name);
  if (preset) return JSON.stringify(preset.experiment);
  const stat = statSync(name, { throwIfNoEntry: false });
  if (stat?.isFile()) return experimentIn(name);
  if (stat) throw new InputError(`"${name}" is a folder; give a preset's name or a JSON file`);
  const names = presets.map((p) => p.name);
  const near = nearest(names);
  const hint = near ? `did you mean "${near}"?` : `the presets are ${names.join(', ')}`;
  throw new InputError(`unknown preset "${name}", and no such file; ${hint}`);
}

/** @param {string} path of a file @throws {InputError} where it holds its tables in a form of its own */
export function refuseWorkbook(path) {
  if (isWorkbookName(path))
    throw new InputError(`"${path}" is a spreadsheet program's own file; save its sheet as CSV, and give that`);
}

/** @param {string} path of a file @returns {string} its experiment's JSON @throws {InputError} where it holds something else */
function experimentIn(path) {
  refuseWorkbook(path);
  refuseFigureRecord(path);
  const text = decoded(path);
  if (/^\{"type": ?"(experiment|model)"/.test(text))
    throw new InputError(`"${path}" is a file of records, and no experiment; "report ${path}" prints what it holds`);
  return experimentText(text);
}

/** @param {string} path */
function decoded(path) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new InputError(`"${path}" is not UTF-8, the encoding of JSON; save it as UTF-8`);
  }
}

/** @returns {string} two lines a preset: what it is, and what it takes */
export function describePresets() {
  const width = Math.max(...presets.map((p) => p.name.length));
  const list = presets.map(({ name, summary, time, files }) => {
    const takes = `about ${time}${files ? `; needs ${files} (--data DIR)` : ''}`;
    return `${name.padEnd(width)}  ${summary}\n${' '.repeat(width)}  ${takes}`;
  });
  return `${list.join('\n')}\n\n${kElsewhere}`;
}
