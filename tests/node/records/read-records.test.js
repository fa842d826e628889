// Files of records as the page reads them: what the command line wrote, whole, packed, damaged and mutated. Catches a file that
// is refused for one bad line, a damaged one that is believed, a reader that throws anything but words, and two readers that
// disagree.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { DataError } from '../../../web/data/data-error.js';
import { RecordsError, readRecords } from '../../../web/records/read-records.js';
import { reportTrials } from '../../../web/report/report-trials.js';
import { generator, mutateBytes, mutateValue } from '../../fuzz/mutate.js';
import { cli, experimentFile, fourKinds, newEngine, newFolder } from '../support.js';

/** How many mutated files are read. */
const kMutations = Number(process.env.PLAYGROUND_MUTATIONS ?? 300);
const kSeed = Number(process.env.PLAYGROUND_SEED ?? 1);

const quick = { ...fourKinds, seeds: [1, 2], runs: fourKinds.runs.slice(0, 2) };
const path = join(newFolder(), 'whole.jsonl');
{
  const { code, stderr } = await cli('run', experimentFile(quick), '--jsonl', path);
  assert.equal(code, 0, stderr);
}
const bytes = readFileSync(path);
const lines = bytes.toString('utf8').trim().split('\n');
const engine = await newEngine();
const catalog = engine.catalog();

/** @param {string[]} changed */
const read = (changed) => readRecords(Buffer.from(`${changed.join('\n')}\n`), 'some.jsonl');

/** @param {string} type @param {number} [nth] */
const placeOf = (type, nth = 0) => lines.flatMap((line, i) => (JSON.parse(line).type === type ? [i] : []))[nth];

test('every epoch and summary is there, of a packed file too, and of a file that arrives byte by byte', async () => {
  const set = await readRecords(bytes, 'whole.jsonl');
  const records = lines.map((line) => JSON.parse(line));
  assert.deepEqual(
    set.trials.flatMap(({ epochs, summary }) => [...epochs, summary]),
    records.filter(({ type }) => type === 'epoch' || type === 'summary'),
  );
  assert.deepEqual(set.problems, []);
  assert.deepEqual(await readRecords(gzipSync(bytes), 'whole.jsonl'), set);
  const { linesOf } = await import('../../../web/records/lines.js');
  const pieces = (async function* () {
    for (const byte of bytes.subarray(0, 40_000)) yield Uint8Array.of(byte);
  })();
  const texts = [];
  for await (const { text } of linesOf(pieces)) texts.push(text);
  const whole = bytes.subarray(0, 40_000).toString('utf8').split('\n');
  assert.deepEqual(texts, whole);
});

test('the trials of one file and of two: names, runs, and what was left out', async () => {
  const set = await readRecords(bytes, 'whole.jsonl');
  const answer = engine.checkExperiment(set.header.experiment);
  const one = reportTrials([{ set, answer }], catalog);
  assert.deepEqual(
    one.trials.map(({ name, seed, runIndex }) => [name, seed, runIndex]),
    [
      ['SGD, seed 1', 1, 0],
      ['SGD, seed 2', 2, 0],
      ['Adam, seed 1', 1, 1],
      ['Adam, seed 2', 2, 1],
    ],
  );
  assert.deepEqual(one.notes, []);
  assert.equal(one.trials[0].metric?.name, 'accuracy');
  const two = reportTrials(
    [
      { set, answer },
      { set: { ...set, name: 'other.jsonl' }, answer },
    ],
    catalog,
  );
  assert.equal(two.trials[4].runName, 'SGD \u00b7 other');
  assert.equal(two.trials[4].summary?.run, two.trials[4].runName);
  // A file that the engine does not take is shown as it stands.
  const refused = reportTrials([{ set, answer: engine.checkExperiment({ version: 1 }) }], catalog);
  assert.equal(refused.trials.length, 4);
  assert.match(refused.notes.join(' '), /does not take its experiment/);
  assert.equal(refused.trials[0].metric?.name, 'accuracy');
  const foreign = await read(lines.map((line) => line.replaceAll('"run":"Adam"', '"run":"Adams"')));
  const { trials, notes } = reportTrials([{ set: foreign, answer }], catalog);
  assert.equal(trials.length, 2);
  assert.match(
    notes.join(' '),
    /2 trainings belong to no run and seed of its experiment, e\.g\. \u201cAdams\u201d, seed 1/,
  );
});

test('damaged lines are left out with their number and the reason; the rest is shown', async () => {
  const at = placeOf('epoch', 1);
  const record = JSON.parse(lines[at]);
  for (const [text, said] of /** @type {[string, RegExp][]} */ ([
    ['{"type":"epoch"', /line \d+ is not JSON/],
    ['7', /line \d+ is no record/],
    [JSON.stringify({ ...record, trainLoss: '1' }), /line \d+ does not fit: "trainLoss" must be a number or null/],
    [JSON.stringify({ ...record, layers: [{}] }), /line \d+ does not fit: "layers\[0\]\.layer" is missing/],
  ])) {
    const { trials, problems } = await read(lines.with(at, text));
    assert.match(problems.join(' '), said);
    assert.ok(problems[0].includes(`some.jsonl: line ${at + 1} `), problems[0]);
    assert.equal(
      trials.flatMap(({ epochs }) => epochs).length,
      lines.filter((line) => line.startsWith('{"type":"epoch"')).length - 1,
    );
  }
});

test('what is no file of records is refused with what it is', async () => {
  const header = JSON.parse(lines[0]);
  for (const [changed, said] of /** @type {[string[], RegExp][]} */ ([
    [[''], /is empty\. A file of records is what/],
    [['x,y', '1,2'], /its first line names no experiment and no model/],
    [lines.slice(1), /its first line names no experiment and no model; it is of type "epoch"/],
    [[lines[0]], /names its experiment, and holds no epoch and no summary yet/],
    [
      lines.with(0, JSON.stringify({ ...header, experiment: { ...header.experiment, seeds: [3] } })),
      /was altered: its first line/,
    ],
    [
      [lines[0], ...Array.from({ length: 1100 }, () => 'x')],
      /more than 1000 of its lines cannot be read; line 2 is not JSON/,
    ],
    [['{"generator":"Activation Playground",'], /is not whole/],
  ]))
    await assert.rejects(read(changed), (/** @type {Error} */ error) => {
      assert.ok(error instanceof RecordsError, String(error));
      assert.match(error.message, said);
      return true;
    });
});

test('the record of a figure opens as its records did', async () => {
  const folder = join(newFolder(), 'figure');
  const { code, stderr } = await cli('figure', experimentFile(quick), '--records', path, '--page', folder);
  assert.equal(code, 0, stderr);
  const set = await readRecords(readFileSync(join(folder, 'record.json')), 'record.json');
  const whole = await readRecords(bytes, 'whole.jsonl');
  assert.deepEqual(
    set.trials.map(({ run, seed, epochs, summary }) => [run, seed, epochs.length, summary?.hash]),
    whole.trials.map(({ run, seed, epochs, summary }) => [run, seed, epochs.length, summary?.hash]),
  );
  const { checksum: _, ...header } = whole.header;
  assert.deepEqual(set.header, header);
});

test('the record of a recorded result opens whole; a bad one in it is named by its line of the file', async () => {
  const folder = join(newFolder(), 'figure');
  // ELU's layers are constant at its end: their bins are narrower than the digits that a recorded result keeps.
  const { code, stderr } = await cli('figure', 'relu-vs-elu', '--page', folder);
  assert.equal(code, 0, stderr);
  const text = readFileSync(join(folder, 'record.json'), 'utf8');
  const whole = await readRecords(Buffer.from(text), 'record.json');
  assert.deepEqual(whole.problems, []);
  for (const { epochs, summary } of whole.trials) assert.equal(epochs.at(-1)?.epoch, summary?.epochs);
  const report = await cli('report', join(folder, 'record.json'));
  assert.deepEqual([report.code, report.stderr], [0, '']);

  // As figures were published before.
  const equal = text.replaceAll('"edges":[-1,-0.9999961853027344]', '"edges":[-1,-1]');
  assert.notEqual(equal, text);
  assert.deepEqual((await readRecords(Buffer.from(equal), 'record.json')).problems, []);

  const at = text.split('\n').findIndex((line) => line.includes('"type":"epoch"')) + 3;
  const broken = text.split('\n').with(at, text.split('\n')[at].replace(/"edges":\[[^\]]*\]|"seed":0/, '"seed":"x"'));
  assert.deepEqual((await readRecords(Buffer.from(broken.join('\n')), 'record.json')).problems, [
    `record.json: line ${at + 1} does not fit: "seed" must be a whole number, not "x"; it is left out.`,
  ]);
  // An editor set it otherwise.
  const other = JSON.stringify(JSON.parse(broken.join('\n'))).replace(',"version"', ',\n"version"');
  assert.match(
    (await readRecords(Buffer.from(other), 'record.json')).problems.join(' '),
    /^record\.json: record 4 of its list does not fit: "seed"/,
  );
});

test('records of a model without an experiment: runs, metric and layers are those of the records', async () => {
  const model = { type: 'model', name: 'my network', framework: 'PyTorch 2.1', parameters: 77 };
  const set = await read([JSON.stringify(model), ...lines.slice(1)]);
  const { trials } = reportTrials([{ set, answer: null }], catalog);
  assert.equal(trials.length, 4);
  assert.equal(trials[0].metric?.name, 'accuracy');
  assert.equal(trials[0].activation, 'gelu');
  assert.equal(trials[0].parameters, 77);
});

test('mutated files end in words or are shown, and a changed header is never believed', async () => {
  const random = generator(kSeed);
  let refused = 0;
  for (let i = 0; i < kMutations; i += 1) {
    const changed = random.chance(0.4)
      ? mutateBytes(random, bytes)
      : Buffer.from(
          lines
            .map((line) => (random.chance(0.15) ? JSON.stringify(mutateValue(random, JSON.parse(line))) : line))
            .join('\n'),
        );
    try {
      const set = await readRecords(changed, 'mutated.jsonl');
      const answer = set.header.experiment ? engine.checkExperiment(set.header.experiment) : null;
      const { trials } = reportTrials([{ set, answer }], catalog);
      assert.ok(trials.every(({ records }) => records.every(({ layers }) => Array.isArray(layers))));
      if (set.header.checksum !== undefined && answer?.ok)
        assert.equal(JSON.stringify(set.header.experiment), JSON.stringify(JSON.parse(lines[0]).experiment));
    } catch (error) {
      refused += 1;
      assert.ok(error instanceof RecordsError || error instanceof DataError, `${i}, seed ${kSeed}: ${error}`);
      assert.match(/** @type {Error} */ (error).message, /mutated\.jsonl/);
    }
  }
  assert.ok(refused > 0 && refused < kMutations, `${refused} of ${kMutations} refused`);
});
