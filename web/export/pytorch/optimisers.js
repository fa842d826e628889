// Optimisers of torch.optim, and learning rates by epoch.
import { indent, lines, literal } from './python.js';

/** @typedef {import('../checked.js').Optimiser} Optimiser */
/** @typedef {import('../checked.js').Schedule} Schedule */

/** @type {Record<string, { type: string, given: (o: Optimiser) => Record<string, unknown>, usual?: Record<string, unknown> }>} */
const kOptimisers = {
  adadelta: { type: 'Adadelta', given: (o) => ({ rho: o.decay, eps: o.epsilon }) },
  adagrad: {
    type: 'Adagrad',
    given: (o) => ({ initial_accumulator_value: o.initialAccumulator, eps: o.epsilon }),
    usual: { initial_accumulator_value: 0 },
  },
  adam: { type: 'Adam', given: adam },
  adamw: { type: 'AdamW', given: adam },
  // Without foreach PyTorch 1.13 multiplies the momenta's product once too often.
  nadam: { type: 'NAdam', given: (o) => ({ ...adam(o), momentum_decay: o.momentumDecay, foreach: true }) },
  rmsprop: {
    type: 'RMSprop',
    given: (o) => ({ alpha: o.decay, eps: o.epsilon, momentum: o.momentum }),
    usual: { momentum: 0 },
  },
  sgd: {
    type: 'SGD',
    given: (o) => ({ momentum: o.momentum, nesterov: o.nesterov }),
    usual: { momentum: 0, nesterov: false },
  },
};

/** @param {Optimiser} o */
function adam(o) {
  const isUsual = o.beta1 === 0.9 && o.beta2 === 0.999;
  return { ...(isUsual ? {} : { betas: [o.beta1, o.beta2] }), eps: o.epsilon };
}

/** PyTorch's defaults, which need not be written. @type {Record<string, Record<string, unknown>>} */
const kUsual = {
  Adadelta: { rho: 0.9, eps: 1e-6 },
  Adagrad: { eps: 1e-10 },
  Adam: { eps: 1e-8 },
  AdamW: { eps: 1e-8, weight_decay: 0.01 },
  NAdam: { eps: 1e-8, momentum_decay: 0.004 },
  RMSprop: { alpha: 0.99, eps: 1e-8 },
};

/** @param {Optimiser} optimizer @param {string} parameters @returns {string} what builds it */
export function optimiserCode(optimizer, parameters) {
  const { type, given, usual = {} } = kOptimisers[optimizer.name];
  const all = { lr: optimizer.learningRate, ...given(optimizer), weight_decay: optimizer.weightDecay };
  /** @type {Record<string, unknown>} */
  const left = { ...kUsual[type], ...usual, ...(type === 'AdamW' ? {} : { weight_decay: 0 }) };
  const own = Object.entries(all).filter(([key, value]) => left[key] !== value);
  const text = (/** @type {unknown} */ value) =>
    Array.isArray(value) ? `(${value.map(literal).join(', ')})` : literal(value);
  return `torch.optim.${type}(${[parameters, ...own.map(([key, value]) => `${key}=${text(value)}`)].join(', ')})`;
}

/** @param {Schedule} schedule */
export const isConstant = (schedule) => schedule.name === 'constant' && schedule.warmUpEpochs === 0;
/** @param {Schedule} schedule */
export const watchesLoss = (schedule) => schedule.name === 'plateau';

/**
 * The learning rate of an epoch, as a function.
 * @param {Schedule} schedule @param {number} rate the optimiser's @param {number} epochs of the run
 * @param {boolean} takesLosses whether it gets the validation losses of the epochs before
 * @returns {(name: string) => string}
 */
export function rateFunction(schedule, rate, epochs, takesLosses) {
  const warmUp = schedule.warmUpEpochs;
  const at = warmUp === 0 ? 'epoch' : `(epoch - ${warmUp})`;
  const start = schedule.warmUpStart;
  const body = lines(
    warmUp > 0 && `if epoch < ${warmUp}:`,
    warmUp > 0 && `    return ${literal(rate)} * (${literal(start)} + (1 - ${literal(start)}) * epoch / ${warmUp})`,
    afterWarmUp(schedule, literal(rate), at, Math.max(0, epochs - warmUp)),
  );
  const given = takesLosses ? 'epoch, losses' : 'epoch';
  return (name) => `def ${name}(${given}):
    """Of an epoch, counted from 0${takesLosses ? '; the losses are those of the validation so far' : ''}."""
${indent(body)}`;
}

/** @param {Schedule} schedule @param {string} rate @param {string} at the epoch after the warm-up @param {number} length of such epochs */
function afterWarmUp(schedule, rate, at, length) {
  const { name, factor, minimum } = schedule;
  const outer = (/** @type {string} */ text) => text.replace(/^\((.*)\)$/, '$1');
  if (name === 'exponential') return `return ${rate} * ${literal(factor)} ** ${at}`;
  if (name === 'step') return `return ${rate} * ${literal(factor)} ** (${at} // ${schedule.every})`;
  if (name === 'cosine') {
    const course = `(1 + math.cos(math.pi * ${at} / ${Math.max(1, length)})) / 2`;
    if (minimum === 0) return `return ${rate} * ${course}`;
    return `return ${literal(minimum)} + (${rate} - ${literal(minimum)}) * ${course}`;
  }
  if (name === 'plateau')
    return `scale, best, waited = 1.0, None, 0
for loss in losses:
    if best is None or loss < best * (1 - ${literal(schedule.threshold)}):
        best, waited = loss, 0
    else:
        waited += 1
    if waited > ${schedule.patience}:
        scale, waited = scale * ${literal(factor)}, 0
return max(${minimum === 0 ? '0' : `min(${literal(minimum)}, ${rate})`}, ${rate} * scale)`;
  if (name === 'oneCycle') return oneCycle(schedule, Number(rate), outer(at), length);
  return `return ${rate}`;
}

/** @param {Schedule} schedule @param {number} rate @param {string} at @param {number} length */
function oneCycle({ riseShare, startDivisor, endDivisor, anneal }, rate, at, length) {
  const start = rate / startDivisor;
  const top = riseShare * length - 1;
  const course = [
    'def between(first, last, done):',
    anneal === 'linear'
      ? '    return first + (last - first) * done'
      : '    return last + (first - last) / 2 * (1 + math.cos(math.pi * done))',
  ].join('\n');
  const rise = top > 0 ? `${at === 'epoch' ? 'epoch' : `(${at})`} / ${literal(top)}` : '1';
  const width = length - 1 - top;
  const fall = width > 0 ? `(${at} - ${literal(top)}) / ${literal(width)}` : '1';
  return lines(
    course,
    '',
    top >= 0 && `if ${at} <= ${literal(top)}:`,
    top >= 0 && `    return between(${literal(start)}, ${literal(rate)}, ${rise})`,
    `return between(${literal(rate)}, ${literal(start / endDivisor)}, ${fall.replace('- -', '+ ')})`,
  );
}
