// The notices in dist/: every library that the bundles and the engine hold is named with its version and its licence.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fromRoot } from '../support.js';

test('every package of the bundles is named, with its version from the lock file and a licence', () => {
  const notices = readFileSync(fromRoot('dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
  const lock = JSON.parse(readFileSync(fromRoot('web/package-lock.json'), 'utf8')).packages;
  const folders = ['site', 'cli'].flatMap((name) =>
    JSON.parse(readFileSync(fromRoot(`web/generated/bundled-${name}.json`), 'utf8')),
  );
  // What the page and the command line import by name must be among them.
  for (const name of [
    'lit-element',
    'lit-html',
    'papaparse',
    'fast-png',
    'jpeg-js',
    'd3-scale',
    '@stdlib/stats-wilcoxon',
    '@resvg/resvg-wasm',
    'dejavu-fonts-ttf',
  ]) {
    assert.ok(folders.includes(`node_modules/${name}`), name);
  }
  for (const folder of folders) {
    const name = folder.split('node_modules/').at(-1);
    assert.ok(notices.includes(`\n${name} ${lock[folder].version} (`), name);
  }
  for (const name of ['Emscripten', 'musl', 'libc++', 'compiler-rt', 'xtensor', 'xtl', 'nlohmann/json']) {
    assert.match(notices, new RegExp(`^.*${name.replaceAll('+', '\\+')}.* \\(https:`, 'm'));
  }
  assert.match(notices, /Permission is hereby granted/);
  assert.match(notices, /LLVM Exceptions to the Apache 2\.0 License/);
  assert.match(notices, /Mozilla Public License Version 2\.0/);
  assert.match(notices, /Bitstream Vera Fonts Copyright/);
});

// A package that came into a bundle by another way than the notes would be missed; its own banner gives it away.
test('no bundle holds a licence banner of a library that is not named', () => {
  const notices = readFileSync(fromRoot('dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
  const assets = readdirSync(fromRoot('dist/assets')).map((name) => `dist/assets/${name}`);
  for (const path of [...assets, 'dist/cli.js', 'dist/node-worker-entry.js'].filter((name) => name.endsWith('.js'))) {
    const text = readFileSync(fromRoot(path), 'utf8');
    for (const [, name] of text.matchAll(/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\//g)) {
      assert.ok(notices.includes(`\n${name} `), `${name} in ${path}`);
    }
  }
});
