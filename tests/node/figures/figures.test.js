// The figures as pure functions, under Node without any DOM: what a baked SVG or a print is made of.
// Catches a figure that needs a browser, labels that overlap, coordinates that are no numbers.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decadeTicks, logScale } from '../../../web/figures/axes.js';
import { functionStyle, functionStyles } from '../../../web/figures/colours.js';
import { curveGeometry, curvesFigure } from '../../../web/figures/curves.js';
import { epochsFigure, spreadLabels } from '../../../web/figures/epochs.js';
import { histogramFigure } from '../../../web/figures/histogram.js';
import { shortenedInside, svgText } from '../../../web/figures/svg.js';
import { unitsFigure } from '../../../web/figures/units.js';
import { tickText } from '../../../web/text/numbers.js';
import { formulaMarkup, markSymbols } from '../../../web/tools/formulas.js';

/** Well-formed enough for a parser: every tag closed, no number that is none. @param {string} text */
function assertSound(text) {
  assert.match(text, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.doesNotMatch(text, /NaN|undefined|Infinity|null/);
  const open = /** @type {string[]} */ ([]);
  for (const [, close, name, self] of text.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (self) continue;
    if (close) assert.equal(open.pop(), name);
    else open.push(name);
  }
  assert.deepEqual(open, []);
}

describe('figures', () => {
  test('names that begin alike are cut inside, so that they stay different', () => {
    assert.equal(shortenedInside('ReLU', 9), 'ReLU');
    assert.equal(shortenedInside('ReLU + BN, learningRate 0.03', 12), 'ReLU +\u20260.03');
    for (let most = 1; most < 12; ++most) {
      const shown = shortenedInside('ReLU, learningRate 0.01', most);
      assert.ok(shown.length <= Math.max(2, most), `${most}: ${shown}`);
      if (most >= 5) assert.notEqual(shown, shortenedInside('ReLU, learningRate 0.03', most));
    }
  });

  test('curves break at a jump, survive infinities and keep their colours', () => {
    const panels = [
      { orders: [0], domain: /** @type {[number, number]} */ ([-1, 1]), height: 100, label: 'f(x) < "1" & more' },
    ];
    const geometry = curveGeometry({ width: 400, xDomain: [-2, 2], panels });
    const series = [
      {
        label: 'Step',
        ...functionStyle('step'),
        xs: [-2, -0.01, 0, 0.01, 2],
        ys: [[0, 0, Number.NaN, 1, Number.POSITIVE_INFINITY]],
        jumps: [{ order: 0, x: 0, left: 0, right: 1 }],
      },
    ];
    const text = svgText(curvesFigure({ geometry, panels, series, alt: 'a step' }));
    assertSound(text);
    assert.match(text, /aria-label="a step"/);
    assert.match(text, /f\(x\) &lt; &quot;1&quot; &amp; more/);
    assert.equal(/ d="([^"]*)"/.exec(text)?.[1].match(/M/g)?.length, 2, 'one line on each side of the jump');
    assert.equal(text.match(/class="open"/g)?.length, 2);
  });

  test('epochs draw gaps for what is not finite, on both scales, with nothing yet, and with one epoch', () => {
    for (const scale of /** @type {const} */ (['linear', 'log'])) {
      for (const values of [[], [1], [1, null, 0, 5e9, -3, Number.NaN]]) {
        const points = values.map((value, i) => ({ epoch: i + 1, value }));
        const text = svgText(
          epochsFigure({
            width: 300,
            height: 200,
            epochs: [1, Math.max(1, values.length)],
            domain: [0.01, 100],
            scale,
            series: [{ label: 'ELU', ...functionStyle('elu'), points }],
            baseline: { value: 0.5, label: 'majority' },
            labels: true,
            alt: 'loss',
          }),
        );
        assertSound(text);
      }
    }
  });

  test('the label of the baseline lies where no line is', () => {
    const figure = (/** @type {number[]} */ values) =>
      svgText(
        epochsFigure({
          width: 500,
          height: 270,
          epochs: [1, values.length],
          domain: [0, 1],
          series: [
            { label: 'ELU', ...functionStyle('elu'), points: values.map((value, i) => ({ epoch: i + 1, value })) },
          ],
          baseline: { value: 0.5, label: 'majority class, 0.500' },
          alt: 'accuracy',
        }),
      );
    const place = (/** @type {string} */ text) =>
      /haloed" x="([\d.]+)" y="([\d.]+)"/.exec(text)?.slice(1).map(Number) ?? [];
    const [, free] = place(figure([0.9, 0.9]));
    const [, below] = place(figure([0.45, 0.45]));
    assert.ok(below < free, 'above the baseline when a line runs below it');
    const [left] = place(figure([0.46, 0.54, 1, 1, 1, 1]));
    assert.ok(left >= 56);
  });

  test('labels at the ends neither overlap nor leave the figure', () => {
    const placed = spreadLabels([50, 50, 51, 200, 199], 14, 20, 200);
    const sorted = [...placed].sort((a, b) => a - b);
    for (let i = 1; i < sorted.length; ++i) assert.ok(sorted[i] - sorted[i - 1] >= 14);
    assert.ok(sorted[0] >= 20 && sorted[4] <= 200);
  });

  test('ticks are decades, thinned evenly, in plain digits or powers of ten', () => {
    assert.deepEqual(decadeTicks(logScale([0.01, 100], [100, 0]), 8), [0.01, 0.1, 1, 10, 100]);
    assert.equal(decadeTicks(logScale([1e-7, 1e3], [100, 0]), 4).length, 4);
    assert.deepEqual([0, 0.01, -0.5, 1e-7, 1e6, 2500].map(tickText), [
      '0',
      '0.01',
      '\u22120.5',
      '10\u207b\u2077',
      '10\u2076',
      '2500',
    ]);
  });

  test('a histogram of nothing and of one full bin, and a grid of every state', () => {
    const shared = {
      width: 300,
      height: 200,
      edges: /** @type {[number, number]} */ ([-6, 10]),
      below: 0,
      above: 0,
      colour: 'blue',
      label: 'a',
      alt: 'histogram',
    };
    assertSound(svgText(histogramFigure({ ...shared, counts: new Array(64).fill(0) })));
    assertSound(
      svgText(histogramFigure({ ...shared, counts: [1e9, ...new Array(63).fill(0)], above: 3, references: [0] })),
    );
    const grid = svgText(unitsFigure({ width: 300, states: '..ds', colour: 'blue', chosen: 1, alt: 'units' }));
    assertSound(grid);
    assert.equal(grid.match(/class="unit dead"/g)?.length, 1);
    assert.equal(grid.match(/class="unit saturated"/g)?.length, 1);
  });

  test('a function keeps its hue; its second appearance gets another line', () => {
    const [first, other, second] = functionStyles(['elu', 'relu', 'elu']);
    assert.equal(first.colour, functionStyle('elu').colour);
    assert.equal(second.colour, first.colour);
    assert.notEqual(second.dash, first.dash);
    assert.notEqual(other.colour, first.colour);
    for (const name of ['constructor', 'toString', 'valueOf', '__proto__', 'hasOwnProperty'])
      assert.match(functionStyle(name).colour, /^var\(--hue-/);
  });
});

describe('formulas', () => {
  test('parameters are marked wherever they stand, and nothing else is', () => {
    const marked = markSymbols('\\begin{cases} \\max(x, a) e^x \\\\ \\alpha x_a \\text{a case of x} \\end{cases}', [
      { name: 'alpha', symbol: '\\alpha' },
      { name: 'slope', symbol: 'a' },
      { name: 'x', symbol: 'x' },
    ]);
    assert.equal(
      marked,
      '\\begin{cases} \\max({\\class{p-x}{x}}, {\\class{p-slope}{a}}) e^{\\class{p-x}{x}} \\\\ {\\class{p-alpha}{\\alpha}} {\\class{p-x}{x}}_{\\class{p-slope}{a}} \\text{a case of x} \\end{cases}',
    );
  });

  test('the markup has what the page puts numbers in, and no style attribute', () => {
    const markup = formulaMarkup('\\frac{\\alpha}{2} e^{\\beta x}', [
      { name: 'alpha', symbol: '\\alpha' },
      { name: 'beta', symbol: '\\beta' },
    ]);
    assert.match(markup, /class="p-alpha/);
    assert.match(markup, /class="p-beta/);
    assert.doesNotMatch(markup, /style=/);
  });
});
