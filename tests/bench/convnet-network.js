// The network of the preset relu-vs-elu trained by ConvNetJS. It has neither ELU nor BatchNorm.
import { createRequire } from 'node:module';

const kSamples = 6000;

/** @returns {{epoch: () => number} | undefined} milliseconds of the next epoch; undefined, and said, where it is missing */
export function makeConvNetNetwork() {
  let convnet;
  try {
    convnet = createRequire(import.meta.url)('convnetjs');
  } catch {
    console.log('ConvNetJS is missing: "-" in its column');
    return undefined;
  }
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
