// Edits of stages between two checks: each is made at the layer that was clicked, wherever earlier ones have moved it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stagesOf, withNorm, withUnits } from '../../../web/builder/layer-edits.js';
import { StageEdits } from '../../../web/workbench/stage-edits.js';

/** @typedef {import('../../../web/text/paths.js').Json} Json */

/** @param {...number} units of dense layers, each but the last with an activation @returns {Json[]} */
const network = (...units) =>
  units.flatMap((count, i) => [
    { type: 'dense', units: count },
    ...(i < units.length - 1 ? [{ type: 'activation' }] : []),
  ]);

/** @param {Json[]} layers */
const unitsOf = (layers) => layers.filter(({ type }) => type === 'dense').map(({ units }) => units);

/** @param {Json[]} layers that are drawn and written */
function editsOf(layers) {
  const edits = new StageEdits();
  edits.adopt(layers, stagesOf(layers), true);
  const change = (/** @type {number} */ rank, /** @type {(layers: Json[], stage: any) => Json[]} */ edit) => {
    const stage = edits.find(rank, 'hidden');
    if (stage) edits.put(edit(edits.written, stage));
    return Boolean(stage);
  };
  const more = (/** @type {number} */ rank) =>
    change(rank, (list, { at, layer }) => withUnits(list, at, layer.units + 1));
  return { edits, change, more };
}

test('a stage is found where earlier edits have moved it, and not where it was removed', () => {
  const { edits, change, more } = editsOf(network(3, 5, 7, 2));
  assert.ok(change(0, (list, stage) => withNorm(list, stage, 'batchNorm')));
  assert.ok(more(1) && more(1) && more(2));
  assert.deepEqual(unitsOf(edits.written), [3, 7, 8, 2]);
  edits.remove(/** @type {any} */ (edits.find(0, 'hidden')));
  assert.equal(more(0), false);
  assert.ok(more(1));
  edits.add();
  assert.ok(more(2));
  assert.deepEqual(unitsOf(edits.written), [8, 9, 8, 2]);
  assert.equal(edits.find(3, 'output')?.at, edits.written.length - 1);
  edits.drop();
  edits.drop();
  assert.equal(more(2), false);
  assert.ok(more(1));
  assert.deepEqual(unitsOf(edits.written), [9, 2]);
  edits.drop();
  assert.deepEqual(edits.drop(), network(2), 'without a hidden layer there is none to remove');
});

test('what is drawn is what was checked, or written outside, last', () => {
  const layers = network(3, 5, 2);
  const { edits, more } = editsOf(layers);
  const shorter = edits.remove(/** @type {any} */ (edits.find(0, 'hidden')));
  edits.adopt(structuredClone(shorter), stagesOf(layers), false); // comes back as it was sent
  assert.equal(more(0), false);
  edits.adopt(layers, stagesOf(layers), false); // undone
  assert.ok(more(0));
  edits.adopt(shorter, stagesOf(shorter), true);
  assert.ok(more(0));
  assert.deepEqual(unitsOf(edits.written), [6, 2]);
});
