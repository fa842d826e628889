// The workers of one run, one after the other: makes the next, gives it all that the run has come to, and sees to it that
// what was asked of a lost one is answered by the next. Whether there is a next is decided by the run (client.js).
import { TrapError } from '../threads/connection.js';
import { Recovery } from './recovery.js';
import { WorkerLink } from './worker-link.js';

/** @typedef {import('./worker-link.js').HostMethod} HostMethod */
/**
 * @typedef {object} Owner
 * @property {(event: import('./protocol.js').TrialEvent) => void} receive
 * @property {(reason: Error, again: boolean) => void} lose the worker is lost; `again`: another may do better. The owner
 *   closes it, and opens another or does not
 * @property {() => void} answered a call that keeps the run's place has been answered
 */

export class TrialWorkers {
  /** What is changed by hand. @type {import('../engine/session.js').LiveSettings | undefined} */
  live;
  /** Steps a second at most; null: full speed. @type {number | null} */
  pace;
  /** What is to be shown. @type {import('./viewer.js').ViewRequest | null} */
  watched = null;
  recovery;

  /** @type {WorkerLink | undefined} */
  #link;
  #options;
  #setup;
  #owner;
  /** Calls that no worker has answered yet. */
  #unanswered = 0;

  /**
   * @param {import('./client.js').TrialOptions} options @param {import('./protocol.js').TrialSetup} setup
   * @param {Owner} owner
   */
  constructor(options, setup, owner) {
    this.#options = options;
    this.#setup = setup;
    this.#owner = owner;
    this.live = setup.live;
    this.pace = setup.pace ?? null;
    this.recovery = new Recovery(setup, options.recover ?? 0);
  }

  /** Whether there is one now. */
  get any() {
    return this.#link !== undefined;
  }

  /** Whether one has yet to answer, and may train until it does. */
  get owesAnswer() {
    return this.#link !== undefined && this.#unanswered > 0;
  }

  /** Makes a worker where there is none. */
  open() {
    this.#link ??= this.#begin();
    return this.#link;
  }

  /** Throws the worker away. @param {Error} reason what every call still waiting is rejected with */
  close(reason) {
    const link = this.#link;
    this.#link = undefined;
    link?.close(reason);
  }

  /**
   * A call whose failure is the run's.
   * @param {HostMethod} method @param {unknown[]} values @returns {Promise<void>} where the worker is lost instead of
   *   answering: resolves when the next one has the run, since that one is as the run is by then
   */
  async call(method, ...values) {
    const link = this.open();
    try {
      await link.call(method, ...values);
    } catch (reason) {
      await this.#next(link, /** @type {Error} */ (reason));
    }
  }

  /**
   * The same, and the run keeps its place until it is answered.
   * @param {HostMethod} method @param {() => void | Promise<void>} [then] what belongs to it
   */
  async settle(method, then) {
    await this.#count(this.call(method).then(then));
  }

  /**
   * A call whose failure is the caller's mistake; the next worker is asked again.
   * @param {HostMethod} method @param {unknown[]} values @returns {Promise<unknown>} its answer
   */
  async ask(method, ...values) {
    const link = this.open();
    try {
      return await link.call(method, ...values);
    } catch (reason) {
      if (link === this.#link && !(reason instanceof TrapError)) throw reason;
      await this.#next(link, /** @type {Error} */ (reason));
      return this.ask(method, ...values);
    }
  }

  /**
   * A worker has not done what it was asked.
   * @param {WorkerLink} link @param {Error} reason
   * @returns {Promise<void>} resolves when another has the run; rejects with the last reason where there is none
   */
  async #next(link, reason) {
    if (link === this.#link) this.#owner.lose(reason, reason instanceof TrapError);
    const next = this.#link;
    if (!next || next === link) throw reason;
    try {
      await next.begun;
    } catch (another) {
      await this.#next(next, /** @type {Error} */ (another));
    }
  }

  #begin() {
    /** @type {WorkerLink} */
    const link = new WorkerLink(
      this.#options,
      { ...this.#setup, ...this.recovery.start, live: this.live, pace: this.pace, watch: this.watched },
      (event) => this.#owner.receive(event),
      (reason) => this.#owner.lose(reason, true),
    );
    this.#count(link.begun.catch((reason) => this.#next(link, reason))).catch(() => {}); // the run has failed then
    return link;
  }

  /** @param {Promise<void>} answer */
  #count(answer) {
    this.#unanswered += 1;
    return answer.finally(() => {
      this.#unanswered -= 1;
      this.#owner.answered();
    });
  }
}
