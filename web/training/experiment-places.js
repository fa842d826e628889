// Where an experiment's text holds the value of a path for the runs that are made of it: in the base, in a run's own
// settings, or in the grid. Knows how the three override each other, not what a value means.

/** @typedef {any} Json */
/** @typedef {{ holder: any, key: string, by: 'base' | 'run' | 'grid' }} Place */

const isObject = (/** @type {any} */ value) => value !== null && typeof value === 'object';

/** The runs, whatever was typed in their place. @param {Json} experiment @returns {any[]} */
const runsOf = (experiment) => (Array.isArray(experiment.runs) ? experiment.runs : []);

/** @param {Json} experiment @returns {[string, any[]][]} */
const gridOf = (experiment) =>
  isObject(experiment.grid)
    ? Object.entries(experiment.grid).map(([key, list]) => [key, Array.isArray(list) ? list : []])
    : [];

/** Whether a setting's path is the wanted one or an object around it. @param {string} setting @param {string} path */
const covers = (setting, path) => path === setting || path.startsWith(`${setting}.`);

/**
 * The object that holds, or would hold, the value at a path.
 * @param {any} root @param {string[]} keys @param {Place['by']} by @returns {Place[]}
 */
function within(root, keys, by) {
  const holder = keys.slice(0, -1).reduce((node, key) => (isObject(node) ? node[key] : undefined), root);
  return isObject(holder) && !Array.isArray(holder) ? [{ holder, key: keys[keys.length - 1], by }] : [];
}

/**
 * Every place that gives some run its value of a dotted path. The grid overrides the runs, and these the base.
 * @param {Json} experiment @param {string} path @returns {Place[]}
 */
export function places(experiment, path) {
  const rest = (/** @type {string} */ setting) => (path === setting ? [] : path.slice(setting.length + 1).split('.'));
  const varied = gridOf(experiment).filter(([key]) => covers(key, path));
  if (varied.length > 0)
    return varied.flatMap(([key, list]) =>
      list.flatMap((option, i) =>
        isObject(option) && Object.hasOwn(option, 'value')
          ? within(option, ['value', ...rest(key)], 'grid')
          : path === key
            ? [/** @type {Place} */ ({ holder: list, key: String(i), by: 'grid' })]
            : within(option, rest(key), 'grid'),
      ),
    );
  const runs = runsOf(experiment);
  const own = runs.map((run) => {
    const setting = isObject(run?.set) ? Object.keys(run.set).find((one) => covers(one, path)) : undefined;
    return setting === undefined ? null : within(run.set, [setting, ...rest(setting)], 'run');
  });
  const base = runs.length === 0 || own.includes(null) ? within(experiment, path.split('.'), 'base') : [];
  return [...base, ...own.flatMap((found) => found ?? [])];
}

/** What a grid varies that a field is about, as its values, or null. @param {Json} experiment @param {string} path @returns {any[] | null} */
export function gridValues(experiment, path) {
  const found = gridOf(experiment).find(([key]) => key === path);
  return found
    ? found[1].map((option) => (isObject(option) && Object.hasOwn(option, 'value') ? option.value : option))
    : null;
}

/** A layer and those inside it. @param {any} layer @returns {any[]} */
const withInner = (layer) =>
  isObject(layer) ? [layer, ...(Array.isArray(layer.layers) ? layer.layers.flatMap(withInner) : [])] : [];

/** Every list of layers some run is made of. @param {Json} experiment @returns {any[][]} */
export function layerLists(experiment) {
  return places(experiment, 'network.layers')
    .map(({ holder, key }) => holder[key])
    .filter(Array.isArray);
}

/** The hidden dense layers, those inside residual blocks included: all but the output. @param {any[]} list */
export function hiddenLayers(list) {
  const output = list.findLast((layer) => layer?.type === 'dense');
  return list.flatMap(withInner).filter((layer) => layer?.type === 'dense' && layer !== output);
}

/** Every ELU that some run has: CELU's and SELU's \u03b1 are other parameters. @param {Json} experiment @returns {any[]} */
export function elus(experiment) {
  const all = [
    ...places(experiment, 'network.activation').map(({ holder, key }) => holder[key]),
    ...layerLists(experiment).flatMap((list) => list.flatMap(withInner)),
  ];
  return all.filter((one) => one?.name === 'elu');
}
