// The experiments that ship with the playground, one list for the page and the command line, in the order in which they
// are told. What cannot be run at all, the value tables and the slider, is the page's own.
import deadUnits from './dead-units.json' with { type: 'json' };
import digitsCnnReduced from './digits-cnn-reduced.json' with { type: 'json' };
import eluPaperFigure2 from './elu-paper-figure-2.json' with { type: 'json' };
import eluPaperFigure2Reduced from './elu-paper-figure-2-reduced.json' with { type: 'json' };
import hybridReluElu from './hybrid-relu-elu.json' with { type: 'json' };
import mnistCnn from './mnist-cnn.json' with { type: 'json' };
import mnistCnnBest from './mnist-cnn-best.json' with { type: 'json' };
import mnistCnnGlorot from './mnist-cnn-glorot.json' with { type: 'json' };
import mnistCnnLong from './mnist-cnn-long.json' with { type: 'json' };
import mnistMlp from './mnist-mlp.json' with { type: 'json' };
import reluVsElu from './relu-vs-elu.json' with { type: 'json' };
import reluVsEluLr from './relu-vs-elu-lr.json' with { type: 'json' };
import reluVsEluSweep from './relu-vs-elu-sweep.json' with { type: 'json' };
import unstableWithoutBn from './unstable-without-bn.json' with { type: 'json' };

/**
 * @typedef {object} Preset
 * @property {string} name what commands and links call it
 * @property {string} summary one line: what is compared, and what comes out
 * @property {string} time roughly how long all of it takes on one core
 * @property {string} [files] what must be given to it; without it nothing has to be
 * @property {boolean} [page] false: too long, or of too many runs, for a page
 * @property {any} experiment
 */

const kMnist = "MNIST's four IDX files";

/** @type {Preset[]} */
export const presets = [
  {
    name: 'relu-vs-elu',
    summary: 'ReLU against ELU with and without BatchNorm on shifted Gaussian data: one of the four collapses',
    time: '5 seconds',
    experiment: reluVsElu,
  },
  {
    name: 'relu-vs-elu-lr',
    summary: 'the same without BatchNorm at learning rates 0.1 and 0.01: the ranking turns round',
    time: '5 seconds',
    experiment: reluVsEluLr,
  },
  {
    name: 'relu-vs-elu-sweep',
    summary: 'ReLU and ELU at six learning rates with and without BatchNorm, five seeds each: 120 runs',
    time: '2 minutes',
    page: false,
    experiment: reluVsEluSweep,
  },
  {
    name: 'dead-units',
    summary: 'the guide, "dead units and under 10,000 samples": units die with ReLU, not with Leaky ReLU and ELU',
    time: '5 seconds',
    experiment: deadUnits,
  },
  {
    name: 'unstable-without-bn',
    summary:
      'the guide, "unstable without BatchNorm": ten plain layers on drawn digits; ELU is ahead at 0.01 and diverges at 0.03',
    time: '10 seconds',
    experiment: unstableWithoutBn,
  },
  {
    name: 'hybrid-relu-elu',
    summary:
      'the guide, "ReLU early, ELU deep": six layers on drawn digits against either alone and the other way round',
    time: '10 seconds',
    experiment: hybridReluElu,
  },
  {
    name: 'mnist-mlp',
    summary: 'an MLP of 256 units on MNIST with ReLU, ELU, Leaky ReLU and GELU',
    time: '40 seconds',
    files: kMnist,
    experiment: mnistMlp,
  },
  {
    name: 'digits-cnn-reduced',
    summary: "mnist-cnn's network, reduced: 4,000 drawn digits and 3 epochs instead of 48,000 images and 25",
    time: '25 seconds',
    experiment: digitsCnnReduced,
  },
  {
    name: 'mnist-cnn',
    summary: 'a CNN of 431,242 parameters on MNIST, ReLU against ELU, He initialisation as in Keras',
    time: '30 minutes',
    files: kMnist,
    page: false,
    experiment: mnistCnn,
  },
  {
    name: 'mnist-cnn-glorot',
    summary: 'the same with Glorot initialisation',
    time: '30 minutes',
    files: kMnist,
    page: false,
    experiment: mnistCnnGlorot,
  },
  {
    name: 'mnist-cnn-long',
    summary: 'mnist-cnn for 250 epochs with dropout 0.5',
    time: '5 hours',
    files: kMnist,
    page: false,
    experiment: mnistCnnLong,
  },
  {
    name: 'mnist-cnn-best',
    summary: 'mnist-cnn-long stopped after 20 epochs without a lower validation loss, with the best weights kept',
    time: '1 hour',
    files: kMnist,
    page: false,
    experiment: mnistCnnBest,
  },
  {
    name: 'elu-paper-figure-2-reduced',
    summary: 'elu-paper-figure-2, reduced: one seed, 3,000 drawn digits, 10 epochs',
    time: '5 seconds',
    experiment: eluPaperFigure2Reduced,
  },
  {
    name: 'elu-paper-figure-2',
    summary: "the ELU paper's figure 2 on 10,000 MNIST images: the median activation of ELU stays closest to 0",
    time: '2 minutes',
    files: kMnist,
    page: false,
    experiment: eluPaperFigure2,
  },
];
