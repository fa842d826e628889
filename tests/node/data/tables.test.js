// Tables that nobody here prepared, read and trained from the file and the target's name alone: the numbers are PyTorch's on
// the same rows. The files come from Debian's python3-sklearn and the npm package vega-datasets; without either the tests
// are skipped with the reason.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { completeExperiment } from '../../../web/data/complete.js';
import { unpackedName } from '../../../web/data/file-names.js';
import { factsOfFile, prepareFiles } from '../../../web/data/files-for-engine.js';
import { joinTables } from '../../../web/data/join.js';
import { proposeFor } from '../../../web/data/propose.js';
import { readTable } from '../../../web/data/read-table.js';
import { fromRoot, newEngine } from '../support.js';

const golden = JSON.parse(readFileSync(fromRoot('tests/golden/tables.json'), 'utf8'));
const kFolder = fromRoot('build/tables');

/** @param {string} program @param {string[]} given */
const run = (program, given) =>
  execFileSync(program, given, { cwd: kFolder, stdio: 'pipe', timeout: 120_000, encoding: 'utf8' });

/** Fetches what a package ships, once. @param {string} folder @param {() => void} fetch @returns {string} the reason why it is not there, or "" */
function fetched(folder, fetch) {
  if (existsSync(folder)) return '';
  try {
    mkdirSync(kFolder, { recursive: true });
    fetch();
    return existsSync(folder) ? '' : `${folder} is not in its package`;
  } catch (error) {
    return `not fetched: ${/** @type {Error} */ (error).message.split('\n')[0]}`;
  }
}

const kSklearn = join(kFolder, 'sklearn/usr/lib/python3/dist-packages/sklearn/datasets/data');
const kVega = join(kFolder, 'package/data');
const reasons = {
  sklearn: fetched(kSklearn, () => {
    run('apt-get', ['download', 'python3-sklearn']);
    const [file] = readdirSync(kFolder).filter((name) => /^python3-sklearn_.*\.deb$/.test(name));
    run('dpkg-deb', ['-x', file, 'sklearn']);
    rmSync(join(kFolder, file));
  }),
  vega: fetched(kVega, () => {
    run('npm', ['pack', 'vega-datasets@3.2.1']);
    run('tar', ['-xzf', 'vega-datasets-3.2.1.tgz', 'package/data']);
  }),
};

/** @param {string} file @returns {[string, string]} its path, and why it is not there, or "" */
function placeOf(file) {
  const path = join(kSklearn, file);
  return existsSync(path) || !/weather|gapminder|birdstrikes/.test(file)
    ? [path, reasons.sklearn]
    : [join(kVega, file), reasons.vega];
}

/** The bytes of a table, and those of its target where they are in a file of their own. @param {string} path @param {string} [targetFile] */
async function tableOf(path, targetFile) {
  if (!targetFile) return { plain: unpackedName(basename(path)), bytes: readFileSync(path) };
  const parts = [path, join(dirname(path), targetFile)].map((one) => ({
    name: basename(one),
    source: readFileSync(one),
  }));
  const { name, text } = await joinTables(parts[0], parts[1]);
  return { plain: name, bytes: Buffer.from(text) };
}

describe('tables as they are shipped', () => {
  for (const expected of golden.cases) {
    const { name, file, targetFile, target, rows, features, classNames, train, validation, epochs, said } = expected;
    const [path, reason] = placeOf(file);
    test(`${name}: read, split and trained as by PyTorch`, { skip: reason || false }, async () => {
      const { plain, bytes } = await tableOf(path, targetFile);
      const cells = await readTable(bytes, plain);
      const { columns, missing } = /** @type {any} */ (said?.data ?? {});
      const { described, experiment } = /** @type {any} */ (proposeFor(cells, { target, columns, missing }));
      assert.deepEqual([described.rows, described.features.length], [rows, features]);
      assert.deepEqual(described.classNames, classNames);
      const { learningRate, batchSize, activation } = golden.settings;
      assert.deepEqual(experiment.training.optimizer, { name: 'adam', learningRate });
      const proposed = {
        ...experiment,
        network: { ...experiment.network, activation: { name: activation } },
        training: { ...experiment.training, batchSize, epochs: epochs.length, validationBatchSize: 1000 },
      };
      const written = said && {
        ...proposed,
        data: { source: 'csv', file: plain, target, ...said.data },
        network: { ...proposed.network, layers: [...proposed.network.layers.slice(0, -1), { type: 'dense' }] },
        // Several batches: their losses must add up to the one of all samples.
        training: { ...proposed.training, loss: said.loss ?? proposed.training.loss, validationBatchSize: 7 },
      };
      const completed = await completeExperiment(written ?? proposed, (data) => factsOfFile(bytes, data));
      assert.deepEqual([completed.waiting, completed.problems], [[], []]);
      const chosen = completed.experiment;
      assert.deepEqual([chosen.data.train, chosen.data.validation], [train, validation]);
      const engine = await newEngine();
      const { runs, errors } = engine.checkExperiment(chosen);
      assert.deepEqual(errors ?? [], []);
      const session = engine.createSession(chosen, 0, 0);
      session.loadFiles(await prepareFiles({ [plain]: bytes }, runs ?? []));
      for (const [i, epoch] of epochs.entries()) {
        const record = session.epoch();
        const spread = 2 * Math.abs(epoch.validationLoss - epoch.float64ValidationLoss);
        const tolerance = Math.max(1e-4, spread);
        assert.ok(
          Math.abs(Number(record.trainLoss) - epoch.trainLoss) <= tolerance,
          `epoch ${i + 1}: ${record.trainLoss} and ${epoch.trainLoss}`,
        );
        assert.ok(
          Math.abs(Number(record.validationLoss) - epoch.validationLoss) <= tolerance,
          `epoch ${i + 1}: ${record.validationLoss} and ${epoch.validationLoss}`,
        );
        if (epoch.correct === undefined) continue; // a number is predicted
        const correct = Number(record.validationAccuracy) * validation;
        assert.ok(Math.abs(correct - epoch.correct) <= 1.0001, `epoch ${i + 1}: ${correct} and ${epoch.correct}`);
      }
      session.delete();
    });
  }
});
