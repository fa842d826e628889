// The definitions of the numbers that the page shows. Figures and tables refer to them by key. Metrics and per-layer
// statistics are described by the engine.

/** @type {Record<string, { title: string, text: string }>} */
export const kDefinitions = {
  value: {
    title: 'Value',
    text: 'f(x), computed by the single-precision code that trains the networks.',
  },
  slope: {
    title: 'Slope',
    text: 'f\u2032(x), the derivative. At a kink it is the value the frameworks use; open circles are the limits from each side.',
  },
  curvature: {
    title: 'Curvature',
    text: 'f\u2033(x), the derivative of the slope. A jump of the slope shows as a gap.',
  },
  range: {
    title: 'Range',
    text: 'The values f can take. A square bracket: the end is reached; a round one: approached.',
  },
  lipschitz: {
    title: 'Steepest slope',
    text: 'The largest |f\u2032(x)|, the Lipschitz constant: no change of the input is magnified more. A place is named where it is one point; beside a kink it is a one-sided limit.',
  },
  moments: {
    title: 'Normal input',
    text: 'Mean and mean square of f(z) for a standard normal z, which is what a layer gets after good initialisation or normalisation. A mean far from 0 shifts the next layer\u2019s inputs.',
  },
  gain: {
    title: 'Matched gain',
    text: '1 / \u221aE[f\u00b2]: weights of variance gain\u00b2 / fan-in keep the mean square of the outputs from layer to layer. \u221a2 for ReLU is He\u2019s.',
  },
  cost: {
    title: 'Cost here',
    text: 'Nanoseconds for one of 16,384 numbers, on one core of this device, by the loops that train the networks; the least of three measurements. A training that runs beside it makes it longer.',
  },
  saturationRule: {
    title: 'Saturated',
    text: 'On a side where f levels off at L, a value counts as saturated when it is within 5 % of L, measured against the largest distance from L on that side. For ELU that is below \u22120.95 \u03b1.',
  },
  loss: {
    title: 'Training loss',
    text: 'What training minimises: for classification the cross-entropy between output and true class, for regression the squared error or Huber loss. It is averaged over the epoch\u2019s batches while the weights still change, so early batches see less trained weights.',
  },
  validationLoss: {
    title: 'Validation loss',
    text: 'The loss over all validation samples after the last epoch, or after the best one where its weights were kept.',
  },
  baseline: {
    title: 'Majority baseline',
    text: 'The accuracy of always predicting the validation set\u2019s most frequent class. A network on this line may have learnt nothing.',
  },
  epochMilliseconds: {
    title: 'Epoch time',
    text: 'Milliseconds for the training part of an epoch on this device, statistics included, validation not; the mean over epochs.',
  },
  forward: {
    title: 'Forward pass of 1,024',
    text: 'Milliseconds to classify 1,024 samples with the trained network: warm, without statistics, the median of several.',
  },
  gradientNorm: {
    title: 'Gradient norm',
    text: 'L2 norm of the loss gradient with respect to the first weights, averaged over the steps of an epoch; in the summary, over all epochs.',
  },
  hash: {
    title: 'Hash',
    text: 'A fingerprint of the final weights and of every per-epoch figure except times. The same experiment gives the same hash on every machine.',
  },
  learned: {
    title: 'Learned parameter',
    text: 'The activation\u2019s own parameter after the epoch, where it is trained with the weights: PReLU\u2019s slope, ELU\u2019s \u03b1, Swish\u2019s \u03b2.',
  },
  weightGradient: {
    title: 'Weight gradient',
    text: 'L2 norm of the loss gradient with respect to a layer\u2019s weights, averaged over the steps of the epoch.',
  },
  preActivationGradient: {
    title: 'Gradient at the pre-activation',
    text: 'L2 norm of the loss gradient with respect to the layer\u2019s output before its activation, averaged over the steps of the epoch. It shows how much of the error signal reaches this depth.',
  },
  updateRatio: {
    title: 'Update ratio',
    text: 'The norm of the change of a layer\u2019s weights in the last step of the epoch, divided by the norm of the weights. About 0.001 is usual; far more is unstable, far less hardly learns.',
  },
  histogram: {
    title: 'Histogram',
    text: 'The layer\u2019s activations in the chosen epoch: those of its last training batch, or those of all validation batches. The bins follow the data: their width is a power of two, so that two runs are compared on the same bins. The share is on a logarithmic scale.',
  },
  units: {
    title: 'Units',
    text: 'One square a unit: pale is active, full colour is often saturated, a crossed outline is dead. The order is the order of the weights. The states are those of the batches named at the grid; the verdict counts training and validation batches together.',
  },
  status: {
    title: 'Status',
    text: 'completed: ran to the end. collapsed: at the end every validation sample gets the same prediction. diverged: a loss or a weight became NaN or infinite. stopped: ended by hand.',
  },
};

/** @typedef {{ title: string, text: string }} Definition */

/**
 * The definition of what the engine describes itself: a metric, a per-layer statistic.
 * @param {string} title @param {{ summary: string, meaning: string }} described @returns {Definition}
 */
export const definitionOf = (title, { summary, meaning }) => ({ title, text: `${summary} ${meaning}`.trim() });

/** @param {string | Definition} term a key of those above, or a definition itself @returns {Definition} */
export const definition = (term) =>
  typeof term === 'string' ? (kDefinitions[term] ?? { title: term, text: '' }) : term;
