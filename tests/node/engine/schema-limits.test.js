// Every field of every descriptor at its limits and beyond, by the schema and by the reader. Catches a limit, type or name
// that one of the two has and the other does not; a new descriptor is covered without a line here.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import test from 'node:test';
import { fourKinds, fromRoot, newEngine } from '../support.js';

/** @typedef {Record<string, unknown>} Json */
/**
 * @typedef {object} Field
 * @property {string} key @property {string} [$ref] @property {boolean} [required] @property {unknown} [default]
 * @property {string} [type] @property {unknown[]} [enum] @property {Field[]} [anyOf]
 * @property {{ enum: string[] }} [additionalProperties]
 * @property {number} [minimum] @property {number} [exclusiveMinimum] @property {number} [maximum]
 */
/**
 * Where the descriptors of a kind stand in an experiment.
 * @typedef {object} Place
 * @property {string} path
 * @property {(experiment: any, name: string) => Json} put it puts the descriptor there, and returns its object
 */

const require = createRequire(fromRoot('web/package.json'));
const { default: Ajv2020 } = require('ajv/dist/2020.js');

const engine = await newEngine();
const catalog = engine.catalog();
const validate = new Ajv2020({ strict: false }).compile(catalog.schema);

/** @type {Record<'sources' | 'layers' | 'initializers' | 'optimizers' | 'schedules' | 'losses', Place>} */
const kPlaces = {
  sources: { path: 'data', put: ({ data }, name) => only(data, { source: name }) },
  layers: {
    path: 'network.layers[1]',
    put: ({ network }, name) => {
      network.layers.splice(1, 0, { type: name });
      return network.layers[1];
    },
  },
  initializers: { path: 'network.init', put: ({ network }, name) => set(network, 'init', { name }) },
  optimizers: { path: 'training.optimizer', put: ({ training }, name) => set(training, 'optimizer', { name }) },
  schedules: { path: 'training.schedule', put: ({ training }, name) => set(training, 'schedule', { name }) },
  losses: { path: 'training.loss', put: ({ training }, name) => set(training, 'loss', { name }) },
};

/** @param {Json} owner @param {string} key @param {Json} value */
function set(owner, key, value) {
  owner[key] = value;
  return value;
}

/** @param {Json} object @param {Json} entries what it has then, and nothing else */
function only(object, entries) {
  for (const key of Object.keys(object)) delete object[key];
  return Object.assign(object, entries);
}

/** @param {Field} field @returns {Field[]} */
const alternatives = (field) => field.anyOf ?? [field];

/** A value that a required field accepts. @param {Field} field @returns {unknown} */
function sample(field) {
  const [first] = alternatives(field);
  if (field.default !== undefined && field.default !== null) return field.default;
  return first.enum?.[0] ?? first.minimum ?? (first.type === 'string' ? 'text' : 1);
}

/** Values on the field's limits, and all of its names. @param {Field} field @returns {unknown[]} */
function inside(field) {
  const { type } = field;
  if (field.enum) return field.enum;
  if (type === 'boolean') return [true, false];
  if (type === 'object') return [{}, ...(field.additionalProperties?.enum ?? []).map((name) => ({ a: name }))];
  const numbers = [field.minimum, field.maximum];
  if (field.exclusiveMinimum !== undefined) numbers.push(field.exclusiveMinimum + 1e-6);
  return numbers.filter((value) => value !== undefined);
}

/** Values just beyond the limits, and values of other types. @param {Field} field @returns {unknown[]} */
function outside(field) {
  const { type, minimum, maximum, exclusiveMinimum } = field;
  const step = (/** @type {number} */ limit) => (type === 'integer' ? 1 : Math.max(1e-6, Math.abs(limit) * 1e-6));
  /** @type {unknown[]} */
  const values = type === 'object' ? [{ a: 'no such name' }, { a: 1 }, []] : [{}, []];
  if (minimum !== undefined) values.push(minimum - step(minimum));
  if (maximum !== undefined) values.push(maximum + step(maximum));
  if (exclusiveMinimum !== undefined) values.push(exclusiveMinimum);
  if (type !== 'boolean') values.push(true);
  if (type !== 'string' && !field.enum) values.push('1');
  else values.push('no such name', 1);
  if (type === 'integer') values.push(1.5);
  return type === 'string' && !field.enum ? values.filter((value) => typeof value !== 'string') : values;
}

/** Both verdicts on the descriptor with one of its keys set. */
function verdicts(/** @type {Place} */ place, /** @type {{ name: string, fields: any[] }} */ descriptor) {
  const { runs: _runs, ...base } = fourKinds;
  return (/** @type {string} */ key, /** @type {unknown} */ value) => {
    const experiment = structuredClone(base);
    const owner = place.put(experiment, descriptor.name);
    for (const field of descriptor.fields) if (field.required && !field.$ref) owner[field.key] ??= sample(field);
    owner[key] = value;
    const { ok, errors = [] } = engine.checkExperiment(experiment);
    const here = errors.some(({ path }) => path?.startsWith(`${place.path}.${key}`));
    return { ok, here, valid: validate(experiment), text: `${place.path} ${JSON.stringify(owner)}` };
  };
}

/** All of a descriptor's fields. @param {Place} place @param {{ name: string, fields: any[] }} descriptor */
function checkDescriptor(place, descriptor) {
  const check = verdicts(place, descriptor);
  let values = 0;
  const refuse = (/** @type {string} */ key, /** @type {unknown} */ value) => {
    const { here, valid, text } = check(key, value);
    assert.ok(here, `the reader takes ${key} of ${text}`);
    assert.equal(valid, false, `the schema takes ${key} of ${text}`);
    values += 1;
  };
  refuse('noSuchKey', 1);
  for (const field of descriptor.fields.filter((one) => !one.$ref)) {
    const forms = alternatives(field);
    for (const value of forms.flatMap(inside)) {
      // The reader may have more to say, such as two fields that do not fit together. The schema then has not.
      const { ok, valid, text } = check(field.key, value);
      if (ok) assert.equal(valid, true, `the schema refuses ${field.key} of ${text}`);
      values += 1;
    }
    if (forms.length === 1) for (const value of outside(forms[0])) refuse(field.key, value);
  }
  return values;
}

test('the fields of every descriptor have the same types, limits and names for the schema and the reader', () => {
  let values = 0;
  for (const [list, place] of Object.entries(kPlaces)) {
    const descriptors = catalog[/** @type {keyof typeof kPlaces} */ (list)];
    assert.ok(descriptors.length > 3, list);
    for (const descriptor of descriptors) values += checkDescriptor(place, descriptor);
  }
  const training = catalog.training.filter(({ key }) => key);
  values += checkDescriptor(
    { path: 'training', put: (experiment) => experiment.training },
    { name: 'training', fields: training },
  );
  assert.ok(values > 700, `${values} values`);
});
