// Whether runs begin at the same weights: a seed draws as many numbers, in the same order, wherever layers have the same
// shapes and the same initialiser.

/** @typedef {import('../text/paths.js').Json} Json */

/** Layers that draw nothing when a network is made, and leave the shape as it is. */
const kSilent = new Set(['activation', 'batchNorm', 'layerNorm', 'groupNorm', 'dropout', 'alphaDropout']);

/** @param {Json[]} layers @returns {Json[]} what decides the draws */
const drawsOf = (layers) =>
  layers.flatMap((layer) => {
    if (Array.isArray(layer.layers)) return [{ ...layer, layers: drawsOf(layer.layers) }];
    return kSilent.has(layer.type) ? [] : [layer];
  });

/** @param {Json} experiment of a run, with every default */
function startOf({ data, network }) {
  const draws = [data, network.init, drawsOf(network.layers)];
  // A gain that is matched to the activation scales the weights by it.
  const isMatched = JSON.stringify(draws).includes('"gain":"');
  return JSON.stringify(isMatched ? [data, network] : draws);
}

/**
 * @param {{ name: string, experiment: Json }[]} runs as the engine took them
 * @returns {string} a sentence, or "" for a single run
 */
export function sameStartText(runs) {
  if (runs.length < 2) return '';
  const [first, ...rest] = runs;
  const start = startOf(first.experiment);
  const data = JSON.stringify(first.experiment.data);
  const others = rest.filter(({ experiment }) => startOf(experiment) !== start).map(({ name }) => name);
  const otherData = rest.filter(({ experiment }) => JSON.stringify(experiment.data) !== data).map(({ name }) => name);
  if (otherData.length > 0) return `Other data than ${first.name}: ${otherData.join(', ')}.`;
  if (others.length > 0)
    return `The same data. Other initial weights than ${first.name}, since the layers or their initialiser differ: ${others.join(', ')}.`;
  return 'The same data and, seed by seed, the same initial weights.';
}
