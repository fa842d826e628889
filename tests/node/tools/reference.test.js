// What is made from the engine's catalog against the engine as it is: the reference of keys, and the schema that ships.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { presets } from '../../../web/presets/index.js';
import { presetList, referenceOf } from '../../../web/tools/document.js';
import { cli, fromRoot, newEngine } from '../support.js';
import { textOf } from './repository.js';

const engine = await newEngine();

// Catches a descriptor that was added or changed without its documentation.
test('cpp/config/keys.md is what the engine says', () => {
  assert.ok(
    textOf('cpp/config/keys.md') === referenceOf(engine.catalog()),
    'cpp/config/keys.md is stale; run: node web/tools/document.js',
  );
});

test('web/presets/list.md is what the presets say', () => {
  assert.ok(presets.length >= 14);
  assert.ok(
    textOf('web/presets/list.md') === presetList(presets),
    'web/presets/list.md is stale; run: node web/tools/document.js',
  );
});

test('the reference has every descriptor and every field', () => {
  const text = referenceOf(engine.catalog());
  const catalog = engine.catalog();
  for (const list of /** @type {const} */ ([
    'sources',
    'layers',
    'initializers',
    'optimizers',
    'schedules',
    'losses',
  ])) {
    assert.ok(catalog[list].length > 3, list);
    for (const { name, fields } of catalog[list]) {
      assert.ok(text.includes(`| \`${name}\` |`), name);
      for (const { key } of fields) assert.ok(text.includes(`| \`${key}\` |`), `${name}.${key}`);
    }
  }
  for (const { key } of catalog.statistics) assert.ok(text.includes(`| \`${key}\` |`), key);
  assert.doesNotMatch(text, /undefined|\[object|null \|/);
});

test('the schema that ships is the engine\u2019s, and the command line prints it', async () => {
  const shipped = readFileSync(fromRoot('dist/experiment.schema.json'), 'utf8');
  assert.deepEqual(JSON.parse(shipped), engine.catalog().schema);
  const { code, stdout, stderr } = await cli('schema');
  assert.equal(code, 0, stderr);
  assert.equal(stdout, shipped);
  const extra = await cli('schema', 'data');
  assert.equal(extra.code, 2);
  assert.match(extra.stderr, /^schema takes no argument/);
});
