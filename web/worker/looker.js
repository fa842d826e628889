// Questions about the samples of a run: which are misread, what they look like, what each layer makes of one. Answered
// between two batches; nothing in the run changes. A long answer is made in pieces, and all of it by the same weights.
import { kSplits } from '../engine/splits.js';
import { beginningOf, trainedOf } from '../engine/trained.js';

/** @typedef {import('../engine/splits.js').Split} Split */
/** @typedef {import('../engine/session.js').Session} Session */
/** @typedef {import('../engine/session.js').Layer} Layer */
/**
 * @typedef {{ ask: 'answers', split: Split, count: number }} AnswersQuestion what the network answers for the first `count` samples
 * @typedef {{ ask: 'samples', split: Split, indices: number[] }} SamplesQuestion what samples look like
 * @typedef {{ ask: 'trace', split: Split, index: number }} TraceQuestion what every layer makes of a sample
 * @typedef {{ ask: 'filters' }} FiltersQuestion the weights of the first layer that has any
 * @typedef {{ ask: 'network' }} NetworkQuestion all that has been learned so far
 * @typedef {{ ask: 'beginning' }} BeginningQuestion all that a run begins with, before its first step
 * @typedef {AnswersQuestion | SamplesQuestion | TraceQuestion | FiltersQuestion | NetworkQuestion | BeginningQuestion} Question
 *
 * @typedef {{ epoch: number, step: number, records: number }} Moment when it was answered: the epoch and step in progress, and
 *   the epochs complete
 * @typedef {Moment & { labels: Uint32Array, predicted: Uint32Array, probabilities: Float32Array, total: number, milliseconds: number }} Answers
 *   by sample: its class, the most probable class and its probability; `total` is of the split
 * @typedef {{ pixels: Float32Array, labels: Uint32Array }} Samples in the order of the indices
 * @typedef {Moment & { label: number, pixels: Float32Array, predictions: Float32Array, layers: (Layer & { values: Float32Array })[] }} Trace
 * @typedef {Moment & { name: string, shape: number[], values: Float32Array }} Filters
 * @typedef {Moment & import('../engine/trained.js').Trained} Network
 */
/** @template {Question} Q @typedef {Q extends AnswersQuestion ? Answers : Q extends SamplesQuestion ? Samples : Q extends TraceQuestion ? Trace : Q extends NetworkQuestion ? Network : Q extends BeginningQuestion ? import('../engine/trained.js').Beginning : Filters | null} AnswerTo */

/** Samples in one piece, between two looks at the message queue. */
const kPiece = 64;
/** How many samples one question is about, at most. */
export const kMostAnswers = 10_000;
export const kMostSamples = 400;

/** @param {Question} question @throws {RangeError} with what is wrong */
export function checkQuestion(question) {
  const whole = (/** @type {string} */ name, /** @type {number} */ value, /** @type {number} */ most) => {
    if (!Number.isInteger(value) || value < 0 || value > most)
      throw new RangeError(`${name}: must be a whole number from 0 to ${most}, not ${value}`);
  };
  if (question.ask === 'filters' || question.ask === 'network' || question.ask === 'beginning') return;
  if (!kSplits.includes(question.split))
    throw new RangeError(`split: must be train, validation or test, not ${question.split}`);
  switch (question.ask) {
    case 'answers':
      return whole('count', question.count, kMostAnswers);
    case 'samples':
      whole('indices', question.indices.length, kMostSamples);
      for (const index of question.indices) whole('index', index, Number.MAX_SAFE_INTEGER);
      return;
    case 'trace':
      return whole('index', question.index, Number.MAX_SAFE_INTEGER);
    default:
      throw new RangeError(
        `ask: must be answers, samples, trace, filters, network or beginning, not ${/** @type {{ ask: unknown }} */ (question).ask}`,
      );
  }
}

export class Looker {
  #session;
  #turn;
  /** Counts what changes the weights while an answer is made in pieces. */
  #edition = 0;
  #open = 0;

  /** @param {() => Session} session the run's @param {() => Promise<unknown>} turn lets waiting messages in */
  constructor(session, turn) {
    this.#session = session;
    this.#turn = turn;
  }

  /** Whether an answer is being made: a run that plays waits for it. */
  get busy() {
    return this.#open > 0;
  }

  /** The weights are others from now on. */
  changed() {
    this.#edition += 1;
  }

  /** @template {Question} Q @param {Q} question @returns {Promise<AnswerTo<Q>>} */
  async answer(question) {
    checkQuestion(question);
    return /** @type {AnswerTo<Q>} */ (await this.#find(question));
  }

  /** @param {Question} question */
  #find(question) {
    const session = this.#session();
    switch (question.ask) {
      case 'answers':
        return this.#answers(question);
      case 'samples':
        return samplesOf(session, question);
      case 'trace':
        return traceOf(session, question);
      case 'filters':
        return filtersOf(session);
      case 'network':
        return { ...momentOf(session), ...trainedOf(session) };
      case 'beginning':
        return beginningOf(session);
    }
  }

  /** @param {AnswersQuestion} question @returns {Promise<Answers>} */
  async #answers({ split, count }) {
    this.#open += 1;
    try {
      const start = performance.now();
      for (;;) {
        const edition = this.#edition;
        const session = this.#session();
        const total = session.count(split);
        const answers = blankAnswers(Math.min(count, total));
        let done = 0;
        while (done < answers.labels.length && edition === this.#edition) {
          done += fill(answers, session, split, done);
          await this.#turn();
        }
        if (edition === this.#edition)
          return { ...momentOf(session), ...answers, total, milliseconds: performance.now() - start };
      }
    } finally {
      this.#open -= 1;
    }
  }
}

/** @param {number} count */
const blankAnswers = (count) => ({
  labels: new Uint32Array(count),
  predicted: new Uint32Array(count),
  probabilities: new Float32Array(count),
});

/**
 * The answers for one piece.
 * @param {ReturnType<typeof blankAnswers>} answers @param {Session} session @param {Split} split @param {number} first
 * @returns {number} how many
 */
function fill(answers, session, split, first) {
  const { predictions, labels } = session.answers(split, first, Math.min(kPiece, answers.labels.length - first));
  const classes = predictions.length / labels.length;
  for (const [i, label] of labels.entries()) {
    const best = bestOf(predictions.subarray(i * classes, (i + 1) * classes));
    answers.labels[first + i] = label;
    answers.predicted[first + i] = best;
    answers.probabilities[first + i] = predictions[i * classes + best];
  }
  return labels.length;
}

/** The most probable class, the lowest of equals. @param {Float32Array} predictions */
function bestOf(predictions) {
  let best = 0;
  for (let c = 1; c < predictions.length; ++c) if (predictions[c] > predictions[best]) best = c;
  return best;
}

/** @param {Session} session @returns {Moment} */
function momentOf(session) {
  const { epoch, step, records } = session.step(0);
  return { epoch, step, records };
}

/** @param {Session} session @param {SamplesQuestion} question @returns {Samples} */
function samplesOf(session, { split, indices }) {
  const found = indices.map((index) => {
    const { inputs, labels } = session.samples(split, index, 1);
    if (labels.length === 0) throw new RangeError(`there is no sample ${index} in the ${split} data`);
    return { inputs, label: labels[0] };
  });
  const features = found[0]?.inputs.length ?? 0;
  const pixels = new Float32Array(found.length * features);
  for (const [i, { inputs }] of found.entries()) pixels.set(inputs, i * features);
  return { pixels, labels: Uint32Array.from(found, ({ label }) => label) };
}

/** @param {Session} session @param {TraceQuestion} question @returns {Trace} */
function traceOf(session, { split, index }) {
  const layers = session.trace(split, index);
  const { inputs, labels } = session.samples(split, index, 1);
  const { predictions } = session.answers(split, index, 1);
  return { ...momentOf(session), label: labels[0], pixels: inputs, predictions, layers };
}

/** @param {Session} session @returns {Filters | null} null: no layer has weights */
function filtersOf(session) {
  const found = session.parameterNames().find(({ name }) => name.endsWith('.weight'));
  return found ? { ...momentOf(session), ...found, values: session.parameter(found.name) } : null;
}
