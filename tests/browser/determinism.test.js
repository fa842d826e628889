// One result everywhere, Chromium's part: the runs that native and Node agree on give the same hash here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyLayer, experimentFile, fourKinds, fromRoot, parseLines, runProgram } from '../node/support.js';
import { openPage, runInPage, trainingReady, useSite } from './harness.js';

const given = useSite();

for (const experiment of [fourKinds, everyLayer]) {
  test(`native and Chromium give the same hashes: ${experiment.name}`, async () => {
    const { code, stdout, stderr } = await runProgram(fromRoot('build/native/tests/cpp/native_run'), [
      experimentFile(experiment),
    ]);
    assert.equal(code, 0, stderr);
    const summaries = parseLines(stdout).filter((record) => record.type === 'summary');
    assert.equal(summaries.length, experiment.runs.length * experiment.seeds.length);
    const { page } = await openPage(given.browser, given.site.url);
    await trainingReady(page);
    const actual = await runInPage(page, experiment);
    assert.equal(actual.length, summaries.length);
    for (const expected of summaries) {
      const same = actual.find((/** @type {any} */ one) => one.run === expected.run && one.seed === expected.seed);
      assert.equal(same.hash, expected.hash, `${expected.run}, seed ${expected.seed}`);
      assert.equal(same.verdict, expected.verdict);
    }
  });
}
