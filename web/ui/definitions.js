// One definition for every number the page shows, in one place. Figures and tables refer to these by
// key; nothing here computes anything.

/** @type {Record<string, { title: string, text: string }>} */
export const kDefinitions = {
  value: {
    title: 'Value',
    text: 'f(x), computed by the same single-precision code that trains the networks below.',
  },
  slope: {
    title: 'Slope',
    text: 'f\u2032(x), the derivative. At a kink it is the value the frameworks use there; the open circles are the limits from each side.',
  },
  curvature: {
    title: 'Curvature',
    text: 'f\u2033(x), the derivative of the slope. A jump of the slope shows here as a gap.',
  },
  range: {
    title: 'Range',
    text: 'All values f can take. A square bracket: the end is reached; a round one: only approached.',
  },
  lipschitz: {
    title: 'Lipschitz constant',
    text: 'The largest |f\u2032(x)|: no change of the input is magnified more than this.',
  },
  saturationRule: {
    title: 'Saturated',
    text: 'On a side where f levels off at L, a value counts as saturated when it is within 5 % of L, measured against the largest distance from L on that side. For ELU that is below \u22120.95 \u03b1.',
  },
  loss: {
    title: 'Training loss',
    text: 'What training minimises: for classification the cross-entropy between output and true class, for regression the squared error or Huber loss. It is averaged over the epoch\u2019s batches while the weights still change, so early batches see less trained weights.',
  },
  accuracy: {
    title: 'Validation accuracy',
    text: 'Share of the validation samples whose largest output is the true class, after the epoch.',
  },
  r2: {
    title: 'Validation R\u00b2',
    text: 'The share of the targets\u2019 variance that the predictions explain, after the epoch: 1 minus the sum of squared errors over the sum of squared distances from the mean. 0: no better than always predicting the validation mean; below 0: worse.',
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
  meanAbs: {
    title: 'Mean |a|',
    text: 'Mean absolute activation of the layer in each batch, averaged over the batches of the epoch.',
  },
  mean: {
    title: 'Mean a',
    text: 'Mean activation of the layer in each batch, averaged over the batches of the epoch. Near 0: zero-centred.',
  },
  std: {
    title: 'Spread',
    text: 'Standard deviation of the layer\u2019s activations over the epoch. Falling to 0: the layer passes nothing on. Growing without bound: it explodes.',
  },
  saturated: {
    title: 'Saturated or zero',
    text: 'For functions that are exactly 0 on one side (ReLU): the share of activations that are exactly zero. For the others: the share that is saturated, within 5 % of a horizontal asymptote (ELU: below \u22120.95 \u03b1). An exact zero passes no gradient, a saturated value almost none: ELU\u2019s slope at \u22120.95 \u03b1 is 0.05 \u03b1.',
  },
  inactive: {
    title: 'Inactive units',
    text: 'Dead: never non-zero in the whole epoch. Often saturated: over half of the batch saturated, in over 90 % of the epoch\u2019s batches.',
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
  histogram: {
    title: 'Histogram',
    text: 'The layer\u2019s activations in the chosen epoch: those of its last training batch, or those of all validation batches, in 64 equal bins with edges that never move; the paler bars at the ends hold everything beyond. The share is on a logarithmic scale.',
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

/** @param {string} key */
export const definition = (key) => kDefinitions[key] ?? { title: key, text: '' };
