// What the views show of what a link asks for, and where trials are after runs were taken away. Catches a wrong value that is
// replaced without a word, an index that points at another run, and results that are dropped though they still hold.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { kPassing, typeOf } from '../../../web/images/layer-maps.js';
import { chosenOf } from '../../../web/layers/choice.js';
import { defaultState } from '../../../web/sharing/link-state.js';
import { movedLayers, placesOf, prepareOthers } from '../../../web/training/run-changes.js';
import { newEngine } from '../support.js';

/** @param {number} index @param {string} name @param {any} [more] @returns {any} */
const trialOf = (
  index,
  name,
  { epochs = 10, layers = ['activation1', 'activation2'], last = epochs, ended = true } = {},
) => ({
  index,
  name,
  epochs,
  summary: ended ? { status: 'completed' } : null,
  records: Array.from({ length: last }, (_, i) => ({
    epoch: i + 1,
    layers: layers.map((/** @type {string} */ layer) => ({ layer, phase: 'train' })),
  })),
});
/** @param {any} change */
const state = (change) => ({ ...defaultState().layers, ...change });

describe('what the layers show', () => {
  const trials = [trialOf(0, 'ReLU'), trialOf(1, 'ELU', { layers: ['activation1'] })];

  test('what is there is shown, without a word', () => {
    const given = state({ run: 1, layer: 'activation1', epoch: 4, beside: 0 });
    const { trial, layer, epoch, notes, state: kept } = chosenOf(given, trials);
    assert.deepEqual([trial.name, layer, epoch, notes], ['ELU', 'activation1', 4, []]);
    assert.deepEqual(kept, given);
    assert.deepEqual(chosenOf(defaultState().layers, trials).notes, []);
  });

  for (const [what, change, note, shown] of /** @type {[string, any, string, any[]][]} */ (
    /** @type {unknown} */ ([
      [
        'a run',
        { run: 99 },
        'There is no run number 99 here, only 0 to 1. This is “ReLU” instead.',
        ['ReLU', 'activation1', 10],
      ],
      [
        'a layer',
        { layer: 'nope' },
        '“ReLU” has no activation layer called nope. This is activation1 instead.',
        ['ReLU', 'activation1', 10],
      ],
      [
        'an epoch',
        { epoch: 50 },
        'There is no epoch 50: “ReLU” trains for 10 epochs. This is epoch 10 instead.',
        ['ReLU', 'activation1', 10],
      ],
      [
        'itself',
        { run: 1, beside: 1 },
        '“ELU” cannot be compared with itself: no other run is laid over it.',
        ['ELU', 'activation1', 10],
      ],
      [
        'a second run',
        { beside: 7 },
        'There is no run number 7 to compare with, only 0 to 1: no other run is laid over it.',
        ['ReLU', 'activation1', 10],
      ],
      [
        'a layer of the second',
        { layer: 'activation2', beside: 1 },
        '“ELU” has no layer called activation2 to compare with.',
        ['ReLU', 'activation2', 10],
      ],
    ])
  ))
    test(`a link that asks for ${what} that is not there says what is shown instead`, () => {
      const found = chosenOf(state(change), trials);
      assert.deepEqual(found.notes, [note]);
      assert.deepEqual([found.trial.name, found.layer, found.epoch], shown);
      if (what !== 'a layer of the second') assert.deepEqual(chosenOf(found.state, trials).notes, []);
    });

  test('an epoch that was not recorded, one after the end and one that is still to come differ', () => {
    const note = (/** @type {any} */ trial, /** @type {number} */ epoch) =>
      chosenOf(state({ epoch }), [trial]).notes.join();
    assert.equal(
      note(trialOf(0, 'A', { last: 4 }), 7),
      '“A” ended after epoch 4, so it has no epoch 7. This is epoch 4 instead.',
    );
    assert.equal(
      note(trialOf(0, 'A', { last: 4, ended: false }), 7),
      'Epoch 7 of “A” is not trained yet. This is epoch 4, the last so far.',
    );
    const thin = trialOf(0, 'A');
    thin.records = thin.records.filter((/** @type {any} */ { epoch }) => epoch % 2 === 0);
    assert.equal(note(thin, 5), 'Epoch 5 of “A” was not recorded. This is epoch 4 instead.');
    assert.equal(
      note(trialOf(0, 'A', { epochs: 1 }), 5),
      'There is no epoch 5: “A” trains for 1 epoch. This is epoch 1 instead.',
    );
    // What is still to come is waited for.
    assert.equal(chosenOf(state({ epoch: 7 }), [trialOf(0, 'A', { last: 4, ended: false })]).state.epoch, 7);
  });
});

/** @param {string[]} names @param {number[]} seeds */
const places = (names, seeds) => names.flatMap((runName) => seeds.map((seed) => ({ runName, seed })));

test('trials are found again by run and seed; a run that was renamed is in its place', () => {
  const before = places(['A', 'B', 'C'], [0, 1]);
  assert.deepEqual(placesOf(before, places(['A', 'C'], [0, 1])), [0, 1, -1, -1, 2, 3]);
  assert.deepEqual(placesOf(before, places(['A', 'B', 'C', 'D'], [0, 1])), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(placesOf(before, places(['A', 'X', 'C'], [0, 1])), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(placesOf(before, places(['C', 'A', 'B'], [0, 1])), [2, 3, 4, 5, 0, 1]);
  const layers = state({ run: 4, beside: 2 });
  assert.deepEqual(movedLayers(layers, [0, 1, -1, -1, 2, 3]), { ...layers, run: 2, beside: null });
  assert.deepEqual(movedLayers(state({ run: 2, beside: 4 }), [0, 1, -1, -1, 2, 3]), state({ run: 0, beside: 2 }));
});

/** A view whose runs A, B and C have ended. @param {any} [change] of run C in the experiment */
function viewWithout(change = {}) {
  const look = { colour: '', dash: '' };
  const experiment = (/** @type {string} */ name) => ({ name, training: { epochs: 3 } });
  const names = ['A', 'B', 'C'];
  const trials = places(names, [5]).map((place, index) => ({
    ...place,
    index,
    runIndex: index,
    name: place.runName,
    look,
    checked: { experiment: experiment(place.runName) },
    summary: { status: 'completed' },
    byHand: [],
    ended: false,
    run: {
      terminate() {
        trials[index].ended = true;
      },
    },
  }));
  /** @type {any[]} */
  const sent = [];
  const model = {
    trials,
    experiment: 'before',
    liveOf: new Map([[2, { set: { a: 1 } }]]),
    changed() {},
    keepSoon() {},
  };
  const runs = [0, 2].map((i) => ({
    name: names[i],
    activations: ['relu'],
    experiment: i === 2 ? { ...experiment('C'), ...change } : experiment('A'),
  }));
  /** @type {any} */
  const view = {
    model,
    checked: { experiment: 'now', runs, seeds: [5] },
    stale: true,
    prepared: false,
    prepare() {
      view.prepared = true;
    },
    dispatchEvent: (/** @type {any} */ event) => sent.push(event.detail),
  };
  return { view, trials, sent };
}

test('where a run was taken away the results of the others stay, at their new places', () => {
  const { view, trials, sent } = viewWithout();
  prepareOthers(view);
  assert.equal(view.prepared, false);
  assert.deepEqual(
    view.model.trials.map((/** @type {any} */ one) => [one.runName, one.index, one.runIndex]),
    [
      ['A', 0, 0],
      ['C', 1, 1],
    ],
  );
  assert.deepEqual(
    trials.map(({ ended }) => ended),
    [false, true, false],
    'only the worker of B has ended',
  );
  assert.equal(view.model.experiment, 'now');
  assert.equal(view.stale, false);
  assert.deepEqual([...view.model.liveOf], [[1, { set: { a: 1 } }]]);
  assert.deepEqual(sent[0](state({ run: 2, beside: 1 })), state({ run: 1, beside: null }));
  // A run that is another now has no result of before.
  const other = viewWithout({ training: { epochs: 4 } });
  prepareOthers(other.view);
  assert.equal(other.view.prepared, true);
  assert.deepEqual(
    other.trials.map(({ ended }) => ended),
    [false, false, false],
  );
});

test('the layers that pass on what they get are those whose type says so, for every type that the engine has', async () => {
  const engine = await newEngine();
  const layers = [
    { type: 'conv2d', filters: 2, kernel: 3 },
    { type: 'batchNorm' },
    { type: 'activation' },
    { type: 'alphaDropout', rate: 0.2 },
    { type: 'dropout', rate: 0.2 },
    { type: 'residual', layers: [{ type: 'activation' }] },
    { type: 'maxPool2d', size: 2 },
    { type: 'averagePool2d', size: 2 },
    { type: 'groupNorm', groups: 1 },
    { type: 'flatten' },
    { type: 'layerNorm' },
    { type: 'maxout', pieces: 2 },
    { type: 'dense', units: 10 },
  ];
  const session = engine.createSession(
    {
      version: 1,
      data: { source: 'digits', train: 20, validation: 10 },
      network: { activation: { name: 'relu' }, layers },
      training: { optimizer: { name: 'sgd', learningRate: 0.01 }, batchSize: 10, epochs: 1 },
    },
    0,
    0,
  );
  session.step(0);
  const traces = [0, 1, 2].map((index) => session.trace('validation', index));
  const passing = traces[0].flatMap(({ name }, i) => {
    if (i === 0) return [];
    const isPassed = traces.every((trace) => {
      const [before, after] = [trace[i - 1].values, trace[i].values];
      return before.length === after.length && after.every((value, at) => value === before[at]);
    });
    return isPassed ? [typeOf({ name })] : [];
  });
  assert.deepEqual(new Set(passing), kPassing);
  // globalAveragePool leaves nothing that the layers after it here could take.
  const tried = new Set(['globalAveragePool', ...layers.map(({ type }) => type)]);
  for (const { properties } of engine.catalog().schema.$defs.layer.oneOf ?? [])
    assert.ok(tried.has(String(properties?.type.const)), `${properties?.type.const} was not tried`);
  session.delete();
});
