// Activations as modules of PyTorch: torch.nn's where it has one, a module of the formula where it has none.
import { literal } from './python.js';

/**
 * @typedef {import('../checked.js').Activation} Activation
 * @typedef {import('../checked.js').Facts} Facts
 * @typedef {object} Module
 * @property {string} code what builds it
 * @property {string} type its class
 * @property {string} [definition] of the class, where PyTorch has none
 * @property {string} saturated a function of the layer's inputs and outputs, or None
 * @property {number} gain 1 / sqrt(E[f(z)^2]) on standard normal z; 1 where that is none
 */

/** What training changes of a function, and when a unit is saturated with the parameter it has then. */
const kLearned = /** @type {const} */ ({
  elu: {
    type: 'LearnedELU',
    parameter: 'alpha',
    value: 'torch.where(x > 0, x, self.alpha * torch.expm1(torch.clamp(x, max=0)))',
    saturated: 'lambda x, a, layer: a < -0.95 * layer.alpha',
  },
  swish: { type: 'LearnedSwish', parameter: 'beta', value: 'x * torch.sigmoid(self.beta * x)', saturated: '' },
});

/** Parameters for which torch.nn's class has no place, and the formula with them. @type {Record<string, string>} */
const kFormulas = {
  'hard-sigmoid': 'torch.clamp({slope} * x + {offset}, min=0, max=1)',
  selu: '{lambda} * torch.nn.functional.elu(x, alpha={alpha})',
};

/**
 * @param {Activation} activation @param {number} channels of the layer
 * @param {import('../../engine/curves.js').CurvesEngine} curves
 * @returns {Module}
 */
export function activationModule(activation, channels, curves) {
  const { name, learned, perChannel, ...parameters } = activation;
  const given = Object.entries(parameters).filter(([, value]) => typeof value === 'number');
  const numbers = /** @type {Record<string, number>} */ (Object.fromEntries(given));
  /** @type {Facts} */
  const facts = curves.describe(name, numbers);
  const gain = facts.secondMoment > 0 ? 1 / Math.sqrt(facts.secondMoment) : 1;
  const saturated = saturatedRule(facts);
  if (name === 'prelu') return { ...slopes(numbers.slope, learned, perChannel ? channels : 1), saturated, gain };
  if (learned) return { ...learnedModule(/** @type {'elu' | 'swish'} */ (name), numbers, facts), gain };
  const entry = /** @type {import('../../engine/answers.js').ActivationEntry} */ (curves.activation(name));
  const { code, defaults = {} } = entry.frameworks.pytorch;
  const isUsual = Object.entries(numbers).every(([key, value]) => code.includes(`{${key}}`) || defaults[key] === value);
  const formula = (isUsual ? code : kFormulas[name]).replace(/\{(\w+)\}/g, (_, key) => literal(numbers[key]));
  const ofTorch = /^torch\.nn\.([A-Z]\w*)(\(.*\))$/.exec(formula);
  if (ofTorch) return { code: `nn.${ofTorch[1]}${ofTorch[2]}`, type: `nn.${ofTorch[1]}`, saturated, gain };
  return { ...formulaModule(entry, formula, code, numbers), saturated, gain };
}

/** @param {number} slope @param {boolean | undefined} learned @param {number} count */
function slopes(slope, learned, count) {
  if (!learned) return { code: `nn.LeakyReLU(negative_slope=${literal(slope)})`, type: 'nn.LeakyReLU' };
  const given = count > 1 ? `num_parameters=${count}, init=${literal(slope)}` : `init=${literal(slope)}`;
  return { code: `nn.PReLU(${given})`, type: 'nn.PReLU' };
}

/** @param {keyof typeof kLearned} name @param {Record<string, number>} numbers @param {Facts} facts */
function learnedModule(name, numbers, facts) {
  const { type, parameter, value, saturated } = kLearned[name];
  const definition = `class ${type}(nn.Module):
    def __init__(self, ${parameter}):
        super().__init__()
        self.${parameter} = nn.Parameter(torch.tensor([${parameter}]))

    def forward(self, x):
        return ${value}`;
  // Swish is within 5 % of its asymptote below a limit of beta times its input.
  const limit = `lambda x, a, layer: layer.beta * x < ${literal(Number(facts.saturation.below) * numbers.beta)}`;
  const number = numbers[parameter];
  return {
    code: `${type}(${Number.isInteger(number) ? `${number}.0` : literal(number)})`,
    type,
    definition,
    saturated: saturated || limit,
  };
}

/**
 * @param {import('../../engine/answers.js').ActivationEntry} entry @param {string} formula of x, with the parameters' values
 * @param {string} code the same with their names @param {Record<string, number>} numbers
 */
function formulaModule(entry, formula, code, numbers) {
  const type = entry.name.replace(/(^|-)(\w)/g, (_, _dash, letter) => letter.toUpperCase());
  const named = (/\{\w+\}/.test(code) ? code : (kFormulas[entry.name] ?? code)).replaceAll('torch.nn.', 'nn.');
  const used = Object.keys(numbers).filter((key) => named.includes(`{${key}}`));
  if (used.length === 0)
    return {
      code: `${type}()`,
      type,
      definition: `class ${type}(nn.Module):\n    def forward(self, x):\n        return ${formula.replaceAll('torch.nn.', 'nn.')}`,
    };
  const python = (/** @type {string} */ key) => (key === 'lambda' ? 'scale' : key);
  const definition = `class ${type}(nn.Module):
    def __init__(self, ${used.map(python).join(', ')}):
        super().__init__()
${used.map((key) => `        self.${python(key)} = ${python(key)}`).join('\n')}

    def forward(self, x):
        return ${named.replace(/\{(\w+)\}/g, (_, key) => `self.${python(key)}`)}`;
  return {
    code: `${type}(${used.map((key) => `${python(key)}=${literal(numbers[key])}`).join(', ')})`,
    type,
    definition,
  };
}

/**
 * When a unit is within 5 % of an asymptote that is not reached by zeros.
 * @param {Facts} facts as the curves' engine describes a function @returns {string} a function, or "None"
 */
function saturatedRule({ saturation: { onValue, below, above } }) {
  const ofZeros = onValue && below !== null && below > 0 && below <= 1.5e-45;
  const value = onValue ? 'a' : 'x';
  const sides = [
    below === null || ofZeros ? '' : `${value} < ${literal(Object.is(below, -0) ? 0 : below)}`,
    above === null ? '' : `${value} > ${literal(above)}`,
  ].filter(Boolean);
  if (sides.length === 0) return 'None';
  return `lambda x, a, layer: ${sides.length === 2 ? `(${sides[0]}) | (${sides[1]})` : sides[0]}`;
}
