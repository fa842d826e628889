// What page and worker say to each other. Guarantees: events of a run arrive in order; `summary` comes once and last.
// Failure modes: user mistakes come as `error` events with the engine's message; after a trap or a lost worker the
// client throws the worker away, and every call still waiting is rejected with the reason.

/**
 * @typedef {object} TrialSetup one run with one seed
 * @property {unknown} experiment
 * @property {number} runIndex
 * @property {number} seed
 * @property {Record<string, Uint8Array>} [files] by name, as prepareFiles (web/data/) gives them; bytes in a SharedArrayBuffer are read
 *   where they are, others are copied to every worker
 * @property {Uint8Array} [snapshot] where to go on from; one that does not fit is reported by a `restart` event, and the run
 *   starts again
 * @property {number} [snapshotEpochs] how many epochs are known from before the snapshot; where it is of another number it
 *   does not fit
 * @property {number} [saveMilliseconds] how often to send a snapshot in an event; absent: never
 */

/**
 * @typedef {{type: 'progress', epoch: number, epochs: number, step: number, stepsPerEpoch: number, stage: string,
 *   runningLoss: number | null, fraction: number, restored: number, secondsLeft: number | null}} ProgressEvent
 *   `restored` is the part of `fraction` that came with a snapshot
 * @typedef {{type: 'epoch', record: import('../engine/answers.js').EpochRecord}} EpochEvent
 * @typedef {{type: 'summary', summary: import('../engine/answers.js').SummaryRecord}} SummaryEvent
 * @typedef {{bytes: Uint8Array, epochs: number}} Snapshot a run in the middle, and how many epochs it has reported
 * @typedef {{type: 'snapshot', snapshot: Snapshot}} SnapshotEvent
 * @typedef {{type: 'restart', reason: string}} RestartEvent why the setup's snapshot was of no use
 * @typedef {(ProgressEvent | EpochEvent | SummaryEvent | SnapshotEvent | RestartEvent) & {generation?: number}} TrialEvent `generation` counts the resets
 */

/**
 * @typedef {object} TrialWorker what the client needs of a worker, in the browser and under Node
 * @property {(port: MessagePort) => void} give takes the worker's end of the connection to it
 * @property {() => void} terminate
 * @property {(listener: (reason: Error) => void) => void} onFailure called when the worker dies, whether or not it
 *   says so, or cannot be loaded
 */

/** A slice of training between two looks at the message queue, in milliseconds. */
export const kSliceMilliseconds = 20;
/** The least time between two progress events, in milliseconds. */
export const kProgressMilliseconds = 100;
