// What a run needs to go on in another worker: the last snapshot, how many epochs its listeners have, and how often it may
// be lost without progress in between. Knows no worker.

/** @typedef {import('./protocol.js').Snapshot} Snapshot */

export class Recovery {
  #allowed;
  #losses = 0;
  /** Where the next worker starts; undefined: at the initial weights. @type {{bytes: Uint8Array, epochs?: number} | undefined} */
  #kept;
  /** Epochs that listeners have, whether or not the snapshot is of so late a time. */
  #reported;

  /**
   * @param {import('./protocol.js').TrialSetup} setup
   * @param {number} allowed recoveries without progress between them; 0: none
   */
  constructor(setup, allowed) {
    this.#allowed = allowed;
    this.#kept = setup.snapshot && { bytes: setup.snapshot, epochs: setup.snapshotEpochs };
    this.#reported = setup.snapshotEpochs ?? 0;
  }

  /** The part of a worker's setup that depends on what has been trained before. */
  get start() {
    return { snapshot: this.#kept?.bytes, snapshotEpochs: this.#kept?.epochs, recoverable: this.#allowed > 0 };
  }

  /** Epochs that the next worker does not train again. */
  get epochs() {
    return this.#kept ? (this.#kept.epochs ?? this.#reported) : 0;
  }

  /** @param {Snapshot} snapshot */
  keep(snapshot) {
    if (this.#allowed > 0) this.#kept = snapshot;
  }

  /**
   * Counts an epoch. After a recovery those that follow the snapshot are trained twice, with the same bits.
   * @param {number} epoch from 1 @returns {boolean} false: listeners have it
   */
  report(epoch) {
    if (epoch <= this.#reported) return false;
    this.#reported = epoch;
    this.progressed();
    return true;
  }

  /** The run has come further than ever before: what it is lost by next is something else. */
  progressed() {
    this.#losses = 0;
  }

  /** Counts a loss. @returns {boolean} whether the run may go on in another worker */
  lose() {
    this.#losses += 1;
    return this.#losses <= this.#allowed;
  }

  /** The run starts at its initial weights: nothing of before is of use. */
  restart() {
    this.#kept = undefined;
    this.#reported = 0;
  }

  /** The run has ended: another worker would start from the initial weights, after a reset. */
  end() {
    this.#kept = undefined;
  }
}
