// Images of one's own, from the files to the bytes the engine takes: the classes of a folder or zip file, pairs of IDX files, and
// what is refused. Catches a class or an image that is lost without a word, and files made to exhaust the memory.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { deflateSync, gzipSync } from 'node:zlib';
import { DataError } from '../../../web/data/data-error.js';
import { plainFileName } from '../../../web/data/file-names.js';
import { decodeJpegHere } from '../../../web/own-images/decode.js';
import { isIdxName, labelsNameOf, pairOf } from '../../../web/own-images/image-names.js';
import { sortImages } from '../../../web/own-images/image-paths.js';
import { factsOfImages, givenOf, packFor, proposeForImages } from '../../../web/own-images/images-for-engine.js';
import { prepareImages } from '../../../web/own-images/prepare-images.js';
import { openZip, zipOf } from '../../../web/own-images/zip-archive.js';
import { fromRoot } from '../support.js';
import { chunk, greyPng, idx, jpeg, petFiles, png } from './image-files.js';

const { zipSync } = createRequire(fromRoot('web/package.json'))('fflate');
const means = { decodeJpeg: decodeJpegHere };

/** @param {Record<string, Uint8Array>} files @param {string} [name] */
const given = (files, name = 'pets.zip') => ({ archive: openZip(zipSync(files), name) });

/** @param {() => unknown} act @returns {Promise<string>} what is wrong */
async function problemOf(act) {
  try {
    await act();
  } catch (error) {
    assert.ok(error instanceof DataError, String(error));
    return error.message;
  }
  return assert.fail('nothing was refused');
}

const one = greyPng(10);

test('a folder around the classes, files of the system and other files are left out and counted; paths lead nowhere', async () => {
  const { found, experiment } = await proposeForImages(
    given({
      'pets/': new Uint8Array(0),
      'pets/cat/b.png': one,
      'pets/cat/a.PNG': greyPng(20),
      'pets/dog/1.jpeg': jpeg(8, 8, () => [30, 30, 30]),
      'pets/dog/deeper/2.png': greyPng(40),
      'pets/dog/notes.txt': one,
      'pets/dog/Thumbs.db': one,
      'pets/cat/.hidden.png': one,
      '__MACOSX/pets/cat/._b.png': one,
      'pets/beside.png': one,
      '../../etc/evil.png': one,
      '/absolute/evil.png': one,
      'C:\\windows\\evil.png': one,
    }),
    { size: 8 },
    means,
  );
  assert.deepEqual(
    [found.classNames, found.classCounts],
    [
      ['cat', 'dog'],
      [2, 2],
    ],
  );
  assert.deepEqual(Object.fromEntries(found.leftOut.map(({ what, count }) => [what, count])), {
    'file that is neither PNG nor JPEG': 1,
    'file of the system': 3,
    'image beside the folders of the classes': 1,
    'path that leads out of the folder': 3,
  });
  // By class, then by path.
  assert.deepEqual([...found.labels], [0, 0, 1, 1]);
  assert.deepEqual(
    [0, 1, 3].map((i) => found.pixels[64 * i + 9]),
    [20, 10, 40],
  );
  const { data } = /** @type {any} */ (experiment);
  assert.deepEqual(data, {
    source: 'images',
    file: 'pets.zip',
    size: 8,
    colour: false,
    classes: 2,
    train: 3,
    validation: 1,
    split: 'stratify',
    seed: 0,
  });
});

test('classes are sorted as numbers where all are, by code point otherwise; names may be of any script', async () => {
  const names = (/** @type {string[]} */ ...folders) =>
    sortImages({ name: 'a', folders: [], files: folders.map((folder) => ({ path: `${folder}/1.png`, size: 1 })) })
      .classNames;
  assert.deepEqual(names('10', '9', '1'), ['1', '9', '10']);
  assert.deepEqual(names('b', 'B', 'a', '\u00fchu'), ['B', 'a', 'b', '\u00fchu']);
  assert.deepEqual(names('10', '9', 'x'), ['10', '9', 'x']);
  assert.deepEqual(names('constructor', '__proto__'), ['__proto__', 'constructor']);
  // A zip file that does not say that its names are UTF-8.
  const zip = Buffer.from(zipSync({ 'Größe/1.png': one, 'k/1.png': one }));
  for (let at = zip.indexOf('PK'); at >= 0; at = zip.indexOf('PK', at + 1)) {
    const flags = zip.readUInt16LE(at + 2) === 0x0403 ? at + 6 : zip.readUInt16LE(at + 2) === 0x0201 ? at + 8 : -1;
    if (flags >= 0) zip.writeUInt16LE(zip.readUInt16LE(flags) & ~0x800, flags);
  }
  const { found } = await proposeForImages({ archive: openZip(zip, 'a.zip') }, {}, means);
  assert.deepEqual(found.classNames, ['Größe', 'k']);
});

/** A zip's directory entry, changed. @param {Uint8Array} zip @param {number} at @param {number} value */
function withDirectory(zip, at, value) {
  const bytes = Buffer.from(zip);
  const entry = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  bytes.writeUInt32LE(value, entry + at);
  return bytes;
}
const kPacked = 20;
const kUnpacked = 24;

const kCut = Buffer.from(greyPng(60, 30)).subarray(0, 60);
const kBroken = Buffer.from(greyPng(60, 30));
kBroken[kBroken.length - 20] ^= 1;
const kLong = Buffer.concat([
  greyPng(1).subarray(0, 33),
  chunk('IDAT', deflateSync(Buffer.alloc(2 ** 28))),
  chunk('IEND', Buffer.alloc(0)),
]);
const kShort = Buffer.concat([
  greyPng(1).subarray(0, 33),
  chunk('IDAT', deflateSync(Buffer.alloc(20))),
  chunk('IEND', Buffer.alloc(0)),
]);
const kHuge = Buffer.from(greyPng(1));
kHuge.writeUInt32BE(70_000, 16);
kHuge.writeUInt32BE(70_000, 20);
const kNone = Buffer.from(greyPng(1));
kNone.writeUInt32BE(0, 16);
const kWhole = jpeg(16, 16, () => [9, 9, 9]);
const kScans = Buffer.concat([
  kWhole.subarray(0, -2),
  ...new Array(300).fill(Buffer.from([0xff, 0xda, 0, 2])),
  kWhole.subarray(-2),
]);

for (const [what, files, expected] of /** @type {[string, Record<string, Uint8Array>, RegExp][]} */ ([
  [
    'no images',
    { 'a/1.txt': one },
    /^pets\.zip: holds no PNG or JPEG images among its 1 files; put those of each class/,
  ],
  ['nothing', {}, /is no zip file|holds no PNG or JPEG images/],
  ['no subfolders', { '1.png': one, '2.png': one }, /lie in no subfolders; put those of each class into a subfolder/],
  ['one class', { 'x/a/1.png': one, 'x/a/2.png': one }, /has one class only, "a"; there must be a subfolder for each/],
  [
    'parts of a data set',
    { 'd/train/a/1.png': one, 'd/test/a/1.png': one },
    /"test", "train" are parts of a data set and no classes; make one folder/,
  ],
  [
    'a class without images',
    { 'a/1.png': one, 'b/1.png': one, 'c/notes.txt': one, 'd/': new Uint8Array(0) },
    /"c", "d" hold no PNG or JPEG images; put some in, or take the folders away/,
  ],
  [
    'a name that lies',
    { 'a/1.png': one, 'b/1.png': Buffer.from('GIF89a') },
    /1 of 2 images cannot be decoded; repair them or take them away: "b\/1\.png" is neither PNG nor JPEG/,
  ],
  ['an empty image', { 'a/1.png': one, 'b/1.png': Buffer.alloc(0) }, /"b\/1\.png" is empty/],
  ['a PNG that is cut off', { 'a/1.png': one, 'b/1.png': kCut }, /"b\/1\.png" is cut off/],
  ['a damaged PNG', { 'a/1.png': one, 'b/1.png': kBroken }, /"b\/1\.png" is damaged/],
  ['a PNG bomb', { 'a/1.png': one, 'b/1.png': kLong }, /"b\/1\.png" is damaged: it unpacks to more than its size/],
  ['a PNG without all pixels', { 'a/1.png': one, 'b/1.png': kShort }, /"b\/1\.png" is cut off: pixels are missing/],
  [
    'too many pixels',
    { 'a/1.png': one, 'b/1.png': kHuge },
    /"b\/1\.png" has 70000 x 70000 pixels, more than 64 million/,
  ],
  ['no pixels', { 'a/1.png': one, 'b/1.png': kNone }, /"b\/1\.png" has 0 x 8 pixels/],
  [
    'interlaced bits',
    { 'a/1.png': one, 'b/1.png': png({ width: 9, height: 9, depth: 1, interlaced: true, sample: () => 1 }) },
    /"b\/1\.png" is interlaced with 1 bits a pixel, which is not read; save it without/,
  ],
  ['a JPEG that is cut off', { 'a/1.png': one, 'b/1.jpg': kWhole.subarray(0, -30) }, /"b\/1\.jpg" is cut off/],
  ['a JPEG without pixels', { 'a/1.png': one, 'b/1.jpg': kWhole.subarray(0, 40) }, /"b\/1\.jpg" is cut off/],
  ['a JPEG of many scans', { 'a/1.png': one, 'b/1.jpg': kScans }, /"b\/1\.jpg" has 301 scans, more than 200/],
]))
  test(`what is refused, with the file and what to do: ${what}`, async () => {
    const start = performance.now();
    assert.match(await problemOf(() => proposeForImages(given(files), {}, means)), expected);
    assert.ok(performance.now() - start < 2000);
  });

test('every undecodable file counts, the first are named; other sizes and too many are refused', async () => {
  const bad = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`a/${i}.png`, kCut]));
  assert.match(
    await problemOf(() => proposeForImages(given({ ...bad, 'b/1.png': one }), {}, means)),
    /9 of 10 images cannot be decoded.*"a\/0\.png".*"a\/4\.png" is cut off and 4 more$/,
  );
  const many = Array.from({ length: 1001 }, (_, i) => ({ path: `${i}/1.png`, size: 1 }));
  const sort = (/** @type {any[]} */ files) => problemOf(() => sortImages({ name: 'pets', folders: [], files }));
  assert.match(await sort(many), /has 1001 subfolders with images; at most 1000 classes are taken/);
  assert.match(
    await sort([
      { path: 'a/1.png', size: 2 ** 30 },
      { path: 'b/1.png', size: 1 },
    ]),
    /have 1025 MiB; at most 400 are read[\s\S]*"a\/1\.png": an image may have 64 MiB at most/,
  );
  assert.match(
    await sort([{ path: 'titanic/train.csv', size: 9 }]),
    /holds the table titanic\/train\.csv and no images; choose titanic\/train\.csv itself/,
  );
  for (const parts of [
    ['training_set', 'test_set'],
    ['seg_train', 'seg_test', 'seg_pred'],
    ['train', 'test', 'single_prediction'],
  ])
    assert.match(
      await sort(parts.map((part) => ({ path: `${part}/cats/1.png`, size: 1 }))),
      /are parts of a data set and no classes; make one folder of one of them/,
    );
  const files = petFiles(10);
  assert.match(
    await problemOf(() => proposeForImages(given(files), { size: 300 }, means)),
    /data\.size must be a whole number from 1 to 256/,
  );
  const thousands = {
    name: 'pets',
    folders: [],
    files: Array.from({ length: 5000 }, (_, i) => ({ path: `${i % 2}/${i}.png`, size: 1 })),
    read: () => assert.fail('was read'),
  };
  assert.match(
    await problemOf(() => packFor({ archive: /** @type {any} */ (thousands) }, { size: 256, colour: true }, means)),
    /5000 images of 256 x 256 pixels in colour need 4688 MiB, and at most 1024 are there: leave images out, or take a size of 113 x 113, or grey/,
  );
});

test('a zip file that would unpack to too much, or says so wrongly, is refused before it is unpacked', async () => {
  const zip = zipSync({ 'a/1.png': one, 'b/1.png': one });
  const open = (/** @type {Uint8Array} */ bytes) => problemOf(() => openZip(bytes, 'x.zip'));
  assert.match(await open(withDirectory(zip, kUnpacked, 3 * 2 ** 30)), /would have 3073 MiB unpacked; at most 400 are/);
  assert.match(
    await open(withDirectory(zip, kPacked, 5000)),
    /is no zip file that can be read \("a\/1\.png" is larger packed than unpacked\)/,
  );
  assert.match(await open(Buffer.from('hello, this is no zip file at all')), /is no zip file that can be read/);
  assert.match(await open(Buffer.alloc(0)), /is no zip file/);
  assert.match(await open(new Uint8Array(201 * 2 ** 20)), /has 201 MiB; at most 200 are read/);
  // One that says it unpacks to little: no more than that is taken, and the file is named.
  const small = withDirectory(zipSync({ 'a/1.png': new Uint8Array(2 ** 25), 'b/1.png': one }), kUnpacked, 100_000);
  const before = process.memoryUsage().arrayBuffers;
  assert.match(
    await problemOf(() => proposeForImages({ archive: openZip(small, 'x.zip') }, {}, means)),
    /"a\/1\.png" is neither PNG nor JPEG/,
  );
  assert.ok(process.memoryUsage().arrayBuffers - before < 2 ** 24);
});

test('a folder as a zip file holds every byte, and the same folder gives the same bytes', async () => {
  const files = Object.entries(petFiles(7)).map(([path, bytes]) => ({ path, bytes }));
  const zip = zipOf(files, 'pets');
  assert.deepEqual(zipOf([...files].reverse(), 'pets'), zip);
  const found = [];
  for await (const file of openZip(zip, 'pets').read(new Set(files.map(({ path }) => path)))) found.push(file);
  assert.deepEqual(
    new Map(found.map(({ path, bytes }) => [path, Buffer.from(bytes)])),
    new Map(files.map(({ path, bytes }) => [path, bytes])),
  );
  const many = Array.from({ length: 65_536 }, (_, i) => ({ path: `a/${i}`, bytes: new Uint8Array(0) }));
  assert.match(
    await problemOf(() => zipOf(many, 'pets')),
    /has 65536 images; at most 65535 of a folder are taken here/,
  );
});

/** @param {Buffer} images @param {Buffer} labels */
const pair = (images, labels) => ({
  images: { name: 'train-images-idx3-ubyte', bytes: images },
  labels: { name: 'train-labels-idx1-ubyte', bytes: labels },
});
const kPixels = Uint8Array.from({ length: 4 * 3 * 5 }, (_, i) => i);

for (const [what, labels, names, codes] of /** @type {[string, Buffer, string[], number[]][]} */ ([
  ['bytes from 1', idx([4], [1, 26, 7, 1]), ['1', '7', '26'], [0, 2, 1, 0]],
  ['signed bytes', idx([4], [-1, 1, -1, 1], 9), ['-1', '1'], [0, 1, 0, 1]],
  ['16 bits', idx([4], [300, -5, 300, 2], 11), ['-5', '2', '300'], [2, 0, 2, 1]],
  ['32 bits, gzip', gzipSync(idx([4], [70_000, 0, 0, 1], 12)), ['0', '1', '70000'], [2, 0, 0, 1]],
]))
  test(`IDX files of any shape: labels of ${what}`, async () => {
    const facts = await factsOfImages(pair(idx([4, 3, 5], kPixels), labels));
    assert.deepEqual(facts, { rows: 4, classes: names.length, size: [3, 5], colour: false });
    const { found } = await proposeForImages(pair(gzipSync(idx([4, 3, 5], kPixels)), labels), {}, means);
    assert.deepEqual([found.classNames, [...found.labels], found.pixels], [names, codes, kPixels]);
  });

test('IDX files in colour, and what is refused of them', async () => {
  const colour = Uint8Array.from({ length: 2 * 2 * 2 * 3 }, (_, i) => i);
  const { found } = await proposeForImages(pair(idx([2, 2, 2, 3], colour), idx([2], [0, 1])), {}, means);
  assert.deepEqual([found.channels, found.height, found.width], [3, 2, 2]);
  assert.deepEqual([...found.pixels.subarray(0, 12)], [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]);
  const problem = (/** @type {Buffer} */ images, /** @type {Buffer} */ labels, stated = {}) =>
    problemOf(() => proposeForImages(pair(images, labels), stated, means));
  const images = idx([4, 3, 5], kPixels);
  const labels = idx([4], [0, 1, 0, 1]);
  assert.match(
    await problem(images, idx([3], [0, 1, 0])),
    /train-labels-idx1-ubyte: has 3 labels, but train-images-idx3-ubyte has 4 images/,
  );
  assert.match(await problem(images, idx([4], [3, 3, 3, 3])), /has one class only, 3/);
  assert.match(
    await problem(labels, images),
    /holds 4 bytes; images are bytes, count x height x width[\s\S]*holds 4 x 3 x 5 numbers; labels are one number an image/,
  );
  assert.match(
    await problem(images.subarray(0, -1), labels),
    /has 59 bytes behind its header, but 4 x 3 x 5 numbers are 60 bytes/,
  );
  assert.match(await problem(Buffer.from('hello'), labels), /is no IDX file of whole numbers/);
  assert.match(
    await problem(idx([2, 1, 300], new Uint8Array(600)), idx([2], [0, 1])),
    /have 1 x 300 pixels; a side has 1 to 256/,
  );
  assert.match(
    await problem(images, labels, { size: 28, colour: true }),
    /images of 3 x 5 pixels, but data\.size is 28 x 28[\s\S]*has grey images, but data\.colour is true/,
  );
  assert.match(await problem(gzipSync(images).subarray(0, 30), labels), /train-images-idx3-ubyte: is damaged gzip/);
});

test('names of IDX files: pairs, packed, and as Kaggle writes them', () => {
  assert.deepEqual(
    pairOf([
      't10k-labels-idx1-ubyte',
      't10k-images-idx3-ubyte',
      'train-labels-idx1-ubyte.gz',
      'train-images-idx3-ubyte.gz',
    ]),
    {
      images: 'train-images-idx3-ubyte.gz',
      labels: 'train-labels-idx1-ubyte.gz',
    },
  );
  assert.deepEqual(pairOf(['readme.txt', 'train-labels.idx1-ubyte', 'train-images.idx3-ubyte']), {
    images: 'train-images.idx3-ubyte',
    labels: 'train-labels.idx1-ubyte',
  });
  assert.deepEqual(pairOf(['faces-idx3-ubyte', 'my-label-idx1-ubyte']), {
    images: 'faces-idx3-ubyte',
    labels: 'my-label-idx1-ubyte',
  });
  assert.equal(pairOf(['train-images-idx3-ubyte', 't10k-labels-idx1-ubyte', 'x-idx3-ubyte']), null);
  assert.equal(pairOf(['train-images-idx3-ubyte']), null);
  assert.equal(plainFileName('train-images.idx3-ubyte.gz'), 'train-images-idx3-ubyte');
  assert.equal(labelsNameOf('emnist-letters-train-images-idx3-ubyte.gz'), 'emnist-letters-train-labels-idx1-ubyte');
  assert.equal(labelsNameOf('faces-idx3-ubyte'), 'faces-idx1-ubyte');
  assert.ok(isIdxName('a-idx3-ubyte') && isIdxName('a.idx') && isIdxName('a.idx3-ubyte.gz') && !isIdxName('a.idxx'));
});

test('the runs of an experiment share their images, or are refused with the reason', async () => {
  const files = { 'pets.zip': zipSync(petFiles(10)) };
  const run = (/** @type {string} */ name, more = {}) =>
    /** @type {any} */ ({
      name,
      files: ['pets.zip'],
      experiment: {
        data: {
          source: 'images',
          file: 'pets.zip',
          size: 8,
          colour: false,
          classes: 2,
          train: 7,
          validation: 3,
          test: 0,
          ...more,
        },
      },
    });
  let packed = 0;
  const prepare = (/** @type {any[]} */ ...runs) =>
    prepareImages(files, runs, (data) => {
      packed += 1;
      return packFor(givenOf(data, files), data, means);
    });
  const { 'pets.zip': bytes } = await prepare(run('A'), run('B', { seed: 4 }));
  assert.equal(packed, 1);
  assert.equal(Buffer.from(bytes).subarray(0, 8).toString(), 'PGIMAGE1');
  assert.equal(bytes.length, 32 + 10 * 2 + 10 * 64 + 2 * (4 + 3));
  assert.match(
    await problemOf(() => prepare(run('A'), run('B', { size: 9 }))),
    /runs "A" and "B" take its images in different sizes/,
  );
  assert.match(
    await problemOf(() => prepare(run('A', { classes: 3, train: 9 }))),
    /has 2 classes, but data\.classes is 3[\s\S]*has 10 images, but data\.train, validation and test together are 12/,
  );
});
