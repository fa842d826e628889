// custom-elements.json against the code of the elements. Catches an attribute, an event, a part or a custom property that one
// of the two has alone.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { kTakes } from '../../../web/elements/attribute-texts.js';
import { attributeOf, kAttributes, kOwn } from '../../../web/sharing/element-attributes.js';
import { fromRoot } from '../support.js';
import { fromWeb, jsonOf } from './package.js';

const Ajv = fromWeb('ajv/dist/2020.js').default;

const manifest = jsonOf('custom-elements.json');
/** @type {any[]} */
const elements = manifest.modules[0].declarations.filter((/** @type {any} */ one) => one.customElement);
const code = readdirSync(fromRoot('web/elements'))
  .map((name) => readFileSync(fromRoot(`web/elements/${name}`), 'utf8'))
  .join('\n');

/** @param {string} key @returns {string[][]} names of each element, sorted */
const namesOf = (key) => elements.map((one) => one[key].map((/** @type {any} */ { name }) => name).sort());

test('it has the form of its schema', () => {
  const schema = JSON.parse(readFileSync(fromWeb.resolve('custom-elements-manifest/schema.json'), 'utf8'));
  const validate = new Ajv({ strict: false }).compile({ ...schema, $schema: undefined });
  assert.ok(validate(manifest), JSON.stringify(validate.errors));
  assert.ok(!validate({ ...manifest, modules: [{ kind: 'none' }] }));
});

test('attributes are those of the table, each with its element', () => {
  assert.deepEqual(
    elements.map(({ tagName }) => tagName),
    ['activation-curves', 'activation-training', 'activation-layers', 'activation-results'],
  );
  for (const [i, view] of /** @type {const} */ (['curves', 'training', 'layers', 'results']).entries()) {
    const expected = [...Object.keys(kAttributes).filter((name) => attributeOf(view, name)), ...kOwn].sort();
    assert.deepEqual(namesOf('attributes')[i], expected);
  }
});

test('what each attribute takes is written, and nothing of one that is none', () => {
  assert.deepEqual(Object.keys(kTakes).sort(), Object.keys(kAttributes).sort());
});

test('events are those that the code dispatches, and parts those that it names', () => {
  const events = [...new Set([...code.matchAll(/'(activation-\w+)', ?\{/g)].map(([, name]) => name))];
  const parts = [...new Set([...code.matchAll(/\bpart = '(\w+)'/g)].map(([, name]) => name))];
  assert.ok(events.length === 5 && parts.length === 4, `${events} ${parts}`);
  for (const names of namesOf('events')) assert.deepEqual(names, events.sort());
  for (const names of namesOf('cssParts')) assert.deepEqual(names, parts.sort());
});

test('custom properties are those of the style sheet', () => {
  const light = readFileSync(fromRoot('web/ui/tokens.css'), 'utf8').split('@media')[0];
  const expected = [...light.matchAll(/^ {2}--([\w-]+):/gm)].map(([, name]) => `--activation-${name}`).sort();
  assert.ok(expected.length > 20);
  for (const names of namesOf('cssProperties')) assert.deepEqual(names, expected);
});

test('members are the public ones of the class', () => {
  const source = readFileSync(fromRoot('web/elements/figure-element.js'), 'utf8');
  const written = [...source.matchAll(/^ {2}(?:async |get |set )?(\w+)(?:\(.*\) \{|;)$/gm)].map(([, name]) => name);
  const expected = [...new Set(written)].filter((name) => !/^(constructor|\w+Callback)$/.test(name)).sort();
  assert.ok(expected.includes('train') && expected.includes('link') && expected.includes('ready'), expected.join(' '));
  for (const names of namesOf('members')) assert.deepEqual(names, expected);
});
