// Where a failure began, and histograms on common bins: fed by runs of the real engine. Catches an onset that points at
// another epoch or layer than the records show, counts that are lost when bins are merged, and a unit's history that skips.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fanExtent, fanSeries, readFan } from '../../../web/figures/fan.js';
import { heatAt, heatFigure, heatHeight } from '../../../web/figures/heat.js';
import { svgText } from '../../../web/figures/svg.js';
import { onCommonBins } from '../../../web/layers/rebin.js';
import { recordedResult } from '../../../web/presets/results.js';
import { onsetOf } from '../../../web/results/onset.js';
import { newEngine } from '../support.js';

const dense = (/** @type {number} */ units) => ({ type: 'dense', units });

/** @param {string} name of the function @param {object} training @param {object} [data] */
const experimentOf = (name, training, data = {}) => ({
  version: 1,
  data: { source: 'shifted-gaussian', train: 600, validation: 200, features: 20, classes: 4, seed: 1, ...data },
  network: {
    activation: { name },
    init: 'he-normal',
    layers: [dense(24), { type: 'activation' }, dense(24), { type: 'activation' }, dense(4)],
  },
  training: {
    optimizer: { name: 'sgd', learningRate: 0.05, momentum: 0.9 },
    batchSize: 50,
    epochs: 8,
    validationBatchSize: 100,
    ...training,
  },
});

/** @param {object} experiment @returns {Promise<{ records: any[], summary: any }>} */
async function trained(experiment) {
  const engine = await newEngine();
  const session = engine.createSession(experiment, 0, 0);
  const records = [];
  for (let progress = session.step(0); progress.stage !== 'done'; ) {
    progress = session.step(1);
    if (progress.records > records.length) records.push(session.record());
  }
  const summary = session.summary();
  session.delete();
  return { records, summary };
}

const sgd = (/** @type {number} */ learningRate) => ({ optimizer: { name: 'sgd', learningRate, momentum: 0.9 } });

describe('where a failure began', () => {
  test('dead units: the layer with the most, and the epoch from which they are half of what they came to', async () => {
    const { records, summary } = await trained(experimentOf('relu', sgd(0.4)));
    const onset = onsetOf({ records, summary });
    assert.ok(onset, summary.verdict);
    const share = (/** @type {any} */ record, /** @type {string} */ layer) => {
      const entry = record.combined.find((/** @type {any} */ one) => one.layer === layer);
      return entry.inactiveUnits / entry.units;
    };
    const last = records.at(-1);
    for (const { layer } of last.combined) assert.ok(share(last, layer) <= share(last, onset.layer));
    const half = share(last, onset.layer) / 2;
    assert.ok(half > 0);
    for (const record of records)
      if (record.epoch >= onset.epoch) assert.ok(share(record, onset.layer) >= half, `epoch ${record.epoch}`);
      else if (record.epoch === onset.epoch - 1) assert.ok(share(record, onset.layer) < half);
    assert.match(onset.text, new RegExp(`^${onset.layer} had \\d+ dead of its 24 units in epoch ${onset.epoch}`));
  });

  test('a diverged run: its last complete epoch and the layer that grew the most', async () => {
    const { records, summary } = await trained(experimentOf('identity', { ...sgd(0.09), epochs: 60 }));
    assert.equal(summary.status, 'diverged', summary.verdict);
    assert.ok(records.length > 0, summary.verdict);
    const onset = onsetOf({ records, summary });
    assert.ok(onset);
    assert.ok(records.some(({ epoch }) => epoch === onset.epoch));
    assert.match(onset.text, /NaN or infinite/);
    assert.equal(onsetOf({ records: [], summary }), null);
  });

  test('it is looked for once a result, and again for another', async () => {
    const { records, summary } = await trained(experimentOf('relu', sgd(0.4)));
    let reads = 0;
    const counted = records.map((record) => ({
      ...record,
      get combined() {
        reads += 1;
        return record.combined;
      },
    }));
    const first = onsetOf({ records: counted, summary });
    assert.ok(first && reads > 0);
    reads = 0;
    assert.equal(onsetOf({ records: counted, summary }), first);
    assert.equal(reads, 0);
    // The same text of other records would be one that was kept for too long.
    assert.equal(onsetOf({ records: [], summary }), null);
    assert.deepEqual(onsetOf({ records: counted, summary: { ...summary } }), first);
    assert.ok(reads > 0);
  });

  test('a collapsed run: the epoch from which all samples have one answer', async () => {
    const { records, summary } = await trained(experimentOf('sigmoid', { ...sgd(1e-7), epochs: 3 }));
    assert.equal(summary.status, 'collapsed', summary.verdict);
    const onset = onsetOf({ records, summary });
    assert.ok(onset);
    const since = Number(/since epoch (\d+)/.exec(summary.verdict)?.[1]);
    assert.equal(onset.epoch, since);
    assert.match(onset.text, /one answer since epoch|units/);
  });

  test('what varies least beside a mean near zero is said in numbers, not as 908.7 % of it', async () => {
    const result = await recordedResult('relu-vs-elu');
    const elu = result?.trials.find(({ run }) => run === 'ELU');
    assert.ok(elu);
    const onset = onsetOf({ records: elu.epochs, summary: elu.summary });
    assert.match(
      String(onset?.text),
      /one answer since epoch 1; the activations of activation\d vary least there, with a spread of [\d.]+ around a mean of -?[\d.]+$/,
    );
  });

  test('what failed first is named: one answer since epoch 1 is not the work of units that died later', () => {
    const entry = (/** @type {number} */ inactive) => ({
      layer: 'activation1',
      units: 10,
      inactiveUnits: inactive,
      deadUnits: inactive,
      mean: 1,
      std: 0.1,
    });
    const record = (
      /** @type {number} */ epoch,
      /** @type {number} */ inactive,
      /** @type {number[]} */ predictedCounts,
    ) => /** @type {any} */ ({ epoch, predictedCounts, combined: [entry(inactive)], layers: [] });
    const summary = { status: 'collapsed' };
    const late = onsetOf({ records: [record(1, 0, [0, 9]), record(2, 6, [0, 9])], summary });
    assert.deepEqual([late?.epoch, /one answer/.test(String(late?.text))], [1, true]);
    const early = onsetOf({ records: [record(1, 6, [4, 5]), record(2, 6, [0, 9])], summary });
    assert.deepEqual([early?.epoch, /6 dead/.test(String(early?.text))], [1, true]);
    const regression = onsetOf({ records: [record(1, 6, []), record(2, 6, [])], summary });
    assert.match(String(regression?.text), /6 dead/);
  });

  test('a run that went well, and one without statistics, began nothing', async () => {
    const well = await trained(experimentOf('elu', {}));
    assert.equal(well.summary.status, 'completed');
    assert.equal(onsetOf(well), null);
    const bare = await trained(experimentOf('relu', { ...sgd(0.4), statistics: false }));
    assert.equal(onsetOf(bare), null);
  });
});

describe('histograms and percentiles', () => {
  test('the engine’s bins are merged without a count lost, and both have the same edges', async () => {
    const [a, b] = await Promise.all([trained(experimentOf('tanh', {})), trained(experimentOf('relu', sgd(0.2)))]);
    const of = (/** @type {any} */ { records }, /** @type {number} */ epoch) => records[epoch].layers[0].histogram;
    for (const epoch of [0, 7]) {
      const before = [of(a, epoch), of(b, epoch)];
      const width = (/** @type {any} */ { edges, counts }) => (edges[1] - edges[0]) / counts.length;
      assert.notEqual(width(before[0]), width(before[1]), 'the bins follow the data');
      for (const one of before) assert.ok(Number.isInteger(Math.log2(width(one))));
      const after = onCommonBins(before);
      assert.deepEqual(after[0].edges, after[1].edges);
      assert.equal(after[0].counts.length, after[1].counts.length);
      const sum = (/** @type {any} */ { counts }) =>
        counts.reduce((/** @type {number} */ x, /** @type {number} */ y) => x + y, 0);
      after.forEach((one, i) => {
        assert.equal(sum(one), sum(before[i]));
      });
      // Twice is once.
      assert.deepEqual(onCommonBins(after), after);
    }
    const nothing = { edges: /** @type {[number, number]} */ ([0, 0]), counts: [], below: 0, above: 3 };
    assert.deepEqual(onCommonBins([nothing]), [nothing]);
    assert.equal(sumOf(onCommonBins([nothing, of(a, 0)])[0].counts), 0);
  });

  test('layers that are constant are compared on few bins, and have an axis', () => {
    /** The bins of one value, as narrow as the engine makes them. @param {number} value @param {number} width */
    const constant = (value, width) => {
      const low = Math.floor(value / width) * width;
      return { edges: /** @type {[number, number]} */ ([low, low + width]), counts: [800], below: 0, above: 0 };
    };
    const far = onCommonBins([constant(-1, 2 ** -18), constant(0, 2 ** -167)]);
    for (const { counts } of far) {
      assert.ok(counts.length > 1 && counts.length <= 301, String(counts.length));
      assert.equal(sumOf(counts), 800);
    }
    const [zero] = onCommonBins([constant(0, 2 ** -167)]);
    assert.deepEqual([zero.edges, zero.counts], [[0, 1 / 16], [800]]);
    // Shortened edges can be equal; their bin is then beside the value, wherever that is.
    for (const value of [-1, 0, 0.3, 1e30, -3e38]) {
      const [one] = onCommonBins([{ ...zero, edges: [value, value] }]);
      assert.ok(one.edges[0] <= value && value <= one.edges[1] && one.edges[0] < one.edges[1], String(one.edges));
      assert.deepEqual(one.counts, [800]);
    }
    const [wide, end] = onCommonBins([
      { ...zero, edges: [-1, 1], counts: [1, 2, 3, 4] },
      { ...zero, edges: [1, 1] },
    ]);
    assert.deepEqual(
      [wide.counts, end.counts],
      [
        [1, 2, 3, 4],
        [0, 0, 0, 800],
      ],
    );
  });

  test('percentiles rise, begin and end with the extremes, and are drawn as four areas and a median', async () => {
    const { records } = await trained(experimentOf('gelu', {}));
    const rows = records.map(({ epoch, layers }) => ({ epoch, values: layers[1].percentiles }));
    for (const { layers } of records)
      for (const { phase, percentiles, min, max } of layers) {
        assert.equal(percentiles.length, 9);
        assert.deepEqual(
          percentiles,
          [...percentiles].sort((x, y) => x - y),
        );
        if (phase === 'validation') assert.deepEqual([percentiles[0], percentiles[8]], [min, max]);
      }
    const series = fanSeries(rows, 'blue');
    assert.equal(series.filter(({ band }) => band).length, 4);
    const [low, high] = fanExtent([rows]);
    const figure = {
      width: 300,
      height: 170,
      epochs: /** @type {[number, number]} */ ([1, 8]),
      domain: /** @type {[number, number]} */ ([low, high]),
      series,
      alt: 'fan',
    };
    const read = readFan(figure, rows, 3);
    assert.equal(read?.title, 'epoch 3');
    assert.equal(read?.lines.length, 5);
    assert.equal(readFan(figure, rows, 99), null);
  });
});

/** @param {number[]} counts */
const sumOf = (counts) => counts.reduce((sum, count) => sum + count, 0);

test('shades: a cell for each change, a cross where there is no number, both hues, and every cell is found again', () => {
  const rows = [
    { label: 'first', points: [1, 2, 3].map((epoch) => ({ epoch, value: epoch / 4 })) },
    { label: 'second', points: [1, 2, 3].map((epoch) => ({ epoch, value: epoch === 2 ? null : -0.5 })) },
  ];
  const figure = {
    width: 400,
    epochs: /** @type {[number, number]} */ ([1, 3]),
    rows,
    domain: /** @type {[number, number]} */ ([-1, 1]),
    scale: /** @type {const} */ ('linear'),
    colour: 'blue',
    negative: 'red',
    chosen: { row: 1, epoch: 3 },
    alt: 'shades',
  };
  const text = svgText(heatFigure(figure));
  assert.doesNotMatch(text, /NaN|undefined|Infinity/);
  assert.equal(text.match(/class="cell"[^>]*fill="blue"/g)?.length, 3);
  assert.equal(text.match(/class="cell"[^>]*fill="red"/g)?.length, 2);
  assert.equal(text.match(/class="unit-mark"/g)?.length, 1);
  const found = new Set();
  for (let px = 0; px < 400; px += 2)
    for (let py = 0; py < heatHeight(2); py += 2) {
      const cell = heatAt(figure, px, py);
      if (cell) found.add(`${cell.row} ${cell.epoch}`);
    }
  assert.deepEqual([...found].sort(), ['0 1', '0 2', '0 3', '1 1', '1 2', '1 3']);
  const flat = { ...figure, domain: /** @type {[number, number]} */ ([1e-4, 10]), scale: /** @type {const} */ ('log') };
  assert.doesNotMatch(svgText(heatFigure(flat)), /NaN|undefined|Infinity/);
});
