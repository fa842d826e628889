// Writes the references that are made: cpp/config/keys.md from the engine's catalog, with every key of an experiment, its
// limits, default and meaning, and web/presets/list.md from the presets. A test compares the files with what this gives.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadTraining } from '../engine/training.js';
import { presets } from '../presets/index.js';

const kKeys = fileURLToPath(new URL('../../cpp/config/keys.md', import.meta.url));
const kList = fileURLToPath(new URL('../presets/list.md', import.meta.url));
const kEngine = fileURLToPath(new URL('../generated/training.wasm', import.meta.url));
const kHead = `# The keys of an experiment

Written by \`node web/tools/document.js\` from the engine's own descriptions. Change these, not this file.

- [Keys](#keys), [network](#network), [activations](#activations), [data](#data), [layers](#layers),
  [initialisers](#initialisers)
- [Optimisers](#optimisers), [schedules](#schedules), [losses](#losses), [training](#training)
- [Metrics](#metrics), [statistics of a layer](#statistics-of-a-layer)`;

/**
 * Each kind of descriptor: its list in the catalog, its heading, where it is said, and the key of its name.
 * @type {['sources' | 'layers' | 'initializers' | 'optimizers' | 'schedules' | 'losses', string, string, string][]}
 */
const kKinds = [
  ['sources', 'Data', '`data`', 'source'],
  ['layers', 'Layers', 'an entry of `network.layers`', 'type'],
  ['initializers', 'Initialisers', '`network.init`, and `init` of a layer: the name alone or an object', 'name'],
  ['optimizers', 'Optimisers', '`training.optimizer`', 'name'],
  ['schedules', 'Schedules', '`training.schedule`', 'name'],
  ['losses', 'Losses', '`training.loss`; the default is that of the task', 'name'],
];
/** The objects that are of one type each. */
const kObjects = {
  network: ['weights'],
  training: ['clip', 'penalty', 'earlyStopping', 'stopWhen'],
};

/** @typedef {Omit<import('../engine/answers.js').FieldSchema, 'kind'>} Field */
/** @typedef {import('../engine/answers.js').ValueSchema} ValueSchema */
/** @typedef {import('../engine/answers.js').Descriptor} Descriptor */
/** @typedef {import('../engine/answers.js').Catalog} Catalog */
/** @typedef {Catalog['schema']} Schema */

/** Types of JSON as the tables call them. @type {Record<string, string>} */
const kWords = { boolean: '`true` or `false`', string: 'text', null: '`null`', object: 'object', array: 'list' };
/** The heading below which a definition of the schema is described. */
const kPlaces = new Map([
  ['data', 'data'],
  ['network', 'network'],
  ['training', 'training'],
  ['activation', 'activations'],
  ['initializer', 'initialisers'],
  ['layers', 'layers'],
  ['layer', 'layers'],
  ['optimizer', 'optimisers'],
  ['schedule', 'schedules'],
  ['loss', 'losses'],
  ...Object.entries(kObjects).flatMap(([of, names]) =>
    names.map((name) => /** @type {const} */ ([name, `${of}${name.toLowerCase()}`])),
  ),
]);

/** @param {string} text */
const cell = (text) => text.replaceAll('|', '\\|');

/** @param {string[]} heads @param {string[][]} rows */
const table = (heads, rows) =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

/** @param {string} name of a definition @throws {Error} where no heading is its */
function linkTo(name) {
  const place = kPlaces.get(name);
  if (place === undefined) throw new Error(`document: no heading describes "${name}" of the schema`);
  return `see [${name}](#${place})`;
}

/** What a value may be, in a few words. @param {Omit<ValueSchema, 'required'>} schema @returns {string} */
function valueText({ type, minimum, exclusiveMinimum, maximum, enum: choices, anyOf, items, $ref, ...rest }) {
  if ('const' in rest) return `\`${JSON.stringify(rest.const)}\``;
  if (choices) return choices.map((choice) => `\`${JSON.stringify(choice)}\``).join(', ');
  if (anyOf) return anyOf.map(valueText).join(', or ');
  if ($ref) return linkTo($ref.slice('#/$defs/'.length));
  const types = [type ?? []].flat();
  const low = minimum ?? exclusiveMinimum;
  const above = minimum === undefined && exclusiveMinimum !== undefined ? 'above ' : '';
  const limits = low === undefined ? '' : ` ${above}${low}${maximum === undefined ? '' : ` to ${maximum}`}`;
  const words = types.map((one) =>
    one === 'integer' || one === 'number'
      ? `${one === 'integer' ? 'whole number' : 'number'}${limits}`
      : one === 'array' && items
        ? `list of: ${valueText(items)}`
        : (kWords[one] ?? one),
  );
  return words.join(' or ');
}

/** @param {Field} field @param {string} of which types have it */
const rowOf = (field, of) => [
  `\`${field.key}\``,
  ...(of ? [of] : []),
  valueText(field),
  field.required ? 'required' : 'default' in field ? `\`${JSON.stringify(field.default)}\`` : '',
  field.description ?? '',
];

/** The fields of several types, those that are the same in one row. @param {Descriptor[]} types */
function fieldTable(types) {
  /** @type {Map<string, {field: Field, names: string[]}>} */
  const found = new Map();
  for (const { name, fields } of types) {
    for (const field of fields) {
      const same = JSON.stringify(field);
      const entry = found.get(same) ?? { field, names: [] };
      entry.names.push(`\`${name}\``);
      found.set(same, entry);
    }
  }
  const rows = [...found.values()].map(({ field, names }) =>
    rowOf(field, names.length === types.length && names.length > 1 ? 'all' : names.join(', ')),
  );
  return rows.length ? `\n\n${table(['key', 'of', 'value', 'default', 'meaning'], rows)}` : '';
}

/** @param {string} name of a definition in the schema @param {Schema} schema @returns {Field[]} */
function fieldsOf(name, schema) {
  const definition = name ? schema.$defs[name] : schema;
  const object = definition.anyOf?.find((one) => one.properties) ?? definition;
  return Object.entries(object.properties ?? {}).map(([key, field]) => ({
    ...field,
    key,
    required: object.required?.includes(key) ?? false,
  }));
}

/** The activations, their parameters and limits. @param {Schema} schema */
function activations(schema) {
  const rows = (schema.$defs.activationKeys.oneOf ?? []).map((one) => {
    const { name, ...properties } = one.properties ?? {};
    const parameters = Object.entries(properties).filter(([, { type }]) => type === 'number');
    const keys = parameters.map(
      ([key, field]) => `\`${key}\` ${valueText(field)} (\`${JSON.stringify(field.default)}\`)`,
    );
    return [`\`${name.const}\``, one.title ?? '', one.description ?? '', keys.join('; ')];
  });
  return `## Activations

\`network.activation\`, and a layer of the type \`activation\`. \`"learned": true\` trains a parameter, \`"perChannel": true\` one
for each channel, where the function allows it.

${table(['`name`', 'title', 'what it is', 'parameters (default)'], rows)}`;
}

/** The whole file. @param {Catalog} catalog the engine's */
export function referenceOf(catalog) {
  const { schema } = catalog;
  const heads = ['key', 'value', 'default', 'meaning'];
  const plain = (/** @type {string} */ name) =>
    table(
      heads,
      fieldsOf(name, schema).map((field) => rowOf(field, '')),
    );
  const objectsOf = (/** @type {keyof typeof kObjects} */ of) =>
    kObjects[of].map((name) => `### \`${of}.${name}\`\n\n${plain(name)}`);
  const sections = [
    kHead,
    `## Keys\n\n${plain('')}`,
    `## Network\n\n${plain('network')}`,
    ...objectsOf('network'),
    activations(schema),
    ...kKinds.map(([list, heading, where, key]) => {
      /** @type {Descriptor[]} */
      const types = catalog[list];
      const rows = types.map(({ name, title, summary, source }) => [`\`${name}\``, title, summary, source]);
      return `## ${heading}\n\nIn ${where}.\n\n${table([`\`${key}\``, 'title', 'what it is', 'source'], rows)}${fieldTable(types)}`;
    }),
    `## Training\n\n${plain('training')}`,
    ...objectsOf('training'),
    `## Metrics\n\n${table(
      ['metric', 'task', 'what it is', 'keys of records', 'baseline'],
      catalog.metrics.map((one) => [
        one.title,
        one.task,
        one.summary,
        Object.values(one.keys)
          .map((key) => `\`${key}\``)
          .join(', '),
        one.baselineLabel,
      ]),
    )}`,
    `## Statistics of a layer\n\n${table(
      ['key', 'title', 'what it is', 'how to read it'],
      catalog.statistics.map((one) => [`\`${one.key}\``, one.title, one.summary, one.meaning]),
    )}`,
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The list of presets. @param {import('../presets/preset.js').Preset[]} presets */
export function presetList(presets) {
  const rows = presets.map(({ name, summary, time, files, page }) => [
    `\`${name}\``,
    summary,
    time,
    files ?? '',
    page === false ? 'command line only' : '',
  ]);
  return `# The presets

Written by \`node web/tools/document.js\` from the files of [experiments/](experiments). Times are of one core.

${table(['preset', 'what it compares', 'takes', 'files', ''], rows)}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const engine = await loadTraining({ wasmBinary: readFileSync(kEngine) });
  writeFileSync(kKeys, referenceOf(engine.catalog()));
  writeFileSync(kList, presetList(presets));
}
