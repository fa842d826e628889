// The folders of web/: each has a rule in biome.json that says which others it may import, and none holds more files
// than can be taken in at a glance. Catches a new folder that the linter lets import everything.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fromRoot } from '../support.js';

const kMostFiles = 16;

/** @param {string} folder below web/ @returns {{folder: string, files: string[]}[]} it and those below it */
function foldersFrom(folder) {
  const entries = readdirSync(fromRoot(`web/${folder}`), { withFileTypes: true });
  const below = entries.filter((entry) => entry.isDirectory() && !['node_modules', 'generated'].includes(entry.name));
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'package-lock.json');
  return [
    { folder, files: files.map(({ name }) => name) },
    ...below.flatMap(({ name }) => foldersFrom(folder === '' ? name : `${folder}/${name}`)),
  ];
}

const folders = foldersFrom('');

test('every folder is refused the import of a folder that its rule does not name', () => {
  const rooms = folders.flatMap(({ folder, files }) =>
    folder !== '' && files.some((file) => file.endsWith('.js')) ? [folder] : [],
  );
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
  const large = folders.filter(({ files }) => files.length > kMostFiles);
  assert.deepEqual(large, []);
});
