// One image from its file to the network's pixels: every type of PNG, JPEG, grey, opacity and scaling. Catches pixels that depend on a
// library, a profile or an orientation, and an average that is rounded on its way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { decodeImage, decodeJpegHere } from '../../../web/own-images/decode.js';
import { cropOf, isColoured, scaled } from '../../../web/own-images/scale.js';
import { generator } from '../../fuzz/mutate.js';
import { greyPng, jpeg, kTurned, png, withSegment } from './image-files.js';

const decode = (/** @type {Uint8Array} */ bytes) => decodeImage(bytes, decodeJpegHere);

const kWidth = 13;
const kHeight = 11;
const mix = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ c) => x * 31 + y * 17 + c * 101;

/** Every pixel as it must come out of a PNG of this type. @type {[string, Partial<import('./image-files.js').PngOptions>, (x: number, y: number) => number[]][]} */
const kTypes = [];
for (const depth of [1, 2, 4, 8, 16]) {
  const most = 2 ** depth - 1;
  const grey = (/** @type {number} */ x, /** @type {number} */ y) => mix(x, y, 0) % (most + 1);
  const byte = (/** @type {number} */ sample) => (depth === 16 ? sample >> 8 : (sample * 255) / most);
  const shade = (/** @type {number} */ x, /** @type {number} */ y) => new Array(3).fill(byte(grey(x, y)));
  kTypes.push([`grey, ${depth} bits`, { type: 0, depth, sample: grey }, (x, y) => [...shade(x, y), 255]]);
  const through = [0, 1];
  kTypes.push([
    `grey, ${depth} bits, one value transparent`,
    { type: 0, depth, sample: grey, transparency: through },
    (x, y) => [...shade(x, y), grey(x, y) === 1 ? 0 : 255],
  ]);
  if (depth >= 8) {
    const sample = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ c) =>
      (mix(x, y, c) * (depth === 16 ? 257 : 1)) % (most + 1);
    const bytes = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ count) =>
      Array.from({ length: count }, (_, c) => byte(sample(x, y, c)));
    for (const interlaced of [false, true])
      kTypes.push(
        [
          `colour, ${depth} bits, interlaced ${interlaced}`,
          { type: 2, depth, sample, interlaced },
          (x, y) => [...bytes(x, y, 3), 255],
        ],
        [
          `colour and opacity, ${depth} bits, interlaced ${interlaced}`,
          { type: 6, depth, sample, interlaced },
          (x, y) => bytes(x, y, 4),
        ],
      );
    kTypes.push([
      `grey and opacity, ${depth} bits`,
      { type: 4, depth, sample },
      (x, y) => [...new Array(3).fill(bytes(x, y, 1)[0]), bytes(x, y, 2)[1]],
    ]);
  }
  if (depth <= 8) {
    const palette = Array.from({ length: Math.min(most + 1, 40) }, (_, i) => [i * 3, 255 - i, (i * 7) % 256]);
    const sample = (/** @type {number} */ x, /** @type {number} */ y) => mix(x, y, 0) % palette.length;
    kTypes.push(
      [`palette, ${depth} bits`, { type: 3, depth, palette, sample }, (x, y) => [...palette[sample(x, y)], 255]],
      [
        `palette, ${depth} bits, with opacity`,
        { type: 3, depth, palette, sample, transparency: [7, 200].slice(0, palette.length) },
        (x, y) => [...palette[sample(x, y)], [7, 200][sample(x, y)] ?? 255],
      ],
    );
  }
}

for (const [what, options, expected] of kTypes)
  test(`a PNG is read exactly: ${what}`, async () => {
    const bytes = png(/** @type {any} */ ({ width: kWidth, height: kHeight, ...options }));
    const { width, height, rgba } = await decode(bytes);
    assert.deepEqual([width, height], [kWidth, kHeight]);
    for (let y = 0; y < kHeight; ++y)
      for (let x = 0; x < kWidth; ++x) {
        const at = 4 * (y * kWidth + x);
        assert.deepEqual([...rgba.subarray(at, at + 4)], expected(x, y), `${x}, ${y}`);
      }
  });

test('profiles, gamma, orientation and texts of a PNG change nothing, and none of them is unpacked', async () => {
  const options = { width: 5, height: 4, type: 2, sample: mixByte };
  const plain = await decode(png(options));
  const bomb = Buffer.concat([Buffer.from('icc\0\0', 'latin1'), deflateSync(Buffer.alloc(2 ** 27))]);
  const extra = /** @type {[string, Uint8Array][]} */ ([
    ['gAMA', Buffer.from([0, 0, 0x40, 0])],
    ['iCCP', bomb],
    ['eXIf', kTurned.subarray(6)],
    ['tEXt', Buffer.from('a\0b')],
  ]);
  const before = process.memoryUsage().arrayBuffers;
  assert.deepEqual(await decode(png({ ...options, extra })), plain);
  assert.ok(process.memoryUsage().arrayBuffers - before < 2 ** 26);
});

/** @param {number} x @param {number} y @param {number} c */
function mixByte(x, y, c) {
  return mix(x, y, c) % 256;
}

test('a JPEG is read as its pixels are stored, whatever orientation and profile it names', async () => {
  const colour = (/** @type {number} */ x, /** @type {number} */ y) => [200 - 2 * x, 40 + 3 * y, 90 + x];
  const bytes = jpeg(40, 24, colour);
  const plain = await decode(bytes);
  assert.deepEqual([plain.width, plain.height], [40, 24]);
  let worst = 0;
  for (let i = 0; i < 40 * 24; ++i)
    for (const [c, value] of colour(i % 40, Math.floor(i / 40)).entries())
      worst = Math.max(worst, Math.abs(value - plain.rgba[4 * i + c]));
  assert.ok(worst <= 6, String(worst));
  for (const [marker, data] of /** @type {[number, Buffer][]} */ ([
    [0xe1, kTurned],
    [0xe2, Buffer.from('ICC_PROFILE\0nonsense')],
    [0xfe, Buffer.from('a comment')],
  ]))
    assert.deepEqual(await decode(withSegment(bytes, marker, data)), plain);
});

test('grey is Pillow’s luma, and translucent pixels lie on white', () => {
  const pixel = (/** @type {number[]} */ rgba, colour = false) => [
    ...scaled({ width: 1, height: 1, rgba: Uint8Array.from(rgba) }, { width: 1, height: 1, colour }),
  ];
  // Image.new("RGB", (1, 1), (r, g, b)).convert("L").getpixel((0, 0)) of Pillow 9.4
  for (const [rgb, luma] of /** @type {[number[], number][]} */ ([
    [[255, 0, 0], 76],
    [[0, 255, 0], 150],
    [[0, 0, 255], 29],
    [[1, 2, 3], 2],
    [[200, 100, 50], 124],
    [[255, 255, 255], 255],
    [[17, 17, 17], 17],
  ]))
    assert.deepEqual(pixel([...rgb, 255]), [luma]);
  assert.deepEqual(pixel([0, 0, 0, 0]), [255]);
  assert.deepEqual(pixel([0, 100, 200, 51], true), [204, 224, 244]);
});

test('each new pixel is the average of the area it covers, exactly, after a cut in the middle', () => {
  const random = generator(3);
  for (let round = 0; round < 150; ++round) {
    const [width, height] = [1 + random.below(23), 1 + random.below(23)];
    const target = { width: 1 + random.below(19), height: 1 + random.below(19), colour: random.chance(0.5) };
    const rgba = Uint8Array.from({ length: 4 * width * height }, (_, i) => (i % 4 === 3 ? 255 : random.below(256)));
    if (!target.colour) for (let i = 0; i < rgba.length; i += 4) rgba.fill(rgba[i], i, i + 3);
    const crop = cropOf(width, height, target);
    assert.ok(crop.left >= 0 && crop.top >= 0 && crop.left + crop.width <= width && crop.top + crop.height <= height);
    assert.ok(crop.width === width || crop.height === height);
    const found = scaled({ width, height, rgba }, target);
    // The same by fractions: a new pixel covers [X, X + 1) * crop / target of the old ones.
    const overlap = (
      /** @type {number} */ at,
      /** @type {number} */ i,
      /** @type {number} */ from,
      /** @type {number} */ to,
    ) => Math.max(0, Math.min((at + 1) * from, (i + 1) * to) - Math.max(at * from, i * to));
    for (let c = 0; c < (target.colour ? 3 : 1); ++c)
      for (let Y = 0; Y < target.height; ++Y)
        for (let X = 0; X < target.width; ++X) {
          let sum = 0;
          for (let y = 0; y < crop.height; ++y)
            for (let x = 0; x < crop.width; ++x)
              sum +=
                overlap(X, x, crop.width, target.width) *
                overlap(Y, y, crop.height, target.height) *
                rgba[4 * ((crop.top + y) * width + crop.left + x) + c];
          const area = crop.width * crop.height;
          const expected = Number((2n * BigInt(sum) + BigInt(area)) / (2n * BigInt(area)));
          assert.equal(
            found[(c * target.height + Y) * target.width + X],
            expected,
            JSON.stringify([width, height, target]),
          );
        }
  }
});

test('an image of the size that is asked for comes out as it went in', async () => {
  const options = { width: 9, height: 7, type: 2, sample: mixByte };
  const pixels = await decode(png(options));
  const found = scaled(pixels, { width: 9, height: 7, colour: true });
  for (let c = 0; c < 3; ++c)
    for (let i = 0; i < 63; ++i) assert.equal(found[c * 63 + i], mixByte(i % 9, Math.floor(i / 9), c));
  assert.ok(isColoured(pixels));
  assert.ok(!isColoured(await decode(greyPng(90))));
});
