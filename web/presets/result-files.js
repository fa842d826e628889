// The recorded results that ship, each loaded when it is asked for. Written by web/tools/list-presets.js from the files of
// results/.

/** @type {Record<string, () => Promise<{ default: unknown }>>} */
export const kResultFiles = {
  'circle-inputs': () => import('./results/circle-inputs.json', { with: { type: 'json' } }),
  'dead-units': () => import('./results/dead-units.json', { with: { type: 'json' } }),
  'digits-cnn-reduced': () => import('./results/digits-cnn-reduced.json', { with: { type: 'json' } }),
  'elu-paper-figure-2-reduced': () => import('./results/elu-paper-figure-2-reduced.json', { with: { type: 'json' } }),
  'feed-forward-blocks': () => import('./results/feed-forward-blocks.json', { with: { type: 'json' } }),
  'hybrid-relu-elu': () => import('./results/hybrid-relu-elu.json', { with: { type: 'json' } }),
  'mnist-mlp': () => import('./results/mnist-mlp.json', { with: { type: 'json' } }),
  'normalisation-small-batches': () => import('./results/normalisation-small-batches.json', { with: { type: 'json' } }),
  'relu-vs-elu': () => import('./results/relu-vs-elu.json', { with: { type: 'json' } }),
  'relu-vs-elu-lr': () => import('./results/relu-vs-elu-lr.json', { with: { type: 'json' } }),
  'spiral-activations': () => import('./results/spiral-activations.json', { with: { type: 'json' } }),
  'unstable-without-bn': () => import('./results/unstable-without-bn.json', { with: { type: 'json' } }),
};
