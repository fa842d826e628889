// Writes web/generated/record-schemas.js: the engine's schemas of an epoch's record and of a summary, for the check of files
// of records, which comes before an engine is loaded.
import { readFileSync, writeFileSync } from 'node:fs';
import { loadTraining } from '../engine/training.js';

const wasm = readFileSync(new URL('../generated/training.wasm', import.meta.url));
const { epochRecord: epoch, summaryRecord: summary } = (await loadTraining({ wasmBinary: wasm })).catalog().schema
  .$defs;
const schemas = JSON.stringify({ epoch: epoch.properties, summary: summary.properties }, null, 1);
writeFileSync(
  new URL('../generated/record-schemas.js', import.meta.url),
  `/** @type {Record<'epoch' | 'summary', Record<string, import('../engine/answers.js').ValueSchema>>} */\nexport const kFields = ${schemas};\n`,
);
