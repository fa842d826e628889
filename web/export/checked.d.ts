// What an export reads of a run whose defaults are filled in. A component holds the keys of its own kind; those of the other
// kinds are absent, and are not asked for.

export interface Initialiser {
  name: string;
  gain: number | 'matched';
  truncated?: boolean;
  value: number;
  low: number;
  high: number;
  mean: number;
  std: number;
}

/** Its parameters stand beside its name. */
export interface Activation {
  name: string;
  learned?: boolean;
  perChannel?: boolean;
}

export interface Layer {
  type: string;
  /** Of an activation layer with a function of its own. */
  name?: string;
  init?: Initialiser;
  bias: boolean;
  units: number;
  filters: number;
  kernel: number | [number, number];
  stride: number;
  padding: 'same' | 'valid';
  size: number;
  groups: number;
  epsilon: number;
  momentum: number;
  rate: number;
  pieces: number;
  layers: Layer[];
}

export interface Network {
  activation: Activation;
  init: Initialiser;
  weights?: { file: string; hash: string } | null;
  layers: Layer[];
}

export interface Data {
  source: string;
  test?: number;
  balanced?: boolean;
  inputs?: string[];
  points: [number, number, number][];
  trainShare: number;
  seed: number;
  train: number;
  validation: number;
  /** Of a table. */
  file?: string;
  split?: string;
  missing?: string;
  standardize?: boolean;
}

export interface Optimiser {
  name: string;
  learningRate: number;
  weightDecay: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  momentumDecay: number;
  momentum: number;
  nesterov: boolean;
  decay: number;
  initialAccumulator: number;
}

export interface Schedule {
  name: string;
  warmUpEpochs: number;
  warmUpStart: number;
  minimum: number;
  factor: number;
  every: number;
  patience: number;
  threshold: number;
  riseShare: number;
  startDivisor: number;
  endDivisor: number;
  anneal: 'cosine' | 'linear';
}

export interface Loss {
  name: string;
  delta: number;
  labelSmoothing: number;
  classWeights?: number[] | 'balanced';
}

export interface Training {
  optimizer: Optimiser;
  schedule: Schedule;
  loss: Loss;
  clip: { norm: number | null; value: number | null };
  penalty: { l1: number; l2: number };
  monitor: string;
  earlyStopping: { patience: number; minimumImprovement: number } | null;
  stopWhen: Record<string, number | null>;
  keep: 'last' | 'best';
  probeSamples: number;
  batchSize: number;
  epochs: number;
  validationBatchSize: number;
  statistics: boolean;
}

export interface Run {
  name: string;
  task: string;
  inputShape: [number, number, number];
  experiment: { data: Data; network: Network; training: Training };
}

/** What the curves' engine says of a function. */
export interface Facts {
  secondMoment: number;
  saturation: { onValue: boolean; below: number | null; above: number | null };
}
