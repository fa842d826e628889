// What is done to a network's list of layers by hand: a layer or unit more or less, another activation, a normalisation
// in or out. Lists are read and written as an experiment holds them; the engine checks what comes of it.

/** @typedef {import('../text/paths.js').Json} Json */

/**
 * @typedef {object} Stage a layer with weights, or a shape-changing one, and what follows it up to the next
 * @property {number} at its index in the list
 * @property {number} end the index after the last that belongs to it
 * @property {Json} layer
 * @property {'hidden' | 'output' | 'other'} role hidden: dense with an activation; output: the last dense layer
 * @property {number} activationAt index of its activation layer, or -1
 * @property {number} normAt index of its normalisation, or -1
 */

const kNorms = new Set(['batchNorm', 'layerNorm', 'groupNorm']);
const kFollowers = new Set(['activation', 'dropout', 'alphaDropout', ...kNorms]);

/** The stages of a list, from the input to the output. @param {Json} layers @returns {Stage[]} */
export function stagesOf(layers) {
  if (!Array.isArray(layers)) return [];
  const output = layers.findLastIndex((layer) => layer?.type === 'dense');
  /** @type {Stage[]} */
  const stages = [];
  for (const [i, layer] of layers.entries()) {
    const current = stages.at(-1);
    if (current && kFollowers.has(layer?.type)) {
      current.end = i + 1;
      if (layer.type === 'activation') current.activationAt = i;
      if (kNorms.has(layer.type)) current.normAt = i;
      continue;
    }
    const role = i === output ? 'output' : layer?.type === 'dense' ? 'hidden' : 'other';
    stages.push({ at: i, end: i + 1, layer, role, activationAt: -1, normAt: -1 });
  }
  return stages;
}

/** @param {Json[]} layers @param {number} from @param {number} count @param {Json[]} put */
const spliced = (layers, from, count, ...put) => layers.toSpliced(from, count, ...put);

/** @param {Json[]} layers @param {number} at @param {number} units */
export const withUnits = (layers, at, units) => spliced(layers, at, 1, { ...layers[at], units });

/** One more hidden layer before the output, like the last hidden one. @param {Json[]} layers @returns {Json[]} */
export function withLayer(layers) {
  const stages = stagesOf(layers);
  const like = stages.findLast(({ role }) => role === 'hidden');
  const output = stages.findLast(({ role }) => role === 'output');
  const at = output?.at ?? layers.length;
  const added = like
    ? structuredClone(layers.slice(like.at, like.end))
    : [
        { type: 'dense', units: 8 },
        { type: 'activation', name: 'relu' },
      ];
  return spliced(layers, at, 0, ...added);
}

/** The list without a stage. @param {Json[]} layers @param {Stage} stage */
export const withoutStage = (layers, { at, end }) => spliced(layers, at, end - at);

/** The list without its last hidden layer. @param {Json[]} layers */
export function withoutLayer(layers) {
  const last = stagesOf(layers).findLast(({ role }) => role === 'hidden');
  return last ? withoutStage(layers, last) : layers;
}

/** A stage's activation of its own; null: the network's. @param {Json[]} layers @param {Stage} stage @param {Json | null} activation */
export function withActivation(layers, stage, activation) {
  const entry = { type: 'activation', ...(activation ?? {}) };
  if (stage.activationAt >= 0) return spliced(layers, stage.activationAt, 1, entry);
  return spliced(layers, stage.normAt >= 0 ? stage.normAt + 1 : stage.at + 1, 0, entry);
}

/** Every activation layer the network's. @param {Json[]} layers */
export const withOneActivation = (layers) =>
  layers.map((layer) => (layer?.type === 'activation' ? { type: 'activation' } : layer));

/** Whether a list has an activation layer that names its own function. @param {Json[]} layers */
export const namesActivations = (layers) =>
  layers.some((layer) => layer?.type === 'activation' && layer.name !== undefined);

/** A normalisation of that type between a stage's weights and its activation, or none. @param {Json[]} layers @param {Stage} stage @param {string | null} type */
export function withNorm(layers, stage, type) {
  const without = stage.normAt >= 0 ? spliced(layers, stage.normAt, 1) : layers;
  return type === null ? without : spliced(without, stage.at + 1, 0, { type });
}

/** BatchNorm after every hidden layer, or no normalisation. @param {Json[]} layers @param {string | null} type */
export function withNorms(layers, type) {
  let list = layers;
  for (let i = stagesOf(list).length - 1; i >= 0; --i) {
    const stage = stagesOf(list)[i];
    const takes = stage.role === 'hidden' || (stage.role === 'other' && stage.layer?.type === 'conv2d');
    if (takes) list = withNorm(list, stage, type);
  }
  return list;
}

/** @param {Json[]} layers */
export const hasNorms = (layers) => stagesOf(layers).some(({ role, normAt }) => role !== 'output' && normAt >= 0);

/** Every hidden layer's width times a factor. @param {Json[]} layers @param {number} factor */
export const withWidths = (layers, factor) =>
  stagesOf(layers).reduce(
    (list, { role, at, layer }) =>
      role === 'hidden' && typeof layer.units === 'number'
        ? withUnits(list, at, Math.max(1, Math.round(layer.units * factor)))
        : list,
    layers,
  );
