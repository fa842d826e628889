// Every activation as operators of ONNX, of those that opset 17 has. What it lacks (Gelu, Mish, Swish) is written out.

/** @typedef {import('./graph.js').Graph} Graph */
/** @typedef {Record<string, number>} Parameters */
/** @typedef {(graph: Graph, x: string, parameters: Parameters) => string} Form the name of the output */

/** A number that is no whole one in general. @param {number} value */
const real = (value) => ({ float: value });

/** @param {string} type of an operator with one input @returns {Form} */
const plain = (type) => (graph, x) => graph.op(type, [x]);

/** x times the sigmoid of scale times x. @param {Graph} g @param {string} x @param {string} scaled */
const gated = (g, x, scaled) => g.op('Mul', [x, g.op('Sigmoid', [scaled])]);

/** @param {Graph} g @param {string} x @param {number} factor */
const times = (g, x, factor) => (factor === 1 ? x : g.op('Mul', [x, g.number(factor)]));

/** @param {Graph} g @param {string} x @param {number} low @param {number} high */
const clip = (g, x, low, high) => g.op('Clip', [x, g.number(low), g.number(high)]);

/** @param {Graph} g @param {string} x */
const negative = (g, x) => g.op('Neg', [x]);

/** The square root of x squared and more. @param {Graph} g @param {string} x @param {number} more */
const rooted = (g, x, more) => g.op('Sqrt', [g.op('Add', [g.op('Mul', [x, x]), g.number(more)])]);

const kLeakyOfRandom = (/** @type {Parameters} */ { lower, upper }) => (lower + upper) / 2;

/** @type {Record<string, Form>} */
export const kForms = {
  absolute: plain('Abs'),
  'hard-tanh': (g, x, { min, max }) => clip(g, x, min, max),
  identity: plain('Identity'),
  'leaky-relu': (g, x, { slope }) => g.op('LeakyRelu', [x], { alpha: real(slope) }),
  prelu: (g, x, { slope }) => g.op('LeakyRelu', [x], { alpha: real(slope) }),
  relu: plain('Relu'),
  relu6: (g, x) => clip(g, x, 0, 6),
  // After training, the mean of the slopes that were drawn.
  rrelu: (g, x, parameters) => g.op('LeakyRelu', [x], { alpha: real(kLeakyOfRandom(parameters)) }),
  'shifted-relu': (g, x, { min }) => g.op('Max', [x, g.number(min)]),
  threshold: (g, x, { theta, value }) => g.op('Where', [g.op('Greater', [x, g.number(theta)]), x, g.number(value)]),
  'thresholded-relu': (g, x, { theta }) => g.op('Where', [g.op('Greater', [x, g.number(theta)]), x, g.number(0)]),
  celu: (g, x, { alpha }) => g.op('Celu', [x], { alpha: real(alpha) }),
  elu: (g, x, { alpha }) => g.op('Elu', [x], { alpha: real(alpha) }),
  exponential: plain('Exp'),
  gaussian: (g, x) => g.op('Exp', [negative(g, g.op('Mul', [x, x]))]),
  'log-log': (g, x) => g.op('Sub', [g.number(1), g.op('Exp', [negative(g, g.op('Exp', [x]))])]),
  selu: (g, x, { alpha, lambda }) => g.op('Selu', [x], { alpha: real(alpha), gamma: real(lambda) }),
  gelu: (g, x) => {
    const erf = g.op('Erf', [times(g, x, Math.SQRT1_2)]);
    return g.op('Mul', [times(g, x, 0.5), g.op('Add', [erf, g.number(1)])]);
  },
  'gelu-tanh': (g, x) => {
    const cube = g.op('Mul', [g.op('Mul', [x, x]), x]);
    const inner = times(g, g.op('Add', [x, times(g, cube, 0.044715)]), Math.sqrt(2 / Math.PI));
    return g.op('Mul', [times(g, x, 0.5), g.op('Add', [g.op('Tanh', [inner]), g.number(1)])]);
  },
  'hard-swish': (g, x) => g.op('Mul', [x, g.op('HardSigmoid', [x], { alpha: real(1 / 6), beta: real(0.5) })]),
  mish: (g, x) => g.op('Mul', [x, g.op('Tanh', [g.op('Softplus', [x])])]),
  'quick-gelu': (g, x, { scale }) => gated(g, x, times(g, x, scale)),
  serf: (g, x) => g.op('Mul', [x, g.op('Erf', [g.op('Softplus', [x])])]),
  silu: (g, x) => gated(g, x, x),
  swish: (g, x, { beta }) => gated(g, x, times(g, x, beta)),
  arctan: plain('Atan'),
  'hard-sigmoid': (g, x, { slope, offset }) => g.op('HardSigmoid', [x], { alpha: real(slope), beta: real(offset) }),
  'lecun-tanh': (g, x) => times(g, g.op('Tanh', [times(g, x, 2 / 3)]), 1.7159),
  'log-sigmoid': (g, x) => negative(g, g.op('Softplus', [negative(g, x)])),
  sigmoid: plain('Sigmoid'),
  softsign: plain('Softsign'),
  'sparse-sigmoid': (g, x) => clip(g, times(g, g.op('Add', [x, g.number(1)]), 0.5), 0, 1),
  'symmetric-sigmoid': (g, x) => g.op('Tanh', [times(g, x, 0.5)]),
  tanh: plain('Tanh'),
  'bent-identity': (g, x) => g.op('Add', [times(g, g.op('Sub', [rooted(g, x, 1), g.number(1)]), 0.5), x]),
  softplus: (g, x, { beta, threshold }) => {
    const scaled = times(g, x, beta);
    const curved = times(g, g.op('Softplus', [scaled]), 1 / beta);
    return g.op('Where', [g.op('Greater', [scaled, g.number(threshold)]), x, curved]);
  },
  'sparse-plus': (g, x) => {
    const raised = g.op('Relu', [g.op('Add', [x, g.number(1)])]);
    return g.op('Where', [g.op('Less', [x, g.number(1)]), times(g, g.op('Mul', [raised, raised]), 0.25), x]);
  },
  squareplus: (g, x, { b }) => times(g, g.op('Add', [x, rooted(g, x, b)]), 0.5),
  hardshrink: (g, x, { lambda }) => g.op('Shrink', [x], { lambd: real(lambda) }),
  softshrink: (g, x, { lambda }) => g.op('Shrink', [x], { lambd: real(lambda), bias: real(lambda) }),
  tanhshrink: (g, x) => g.op('Sub', [x, g.op('Tanh', [x])]),
  cosine: plain('Cos'),
  sinc: (g, x) => {
    const isZero = g.op('Equal', [x, g.number(0)]);
    const divisor = g.op('Where', [isZero, g.number(1), x]);
    return g.op('Where', [isZero, g.number(1), g.op('Div', [g.op('Sin', [x]), divisor])]);
  },
  sine: plain('Sin'),
};

/**
 * Those whose parameter is learned: from the name of a tensor with its value.
 * @type {Record<string, (graph: Graph, x: string, parameter: string) => string>}
 */
export const kLearnedForms = {
  prelu: (g, x, slope) => g.op('PRelu', [x, slope]),
  elu: (g, x, alpha) => {
    const below = g.op('Sub', [g.op('Exp', [g.op('Min', [x, g.number(0)])]), g.number(1)]);
    return g.op('Where', [g.op('Greater', [x, g.number(0)]), x, g.op('Mul', [alpha, below])]);
  },
  swish: (g, x, beta) => gated(g, x, g.op('Mul', [beta, x])),
};
