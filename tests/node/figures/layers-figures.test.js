// The figures of the layers as pure functions: scales that follow the data, a single epoch, labels, and a second histogram.
// Catches layers that are all of one shade, one that flattens the others, a fan that is a dot, and shares of the wrong total.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epochsFigure, readableTicks, symlogScale, symlogTicks } from '../../../web/figures/epochs.js';
import { fanScale, fanSeries } from '../../../web/figures/fan.js';
import { heatFigure, shadeDomain } from '../../../web/figures/heat.js';
import { histogramFigure } from '../../../web/figures/histogram.js';
import { svgText } from '../../../web/figures/svg.js';
import { depthColour } from '../../../web/layers/layer-charts.js';

/** @param {number} size @param {number} [epochs] */
const rows = (size, epochs = 4) =>
  Array.from({ length: epochs }, (_, i) => ({
    epoch: i + 1,
    values: [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((one) => (one * size) / 4),
  }));

/** @param {string} text @param {string} name of a class @returns {string[]} the paths of its elements */
const pathsOf = (text, name) =>
  [...text.matchAll(new RegExp(`<path class="${name}"[^>]* d="([^"]*)"`, 'g'))].map(([, path]) => path);

/** @param {string} text of a figure @returns {string[]} what its axis of epochs says */
const epochTicks = (text) =>
  [...(/<g class="x-axis">(.*?)<\/g>/s.exec(text)?.[1] ?? '').matchAll(/class="tick"[^>]*>([^<]*)</g)].map(
    ([, tick]) => tick,
  );

test('a fan of one epoch has the width of its areas, in the middle of an axis with that epoch alone', () => {
  const text = svgText(
    epochsFigure({
      width: 300,
      height: 170,
      epochs: [1, 1],
      domain: [-2, 2],
      series: fanSeries(rows(1, 1), 'red'),
      alt: '',
    }),
  );
  assert.deepEqual(epochTicks(text), ['1']);
  const bands = pathsOf(text, 'band');
  assert.equal(bands.length, 4);
  for (const band of bands) {
    const [, left, high, right, low] = /^M([\d.]+),([\d.]+)H([\d.]+)V([\d.]+)H/.exec(band)?.map(Number) ?? [];
    assert.ok(right - left > 8 && low > high, band);
    assert.ok(Math.abs((left + right) / 2 - (50 + 288) / 2) < 1, band);
  }
});

test('a gap on both sides of an epoch does not hide it', () => {
  const [one, two, three] = rows(1, 3);
  const fan = fanSeries([{ ...one, values: null }, two, { ...three, values: null }], 'red');
  const text = svgText(
    epochsFigure({ width: 300, height: 170, epochs: [1, 3], domain: [-2, 2], series: fan, alt: '' }),
  );
  for (const band of pathsOf(text, 'band')) assert.match(band, /^M.*H.*V.*Z$/);
});

test('shades go from the least to the largest value, without one that is far from the rest', () => {
  assert.deepEqual(shadeDomain([0.9, 1, 1.1, null, Number.NaN], 'linear'), [0.9, 1.1]);
  const [low, high] = shadeDomain([0.9, 0.95, 1, 1.05, 1.1, 1e30], 'log');
  assert.ok(Math.abs(low - 0.9) < 1e-12 && Math.abs(high - 1.1) < 1e-12, `${low} to ${high}`);
  assert.deepEqual(shadeDomain([-3, -1, 0, 2, 5], 'linear'), [-3, 5]);
  // Over half are one value: what differs from it is what there is to see.
  assert.deepEqual(shadeDomain([0, 0, 0, 0, 0, 0.3], 'linear'), [0, 0.3]);
  for (const values of [[2, 2, 2], [0, 0], [-1, -1], []])
    for (const scale of /** @type {const} */ (['linear', 'log'])) {
      const [first, last] = shadeDomain(values, scale);
      assert.ok(first < last && Number.isFinite(first) && Number.isFinite(last), `${values}, ${scale}`);
    }
});

test('layers that differ by little have shades that differ, and the legend has the limits', () => {
  /** @param {number[]} values @param {'linear' | 'log'} scale */
  const heat = (values, scale) => {
    const shown = values.map((value, i) => ({ label: `layer${i}`, points: [{ epoch: 1, value }] }));
    return svgText(
      heatFigure({
        width: 500,
        epochs: [1, 1],
        rows: shown,
        domain: shadeDomain(values, scale),
        scale,
        colour: 'red',
        negative: 'black',
        format: (value) => value.toFixed(2),
        chosen: null,
        alt: '',
      }),
    );
  };
  /** @param {string} text */
  const shades = (text) =>
    [...text.matchAll(/class="cell"[^>]*fill="(\w+)" fill-opacity="([\d.]+)"/g)].map(([, fill, shade]) => [
      fill,
      Number(shade),
    ]);
  const alike = heat([0.98, 0.99, 1, 1.01, 1.02], 'log');
  const strengths = shades(alike).map(([, shade]) => Number(shade));
  assert.ok(
    strengths.every((shade, i) => i === 0 || shade - strengths[i - 1] > 0.15),
    strengths.join(),
  );
  assert.match(alike, />0\.98</);
  assert.match(alike, />1\.02</);
  assert.doesNotMatch(alike, /\u2264|\u2265/);
  // One that explodes has the last shade, and the legend says that there is more.
  const exploded = heat([0.98, 0.99, 1, 1.01, 1.02, 1e9], 'log');
  assert.deepEqual(shades(exploded).slice(0, 5), shades(alike));
  assert.equal(shades(exploded)[5][1], 1);
  assert.match(exploded, />\u2265\u20091\.02</);
  // So do values that are all below zero.
  const below = shades(heat([-5.2, -5.1, -5], 'linear'));
  assert.deepEqual(
    below.map(([fill]) => fill),
    ['black', 'black', 'red'],
  );
  assert.ok(below[0][1] > below[1][1]);
});

test('the scale of fans is linear where layers are alike, and logarithmic where one explodes', () => {
  const alike = [rows(1), rows(2), rows(5)];
  assert.equal(fanScale(alike).scale, 'linear');
  const exploding = [rows(1), rows(2), rows(5), rows(4000)];
  const { scale, constant, domain } = fanScale(exploding);
  assert.equal(scale, 'symlog');
  assert.deepEqual(domain, [-1e4, 1e4]);
  assert.ok(constant < 1 && constant > 0.001, `${constant}`);
  /** The height of each fan's widest area. @param {'linear' | 'symlog'} wanted */
  const heights = (wanted) =>
    exploding.map((fan) => {
      const text = svgText(
        epochsFigure({
          width: 300,
          height: 170,
          epochs: [1, 4],
          domain,
          scale: wanted,
          constant,
          series: fanSeries(fan, 'red'),
          alt: '',
        }),
      );
      const [widest] = pathsOf(text, 'band');
      const ys = [...widest.matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y));
      return Math.max(...ys) - Math.min(...ys);
    });
  assert.ok(heights('linear')[0] < 1, 'on a linear scale the others are flat');
  assert.ok(heights('symlog')[0] > 20, `${heights('symlog')}`);
  // Only rows without a value, or with zeros: there is a scale all the same.
  for (const fans of [[], [[{ epoch: 1, values: null }]], [rows(0)]]) {
    const found = fanScale(fans);
    assert.equal(found.scale, 'linear');
    assert.ok(found.constant > 0 && found.domain[0] < found.domain[1], JSON.stringify(found));
  }
});

test('a symmetric logarithmic scale is odd, keeps zero in its place and has decades for ticks', () => {
  const scale = symlogScale([-1000, 1000], [-1, 1], 0.1);
  assert.equal(scale(0), 0);
  for (const value of [0.01, 1, 300]) assert.ok(Math.abs(scale(value) + scale(-value)) < 1e-12);
  assert.ok(scale(100) - scale(10) > 0.15);
  assert.deepEqual(symlogTicks([-10, 100], 0.1), [-10, -1, -0.1, 0, 0.1, 1, 10, 100]);
  // Labels keep apart where decades near zero are a few pixels.
  const y = symlogScale([-10, 1000], [110, 10], 0.1);
  const ticks = readableTicks(symlogTicks([-10, 1000], 0.1), y);
  assert.deepEqual(ticks, [-10, 0, 10, 1000]);
  for (const [i, tick] of ticks.slice(1).entries()) assert.ok(y(ticks[i]) - y(tick) >= 18, `${ticks[i]} and ${tick}`);
});

test('of more labels than there is space for some are shown, the first and the last among them, none over another', () => {
  for (const count of [3, 11, 40]) {
    const series = Array.from({ length: count }, (_, i) => ({
      label: `dense${i + 1}`,
      colour: depthColour(i, count),
      dash: '',
      points: [1, 2].map((epoch) => ({ epoch, value: 1 + i / 1000 })),
    }));
    const text = svgText(
      epochsFigure({
        width: 400,
        height: 220,
        epochs: [1, 2],
        domain: [0.1, 10],
        scale: 'log',
        series,
        labels: true,
        leaders: true,
        alt: '',
      }),
    );
    const labels = [...text.matchAll(/class="end-label" x="([\d.]+)" y="([\d.]+)"[^>]*>(\w+)</g)];
    const names = labels.map(([, , , name]) => name);
    assert.ok(names.includes('dense1') && names.includes(`dense${count}`), names.join());
    const ys = labels.map(([, , y]) => Number(y)).sort((a, b) => a - b);
    for (let i = 1; i < ys.length; ++i) assert.ok(ys[i] - ys[i - 1] >= 13.9, `${count}: ${ys}`);
    assert.ok(ys[0] >= 26 && ys[ys.length - 1] <= 220 - 38 + 4.1, `${count}: ${ys}`);
    assert.equal(names.length, Math.min(count, 11));
    // A line leads to each label that had to move.
    assert.ok(pathsOf(text, 'leader').length >= names.length - 3, text);
  }
});

test('each depth has a colour of its own, from the first to the last', () => {
  const colours = Array.from({ length: 11 }, (_, i) => depthColour(i, 11));
  assert.equal(new Set(colours).size, 11);
  assert.match(colours[0], /--depth-first\) 100%/);
  assert.match(colours[5], /--depth-middle\) 100%/);
  assert.match(colours[10], /0%, var\(--depth-last\)/);
  assert.match(depthColour(0, 1), /--depth-first\) 100%/);
});

test('the shares of a second histogram are of all its values, the infinite ones too', () => {
  const figure = (/** @type {any} */ overlay) =>
    svgText(
      histogramFigure({
        width: 400,
        height: 240,
        edges: [0, 2],
        counts: [5, 5],
        below: 0,
        above: 0,
        colour: 'red',
        overlay,
        label: '',
        alt: '',
      }),
    );
  const line = { counts: [5, 5], colour: 'blue', dash: '' };
  const [finite] = pathsOf(figure({ ...line, below: 0, above: 0 }), 'curve');
  const [infinite] = pathsOf(figure({ ...line, below: 0, above: 990 }), 'curve');
  /** The top of its first bin, on the axis of shares. @param {string} path */
  const top = (path) =>
    Number(/M48(?:\.0)?,202V([\d.]+)H|M62(?:\.0)?,202V([\d.]+)H/.exec(path)?.slice(1).find(Boolean));
  // A half of the values, and a two-hundredth of them: two decades of four on 176 pixels.
  assert.ok(Math.abs(top(infinite) - top(finite) - (176 / 4) * 2) < 0.2, `${finite} | ${infinite}`);
  assert.match(infinite, /^M\d+,202V\d/, 'and those beside the axis are drawn');
});
