// All that a network has learned, read out of its session: what a file of its weights is made of.

/**
 * @typedef {object} Trained
 * @property {string} hash of the run as it stood
 * @property {{ name: string, shape: number[], values: Float32Array }[]} tensors by the engine's names: parameters in the order of
 *   the layers, and behind those of a batch normalisation its running statistics
 */

const kStatistics = ['runningMean', 'runningVariance'];

/** @param {import('./session.js').Session} session @returns {Trained} */
export function trainedOf(session) {
  const tensors = session.parameterNames().flatMap(({ name, shape }) => {
    const values = session.parameter(name);
    if (values.length === 0) return []; // the bias of a layer without one
    const [layer, key] = name.split('.');
    const statistics = layer.startsWith('batchNorm') && key === 'bias' ? kStatistics : [];
    return [
      { name, shape, values },
      ...statistics.map((of) => ({ name: `${layer}.${of}`, shape, values: session.parameter(`${layer}.${of}`) })),
    ];
  });
  return { hash: session.hash(), tensors };
}
