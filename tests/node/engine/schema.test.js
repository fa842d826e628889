// The JSON Schema of experiments and records against the engine. Catches an editor that marks what runs as wrong and
// one that accepts a mistake which the schema could have refused. Also records with keys that are described nowhere.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test from 'node:test';
import { presets } from '../../../web/presets/index.js';
import { generator, mutateValue } from '../../fuzz/mutate.js';
import { cli, experimentFile, fourKinds, fromRoot, newEngine, newFolder, parseLines } from '../support.js';

const require = createRequire(fromRoot('web/package.json'));
const { default: Ajv2020 } = require('ajv/dist/2020.js');

const engine = await newEngine();
const { schema } = engine.catalog();
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
const validate = ajv.compile(schema);

/** @param {unknown} value @returns {string} what the schema says against it; "": nothing */
const objections = (value) => (validate(value) ? '' : ajv.errorsText(validate.errors).slice(0, 500));

/**
 * The descriptors that an experiment of `fourKinds` may have in the place of its own.
 * @type {['optimizers' | 'schedules' | 'initializers', string, string][]}
 */
const kPlaces = [
  ['optimizers', 'training.optimizer', 'name'],
  ['schedules', 'training.schedule', 'name'],
  ['initializers', 'network.init', 'name'],
];

/** A value that a field accepts. @param {any} field */
function sample(field) {
  if ('default' in field && field.default !== null) return field.default;
  if (field.enum) return field.enum[0];
  if (field.anyOf) return sample(field.anyOf[0]);
  const low = field.minimum ?? field.exclusiveMinimum;
  if (low !== undefined) return field.type === 'integer' ? low : Math.min(field.maximum, low + 0.25);
  return field.type === 'boolean' ? true : 'text';
}

test('every preset, and every run written out in full, is valid', () => {
  let runs = 0;
  for (const { name, experiment } of presets) {
    assert.equal(objections(experiment), '', name);
    const checked = engine.checkExperiment(experiment);
    assert.equal(objections(checked.experiment), '', `${name}, normal form`);
    for (const run of checked.runs ?? []) {
      runs += 1;
      assert.equal(objections({ ...run.experiment, $schema: 'experiment.schema.json' }), '', `${name}, ${run.name}`);
    }
  }
  assert.ok(runs > 40, `${runs} runs`);
});

test('every descriptor with all of its fields is valid for both', () => {
  const catalog = engine.catalog();
  const { runs: _runs, ...base } = fourKinds;
  let count = 0;
  for (const [list, path, key] of kPlaces) {
    for (const { name, fields } of catalog[list]) {
      const value = { [key]: name };
      for (const field of fields) if (!field.$ref) value[field.key] = sample(field);
      const experiment = engine.setInExperiment(base, path, value);
      const { ok, errors } = engine.checkExperiment(experiment);
      assert.ok(ok, JSON.stringify(errors));
      assert.equal(objections(experiment), '', `${path} ${name}`);
      count += 1;
    }
  }
  assert.ok(count > 15);
});

test('what the schema can express and the reader refuses, the schema refuses', () => {
  const { runs: _runs, ...base } = fourKinds;
  const mistakes = /** @type {[string, unknown][]} */ ([
    ['version', 2],
    ['data.source', 'shifted-gausian'],
    ['data.train', 0],
    ['data.train', '500'],
    ['data.difficulty', 0.1],
    ['network.activation.name', 'rleu'],
    ['network.activation.alpha', 1],
    ['network.layers', []],
    ['network.layers[0].units', 1.5],
    ['network.layers[0].unit', 3],
    ['network.layers[1].type', 'activaton'],
    ['network.layers[3].alpha', 11],
    ['network.init', 'he-normall'],
    ['network.init', { name: 'constant', values: 1 }],
    ['training.optimizer.name', 'adamm'],
    ['training.optimizer.learningRate', 0],
    ['training.optimizer.learningRate', null],
    ['training.optimizer.momentum', 1.5],
    ['training.optimizer.beta1', 0.9],
    ['training.optimizer.constants', 'tensorflow'],
    ['training.schedule', { name: 'step', every: 0 }],
    ['training.loss', { name: 'hubber' }],
    ['training.loss', { delta: 1 }],
    ['training.epochs', 0],
    ['training.batchSize', true],
    ['training.monitor', 'validationloss'],
    ['training.clip', { norm: 0 }],
    ['training.penalty', { l3: 1 }],
    ['training.earlyStopping', { patience: 0 }],
    ['training.stopWhen', { validationAccuracyAtLeast: 2 }],
    ['training.colour', 'red'],
    ['seeds', [-1]],
    ['seeds', []],
    ['runs', [{ set: {} }]],
    ['runs', [{ name: 'a', sets: {} }]],
    ['grid', { 'training.epochs': 3 }],
    ['nam', 'x'],
  ]);
  for (const [path, value] of mistakes) {
    const key = /^(.*?)\.?([^.[\]]+)$/.exec(path);
    const place = key?.[1] ?? '';
    // A key that does not exist cannot be set by its path: its object is changed instead.
    const owner = place.split(/[.[\]]+/).filter(Boolean);
    const experiment = structuredClone(/** @type {any} */ (base));
    const holder = owner.reduce((/** @type {any} */ at, one) => at[one], experiment);
    holder[key?.[2] ?? ''] = value;
    assert.equal(engine.checkExperiment(experiment).ok, false, `the reader: ${path} = ${JSON.stringify(value)}`);
    assert.notEqual(objections(experiment), '', `the schema: ${path} = ${JSON.stringify(value)}`);
  }
});

test('what runs is valid, also after changes at random', () => {
  const random = generator(7);
  let valid = 0;
  let refused = 0;
  // Without runs and grid: a base that only runs make whole is not valid by itself.
  const whole = presets
    .flatMap(({ experiment }) => engine.checkExperiment(experiment).runs ?? [])
    .map((run) => run.experiment);
  for (let i = 0; i < 3000; ++i) {
    const experiment = mutateValue(random, random.pick(whole));
    const { ok } = engine.checkExperiment(experiment);
    if (ok) {
      valid += 1;
      assert.equal(objections(experiment), '', JSON.stringify(experiment));
    } else if (!validate(experiment)) refused += 1;
  }
  // Most mistakes at random are of types, names and limits.
  assert.ok(valid > 200 && refused > 1000, `${valid} valid, ${refused} refused by both`);
});

test('the records of a run are valid, and have no key that is not described', async () => {
  const path = join(newFolder(), 'records.jsonl');
  const regression = {
    version: 1,
    data: { source: 'plane-regression', train: 60, validation: 40 },
    network: {
      layers: [
        { type: 'dense', units: 4 },
        { type: 'activation', name: 'prelu' },
        { type: 'dense', units: 1 },
      ],
    },
    training: { optimizer: { name: 'adam' }, epochs: 2, batchSize: 20, probeSamples: 10, penalty: { l2: 0.001 } },
  };
  const tested = structuredClone(/** @type {any} */ (fourKinds));
  tested.training.earlyStopping = { patience: 1 };
  tested.runs.push({ name: 'diverges', set: { 'training.optimizer.learningRate': 900 } });
  const digits = {
    version: 1,
    data: { source: 'digits', train: 40, validation: 20, test: 20 },
    network: { activation: { name: 'relu' }, layers: [{ type: 'dense', units: 10 }] },
    training: { optimizer: { name: 'sgd', learningRate: 0.01 }, epochs: 2, batchSize: 20 },
  };
  for (const experiment of [tested, regression, digits]) {
    const { code, stderr } = await cli('run', experimentFile(experiment), '--jsonl', path, '--overwrite');
    assert.equal(code, 0, stderr);
    const records = parseLines(readFileSync(path, 'utf8'));
    for (const type of ['epoch', 'summary']) {
      const own = records.filter((record) => record.type === type);
      assert.ok(own.length > 0, type);
      const definition = { $defs: schema.$defs, ...schema.$defs[`${type}Record`] };
      const closed = new Ajv2020({ strict: false }).compile(withoutOthers(definition));
      for (const record of own) assert.ok(closed(record), ajv.errorsText(closed.errors));
    }
  }
});

/** The schema of an object and all inside, which then have no other keys. @param {any} definition @returns {any} */
function withoutOthers(definition) {
  if (Array.isArray(definition)) return definition.map(withoutOthers);
  if (definition === null || typeof definition !== 'object') return definition;
  const inner = Object.fromEntries(Object.entries(definition).map(([key, value]) => [key, withoutOthers(value)]));
  return inner.type === 'object' && inner.properties ? { ...inner, additionalProperties: false } : inner;
}
