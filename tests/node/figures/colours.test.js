// The colours and line styles of the functions: every line differs from every other in any chart, and is seen on its paper.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { functionStyle, functionStyles, kHues } from '../../../web/figures/colours.js';
import { overlayDash } from '../../../web/figures/curves.js';
import { shownText, svgNode, svgText } from '../../../web/figures/svg.js';
import { fromRoot, newEngine } from '../support.js';

const names = (await newEngine()).activations.map((/** @type {any} */ entry) => entry.name);
const look = (/** @type {{colour: string, dash: string}} */ { colour, dash }) => `${colour} ${dash}`;

test("no two of the engine's functions look alike", () => {
  assert.ok(names.length >= 45);
  const looks = new Map();
  for (const name of names) {
    const key = look(functionStyle(name));
    assert.equal(looks.get(key), undefined, `${name} looks like ${looks.get(key)}`);
    looks.set(key, name);
  }
});

test('eight lines are eight looks, whatever they are of, and the overlays of their slopes too', () => {
  let state = 5;
  const random = (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let i = 0; i < 5000; ++i) {
    const few = 1 + random(8);
    const chosen = Array.from({ length: few }, () => names[random(names.length)]);
    const chart = Array.from({ length: 8 }, () => chosen[random(few)]);
    const styles = functionStyles(chart);
    assert.equal(new Set(styles.map(look)).size, 8, chart.join(', '));
    for (const [j, name] of chart.entries()) {
      if (chart.indexOf(name) === j) assert.deepEqual(styles[j], functionStyle(name), `${name} in ${chart}`);
      assert.equal(styles[j].colour, functionStyle(name).colour);
    }
    const lines = styles.flatMap((style) =>
      [0, 1, 2].map((order) => `${style.colour} ${overlayDash(style.dash, order)}`),
    );
    assert.equal(new Set(lines).size, 24, lines.join('; '));
  }
});

/** Relative luminance as WCAG 2 defines it. @param {string} hex */
function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string} a @param {string} b */
function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

test('every hue is readable as text on every paper, light and dark', () => {
  const css = readFileSync(fromRoot('web/ui/tokens.css'), 'utf8');
  const blocks = [...css.matchAll(/\{([^{}]*--paper[^{}]*)\}/g)].map(([, block]) =>
    Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value])),
  );
  assert.equal(blocks.length, 3);
  assert.deepEqual(blocks[1], blocks[2], 'dark by the device and by the button');
  for (const block of blocks) {
    for (const hue of Object.keys(kHues))
      for (const paper of ['paper', 'surface', 'sunken'])
        assert.ok(contrast(block[`hue-${hue}`], block[paper]) >= 4.5, `${hue} on ${block[paper]}`);
  }
  for (const [hue, value] of Object.entries(kHues))
    assert.equal(value, `var(--hue-${hue}, ${blocks[0][`hue-${hue}`]})`);
});

test('a figure is well-formed XML whatever its labels are', () => {
  for (let code = 0; code <= 0xffff; code += code > 0x2100 && code < 0xd700 ? 97 : 1) {
    const text = svgText(
      svgNode('svg', { 'aria-label': `a${String.fromCharCode(code)}b` }, `c${String.fromCharCode(code)}d`),
    );
    // XML 1.0, production 2, over whole code points.
    assert.match(text, /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u, code.toString(16));
    assert.match(
      text,
      /^<svg [^<>&]*(&(amp|lt|gt|quot|#\d+);)?[^<>&]*>[^<>&]*(&(amp|lt|gt|quot|#\d+);)?[^<>&]*<\/svg>$/,
      code.toString(16),
    );
  }
  assert.equal(shownText('\u{1f600} ok'), '\u{1f600} ok');
  assert.equal(shownText('a\u202eb\u0007'), 'a\ufffdb\ufffd');
});
