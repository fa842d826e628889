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

/** What deuteranopes and protanopes see of linear RGB: Machado, Oliveira and Fernandes 2009, severity 1. */
const kVision = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
};

/** OKLab of a colour as it is seen. @param {string} hex @param {number[][]} vision */
function seen(hex, vision) {
  const linear = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const [r, g, b] = vision.map((row) => Math.max(0, row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2]));
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

test('the hues can be distinguished in light and dark, by colour-blind readers too', () => {
  const css = readFileSync(fromRoot('web/ui/tokens.css'), 'utf8');
  const hues = Object.keys(kHues);
  for (const [, block] of css.matchAll(/\{([^{}]*--paper[^{}]*)\}/g)) {
    const colours = hues.map((hue) => String(new RegExp(`--hue-${hue}: (#[0-9a-f]{6})`).exec(block)?.[1]));
    for (const [name, vision] of Object.entries(kVision))
      for (let i = 0; i < hues.length; ++i)
        for (let j = 0; j < i; ++j) {
          const [a, b] = [seen(colours[i], vision), seen(colours[j], vision)];
          const apart = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
          assert.ok(apart >= 0.07, `${hues[i]} and ${hues[j]} are ${apart.toFixed(3)} apart, ${name}`);
        }
  }
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
