// The decision guide: which function for which network or trouble, why, and the experiment that shows it. The rules are those
// of practice; what an experiment here came to is said beside each, whether it agrees or not.

/**
 * @typedef {object} Rule
 * @property {string} situation what the reader has
 * @property {string} choice the function
 * @property {string} why
 * @property {string} preset the experiment that shows it
 * @property {string[]} runs its runs that are compared here
 * @property {string} [but] what the experiment does not show, or limits the rule
 */

/** @type {{ title: string, rules: Rule[] }[]} */
export const kGuide = [
  {
    title: 'By network',
    rules: [
      {
        situation: 'A transformer',
        choice: 'GELU',
        why: 'Published transformers use it or SiLU, and LayerNorm keeps their inputs where both bend.',
        preset: 'feed-forward-blocks',
        runs: ['GELU', 'SiLU', 'ReLU'],
        but: 'In small blocks the three do not differ significantly over five seeds.',
      },
      {
        situation: 'A convolutional network like EfficientNet',
        choice: 'SiLU',
        why: 'Smooth like GELU and cheaper; the family was designed with it.',
        preset: 'feed-forward-blocks',
        runs: ['SiLU', 'ReLU'],
        but: 'The experiment is of dense blocks: a network of EfficientNet\u2019s size does not train on a page.',
      },
      {
        situation: 'A small dense network on few inputs',
        choice: 'GELU',
        why: 'With few units a smooth function can draw what ReLU needs more pieces for.',
        preset: 'spiral-activations',
        runs: ['GELU', 'ReLU', 'tanh'],
      },
      {
        situation: 'Any other MLP or ResNet',
        choice: 'ReLU',
        why: 'The cheapest function, and the usual settings were found with it.',
        preset: 'relu-vs-elu',
        runs: ['ReLU', 'ELU', 'ReLU + BN', 'ELU + BN'],
        but: 'With BatchNorm ELU trains as well.',
      },
    ],
  },
  {
    title: 'By trouble',
    rules: [
      {
        situation: 'Training is unstable without BatchNorm',
        choice: 'ELU, at a small learning rate',
        why: 'Its outputs have a mean near 0, so ten plain layers still train.',
        preset: 'unstable-without-bn',
        runs: [],
        but: 'At a larger rate it is ELU that diverges.',
      },
      {
        situation: 'Units die',
        choice: 'Leaky ReLU',
        why: 'Its slope is nowhere 0: no unit can stop learning.',
        preset: 'dead-units',
        runs: ['Leaky ReLU', 'ReLU'],
      },
      {
        situation: 'Units die, and there are under 10,000 samples',
        choice: 'ELU',
        why: 'As Leaky ReLU, and its cost does not count at this size.',
        preset: 'dead-units',
        runs: ['ELU', 'ReLU'],
      },
      {
        situation: 'Activations should have a mean of 0',
        choice: 'ELU',
        why: 'Its negative values balance the positive ones.',
        preset: 'elu-paper-figure-2-reduced',
        runs: ['ELU', 'Leaky ReLU', 'ReLU'],
        but: 'The validation accuracies do not differ significantly.',
      },
      {
        situation: 'Speed, quantisation or BatchNorm decide',
        choice: 'ReLU',
        why: 'One comparison an element; with BatchNorm smooth functions gain little. The cost on this device is on its card.',
        preset: 'relu-vs-elu',
        runs: ['ReLU + BN', 'ELU + BN'],
      },
      {
        situation: 'A deep network whose early layers should be cheap',
        choice: 'ReLU early, ELU deep',
        why: 'The hybrid is to keep ReLU\u2019s speed and ELU\u2019s mean.',
        preset: 'hybrid-relu-elu',
        runs: [],
        but: 'No pair of the four differs significantly.',
      },
    ],
  },
];
