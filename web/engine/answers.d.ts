// The types of what the training engine answers. Experiments and records are described by the engine's schema; the rest is
// what cpp/sweep/check_experiment.hpp and cpp/catalog/catalog.hpp say.
import type { EpochRecord, Experiment, SummaryRecord } from '../generated/schema.js';
import type { Problem } from './boundary.js';

export type { EpochRecord, Experiment, SummaryRecord };

/** An entry of a record's "layers" and "combined". */
export type LayerEntry = EpochRecord['layers'][number];
export type Histogram = NonNullable<LayerEntry['histogram']>;

/** What compares networks of one task. */
export interface Metric {
  name: string;
  title: string;
  summary: string;
  meaning: string;
  source: string;
  task: 'classification' | 'regression';
  higherIsBetter: boolean;
  /** Whether it is a share of samples, with a binomial standard error. */
  isShare: boolean;
  /** The range of a chart. */
  axis: [number, number];
  /** Keys of an epoch's record and of a summary. */
  keys: { validation: string; final: string; test: string; best: string };
  /** The key of either that holds the baseline; without one it is `baseline`. */
  baselineKey?: string;
  baseline: number;
  baselineLabel: string;
}

/** A statistic of a layer's activations over an epoch. */
export interface Statistic {
  /** Of a LayerEntry. */
  key: string;
  title: string;
  summary: string;
  meaning: string;
  format: 'number' | 'share' | 'count';
  scale: 'linear' | 'log';
  /** Whether the page draws it before anyone asks. */
  drawn: boolean;
}

/** A function of the table, with the text of its parameters' limits and its names in the frameworks. */
export interface ActivationEntry {
  name: string;
  title: string;
  family: string;
  summary: string;
  parameters: {
    name: string;
    symbol: string;
    default: number;
    min: number;
    max: number;
    step?: number;
    description: string;
  }[];
  /** LaTeX. */
  formula: { value: string; slope: string };
  /** By framework: its code, with parameters in braces, and its defaults where they are others. */
  frameworks: Record<string, { code: string; defaults?: Record<string, number> }>;
  source?: string;
  trainable?: boolean;
  whyNotTrainable?: string;
  learnable?: boolean;
}

/** A type of layer, optimiser, data source or the like. */
export interface Descriptor {
  name: string;
  title: string;
  summary: string;
  source: string;
  fields: FieldSchema[];
}

/** The schema of one value, as far as the engine's uses JSON Schema. */
export interface ValueSchema {
  type?: string | string[];
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  examples?: unknown[];
  maximum?: number;
  enum?: unknown[];
  const?: unknown;
  anyOf?: ValueSchema[];
  oneOf?: ValueSchema[];
  items?: ValueSchema;
  prefixItems?: ValueSchema[];
  uniqueItems?: boolean;
  properties?: Record<string, ValueSchema>;
  additionalProperties?: ValueSchema | boolean;
  required?: string[];
  $ref?: string;
  $defs?: Record<string, ValueSchema>;
  default?: unknown;
  title?: string;
  description?: string;
}

export interface FieldSchema extends Omit<ValueSchema, 'required'> {
  key: string;
  kind:
    | 'number'
    | 'integer'
    | 'boolean'
    | 'choice'
    | 'choices'
    | 'text'
    | 'size'
    | 'points'
    | 'named'
    | 'weights'
    | 'reference';
  required: boolean;
  unit?: string;
}

/** A data source, and whether its samples are points of the plane. */
export interface Source extends Descriptor {
  plane: boolean;
}

export interface Catalog {
  schema: ValueSchema & { $defs: Record<string, ValueSchema> };
  sources: Source[];
  layers: Descriptor[];
  initializers: Descriptor[];
  optimizers: Descriptor[];
  schedules: Descriptor[];
  losses: Descriptor[];
  penalties: Omit<Descriptor, 'fields'>[];
  metrics: Metric[];
  statistics: Statistic[];
  training: FieldSchema[];
}

/** An experiment with its defaults filled in. */
export type CheckedExperiment = Omit<Experiment, 'data'> & {
  name: string;
  seeds: number[];
  /** The keys of a table are there where the source is "csv", those of images where it is "images". */
  data: {
    source: string;
    train: number;
    validation: number;
    test?: number;
    file?: string;
    target?: string;
    features?: number;
    classes?: number;
    inputs?: string[];
    task?: Metric['task'];
    delimiter?: string;
    decimal?: string;
    header?: string;
    columns?: Record<string, 'number' | 'category' | 'boolean' | 'date' | 'ignored'>;
    missing?: string;
    labels?: string;
    size?: number | [number, number];
    colour?: boolean;
  };
  training: { epochs: number; batchSize: number; validationBatchSize: number; statistics: boolean };
};

/** One run of an experiment, and what it means. */
export interface CheckedRun {
  name: string;
  /** The run as an experiment of its own. */
  experiment: CheckedExperiment;
  parameters: number;
  stepsPerEpoch: number;
  memoryBytes: number;
  validationSamples: number;
  /** Channels, height and width of one sample; height and width are 1 where it is no image. */
  inputShape: [number, number, number];
  /** Names of the data files it needs. */
  files: string[];
  task: Metric['task'];
  metric: Metric;
  loss: { name: string; title: string };
  /** The network's own first, which gives the run its colour. */
  activations: string[];
  /** With a grid: the run it varies, and the label of its value on each axis. */
  base?: string;
  grid?: string[];
}

export interface Checked {
  ok: true;
  experiment: CheckedExperiment;
  runs: CheckedRun[];
  errors?: undefined;
}

export interface Refused {
  ok: false;
  errors: Problem[];
  experiment?: undefined;
  runs?: undefined;
}

export type Answer = Checked | Refused;
