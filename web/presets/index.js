// The experiments that ship with the playground, in the order in which they are listed.
import mnistMlp from './mnist-mlp.json' with { type: 'json' };
import reluVsElu from './relu-vs-elu.json' with { type: 'json' };
import reluVsEluLr from './relu-vs-elu-lr.json' with { type: 'json' };
import reluVsEluSweep from './relu-vs-elu-sweep.json' with { type: 'json' };

/** @type {{name: string, summary: string, experiment: any}[]} */
export const presets = [
  {
    name: 'relu-vs-elu',
    summary: 'ReLU against ELU with and without BatchNorm on shifted Gaussian data: one of the four collapses',
    experiment: reluVsElu,
  },
  {
    name: 'relu-vs-elu-lr',
    summary: 'the same without BatchNorm at learning rates 0.1 and 0.01: the ranking turns round',
    experiment: reluVsEluLr,
  },
  {
    name: 'mnist-mlp',
    summary: 'an MLP of 256 units on MNIST with ReLU, ELU, Leaky ReLU and GELU (needs the four IDX files)',
    experiment: mnistMlp,
  },
];

/** Presets of more runs than a page can show: the command line's only. @type {typeof presets} */
export const sweeps = [
  {
    name: 'relu-vs-elu-sweep',
    summary: 'ReLU and ELU at six learning rates with and without BatchNorm, five seeds each: 120 runs',
    experiment: reluVsEluSweep,
  },
];
