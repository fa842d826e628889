// The picture inside an element's markup. Catches markup that ends at a quote or a brace, a picture that is drawn otherwise than
// the chart on screen, and one that is too long to be pasted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figureRoot } from '../../../web/figures/axes.js';
import { standaloneSvg } from '../../../web/figures/standalone.js';
import { svgNode } from '../../../web/figures/svg.js';
import { elementParts, heightStyle, kPlaces } from '../../../web/sharing/element-snippet.js';
import { figureHeight } from '../../../web/sharing/figure-heights.js';
import { numbersMarkup } from '../../../web/sharing/figure-markup.js';
import { resultsTable } from '../../../web/sharing/figure-results.js';
import { defaultState } from '../../../web/sharing/link-state.js';
import { compactSvg, dataAddress, pictureInside } from '../../../web/sharing/picture-markup.js';

const kName = `"R{1}" & 'x' <\u2212\u03b1>`;
const points = Array.from({ length: 500 }, (_, i) => [i, 100 + 80 * Math.sin(i / 60)]);
const path = `M${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L')}`;

/** @param {number} width of the figure */
const svgOf = (width) =>
  standaloneSvg(
    figureRoot({
      ...{ width, height: 200, alt: kName },
      children: [
        svgNode('line', { class: 'grid', x1: 0, x2: width, y1: 20.5, y2: 20.5 }),
        svgNode('path', { class: 'curve', d: path, fill: 'none', stroke: 'var(--hue-blue, #0062ad)' }),
      ],
    }),
    { title: kName, subtitle: 'At 10 % of \u03b1.' },
  );
const [svg, small] = [svgOf(680), svgOf(312)];

/** @param {Parameters<typeof elementParts>[1]} options @returns {string} all that is pasted of the usual view */
const snippetOf = (options) =>
  elementParts(defaultState(), options)
    ?.map(({ text }) => text)
    .join('\n\n') ?? assert.fail(options.place);

/** What a browser reads from an address. @param {string} address */
const readBack = (address) => decodeURIComponent(address.replace(/^data:image\/svg\+xml,/, ''));

test('a picture in the markup is the chart: its words, its colours, and its line to a tenth of a pixel', () => {
  const compact = compactSvg(svg);
  assert.ok(compact.length < svg.length / 3, `${compact.length} of ${svg.length} letters`);
  const [, short] = / d="M([^"]*)"/.exec(compact) ?? assert.fail('there is no line');
  const kept = short.split('L').map((point) => point.split(',').map(Number));
  assert.ok(kept.length < 120, `${kept.length} points`);
  for (const [x, y] of points) {
    const after = Math.max(
      1,
      kept.findIndex(([px]) => px >= x),
    );
    const [[ax, ay], [bx, by]] = [kept[after - 1], kept[after]];
    assert.ok(Math.abs(ay + ((x - ax) / (bx - ax)) * (by - ay) - y) < 0.2, `at ${x}`);
  }
  for (const wanted of ['.grid {', '--hairline:', '--hue-blue: #0062ad', '--hue-blue: #62b0f5', 'prefers-color-scheme'])
    assert.ok(compact.includes(wanted), wanted);
  for (const unused of ['.unit-chosen', '--depth-first', '--hue-amber']) assert.ok(!compact.includes(unused), unused);
});

test('its address is one line of ASCII without what ends an attribute or begins a program, and reads back whole', () => {
  const address = dataAddress(svg);
  assert.match(address, /^data:image\/svg\+xml,[ -~]+$/);
  assert.doesNotMatch(address, /["<>{}&#]/);
  const text = readBack(address);
  assert.ok(text.includes("'x'".replaceAll("'", '&#39;')) && text.includes('\u03b1') && text.includes('10 %'));
  assert.equal((text.match(/<text/g) ?? []).length, (svg.match(/<text/g) ?? []).length);
});

test('in every place where authors write: an image with alternative text, numbers and hashes, on lines that no blank one ends', () => {
  const picture = pictureInside({ title: 'Curves', svg, table: null, small });
  assert.equal(picture.alt, `${kName}`);
  const results = resultsTable(
    [
      {
        label: 'ELU {1}',
        metric: { title: 'accuracy', keys: { final: 'finalAccuracy' } },
        summary: /** @type {any} */ ({
          finalAccuracy: 0.5,
          hash: 'fe782ee708d9627f',
          status: 'completed',
          verdict: '',
        }),
      },
    ],
    { source: 'a run of this experiment', fingerprint: '' },
  );
  const table = { columns: ['Epoch', 'ELU'], rows: Array.from({ length: 100 }, (_, i) => [String(i + 1), '0.5']) };
  for (const place of /** @type {import('../../../web/sharing/element-snippet.js').Place[]} */ (Object.keys(kPlaces))) {
    const titles = { functions: [], experiment: kName, results };
    const options = {
      page: 'https://example.org/p/',
      view: /** @type {const} */ ('training'),
      titles,
      added: [],
      picture,
      table,
    };
    const snippet = snippetOf({ ...options, theme: 'auto', place });
    const figure = /<figure .*<\/figure>/s.exec(snippet)?.[0] ?? assert.fail(place);
    assert.doesNotMatch(figure, /\n\s*\n/, place);
    assert.match(
      figure,
      /<activation-training [^>]*><a href="[^"]*"><picture><source media="\(max-width: 560px\)" src[sS]et="data:[^" ]*" width="344" height="\d+" \/><img src="data:[^"]*" width="712" height="\d+" alt="[^"]+" /,
    );
    assert.match(figure, /<code>fe782ee708d9627f<\/code>/);
    // Of a hundred rows a part, the last among them.
    assert.ok((figure.match(/<tr>/g) ?? []).length < 35, place);
    assert.match(figure, />100<\/th>/);
    if (place !== 'jsx') continue;
    const withoutStyles = figure.replace(/style=\{\{ [^}]* \}\}/g, '').replace(/="[^"]*"/g, '');
    assert.doesNotMatch(withoutStyles, /[{}]/, 'no brace begins a program');
    assert.doesNotMatch(withoutStyles, /<img[^>]*[^/]>/, 'every tag is closed');
    assert.doesNotMatch(figure, /style="/, 'a style is an object');
  }
});

test('without a picture it is a link with the numbers, and where there are none, it is a link', () => {
  const options = {
    page: 'https://example.org/p/',
    view: /** @type {const} */ ('curves'),
    titles: { functions: ['ELU'], experiment: '' },
    added: [],
  };
  const table = { columns: ['x'], rows: [['1']] };
  const snippet = snippetOf({ ...options, theme: 'auto', place: 'html', table });
  assert.match(snippet, /<a href="[^"]*">Activation functions: ELU<\/a>/);
  assert.match(snippet, /<th scope="row" dir="auto">1<\/th>/);
  assert.doesNotMatch(snippet, /<img/);
  assert.doesNotMatch(snippetOf({ ...options, theme: 'auto', place: 'html', table: null }), /<table|<img/);
  assert.equal(
    numbersMarkup(null, null, (content) => content),
    null,
  );
});

test('the style that reserves the height is that of the column, for every figure and width', () => {
  /** What a browser makes of it. @param {string} style @param {number} width */
  const heightAt = (style, width) => {
    const script = style
      .replace(/100cqw/g, `${width}px`)
      .replace(/([\d.]+)cqw/g, (_, share) => `${(Number(share) * width) / 100}px`)
      .replace(/(-?[\d.]+)px/g, '$1')
      .replace(/\bclamp\(/g, 'limited(')
      .replace(/\b(min|max)\(/g, 'Math.$1(')
      .replace(/\bcalc\(/g, '(');
    const limited = (/** @type {number} */ low, /** @type {number} */ value, /** @type {number} */ high) =>
      Math.max(low, Math.min(value, high));
    return new Function('limited', `return ${script}`)(limited);
  };
  for (const view of /** @type {const} */ (['curves', 'training', 'layers', 'results']))
    for (const chart of ['', 'std'])
      for (const functions of [1, 2, 8])
        for (const width of [320, 399, 400, 480, 560, 561, 680, 1000]) {
          const shown = { functions, chart };
          assert.equal(
            heightAt(heightStyle(view, shown), width),
            figureHeight(view, shown, width),
            `${view} ${chart} ${width}`,
          );
        }
  const tall = heightStyle('training', { functions: 1, chart: '' }, { width: 712, height: 900 });
  assert.equal(heightAt(tall, 1000), 900);
  assert.ok(Math.abs(heightAt(tall, 640) - 900 * (640 / 712)) < 1);
  // Measured with the chart of std above the layers.
  for (const [width, least] of [
    [320, 1580],
    [400, 1613],
    [480, 1544],
    [680, 1174],
    [1000, 1041],
  ])
    assert.ok(figureHeight('layers', { functions: 1, chart: 'std' }, width) >= least, `${width}`);
});
