// Writes web/presets/index.js, which imports every file of web/presets/experiments in the order that the files give, and
// result-files.js, which imports those of web/presets/results when asked for, and result-outlines.js, what each came to. They are lists of plain imports, because Vite,
// esbuild and Node share no way to import a folder. `npm run build` runs it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const kFolder = new URL('../presets/experiments/', import.meta.url);
const kResultsFolder = new URL('../presets/results/', import.meta.url);
export const kIndex = new URL('../presets/index.js', import.meta.url);
export const kOutlines = new URL('../presets/result-outlines.js', import.meta.url);
export const kResultFiles = new URL('../presets/result-files.js', import.meta.url);

/** @param {string} name "relu-vs-elu" @returns {string} "reluVsElu" */
const variable = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

/** @param {string} name */
const orderOf = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, kFolder), 'utf8')).order;

/** @param {URL} folder @returns {string[]} */
const namesIn = (folder) =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .sort();

/** @returns {string} the module's text */
export function presetsModule() {
  const names = namesIn(kFolder);
  const imports = names.map(
    (name) => `import ${variable(name)} from './experiments/${name}.json' with { type: 'json' };`,
  );
  const listed = [...names].sort((a, b) => orderOf(a) - orderOf(b));
  const entries = listed.map((name) => `  { name: '${name}', ...${variable(name)} },`);
  return `// The experiments that ship with the playground, one list for the page and the command line. Written by
// web/tools/list-presets.js from the files of experiments/, each of which is all there is of a preset.
${imports.join('\n')}

/** @typedef {import('./preset.js').Preset} Preset */

/** @type {Preset[]} */
export const presets = [
${entries.join('\n')}
];
`;
}

/** @returns {string} the text of the module that loads recorded results */
export function resultFilesModule() {
  const entries = namesIn(kResultsFolder).map(
    (name) => `  '${name}': () => import('./results/${name}.json', { with: { type: 'json' } }),`,
  );
  return `// The recorded results that ship, each loaded when it is asked for. Written by web/tools/list-presets.js from the files of
// results/.

/** @type {Record<string, () => Promise<{ default: unknown }>>} */
export const kResultFiles = {${['', ...entries].join('\n')}
};
`;
}

/** @returns {string} the text of the module with what each recorded result came to, for pictures in lists */
export function outlinesModule() {
  const entries = namesIn(kResultsFolder).map((name) => {
    /** @type {{ trials: { run: string, summary: { metric: string, status: string, score: number } }[] }} */
    const { trials } = JSON.parse(readFileSync(new URL(`${name}.json`, kResultsFolder), 'utf8'));
    const runs = [...new Set(trials.map((trial) => trial.run))].map((run) => {
      const own = trials.filter((trial) => trial.run === run);
      const values = own.flatMap(({ summary: { status, score } }) =>
        status === 'diverged' ? [] : [Number(score.toPrecision(4))],
      );
      return JSON.stringify({ name: run, values, trials: own.length });
    });
    const { metric } = trials[0].summary;
    return `  ${JSON.stringify(name)}: {\n    metric: ${JSON.stringify(metric)},\n    runs: [\n${runs.map((run) => `      ${run},`).join('\n')}\n    ],\n  },`;
  });
  return `// What each recorded result came to, a value a seed that did not diverge. Written by web/tools/list-presets.js from the
// files of results/.

/** @type {Record<string, { metric: string, runs: { name: string, values: number[], trials: number }[] }>} */
export const kOutlines = {${['', ...entries].join('\n')}
};
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(kIndex, presetsModule());
  writeFileSync(kResultFiles, resultFilesModule());
  writeFileSync(kOutlines, outlinesModule());
}
