// The experiment that one begins with when the data are of another shape than before: a small network that fits them.

/** @typedef {import('../text/paths.js').Json} Json */

const kSmallNetwork = {
  activation: { name: 'relu' },
  layers: [
    { type: 'dense', units: 8 },
    { type: 'activation' },
    { type: 'dense', units: 8 },
    { type: 'activation' },
    { type: 'dense', units: 2 },
  ],
};
const kPlaneTraining = { optimizer: { name: 'adam', learningRate: 0.01 }, batchSize: 16, epochs: 200 };
const kWideTraining = { optimizer: { name: 'adam', learningRate: 0.001 }, batchSize: 64, epochs: 10 };

/** Classes or targets that a source has when nothing else is said; the engine's error has the right number for others. */
const kOutputs = /** @type {Record<string, number>} */ ({
  'plane-regression': 1,
  'multi-gaussian-regression': 1,
  'shifted-gaussian': 10,
  digits: 10,
  mnist: 10,
  'fashion-mnist': 10,
});
const kImages = new Set(['digits', 'mnist', 'fashion-mnist']);

/** How many of the points drawn by hand train, as the engine splits them. @param {Json} data */
export function trainingPoints({ points, trainShare = 0.5 }) {
  const count = Array.isArray(points) ? points.length : 0;
  return Math.min(Math.max(1, Math.round(trainShare * count)), Math.max(0, count - 1));
}

/** @param {Json} data @param {boolean} isPlane @returns {Json} */
export function starterOn(data, isPlane) {
  const network = structuredClone(kSmallNetwork);
  const { layers } = network;
  if (!isPlane) for (const layer of layers) if (layer.units) layer.units = 64;
  layers[layers.length - 1].units = kOutputs[data.source] ?? data.classes ?? 2;
  if (kImages.has(data.source)) layers.unshift({ type: 'flatten' });
  const training = structuredClone(isPlane ? kPlaneTraining : kWideTraining);
  if (data.points) training.batchSize = Math.min(training.batchSize, trainingPoints(data));
  return {
    version: 1,
    data,
    network,
    training,
    runs: [{ name: 'ReLU' }],
  };
}
