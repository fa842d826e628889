// The networks of the presets relu-vs-elu and mnist-cnn trained by ConvNetJS, a sample at a time. It has neither ELU nor
// BatchNorm nor, as published, Adam.
import { createRequire } from 'node:module';

const kSamples = 6000;

/** @returns {any} undefined, and said, where it is missing */
function requireConvNet() {
  try {
    return createRequire(import.meta.url)('convnetjs');
  } catch {
    console.log('ConvNetJS is missing: "-" in its column');
    return undefined;
  }
}

/** @typedef {{epoch: () => number}} ConvNetNetwork milliseconds of the next epoch */

/** @returns {ConvNetNetwork | undefined} */
export function makeConvNetNetwork() {
  const convnet = requireConvNet();
  if (!convnet) return undefined;
  const network = new convnet.Net();
  network.makeLayers([
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: 64 },
    { type: 'fc', num_neurons: 256, activation: 'relu' },
    { type: 'fc', num_neurons: 256, activation: 'relu' },
    { type: 'softmax', num_classes: 10 },
  ]);
  const trainer = new convnet.SGDTrainer(network, { learning_rate: 0.1, momentum: 0.9, batch_size: 128, l2_decay: 0 });
  const samples = Array.from({ length: kSamples }, () => {
    const sample = new convnet.Vol(1, 1, 64);
    for (let i = 0; i < 64; ++i) sample.w[i] = convnet.randn(-1, 1);
    return sample;
  });
  return epochsOf(trainer, samples);
}

/** mnist-cnn's network with ReLU on random images, by SGD. @param {number} images an epoch's @returns {ConvNetNetwork | undefined} */
export function makeConvNetCnn(images) {
  const convnet = requireConvNet();
  if (!convnet) return undefined;
  const network = new convnet.Net();
  network.makeLayers([
    { type: 'input', out_sx: 28, out_sy: 28, out_depth: 1 },
    { type: 'conv', sx: 3, filters: 32, stride: 1, pad: 0, activation: 'relu' },
    { type: 'pool', sx: 2, stride: 2 },
    { type: 'dropout', drop_prob: 0.25 },
    { type: 'conv', sx: 3, filters: 64, stride: 1, pad: 0, activation: 'relu' },
    { type: 'pool', sx: 2, stride: 2 },
    { type: 'dropout', drop_prob: 0.25 },
    { type: 'fc', num_neurons: 256, activation: 'relu' },
    { type: 'softmax', num_classes: 10 },
  ]);
  const trainer = new convnet.SGDTrainer(network, { learning_rate: 0.01, momentum: 0.9, batch_size: 250, l2_decay: 0 });
  const samples = Array.from({ length: images }, () => {
    const sample = new convnet.Vol(28, 28, 1);
    for (let i = 0; i < sample.w.length; ++i) sample.w[i] = convnet.randf(0, 1);
    return sample;
  });
  return epochsOf(trainer, samples);
}

/** @param {any} trainer @param {any[]} samples @returns {ConvNetNetwork} */
function epochsOf(trainer, samples) {
  return {
    epoch() {
      const start = performance.now();
      samples.forEach((sample, i) => {
        trainer.train(sample, i % 10);
      });
      return performance.now() - start;
    },
  };
}
