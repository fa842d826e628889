// Where an experiment's text holds the value of a path for the runs that are made of it: in the base, in a run's own
// settings, or in the grid. Knows how the three override each other, not what a value means.
import { isBranch, keyFor, placeAt } from '../text/paths.js';

/** @typedef {import('../text/paths.js').Json} Json */
/** @typedef {import('../text/paths.js').Place} Place */

/** The runs, whatever was typed in their place. @param {Json} experiment @returns {Json[]} */
const runsOf = (experiment) => (Array.isArray(experiment.runs) ? experiment.runs : []);

/** @param {Json} option of the grid: a value, or a value with the name it has in the runs' names */
const isNamed = (option) => isBranch(option) && Object.hasOwn(option, 'value');

/** @param {(Place | null)[]} found @returns {Place[]} those that hold named values */
const ofObjects = (found) => found.flatMap((place) => (place && !Array.isArray(place.holder) ? [place] : []));

/**
 * Every place that gives some run its value of a path. The grid overrides the runs, and these the base.
 * @param {Json} experiment @param {string} path @returns {Place[]}
 */
export function places(experiment, path) {
  const varied = isBranch(experiment.grid) ? keyFor(experiment.grid, path) : null;
  if (varied !== null) {
    const rest = path.slice(varied.length + 1);
    const options = Array.isArray(experiment.grid[varied]) ? experiment.grid[varied] : [];
    return options.flatMap((/** @type {Json} */ option, /** @type {number} */ i) => {
      if (isNamed(option)) return ofObjects([placeAt(option, rest ? `value.${rest}` : 'value')]);
      return rest ? ofObjects([placeAt(option, rest)]) : [{ holder: options, key: String(i) }];
    });
  }
  const runs = runsOf(experiment);
  const own = runs.map((run) => isBranch(run?.set) && keyFor(run.set, path) !== null);
  return ofObjects([
    ...(runs.length === 0 || own.includes(false) ? [placeAt(experiment, path)] : []),
    ...runs.map((run, i) => (own[i] ? placeAt(run, `set.${path}`) : null)),
  ]);
}

/** What a grid varies that a field is about, as its values, or null. @param {Json} experiment @param {string} path @returns {Json[] | null} */
export function gridValues(experiment, path) {
  if (!isBranch(experiment.grid) || !Object.hasOwn(experiment.grid, path)) return null;
  const options = experiment.grid[path];
  return Array.isArray(options) ? options.map((option) => (isNamed(option) ? option.value : option)) : [];
}

/** Runs that are named as setting a value otherwise; the rest are counted. */
const kMostNamed = 3;

/** Whether a path is another or leads into it. @param {string} path @param {string} outer */
export const isAtOrIn = (path, outer) => path === outer || (path.startsWith(outer) && /[.[]/.test(path[outer.length]));

/**
 * What sets a path otherwise than the base, as a sentence, or "".
 * @param {Json} experiment @param {string} path @param {boolean} [within] whether what is below the path counts
 */
export function variedBy(experiment, path, within = false) {
  const varies = (/** @type {Json} */ holder) =>
    isBranch(holder) ? Object.keys(holder).find((key) => key === path || (within && isAtOrIn(key, path))) : undefined;
  const inGrid = varies(experiment?.grid);
  if (inGrid !== undefined) {
    const values = inGrid === path ? gridValues(experiment, path) : null;
    return `Varied by the grid${values ? `: ${values.map((value) => JSON.stringify(value)).join(', ')}` : ''}.`;
  }
  const runs = runsOf(experiment ?? {});
  const own = runs.filter((run) => varies(run?.set) !== undefined);
  if (own.length === 0) return '';
  if (own.length === runs.length) return 'Varied by the runs: each sets its own.';
  const names = own.slice(0, kMostNamed).map(({ name }) => name);
  const more = own.length - names.length;
  return `Varied by the runs: set otherwise by ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

/**
 * Whether the first run takes a path from the grid or from its own settings, so that its values are not the base's.
 * @param {Json} experiment @param {string} path
 */
export const isOverridden = (experiment, path) =>
  [experiment?.grid, runsOf(experiment ?? {})[0]?.set].some(
    (holder) => isBranch(holder) && keyFor(holder, path) !== null,
  );

/** A layer and those inside it. @param {Json} layer @returns {Json[]} */
const withInner = (layer) =>
  isBranch(layer) ? [layer, ...(Array.isArray(layer.layers) ? layer.layers.flatMap(withInner) : [])] : [];

/** Every list of layers some run is made of. @param {Json} experiment @returns {Json[][]} */
export function layerLists(experiment) {
  return places(experiment, 'network.layers')
    .map(({ holder, key }) => holder[key])
    .filter(Array.isArray);
}

/** The hidden dense layers, those inside residual blocks included: all but the output. @param {Json[]} list */
export function hiddenLayers(list) {
  const output = list.findLast((layer) => layer?.type === 'dense');
  return list.flatMap(withInner).filter((layer) => layer?.type === 'dense' && layer !== output);
}

/** Every ELU that some run has: CELU's and SELU's \u03b1 are other parameters. @param {Json} experiment @returns {Json[]} */
export function elus(experiment) {
  const all = [
    ...places(experiment, 'network.activation').map(({ holder, key }) => holder[key]),
    ...layerLists(experiment).flatMap((list) => list.flatMap(withInner)),
  ];
  return all.filter((one) => one?.name === 'elu');
}
