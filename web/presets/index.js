// The experiments that ship with the playground, one list for the page and the command line. Written by
// web/tools/list-presets.js from the files of experiments/, each of which is all there is of a preset.
import circleInputs from './experiments/circle-inputs.json' with { type: 'json' };
import deadUnits from './experiments/dead-units.json' with { type: 'json' };
import digitsCnnReduced from './experiments/digits-cnn-reduced.json' with { type: 'json' };
import eluPaperFigure2 from './experiments/elu-paper-figure-2.json' with { type: 'json' };
import eluPaperFigure2Reduced from './experiments/elu-paper-figure-2-reduced.json' with { type: 'json' };
import feedForwardBlocks from './experiments/feed-forward-blocks.json' with { type: 'json' };
import hybridReluElu from './experiments/hybrid-relu-elu.json' with { type: 'json' };
import mnistCnn from './experiments/mnist-cnn.json' with { type: 'json' };
import mnistCnnBest from './experiments/mnist-cnn-best.json' with { type: 'json' };
import mnistCnnGlorot from './experiments/mnist-cnn-glorot.json' with { type: 'json' };
import mnistCnnLong from './experiments/mnist-cnn-long.json' with { type: 'json' };
import mnistMlp from './experiments/mnist-mlp.json' with { type: 'json' };
import normalisationSmallBatches from './experiments/normalisation-small-batches.json' with { type: 'json' };
import reluVsElu from './experiments/relu-vs-elu.json' with { type: 'json' };
import reluVsEluLr from './experiments/relu-vs-elu-lr.json' with { type: 'json' };
import reluVsEluSweep from './experiments/relu-vs-elu-sweep.json' with { type: 'json' };
import spiralActivations from './experiments/spiral-activations.json' with { type: 'json' };
import unstableWithoutBn from './experiments/unstable-without-bn.json' with { type: 'json' };

/** @typedef {import('./preset.js').Preset} Preset */

/** @type {Preset[]} */
export const presets = [
  { name: 'relu-vs-elu', ...reluVsElu },
  { name: 'spiral-activations', ...spiralActivations },
  { name: 'circle-inputs', ...circleInputs },
  { name: 'relu-vs-elu-lr', ...reluVsEluLr },
  { name: 'relu-vs-elu-sweep', ...reluVsEluSweep },
  { name: 'dead-units', ...deadUnits },
  { name: 'unstable-without-bn', ...unstableWithoutBn },
  { name: 'hybrid-relu-elu', ...hybridReluElu },
  { name: 'feed-forward-blocks', ...feedForwardBlocks },
  { name: 'normalisation-small-batches', ...normalisationSmallBatches },
  { name: 'mnist-mlp', ...mnistMlp },
  { name: 'digits-cnn-reduced', ...digitsCnnReduced },
  { name: 'mnist-cnn', ...mnistCnn },
  { name: 'mnist-cnn-glorot', ...mnistCnnGlorot },
  { name: 'mnist-cnn-long', ...mnistCnnLong },
  { name: 'mnist-cnn-best', ...mnistCnnBest },
  { name: 'elu-paper-figure-2-reduced', ...eluPaperFigure2Reduced },
  { name: 'elu-paper-figure-2', ...eluPaperFigure2 },
];
