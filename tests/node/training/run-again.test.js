// The comparison of a training with the recorded result: what is compared, and what is said. Catches an agreement that is said of
// trainings that were stopped or changed, and a difference without its numbers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runAgain } from '../../../web/results/run-again.js';

/** @param {string} name @param {string} hash @param {Record<string, unknown>} [more] @returns {any} */
const trial = (name, hash, { status = 'completed', byHand = [], accuracy = 0.5, ...more } = {}) => ({
  name,
  runName: name,
  seed: 0,
  byHand,
  metric: { title: 'accuracy', keys: { final: 'finalAccuracy' } },
  summary: { hash, status, finalAccuracy: accuracy },
  ...more,
});

test('the hashes of every run that is the same training are compared', () => {
  const recorded = [trial('a', '11111111'), trial('b', '22222222')];
  assert.match(
    runAgain([trial('a', '11111111'), trial('b', '22222222')], recorded)?.text ?? '',
    /all 2 hashes are the recorded ones/,
  );
  const other = runAgain([trial('a', '33333333', { accuracy: 0.25 }), trial('b', '22222222')], recorded);
  assert.match(
    other?.text ?? '',
    /1 of 2 trainings .* a has 33333333 instead of 11111111, and accuracy 0?\.25\d* instead of 0?\.50*\. That/,
  );
  // Stopped, changed by hand, of another seed: these are other trainings.
  for (const mine of [
    trial('a', '3', { status: 'stopped' }),
    trial('a', '3', { byHand: ['learning rate 0.1'] }),
    trial('a', '3', { seed: 1 }),
  ])
    assert.match(runAgain([mine, trial('b', '22222222')], recorded)?.text ?? '', /the hash is the recorded one/);
  assert.equal(runAgain([trial('a', '1', { summary: null }), trial('b', '2')], recorded), null);
  assert.equal(runAgain(recorded, []), null);
});
