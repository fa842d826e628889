// What page and worker say to each other. Guarantees: events of a run arrive in order; `summary` comes once, and after it
// only views. Failure modes: user mistakes come as `error` events with the engine's message; after a trap or a lost worker
// the client throws the worker away and, where recoveries are allowed, goes on in another.

/**
 * @typedef {object} TrialSetup one run with one seed
 * @property {unknown} experiment
 * @property {number} runIndex
 * @property {number} seed
 * @property {Record<string, Uint8Array | Blob>} [files] by name, as prepareFiles (web/data/) gives them; a Blob, and bytes in a
 *   SharedArrayBuffer, are read where they are, other bytes are copied to every worker
 * @property {Uint8Array} [snapshot] where to go on from; one that does not fit is reported by a `restart` event, and the run
 *   starts again
 * @property {number} [snapshotEpochs] how many epochs are known from before the snapshot; where it is of another number it
 *   does not fit
 * @property {number} [saveMilliseconds] how often to send a snapshot in an event; absent: never
 * @property {number} [epochEvery] of how many epochs one is reported; the first, and the last, always are. Absent: all
 * @property {boolean} [startPaused] begin paused instead of waiting for a place: where the snapshot is, or before the first step
 * @property {import('../engine/session.js').LiveSettings} [live] what is changed by hand from the first step on
 * @property {number | null} [pace] steps a second at most while it plays; null or absent: full speed
 */
/**
 * @typedef {TrialSetup & {recoverable?: boolean, watch?: import('./viewer.js').ViewRequest | null}} WorkerSetup what a worker
 *   is given. recoverable: whether to send a snapshot after an epoch, a pause, a step and a change by hand; watch: what to
 *   show from the start
 * @typedef {WebAssembly.Module | import('../engine/load.js').Source} Shared the engine for another worker: compiled, or where
 *   that cannot be sent what it is compiled from
 */

/**
 * @typedef {{type: 'progress', epoch: number, epochs: number, step: number, stepsPerEpoch: number, stage: string,
 *   runningLoss: number | null, fraction: number, restored: number, secondsLeft: number | null}} ProgressEvent
 *   `restored` is the part of `fraction` that came with a snapshot
 * @typedef {{type: 'epoch', record: import('../engine/answers.js').EpochRecord}} EpochEvent
 * @typedef {{type: 'summary', summary: import('../engine/answers.js').SummaryRecord}} SummaryEvent
 * @typedef {{bytes: Uint8Array, epochs: number}} Snapshot a run in the middle, and how many epochs it has reported
 * @typedef {{type: 'snapshot', snapshot: Snapshot}} SnapshotEvent
 * @typedef {{type: 'restart', reason: string}} RestartEvent why the setup's snapshot was of no use; epochs follow from 1
 * @typedef {{type: 'view', epoch: number, step: number, boundary: Float32Array | null, units: Float32Array | null,
 *   weights: {name: string, shape: number[], values: Float32Array}[] | null}} ViewEvent a picture of the run, as Session's
 *   mapPlane, unitMaps and parameter give it; null: not asked for, or the data lie in no plane
 * @typedef {(ProgressEvent | EpochEvent | SummaryEvent | SnapshotEvent | RestartEvent | ViewEvent) & {generation?: number}} TrialEvent
 *   `generation` counts the resets
 */

/**
 * What listeners are given, by the event's type. Each epoch comes once, though after a recovery some are trained twice;
 * after a `restart` they come from 1 again.
 * @typedef {object} TrialDetails
 * @property {ProgressEvent} progress
 * @property {import('../engine/answers.js').EpochRecord} epoch
 * @property {import('../engine/answers.js').SummaryRecord} summary
 * @property {Snapshot} snapshot
 * @property {string} restart
 * @property {ViewEvent} view
 * @property {{reason: Error, epoch: number}} recovered why the worker was lost, and the number of epochs after which another
 *   goes on; 0: from the initial weights
 * @property {unknown} error
 * @property {import('./trial-states.js').TrialState} state
 */

/**
 * @typedef {object} OwnOptions
 * @property {number} [recover] how often a lost worker is replaced without a new epoch in between; 0, where absent: the run
 *   fails with its first worker
 * @property {number} [stopMilliseconds]
 * @property {() => void} [onPlaces] called when the run begins or ceases to wait for a place or to hold one
 * @typedef {import('./worker-link.js').LinkOptions & OwnOptions} TrialOptions
 */

/** @param {number | null} pace steps a second @throws {RangeError} with what is wrong */
export function checkPace(pace) {
  if (pace !== null && !(pace > 0 && pace <= kFastestPace))
    throw new RangeError(
      `pace: must be a number of steps a second above 0 and at most ${kFastestPace}, or null, not ${pace}`,
    );
}

/** Faster than this a run is not slowed down: full speed is what is meant. */
export const kFastestPace = 1000;
/** A slice of training between two looks at the message queue, in milliseconds. */
export const kSliceMilliseconds = 20;
/** The least time between two progress events, in milliseconds. */
export const kProgressMilliseconds = 100;
/** The least time between two snapshots for a recovery while a run plays: what is trained twice at most, or an epoch. */
export const kRecoveryMilliseconds = 500;
/** Snapshots for a recovery take at most this share of the time while a run plays. */
export const kRecoveryShare = 0.05;
