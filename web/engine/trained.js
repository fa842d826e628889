// What a file of a network is made of, read out of its session: all that it has learned, and all that its run begins with.
import { kSplits } from './splits.js';

/**
 * @typedef {object} Trained
 * @property {string} hash of the run as it stood
 * @property {{ name: string, shape: number[], values: Float32Array }[]} tensors by the engine's names: parameters in the order of
 *   the layers, and behind those of a batch normalisation its running statistics
 */

/**
 * @typedef {Trained & { samples: { split: import('./splits.js').Split, inputs: Float32Array, labels: Uint32Array }[] }} Beginning the
 *   weights before the first step, and all samples of every split that has any
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

/** @param {import('./session.js').Session} session whose samples have classes @returns {Beginning} @throws {Error} where it has begun already */
export function beginningOf(session) {
  const { epoch, step, records } = session.step(0);
  if (epoch > 1 || step > 0 || records > 0) throw new Error('the run has begun, and has other weights by now');
  const samples = kSplits.flatMap((split) => {
    const count = session.count(split);
    return count > 0 ? [{ split, ...session.samples(split, 0, count) }] : [];
  });
  return { ...trainedOf(session), samples };
}
