// Images from the disk to a trained network by the command line: folders, zip files and IDX files, what is printed, trained and
// refused. Catches a pixel that depends on how the images are packed, and MNIST that must be renamed.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { idx, petFiles, png } from '../data/image-files.js';
import { cli, fromRoot, mnistFolder, newFolder, parseLines } from '../support.js';

const { zipSync } = createRequire(fromRoot('web/package.json'))('fflate');
const folder = newFolder();
const pets = join(folder, 'pets');

/** @param {string} root @param {Record<string, Uint8Array>} files by path */
function writeFiles(root, files) {
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
}

before(() => {
  const files = petFiles(80);
  writeFiles(pets, { ...files, 'cat/notes.txt': Buffer.from('x') });
  writeFileSync(
    join(folder, 'pets.zip'),
    zipSync(Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`pets/${path}`, bytes]))),
  );
});

/** @param {{ code: number | null, stdout: string, stderr: string }} result */
function hashOf({ code, stdout, stderr }) {
  assert.equal(code, 0, stderr);
  return /\b[0-9a-f]{16}\b/.exec(stdout)?.[0] ?? assert.fail(stdout);
}

test('describe says what a folder holds and writes an experiment that run trains, with the names of the classes', async () => {
  const out = join(folder, 'pets.json');
  const { code, stdout, stderr } = await cli('describe', pets, '--out', out);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^pets: 80 images of 2 classes; 32 x 32 pixels, grey \(run changes that by --set data\.size/);
  assert.match(stdout, /^left out: file that is neither PNG nor JPEG \(1\)$/m);
  assert.match(stdout, /^64 images train, 16 validate, each class in its share$/m);
  assert.match(stdout, /^always answering "cat" is right for 0\.500 of the images$/m);
  assert.match(stdout, /^dog +40 +0\.500$/m);
  const records = join(folder, 'records.jsonl');
  const trained = await cli('run', out, '--data', pets, '--jsonl', records);
  const summary = parseLines(readFileSync(records, 'utf8')).find(({ type }) => type === 'summary');
  assert.deepEqual(summary.classNames, ['cat', 'dog']);
  assert.ok(summary.score > 0.9, String(summary.score));
  // The folder at once, the zip file, and the folder's own folder: the same pixels, in the same order.
  const hash = hashOf(trained);
  assert.equal(hashOf(await cli('run', pets)), hash);
  assert.equal(hashOf(await cli('run', join(folder, 'pets.zip'))), hash);
  assert.equal(hashOf(await cli('run', out, '--data', folder)), hash);
  assert.notEqual(hashOf(await cli('run', pets, '--set', 'data.size=16')), hash);
  const zipped = await cli('run', out, '--data', join(folder, 'pets.zip'));
  assert.equal(hashOf(zipped), hash);
  assert.match(zipped.stderr, /^--data: pets\.zip was read for pets$/m);
  for (const place of [pets, folder]) assert.doesNotMatch((await cli('run', out, '--data', place)).stderr, /was read/);
});

test('an experiment that leaves its sizes to the images is completed, and checked where they are written', async () => {
  const path = join(folder, 'open.json');
  const layers = [
    { type: 'flatten' },
    { type: 'dense', units: 8 },
    { type: 'activation', name: 'elu' },
    { type: 'dense' },
  ];
  const write = (/** @type {Record<string, unknown>} */ data) =>
    writeFileSync(
      path,
      JSON.stringify({
        version: 1,
        data: { source: 'images', file: 'pets', size: 6, ...data },
        network: { layers },
        training: { optimizer: { name: 'adam' }, batchSize: 16, epochs: 2 },
      }),
    );
  write({ train: 0.5, validation: 0.25, test: 0.25, split: 'stratify' });
  const open = await cli('run', path, '--data', pets);
  write({ classes: 2, train: 40, validation: 20, test: 20, split: 'stratify' });
  assert.equal(hashOf(await cli('run', path, '--data', pets)), hashOf(open));
  write({ classes: 3, train: 40, validation: 20 });
  const wrong = await cli('run', path, '--data', pets);
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /--data: pets: has 2 classes, but data\.classes is 3/);
  const missing = await cli('run', path);
  assert.match(missing.stderr, /this experiment needs images: give the folder or zip file "pets" by --data PLACE/);
});

test('IDX files of any shape are described and trained, with labels beside them or named', async () => {
  const place = newFolder();
  const labels = Array.from({ length: 60 }, (_, i) => [5, 9, 200][i % 3]);
  const pixels = Uint8Array.from({ length: 60 * 12 * 9 }, (_, i) => labels[Math.floor(i / 108)] + (i % 7));
  writeFileSync(join(place, 'train-images.idx3-ubyte'), idx([60, 12, 9], pixels));
  writeFileSync(join(place, 'train-labels.idx1-ubyte'), idx([60], labels));
  writeFileSync(join(place, 'who'), idx([60], labels));
  const named = await cli('describe', join(place, 'train-images.idx3-ubyte'), '--labels', join(place, 'who'));
  assert.match(named.stdout, /^train-images-idx3-ubyte: 60 images of 3 classes; 12 x 9 pixels, grey\n48 images train/);
  assert.match(named.stdout, /"labels": "who"/);
  const out = join(place, 'own.json');
  assert.equal((await cli('describe', place, '--out', out)).code, 0);
  const hash = hashOf(await cli('run', out, '--data', place));
  assert.equal(hashOf(await cli('run', join(place, 'train-images.idx3-ubyte'))), hash);
  const open = JSON.parse(readFileSync(out, 'utf8'));
  for (const key of ['size', 'colour', 'classes', 'train', 'validation']) delete open.data[key];
  delete open.network.layers.at(-1).units;
  writeFileSync(out, JSON.stringify(open));
  assert.equal(hashOf(await cli('run', out, '--data', place)), hash);
  const wrong = await cli('run', out, '--data', place, '--set', 'data.size=28');
  assert.match(wrong.stderr, /has images of 12 x 9 pixels, but data\.size is 28 x 28; leave it out/);
});

const absent = mnistFolder ? false : 'MNIST is not on this machine; set MNIST_DIR to the folder of its four IDX files';

test(
  'MNIST’s files as a source of images give the pixels of the source mnist, and Kaggle’s names are MNIST’s',
  { skip: absent },
  async () => {
    const place = newFolder();
    const experiment = (/** @type {Record<string, unknown>} */ data) => {
      const path = join(newFolder(), 'mnist.json');
      writeFileSync(
        path,
        JSON.stringify({
          version: 1,
          data,
          network: {
            activation: { name: 'relu' },
            layers: [
              { type: 'conv2d', filters: 4 },
              { type: 'activation' },
              { type: 'flatten' },
              { type: 'dense', units: 10 },
            ],
          },
          training: { optimizer: { name: 'sgd', learningRate: 0.05 }, batchSize: 50, epochs: 1 },
        }),
      );
      return path;
    };
    // The first 500 of 700 images train, the last 200 of them validate.
    const kept = 700;
    for (const [name, header, size] of /** @type {const} */ ([
      ['train-images', 16, 784],
      ['train-labels', 8, 1],
    ])) {
      const whole = gunzipSync(readFileSync(join(String(mnistFolder), `${name}-idx${size > 1 ? 3 : 1}-ubyte.gz`)));
      const cut = Buffer.from(whole.subarray(0, header + kept * size));
      cut.writeUInt32BE(kept, 4);
      // Kaggle has dots in the names, and folders of the names that hold the files.
      const kaggle = `${name}.idx${size > 1 ? 3 : 1}-ubyte`;
      if (size > 1) writeFileSync(join(place, kaggle), cut);
      else writeFiles(place, { [`${kaggle.replace('.', '-')}/${kaggle.replace('.', '-')}`]: cut });
    }
    const mnist = experiment({ source: 'mnist', train: 500, validation: 200, validationFrom: 'last', test: 0 });
    const images = experiment({
      source: 'images',
      file: 'train-images-idx3-ubyte',
      labels: 'train-labels-idx1-ubyte',
      train: 500,
      validation: 200,
      split: 'file-order',
    });
    assert.equal(hashOf(await cli('run', images, '--data', place)), hashOf(await cli('run', mnist, '--data', place)));
  },
);

for (const [what, args, expected] of /** @type {[string, () => string[], RegExp][]} */ ([
  [
    'a folder without images',
    () => ['run', newFolder()],
    /holds no PNG or JPEG images; put those of each class into a subfolder/,
  ],
  ['nothing', () => ['describe', 'nowhere.zip'], /there is no file "nowhere\.zip"/],
  ['a target', () => ['describe', pets, '--target', 'x'], /--target is for a table/],
  [
    'labels of a folder',
    () => ['run', pets, '--labels', 'x'],
    /--labels is for an IDX file of images; a folder has its classes as subfolders/,
  ],
  ['labels of a preset', () => ['run', 'relu-vs-elu', '--labels', 'x'], /--labels is for an IDX file/],
  ['data of images', () => ['run', pets, '--data', folder], /--data: ".*" is the images themselves/],
  [
    'an IDX file without labels',
    () => {
      const place = newFolder();
      writeFileSync(join(place, 'my-images-idx3-ubyte'), idx([2, 1, 1], [0, 1]));
      return ['run', join(place, 'my-images-idx3-ubyte')];
    },
    /has no labels: there is no "my-labels-idx1-ubyte" beside it; name their IDX file by --labels FILE/,
  ],
  [
    'a damaged image',
    () => {
      const place = newFolder();
      writeFiles(place, { 'a/1.png': png({ width: 2, height: 2, sample: () => 0 }), 'b/1.png': Buffer.from('no') });
      return ['run', place];
    },
    /1 of 2 images cannot be decoded; repair them or take them away: "b\/1\.png" is neither PNG nor JPEG/,
  ],
]))
  test(`${what} is refused`, async () => {
    const { code, stderr } = await cli(...args());
    assert.equal(code, 2, stderr);
    assert.match(stderr, expected);
  });
