// A network of plain objects trained one sample at a time, the way TensorFlow Playground's engine works: units and links
// are objects, derivatives pile up sample by sample, weights move once a batch. A peer to measure against, and nothing
// the playground itself uses.

/** @typedef {{value: (x: number) => number, slope: (x: number) => number}} UnitFunction */

/** @type {Record<'tanh' | 'relu' | 'linear', UnitFunction>} */
const kFunctions = {
  tanh: { value: Math.tanh, slope: (x) => 1 - Math.tanh(x) ** 2 },
  relu: { value: (x) => Math.max(0, x), slope: (x) => (x > 0 ? 1 : 0) },
  linear: { value: (x) => x, slope: () => 1 },
};

class Link {
  gradient = 0; // summed over the batch so far

  /** @param {Unit} from @param {Unit} to @param {number} weight */
  constructor(from, to, weight) {
    this.from = from;
    this.to = to;
    this.weight = weight;
  }
}

class Unit {
  /** @type {Link[]} */
  inputs = [];
  /** @type {Link[]} */
  outputs = [];
  bias = 0.1;
  sum = 0;
  output = 0;
  outputGradient = 0;
  sumGradient = 0;
  biasGradient = 0; // summed over the batch so far

  /** @param {UnitFunction} activation */
  constructor(activation) {
    this.activation = activation;
  }

  forward() {
    this.sum = this.bias;
    for (const link of this.inputs) this.sum += link.weight * link.from.output;
    this.output = this.activation.value(this.sum);
  }
}

export class PerSampleNetwork {
  #batch = 0;

  /** @param {number[]} widths inputs first, one output last @param {'tanh' | 'relu'} hidden @param {() => number} random in [0, 1) */
  constructor(widths, hidden, random) {
    /** @type {Unit[][]} */
    this.layers = widths.map((width, i) => {
      const activation = i === 0 ? kFunctions.linear : i === widths.length - 1 ? kFunctions.tanh : kFunctions[hidden];
      return Array.from({ length: width }, () => new Unit(activation));
    });
    for (const [i, layer] of this.layers.slice(1).entries()) {
      for (const to of layer) {
        for (const from of this.layers[i]) {
          const link = new Link(from, to, random() - 0.5);
          from.outputs.push(link);
          to.inputs.push(link);
        }
      }
    }
  }

  /** @param {number[]} inputs @returns {number} the output unit's value, in [-1, 1] */
  forward(inputs) {
    const [first] = this.layers;
    for (let i = 0; i < first.length; ++i) first[i].output = inputs[i];
    for (let i = 1; i < this.layers.length; ++i) for (const unit of this.layers[i]) unit.forward();
    return this.layers[this.layers.length - 1][0].output;
  }

  /** Adds this sample's derivatives of half the squared error to the batch's. @param {number} target */
  backward(target) {
    const last = this.layers.length - 1;
    const [output] = this.layers[last];
    output.outputGradient = output.output - target;
    for (let i = last; i >= 1; --i) {
      for (const unit of this.layers[i]) {
        unit.sumGradient = unit.outputGradient * unit.activation.slope(unit.sum);
        unit.biasGradient += unit.sumGradient;
        for (const link of unit.inputs) link.gradient += unit.sumGradient * link.from.output;
      }
      if (i === 1) break;
      for (const unit of this.layers[i - 1]) {
        unit.outputGradient = 0;
        for (const link of unit.outputs) unit.outputGradient += link.weight * link.to.sumGradient;
      }
    }
    ++this.#batch;
  }

  /** Moves every weight against its mean derivative and forgets the batch. @param {number} learningRate */
  update(learningRate) {
    const rate = learningRate / this.#batch;
    for (let i = 1; i < this.layers.length; ++i) {
      for (const unit of this.layers[i]) {
        unit.bias -= rate * unit.biasGradient;
        unit.biasGradient = 0;
        for (const link of unit.inputs) {
          link.weight -= rate * link.gradient;
          link.gradient = 0;
        }
      }
    }
    this.#batch = 0;
  }

  /** One pass over the samples. @param {{inputs: number[], target: number}[]} samples @param {number} batchSize @param {number} learningRate */
  epoch(samples, batchSize, learningRate) {
    for (let i = 0; i < samples.length; ++i) {
      this.forward(samples[i].inputs);
      this.backward(samples[i].target);
      if ((i + 1) % batchSize === 0) this.update(learningRate);
    }
  }
}
