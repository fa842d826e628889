// The data of the runs: a function for every source, and the call of it.
import { refuse } from '../../refusal.js';
import { literal, snakeCase, tuple } from '../python.js';
import { digitsFunctions } from './digits.js';
import { idxFunctions } from './idx.js';
import { isPlane, planeFunction, planeSplit } from './plane.js';
import { tableText } from './table.js';

/**
 * @typedef {object} DataText
 * @property {string[]} definitions
 * @property {string[]} calls what gives the data of each run
 * @property {(string[] | null)[]} classNames of each run, where its classes have names
 * @property {boolean} tests whether any run has samples for the end
 * @property {boolean} reads whether files are read, from the folder DATA
 * @property {string[]} imports
 */

/** @param {boolean} balanced whether any run evens the classes out @param {string} name */
const shiftedGaussian = (
  balanced,
  name,
) => `def ${name}(train, validation, features, classes, shift, weight_scale, noise${balanced ? ', balanced' : ''}, seed):
    """Normal features with a mean off zero; a random linear map makes the labels."""
    generator = torch.Generator().manual_seed(seed)
    samples = train + validation
    x = torch.randn(samples, features, generator=generator) + shift
    w = torch.randn(features, classes, generator=generator) * weight_scale
    logits = x @ w + noise * torch.randn(samples, classes, generator=generator)${
      balanced
        ? `
    if balanced:
        logits -= logits.double().mean(dim=0).float()`
        : ''
    }
    y = logits.argmax(dim=1)
    return TensorDataset(x[:train], y[:train]), TensorDataset(x[train:], y[train:])`;

/**
 * @param {{ data: import('../../checked.js').Data, shape: number[] }[]} runs their data, and the shape in which the network takes a sample
 * @param {import('../../../engine/answers.js').Catalog} catalog
 * @param {Record<string, Uint8Array>} files of the runs, as the engine gets them
 * @returns {DataText}
 */
export function dataText(runs, catalog, files) {
  const sources = [...new Set(runs.map(({ data }) => data.source))];
  const tests = runs.some(({ data }) => (data.test ?? 0) > 0);
  const inputs = runs.flatMap(({ data }) => (isPlane(data.source) ? [data.inputs ?? []] : []));
  const choosesInputs = inputs.some((names) => names.join() !== 'x1,x2');
  const balanced = runs.some(({ data }) => data.balanced);
  const nameOf = (/** @type {string} */ source) => source.replaceAll('-', '_');
  /** @type {string[]} */
  const definitions = inputs.length > 0 ? [planeSplit([...new Set(inputs.flat())], choosesInputs)] : [];
  const imports = new Set(['torch']);
  let reads = false;
  const onTables = runs.flatMap(({ data }) => (data.source === 'csv' ? [data] : []));
  const table = onTables.length > 0 ? tableText(onTables, files, tests) : undefined;
  for (const source of sources) {
    const name = nameOf(source);
    const described = catalog.sources.find((one) => one.name === source);
    if (described && isPlane(source)) definitions.push(planeFunction(described, name, choosesInputs));
    else if (source === 'shifted-gaussian') definitions.push(shiftedGaussian(balanced, name));
    else if (table && source === 'csv') {
      definitions.push(...table.definitions);
      for (const one of table.imports) imports.add(one);
    } else if (source === 'digits') definitions.push(digitsFunctions(name, tests));
    else if (source === 'mnist' || source === 'fashion-mnist') {
      if (!reads) definitions.push(idxFunctions(tests));
      reads = true;
      for (const one of ['gzip', 'pathlib']) imports.add(one);
    } else refuse('data.source', refusalOf(source));
  }
  const calls = runs.map(({ data, shape }) => {
    const { source, ...values } = data;
    if (table && source === 'csv') return table.calls[onTables.indexOf(data)];
    if (!tests) delete values.test;
    if (!balanced) delete values.balanced;
    if (!choosesInputs) delete values.inputs;
    const given = Object.entries(values).map(([key, value]) => [snakeCase(key), literal(value)]);
    if (source === 'points') return callOf('points', pointsOf(data, choosesInputs));
    if (source === 'digits') given.push(['shape', tuple(shape)]);
    if (source.endsWith('mnist')) return callOf('mnist', [...given, ['shape', tuple(shape)]]);
    return callOf(nameOf(source), given);
  });
  const classNames = runs.map(({ data: { source } }) => (source === 'csv' && table ? table.classNames : null));
  return { definitions, calls, classNames, tests, reads, imports: [...imports] };
}

/** @param {string} name @param {string[][]} given */
const callOf = (name, given) => `${name}(${given.map(([key, value]) => `${key}=${value}`).join(', ')})`;

/** @param {import('../../checked.js').Data} data @param {boolean} choosesInputs @returns {string[][]} */
function pointsOf({ points, trainShare, inputs, seed }, choosesInputs) {
  const train = Math.min(Math.max(Math.round(trainShare * points.length), 1), points.length - 1);
  return [
    ['positions', literal(points)],
    ['train', String(train)],
    ...(choosesInputs ? [['inputs', literal(inputs)]] : []),
    ['seed', String(seed)],
  ];
}

/** @param {string} source */
function refusalOf(source) {
  if (source === 'images')
    return 'images are scaled here by this project\'s own code, whose pixels PyTorch alone cannot give; take "mnist" or "digits" instead';
  return `data of "${source}" cannot be written as a script`;
}
