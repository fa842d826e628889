// What each recorded result came to, a value a seed that did not diverge. Written by web/tools/list-presets.js from the
// files of results/.

/** @type {Record<string, { metric: string, runs: { name: string, values: number[], trials: number }[] }>} */
export const kOutlines = {
  "circle-inputs": {
    metric: "accuracy",
    runs: [
      {"name":"4 ReLU units","values":[0.96,0.952,0.956],"trials":3},
      {"name":"4 tanh units","values":[0.96,0.952,0.952],"trials":3},
      {"name":"squares, no hidden layer","values":[0.972,0.972,0.972],"trials":3},
      {"name":"no hidden layer","values":[0.432,0.368,0.416],"trials":3},
    ],
  },
  "dead-units": {
    metric: "accuracy",
    runs: [
      {"name":"ReLU","values":[0.8765,0.8765],"trials":2},
      {"name":"Leaky ReLU","values":[0.892,0.873],"trials":2},
      {"name":"ELU","values":[0.884,0.89],"trials":2},
    ],
  },
  "digits-cnn-reduced": {
    metric: "accuracy",
    runs: [
      {"name":"ReLU","values":[0.951],"trials":1},
      {"name":"ELU","values":[0.936],"trials":1},
    ],
  },
  "elu-paper-figure-2-reduced": {
    metric: "accuracy",
    runs: [
      {"name":"ELU","values":[0.88],"trials":1},
      {"name":"ReLU","values":[0.798],"trials":1},
      {"name":"Leaky ReLU","values":[0.81],"trials":1},
    ],
  },
  "feed-forward-blocks": {
    metric: "accuracy",
    runs: [
      {"name":"ReLU","values":[0.8875,0.8845,0.8805,0.8765,0.8895],"trials":5},
      {"name":"GELU","values":[0.886,0.8985,0.888,0.882,0.901],"trials":5},
      {"name":"SiLU","values":[0.89,0.8925,0.876,0.887,0.902],"trials":5},
    ],
  },
  "hybrid-relu-elu": {
    metric: "accuracy",
    runs: [
      {"name":"ReLU","values":[0.958,0.932],"trials":2},
      {"name":"ELU","values":[0.946,0.9545],"trials":2},
      {"name":"ReLU early, ELU deep","values":[0.955,0.959],"trials":2},
      {"name":"ELU early, ReLU deep","values":[0.957,0.9575],"trials":2},
    ],
  },
  "mnist-mlp": {
    metric: "accuracy",
    runs: [
      {"name":"ReLU","values":[0.9785],"trials":1},
      {"name":"ELU","values":[0.9687],"trials":1},
      {"name":"Leaky ReLU","values":[0.9773],"trials":1},
      {"name":"GELU","values":[0.9782],"trials":1},
    ],
  },
  "normalisation-small-batches": {
    metric: "accuracy",
    runs: [
      {"name":"no normalisation","values":[0.631,0.6315],"trials":2},
      {"name":"BatchNorm","values":[0.6665,0.6755],"trials":2},
      {"name":"GroupNorm","values":[0.6865,0.6865],"trials":2},
    ],
  },
  "relu-vs-elu": {
    metric: "accuracy",
    runs: [
      {"name":"ReLU","values":[0.847],"trials":1},
      {"name":"ELU","values":[0.058],"trials":1},
      {"name":"ReLU + BN","values":[0.8545],"trials":1},
      {"name":"ELU + BN","values":[0.877],"trials":1},
    ],
  },
  "relu-vs-elu-lr": {
    metric: "accuracy",
    runs: [
      {"name":"ReLU at 0.1","values":[0.847],"trials":1},
      {"name":"ELU at 0.1","values":[0.058],"trials":1},
      {"name":"ReLU at 0.01","values":[0.8635],"trials":1},
      {"name":"ELU at 0.01","values":[0.896],"trials":1},
    ],
  },
  "spiral-activations": {
    metric: "accuracy",
    runs: [
      {"name":"ReLU","values":[0.644,0.732,0.688,0.692,0.84],"trials":5},
      {"name":"GELU","values":[0.916,0.816,0.896,0.992,0.896],"trials":5},
      {"name":"tanh","values":[0.576,0.624,0.752,0.636,0.628],"trials":5},
    ],
  },
  "unstable-without-bn": {
    metric: "accuracy",
    runs: [
      {"name":"ReLU, learningRate 0.03","values":[0.8865],"trials":1},
      {"name":"ReLU, learningRate 0.01","values":[0.913],"trials":1},
      {"name":"ELU, learningRate 0.03","values":[],"trials":1},
      {"name":"ELU, learningRate 0.01","values":[0.939],"trials":1},
      {"name":"ReLU + BN, learningRate 0.03","values":[0.947],"trials":1},
      {"name":"ReLU + BN, learningRate 0.01","values":[0.9315],"trials":1},
      {"name":"ELU + BN, learningRate 0.03","values":[0.948],"trials":1},
      {"name":"ELU + BN, learningRate 0.01","values":[0.9525],"trials":1},
    ],
  },
};
