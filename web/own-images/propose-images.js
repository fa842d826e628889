// A whole experiment for images, to begin with: their data, and a small network of convolutions that learns most of them in
// seconds.

/**
 * @typedef {object} Facts what an experiment on images follows from
 * @property {number} rows images @property {number} classes
 * @property {[number, number]} [size] [height, width], where the file says it
 * @property {boolean} [colour] where the file says it
 */
/** @typedef {{ file: string, labels?: string, height: number, width: number, colour: boolean, rows: number, classes: number }} Given */

/** The side to which images are scaled where nothing is said. */
export const kSide = 32;
const kValidationShare = 0.2;
/** Images of a batch, and at most this share of an epoch. */
const kBatch = 32;
/** Images that go through the network in all epochs: a network of this size sees them in seconds. */
const kSeen = 12_000;
const kEpochs = /** @type {const} */ ([3, 20]);
/** The smallest image that is pooled twice. */
const kPooled = 8;

/** @param {Given} given @returns {Record<string, unknown>} an experiment's `data` */
export function dataOf({ file, labels, height, width, colour, rows, classes }) {
  const validation = Math.max(1, Math.round(rows * kValidationShare));
  return {
    source: 'images',
    file,
    ...(labels === undefined ? {} : { labels }),
    size: height === width ? height : [height, width],
    colour,
    classes,
    train: rows - validation,
    validation,
    split: 'stratify',
    seed: 0,
  };
}

/** @param {Given} given @returns {Record<string, unknown>} */
export function proposeImages(given) {
  const { file, height, width, rows, classes } = given;
  const data = dataOf(given);
  const activation = { type: 'activation' };
  const block = (/** @type {number} */ filters) => [
    { type: 'conv2d', filters, kernel: 3, padding: 'same' },
    activation,
    { type: 'maxPool2d', size: 2 },
  ];
  const isPooled = Math.min(height, width) >= kPooled;
  const epochs = Math.round(kSeen / rows);
  return {
    version: 1,
    name: `Images of ${file}`,
    data,
    network: {
      activation: { name: 'relu' },
      init: 'he-normal',
      layers: [
        ...(isPooled ? [...block(8), ...block(16)] : []),
        { type: 'flatten' },
        { type: 'dense', units: 64 },
        activation,
        { type: 'dense', units: classes },
      ],
    },
    training: {
      optimizer: { name: 'adam', learningRate: 0.002 },
      loss: { name: 'softmax-cross-entropy' },
      batchSize: Math.min(kBatch, Number(data.train)),
      epochs: Math.max(kEpochs[0], Math.min(kEpochs[1], epochs)),
    },
    seeds: [0],
  };
}
