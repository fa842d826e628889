// An experiment as one script of PyTorch: the parts that its runs need, in the order of an article's program.
import { dataText } from './data/data.js';
import { evaluateFunction, kLearned, kProbe } from './evaluation.js';
import { initialization } from './initialisers.js';
import { NetworkText } from './layers.js';
import { lossFunctions } from './losses.js';
import { indent, lines, literal, wrapped } from './python.js';
import { mainText, notebookMainText } from './running.js';
import { startText } from './start.js';
import { statisticsText } from './statistics.js';
import { expression, trainingText } from './training.js';
import { Variants } from './variants.js';

/** Where the script is divided into cells. */
export const kCell = '# %%';

/**
 * @typedef {import('../checked.js').Run} Run
 *
 * @typedef {object} Engines
 * @property {import('../../engine/answers.js').Catalog} catalog of the training engine
 * @property {import('../../engine/curves.js').CurvesEngine} curves which knows the functions' forms and properties
 *
 * @typedef {object} Options
 * @property {string} title of the experiment
 * @property {string} file name of the script, for its usage
 * @property {number[]} seeds
 * @property {Record<string, Uint8Array>} [files] that the runs are trained on, as the engine gets them
 * @property {boolean} [notebook] whether the last cell is for a notebook, which takes no arguments
 */

/**
 * @param {import('../../engine/answers.js').CheckedRun[]} checked at least one @param {Engines} engines @param {Options} options
 * @returns {string} Python
 * @throws {import('../refusal.js').Refusal} where something in them has no form in PyTorch
 */
export function pytorchScript(checked, { catalog, curves }, { title, file, seeds, files = {}, notebook = false }) {
  const runs = /** @type {Run[]} */ (/** @type {unknown} */ (checked));
  const variants = new Variants(runs.map(({ name }) => name));
  const network = networkText(variants, runs, curves);
  const { networks } = network;
  const data = dataText(
    runs.map(({ experiment }, i) => ({ data: experiment.data, shape: networks[i].inputShape })),
    catalog,
    files,
  );
  const start = startText(variants, runs, files, network.code);
  const losses = runs.map(({ experiment }, i) => ({
    loss: experiment.training.loss,
    outputs: outputsOf(experiment),
    network: networks[i],
  }));
  const tasks = new Set(runs.map(({ task }) => task));
  const oneLogit = losses.map(({ loss, outputs }) => loss.name === 'binary-cross-entropy' && outputs === 1);
  const trainings = runs.map(({ experiment }) => experiment.training);
  const hasStatistics = trainings.some((t) => t.statistics);
  const probes = trainings.some((t) => t.probeSamples > 0);
  const penalised = trainings.some((t) => t.penalty.l1 > 0 || t.penalty.l2 > 0);
  const learns = networks.some((one) => one.learns);
  const training = trainingText({
    variants,
    trainings,
    outputs: losses.map(({ outputs }) => outputs),
    network: start.code,
    data: wrapped(
      expression(variants, 'data', '', '', (i) => data.calls[i]),
      40,
    ),
    tests: data.tests,
    tasks,
    saturated: hasStatistics
      ? variants.value(
          'saturated',
          networks.map(({ saturated }) => rulesText(saturated)),
          'SATURATED',
        )
      : '',
    learns,
    classNames: data.classNames,
  });
  const weighted = typesOf(networks);
  const activations = [...new Set(networks.flatMap(({ activationTypes }) => [...activationTypes]))];
  const convolves = weighted.includes('nn.Conv2d');

  const constants = variants.constants();
  const networkCell = [
    ...network.modules,
    lines(
      (hasStatistics || probes || learns) && `ACTIVATIONS = ${types(activations)}`,
      (hasStatistics || penalised) && `WEIGHTED = ${types(weighted)}`,
    ),
    ...network.definitions,
    ...start.definitions,
  ];
  const evaluation = evaluateFunction({
    tasks,
    oneLogit: oneLogit.some(Boolean),
    severalLogits: oneLogit.some((one) => !one),
    weighs: losses.some(({ loss }) => loss.classWeights !== undefined),
  });
  const trainingCell = [
    ...lossFunctions(losses),
    ...training.definitions,
    evaluation,
    ...(probes ? [kProbe] : []),
    ...(learns ? [kLearned] : []),
    lines(constants, constants && '', `SEEDS = ${literal(seeds)}`, variants.table()),
    training.train,
  ];
  const cells = [
    cell('Data', data.definitions),
    cell('Network', networkCell),
    ...(hasStatistics ? [cell('Statistics of the layers', [statisticsText(convolves)])] : []),
    cell('Training', trainingCell),
    cell('Running', [notebook ? notebookMainText() : mainText(data.reads, title)]),
  ];
  const body = cells.join('\n\n\n');
  const imports = importsOf(
    [
      ...data.imports,
      ...start.imports,
      ...training.imports,
      ...(hasStatistics && convolves ? ['collections.Counter'] : []),
    ],
    body,
    notebook,
  );
  return `${header(title, file, notebook, data.reads)}\n${imports}${data.reads ? '\n\nDATA = pathlib.Path(".")  # the folder with the files' : ''}\n\n${body}\n`;
}

/** @param {string} title @param {string[]} parts */
const cell = (title, parts) =>
  `${kCell} ${title}\n\n\n${parts.filter(Boolean).join('\n\n\n')}`.replace(
    '\n\n\n',
    /^(class|def|@)/.test(parts.find(Boolean) ?? '') ? '\n\n\n' : '\n\n',
  );

/**
 * The networks of the runs. Where they differ in the activation alone it is an argument of one function.
 * @param {Variants} variants @param {Run[]} runs
 * @param {import('../../engine/curves.js').CurvesEngine} curves
 */
function networkText(variants, runs, curves) {
  const of = (/** @type {boolean} */ shared) =>
    runs.map(
      ({ experiment, inputShape }) =>
        new NetworkText(experiment.network, inputShape, curves, shared && mayShare(experiment.network)),
    );
  const inlined = of(false);
  const given = new Set(inlined.map(({ code }) => code)).size > 1 ? of(true) : inlined;
  const modules = new Map(given.flatMap((network) => [...network.modules]));
  const texts = given.map((network) => {
    const drawn = initialization(network.weighted, network.names.weighted);
    return (/** @type {string} */ name) => `def ${name}(${network.takesActivation ? 'activation' : ''}):
${indent(drawn ? `network = ${network.code}\n${drawn}\nreturn network` : `return ${network.code}`)}`;
  });
  const { names, definitions } = variants.distinctFunctions('make_network', texts);
  const activations = given.map((network, i) =>
    network.takesActivation ? factory(network.sharedActivation) : names[i] && '',
  );
  const oneFunction = new Set(names).size === 1;
  const code = oneFunction
    ? `${names[0]}(${given[0].takesActivation ? variants.value('activation', activations) : ''})`
    : expression(variants, 'network', '', '', (i) => `${names[i]}(${activations[i]})`);
  return { networks: given, modules: [...modules.values()], definitions, code };
}

/** A per-channel parameter depends on the layer. @param {import('../checked.js').Network} network */
const mayShare = (network) => !network.activation?.perChannel;

/** @param {string} code that builds a module @returns {string} a function that does, without arguments */
const factory = (code) => (code.endsWith('()') ? code.slice(0, -2) : `lambda: ${code}`);

/** @param {string[]} rules */
function rulesText(rules) {
  if (rules.length > 1 && rules.every((rule) => rule === rules[0])) return `[${rules[0]}] * ${rules.length}`;
  const line = `[${rules.join(', ')}]`;
  return line.length <= 90 ? line : `[\n${indent(rules.map((rule) => `${rule},`).join('\n'))}\n]`;
}

/** @param {NetworkText[]} networks */
function typesOf(networks) {
  const names = networks.flatMap(({ names: { weighted } }) => weighted);
  return [
    ...(names.some((name) => name.startsWith('dense')) ? ['nn.Linear'] : []),
    ...(names.some((name) => name.startsWith('conv2d')) ? ['nn.Conv2d'] : []),
  ];
}

/** @param {string[]} names of classes */
const types = (names) => `(${names.join(', ')}${names.length === 1 ? ',' : ''})`;

/** @param {Run['experiment']} experiment @returns {number} of the last layer */
function outputsOf({ network: { layers } }) {
  return layers.findLast(({ type }) => type === 'dense')?.units ?? 0;
}

/** @param {string[]} names modules, and functions as "module.name" @param {string} body @param {boolean} notebook */
function importsOf(names, body, notebook) {
  const all = new Set([
    ...names.filter((name) => name !== 'torch'),
    ...(notebook ? [] : ['argparse', 'json']),
    ...(/\bmath\./.test(body) ? ['math'] : []),
  ]);
  const modules = [...all].filter((name) => !name.includes('.')).sort();
  const functions = [...all].filter((name) => name.includes('.')).sort();
  return [
    ...modules.map((name) => `import ${name}`),
    ...functions.map((name) => `from ${name.split('.')[0]} import ${name.split('.')[1]}`),
    '',
    'import torch',
    'from torch import nn',
    'from torch.utils.data import DataLoader, TensorDataset',
  ].join('\n');
}

/** @param {string} title @param {string} file @param {boolean} notebook @param {boolean} reads */
function header(title, file, notebook, reads) {
  const about = `"""${title.replace(/\\/g, '\\\\').replaceAll('"', "'")}

Written by Activation Playground from an experiment. The same seed gives the same data, initial weights, batches and
masks as there; losses, accuracies and statistics differ by rounding alone. Kinks amplify it, and so does a training
that collapses or diverges: there losses part, and accuracies can differ by about what seeds do.
`;
  if (notebook) return `${about}"""`;
  const data = reads ? ' --data FOLDER' : '';
  return `${about}
    python3 ${file}${data}                 all runs: a line an epoch, and one a layer and phase
    python3 ${file}${data} --run NAME      that run only (may be repeated; --seed N too)
    python3 ${file}${data} --jsonl FILE    also writes the records, for "Open results" and "report"
"""`;
}
