// What is known of the images of one run: asks its worker again after every epoch, when it is paused and when it has ended,
// one question at a time. While it trains, questions take a quarter of its time at most.

/** @typedef {import('../worker/looker.js').Answers} Answers */
/** @typedef {import('../worker/looker.js').Filters} Filters */
/** @typedef {import('../worker/looker.js').Trace} Trace */
/** @typedef {import('../engine/splits.js').Split} Split */
/** @typedef {Pick<import('../worker/client.js').TrialRun, 'state' | 'look'>} Run */

/**
 * @typedef {object} Want what is to be known
 * @property {Run} run
 * @property {string} moment changes whenever the weights may have changed and the new ones are worth a look
 * @property {number} [epoch] the last complete one that is known
 * @property {Split} split
 * @property {number[]} shown indices of the samples on show
 * @property {number | null} chosen the sample whose way through the network is shown
 */

/** Images that are looked at while the run trains; all, up to the second number, when it stands still and that is quick. */
export const kFirst = 1000;
const kMost = 10_000;
const kQuickMilliseconds = 2000;
/** Pictures are asked for in groups and kept, up to this many. */
const kGroup = 60;
const kKept = 2000;
/** While a run plays, answers take at most this share of its time. */
const kShare = 0.25;

export class ImageQuestions {
  /** @type {Answers | null} */
  answers = null;
  /** @type {Filters | null} */
  filters = null;
  /** @type {Trace | null} */
  trace = null;
  /** Which sample the trace is of. @type {number | null} */
  traced = null;
  problem = '';
  /** Counts what has become known. */
  news = 0;

  #host;
  /** @type {Want | null} */
  #want = null;
  /** @type {Map<string, { pixels: Float32Array, label: number }>} */
  #pictures = new Map();
  /** The moment of each answer. */
  #moments = { answers: '', filters: '', trace: '' };
  /** The moment whose questions failed: it is not asked about again. */
  #failed = '';
  #busy = false;
  #due = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {import('lit').ReactiveControllerHost} host that is drawn again when something new is known */
  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected() {
    this.#want = null;
    clearTimeout(this.#timer);
  }

  /** @param {Split} split @param {number} index @returns {{ pixels: Float32Array, label: number } | undefined} */
  picture(split, index) {
    return this.#pictures.get(`${split} ${index}`);
  }

  /** Follows a run from now on. @param {Want | null} want null: nothing is asked; what is known stays */
  follow(want) {
    const before = this.#want;
    this.#want = want;
    if (!want) return;
    if (before?.run !== want.run || before.split !== want.split) {
      if (this.#last !== want.run) this.#forgetRun();
      this.#forgetSplit();
    }
    this.#last = want.run;
    void this.#work();
  }

  /** @type {Run | null} */
  #last = null;

  /** Nothing is known of another run. */
  forget() {
    this.#last = null;
    this.#want = null;
    this.#forgetRun();
    this.#forgetSplit();
  }

  #forgetRun() {
    this.#pictures.clear();
    this.filters = null;
    this.#moments.filters = '';
  }

  #forgetSplit() {
    this.answers = null;
    this.trace = null;
    this.traced = null;
    this.problem = '';
    this.#failed = '';
    this.#due = 0;
    Object.assign(this.#moments, { answers: '', trace: '' });
  }

  async #work() {
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let ask = this.#next(); ask; ask = this.#next()) {
        const want = /** @type {Want} */ (this.#want);
        try {
          await ask(want);
        } catch (error) {
          if (!this.#isOf(want)) continue;
          this.#failed = want.moment;
          this.problem = error instanceof Error ? error.message : String(error);
        }
        this.news += 1;
        this.#host.requestUpdate();
        await new Promise((resolve) => setTimeout(resolve)); // the host says what it needs now
      }
    } finally {
      this.#busy = false;
    }
  }

  /** Whether an answer to a question of then is still of use. @param {Want} want */
  #isOf({ run, split }) {
    return this.#want?.run === run && this.#want.split === split;
  }

  /**
   * Whether an answer is of the weights of now. One that was given while the run went on can be of a later epoch than the one
   * that was asked about, whose record arrives after it.
   * @param {'answers' | 'filters' | 'trace'} kind @param {Want} want
   */
  #isCurrent(kind, { run, moment, epoch = 0 }) {
    const known = this[kind];
    return (
      this.#moments[kind] === moment ||
      (run.state === 'running' && known !== null && epoch > 0 && known.records >= epoch)
    );
  }

  /** @returns {((want: Want) => Promise<void>) | null} the next question; null: nothing is to be asked now */
  #next() {
    const want = this.#want;
    if (!want || this.#failed === want.moment) return null;
    const wait = want.run.state === 'running' ? this.#due - performance.now() : 0;
    if (!this.#isCurrent('answers', want) && wait <= 0) return (given) => this.#askAnswers(given);
    if (want.shown.some((index) => !this.picture(want.split, index))) return (given) => this.#askPictures(given);
    if (!this.#isCurrent('filters', want) && wait <= 0) return (given) => this.#askFilters(given);
    if (want.chosen !== null && (this.traced !== want.chosen || (!this.#isCurrent('trace', want) && wait <= 0)))
      return (given) => this.#askTrace(given);
    clearTimeout(this.#timer);
    if (!this.#isCurrent('answers', want)) this.#timer = setTimeout(() => void this.#work(), wait);
    return null;
  }

  /** @param {Want} want */
  async #askAnswers(want) {
    const { run, split, moment } = want;
    const known = this.answers;
    const pace = known && known.labels.length > 0 ? known.milliseconds / known.labels.length : null;
    const isQuick = pace !== null && pace * Math.min(known?.total ?? 0, kMost) < kQuickMilliseconds;
    const stands = run.state !== 'running';
    const answers = await run.look({ ask: 'answers', split, count: stands && isQuick ? kMost : kFirst });
    if (!this.#isOf(want)) return;
    this.answers = answers;
    this.problem = '';
    this.#due = performance.now() + answers.milliseconds * (1 / kShare - 1);
    // The first answer says what all of them cost.
    const isFirst = stands && pace === null && answers.labels.length < answers.total;
    if (!isFirst) this.#moments.answers = moment;
  }

  /** @param {Want} want */
  async #askPictures(want) {
    const { run, split, shown } = want;
    const indices = shown.filter((index) => !this.picture(split, index)).slice(0, kGroup);
    const { pixels, labels } = await run.look({ ask: 'samples', split, indices });
    if (!this.#isOf(want)) return;
    if (this.#pictures.size + indices.length > kKept) this.#pictures.clear();
    const size = pixels.length / indices.length;
    for (const [i, index] of indices.entries())
      this.#pictures.set(`${split} ${index}`, {
        pixels: pixels.subarray(i * size, (i + 1) * size),
        label: labels[i],
      });
  }

  /** @param {Want} want */
  async #askTrace(want) {
    const { run, split, moment, chosen } = want;
    const trace = await run.look({ ask: 'trace', split, index: /** @type {number} */ (chosen) });
    if (!this.#isOf(want)) return;
    this.trace = trace;
    this.traced = chosen;
    this.#moments.trace = moment;
  }

  /** @param {Want} want */
  async #askFilters(want) {
    const filters = await want.run.look({ ask: 'filters' });
    if (!this.#isOf(want)) return;
    this.filters = filters;
    this.#moments.filters = want.moment;
  }
}
