// Writes web/generated/schema.d.ts: the types of experiments and records, from the engine's JSON Schema.
import { readFileSync, writeFileSync } from 'node:fs';
import { compile } from 'json-schema-to-typescript';
import { loadTraining } from '../engine/training.js';

/** Without titles, which would become a type each. @param {unknown} schema @returns {import('json-schema-to-typescript').JSONSchema} */
function withoutTitles(schema) {
  if (Array.isArray(schema)) return schema.map(withoutTitles);
  if (schema === null || typeof schema !== 'object') return /** @type {object} */ (schema);
  const kept = Object.entries(schema).filter(([key, value]) => key !== 'title' || typeof value !== 'string');
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutTitles(value)]));
}

const wasm = readFileSync(new URL('../generated/training.wasm', import.meta.url));
const { schema } = (await loadTraining({ wasmBinary: wasm })).catalog();
const text = await compile(withoutTitles(schema), 'Experiment', {
  bannerComment: '// Written by web/tools/record-types.js from the JSON Schema of the engine.',
  unreachableDefinitions: true,
  format: false,
  // A misspelt key is an error of the type check.
  additionalProperties: false,
});
writeFileSync(new URL('../generated/schema.d.ts', import.meta.url), text);
