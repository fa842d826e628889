// The folders and files of the repository: each folder of web/ has a rule in biome.json that says which others it may
// import. No folder holds too many files, and no file is too long. Catches a new folder that the linter lets import
// everything, and a folder or file that only grows.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fromRoot } from '../support.js';
import { repositoryFiles, textOf } from './repository.js';

const kMostFiles = 16;
const kMostLines = 400;

// Not written by hand: what npm keeps, the references, images, what the scripts of tests/golden made, and the licences of others.
const kMade =
  /package-lock\.json$|\.(png|svg)$|(^|\/)golden\/.*\.(json|txt)$|^web\/tools\/licences\/|^cpp\/config\/keys\.md$|^web\/presets\/list\.md$/;
const files = repositoryFiles().filter((file) => !kMade.test(file));

test('every folder is refused the import of a folder that its rule does not name', () => {
  const rooms = [
    ...new Set(
      files.filter((file) => /^web\/.*\/.*\.js$/.test(file)).map((file) => dirname(file).slice('web/'.length)),
    ),
  ];
  assert.ok(rooms.includes('curves') && rooms.includes('cli/sweep'), rooms.join(' '));
  const copy = mkdtempSync(join(tmpdir(), 'rooms-'));
  copyFileSync(fromRoot('web/biome.json'), join(copy, 'biome.json'));
  for (const room of rooms) {
    mkdirSync(join(copy, room), { recursive: true });
    const up = '../'.repeat(room.split('/').length);
    writeFileSync(join(copy, room, 'broken.js'), `import '${up}elsewhere/file.js';\n`);
    writeFileSync(join(copy, room, 'late.js'), `await import('${up}elsewhere/file.js');\n`);
  }
  const { stdout, stderr } = spawnSync(
    fromRoot('web/node_modules/.bin/biome'),
    ['lint', '--only=style/noRestrictedImports', '--max-diagnostics=none', '--reporter=github', '.'],
    { cwd: copy, encoding: 'utf8' },
  );
  const refused = [...stdout.matchAll(/title=lint\/style\/noRestrictedImports,file=([^,]+)/g)].map(([, file]) => file);
  const expected = rooms.flatMap((room) => [`${room}/broken.js`, `${room}/late.js`]);
  assert.deepEqual(refused.sort(), expected.sort(), stdout + stderr);
});

test(`no folder holds more than ${kMostFiles} files`, () => {
  /** @type {Map<string, number>} */
  const counts = new Map();
  // Presets are data: a new one is a new file beside the others, and nothing to find one's way in.
  const counted = files.filter((file) => !file.startsWith('web/presets/experiments/'));
  for (const file of counted) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  const large = [...counts].filter(([, count]) => count > kMostFiles).map(([folder]) => folder);
  assert.ok(counts.size > 50 && counts.has('.') && counts.has('cpp/nn/optimizers'));
  assert.deepEqual(large, []);
});

test(`no file is longer than ${kMostLines} lines`, () => {
  const lines = (/** @type {string} */ file) => textOf(file).split('\n').length - 1;
  assert.deepEqual(
    files.filter((file) => lines(file) > kMostLines),
    [],
  );
});
