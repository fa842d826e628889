// The essentials of an experiment as form fields: how each is read from the JSON and written back into
// it. What is shown is what the checked runs have; limits are the engine's.

import { valueAt } from '../text/paths.js';
import { readNumber, readNumbers } from '../text/read-numbers.js';
import { elus, gridValues, hiddenLayers, layerLists, places } from './experiment-places.js';

/** @typedef {import('../text/paths.js').Json} Experiment as written */
/** @typedef {{ experiment: Experiment }} CheckedRun a run, with its defaults filled in */
/**
 * @typedef {object} Field
 * @property {string} key
 * @property {string} label
 * @property {(experiment: Experiment, runs: CheckedRun[]) => unknown[]} values what the runs have, equal ones too; none: the
 *   experiment has no such thing
 * @property {(experiment: Experiment, text: string) => void} write into a copy
 * @property {RegExp} path the engine's error paths that belong here
 * @property {string} [grid] the path by which a grid may vary it
 */

/** A number as typed, or the text itself: the engine then says what is wrong with it. @param {string} text */
function numberOrText(text) {
  const { value, problem } = readNumber(text);
  return problem ? text : value;
}

/** A value as the experiment has it, with every digit: what stands in a field is what runs. @param {unknown} value */
const textOf = (value) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/**
 * A field of one number at a dotted path.
 * @param {string} key @param {string} label @param {string} path @returns {Field}
 */
function numberField(key, label, path) {
  return {
    key,
    label,
    values: (experiment, runs) =>
      (runs.length
        ? runs.map((run) => valueAt(run.experiment, path))
        : places(experiment, path).map((place) => place.holder[place.key])
      ).filter((value) => value !== undefined),
    write: (experiment, text) => {
      for (const place of places(experiment, path)) place.holder[place.key] = numberOrText(text);
    },
    path: new RegExp(`${path.split('.').slice(-2).join('\\.')}$`),
    grid: path,
  };
}

/** The experiments to read: what runs, or the text where nothing can run. @param {Experiment} experiment @param {CheckedRun[]} runs */
const sources = (experiment, runs) => (runs.length ? runs.map((run) => run.experiment) : [experiment]);

/** @type {Field[]} */
export const kFields = [
  numberField('learningRate', 'Learning rate', 'training.optimizer.learningRate'),
  {
    key: 'alpha',
    label: 'ELU \u03b1',
    values: (experiment, runs) =>
      sources(experiment, runs)
        .flatMap(elus)
        .map((one) => one.alpha ?? 1),
    write: (experiment, text) => {
      for (const one of elus(experiment)) one.alpha = numberOrText(text);
    },
    path: /\.alpha$/,
  },
  numberField('epochs', 'Epochs', 'training.epochs'),
  numberField('batchSize', 'Batch size', 'training.batchSize'),
  {
    key: 'width',
    label: 'Hidden units',
    values: (experiment, runs) =>
      sources(experiment, runs)
        .flatMap(layerLists)
        .flatMap(hiddenLayers)
        .map((layer) => layer.units),
    write: (experiment, text) => {
      for (const layer of layerLists(experiment).flatMap(hiddenLayers)) layer.units = numberOrText(text);
    },
    path: /layers\[\d+\]\.units$/,
  },
  {
    key: 'seeds',
    label: 'Seed',
    values: ({ seeds }) => [Array.isArray(seeds) ? seeds.map(textOf).join(', ') : seeds === undefined ? 0 : seeds],
    write: (experiment, text) => {
      const { values, problem, code } = readNumbers(text);
      experiment.seeds = !problem
        ? values
        : code === 'ambiguous'
          ? text
          : text
              .split(/[,;\s]+/)
              .filter(Boolean)
              .map(numberOrText);
    },
    path: /^seeds/,
  },
];

/**
 * What a field shows, or null where the experiment has no such thing. `varied` says by what it differs between runs;
 * a field the grid varies has `fixed` set, since one number cannot take the place of a list.
 * @param {Field} field @param {Experiment} experiment @param {CheckedRun[]} runs
 * @returns {{ text: string, varied: string, fixed: boolean } | null}
 */
export function readField(field, experiment, runs) {
  const grid = field.grid ? gridValues(experiment, field.grid) : null;
  if (grid)
    return { text: grid.map(textOf).join(', '), varied: 'Varied by the grid; change it in the JSON.', fixed: true };
  const values = [...new Set(field.values(experiment, runs).map(textOf))];
  if (values.length === 0) return null;
  if (values.length === 1) return { text: values[0], varied: '', fixed: false };
  return { text: 'mixed', varied: `Varied: ${values.join(', ')}.`, fixed: false };
}

/** What only the reader of numbers can say about a text: the engine sees no number there. @type {ReadonlySet<string>} */
const kOfTheText = new Set(['ambiguous', 'inexact', 'too-large']);

/** What is wrong with a text that is meant as a number and cannot be taken for one, or "". @param {Field} field @param {string} text */
export function askAbout(field, text) {
  const { problem, code } = field.key === 'seeds' ? readNumbers(text) : readNumber(text);
  return kOfTheText.has(code) ? problem : '';
}

/**
 * Every number at a path, of the base and of the runs, times a factor, to three digits.
 * @param {Experiment} experiment @param {string} path @param {number} factor @returns {Experiment} a changed copy
 */
export const withScaled = (experiment, path, factor) =>
  withEach(experiment, path, (value) => (typeof value === 'number' ? Number((value * factor).toPrecision(3)) : value));

/**
 * Every value at a path, of the base and of the runs, replaced.
 * @param {Experiment} experiment @param {string} path @param {(value: Experiment) => Experiment} change
 * @returns {Experiment} a changed copy
 */
export function withEach(experiment, path, change) {
  const copy = structuredClone(experiment);
  for (const { holder, key } of places(copy, path)) holder[key] = change(holder[key]);
  return copy;
}

/** @param {Experiment} experiment @param {Field} field @param {string} text @returns {Experiment} a changed copy */
export function withField(experiment, field, text) {
  const copy = structuredClone(experiment);
  field.write(copy, text);
  return copy;
}

/**
 * The engine's errors sorted to the fields they belong to; `rest` belongs to none.
 * @param {import('./experiment-form.js').Problem[]} errors @param {Field[]} shown
 */
export function errorsByField(errors, shown) {
  /** @type {Record<string, string>} */
  const fields = {};
  const rest = [];
  for (const error of errors) {
    const field = shown.find((one) => one.path.test(error.path));
    if (!field) rest.push(error);
    else fields[field.key] ??= sentence(error);
  }
  return { fields, rest };
}

/** The message without the path in front of it, which the field's own label replaces. @param {{ path: string, message: string }} error */
export function sentence({ path, message }) {
  const bare = message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message;
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}
