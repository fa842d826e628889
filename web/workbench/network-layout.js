// Where a network's units are: which parameter and which map is whose, and the place of each on a drawing. Pure functions
// of the list of layers.

/** @typedef {import('../text/paths.js').Json} Json */

/**
 * @typedef {object} Column the units of a stage
 * @property {number} stage index among the stages, or -1: the inputs
 * @property {string} layer the weighted layer's name, "dense1"
 * @property {string} activation the activation layer's name, or ""
 * @property {number} units
 * @property {number} mapAt index of its first unit among the units of all activation layers, or -1: they have no map
 */

/** Inputs in the plane, in the engine's order. */
export const kInputs = ['x1', 'x2', 'x1^2', 'x2^2', 'x1*x2', 'sin(x1)', 'sin(x2)'];
/** @param {string} name */
export const inputLabel = (name) => name.replace('^2', '\u00b2').replace('*', '');

/** The diagram's height and the margin above its units, in pixels. */
export const kHeight = 330;
export const kTop = 4;

/** The names that the engine gives layers: by type and count, through blocks as well. */
class Names {
  /** @type {Map<string, number>} */
  #counts = new Map();

  /** @param {string} type */
  next(type) {
    const count = (this.#counts.get(type) ?? 0) + 1;
    this.#counts.set(type, count);
    return `${type}${count}`;
  }
}

/** The units that come out of a list of layers whose shape can be known without the engine. @param {Json} layer @param {number} units */
function unitsAfter(layer, units) {
  if (layer?.type === 'maxout') return Math.floor(units / Number(layer.pieces));
  return typeof layer?.units === 'number' ? layer.units : units;
}

/**
 * The columns of a network on data of `inputs` features.
 * @param {Json[]} layers with every default @param {import('../builder/layer-edits.js').Stage[]} stages of them
 * @param {number} inputs @returns {Column[]} the inputs' first
 */
export function columnsOf(layers, stages, inputs) {
  const names = new Names();
  let units = inputs;
  let maps = 0;
  /** @type {Map<number, { name: string, units: number, mapAt: number }>} */
  const found = new Map();
  const walk = (/** @type {Json[]} */ list, /** @type {boolean} */ top) => {
    for (const [i, layer] of list.entries()) {
      const name = names.next(layer.type);
      if (Array.isArray(layer.layers)) walk(layer.layers, false);
      units = unitsAfter(layer, units);
      const mapAt = layer.type === 'activation' ? maps : -1;
      if (layer.type === 'activation') maps += units;
      if (top) found.set(i, { name, units, mapAt });
    }
  };
  walk(layers, true);
  const columns = stages.map(({ at, activationAt }, stage) => {
    const weighted = found.get(at);
    const activation = found.get(activationAt);
    return {
      stage,
      layer: weighted?.name ?? '',
      activation: activation?.name ?? '',
      units: weighted?.units ?? 0,
      mapAt: activation?.mapAt ?? -1,
    };
  });
  return [{ stage: -1, layer: '', activation: '', units: inputs, mapAt: -1 }, ...columns];
}

/** The units of all activation layers. @param {Json[]} layers @param {number} inputs */
export function mappedUnits(layers, inputs) {
  let units = inputs;
  let maps = 0;
  const walk = (/** @type {Json[]} */ list) => {
    for (const layer of list) {
      if (Array.isArray(layer.layers)) walk(layer.layers);
      units = unitsAfter(layer, units);
      if (layer.type === 'activation') maps += units;
    }
  };
  walk(layers);
  return maps;
}

/**
 * Whether a unit is still where its picture was.
 * @param {Column[]} columns @param {{ index: number, name: string }} unit its index among the maps, and "dense1, unit 3"
 */
export const hasUnit = (columns, { index, name }) =>
  columns.some(({ layer, units, mapAt }) => {
    const unit = index - mapAt;
    return mapAt >= 0 && unit >= 0 && unit < units && name === `${layer}, unit ${unit}`;
  });

/** More units than this in a layer are drawn as squares of their state. */
export const kMostDrawn = 12;
/** Units with a name below each: of more there is no line between them. */
export const kNamed = 7;

/**
 * @typedef {object} Spot where a unit is drawn, in pixels
 * @property {number} x its left @property {number} y its top @property {number} size
 */

/**
 * @param {Column[]} columns @param {{ width: number, height?: number, top?: number }} box
 * @returns {{ left: number, width: number, spots: Spot[] }[]} by column
 */
export function spotsOf(columns, { width, height = kHeight, top = kTop }) {
  const step = width / columns.length;
  return columns.map(({ units }, c) => {
    const count = Math.min(units, kMostDrawn);
    const room = (height - top) / Math.max(count, 1);
    const size = Math.max(14, Math.min(34, Math.floor(room - 5), Math.floor(step * 0.55)));
    const pitch = Math.min(room, size + 14);
    const from = top + (height - top - pitch * count) / 2;
    const spots = Array.from({ length: count }, (_, i) => ({
      x: c * step + (step - size) / 2,
      y: from + pitch * i + (pitch - size) / 2,
      size,
    }));
    return { left: c * step, width: step, spots };
  });
}

/**
 * The inputs of the plane, chosen or not, one under the other.
 * @param {string[] | null} inputs those that are chosen; null: the data lie in no plane @param {{ left: number, width: number }} place of their column
 */
export function inputSpots(inputs, { left, width }) {
  if (!inputs) return [];
  const size = 26;
  const pitch = (kHeight - kTop) / kInputs.length;
  return kInputs.map((name, i) => {
    const wide = Math.min(62, width - 6);
    return {
      name,
      on: inputs.includes(name),
      x: left + wide - size,
      y: kTop + pitch * i + (pitch - size) / 2,
      size,
      width: wide,
    };
  });
}
