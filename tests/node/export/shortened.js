// Presets made short: what an export writes of them is as before, and trains in a moment.

/** Samples of the test and of the probe, where there are any. */
const kFewest = { test: 10, probeSamples: 20 };

/**
 * @param {any} experiment a preset's @param {{ train: number, validation: number, epochs: number }} most
 * @returns {any} with its first seed alone
 */
export function shortened({ data, training, seeds = [0], ...rest }, most) {
  return {
    ...rest,
    data: {
      ...data,
      train: Math.min(data.train ?? 250, most.train),
      validation: Math.min(data.validation ?? 250, most.validation),
      ...(data.test > 0 ? { test: Math.min(data.test, kFewest.test) } : {}),
    },
    training: {
      ...training,
      epochs: Math.min(training.epochs ?? 10, most.epochs),
      ...(training.probeSamples > 0 ? { probeSamples: Math.min(training.probeSamples, kFewest.probeSamples) } : {}),
    },
    seeds: seeds.slice(0, 1),
  };
}
