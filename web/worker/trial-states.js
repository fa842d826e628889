// The states of a run as one table: in each state, what each event leads to and what has to be done on the way. An event
// that a state does not list is ignored. Four things are decided in client.js: a stop is a `cancel` where there is nothing
// trained, a loss is `interrupted` where another worker may go on, the last `nextStep` leads to `paused`, and terminate()
// makes every run `failed` that is not `done`.

/**
 * @typedef {'queued' | 'running' | 'step-queued' | 'stepping' | 'paused' | 'stopping' | 'done' | 'failed'} TrialState
 *   queued: waits for a place, then trains; step-queued: waits for a place, then makes its steps and is paused;
 *   stopping: its summary is awaited; done: has a summary, or says why there is none; failed: its worker is lost
 */
/**
 * @typedef {'play' | 'pause' | 'step' | 'reset' | 'stop' | 'cancel' | 'place' | 'stepped' | 'ended' | 'interrupted'
 *   | 'lost'} TrialTrigger
 *   play, pause, step, reset and stop are asked for; cancel is a stop of a run that has trained nothing; place: the pool
 *   gives it a place; stepped: one step is complete; ended: the summary arrived; interrupted: the worker is gone
 *   and another goes on from the last epoch; lost: the worker is gone for good, or refuses the run
 */
/**
 * @typedef {'train' | 'pause' | 'addStep' | 'step' | 'nextStep' | 'dropSteps' | 'reset' | 'stop' | 'cancel' | 'end' | 'recover'
 *   | 'stopAgain' | 'fail' | 'forget'} TrialAction
 */

/** @type {[TrialState, TrialAction]} */
const kReset = ['paused', 'reset'];
/** @type {[TrialState, TrialAction]} */
const kStop = ['stopping', 'stop'];
/** @type {[TrialState, TrialAction]} */
const kCancel = ['done', 'cancel'];
/** @type {[TrialState, TrialAction]} */
const kLost = ['failed', 'fail'];
/** @type {[TrialState, TrialAction]} */
const kEnded = ['done', 'end'];

/** @type {Record<TrialState, Partial<Record<TrialTrigger, [TrialState] | [TrialState, TrialAction]>>>} */
export const kTrialTable = {
  queued: {
    place: ['running', 'train'],
    pause: ['paused'],
    step: ['step-queued', 'addStep'],
    reset: kReset,
    stop: kStop,
    cancel: kCancel,
    interrupted: ['queued', 'recover'],
    lost: kLost,
  },
  // Steps that were asked for are made, whatever is paused meanwhile: so all runs make equally many.
  'step-queued': {
    place: ['stepping', 'step'],
    play: ['queued', 'dropSteps'],
    step: ['step-queued', 'addStep'],
    reset: kReset,
    stop: kStop,
    cancel: kCancel,
    interrupted: ['step-queued', 'recover'],
    lost: kLost,
  },
  running: {
    pause: ['paused', 'pause'],
    step: ['stepping', 'step'],
    reset: kReset,
    stop: kStop,
    ended: kEnded,
    interrupted: ['queued', 'recover'],
    lost: kLost,
  },
  // `nextStep` leaves for `paused` when no step is left to make. A step that is interrupted is made again.
  stepping: {
    play: ['running', 'train'],
    step: ['stepping', 'addStep'],
    stepped: ['stepping', 'nextStep'],
    reset: kReset,
    stop: kStop,
    ended: kEnded,
    interrupted: ['step-queued', 'recover'],
    lost: kLost,
  },
  // The end can arrive just after a pause or a last step.
  paused: {
    play: ['queued'],
    step: ['step-queued', 'addStep'],
    reset: kReset,
    stop: kStop,
    cancel: kCancel,
    ended: kEnded,
    interrupted: ['paused', 'recover'],
    lost: kLost,
  },
  // A worker that is lost instead of stopping is stopped in the next, where it was saved last.
  stopping: { reset: kReset, ended: kEnded, cancel: kCancel, interrupted: ['stopping', 'stopAgain'], lost: kLost },
  // What was measured stays when the idle worker of an ended run is lost.
  done: { reset: kReset, lost: ['done', 'forget'] },
  failed: {},
};

/** States that wait for a place in the pool. @type {ReadonlySet<TrialState>} */
export const kWaiting = new Set(/** @type {TrialState[]} */ (['queued', 'step-queued']));
/** States that need one. @type {ReadonlySet<TrialState>} */
export const kTraining = new Set(/** @type {TrialState[]} */ (['running', 'stepping', 'stopping']));
