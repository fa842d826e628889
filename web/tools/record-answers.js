// Writes web/generated/recorded-answers.js: what the engine answers about each experiment whose result is recorded, and what it
// describes. A browser that cannot run the engine shows the recorded results by it.
import { readFileSync, writeFileSync } from 'node:fs';
import { loadTraining } from '../engine/training.js';
import { presets } from '../presets/index.js';
import { kResultFiles } from '../presets/result-files.js';

const wasm = readFileSync(new URL('../generated/training.wasm', import.meta.url));
const engine = await loadTraining({ wasmBinary: wasm });
const recorded = presets.filter(({ name }) => Object.hasOwn(kResultFiles, name));
const answers = Object.fromEntries(
  recorded.map(({ name, experiment }) => {
    const answer = engine.checkExperiment(experiment);
    if (!answer.ok) throw new Error(`the preset ${name} has errors`);
    return [name, { runs: answer.runs, seeds: answer.experiment.seeds ?? [0] }];
  }),
);
// Read faster than the same as code.
const parsed = (/** @type {unknown} */ value) => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
const { statistics, metrics } = engine.catalog();
writeFileSync(
  new URL('../generated/recorded-answers.js', import.meta.url),
  `/** @type {Record<string, { runs: import('../engine/answers.js').CheckedRun[], seeds: number[] }>} */
export const kAnswers = ${parsed(answers)};
/** @type {Pick<import('../engine/answers.js').Catalog, 'statistics' | 'metrics'>} */
export const kDescribed = ${parsed({ statistics, metrics })};
`,
);
