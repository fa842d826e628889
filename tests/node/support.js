// What the Node tests share: the engine, experiments that train in milliseconds, and running programs.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCurves } from '../../web/engine/curves.js';
import { loadTraining } from '../../web/engine/training.js';

/** @param {string} path from the project's root */
export const fromRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const wasm = readFileSync(fromRoot('web/generated/training.wasm'));
export const newEngine = () => loadTraining({ wasmBinary: wasm });

/** A new small engine. */
export const newCurvesEngine = () => loadCurves({ wasmBinary: readFileSync(fromRoot('web/generated/curves.wasm')) });

/** @param {string} name */
export const preset = (name) =>
  JSON.parse(readFileSync(fromRoot(`web/presets/experiments/${name}.json`), 'utf8')).experiment;

/** A new folder below the system's own for temporary files. */
export const newFolder = () => mkdtempSync(join(tmpdir(), 'playground-'));

/** @param {unknown} experiment @returns {string} the path of a file that holds it */
export function experimentFile(experiment) {
  const path = join(newFolder(), 'experiment.json');
  writeFileSync(path, JSON.stringify(experiment));
  return path;
}

const dense = (/** @type {number} */ units) => ({ type: 'dense', units });
const norm = { type: 'batchNorm' };
const activation = { type: 'activation' };

/** One small experiment with a run for each pair of {BatchNorm, none} and {SGD, Adam}. */
export const fourKinds = {
  version: 1,
  name: 'four kinds',
  data: { source: 'shifted-gaussian', train: 500, validation: 150, features: 19, classes: 5, seed: 2 },
  network: {
    activation: { name: 'gelu' },
    init: 'he-normal',
    layers: [dense(37), activation, dense(22), { type: 'activation', name: 'elu', alpha: 0.7 }, dense(5)],
  },
  training: {
    optimizer: { name: 'sgd', learningRate: 0.05, momentum: 0.9 },
    batchSize: 48,
    epochs: 3,
    validationBatchSize: 64,
  },
  seeds: [1, 2],
  runs: [
    { name: 'SGD' },
    { name: 'Adam', set: { 'training.optimizer': { name: 'adam', learningRate: 0.003 } } },
    {
      name: 'SGD + BN',
      set: { 'network.layers': [dense(37), norm, activation, dense(22), norm, activation, dense(5)] },
    },
    {
      name: 'Adam + BN',
      set: {
        'training.optimizer': { name: 'adam', learningRate: 0.003 },
        'network.layers': [dense(37), norm, activation, dense(22), norm, activation, dense(5)],
      },
    },
  ],
};

const head = dense(10);
const flat = { type: 'flatten' };
const named = (/** @type {string} */ name, /** @type {object} */ more = {}) => ({ type: 'activation', name, ...more });
const layersOf = (/** @type {object[]} */ ...layers) => ({ 'network.layers': layers });
const plane = (/** @type {string} */ source, /** @type {string} */ loss) => ({
  data: { source, train: 200, validation: 100, noise: 0.1, seed: 3 },
  'training.loss': { name: loss },
  'network.init': { name: 'orthogonal', gain: 'matched' },
  'network.layers': [dense(16), activation, dense(16), activation, dense(1)],
});

/** One run for every layer, loss and way to train, on small digits: what is drawn, summed and learned must be one everywhere. */
export const everyLayer = {
  version: 1,
  name: 'every layer',
  data: { source: 'digits', train: 120, validation: 60, test: 40, seed: 1 },
  network: { activation: { name: 'elu' }, init: { name: 'he-normal', truncated: true }, layers: [head] },
  training: {
    optimizer: { name: 'adam', learningRate: 0.003, constants: 'keras' },
    batchSize: 32,
    epochs: 2,
    validationBatchSize: 25,
    probeSamples: 30,
  },
  seeds: [1],
  runs: [
    {
      name: 'convolution, pooling, dropout',
      set: layersOf(
        { type: 'conv2d', filters: 6 },
        activation,
        { type: 'maxPool2d' },
        { type: 'dropout', rate: 0.25 },
        { type: 'conv2d', filters: 7, kernel: [2, 4], stride: 2, padding: 'same', bias: false },
        norm,
        named('prelu', { perChannel: true }),
        { type: 'averagePool2d', size: 3, stride: 1 },
        flat,
        dense(17),
        named('selu'),
        { type: 'alphaDropout', rate: 0.1 },
        head,
      ),
    },
    {
      name: 'residual, global average',
      set: layersOf(
        { type: 'conv2d', filters: 4, stride: 3, padding: 'same' },
        {
          type: 'residual',
          layers: [norm, named('swish', { learned: true }), { type: 'conv2d', filters: 4, padding: 'same' }],
        },
        { type: 'maxout' },
        { type: 'layerNorm' },
        { type: 'maxPool2d', size: 3, stride: 2 },
        { type: 'globalAveragePool' },
        head,
      ),
    },
    {
      name: 'learned and random',
      set: {
        ...layersOf(
          dense(20),
          named('rrelu'),
          dense(20),
          named('elu', { learned: true }),
          { type: 'layerNorm' },
          dense(20),
          named('prelu'),
          head,
        ),
        'network.init': 'unit-norm-rows',
        'training.schedule': { name: 'cosine', warmUpEpochs: 1 },
        'training.penalty': { l1: 0.0001, l2: 0.001 },
        'training.clip': { norm: 1 },
        'training.optimizer': { name: 'adamw' },
      },
    },
    {
      name: 'binary cross-entropy, best kept',
      set: {
        ...layersOf(dense(12), activation, head),
        'network.init': { name: 'normal', std: 0.05 },
        'training.loss': { name: 'binary-cross-entropy' },
        'training.optimizer': { name: 'rmsprop', momentum: 0.5 },
        'training.earlyStopping': { patience: 1 },
      },
    },
    {
      name: 'squared error',
      set: { ...plane('plane-regression', 'mean-squared-error'), 'training.optimizer': { name: 'adagrad' } },
    },
    {
      name: 'Huber',
      set: { ...plane('multi-gaussian-regression', 'huber'), 'training.optimizer': { name: 'adadelta' } },
    },
    { name: 'one logit', set: plane('moons', 'binary-cross-entropy') },
  ],
};

/**
 * @param {string} program @param {string[]} args @param {string} [input] what it reads from stdin
 * @returns {Promise<{code: number | null, stdout: string, stderr: string}>}
 */
export function runProgram(program, args, input = '') {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => {}); // it may end without reading
    child.stdin.end(input);
  });
}

/** @param {string[]} args of the command line */
export const cli = (...args) => runProgram(process.execPath, [fromRoot('dist/cli.js'), ...args]);

/** @param {string} text @returns {any[]} one record a line */
export const parseLines = (text) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The folder with MNIST's IDX files, or undefined where this machine has none. */
export const mnistFolder = [process.env.MNIST_DIR, fromRoot('../shared/data/mnist')].find(
  (folder) => folder && existsSync(join(folder, 'train-images-idx3-ubyte.gz')),
);

/** A table as a spreadsheet writes it: an index, dates, decimal commas, yes and no, words, and two classes. @param {number} rows */
export function trees(rows) {
  const lines = ['id;day;height, m;wet;soil;kind'];
  for (let i = 0; i < rows; ++i) {
    const oak = i % 2 === 0;
    const height = `${oak ? 20 + (i % 3) : 5 + (i % 4)},5`;
    lines.push(
      `${i + 1};2026-01-${String(1 + (i % 28)).padStart(2, '0')};${height};${i % 5 ? 'no' : 'yes'};${['clay', 'sand', 'loam'][i % 3]};${oak ? 'oak' : 'elm'}`,
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}
