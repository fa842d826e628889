// An experiment's run with one seed as a script of Keras 3, and the arrays that it reads: the data and the weights before the
// first step. Keras draws other numbers from a seed than PyTorch, so what is drawn is handed over, or drawn with NumPy.
import { rateFunction, watchesLoss } from '../pytorch/optimisers.js';
import { indent, lines, literal } from '../pytorch/python.js';
import { Refusal } from '../refusal.js';
import { tensorsOf } from '../weights/tensors.js';
import { drawnNumbers } from './draws.js';
import { KerasNetwork } from './layers.js';

/**
 * @typedef {import('../checked.js').Run} Run
 * @typedef {import('../checked.js').Training} Training
 * @typedef {import('../weights/npz.js').Arrays} Arrays
 */

/**
 * @param {import('../../engine/answers.js').CheckedRun} checked @param {import('../../engine/curves.js').CurvesEngine} curves
 * @param {{ title: string, file: string, arrays: string, seed: number }} options file and arrays: names of the script and of what it reads
 * @returns {string} Python
 * @throws {Refusal} with all that Keras would do in another way
 */
export function kerasScript(checked, curves, { title, file, arrays, seed }) {
  const run = /** @type {Run} */ (/** @type {unknown} */ (checked));
  const { training } = run.experiment;
  const reasons = refused(run);
  if (reasons.length > 0) throw new Refusal(reasons);
  const network = new KerasNetwork(run, curves);
  const { input } = network;
  const shape = input.flat ? `(${input.channels},)` : `(${input.height}, ${input.width}, ${input.channels})`;
  const oneLogit = training.loss.name === 'binary-cross-entropy' && outputsOf(run) === 1;
  const rate = isConstant(training) ? '' : `${rateOf(training)('learning_rate')}\n\n\n`;
  const body = `def samples(split):
    """Inputs with the channels last, and targets as the loss takes them."""
    x, labels = ARRAYS[f"{split}.inputs"], ARRAYS[f"{split}.labels"]
    if x.ndim == 4:
        x = numpy.ascontiguousarray(x.transpose(0, 2, 3, 1))
    return x, ${oneLogit ? 'labels.astype("float32")[:, None]' : `numpy.eye(${outputsOf(run)}, dtype="float32")[labels]`}


${kStreams}


${kWeights}


def make_model():
    """The network with the weights that the playground begins with."""
    x = inputs = keras.Input(${shape})
${indent(network.lines.join('\n'))}
    return keras.Model(inputs, x)


${evaluateText(training, oneLogit)}


${rate}def main():
    x, y = samples("train")
    validation = samples("validation")
    model = make_model()
    model.compile(
        optimizer=${optimiserCode(training)},
        loss=${lossCode(training)},
    )
    for epoch, order in enumerate(orders(len(x), len(validation[0]))):
${lines(
  rate && '        model.optimizer.learning_rate = learning_rate(epoch)',
  '        losses = []',
  '        for first in range(0, len(x), BATCH_SIZE):',
  '            batch = order[first:first + BATCH_SIZE]',
  '            model.reset_metrics()  # its loss is a mean since then',
  '            losses.append(float(model.train_on_batch(x[batch], y[batch], return_dict=True)["loss"]))',
  '        loss, accuracy = evaluate(model, *validation)',
  '        print(',
  '            f"epoch {epoch + 1}: trainLoss {sum(losses) / len(losses)}, "',
  '            f"validationLoss {loss}, validationAccuracy {accuracy}",',
  '            flush=True,',
  '        )',
)}
    if "test.inputs" in ARRAYS:
        print("result: testLoss {}, testAccuracy {}".format(*evaluate(model, *samples("test"))))


if __name__ == "__main__":
    main()
`;
  return `"""${title.replace(/\\/g, '\\\\').replaceAll('"', "'")}: ${run.name.replace(/\\/g, '\\\\').replaceAll('"', "'")}, seed ${seed}

Written by Activation Playground from an experiment, for Keras 3.8 or later. ${arrays} must be beside this file.

As in the playground: the data, the weights at the start, the order of the batches, the network and its constants.
Not as there: ${differences(run, network).join('; ')}.

    python3 ${file}
"""
${/\bmath\./.test(body) ? 'import math\n' : ''}import pathlib

import keras
import numpy

ARRAYS = numpy.load(pathlib.Path(__file__).parent / ${literal(arrays)})
SEED = ${seed}
EPOCHS = ${training.epochs}
BATCH_SIZE = ${training.batchSize}
VALIDATION_BATCH_SIZE = ${training.validationBatchSize}
# Numbers of 32 bits that PyTorch, and the playground, draw for the network, and elements of a sample that dropout drops or keeps.
DRAWN = ${drawnNumbers(network.weighted, run.experiment.network.init)}
DROPPED = ${network.dropped}


${body}`;
}

/**
 * What the script reads: the samples of every split, and the weights by PyTorch's names.
 * @param {import('../../engine/trained.js').Beginning} beginning of the run with its seed
 * @param {import('../../engine/answers.js').CheckedRun} checked
 * @param {import('../../engine/curves.js').CurvesEngine} curves
 * @returns {Arrays}
 */
export function kerasArrays(beginning, checked, curves) {
  const run = /** @type {Run} */ (/** @type {unknown} */ (checked));
  const { input } = new KerasNetwork(run, curves);
  const shape = input.flat ? [input.channels] : [input.channels, input.height, input.width];
  const samples = beginning.samples.flatMap(({ split, inputs, labels }) => [
    { name: `${split}.inputs`, shape: [labels.length, ...shape], values: inputs },
    { name: `${split}.labels`, shape: [labels.length], values: labels },
  ]);
  return { tensors: [...samples, ...tensorsOf(beginning, checked)] };
}

/** @param {Run} run @returns {import('../refusal.js').Reason[]} */
function refused({ task, experiment: { training } }) {
  const { optimizer, schedule, loss, clip, penalty } = training;
  const goal = Object.keys(training.stopWhen).find((key) => training.stopWhen[key] !== null);
  const known = Object.hasOwn(kOptimisers, optimizer.name);
  const moves = optimizer.name === 'sgd' && optimizer.momentum > 0;
  /** @type {[boolean, string, string][]} */
  const all = [
    [task === 'regression', 'data', 'targets of a regression are not handed over'],
    [!known, 'training.optimizer.name', `Keras' ${optimizer.name} has another rule`],
    [
      optimizer.name !== 'adamw' && optimizer.weightDecay !== 0,
      'training.optimizer.weightDecay',
      'Keras decays weights themselves, not by their gradients; adamw does so here too',
    ],
    [watchesLoss(schedule), 'training.schedule.name', 'a plateau of the validation loss is not written'],
    [
      moves && !isConstant(training),
      'training.schedule',
      "with momentum Keras' sgd keeps steps, not gradients, and another rate changes them",
    ],
    [loss.classWeights !== undefined, 'training.loss.classWeights', 'they are not written'],
    [penalty.l1 > 0 || penalty.l2 > 0, 'training.penalty', 'it is not written'],
    [clip.norm !== null && clip.value !== null, 'training.clip', 'Keras clips by norm or by value, not by both'],
    [training.earlyStopping !== null, 'training.earlyStopping', 'it is not written'],
    [goal !== undefined, `training.stopWhen.${goal}`, 'it is not written'],
    [training.keep === 'best', 'training.keep', 'the last weights alone are kept'],
  ];
  return all
    .filter(([applies]) => applies)
    .map(([, path, message]) => ({ path, message: `${message}; the export to PyTorch writes it` }));
}

/** @param {Run} run @param {KerasNetwork} network @returns {string[]} */
function differences({ experiment: { network, training } }, { dropped }) {
  const text = JSON.stringify(network.layers);
  return [
    'the last digits, which kinks amplify',
    ...(dropped > 0 ? ['the masks of dropout'] : []),
    ...(text.includes('"batchNorm"')
      ? ['the running variance of a batch of n, which PyTorch multiplies by n / (n - 1), and the validation with it']
      : []),
    ...(training.optimizer.name.startsWith('adam')
      ? ['the epsilon of Adam, which PyTorch divides by a bias of its second moment']
      : []),
  ];
}

/** By name: those whose rule is PyTorch's. @type {Record<string, { type: string, given: (o: Training['optimizer']) => string[] }>} */
const kOptimisers = {
  adadelta: { type: 'Adadelta', given: (o) => [`rho=${literal(o.decay)}`, `epsilon=${literal(o.epsilon)}`] },
  adam: { type: 'Adam', given: adam },
  adamw: { type: 'AdamW', given: (o) => [...adam(o), `weight_decay=${literal(o.weightDecay)}`] },
  // Keras takes a whole number for no momentum.
  sgd: {
    type: 'SGD',
    given: (o) => [`momentum=float(${literal(o.momentum)})`, `nesterov=${literal(o.nesterov)}`],
  },
};

/** @param {Training['optimizer']} o */
function adam(o) {
  return [`beta_1=${literal(o.beta1)}`, `beta_2=${literal(o.beta2)}`, `epsilon=${literal(o.epsilon)}`];
}

/** @param {Training} training */
function optimiserCode({ optimizer, clip }) {
  const { type, given } = kOptimisers[optimizer.name];
  const all = [
    `learning_rate=${literal(optimizer.learningRate)}`,
    ...given(optimizer),
    ...(clip.norm === null ? [] : [`global_clipnorm=${literal(clip.norm)}`]),
    ...(clip.value === null ? [] : [`clipvalue=${literal(clip.value)}`]),
  ];
  return `keras.optimizers.${type}(${all.join(', ')})`;
}

/** @param {Training} training */
function lossCode({ loss }) {
  if (loss.name === 'binary-cross-entropy') return 'keras.losses.BinaryCrossentropy(from_logits=True)';
  const smoothing = loss.labelSmoothing > 0 ? `, label_smoothing=${literal(loss.labelSmoothing)}` : '';
  return `keras.losses.CategoricalCrossentropy(from_logits=True${smoothing})`;
}

/** @param {Training} training */
const isConstant = ({ schedule }) => schedule.name === 'constant' && schedule.warmUpEpochs === 0;

/** @param {Training} training */
const rateOf = ({ schedule, optimizer, epochs }) => rateFunction(schedule, optimizer.learningRate, epochs, false);

/** @param {Run} run @returns {number} of the last dense layer */
const outputsOf = ({ experiment: { network } }) => network.layers.findLast(({ type }) => type === 'dense')?.units ?? 0;

/** @param {Training} training @param {boolean} oneLogit */
function evaluateText({ loss }, oneLogit) {
  const smoothed =
    loss.name !== 'binary-cross-entropy' && loss.labelSmoothing > 0
      ? `    targets = targets * (1 - ${literal(loss.labelSmoothing)}) + ${literal(loss.labelSmoothing)} / targets.shape[1]\n`
      : '';
  const of =
    loss.name === 'binary-cross-entropy'
      ? '    loss = (numpy.logaddexp(0, outputs) - targets * outputs).mean()'
      : '    shifted = outputs - outputs.max(axis=1, keepdims=True)\n    loss = (targets * (numpy.log(numpy.exp(shifted).sum(axis=1, keepdims=True)) - shifted)).sum(axis=1).mean()';
  const right = oneLogit
    ? '((outputs > 0) == (targets > 0.5)).mean()'
    : '(outputs.argmax(axis=1) == targets.argmax(axis=1)).mean()';
  return `def scores(outputs, targets):
    """Loss and accuracy of logits, in float64."""
    outputs, targets = outputs.astype("float64"), targets.astype("float64")
    accuracy = ${right}
${smoothed}${of}
    return float(loss), float(accuracy)


def evaluate(model, x, targets):
    return scores(model.predict(x, batch_size=VALIDATION_BATCH_SIZE, verbose=0), targets)`;
}

const kStreams = `def numbers(stream, count):
    """The next ones of 32 bits, as PyTorch's generator on a CPU gives them."""
    return stream.randint(0, 2**32, size=count, dtype=numpy.uint64)


def skip(stream, count):
    for first in range(0, count, 2**20):
        numbers(stream, min(2**20, count - first))


def permutation(seed, count):
    """What torch.randperm gives with a generator of that seed."""
    stream = numpy.random.RandomState(seed)
    order = numpy.arange(count)
    for i, number in enumerate(numbers(stream, count - 1)):
        other = i + int(number) % (count - i)
        order[i], order[other] = order[other], order[i]
    return order


def orders(train, validation):
    """Of every epoch the samples in the order in which PyTorch's DataLoader shuffles them."""
    stream = numpy.random.RandomState(SEED & (2**32 - 1))
    skip(stream, DRAWN)
    for _ in range(EPOCHS):
        skip(stream, 2)
        # A seed of 64 bits, of which the generator takes the low half, drawn last.
        yield permutation(int(numbers(stream, 2)[1]), train)
        skip(stream, 2 * DROPPED * train)
        skip(stream, 2 if validation > 0 else 0)`;

const kWeights = `def bias(name):
    return [ARRAYS[f"{name}.bias"]] if f"{name}.bias" in ARRAYS else []


def dense_weights(name):
    return [ARRAYS[f"{name}.weight"].T, *bias(name)]


def convolution_weights(name):
    return [ARRAYS[f"{name}.weight"].transpose(2, 3, 1, 0), *bias(name)]


def scale_weights(name, shape):
    """Of a normalisation, by unit or by element of an image."""
    values = [ARRAYS[f"{name}.{key}"].reshape(shape) for key in ("weight", "bias")]
    return [value.transpose(1, 2, 0) if value.ndim == 3 else value for value in values]


def statistics_weights(name):
    return [ARRAYS[f"{name}.{key}"] for key in ("weight", "bias", "running_mean", "running_var")]


def slope_weights(name, rank):
    return [ARRAYS[f"{name}.weight"].reshape((1,) * (rank - 1) + (-1,))]`;
