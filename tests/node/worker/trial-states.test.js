// The run pool's table of states against every sequence of what a reader can press: eight runs on one, two and four
// workers, driven through the page's own model. The workers are imitated in this thread, one message or one step a turn,
// in an order drawn from a seed; what a real worker does with the same calls is worker.test.js's.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TrainingModel } from '../../../web/training/training-model.js';
import { kTrialTable } from '../../../web/worker/trial-states.js';
import { newEngine, preset } from '../support.js';

const kCommands = /** @type {const} */ (['start', 'pause', 'step', 'reset', 'resume', 'stop']);
const kRuns = 8;
const kSteps = 6; // more than a sequence can ask for one by one
const kMostTurns = 4000;

/** @param {number} seed */
function randomOf(seed) {
  let state = seed >>> 0;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** TrainingHost's behaviour without an engine. */
class ImitatedWorker {
  /** @type {{ work: () => void, resolve: () => void }[]} */
  inbox = [];
  playing = false;
  steps = 0;
  ended = false;
  generation = 0;
  terminated = false;
  recoverable = false;

  /** @param {(event: any) => void} emit */
  constructor(emit) {
    this.emit = (/** @type {any} */ event) => emit({ ...event, generation: this.generation });
    const call =
      (/** @type {(...values: any[]) => void} */ work) =>
      (/** @type {any[]} */ ...values) =>
        new Promise((resolve) => this.inbox.push({ work: () => work(...values), resolve: () => resolve(undefined) }));
    this.methods = {
      start: call((_module, { recoverable, snapshot }) => {
        this.recoverable = recoverable;
        this.steps = snapshot?.[0] ?? 0;
      }),
      play: call(() => {
        this.playing = !this.ended;
      }),
      pause: call(() => {
        if (this.playing) this.save();
        this.playing = false;
      }),
      stepOnce: call(() => {
        this.playing = false;
        this.step();
        this.save();
      }),
      reset: call(() => {
        Object.assign(this, { playing: false, ended: false, steps: 0 });
        this.generation += 1;
      }),
      stop: call(() => {
        this.playing = false;
        if (!this.ended) this.end('stopped');
      }),
    };
  }

  /** @param {string} status */
  end(status) {
    this.ended = true;
    this.playing = false;
    this.emit({ type: 'summary', summary: { status, steps: this.steps } });
  }

  step() {
    if (this.ended) return;
    this.steps += 1;
    this.emit({ type: 'progress', fraction: this.steps / kSteps });
    this.emit({ type: 'epoch', record: { epoch: this.steps } });
    if (this.steps % 2 === 0) this.save();
    if (this.steps === kSteps) this.end('completed');
  }

  save() {
    const snapshot = { bytes: Uint8Array.of(this.steps), epochs: this.steps };
    if (this.recoverable && !this.ended) this.emit({ type: 'snapshot', snapshot });
  }

  /** One look at the inbox, or one step. */
  turn() {
    if (this.terminated) return;
    const message = this.inbox.shift();
    if (message) {
      message.work();
      message.resolve();
    } else if (this.playing) this.step();
  }
}

const kGlobals = /** @type {any} */ (globalThis);
before(() => {
  // The model calls its listeners once a frame; there are none here.
  Object.assign(kGlobals, { window: { setTimeout: () => 0, clearTimeout: () => {} } });
  Object.assign(kGlobals, { requestAnimationFrame: () => 1, cancelAnimationFrame: () => {} });
});
after(() => {
  for (const name of ['window', 'requestAnimationFrame', 'cancelAnimationFrame']) delete kGlobals[name];
});

const { runs: checked = [] } = (await newEngine()).checkExperiment(preset('relu-vs-elu'));

/** @param {number} size @param {number} seed @param {boolean} [deaths] whether workers die now and then */
function newModel(size, seed, deaths = false) {
  /** @type {ImitatedWorker[]} */
  const workers = [];
  /** @type {Map<ImitatedWorker, () => void>} */
  const kills = new Map();
  const random = randomOf(seed);
  const model = new TrainingModel(/** @type {any} */ ({ module: {} }), {
    size,
    recover: deaths ? Number.POSITIVE_INFINITY : 0,
    createWorker: () => /** @type {any} */ ({ onFailure: () => {}, terminate: () => {} }),
    connect: /** @type {any} */ (
      (/** @type {any} */ runWorker, /** @type {(event: any) => void} */ onEvent, /** @type {any} */ onLost) => {
        const worker = new ImitatedWorker(onEvent);
        workers.push(worker);
        kills.set(worker, () => onLost(new Error('killed')));
        runWorker.terminate = () => {
          worker.terminated = true;
        };
        return {
          call: (/** @type {keyof typeof worker.methods} */ method, /** @type {any[]} */ ...values) =>
            worker.methods[method](...values),
          close: () => {},
        };
      }
    ),
  });
  const runs = Array.from({ length: kRuns }, (_, i) => ({ ...checked[0], name: `run ${i}` }));
  const { experiment } = checked[0];
  model.prepare(experiment, runs, [0]);
  const live = () => workers.filter((worker) => !worker.terminated);
  const flushed = () => new Promise((resolve) => setImmediate(resolve));
  const turn = async () => {
    const all = live();
    if (deaths && random(3) === 0) {
      const mortal = all.filter((worker) => !worker.ended); // a run that has ended needs no other
      const dying = mortal[random(mortal.length || 1)];
      if (dying) kills.get(dying)?.();
    }
    for (let i = random(all.length || 1), left = all.length; left > 0; --left, i = (i + 1) % all.length) {
      if (random(4) > 0) all[i].turn();
    }
    const training = live().filter((worker) => worker.playing).length;
    assert.ok(training <= size, `${training} train at once`);
    await flushed();
    const runsNow = model.trials.flatMap(({ run }) => (run ? [run] : []));
    const occupied = runsNow.filter((run) => run.occupies).length;
    if (runsNow.some((run) => run.waits))
      assert.ok(occupied >= size, `a run waits while ${size - occupied} places are free`);
  };
  const settled = async () => {
    for (let turns = 0; turns < kMostTurns; ++turns) {
      await turn();
      const busy = live().some((worker) => worker.playing || worker.inbox.length > 0);
      if (!busy && !model.trials.some(({ run }) => run && (run.waits || run.occupies))) return;
    }
    assert.fail(`not settled after ${kMostTurns} turns: ${model.trials.map((trial) => trial.state)}`);
  };
  /** @param {(typeof kCommands)[number]} command */
  const press = (command) => {
    if (command === 'step') model.stepOnce();
    else model[command]();
  };
  return { model, random, live, flushed, turn, settled, press };
}

let discard = () => {};

/** @param {(typeof kCommands)[number][]} sequence @param {number} size @param {number} seed @param {boolean} [deaths] */
async function trySequence(sequence, size, seed, deaths) {
  const { model, random, live, flushed, turn, settled, press } = newModel(size, seed, deaths);
  discard = () => model.discard();
  // The steps to be made since the runs were all at the same step, or undefined where they were not.
  /** @type {number | undefined} */
  let asked;
  for (const command of sequence) {
    if (command === 'reset') asked = 0;
    else if (command === 'start' || command === 'resume') asked = undefined;
    else if (command === 'step' && asked !== undefined) asked += 1;
    press(command);
    if (random(2)) await flushed();
    for (let turns = random(4); turns > 0; --turns) await turn();
  }
  await flushed();
  await settled();
  const states = model.trials.map((trial) => trial.state);
  const last = sequence[sequence.length - 1];
  const allIn = (/** @type {string[]} */ ...wanted) =>
    assert.ok(
      states.every((state) => wanted.includes(state)),
      `${states}`,
    );
  for (const trial of model.trials) {
    assert.equal(trial.error, '');
    const epochs = trial.records.map(({ epoch }) => epoch);
    assert.deepEqual(
      epochs,
      [...epochs.keys()].map((i) => i + 1),
    ); // each once
    if (trial.state === 'done') assert.ok(trial.summary || trial.why, 'neither a summary nor a reason');
  }
  if (last === 'start' || last === 'resume' || last === 'stop') {
    allIn('done');
    assert.equal(model.phase, 'done');
  }
  if (last === 'start') for (const trial of model.trials) assert.equal(trial.summary?.status, 'completed');
  if (last === 'pause' || last === 'step') allIn('paused', 'done');
  if (last === 'reset') {
    allIn('paused');
    assert.equal(model.phase, 'paused');
    for (const worker of live()) assert.equal(worker.steps, 0);
    for (const trial of model.trials) assert.ok(!trial.progress && !trial.summary, 'shows what was before the reset');
  }
  // A run that was stopped may have ended; all others have made every step.
  if (last === 'step' && asked !== undefined)
    for (const worker of live()) assert.ok(worker.ended || worker.steps === asked, `${worker.steps} of ${asked} steps`);
  if (last === 'step' && asked && !model.trials.some((trial) => trial.why)) assert.equal(live().length, kRuns);
}

/**
 * Every sequence that begins with a start. A start throws all earlier runs away, so what follows a second one is as after
 * the first; that nothing of the earlier runs is left in the pool, the sequences of up to four commands try.
 * @param {number} length @returns {(typeof kCommands)[number][][]}
 */
function sequences(length) {
  if (length === 1) return [['start']];
  const all = sequences(length - 1).flatMap((head) => kCommands.map((next) => [...head, next]));
  return length <= 4 ? all : all.filter((sequence) => sequence.lastIndexOf('start') === 0);
}

test('before a start nothing can be pressed, so that a sequence is what follows its first start', async () => {
  const { model, press, settled } = newModel(2, 1);
  for (const command of kCommands) if (command !== 'start') press(command);
  await settled();
  assert.equal(model.phase, 'idle');
  model.discard();
});

for (const size of [1, 2, 4]) {
  test(`every sequence of six commands leaves no run behind, eight runs on ${size}`, async () => {
    let seed = size;
    for (let length = 1; length <= 6; ++length) {
      for (const sequence of sequences(length)) {
        seed += 1;
        try {
          await trySequence(sequence, size, seed);
        } catch (error) {
          throw new Error(`${sequence.join(', ')} (seed ${seed}): ${/** @type {Error} */ (error).message}`);
        } finally {
          discard();
        }
      }
    }
  });
}

test('the same with workers that die now and then: no run fails, and no epoch comes twice', async () => {
  let seed = 0;
  // A worker that dies while its run is stopped ends the run.
  const all = [1, 2, 3, 4].flatMap(sequences).filter((sequence) => !sequence.includes('stop'));
  for (const sequence of all) {
    for (const size of [1, 2, 4]) {
      seed += 1;
      try {
        await trySequence(sequence, size, seed, true);
      } catch (error) {
        throw new Error(`${sequence.join(', ')} on ${size} (seed ${seed}): ${/** @type {Error} */ (error).message}`);
      } finally {
        discard();
      }
    }
  }
});

test('a trial that trains and is not heard for long is noticed, and heard again is not', async () => {
  const { model, press, turn, settled } = newModel(4, 3);
  press('start');
  for (let turns = 0; turns < 8; ++turns) await turn();
  const [trial] = model.trials.filter(({ state }) => state === 'running');
  trial.heard -= 60_000; // as if the last event were a minute old
  model.watch();
  assert.ok(trial.silent >= 60 && model.trials.filter(({ silent }) => silent > 0).length === 1);
  await settled();
  model.watch();
  assert.equal(trial.silent, 0);
  assert.equal(model.watching, undefined, 'nothing is left to watch');
  model.discard();
});

test('every state of the table is left and reached', () => {
  const states = Object.keys(kTrialTable);
  const reached = new Set(Object.values(kTrialTable).flatMap((row) => Object.values(row).map(([next]) => next)));
  for (const state of states) assert.ok(state === 'queued' || reached.has(/** @type {any} */ (state)), state);
});
