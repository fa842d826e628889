// Damaged zip files of images: none crashes or hangs the reader.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { DataError } from '../../../web/data/data-error.js';
import { decodeJpegHere } from '../../../web/own-images/decode.js';
import { proposeForImages } from '../../../web/own-images/images-for-engine.js';
import { openZip } from '../../../web/own-images/zip-archive.js';
import { generator } from '../../fuzz/mutate.js';
import { fromRoot } from '../support.js';
import { jpeg, petFiles } from './image-files.js';

const { zipSync } = createRequire(fromRoot('web/package.json'))('fflate');
const means = { decodeJpeg: decodeJpegHere };
const kWhole = jpeg(16, 16, () => [9, 9, 9]);
const kHostile = Number(process.env.ZIP_FILES ?? 2000);

test(`${kHostile} damaged zip files are read as they can be or refused with a sentence`, async () => {
  const random = generator(7);
  const whole = zipSync({
    ...petFiles(4),
    'cat/x.jpg': jpeg(9, 9, (x, y) => [x * 20, y * 20, 90]),
    'dog/y.jpg': kWhole,
  });
  let read = 0;
  let longest = 0;
  for (let i = 0; i < kHostile; ++i) {
    let bytes = Buffer.from(whole);
    for (let n = 1 + random.below(6); n > 0; --n) {
      const at = random.chance(0.5) ? random.below(bytes.length) : Math.max(0, bytes.length - 1 - random.below(500));
      if (random.chance(0.7)) bytes[at] = random.pick([0, 1, 0x7f, 0x80, 0xff, random.below(256)]);
      else if (random.chance(0.5)) bytes = bytes.subarray(0, Math.max(1, at));
      else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(random.below(bytes.length))]);
    }
    const start = performance.now();
    try {
      await proposeForImages({ archive: openZip(bytes, 'x.zip') }, { size: 4 }, means);
      read += 1;
    } catch (error) {
      assert.ok(
        error instanceof DataError && error.message.startsWith('x.zip: '),
        `case ${i}: ${/** @type {Error} */ (error).stack}`,
      );
    }
    longest = Math.max(longest, performance.now() - start);
  }
  assert.ok(read > kHostile / 50 && read < kHostile, String(read));
  assert.ok(longest < 2000, `the slowest took ${longest} ms`);
});
