// The essentials of an experiment as form fields: how each is read from the JSON and written back into
// it. Limits are the engine's; this file only knows where things are.
import { parseNumber, plainAscii } from './numbers.js';

/** @typedef {any} Experiment */
/**
 * @typedef {object} Field
 * @property {string} key
 * @property {string} label
 * @property {(experiment: Experiment) => string | null} read null: the experiment has no such thing
 * @property {(experiment: Experiment, text: string) => void} write into a copy
 * @property {RegExp} path the engine's error paths that belong here
 */

/** A number as typed, or the text itself: the engine then says what is wrong with it. @param {string} text */
function numberOrText(text) {
  const value = parseNumber(text);
  return Number.isNaN(value) ? text : value;
}

/** Every list of layers in the experiment: the base's, and those of runs that bring their own. @param {Experiment} experiment */
function layerLists(experiment) {
  const lists = [experiment.network?.layers];
  for (const run of experiment.runs ?? []) lists.push(run.set?.['network.layers']);
  return lists.filter(Array.isArray);
}

/** The hidden dense layers: all but the last of each list. @param {Experiment} experiment */
function hiddenLayers(experiment) {
  return layerLists(experiment).flatMap((list) => list.filter((layer) => layer?.type === 'dense').slice(0, -1));
}

/** Every activation that is given an alpha. @param {Experiment} experiment */
function withAlpha(experiment) {
  const candidates = [experiment.network?.activation];
  for (const run of experiment.runs ?? []) candidates.push(run.set?.['network.activation']);
  for (const list of layerLists(experiment)) candidates.push(...list.filter((layer) => layer?.type === 'activation'));
  return candidates.filter((one) => one && typeof one === 'object' && Object.hasOwn(one, 'alpha'));
}

/** One value if all agree, "mixed" if not. @param {unknown[]} values */
function common(values) {
  if (values.length === 0) return null;
  const same = values.every((value) => value === values[0]);
  return same ? (typeof values[0] === 'number' ? plainAscii(values[0]) : String(values[0])) : 'mixed';
}

/** @param {unknown} value */
const textOf = (value) => (value === undefined ? null : typeof value === 'number' ? plainAscii(value) : String(value));

/** @type {Field[]} */
export const kFields = [
  {
    key: 'learningRate',
    label: 'Learning rate',
    read: (experiment) => textOf(experiment.training?.optimizer?.learningRate),
    write: (experiment, text) => {
      experiment.training.optimizer.learningRate = numberOrText(text);
    },
    path: /optimizer\.learningRate$/,
  },
  {
    key: 'alpha',
    label: 'ELU \u03b1',
    read: (experiment) => common(withAlpha(experiment).map((one) => one.alpha)),
    write: (experiment, text) => {
      for (const one of withAlpha(experiment)) one.alpha = numberOrText(text);
    },
    path: /\.alpha$/,
  },
  {
    key: 'epochs',
    label: 'Epochs',
    read: (experiment) => textOf(experiment.training?.epochs),
    write: (experiment, text) => {
      experiment.training.epochs = numberOrText(text);
    },
    path: /training\.epochs$/,
  },
  {
    key: 'batchSize',
    label: 'Batch size',
    read: (experiment) => textOf(experiment.training?.batchSize),
    write: (experiment, text) => {
      experiment.training.batchSize = numberOrText(text);
    },
    path: /training\.batchSize$/,
  },
  {
    key: 'width',
    label: 'Hidden units',
    read: (experiment) => common(hiddenLayers(experiment).map((layer) => layer.units)),
    write: (experiment, text) => {
      for (const layer of hiddenLayers(experiment)) layer.units = numberOrText(text);
    },
    path: /layers\[\d+\]\.units$/,
  },
  {
    key: 'seeds',
    label: 'Seed',
    read: (experiment) => (Array.isArray(experiment.seeds) ? experiment.seeds.join(', ') : '0'),
    write: (experiment, text) => {
      experiment.seeds = text
        .split(/[,;\s]+/)
        .filter(Boolean)
        .map(numberOrText);
    },
    path: /^seeds/,
  },
];

/** @param {Experiment} experiment @param {Field} field @param {string} text @returns {Experiment} a changed copy */
export function withField(experiment, field, text) {
  const copy = structuredClone(experiment);
  field.write(copy, text);
  return copy;
}

/**
 * The engine's errors sorted to the fields they belong to; `rest` belongs to none.
 * @param {{ path: string, message: string }[]} errors
 */
export function errorsByField(errors) {
  /** @type {Record<string, string>} */
  const fields = {};
  const rest = [];
  for (const error of errors) {
    const field = kFields.find((one) => one.path.test(error.path));
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
