// Prints the JSON Schema of experiments, with that of the records in its "$defs".
import { loadTraining } from '../engine/training.js';
import { compileEngine } from './sweep/node-engine.js';
import { print } from './text/print.js';

export async function schemaCommand() {
  const { module } = await compileEngine();
  const engine = await loadTraining({ module });
  print(JSON.stringify(engine.catalog().schema, null, 2));
}
