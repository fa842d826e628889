// One line on the terminal that says how far the whole sweep and its runs are. Where nobody watches it writes a line an
// epoch instead, and how much is left after each run.
import { fixedAscii, numberAt, timeLeft } from '../../text/numbers.js';
import { printable } from './print.js';

/** @typedef {import('../sweep/trials.js').Trial} Trial */

/** Before this much time the pace says nothing. */
const kLeastSeconds = 1;

export class ProgressLine {
  #stream;
  #total;
  #work;
  #done = 0;
  #workDone = 0;
  #started = performance.now();
  /** Runs in progress: their last event, and what they had done when they came. @type {Map<Trial, {event: import('../../worker/protocol.js').ProgressEvent, from: number}>} */
  #active = new Map();
  /** Work done before this command, which took none of its time. */
  #workGiven = 0;
  #width = 0;

  /** @param {NodeJS.WriteStream} stream @param {Trial[]} trials all @param {(trial: Trial) => boolean} isDone already */
  constructor(stream, trials, isDone) {
    this.#stream = stream;
    this.#total = trials.length;
    this.#work = trials.reduce((sum, trial) => sum + trial.work, 0);
    const before = trials.filter(isDone);
    this.#done = before.length;
    this.#workDone = before.reduce((sum, trial) => sum + trial.work, 0);
    this.#workGiven = this.#workDone;
  }

  /** @param {Trial} trial @param {import('../../worker/protocol.js').ProgressEvent} event */
  update(trial, event) {
    const known = this.#active.get(trial);
    this.#active.set(trial, { event, from: known?.from ?? event.restored });
    if (!known) this.#workGiven += event.restored * trial.work;
    if (!this.#stream.isTTY) return;
    const parts = [...this.#active].map(([{ label }, { event: p }]) => {
      const loss = p.runningLoss === null ? '' : `, loss ${fixedAscii(p.runningLoss)}`;
      return `${label}: epoch ${p.epoch}/${p.epochs}, ${Math.floor(100 * p.fraction)} %${loss}`;
    });
    const now = Math.min(this.#done + 1, this.#total);
    this.#write(`[${now}/${this.#total}]${this.#left()} ${parts.join(' | ')}`);
  }

  /** @param {Trial} trial @param {import('../../engine/answers.js').EpochRecord} record */
  epoch(trial, record) {
    if (this.#stream.isTTY) return;
    const loss = record.trainLoss === null ? 'not finite' : fixedAscii(record.trainLoss);
    const result = `${trial.metric.title} ${fixedAscii(numberAt(record, trial.metric.keys.validation))}`;
    const time = fixedAscii(record.milliseconds, 0);
    this.#stream.write(`${printable(trial.label)}: epoch ${record.epoch}, loss ${loss}, ${result}, ${time} ms\n`);
  }

  /** @param {Trial} trial */
  finish(trial) {
    this.#active.delete(trial);
    this.#done += 1;
    this.#workDone += trial.work;
    if (this.#stream.isTTY || this.#total === 1) return;
    this.#stream.write(`[${this.#done}/${this.#total}]${this.#left()}\n`);
  }

  clear() {
    if (this.#stream.isTTY) this.#write('');
  }

  /** How long all that is left will take, at the pace so far. */
  #left() {
    let done = this.#workDone;
    for (const [trial, { event }] of this.#active) done += event.fraction * trial.work;
    const mine = done - this.#workGiven;
    if (mine <= 0 || done >= this.#work) return '';
    const elapsed = (performance.now() - this.#started) / 1000;
    if (elapsed < kLeastSeconds) return '';
    const seconds = elapsed * ((this.#work - done) / mine);
    return ` ${timeLeft(seconds)}`;
  }

  /** @param {string} text */
  #write(text) {
    const line = printable(text).slice(0, Math.max(20, (this.#stream.columns ?? 80) - 1));
    this.#stream.write(`\r${line.padEnd(this.#width)}\r${line}`);
    this.#width = line.length;
  }
}
