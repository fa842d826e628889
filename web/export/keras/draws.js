// How many numbers of 32 bits PyTorch draws before the first epoch: after them come the seeds of the batches' orders. The
// playground draws them too, so a script in any language can find its batches again.

/** Below this many elements PyTorch draws normal numbers in pairs, of 64 bits each; from it on in blocks. */
const kBlock = 16;
const kUniform = ['uniform', 'he-uniform', 'lecun-uniform', 'glorot-uniform'];
const kNone = ['pytorch-default', 'zeros', 'constant'];

/**
 * @param {import('./layers.js').KerasNetwork['weighted']} weighted in the order in which they are built
 * @param {import('../checked.js').Initialiser} shared the network's
 * @returns {number}
 */
export function drawnNumbers(weighted, shared) {
  let count = 0;
  let kept = 0;
  const layers = weighted.map(({ layer, inputs }) => {
    const [height, width] = layer.type === 'dense' ? [1, 1] : [layer.kernel].flat().concat(layer.kernel).slice(0, 2);
    const outputs = layer.type === 'dense' ? layer.units : layer.filters;
    return { layer, outputs, size: inputs * outputs * height * width };
  });
  // Built all first, with the draws of PyTorch's own initialisation, then drawn again.
  for (const { layer, outputs, size } of layers) count += size + (layer.bias ? outputs : 0);
  for (const { layer, size } of layers) {
    const { name, truncated } = layer.init ?? shared;
    if (kNone.includes(name)) continue;
    if (truncated || kUniform.includes(name)) count += size;
    else if (size >= kBlock) count += size + (size % kBlock === 0 ? 0 : kBlock);
    else {
      // The second of a pair is kept for the next small tensor.
      const pairs = Math.ceil((size - kept) / 2);
      count += 4 * pairs;
      kept += 2 * pairs - size;
    }
  }
  return count;
}
