// Experiments drawn from a seed, which cross sources, layers, activations, initialisers, optimisers, schedules and losses.
// Small, so that many train in seconds.

/** Activations without a kink at their usual parameters, which do not amplify rounding. */
const kSmooth = [
  'arctan',
  'bent-identity',
  'celu',
  'cosine',
  'elu',
  'gaussian',
  'gelu',
  'gelu-tanh',
  'identity',
  'lecun-tanh',
  'log-log',
  'log-sigmoid',
  'mish',
  'quick-gelu',
  'serf',
  'sigmoid',
  'silu',
  'sinc',
  'sine',
  'softplus',
  'softsign',
  'squareplus',
  'swish',
  'symmetric-sigmoid',
  'tanh',
  'tanhshrink',
];
const kKinked = [
  'absolute',
  'exponential',
  'hard-sigmoid',
  'hard-swish',
  'hard-tanh',
  'hardshrink',
  'leaky-relu',
  'prelu',
  'relu',
  'relu6',
  'rrelu',
  'selu',
  'shifted-relu',
  'softshrink',
  'sparse-plus',
  'sparse-sigmoid',
  'threshold',
  'thresholded-relu',
];
/** Parameters other than the usual. @type {Record<string, object[]>} */
const kParameters = {
  celu: [{ alpha: 0.7 }],
  elu: [{ alpha: 0.5 }, { learned: true }],
  'hard-sigmoid': [{ slope: 0.2 }],
  'hard-tanh': [{ min: -0.5, max: 2 }],
  hardshrink: [{ lambda: 0.2 }],
  'leaky-relu': [{ slope: 0.2 }],
  prelu: [{ perChannel: true }, { learned: false }, {}],
  'quick-gelu': [{ scale: 1.5 }],
  selu: [{ alpha: 1.5, lambda: 1.1 }],
  softplus: [{ beta: 2 }],
  softshrink: [{ lambda: 0.2 }],
  squareplus: [{ b: 2 }],
  swish: [{ beta: 1.5 }, { learned: true }],
  threshold: [{ theta: 0.1, value: -0.2 }],
  'thresholded-relu': [{ theta: 0.1 }],
};
const kInitialisers = [
  'he-normal',
  'he-uniform',
  'glorot-normal',
  'glorot-uniform',
  'lecun-normal',
  'lecun-uniform',
  'orthogonal',
  'pytorch-default',
  'unit-norm-rows',
  { name: 'normal', mean: 0.01, std: 0.2 },
  { name: 'normal', std: 0.3, truncated: true },
  { name: 'uniform', low: -0.3, high: 0.25 },
  { name: 'he-normal', truncated: true },
  { name: 'glorot-normal', truncated: true, gain: 1.2 },
  { name: 'he-normal', gain: 'matched' },
  { name: 'lecun-uniform', gain: 'matched' },
  { name: 'glorot-uniform', gain: 1.3 },
  { name: 'orthogonal', gain: 'matched' },
  { name: 'unit-norm-rows', gain: 0.8 },
];
const kOptimisers = [
  { name: 'sgd', learningRate: 0.02, momentum: 0.9 },
  { name: 'sgd', learningRate: 0.02, momentum: 0.8, nesterov: true, weightDecay: 0.01 },
  { name: 'sgd', learningRate: 0.05 },
  { name: 'adam', learningRate: 0.003 },
  { name: 'adam', learningRate: 0.003, constants: 'keras', beta1: 0.8, weightDecay: 0.001 },
  { name: 'adamw', learningRate: 0.003 },
  { name: 'nadam', learningRate: 0.002, weightDecay: 0.001 },
  { name: 'rmsprop', learningRate: 0.001, momentum: 0.5 },
  { name: 'rmsprop', learningRate: 0.001, constants: 'keras', weightDecay: 0.001 },
  { name: 'adagrad', learningRate: 0.01, initialAccumulator: 0.1 },
  { name: 'adagrad', learningRate: 0.005, weightDecay: 0.001 },
  { name: 'adadelta', weightDecay: 0.001 },
];
const kSchedules = [
  { name: 'constant' },
  { name: 'constant', warmUpEpochs: 2 },
  { name: 'cosine' },
  { name: 'cosine', minimum: 0.001, warmUpEpochs: 1, warmUpStart: 0.2 },
  { name: 'exponential', factor: 0.7 },
  { name: 'exponential', factor: 0.7, warmUpEpochs: 1 },
  { name: 'step', every: 2, factor: 0.5 },
  { name: 'oneCycle' },
  { name: 'oneCycle', riseShare: 0.6, anneal: 'linear', warmUpEpochs: 1 },
  { name: 'plateau', patience: 0, threshold: 1, factor: 0.5 },
  { name: 'plateau', patience: 1, threshold: 0.05, factor: 0.3, warmUpEpochs: 1, minimum: 0.0001 },
];
const kInputs = [
  ['x1', 'x2'],
  ['x1', 'x2', 'x1^2', 'x2^2', 'x1*x2', 'sin(x1)', 'sin(x2)'],
  ['x2', 'sin(x1)'],
  ['x1^2', 'x1*x2'],
];
const kPlanes = [
  'circle',
  'gaussians',
  'moons',
  'rings',
  'spiral',
  'xor',
  'multi-gaussian-regression',
  'plane-regression',
];

/** Numbers from 0 to 1 of a seed (Steele, Lea and Flood 2014, in 32 bits). @param {number} seed */
function drawer(seed) {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/**
 * @param {number} seed
 * @returns {import('./scripts.js').Case}
 */
export function randomCase(seed) {
  const draw = drawer(seed);
  const whole = (/** @type {number} */ least, /** @type {number} */ most) =>
    least + Math.floor(draw() * (most - least + 1));
  const one = (/** @type {any[]} */ list) => list[whole(0, list.length - 1)];
  const chance = (/** @type {number} */ share) => draw() < share;

  const smooth = chance(0.6);
  const names = smooth ? kSmooth : kKinked;
  const activationOf = () => {
    const name = one(names);
    return { name, ...(chance(0.4) ? one(kParameters[name] ?? [{}]) : {}) };
  };
  const convolves = chance(0.2);
  const data = dataOf();
  const regression = /regression/.test(data.source);
  const optimizer = one(kOptimisers);
  const classes = data.classes ?? (data.source === 'digits' ? 10 : 2);
  const loss = lossOf();
  const outputs = regression || (loss.name === 'binary-cross-entropy' && classes === 2 && chance(0.6)) ? 1 : classes;
  let layers = convolves ? convolutions() : blocks();
  layers = [...layers, { type: 'dense', units: outputs, ...(chance(0.2) ? { init: one(kInitialisers) } : {}) }];
  const keeps = chance(0.25);
  const experiment = {
    version: 1,
    name: `random ${seed}`,
    data,
    network: { activation: activationOf(), init: one(kInitialisers), layers },
    training: {
      optimizer,
      schedule: one(kSchedules),
      loss,
      ...(chance(0.3) ? { penalty: { l1: one([0, 0.0005]), l2: one([0, 0.001]) } } : {}),
      ...(chance(0.3) ? { clip: one([{ norm: 0.5 }, { value: 0.02 }, { norm: 1, value: 0.1 }]) } : {}),
      ...(keeps ? { earlyStopping: { patience: whole(1, 2), minimumImprovement: one([0, 0.01]) } } : {}),
      ...(chance(0.1) ? { stopWhen: { trainLossBelow: 0.6 }, keep: one(['last', 'best']) } : {}),
      ...(chance(0.2) ? { probeSamples: whole(3, 30) } : {}),
      batchSize: 2 * whole(5, 12),
      validationBatchSize: whole(11, 40),
      epochs: 4,
    },
    seeds: [whole(0, 1e6)],
  };
  // Maxima, Huber's loss and the sum of magnitudes have kinks as well.
  const isSmooth = smooth && !/maxPool2d|maxout|huber|"l1":0\.|"alpha":0\./.test(JSON.stringify(experiment));
  return { name: experiment.name, experiment, tolerance: isSmooth ? undefined : 0.02 };

  function dataOf() {
    const counts = { train: 2 * whole(25, 45), validation: whole(20, 50), seed: whole(0, 99) };
    if (convolves) return { source: 'digits', ...counts, test: chance(0.5) ? 20 : 0, difficulty: 0.3, noise: 0.1 };
    if (chance(0.15)) return { source: 'digits', ...counts, test: chance(0.5) ? 20 : 0 };
    if (chance(0.35))
      return {
        source: 'shifted-gaussian',
        ...counts,
        features: whole(3, 20),
        classes: whole(2, 6),
        shift: one([-1, 0, 0.5]),
        balanced: chance(0.4),
      };
    if (chance(0.1))
      return {
        source: 'points',
        points: Array.from({ length: 60 }, () => [draw() * 10 - 5, draw() * 10 - 5, whole(0, 2)]),
        classes: 3,
        trainShare: 0.6,
        inputs: one(kInputs),
        seed: counts.seed,
      };
    const source = one(kPlanes);
    return {
      source,
      ...counts,
      noise: one([0, 0.1, 0.3]),
      inputs: one(kInputs),
      ...(source === 'rings' ? { rings: whole(2, 5) } : {}),
    };
  }

  function lossOf() {
    if (regression) return one([{ name: 'mean-squared-error' }, { name: 'huber', delta: 0.5 }]);
    const weights = one([undefined, 'balanced', Array.from({ length: classes }, (_, i) => 1 + i / 2)]);
    return one([
      { name: 'softmax-cross-entropy' },
      { name: 'softmax-cross-entropy', labelSmoothing: 0.1, ...(weights ? { classWeights: weights } : {}) },
      { name: 'binary-cross-entropy' },
    ]);
  }

  function activationLayer() {
    return chance(0.3) ? { type: 'activation', ...activationOf() } : { type: 'activation' };
  }

  function blocks() {
    const list = /** @type {any[]} */ (data.source === 'digits' && chance(0.5) ? [{ type: 'flatten' }] : []);
    for (let i = whole(1, 3); i > 0; --i) {
      const units = 4 * whole(2, 5);
      // Before a batch normalisation a bias has no gradient but rounding, which Adam would make a step of.
      const norm = chance(0.3)
        ? one([{ type: 'batchNorm' }, { type: 'layerNorm' }, { type: 'groupNorm', groups: 2 }])
        : undefined;
      list.push({
        type: 'dense',
        units,
        bias: !norm && chance(0.9),
        ...(chance(0.2) ? { init: one(kInitialisers) } : {}),
      });
      if (norm) list.push(norm);
      list.push(activationLayer());
      if (chance(0.2)) list.push({ type: one(['dropout', 'alphaDropout']), rate: one([0, 0.2, 0.5]) });
      if (chance(0.15)) list.push({ type: 'maxout', pieces: 2 });
      if (chance(0.2)) {
        const width = list.some(({ type }) => type === 'maxout') ? undefined : units;
        if (width) list.push({ type: 'residual', layers: [{ type: 'dense', units: width }, activationLayer()] });
      }
    }
    return list;
  }

  function convolutions() {
    const filters = whole(2, 6);
    const list = /** @type {any[]} */ ([
      {
        type: 'conv2d',
        filters,
        kernel: one([3, [2, 4], 5]),
        stride: one([1, 2, 3]),
        padding: one(['valid', 'same']),
        bias: chance(0.7),
      },
      activationLayer(),
    ]);
    if (chance(0.6))
      list.push({ type: one(['maxPool2d', 'averagePool2d']), size: 2, ...(chance(0.3) ? { stride: 1 } : {}) });
    if (chance(0.3)) list.push({ type: 'layerNorm' });
    if (chance(0.3))
      list.push({ type: 'residual', layers: [{ type: 'conv2d', filters, padding: 'same' }, activationLayer()] });
    if (chance(0.3)) list.push({ type: 'dropout', rate: 0.25 });
    if (chance(0.4))
      list.push(
        { type: 'conv2d', filters: 2 * whole(1, 4), kernel: 2, padding: 'same', bias: false },
        { type: 'batchNorm' },
        activationLayer(),
      );
    list.push({ type: one(['flatten', 'globalAveragePool']) });
    return list;
  }
}
