// The essentials of an experiment as form fields: how each is read from the JSON and written back into
// it. Limits are the engine's; this file only knows where things are.
import { parseNumber } from './numbers.js';

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

/** The runs, whatever was typed in their place. @param {Experiment} experiment @returns {any[]} */
const runsOf = (experiment) => (Array.isArray(experiment.runs) ? experiment.runs : []);

/** A value as the experiment has it, with every digit: what stands in a field is what runs. @param {unknown} value */
const textOf = (value) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** Every list of layers in the experiment: the base's, and those of runs that bring their own. @param {Experiment} experiment */
function layerLists(experiment) {
  const lists = [experiment.network?.layers];
  for (const run of runsOf(experiment)) lists.push(run?.set?.['network.layers']);
  return lists.filter(Array.isArray);
}

/** The hidden dense layers: all but the last of each list. @param {Experiment} experiment */
function hiddenLayers(experiment) {
  return layerLists(experiment).flatMap((list) => list.filter((layer) => layer?.type === 'dense').slice(0, -1));
}

/** Every activation that is given an alpha. @param {Experiment} experiment */
function withAlpha(experiment) {
  const candidates = [experiment.network?.activation];
  for (const run of runsOf(experiment)) candidates.push(run?.set?.['network.activation']);
  for (const list of layerLists(experiment)) candidates.push(...list.filter((layer) => layer?.type === 'activation'));
  return candidates.filter((one) => one && typeof one === 'object' && Object.hasOwn(one, 'alpha'));
}

/** One value if all agree, "mixed" if not. @param {unknown[]} values */
function common(values) {
  if (values.length === 0) return null;
  const same = values.every((value) => value === values[0]);
  return same ? textOf(values[0]) : 'mixed';
}

/**
 * Every place that holds the value of a dotted path for some run: the base's, unless all runs override it, and each
 * run's own, whether it sets the path or an object around it.
 * @param {Experiment} experiment @param {string} path @returns {{ holder: any, key: string }[]}
 */
function places(experiment, path) {
  /** @param {any} root @param {string[]} keys */
  const within = (root, keys) => {
    const holder = keys.slice(0, -1).reduce((node, key) => node?.[key], root);
    const key = keys[keys.length - 1];
    return holder && typeof holder === 'object' && Object.hasOwn(holder, key) ? [{ holder, key }] : [];
  };
  const runs = runsOf(experiment);
  const keys = path.split('.');
  /** @type {({ holder: any, key: string }[] | null)[]} */
  const own = runs.map((run) => {
    const setting = Object.keys(run?.set ?? {}).find((one) => path === one || path.startsWith(`${one}.`));
    if (!setting) return null;
    const rest = path === setting ? [] : path.slice(setting.length + 1).split('.');
    return within(run.set, [setting, ...rest]);
  });
  const usesBase = runs.length === 0 || own.includes(null);
  return [...(usesBase ? within(experiment, keys) : []), ...own.flatMap((found) => found ?? [])];
}

/**
 * A field of one number at a dotted path.
 * @param {string} key @param {string} label @param {string} path @returns {Field}
 */
function numberField(key, label, path) {
  return {
    key,
    label,
    read: (experiment) => common(places(experiment, path).map((place) => place.holder[place.key])),
    write: (experiment, text) => {
      for (const place of places(experiment, path)) place.holder[place.key] = numberOrText(text);
    },
    path: new RegExp(`${path.split('.').slice(-2).join('\\.')}$`),
  };
}

/** @type {Field[]} */
export const kFields = [
  numberField('learningRate', 'Learning rate', 'training.optimizer.learningRate'),
  {
    key: 'alpha',
    label: 'ELU \u03b1',
    read: (experiment) => common(withAlpha(experiment).map((one) => one.alpha)),
    write: (experiment, text) => {
      for (const one of withAlpha(experiment)) one.alpha = numberOrText(text);
    },
    path: /\.alpha$/,
  },
  numberField('epochs', 'Epochs', 'training.epochs'),
  numberField('batchSize', 'Batch size', 'training.batchSize'),
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
    read: (experiment) => (Array.isArray(experiment.seeds) ? experiment.seeds.map(textOf).join(', ') : '0'),
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
